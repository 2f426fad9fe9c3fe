"""Saving drafts: revision by revision, nobody's text over another's unseen, and nothing of a published version."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from engine.policy.version_files import read_examples
from engine.policy.version_texts import EXAMPLES, texts_in_memory
from engine.store import policy_lifecycle
from engine.store.record import open_record
from engine.use_cases.lifecycle.begin_draft import begun_as_copy
from engine.use_cases.lifecycle.save_draft import Overtaken, save_draft
from engine.use_cases.lifecycle.version_check import digest_of_examples
from engine.use_cases.lifecycle.version_lookup import find_version
from engine.vocabulary.problems import Refused
from tests.use_cases.desk_driver import deciders
from tests.use_cases.lifecycle_steps import SHIPPED, edited
from tests.use_cases.policy_office import ID, Office
from tests.wording.read import english, text

A_GAP = ("when: {service: self_service}", "when: {service: self_service, delivery: remote}")
A_REMARK = ("# The rules", "# The new rules")


def test_a_revision_holds_the_three_files_whole_and_the_digests_of_what_they_say(office: Office) -> None:
    version = office.copy(A_REMARK)
    saved = office.saves(version, note="a start").revision
    with office.record.reading() as connection:
        kept = policy_lifecycle.revision_with_files(connection, f"{ID}.1")
    assert (kept.policy_yaml, kept.facts_yaml, kept.examples_yaml) == tuple(version.texts.texts().values())
    assert kept == saved
    assert (kept.draft, kept.number, kept.based_on, kept.product, kept.version, kept.note) == (
        ID,
        1,
        None,
        "exampleworks",
        "2028-01",
        "a start",
    )
    assert (kept.text_digest, kept.examples_digest) == (version.text_digest, digest_of_examples(version))
    assert kept.meaning_digest is not None
    assert (kept.saved_by, kept.saved_at, kept.known_by) == ("anna", office.now, "unauthenticated")


def test_a_copy_differs_from_its_version_in_name_and_days_alone(office: Office) -> None:
    shipped = office.packs.packs.version("exampleworks@2025-01").texts.texts()["policy.yaml"].splitlines()
    copied = office.copy().texts.texts()["policy.yaml"].splitlines()
    assert [pair for pair in zip(shipped, copied, strict=True) if pair[0] != pair[1]] == [
        ('version: "2025-01"', 'version: "2028-01"'),
        ("effective: {from: 2025-01-01, to: null}", "effective: {from: 2028-01-01, to: null}"),
    ]


def test_a_copys_examples_go_on_into_its_own_time_and_those_of_holidays_become_remarks(office: Office) -> None:
    shipped = office.packs.packs.version(SHIPPED).texts.texts()[EXAMPLES].split("\n")
    copied = office.copy().texts.texts()[EXAMPLES].split("\n")
    assert len(copied) == len(shipped)
    (given,) = [line for line in copied if line.startswith("given:")]
    assert 'received_at: "2030-03-05T10:00:00+01:00"' in given, "a Tuesday, as 10 March 2026 is, in winter still"
    aside = [line for line in copied if line.startswith("# ") and line not in shipped]
    assert any("Ascension Day" in line for line in aside)
    assert not any("2025-" in line or "2026-" in line for line in copied if not line.startswith("#"))
    office.saves(office.copy())
    assert "example" not in office.proposes().check.found


def test_a_draft_with_a_gap_is_copied_as_any_other(office: Office) -> None:
    copy = begun_as_copy(office.copy(A_GAP), "2028-04", office.packs.packs)
    assert (copy.ref, copy.begins) == ("exampleworks@2028-04", date(2028, 4, 1))
    assert A_GAP[1] in copy.texts.texts()["policy.yaml"]
    assert read_examples(copy).examples


@pytest.mark.parametrize("kept", [1, 0], ids=["examples in a line", "holidays alone"])
def test_examples_that_cannot_be_made_remarks_stay_and_fail(office: Office, kept: int) -> None:
    ordinary = "{sentence: {de: a, en: b}, facts: {service: self_service}, expect: {coverage: covered}}"
    holiday = (
        '{sentence: {de: c, en: d}, facts: {service: self_service, received_at: "2026-05-14T10:00:00+02:00"},\n'
        '    expect: {coverage: covered, action: queue, resumes_at: "2026-05-15T09:00:00+02:00"}}'
    )
    given = '{received_at: "2026-03-10T10:00:00+01:00", contract: active}'
    examples = f"given: {given}\nexamples: [{', '.join([ordinary] * kept + [holiday])}]\n"
    shipped = office.packs.packs.version(SHIPPED)
    texts = texts_in_memory("2025-01", "here", {**shipped.texts.texts(), EXAMPLES: examples})
    pack = office.packs.packs.packs[shipped.product]
    copy = begun_as_copy(pack.read(texts), "2028-01", office.packs.packs)
    assert len(read_examples(copy).examples) == kept + 1


@pytest.mark.parametrize("name", ["soon", "2027-13", '2028-01"', "2027-1"])
def test_a_copy_is_called_after_a_month(name: str) -> None:
    packs = deciders().packs
    with pytest.raises(Refused) as refused:
        begun_as_copy(packs.version(SHIPPED), name, packs)
    assert text(refused.value).startswith(f"`--as`: `{name}` ")
    assert refused.value.problems[0].kind == "bad_version"


def test_a_draft_with_a_gap_is_kept_without_a_meaning(office: Office) -> None:
    assert office.saves(office.copy(A_GAP)).revision.meaning_digest is None


def test_what_says_the_same_is_not_saved_again(office: Office) -> None:
    first = office.saves(office.copy())
    again = office.saves(office.copy(), "bo")
    assert (first.is_new, again.is_new, again.revision) == (True, False, first.revision)
    assert office.length() == 1


def test_a_draft_goes_on_revision_by_revision_its_examples_too(office: Office) -> None:
    first = office.copy()
    office.saves(first)
    second = edited(first, office.packs, ("examples:", "# more to come\nexamples:"), file=EXAMPLES)
    saved = office.saves(second, "bo", based_on=1).revision
    assert (saved.revision, saved.based_on, saved.saved_by) == (f"{ID}.2", f"{ID}.1", "bo")
    assert saved.text_digest == first.text_digest
    assert saved.examples_digest != digest_of_examples(first)


def test_the_second_to_save_is_told_who_saved_and_sees_both_texts_and_nothing_is_lost(office: Office) -> None:
    office.saves(office.copy())
    office.saves(office.copy(A_REMARK), "bo", based_on=1)
    mine = office.copy(("# bottom", "# the end"))
    with pytest.raises(Overtaken) as overtaken:
        office.saves(mine, based_on=1)
    assert text(overtaken.value) == (
        f"`{ID}` is at revision 2, saved by `bo` (unauthenticated) on 2026-11-02T08:02+01:00, and yours began with 1; nothing was stored "
        "and your files are as they were; `--based-on 2` puts yours in its place, `--id NAME` keeps it as a draft of its own"
    )
    shown = [line for line in overtaken.value.difference if line[:1] in "+-"]
    assert shown[:2] == [f"--- {ID}.2/policy.yaml", "+++ yours/policy.yaml"]
    assert any(line.startswith("-# The new rules") for line in shown)
    assert any(line.startswith("+# the end") for line in shown)
    assert office.saves(mine, draft="mine").revision.revision == "mine.1"
    assert office.saves(mine, based_on=2).revision.revision == f"{ID}.3"


def test_other_ends_of_lines_are_a_difference_that_is_seen(office: Office) -> None:
    office.saves(office.copy())
    with pytest.raises(Overtaken) as overtaken:
        office.saves(office.copy(("\nversion:", "\r\nversion:")), "bo")
    assert [line for line in overtaken.value.difference if line.endswith("\r")] != []


def test_a_draft_that_is_there_is_not_begun_again(office: Office) -> None:
    office.saves(office.copy())
    told = office.refuses(lambda: office.saves(office.copy(A_REMARK), "bo"))
    assert told == (
        "overtaken",
        f"`{ID}` is at revision 1, saved by `anna` (unauthenticated) on 2026-11-02T08:01+01:00, and you did not say which one yours began "
        "with; nothing was stored and your files are as they were; `--based-on 1` puts yours in its place, `--id NAME` keeps it as a "
        "draft of its own",
    )


def test_of_two_who_save_at_the_same_moment_one_is_told(office: Office) -> None:
    office.saves(office.copy())
    texts = {who: office.copy(("# The rules", f"# By {who}: the rules")) for who in ("anna", "bo")}
    acting = {who: office.by(who) for who in texts}
    start, told = threading.Barrier(len(texts)), []

    def save(who: str) -> None:
        record = open_record(office.url)
        start.wait()
        try:
            save_draft(record, texts[who], acting[who], draft=ID, based_on=1)
        except Refused as refused:
            told.append((who, refused.problems[0].kind))
        record.close()

    threads = [threading.Thread(target=save, args=(who,)) for who in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ((late, code),) = told
    assert code == "overtaken"
    assert [one.saved_by for one in office.lifecycle().revisions] == ["anna", "bo" if late == "anna" else "anna"]


@pytest.mark.parametrize("name", ["Law", "a.b", "../law", "x" * 61, "a@b", ""])
def test_a_draft_has_a_plain_name(office: Office, name: str) -> None:
    if name == "":
        assert office.saves(office.copy(), draft=name).revision.draft == ID
        return
    told = f"`{name}` is no name of a draft; use up to 60 small letters, digits, `-` and `_`"
    assert office.refuses(lambda: office.saves(office.copy(), draft=name)) == ("bad_draft", told)


def test_only_what_is_there_can_be_gone_on_with(office: Office) -> None:
    told = f"there is no draft `{ID}` to go on with; leave `--based-on` out to begin it"
    assert office.refuses(lambda: office.saves(office.copy(), based_on=1)) == ("unknown_draft", told)
    office.saves(office.copy())
    told = f"`{ID}` has no revision 7; the newest is 1"
    assert office.refuses(lambda: office.saves(office.copy(A_REMARK), based_on=7)) == ("unknown_draft", told)


def test_a_draft_that_is_proposed_withdrawn_or_published_stays_as_it_is(office: Office) -> None:
    office.saves(office.copy())
    office.proposes()
    aside = "save yours under a name of its own with `--id`"
    change = office.copy(A_REMARK)
    assert office.refuses(lambda: office.saves(change, based_on=1)) == (
        "not_a_draft",
        f"`{ID}` is proposed by `anna`, and stays as it is while it is; withdraw `{ID}.p1` first, or {aside}",
    )
    office.withdraws(f"{ID}.p1")
    office.saves(change, based_on=1)
    office.withdraws(ID, "bo", "not now")
    told = f"`{ID}` was withdrawn by `bo` on 2026-11-02 (“not now”); {aside}"
    assert office.refuses(lambda: office.saves(office.copy(), based_on=2)) == ("not_a_draft", told)
    office.saves(office.copy(), draft="law")
    office.proposes("law")
    office.approves("law.p1")
    office.publishes("law")
    other = office.copy(name="2028-02")
    told = f"`law` is published as `exampleworks@2028-01`; {aside}"
    assert office.refuses(lambda: office.saves(other, draft="law", based_on=1)) == ("not_a_draft", told)


def test_a_published_version_is_not_drafted_over(office: Office) -> None:
    office.published()
    told = "`exampleworks@2028-01` is published, and never changes; give the new version another name and first day"
    change = edited(office.packs.packs.version("exampleworks@2028-01"), office.packs, A_REMARK)
    assert office.refuses(lambda: office.saves(change, draft="mistake")) == ("published", told)


def test_a_note_is_one_line(office: Office) -> None:
    told = "`--note`: `two\\nlines` holds a control character; take it out"
    assert office.refuses(lambda: office.saves(office.copy(), note="two\nlines")) == ("bad_reason", told)


def test_a_draft_is_found_by_its_name_its_revision_and_its_proposal(office: Office) -> None:
    first, second = office.copy(), office.copy(A_REMARK)
    office.saves(first)
    office.saves(second, based_on=1)
    office.proposes()
    for name, version in ((ID, second), (f"{ID}.1", first), (f"{ID}.2", second), (f"{ID}.p1", second)):
        found = find_version(name, office.packs.packs, lambda: office.record)
        assert (found.ref, found.text_digest) == ("exampleworks@2028-01", version.text_digest)
    packs = office.packs.packs
    told = f"there is no revision `{ID}.3`; the newest is `{ID}.2`"
    assert office.refuses(lambda: find_version(f"{ID}.3", packs, lambda: office.record)) == ("unknown_revision", told)
    told = f"there is no proposal `{ID}.p2` of `{ID}`; there are {ID}.p1"
    assert office.refuses(lambda: find_version(f"{ID}.p2", packs, lambda: office.record)) == ("unknown_revision", told)
    with pytest.raises(Refused) as refused:
        find_version("nothing", packs, lambda: office.record)
    no_policy, no_draft = refused.value.problems
    assert english(no_policy).startswith("there is no policy `nothing`; there are exampleworks@2025-01")
    assert english(no_draft) == f"there is no draft `nothing`; there are {ID}"
