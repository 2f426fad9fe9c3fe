"""Rules as a workbook: an export imported gives the same text; what a person changes is changed, and nothing else."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.policy.pack import Text
from engine.policy.rule_changes import change_rule
from engine.policy.rule_edits import with_rows
from engine.policy.rule_rows import AllowedValues, Wording, rows_in
from engine.use_cases.workbooks.cell_names import NotNamed, names_of
from engine.use_cases.workbooks.workbook_tables import write_tables
from engine.use_cases.workbooks.write_policy_sheets import sheets_of
from engine.wording.catalogue import Language
from tests.use_cases.policy_workbook_factories import FAQ, VERSIONS, book_of, cell, changes, column, exported, line, packs, read

EXAMPLES = settings.get_profile("full" if os.environ.get("SIZE") == "full" else "small").max_examples


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("ref", VERSIONS)
def test_an_export_that_is_imported_gives_the_same_text(tmp_path: Path, ref: str, language: Language) -> None:
    assert changes(read(tmp_path, exported(ref, language))) == []
    assert changes(read(tmp_path, book_of(ref, language))) == []  # as saved by another program


def test_a_value_chosen_from_a_list_is_one_line_of_the_text(tmp_path: Path) -> None:
    book = book_of()
    book["coverage"][cell(book, "coverage", "installation_charged", "then: Coverage")] = "Covered"
    assert changes(read(tmp_path, book)) == ["-        coverage: billable", "+        coverage: covered"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Installation; Legal or tax advice", "[installation, legal_advice]"),
        ("installation ;\nLEGAL  or tax advice ", "[installation, legal_advice]"),
        ("Installation, legal_advice", "[installation, legal_advice]"),
        ("not: Installation", "{not: installation}"),
        ("nicht: Installation; Rechtlicher oder steuerlicher Rat", "{not: [installation, legal_advice]}"),
        ("NOT installation or other", "{not: [installation, other]}"),
    ],
)
def test_several_values_and_all_but_some_may_be_typed(tmp_path: Path, typed: str, written: str) -> None:
    book = book_of()
    service = packs().version(FAQ).facts["service"].label.en
    book["coverage"][cell(book, "coverage", "installation_charged", service)] = typed
    assert changes(read(tmp_path, book)) == ["-        when: {service: installation}", f"+        when: {{service: {written}}}"]


def test_a_rule_that_is_added_removed_or_moved_is_so_in_the_text(tmp_path: Path) -> None:
    book = book_of()
    sheet = book["coverage"]
    at = line(book, "coverage", "installation_charged")
    sheet.insert_rows(at + 1)
    copied: list[Any] = [place.value for place in sheet[at]]
    for position, value in enumerate(copied, start=1):
        sheet.cell(row=at + 1, column=position, value=value)
    sheet.cell(row=at + 1, column=2, value="installation_of_gifts")
    assert changes(read(tmp_path, book)) == [
        "+      - id: installation_of_gifts",
        "+        when: {service: installation}",
        "+        coverage: billable",
        "+        clauses: [faq-3.3]",
        "+        says:",
        "+          de: Installationen gehören nicht zum Vertrag.",
        "+          en: Installations are not part of the contract.",
    ]
    sheet.delete_rows(at + 1)
    sheet.delete_rows(at)
    assert len(changes(read(tmp_path, book))) == 7
    book = book_of()
    book["coverage"][f"A{at}"] = "covered"
    moved = changes(read(tmp_path, book))
    assert [one[1:] for one in moved if one[0] == "-"] == [one[1:] for one in moved if one[0] == "+"]


def test_a_wording_and_a_title_are_edited(tmp_path: Path) -> None:
    book = book_of()
    book["coverage"][cell(book, "coverage", "installation_charged", "Reason, English")] = " Installations: paid for. \n"
    book["sections"][cell(book, "sections", "charged", "Title, English")] = "Charged"
    assert changes(read(tmp_path, book)) == [
        "-      en: Paid for separately",
        "+      en: Charged",
        "-          en: Installations are not part of the contract.",
        '+          en: "Installations: paid for."',
    ]


def test_the_order_of_rows_counts_only_where_the_first_rule_that_fits_counts(tmp_path: Path) -> None:
    book = book_of()
    rows = [[one.value for one in row] for row in book["coverage"].iter_rows(min_row=2)]
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[1]), reverse=True), start=2):
        for position, value in enumerate(row, start=1):
            book["coverage"].cell(row=number, column=position).value = value
    assert changes(read(tmp_path, book)) == []
    first, second = ([one.value for one in book["route"][number]] for number in (2, 3))
    for number, row in ((2, second), (3, first)):
        for position, value in enumerate(row, start=1):
            book["route"].cell(row=number, column=position).value = value
    moved = changes(read(tmp_path, book))
    assert [one[1:] for one in moved if one[0] == "-"] == [one[1:] for one in moved if one[0] == "+"]
    assert moved


def test_columns_in_another_order_blank_rows_and_blanks_around_words_change_nothing(tmp_path: Path) -> None:
    book = book_of()
    sheet = book["channel"]
    rows: list[list[Any]] = [[one.value for one in row][::-1] for row in sheet.iter_rows()]
    sheet.delete_rows(1, 10)
    with_blanks: list[list[Any]] = [rows[0], [], rows[1], [None, "  "], *rows[2:]]
    for number, row in enumerate(with_blanks, start=1):
        for position, value in enumerate(row, start=1):
            sheet.cell(row=number, column=position, value=f"  {value}\xa0 " if value else value)
    sheet["A1048576"].number_format = "0.00"
    assert changes(read(tmp_path, book)) == []


def test_levels_are_edited_value_by_value(tmp_path: Path) -> None:
    book = book_of()
    topics = {value.id: value.label.en for value in packs().version(FAQ).facts["topic"].values}
    book["levels"][f"B{line(book, 'levels', topics['e_banking'])}"] = "Second level"
    found = read(tmp_path, book)
    assert changes(found)
    levels = rows_in(found.texts["policy.yaml"], "").levels
    assert "e_banking" not in levels[0].values
    assert levels[1].values[-1] == "e_banking"


def test_the_version_that_is_made_is_named_in_the_workbook(tmp_path: Path) -> None:
    book = book_of()
    book["about"]["B3"] = datetime(2027, 1, 1)  # what Excel makes of 2027-01
    book["about"]["B4"] = date(2027, 1, 1)
    book["about"]["B5"] = "2027-12-31"
    found = read(tmp_path, book)
    assert found.name == "2027-01"
    assert changes(found) == [
        '-version: "2025-01"',
        "-effective: {from: 2025-01-01, to: null}",
        '+version: "2027-01"',
        "+effective: {from: 2027-01-01, to: 2027-12-31}",
    ]


def test_drop_downs_offer_every_value_and_leave_several_to_be_typed() -> None:
    for ref in VERSIONS:
        book = book_of(ref)
        version = packs().version(ref)
        for sheet in ("coverage", "route", "channel"):
            assert book[sheet].freeze_panes == ("C2" if sheet == "coverage" else "B2")
            offered = {str(choice.sqref).split(":")[0]: choice for choice in book[sheet].data_validations.dataValidation}
            label = version.facts["cause"].label.en
            choice = offered[f"{column(book, sheet, label)}2"]
            title, _, cells = (choice.formula1 or "").removeprefix("=").partition("!")
            values = [row[0].value for row in book[title][cells.replace("$", "")]]
            assert values == [value.label.en for value in version.facts["cause"].values if value.id != "unknown"]
            assert not choice.showErrorMessage
            then = next(str(one.value) for one in book[sheet][1] if str(one.value).startswith("then: "))
            assert offered[f"{column(book, sheet, then)}2"].showErrorMessage
            assert {choice.type for choice in offered.values()} == {"list"}


def test_the_first_sheet_explains_every_sheet_in_both_languages() -> None:
    about = book_of()["about"]
    explained = {row[0].value: (row[2].value, row[3].value) for row in about.iter_rows(min_row=2)}
    assert set(book_of().sheetnames) - {"about"} <= set(explained)
    assert all(de and en and de != en for de, en in explained.values())


def test_a_workbook_may_be_brought_into_another_state_only_by_name(tmp_path: Path) -> None:
    book = book_of()
    book["about"]["B6"] = "0" * 64
    assert changes(read(tmp_path, book, base=FAQ)) == []


def test_a_word_that_could_mean_two_values_is_shown_by_its_id_and_refused() -> None:
    same = Text(de="Gleich", en="Same")
    names = names_of({"one": same, "two": same, "three": Text(de="Zwei", en="two"), "four": Text(de="a; b", en="a; b")}, "en")
    assert dict(names.shown) == {"one": "one", "two": "two", "three": "three", "four": "four"}
    assert names.read("two") == "two"
    with pytest.raises(NotNamed) as wrong:
        names.read("same")
    assert (wrong.value.why, wrong.value.values["ids"]) == ("ambiguous", ("one", "two"))


def test_a_label_that_begins_with_not_is_that_value_and_no_negation() -> None:
    labels = {"trained": Text(de="Geschult", en="Trained"), "untrained": Text(de="Nicht geschult", en="Not trained")}
    names = names_of(labels | {"perhaps": Text(de="Vielleicht", en="Perhaps")}, "de")
    assert names.read_allowed("Nicht geschult") == AllowedValues(("untrained",))
    assert names.read_allowed("nicht geschult; Vielleicht") == AllowedValues(("untrained", "perhaps"))
    assert names.read_allowed("nicht: geschult") == AllowedValues(("trained",), negated=True)
    for allowed in (AllowedValues(("untrained", "trained")), AllowedValues(("untrained",), negated=True), AllowedValues(("untrained",))):
        assert names.read_allowed(names.show_allowed(allowed, "de")) == allowed


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=80).map(str.strip).filter(bool)


@settings(max_examples=EXAMPLES // 10)
@given(st.data())
def test_any_rules_come_back_as_they_went_out(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    version = packs().version("exampleworks@2025-01")
    text = version.texts.file("policy.yaml").text
    rows = old = rows_in(text, "")
    rule = data.draw(st.sampled_from([rule for rule in old.rules if rule.when]))
    facts = {fact: [value for value in values if value != "unknown"] for fact, values in version.all_values.items() if fact != "consent"}
    when = {}
    named = data.draw(st.sets(st.sampled_from(sorted(facts)), min_size=1, max_size=3))
    for fact in [fact for fact in facts if fact in named]:
        values = data.draw(st.lists(st.sampled_from(facts[fact]), min_size=1, max_size=max(len(facts[fact]) - 1, 1), unique=True))
        when[fact] = AllowedValues(tuple(values), data.draw(st.booleans()) and len(facts[fact]) > 1)
    says = Wording(data.draw(TYPED | st.just("=1+1") | st.just("Zeile\n\nZeile")), data.draw(TYPED))
    rows = change_rule(rows, rule.id, when=when, says=says)
    written = write_tables(sheets_of(version, rows, packs(), None, data.draw(st.sampled_from(["de", "en"]))))
    found = read(tmp_path_factory.mktemp("book"), written)
    assert not found.problems
    assert rows_in(found.texts["policy.yaml"], "") == rows
    assert found.texts["policy.yaml"] == with_rows(text, rows, "")
