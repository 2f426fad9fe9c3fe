"""What the checks look into is enough: whatever act comes, they find what they would find with the whole record before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.books.admission.ledger import Ledger, NewAct, UnreadableRows, ledger
from engine.books.admission.references import REFERENCES
from engine.store import act_queries
from engine.store.kinds import RETRACTABLE
from engine.store.record import Connection
from engine.use_cases.intake import admit_acts
from engine.use_cases.intake.row_reading import record_of
from engine.vocabulary.problems import Place, Refused
from tests.use_cases.desk_driver import NOW, Desk
from tests.use_cases.tiny_company import COLUMNS, Company, Row, tiny
from tests.wording.read import line, lines

SECOND_FORM: dict[str, Row] = {
    "customers": {"valid_from": "2026-10-06"},
    "people": {"valid_from": "2026-10-05", "may_commission": "no"},
    "contracts": {"valid_from": "2026-01-01", "product": "exampleworks"},
    "rates": {"valid_from": "2027-01-01"},
    "time_entries": {"started_at": "2026-10-06T15:30:00+02:00"},
}


class Undone(Exception):
    """Raised where an act was taken, so that the next one finds the same record."""


def recorded() -> Company:
    """The tiny company; its customers with a request more each, whose acts are not those of the first; and acts that were retracted."""
    company = tiny()
    company.add(
        "people", person_id="P2", valid_from="2026-10-20", customer_id="C2", name="Zwei", portal_registered="no", may_commission="yes"
    )
    for number, customer, person in (("4", "C1", "P1"), ("5", "C2", "P3"), ("6", "C1", "P1")):
        company.add("requests", like="R1", request_id=f"R{number}", customer_id=customer, person_id=person)
        company.add("retriages", like="RE1", retriage_id=f"RE{number}", request_id=f"R{number}", person_id=person)
        company.add("quotes", like="Q1", quote_id=f"Q{number}", request_id=f"R{number}")
        company.add("consents", like="CO1", consent_id=f"CO{number}", request_id=f"R{number}", quote_id=f"Q{number}", given_by=person)
        company.add("time_entries", like="E1", entry_id=f"E1{number}", request_id=f"R{number}", agent=f"agent{number}")
    for number in ("7", "8"):
        company.add("requests", like="R1", request_id=f"R{number}", person_id="")
    company.add("retriages", like="RE1", retriage_id="RE7", request_id="R7", person_id="P1")
    company.add("consents", like="CO1", consent_id="CO8", request_id="R8", quote_id="")
    company.add("training", like="T1", training_id="T2", customer_id="C2", person_id="P3")
    for kind, identity in (("time_entries", "E16"), ("consents", "CO6"), ("quotes", "Q6"), ("retriages", "RE6"), ("requests", "R6")):
        company.add("retractions", like="X1", retraction_id=f"X{identity}", kind=kind, id=identity)
    return company


def second_acts() -> Iterator[tuple[str, Row]]:
    """Each act of the tiny company once more under a new id, with each reference to each act that there is, or to none; and a
    retraction of each act."""
    company = recorded()
    ids = {kind: sorted({next(iter(row.values())) for row in rows}) for kind, rows in company.rows.items()}
    for kind, rows in tiny().without("retractions").rows.items():
        identity = COLUMNS[kind].split(",")[0]
        for row in rows[:2]:
            same = row if kind in ("customers", "people") else row | {identity: "NEW"}
            for values in (same, same | SECOND_FORM.get(kind, {})):
                yield kind, values
                for column, target in REFERENCES[kind]:
                    for id_ in (*ids[target], "nowhere", ""):
                        yield kind, values | {column: id_}
    for kind in RETRACTABLE:
        for id_ in (*ids.get(kind, ()), "nowhere"):
            yield "retractions", company.row("retractions", "X1") | {"retraction_id": "NEW", "kind": kind, "id": id_}


def with_everything(connection: Connection, new: Sequence[NewAct], zone: ZoneInfo, unreadable: UnreadableRows) -> Ledger:
    """The same ledger from the whole record."""
    acts = act_queries.everything(connection)
    retracted = {(one.kind, one.id) for one in acts.retractions}
    return ledger({kind: getattr(acts, kind) for kind in REFERENCES}, retracted, new, zone, unreadable)


def told(desk: Desk, act: NewAct) -> list[str]:
    """The problems of an act, or what it is warned of; it is not recorded."""
    found: list[str] = []
    try:
        with desk.record.writing() as connection:
            found += map(line, admit_acts.admit(connection, [act], desk.packs, now=NOW, who="anna").warnings)
            raise Undone
    except Undone:
        return ["taken", *sorted(found)]
    except Refused as refused:
        return sorted(lines(refused))


def test_each_act_gets_the_answer_it_would_get_with_everything_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path)
    desk.imports(recorded())
    before = desk.stored()
    outcomes: dict[tuple[str, str], int] = {}
    acts = []
    for kind, row in second_acts():
        try:
            acts.append((row, NewAct(kind, record_of(kind, row, Place()), Place())))
        except Refused:
            continue  # a blank where none may be
    narrow = [told(desk, act) for _, act in acts]
    monkeypatch.setattr(admit_acts, "ledger_for", with_everything)
    for (row, act), found in zip(acts, narrow, strict=True):
        assert found == told(desk, act), (act.kind, row)
        outcomes[act.kind, "taken" if found[0] == "taken" else "refused"] = 1
    assert desk.stored() == before
    refusable = {kind for kind in COLUMNS if kind != "customers"}
    assert {kind for kind, outcome in outcomes if outcome == "taken"} == set(COLUMNS)
    assert {kind for kind, outcome in outcomes if outcome == "refused"} == refusable


def test_a_consent_on_the_quote_of_another_customers_request_is_refused_with_the_owner(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(recorded())
    company = Company({}).add("consents", **(recorded().row("consents", "CO1") | {"consent_id": "NEW", "quote_id": "Q5"}))
    assert "consents.csv, line 2, `quote_id`: the quote `Q5` is of the request `R5`" in desk.refuses(company)
