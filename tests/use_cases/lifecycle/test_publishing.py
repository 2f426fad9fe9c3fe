"""From draft to law: what is proposed, approved, published and withdrawn, and everything that is refused, word for word."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date

import pytest

from engine.policy.version_texts import EXAMPLES
from engine.store import act_queries
from engine.use_cases.audit.verify import verify
from engine.use_cases.lifecycle.approve_policy import approve_policy
from engine.use_cases.lifecycle.propose_policy import propose_policy
from engine.use_cases.lifecycle.publish_policy import publish_policy
from engine.vocabulary.problems import Refused
from tests.use_cases.lifecycle_steps import edited
from tests.use_cases.policy_office import ID, REASON, Office
from tests.wording.read import english

POLICY = "exampleworks@2028-01"
HIS = ("# The rules", "# His: the rules")
NEVER = "and never changes; give the new version another name and first day"


def test_a_version_becomes_law_by_three_acts_and_its_files_are_written_remarks_and_all(office: Office) -> None:
    version = office.copy(HIS)
    office.saves(version)
    checked = office.proposes(who="anna")
    proposed = checked.proposal
    office.approves(who="bo")
    done = office.publishes(who="anna")
    assert (proposed.effective_from, proposed.reason, proposed.backdated_because) == (date(2028, 1, 1), REASON, None)
    assert json.loads(proposed.found) == checked.check.found
    assert checked.check.found["classes"] == 320 and checked.check.found["examples"] > 30
    assert (done.publication.policy, done.is_written) == (POLICY, True)
    assert office.files() == version.texts.texts()
    lifecycle = office.lifecycle()
    assert lifecycle.publication == done.publication
    assert lifecycle.approval is not None
    digests = {
        (one.meaning_digest, one.text_digest, one.examples_digest)
        for one in (proposed, lifecycle.approval, done.publication, lifecycle.newest)
    }
    assert len(digests) == 1
    assert {one.known_by for one in (proposed, lifecycle.approval, done.publication)} == {"unauthenticated"}
    with office.record.reading() as connection:
        assert act_queries.pins(connection) == {POLICY: done.publication.meaning_digest}
    assert verify(office.record, office.packs).head.length == 5


def test_who_is_signed_in_is_recorded_as_such(office: Office) -> None:
    office.saves(office.copy())
    propose_policy(office.record, office.packs, ID, office.by("anna", authenticated=True), reason=REASON)
    _, approval = approve_policy(office.record, office.packs, f"{ID}.p1", office.by("bo", authenticated=True))
    assert (office.lifecycle().proposals[0].known_by, approval.known_by) == ("signed_in", "signed_in")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("when: {service: self_service}", "when: {service: self_service, delivery: remote}"), "no rule decides a request "),
        (("      en: Not allowed by law\n", ""), "the English wording is missing; write it"),
        (("from: 2028-01-01", "from: 2025-01-01"), f"is in force on `2025-01-01`, as `{POLICY}` is"),
    ],
)
def test_what_the_check_stops_is_not_proposed(office: Office, change: tuple[str, str], told: str) -> None:
    office.saves(office.copy(change))
    before = office.length()
    with pytest.raises(Refused) as refused:
        office.proposes(because="agreed late" if "2025" in change[1] else None)
    assert office.length() == before
    assert any(english(problem).startswith(told) for problem in refused.value.problems), refused.value


def test_an_example_that_fails_stops_it_and_a_dead_rule_does_not(office: Office) -> None:
    failing = edited(office.copy(), office.packs, ("coverage: billable", "coverage: covered"), file=EXAMPLES)
    office.saves(failing)
    with pytest.raises(Refused) as refused:
        office.proposes()
    assert {problem.kind for problem in refused.value.problems} == {"example"}
    dead = ("  - section: on_site\n", "  - section: never\n    title: {de: Nie, en: Never}\n    rules:\n      - id: never\n"
            "        when: {service: legal_advice}\n        coverage: not_offered\n        clauses: [ex-2]\n"
            "        says: {de: Nie., en: Never.}\n  - section: on_site\n")  # fmt: skip
    office.saves(office.copy(dead), based_on=1)
    assert office.proposes().check.found["dead"] == 1


def test_a_first_day_before_today_takes_a_reason_of_its_own(office: Office) -> None:
    earlier = office.copy(("from: 2026-11-01", "from: 2026-11-01"), name="2026-11")
    office.saves(earlier, draft="late")
    how = "move `effective.from`, or say with `--backdate REASON` why, which finance is shown"
    told = f"`late` begins on 2026-11-01, before today, 2026-11-02; {how}"
    assert office.refuses(lambda: office.proposes("late")) == ("backdated", told)
    assert office.proposes("late", because="agreed late").proposal.backdated_because == "agreed late"
    office.saves(office.copy())
    told = f"`{ID}` begins on 2028-01-01, which is not before today, 2026-11-02; leave `--backdate` out"
    assert office.refuses(lambda: office.proposes(because="why not")) == ("backdated", told)
    today = office.copy(("from: 2026-11-01", "from: 2026-11-02"), name="2026-11")
    office.saves(today, draft="today")
    assert office.proposes("today").proposal.backdated_because is None


def test_a_reason_is_given(office: Office) -> None:
    office.saves(office.copy())
    blank = "`--reason`: `` is blank; say why, naming no customer: it is kept for good"
    assert office.refuses(lambda: office.proposes(reason="")) == ("bad_reason", blank)
    assert office.refuses(lambda: office.withdraws(ID, reason="")) == ("bad_reason", blank)


def test_only_the_newest_revision_of_a_draft_is_proposed_and_once(office: Office) -> None:
    office.saves(office.copy())
    office.saves(office.copy(HIS), "bo", based_on=1)
    told = f"`{ID}.2` is the newest revision, saved by `bo`; look at that one, and propose it"
    assert office.refuses(lambda: office.proposes(f"{ID}.1")) == ("overtaken", told)
    office.proposes()
    told = f"`{ID}` is proposed already; `klausel policy list` shows its state"
    assert office.refuses(lambda: office.proposes(who="bo")) == ("not_a_draft", told)


@pytest.mark.parametrize("who", ["anna", "Anna", " ANNA "])
def test_who_proposed_it_does_not_approve_it(office: Office, who: str) -> None:
    office.saves(office.copy())
    office.proposes(who="anna")
    told = f"`{who}` proposed `{ID}.p1`; somebody else has to approve it"
    assert office.refuses(lambda: office.approves(who=who)) == ("same_person", told)


def test_what_is_approved_is_exactly_what_was_proposed(office: Office) -> None:
    office.saves(office.copy())
    told = f"`{ID}` is not proposed; `klausel policy propose {ID}` does that"
    assert office.refuses(lambda: office.approves(ID)) == ("not_proposed", told)
    office.proposes()
    told = f"`{ID}` may change; approve what was proposed by its own name, `{ID}.p1`"
    assert office.refuses(lambda: office.approves(ID)) == ("not_proposed", told)
    office.withdraws(f"{ID}.p1", reason="too early")
    told = f"`{ID}.p1` was withdrawn by `anna` (“too early”)"
    assert office.refuses(office.approves) == ("not_proposed", told)
    office.proposes()
    office.approves(f"{ID}.p2")
    told = f"`{ID}.p2` was approved by `bo`; `klausel policy publish {ID}.p2` goes on"
    assert office.refuses(lambda: office.approves(f"{ID}.p2")) == ("not_proposed", told)


def test_nothing_is_published_that_nobody_else_agreed_to(office: Office) -> None:
    office.saves(office.copy())
    told = f"`{ID}` is not proposed; `klausel policy propose {ID}` does that"
    assert office.refuses(office.publishes) == ("not_approved", told)
    office.proposes()
    told = f"`{ID}.p1` is not approved; somebody else than `anna` does that with `klausel policy approve {ID}.p1`"
    assert office.refuses(office.publishes) == ("not_approved", told)
    office.approves()
    office.withdraws(f"{ID}.p1", "bo", "on second thoughts")
    told = f"`{ID}.p1` was withdrawn by `bo` (“on second thoughts”)"
    assert office.refuses(lambda: office.publishes(f"{ID}.p1")) == ("not_approved", told)
    assert not (office.policies / "exampleworks" / "2028-01").exists()


def test_what_is_published_stays(office: Office) -> None:
    office.published()
    told = f"`{ID}` is published as `{POLICY}`; `klausel policy export {POLICY}` writes its files"
    assert office.refuses(office.publishes) == ("published", told)
    for name in (ID, f"{ID}.p1"):
        told = f"`{name}` is published as `{POLICY}`, and stays; a mistake in it takes a new version"
        assert office.refuses(lambda name=name: office.withdraws(name)) == ("published", told)  # type: ignore[misc]


def test_of_two_drafts_of_one_name_the_second_comes_too_late(office: Office) -> None:
    for draft in ("one", "two"):
        office.saves(office.copy(("# The rules", f"# {draft}")), draft=draft)
        office.proposes(draft)
        office.approves(f"{draft}.p1")
    office.publishes("one")
    told = f"`{POLICY}` is published, {NEVER}"
    assert office.refuses(lambda: office.publishes("two")) == ("published", told)
    shutil.move(office.policies / "exampleworks" / "2028-01", office.folder / "aside")
    told = f"`{POLICY}` was published ({office.lifecycle('one').newest.meaning_digest}), but is not in `HERE/policies`; "
    office.reopens()
    assert office.refuses(lambda: office.publishes("two")) == ("pinned_policy", f"{told}`klausel policy export {POLICY}` writes it there")


def test_a_first_day_that_went_by_while_it_waited_is_reported(office: Office) -> None:
    office.saves(office.copy(name="2026-12"), draft="soon")
    office.proposes("soon")
    office.approves("soon.p1")
    office.now += 40 * 24 * 60 * 60_000_000  # type: ignore[assignment]
    how = "withdraw `soon.p1`, and propose it again with a later first day, or with `--backdate REASON`"
    told = f"`exampleworks@2026-12` begins on 2026-12-01, which has gone by; {how}"
    assert office.refuses(lambda: office.publishes("soon")) == ("backdated", told)


def test_what_others_published_meanwhile_counts(office: Office) -> None:
    for name in ("2028-01", "2028-02"):
        office.saves(office.copy(("from: 2028-02-01", "from: 2028-01-01") if name == "2028-02" else HIS, name=name), draft=name)
        office.proposes(name)
        office.approves(f"{name}.p1")
    office.publishes("2028-01")
    (problem,) = _problems(office, "2028-02")
    assert problem == ("overlap", "is in force on `2028-01-01`, as `exampleworks@2028-02` is")


def _problems(office: Office, draft: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        office.publishes(draft)
    return [(problem.kind, english(problem)) for problem in refused.value.problems]


def test_a_draft_is_withdrawn_once_and_a_revision_not_at_all(office: Office) -> None:
    office.saves(office.copy())
    told = f"`{ID}.1` is one revision, and stays; withdraw the draft, `{ID}`, or what was proposed of it"
    assert office.refuses(lambda: office.withdraws(f"{ID}.1")) == ("not_a_draft", told)
    office.withdraws(ID, reason="nobody wants it")
    told = f"`{ID}` was withdrawn by `anna` already (“nobody wants it”)"
    assert office.refuses(lambda: office.withdraws(ID)) == ("withdrawn", told)
    told = f"`{ID}` is withdrawn already; `klausel policy list` shows its state"
    assert office.refuses(office.proposes) == ("not_a_draft", told)


def test_vendor_yaml_may_forbid_who_is_not_signed_in(office: Office) -> None:
    office.saves(office.copy())
    vendor = office.policies / "vendor.yaml"
    vendor.write_text(
        vendor.read_text("utf-8").replace("unauthenticated_publication: allowed", "unauthenticated_publication: forbidden"), "utf-8"
    )
    office.reopens()
    acts: dict[str, Callable[[], object]] = {
        "propose": office.proposes,
        "approve": office.approves,
        "publish": office.publishes,
        "withdraw": lambda: office.withdraws(ID),
    }
    how = "sign in; or have `unauthenticated_publication` in vendor.yaml say allowed"
    for act, attempt in acts.items():
        who = "bo" if act == "approve" else "anna"
        told = f"`{who}` is not signed in, and vendor.yaml lets nobody act on policies so; {how}"
        assert office.refuses(attempt) == ("unauthenticated", told)
    propose_policy(office.record, office.packs, ID, office.by("anna", authenticated=True), reason=REASON)
    approve_policy(office.record, office.packs, f"{ID}.p1", office.by("bo", authenticated=True))
    assert publish_policy(office.record, office.packs, ID, office.by("bo", authenticated=True)).is_written


def test_whom_the_system_has_no_name_for_makes_no_law(office: Office) -> None:
    office.saves(office.copy(), "unknown")
    told = "the system does not say who you are, and nobody can act on policies so; log in by a name of your own"
    assert office.refuses(lambda: office.proposes(who="unknown")) == ("unauthenticated", told)


def test_a_text_that_comes_to_other_digests_than_were_approved_is_not_published(office: Office) -> None:
    office.saves(office.copy())
    office.proposes()
    office.approves()
    product = office.policies / "exampleworks" / "product.yaml"
    product.write_text(product.read_text("utf-8").replace("Europe/Berlin", "Europe/Vienna"), "utf-8")
    office.reopens()
    how = f"let `klausel verify` look at the record; if it fits, withdraw `{ID}.p1` and propose it again"
    told = f"`{ID}.1` does not come to the digests that were approved; {how}"
    assert office.refuses(office.publishes) == ("not_approved", told)
