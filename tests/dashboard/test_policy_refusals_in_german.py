"""What making law of a policy version is refused for is said in German, too: each refusal as the desk says it, met in a real record."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.vocabulary.problems import Problem
from engine.wording.sentences import Reader
from tests.use_cases.policy_office import ID, Office

CHANGE = ("# The rules", "# Other rules")
ENGLISH = re.compile(r"\b(is|was|the|there|has|and|not|it)\b")


def test_every_refusal_on_the_way_to_publication_has_a_german_sentence(office: Office) -> None:
    change = office.copy(CHANGE)
    told: list[Problem] = []

    def tries(*acts: Callable[[], object]) -> None:
        told.extend(office.problem(act) for act in acts)

    tries(lambda: office.proposes("nothing"), lambda: office.saves(change, draft="No"))
    office.saves(office.copy())
    tries(lambda: office.saves(change), lambda: office.saves(change, "bo", draft=ID))
    tries(
        office.approves,
        lambda: office.approves(ID),
        office.publishes,
        lambda: office.proposes(because="x"),
        lambda: office.proposes(reason=""),
    )
    tries(lambda: office.proposes(f"{ID}.7"), lambda: office.proposes(who="unknown"))
    office.proposes()
    tries(office.proposes, lambda: office.saves(change, based_on=1), lambda: office.approves(ID), lambda: office.approves(who="anna"))
    tries(office.publishes)
    office.approves()
    tries(office.approves, office.proposes)
    office.saves(office.copy(name="2026-10"), draft="late")
    tries(lambda: office.proposes("late"))
    office.withdraws("late", reason="zu spät")
    tries(lambda: office.withdraws("late"), lambda: office.proposes("late"), lambda: office.saves(change, draft="late"))
    office.publishes()
    tries(office.publishes, lambda: office.withdraws(ID), lambda: office.saves(change), office.proposes)
    tries(lambda: office.saves(office.copy(name="2028-03"), draft=ID))
    assert len(told) > 20
    for problem in told:
        german = Reader("de", on_a_page=True).sentence(problem)
        assert not ENGLISH.search(re.sub(r"„[^“]*“", "", german)), german
        assert "--" not in german and "klausel" not in german, "a page names no option and no command"


def test_numbers_names_and_days_are_kept(office: Office) -> None:
    office.saves(office.copy())
    office.proposes()
    told = Reader("de", on_a_page=True).sentence(office.problem(lambda: office.approves(who="anna")))
    assert told == f"„anna“ hat „{ID}.p1“ vorgeschlagen; freigeben muss es jemand anderes"
    told = Reader("de", on_a_page=True).sentence(office.problem(lambda: office.saves(office.copy(CHANGE), based_on=1)))
    assert told == (
        f"„{ID}“ ist von „anna“ vorgeschlagen und bleibt so lange, wie er ist; bitte erst „{ID}.p1“ zurückziehen, oder "
        "Ihren unter einem eigenen Namen sichern"
    )
