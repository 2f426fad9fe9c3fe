"""Fields that are missing, unknown or of another form: each is told once, with its line, and with nothing besides."""

from __future__ import annotations

import pytest

from engine.vocabulary.problems import Refused
from tests.policy.edited_pack import VERSION, EditedPack
from tests.wording.read import text

POLICY, FACTS, EXAMPLES = f"{VERSION}/policy.yaml", f"{VERSION}/facts.yaml", f"{VERSION}/examples.yaml"
SOURCES, CONTACTS, PRODUCT = "exampleworks/sources.yaml", "exampleworks/contacts.yaml", "exampleworks/product.yaml"
ENTITLED = "        coverage: not_entitled\n"
LEGAL = "when: {service: legal_advice}"
LEVELS = "fact: topic\n  levels: [{level: third, values: [other], clauses: [ex-1], says: {de: a, en: b}}]"
COVERAGES = "covered, billable, not_offered, not_entitled, undetermined"
WEEKDAYS = "monday, tuesday, wednesday, thursday, friday, saturday, sunday"
ROUTES = "support_hotline, technical_hotline, account_manager, consulting, own_adviser"

# file, what was there, what is there now, a text in the line that is told, the field, the message
CASES = {
    "a missing answer": (POLICY, ENTITLED, "", "id: contract_not_in_force", "coverage.rules.coverage", "the field `coverage` is missing"),
    "missing clauses": (
        POLICY,
        "        clauses: [ex-2]\n",
        "",
        "id: legal_advice_not",
        "coverage.rules.clauses",
        "the field `clauses` is missing",
    ),
    "an unknown field": (
        POLICY,
        ENTITLED,
        f"{ENTITLED}        priority: 3\n",
        "priority: 3",
        "coverage.rules.priority",
        "`priority` is not a field here; see policies/README.md",
    ),
    "a misspelt answer": (
        POLICY,
        ENTITLED,
        "        coverage: notentitled\n",
        "coverage: notentitled",
        "coverage.rules.coverage",
        f"`notentitled` is not one of {COVERAGES}",
    ),
    "a misspelt route": (
        POLICY,
        "route: own_adviser",
        "route: adviser",
        "route: adviser",
        "route.route",
        f"`adviser` is not one of {ROUTES}",
    ),
    "a level that is none": (
        POLICY,
        "fact: null\n  levels: []",
        LEVELS,
        "level: third",
        "level.levels.level",
        "`third` is not one of first, second",
    ),
    "a clause of no form": (
        POLICY,
        "clauses: [ex-2]",
        "clauses: [Ex 2]",
        "[Ex 2]",
        "coverage.rules.clauses",
        "`Ex 2` is not a clause such as `terms-3.1`",
    ),
    "an id of no form": (
        POLICY,
        "id: legal_advice_not_allowed",
        "id: Legal Advice",
        "id: Legal",
        "coverage.rules.id",
        "`Legal Advice` is not a name in lower case such as `training_missing`",
    ),
    "a number in a condition": (
        POLICY,
        LEGAL,
        "when: {service: 3}",
        "{service: 3}",
        "coverage.rules.when.service",
        "`3` must be a text; put it in quotes",
    ),
    "a version of no form": (POLICY, '"2025-01"', '"2025-1"', '"2025-1"', "version", '`2025-1` is not a version such as "2025-01"'),
    "a day of no form": (
        POLICY,
        "{from: 2025-01-01,",
        '{from: "1.1.2025",',
        "1.1.2025",
        "effective.from",
        "`1.1.2025` is not a day such as 2026-08-31",
    ),
    "a number for a day": (
        POLICY,
        "{from: 2025-01-01,",
        "{from: 20250101,",
        "20250101",
        "effective.from",
        "`20250101` is not a day such as 2026-08-31",
    ),
    "an hour of no form": (POLICY, '"09:00"', '"9:00"', '"9:00"', "service_hours.opens", '`9:00` is not a time of day such as "08:00"'),
    "an hour that is none": (
        POLICY,
        '"16:00"',
        '"24:00"',
        '"24:00"',
        "service_hours.closes",
        '`24:00` is not a time of day such as "08:00"',
    ),
    "a day of no week": (POLICY, "[monday,", "[mon,", "[mon,", "service_hours.days", f"`mon` is not one of {WEEKDAYS}"),
    "no day at all": (
        POLICY,
        "[monday, tuesday, wednesday, thursday, friday]",
        "[]",
        "days: []",
        "service_hours.days",
        "must not be empty",
    ),
    "a country by name": (
        POLICY,
        "country: DE",
        "country: Germany",
        "country: Germany",
        "service_hours.holidays.country",
        "`Germany` is not a country code of two letters such as DE",
    ),
    "where a fact is known from": (
        FACTS,
        "known_from: contract",
        "known_from: somewhere",
        "somewhere",
        "facts.known_from",
        "`somewhere` is not one of request, contract, training, consent",
    ),
    "no English": (FACTS, "      en: Contract\n", "", "label:", "facts.label.en", "the English wording is missing; write it"),
    "no German": (FACTS, "      de: Vertrag\n", "", "label:", "facts.label.de", "the German wording is missing; write it"),
    "an empty text": (FACTS, "en: Contract\n", 'en: ""\n', 'en: ""', "facts.label.en", "the English wording is missing; write it"),
    "blanks for a text": (FACTS, "en: Contract\n", 'en: "  "\n', 'en: "  "', "facts.label.en", "the English wording is missing; write it"),
    "nothing for a text": (FACTS, "en: Contract\n", "en:\n", "en:\n", "facts.label.en", "the English wording is missing; write it"),
    "a number for a text": (FACTS, "en: Contract\n", "en: 42\n", "en: 42", "facts.label.en", "`42` must be a text; put it in quotes"),
    "a text in one language": (
        FACTS,
        "    label:\n      de: Vertrag\n      en: Contract\n",
        "    label: Contract\n",
        "label: Contract",
        "facts.label",
        "`Contract` must be a mapping of fields",
    ),
    "a third language": (
        FACTS,
        "      en: Contract\n",
        "      en: Contract\n      fr: Contrat\n",
        "fr: Contrat",
        "facts.label.fr",
        "`fr` is not a field here; see policies/README.md",
    ),
    "a route nobody takes": (
        CONTACTS,
        "support_hotline",
        "hotline",
        "route: hotline",
        "contacts.route",
        f"`hotline` is not one of {ROUTES}",
    ),
    "a currency by name": (
        "vendor.yaml",
        "currency: EUR",
        "currency: Euro",
        "Euro",
        "currency",
        "`Euro` is not a currency of three letters such as EUR",
    ),
    "a tax without quotes": ("vendor.yaml", '"19"', "19", "percent: 19", "vat.percent", "`19` must be a text; put it in quotes"),
    "a tax with a comma": ("vendor.yaml", '"19"', '"19,5"', "19,5", "vat.percent", '`19,5` is not a percentage such as "19"'),
    "a retention in words": (
        "vendor.yaml",
        "retention_years: 10",
        "retention_years: ten",
        "retention_years: ten",
        "retention_years",
        "`ten` is not a whole number",
    ),
    "a retention of no year": (
        "vendor.yaml",
        "retention_years: 10",
        "retention_years: 0",
        "retention_years: 0",
        "retention_years",
        "`0` is not a whole number from 1 on",
    ),
    "a time zone of no form": (
        PRODUCT,
        "Europe/Berlin",
        "Europe/Bärlin",
        "Bärlin",
        "time_zone",
        "`Europe/Bärlin` is no IANA time zone, such as Europe/Berlin",
    ),
    "a vendor's zone of no form": (
        "vendor.yaml",
        "Europe/Berlin",
        "Berlin",
        "Berlin",
        "time_zone",
        "`Berlin` is no IANA time zone, such as Europe/Berlin",
    ),
    "a product of another name": (
        PRODUCT,
        "product: exampleworks",
        "product: examplework",
        "product: examplework",
        "product",
        "`examplework` must be called like its folder, `exampleworks`",
    ),
    "a version of another name": (
        POLICY,
        '"2025-01"',
        '"2025-02"',
        '"2025-02"',
        "version",
        "`2025-02` must be called like its folder, `2025-01`",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "at", "field", "message"), CASES.values(), ids=list(CASES))
def test_the_field_is_reported_once_with_its_line(
    pack: EditedPack, file: str, old: str, new: str, at: str, field: str, message: str
) -> None:
    pack.edit(file, old, new)
    assert pack.told() == [f"policies/{file}, line {pack.line(file, at)}, `{field}`: {message}"]


@pytest.mark.parametrize("value", ["{nott: product_defect}", "{not: product_defect, or: other}", "{not: {not: other}}", "[[other]]", "{}"])
def test_a_condition_of_no_form_is_reported_in_words_of_the_pack(pack: EditedPack, value: str) -> None:
    pack.edit(POLICY, "cause: {not: product_defect}", f"cause: {value}")
    told = pack.told()
    where = f"policies/{POLICY}, line {pack.line(POLICY, f'cause: {value}')}, `coverage.rules.when.cause"
    assert told
    assert all(problem.startswith(where) for problem in told)
    assert not any(word in problem for problem in told for word in ("constrained", "tuple", "Negation", "str]"))


def test_a_field_of_an_example_that_is_none_is_reported(pack: EditedPack) -> None:
    pack.edit(EXAMPLES, "      coverage: not_entitled\n", "      coverage: not_entitled\n      reason: x\n")
    with pytest.raises(Refused) as refused:
        pack.check()
    assert text(refused.value).endswith(
        "examples.yaml, line 12, `examples.expect.reason`: `reason` is not a field here; see policies/README.md"
    )


def test_all_wrong_fields_of_a_file_are_reported_at_once(pack: EditedPack) -> None:
    pack.edit(POLICY, 'opens: "09:00"', 'opens: "9"')
    pack.edit(POLICY, "country: DE", "country: D")
    pack.edit(POLICY, "route: own_adviser", "route: adviser")
    assert [problem.split("`")[1] for problem in pack.told()] == ["service_hours.opens", "service_hours.holidays.country", "route.route"]
