"""The shipped packs say what the sources and the rulings on them say, row by row, for every request there can be.

The rows are written down here once more, as numbered rows and not as sections, straight from the field's description."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

import pytest

from engine.compiling.agreement import refuse_disagreement
from engine.compiling.compiled_version import compile_version
from tests.policies.pack_files import packs

Facts = Mapping[str, str]
Row = tuple[Callable[[Facts], bool], str]

FIRST = {
    "new_customer_first_aid",
    "master_data",
    "person_function",
    "person_account",
    "key_tables",
    "charging",
    "debits_and_transfers",
    "clearing",
    "allocation_keys",
    "chart_of_accounts",
    "special_levies",
    "employees",
    "meter_administration",
    "e_banking",
}
SECOND = {
    "reserves",
    "statement_errors",
    "statement_reproduction",
    "asset_statement_differences",
    "data_carrier_exchange",
    "heating_cost_statement",
    "account_reconciliation",
    "statement_type_change",
    "interfaces",
    "special_programming",
}
HELP = ("operational_problem", "usage_question")
TECHNICAL = ("operational_problem", "data_cleanup")

NO_CONTRACT: Row = (lambda f: f["contract"] in ("none", "ended", "suspended"), "not_entitled")
LEGAL: Row = (lambda f: f["service"] == "legal_advice", "not_offered")
NO_VISITS: Row = (lambda f: f["delivery"] == "on_site", "not_offered")
VISITS: Row = (lambda f: f["delivery"] == "on_site", "billable")
VISITS_BY_CONTRACT: Row = (lambda f: f["delivery"] == "on_site" and f["visits"] == "charged", "billable")
QUICK_LOOK: Row = (
    lambda f: f["service"] == "configuration_question" and f["effort"] == "quick_look" and f["delivery"] != "on_site",
    "covered",
)
LATE_FIRST_AID: Row = (lambda f: f["service"] == "new_customer_first_aid" and f["customer_age"] == "settled_customer", "billable")
FOUR_TO_TWELVE: list[Row] = [
    (lambda f: f["service"] == "self_service", "covered"),
    (lambda f: f["service"] in ("staff_introduction", "module_fundamentals", "configuration_question"), "billable"),
    (lambda f: f["service"] == "installation", "billable"),
    (lambda f: f["service"] == "infrastructure_problem", "billable"),
    (lambda f: f["service"] in TECHNICAL and f["cause"] == "infrastructure", "billable"),
    (lambda f: f["service"] == "data_cleanup" and f["cause"] == "improper_operation", "billable"),
    (lambda f: f["service"] in HELP and f["training"] == "untrained" and f["cause"] != "product_defect", "billable"),
    (lambda f: f["service"] == "other", "undetermined"),
    (lambda f: f["service"] == "new_customer_first_aid", "covered"),
]
THIRTEEN_AND_FOURTEEN: list[Row] = [
    (lambda f: f["topic"] in SECOND and f["second_level"] == "none" and f["cause"] != "product_defect", "undetermined"),
    (lambda f: f["topic"] in SECOND and f["second_level"] == "billable" and f["cause"] != "product_defect", "billable"),
]
FIFTEEN_TO_EIGHTEEN: list[Row] = [
    (lambda f: f["service"] == "data_cleanup" and f["cause"] == "other", "undetermined"),
    (lambda f: f["service"] == "data_cleanup" and f["cause"] == "product_defect", "covered"),
    (lambda f: f["service"] in HELP and f["cause"] == "product_defect", "covered"),
    (lambda f: f["service"] in HELP, "covered"),
]
NEWSLETTER: list[Row] = [
    (lambda f: f["topic"] in FIRST, "covered"),
    (lambda f: f["topic"] in SECOND and f["second_level"] == "included", "covered"),
    (lambda f: f["topic"] in SECOND and f["second_level"] == "billable", "billable"),
    (lambda f: f["topic"] in SECOND, "undetermined"),
    (lambda f: f["topic"] == "other", "undetermined"),
]
ROWS: dict[str, list[Row]] = {
    "hausperfekt@2025-01": [NO_CONTRACT, LEGAL, NO_VISITS, *FOUR_TO_TWELVE, *THIRTEEN_AND_FOURTEEN, *FIFTEEN_TO_EIGHTEEN],
    "hausperfekt@2023-08": [NO_CONTRACT, LEGAL, NO_VISITS, *NEWSLETTER],
    "exampleworks@2025-01": [NO_CONTRACT, LEGAL, VISITS, *FOUR_TO_TWELVE, *FIFTEEN_TO_EIGHTEEN],
    "exampleworks@2027-01": [
        NO_CONTRACT,
        LEGAL,
        VISITS_BY_CONTRACT,
        QUICK_LOOK,
        LATE_FIRST_AID,
        *FOUR_TO_TWELVE,
        *FIFTEEN_TO_EIGHTEEN,
    ],
}


@pytest.mark.parametrize("ref", ROWS)
def test_every_class_of_requests_has_the_coverage_of_its_row(ref: str) -> None:
    read = compile_version(packs().version(ref)).coverage
    asked = ("contract", "second_level", "service", "topic", "training", "cause", "delivery", "visits", "customer_age", "effort")
    names = [name for name in asked if name in read.table.domain]
    place = read.place_of
    for values in product(*(read.table.domain[name] for name in names)):
        facts = dict(zip(names, values, strict=True))
        expected = next(coverage for fits, coverage in ROWS[ref] if fits(facts))
        at = sum(place[name][value] for name, value in facts.items() if name in place)
        assert read.verdicts[at].outcome == expected, facts


@pytest.mark.parametrize("ref", ROWS)
def test_topics_have_the_level_of_the_newsletter(ref: str) -> None:
    read = compile_version(packs().version(ref)).level
    levels = {topic: read.verdicts[read.place_of["topic"][topic]].outcome for topic in read.table.domain.get("topic", ())}
    expected = dict.fromkeys(FIRST, "first") | dict.fromkeys(SECOND, "second") | {"other": "none", "unknown": "none"}
    assert levels == ({} if ref.startswith("exampleworks") else expected)


@pytest.mark.parametrize("ref", ROWS)
def test_routes_and_channels_are_the_first_that_fit(ref: str) -> None:
    compiled = compile_version(packs().version(ref))
    for name, expected in (("route", route), ("channel", channel)):
        read = compiled.route if name == "route" else compiled.channel
        for values, verdict in zip(read.classes.representatives(), read.verdicts, strict=True):
            facts = dict.fromkeys(("service", "cause", "delivery", "intake", "complexity", "coverage", "level"), "") | dict(
                zip(read.classes.facts, values, strict=True)
            )
            assert verdict.outcome == expected(ref, facts), facts


def route(ref: str, facts: Facts) -> str:
    technical = facts["service"] in ("installation", "infrastructure_problem") or (
        facts["cause"] == "infrastructure" and facts["service"] in TECHNICAL
    )
    rows = [
        (facts["coverage"] == "not_entitled", "account_manager"),
        (facts["service"] == "legal_advice", "own_adviser"),
        (facts["coverage"] == "not_offered", "consulting"),
        (facts["delivery"] == "on_site" and ref.startswith("exampleworks"), "consulting"),
        (technical and ref != "hausperfekt@2023-08", "technical_hotline"),
        (facts["level"] == "second", "account_manager"),
    ]
    return next((where for fits, where in rows if fits), "support_hotline")


def channel(ref: str, facts: Facts) -> str:
    assert ref
    if facts["intake"] == "other":
        return "resubmit_via_portal"
    return "portal_recommended" if facts["intake"] in ("email", "phone") and facts["complexity"] == "complex" else "accepted"


def test_the_versions_begin_and_end_when_they_should() -> None:
    days = {
        version.ref: (str(version.begins), str(pack.last_day_of(version))) for pack in packs().packs.values() for version in pack.versions
    }
    assert days == {
        "hausperfekt@2023-08": ("2023-08-01", "2024-12-31"),
        "hausperfekt@2025-01": ("2025-01-01", "None"),
        "exampleworks@2025-01": ("2025-01-01", "2026-12-31"),
        "exampleworks@2027-01": ("2027-01-01", "None"),
    }


def test_durable_rules_reads_every_class_of_every_version_as_the_direct_reading_does() -> None:
    compiled = [compile_version(version) for pack in packs().packs.values() for version in pack.versions]
    assert sum(table.classes.count for one in compiled for table in one.tables) > 2_000
    refuse_disagreement(compiled, None)
