"""The policy owner's desk: rules, clauses, examples and their check as the packs have them; rates, and a row added to them."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.deciding.deciders import Deciders
from engine.policy.version_files import read_examples
from engine.store import act_queries
from engine.store.record import open_record
from engine.use_cases.reckoning.policy_pins import compiled_by_ref
from tests.dashboard.page_driver import PageDriver
from tests.databases import place, place_with_a_record
from tests.use_cases.small_month import small_month

pytestmark = pytest.mark.clock("2026-11-15T11:00:00+00:00")

POLICY = "policy_owner/policy.py"
RATES = "policy_owner/rates.py"
EVIL = "![x](http://127.0.0.1:9/x.png) <b>"
VERSIONS = (("hausperfekt", "2025-01"), ("hausperfekt", "2023-08"), ("exampleworks", "2025-01"))


@pytest.fixture
def record(tmp_path: Path, deciders: Deciders) -> Path:
    small_month(tmp_path / "record.db", deciders, name=EVIL).close()
    return tmp_path / "record.db"


@pytest.fixture
def page(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PageDriver:
    page = PageDriver(None, monkeypatch, tmp_path)
    monkeypatch.setenv("KLAUSEL_DATABASE_URL", place(record))
    return page


def texts(page: PageDriver) -> list[list[str]]:
    """Every row of every table of texts, escapes taken out."""
    return [[str(cell).replace("\\", "") for cell in row] for table in page.app.table for row in table.value.to_numpy().tolist()]


def chosen(page: PageDriver, product: str, version: str, lang: str = "en") -> PageDriver:
    page.open(POLICY, lang=lang)
    labels = {"de": ("Produkt", "Fassung"), "en": ("Product", "Version")}[lang]
    page.choose(labels[0], product)
    return page.choose(labels[1], version)


@pytest.mark.parametrize(("product", "version"), VERSIONS)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_rule_clause_contact_and_example_of_a_version_is_shown(
    page: PageDriver, deciders: Deciders, product: str, version: str, lang: str
) -> None:
    chosen(page, product, version, lang)
    shown = [cell for row in texts(page) for cell in row]
    of_version = deciders.packs.version(f"{product}@{version}")
    pack = deciders.packs.packs[product]
    for rule in of_version.rules.values():
        assert rule.id in shown
        assert any(rule.says.in_(lang) in cell and (rule.assumption is None or rule.assumption.in_(lang) in cell) for cell in shown)
    clauses = [clause for source in pack.sources.sources for clause in source.clauses]
    assert [clause.id for clause in clauses if clause.says.in_(lang) not in shown] == []
    assert [source.id for source in pack.sources.sources if not page.says(source.dated.in_(lang))] == []
    assert [contact.id for contact in pack.contacts.contacts if contact.role.in_(lang) not in shown] == []
    examples = read_examples(of_version)
    assert [example for example in examples.examples if example.sentence.in_(lang) not in shown] == []


@pytest.mark.parametrize(("product", "version"), VERSIONS)
def test_both_digests_and_the_first_day_are_shown(page: PageDriver, deciders: Deciders, product: str, version: str) -> None:
    chosen(page, product, version)
    compiled = compiled_by_ref(deciders)[f"{product}@{version}"]
    assert page.says(f"Meaning: {compiled.meaning_digest}")
    assert page.says(f"Text: {compiled.version.text_digest}")
    begins = {"2025-01": "In force from 1 Jan 2025", "2023-08": "In force from 1 Aug 2023 to 31 Dec 2024."}[version]
    assert page.says(begins)


def test_sections_stand_in_their_rank_above_their_rules(page: PageDriver, deciders: Deciders) -> None:
    chosen(page, "hausperfekt", "2025-01", "de")
    sections = deciders.packs.version("hausperfekt@2025-01").policy.coverage
    titles = [f"**{number}. {section.title.de}**" for number, section in enumerate(sections, start=1)]
    assert [line for line in page.said if line in titles] == titles


def test_an_assumption_is_marked_wherever_it_stands(page: PageDriver, deciders: Deciders) -> None:
    chosen(page, "hausperfekt", "2025-01")
    version = deciders.packs.version("hausperfekt@2025-01")
    marked = [cell for row in texts(page) for cell in row if ":orange-badge[" in cell]
    for rule in version.rules.values():
        if rule.assumption is not None:
            assert any(rule.says.en in cell and rule.assumption.en in cell for cell in marked)
    assert any(":orange-badge[" in line and version.policy.assumption and version.policy.assumption.en in line for line in page.said)


def test_the_check_counts_classes_and_finds_nothing_in_the_packs(page: PageDriver, deciders: Deciders) -> None:
    chosen(page, "hausperfekt", "2025-01")
    figures = {metric.label: metric.value for metric in page.app.metric}
    classes = compiled_by_ref(deciders)["hausperfekt@2025-01"].coverage.classes.count
    assert figures == {"Classes": f"{classes:,}", "Gaps": "0", "Clashes": "0", "Dead rules": "0"}
    examples = read_examples(deciders.packs.version("hausperfekt@2025-01"))
    assert page.success == [f"All {len(examples.examples)} examples hold."]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Useless condition: rule “help_in_running_operation_covered”: the condition on “service” is useless"),
        ("de", "Überflüssige Bedingung: Regel „help_in_running_operation_covered“: die Bedingung zu „service“ ist überflüssig"),
    ],
)
def test_what_the_check_warns_of_is_reported_in_words_with_its_line(page: PageDriver, lang: str, told: str) -> None:
    chosen(page, "hausperfekt", "2025-01", lang)
    (warned,) = [one.value.replace("\\", "") for one in page.app.warning]
    assert warned.startswith(told)
    assert {"en": "policy.yaml, line ", "de": "policy.yaml, Zeile "}[lang] in warned


@pytest.mark.parametrize(
    ("lang", "sentence", "why"),
    [
        ("en", "Legal advice is not offered, even if the customer is willing to pay.", "Coverage: Not offered instead of Covered ("),
        (
            "de",
            "Rechtlicher Rat wird nicht angeboten, auch wenn der Kunde zahlen will.",
            "Abdeckung: Wird nicht angeboten statt Abgedeckt (",
        ),
    ],
)
def test_an_example_that_does_not_hold_stands_first_and_says_why(
    page: PageDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, sentence: str, why: str
) -> None:
    copied = tmp_path / "policies"
    shutil.copytree(Path(__file__).resolve().parents[2] / "policies", copied)
    file = copied / "hausperfekt" / "2025-01" / "examples.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("coverage: not_offered", "coverage: covered", 1), encoding="utf-8")
    monkeypatch.setenv("KLAUSEL_POLICIES", str(copied))
    chosen(page, "hausperfekt", "2025-01", lang)
    assert [line.split()[0] for line in page.errors] == ["1"]
    failing = next(row for row in texts(page) if row[0] == "✗")
    assert failing[1] == sentence
    assert failing[4].startswith(why)
    file.write_text(text, encoding="utf-8")
    page.run()
    assert page.errors == []


def test_contacts_show_their_dates(page: PageDriver) -> None:
    chosen(page, "hausperfekt", "2025-01")
    contacts = [row for row in texts(page) if len(row) == 7]
    assert ["1 Aug 2023 – 31 Dec 2024", "ended"] in [row[3:5] for row in contacts]
    assert ["from 1 Jan 2025", "in force"] in [row[3:5] for row in contacts]


def test_rates_stand_with_their_dates_and_whether_they_hold_today(page: PageDriver) -> None:
    rows = page.open(RATES, lang="en").table_with("Hourly rate")
    assert [(row["Role"], row["Hourly rate"], row["From"], row["Until"], row["Today"], row["Number"]) for row in rows] == [
        ("Product support", Decimal("120.00"), date(2025, 1, 1), "19 Oct 2026", "ended", "R1"),
        ("Product support", Decimal("130.00"), date(2026, 10, 20), "open", "in force", "R2"),
    ]


def fill(page: PageDriver, **values: Any) -> PageDriver:
    """Types a new row for product support and asks to see what it would change."""
    typed = {"rate": "139.50", "first": date(2027, 1, 1), "last": None, "role": "support"} | values
    page.fill("Role", typed["role"], kind="selectbox").fill("Hourly rate", typed["rate"])
    page.fill("From", typed["first"], kind="date_input").fill("Until", typed["last"], kind="date_input")
    return page.press("See what would change")


def recorded(record: Path) -> list[tuple[Any, ...]]:
    opened = open_record(place(record))
    with opened.reading() as connection:
        rates = act_queries.of_customers(connection, ()).rates
    opened.close()
    return [(rate.role, rate.product, rate.customer_id, rate.hourly_rate, rate.valid_from, rate.valid_to) for rate in rates]


def test_a_new_row_is_shown_beside_the_one_that_holds_today_and_nothing_is_recorded_yet(page: PageDriver, record: Path) -> None:
    before = recorded(record)
    fill(page.open(RATES, lang="en"))
    assert page.says("Today for Product support, every product, every customer:")
    assert page.says("€130.00 an hour (R2), from 20 Oct 2026, end open")
    assert page.says("R2 then ends on 31 Dec 2026.")
    assert recorded(record) == before


def test_a_new_row_is_recorded_once_however_often_the_button_is_pressed(page: PageDriver, record: Path) -> None:
    before = recorded(record)
    fill(page.open(RATES, lang="en"))
    button = page.field("button", "Record it")
    page.press("Record it")
    assert page.success[0].startswith("Recorded: €139.50 an hour for Product support, every product, every customer from 1 Jan 2027 (RT-")
    new = ("support", None, None, 13_950, date(2027, 1, 1), None)
    assert recorded(record) == [*before, new]
    button.click()
    page.run()
    assert recorded(record) == [*before, new]
    states = {row["Number"]: (row["Until"], row["Today"]) for row in page.table_with("Hourly rate")}
    assert states["R2"] == ("31 Dec 2026", "in force")
    assert page.field("text_input", "Hourly rate").value == ""


@pytest.mark.parametrize("typed", ["139,50", "1e3", "-5", "NaN", "139.505", "1" * 40, "0", ""])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_rate_that_is_no_amount_is_refused_and_stays_typed(page: PageDriver, record: Path, typed: str, lang: str) -> None:
    before = recorded(record)
    label, look = {"de": ("Stundensatz", "Ansehen, was sich ändert"), "en": ("Hourly rate", "See what would change")}[lang]
    page.open(RATES, lang=lang).fill(label, typed).press(look)
    (error,) = page.errors
    assert error.startswith((f"{label}: ", f"“{label}” ", f"„{label}“ "))
    assert typed[:40] in error
    assert page.field("text_input", label).value == typed
    assert [button.label for button in page.app.button if button.label in ("Record it", "So aufzeichnen")] == []
    assert recorded(record) == before


def test_a_row_that_would_overlap_another_is_refused_with_the_reason(page: PageDriver) -> None:
    fill(page.open(RATES, lang="en"), first=date(2026, 10, 20))
    assert page.errors == [
        "R2 (from 20 Oct 2026, end open) applies on the same day; both cannot be. Choose a later first day, or retract that row."
    ]
    assert "Record it" not in [button.label for button in page.app.button]


def test_a_row_that_leaves_a_gap_is_reported_and_the_gap_is_shown_once_it_is_recorded(page: PageDriver) -> None:
    fill(page.open(RATES, lang="en"), last=date(2027, 3, 31))
    gap = "Gap: for Product support, every product, every customer no row of its own applies from 1 Apr 2027 on"
    assert page.says(gap)
    page.press("Record it")
    assert [line for line in page.said if gap in line]


def test_a_last_day_before_the_first_is_refused_before_it_can_be_recorded(page: PageDriver, record: Path) -> None:
    before = recorded(record)
    fill(page.open(RATES, lang="en"), first=date(2027, 1, 1), last=date(2026, 12, 31))
    assert "Record it" not in [button.label for button in page.app.button]
    assert page.errors == ["Until: “31 Dec 2026” lies before “From” (“1 Jan 2027”)"]
    assert recorded(record) == before
    assert page.field("text_input", "Hourly rate").value == "139.50"


def test_what_was_typed_can_be_discarded(page: PageDriver, record: Path) -> None:
    before = recorded(record)
    fill(page.open(RATES, lang="en")).press("Discard")
    assert page.field("text_input", "Hourly rate").value == ""
    assert "Record it" not in [button.label for button in page.app.button]
    assert recorded(record) == before


def test_a_rate_for_one_customer_is_recorded_under_its_id_and_its_name_is_never_markdown(page: PageDriver, record: Path) -> None:
    page.open(RATES, lang="en").fill("Customer", "C1", kind="selectbox")
    fill(page)
    plain = [one.value for kind in ("markdown", "caption", "success", "warning", "error", "table") for one in getattr(page.app, kind)]
    assert page.says(f"Today for Product support, every product, {EVIL} (C1):")
    assert [value for value in plain if EVIL in str(value)] == []
    page.press("Record it")
    assert recorded(record)[-1] == ("support", None, "C1", 13_950, date(2027, 1, 1), None)
    plain = [one.value for kind in ("markdown", "caption", "success", "warning", "error", "table") for one in getattr(page.app, kind)]
    assert [value for value in plain if EVIL in str(value)] == []


def test_a_record_without_rates_says_what_that_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place_with_a_record(tmp_path / "empty.db")
    page = PageDriver(None, monkeypatch, tmp_path)
    monkeypatch.setenv("KLAUSEL_DATABASE_URL", place(tmp_path / "empty.db"))
    assert page.open(RATES, lang="en").says("No hourly rate is recorded yet.")


@pytest.mark.sqlite
@pytest.mark.parametrize("file", [POLICY, RATES])
def test_without_a_record_the_page_says_so_in_one_line(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PageDriver(None, monkeypatch, tmp_path).open(file, lang="en")
    assert page.errors == ["there is no record here; ask the person who runs this system to provide it"]
