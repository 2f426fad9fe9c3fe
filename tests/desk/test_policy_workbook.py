"""Rules as a workbook: an export imported gives the same text; what a person changes is changed; every wrong cell is named."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from engine.desk.cell_names import names_of
from engine.desk.policy_sheets import sheets_of
from engine.desk.policy_workbook import PolicyGiven, policy_workbook, read_policy_workbook
from engine.desk.surroundings import notes_folder
from engine.desk.workbook_tables import write_tables
from engine.policy.pack import Text
from engine.policy.packs import Packs, read_packs
from engine.policy.rule_changes import rule_changed
from engine.policy.rule_edits import with_rows
from engine.policy.rule_rows import Allowed, Wording, rows_in
from engine.policy.version import Version
from engine.vocabulary.problems import Refused

POLICIES = Path(__file__).resolve().parents[2] / "policies"
FAQ = "hausperfekt@2025-01"


@cache
def packs() -> Packs:
    return read_packs(POLICIES, notes_folder())


VERSIONS = [version.ref for pack in packs().packs.values() for version in pack.versions]


@cache
def exported(ref: str, language: str = "en") -> bytes:
    return policy_workbook(packs().version(ref), packs(), None, language)


def book_of(ref: str = FAQ, language: str = "en") -> Workbook:
    return load_workbook(io.BytesIO(exported(ref, language)))


def read(folder: Path, book: Workbook | bytes, base: str | None = None) -> PolicyGiven:
    path = folder / "rules.xlsx"
    if isinstance(book, bytes):
        path.write_bytes(book)
    else:
        book.save(path)
    return read_policy_workbook(path, packs(), base=base)


def column(book: Workbook, sheet: str, header: str) -> str:
    """The letter of the column with this header."""
    return next(cell.column_letter for cell in book[sheet][1] if cell.value == header)


def line(book: Workbook, sheet: str, rule: str) -> int:
    """The row in which something stands."""
    return next(row[0].row for row in book[sheet].iter_rows() if any(cell.value == rule for cell in row))


def cell(book: Workbook, sheet: str, rule: str, header: str) -> str:
    return f"{column(book, sheet, header)}{line(book, sheet, rule)}"


def changes(given_: PolicyGiven) -> list[str]:
    """The lines that came and went; there must be nothing wrong."""
    assert [str(problem) for problem in given_.problems] == []
    old, new = given_.base.texts.texts(), given_.texts
    assert {name for name in old if old[name] != new[name]} <= {"policy.yaml"}
    lines = list(unified_diff(old["policy.yaml"].splitlines(), new["policy.yaml"].splitlines(), n=0, lineterm=""))[2:]
    return [one for one in lines if not one.startswith("@@")]


def told(folder: Path, spoil: Callable[[Workbook], None], ref: str = FAQ) -> list[str]:
    """What a person is told of a spoilt workbook, by sheet and cell; its texts are not touched."""
    book = book_of(ref)
    spoil(book)
    found = read(folder, book)
    assert found.texts == found.base.texts.texts()
    return [str(problem).removeprefix("rules.xlsx, ") for problem in found.problems]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("ref", VERSIONS)
def test_an_export_that_is_imported_gives_the_same_text(tmp_path: Path, ref: str, language: str) -> None:
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
    for place in sheet[at]:
        sheet.cell(row=at + 1, column=place.column, value=place.value)
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
    rows = [[one.value for one in row][::-1] for row in sheet.iter_rows()]
    sheet.delete_rows(1, 10)
    for number, row in enumerate([rows[0], [], rows[1], [None, "  "], *rows[2:]], start=1):
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
            then = next(one for one in book[sheet][1] if str(one.value).startswith("then: "))
            assert offered[f"{then.column_letter}2"].showErrorMessage
            assert {choice.type for choice in offered.values()} == {"list"}


def test_the_first_sheet_explains_every_sheet_in_both_languages() -> None:
    about = book_of()["about"]
    explained = {row[0].value: (row[2].value, row[3].value) for row in about.iter_rows(min_row=2)}
    assert set(book_of().sheetnames) - {"about"} <= set(explained)
    assert all(de and en and de != en for de, en in explained.values())


def put(place: str, value: Any) -> Callable[[Workbook], None]:
    sheet, _, where = place.partition("!")

    def spoil(book: Workbook) -> None:
        book[sheet][where] = value

    return spoil


WRONG_CELLS = [
    ("coverage!C2", "Actve", "coverage!C2`: `Actve` is not known here; write one of: In force; Suspended; Ended; No contract"),
    (
        "coverage!C2",
        "Not known yet",
        "coverage!C2`: `Not known yet` is not known here; write one of: In force; Suspended; Ended; No contract",
    ),
    ("coverage!C2", "not: In force; Suspended; Ended; No contract", "leaves no value for which the rule could hold; name fewer"),
    ("coverage!C2", ";", "coverage!C2`: `;` names no value; write one or more of: In force; Suspended; Ended; No contract"),
    ("coverage!C2", "=A1", "coverage!C2`: holds a formula; put the value itself"),
    ("coverage!C2", "#N/A", "coverage!C2`: holds the error `#N/A`; put the value itself"),
    ("coverage!C2", 7, "coverage!C2`: `7` is not known here; write one of: In force; Suspended; Ended; No contract"),
    ("coverage!A2", None, "coverage!A2`: must not be blank; write one of: Not entitled without a contract; Not allowed by law"),
    ("coverage!A2", "Gifts", "coverage!A2`: `Gifts` is not known here; write one of: Not entitled without a contract; Not allowed by law"),
    ("coverage!B2", None, "coverage!B2`: must not be blank; give it an id such as `training_missing`"),
    ("coverage!B2", "No Contract", "coverage!B2`: `No Contract` is no id; write small letters, digits and `_`"),
    ("coverage!B3", "contract_not_in_force", "coverage!B3`: the rule `contract_not_in_force` stands twice; the other is `coverage!B2`"),
    ("route!A2", "contract_not_in_force", "route!A2`: the rule `contract_not_in_force` stands twice; the other is `coverage!B2`"),
    ("coverage!M2", None, "coverage!M2`: must not be blank; write one of: Covered; Billable; Not offered; Not entitled; Undetermined"),
    (
        "coverage!M2",
        "Maybe",
        "coverage!M2`: `Maybe` is not known here; write one of: Covered; Billable; Not offered; Not entitled; Undetermined",
    ),
    ("coverage!N2", "faq-2; faq-99", "coverage!N2`: `faq-99` is not a clause in sources.yaml; those are faq-1, faq-2, faq-3.1"),
    ("coverage!N3", None, "coverage!N3`: the rule cites no clause and is no assumption; give it one of both"),
    ("coverage!O2", None, "coverage!O2`: the German wording is missing; write it"),
    ("coverage!R2", None, "coverage!R2`: the English wording is missing; write it"),
    ("coverage!Z3", "a remark", "coverage!Z3`: `a remark` stands in a column without a header; take it out"),
    ("coverage!C1", "Kontract", "coverage!C1`: `Kontract` is not a column of this sheet; its columns are Section, Rule, Contract"),
    ("coverage!C1", "Rule", "coverage!C1`: the column `Rule` stands twice; the other is B"),
    ("coverage!C1", None, "coverage!A1`: the column `Contract` is missing; put it back, blank if need be"),
    ("route!B8", "In force", "route!B8`: the last rule of `route` must fit always; leave its conditions blank"),
    ("sections!A2", "Gifts!", "sections!A2`: `Gifts!` is no id; write small letters, digits and `_`"),
    ("sections!A3", "not_entitled", "sections!A3`: the section `not_entitled` stands twice"),
    ("sections!B2", None, "sections!B2`: the German wording is missing; write it"),
    ("sections!A90", "gifts", "sections!A90`: the section `gifts` has no rule in `coverage`; put one into it, or take it out"),
    ("levels!B2", "Third", "levels!B2`: `Third` is not known here; write one of: First level; Second level; No level"),
    ("levels!A3", "Key tables", "stands twice; a value has one level"),
    ("about!B3", "Frühling", "about!B3`: `Frühling` is not a version such as 2027-01"),
    ("about!B4", "1.1.2027", "about!B4`: `1.1.2027` is not an ISO day, such as 2026-08-31"),
    ("about!B4", None, "about!B4`: must not be blank; write the first day, such as 2027-01-01"),
    ("about!B6", "0", "about!B6`: `hausperfekt@2025-01` was changed since this workbook was written from it; export it anew"),
    ("about!A6", None, "about`: the row `state` is missing; export anew"),
]


@pytest.mark.parametrize(("place", "value", "sentence"), WRONG_CELLS, ids=lambda value: str(value)[:30])
def test_every_wrong_cell_is_named_with_its_remedy(tmp_path: Path, place: str, value: object, sentence: str) -> None:
    lines = told(tmp_path, put(place, value))
    assert any(sentence in one for one in lines), lines
    assert all("!" in one or "`about`" in one for one in lines)


def test_all_wrong_cells_are_told_at_once(tmp_path: Path) -> None:
    places = {
        "coverage!C2": "Actve",
        "coverage!B3": None,
        "coverage!N4": "faq-99",
        "route!B8": "In force",
        "sections!B2": None,
        "levels!B2": 3,
    }

    def spoil(book: Workbook) -> None:
        for place, value in places.items():
            put(place, value)(book)

    assert sorted(one.split("`")[1] for one in told(tmp_path, spoil)) == sorted(places)


def test_merged_cells_further_sheets_and_renamed_ones_are_refused(tmp_path: Path) -> None:
    merged = told(tmp_path, lambda book: book["coverage"].merge_cells("C2:C4"))
    assert "`coverage!C2:C4`: cells are merged, and a merged cell fills only the first of its rows; take them apart and fill each" in merged
    book = book_of()
    book["route"].title = "Route (2)"
    lines = [str(problem).removeprefix("rules.xlsx, ") for problem in read(tmp_path, book).problems]
    assert lines[0].startswith("`Route (2)!A1`: is no sheet of rules or rates; those are about, coverage, route")
    assert "the sheet `route` is missing; give it back its name, or export anew" in lines


def test_a_workbook_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is not an XLSX workbook"):
        read(tmp_path, b"PK nothing")
    with pytest.raises(Refused, match="there is no policy"):
        read(tmp_path, Workbook())


def test_a_workbook_may_be_brought_into_another_state_only_by_name(tmp_path: Path) -> None:
    book = book_of()
    book["about"]["B6"] = "0" * 64
    assert changes(read(tmp_path, book, base=FAQ)) == []


def test_a_word_that_could_mean_two_values_is_shown_by_its_id_and_refused() -> None:
    same = Text(de="Gleich", en="Same")
    names = names_of({"one": same, "two": same, "three": Text(de="Zwei", en="two"), "four": Text(de="a; b", en="a; b")}, "en")
    assert dict(names.shown) == {"one": "one", "two": "two", "three": "three", "four": "four"}
    assert names.read("two") == "two"
    with pytest.raises(ValueError, match="`same` may be `one` or `two`; write one of these"):
        names.read("same")


def test_a_label_that_begins_with_not_is_that_value_and_no_negation() -> None:
    labels = {"trained": Text(de="Geschult", en="Trained"), "untrained": Text(de="Nicht geschult", en="Not trained")}
    names = names_of(labels | {"perhaps": Text(de="Vielleicht", en="Perhaps")}, "de")
    assert names.read_allowed("Nicht geschult") == Allowed(("untrained",))
    assert names.read_allowed("nicht geschult; Vielleicht") == Allowed(("untrained", "perhaps"))
    assert names.read_allowed("nicht: geschult") == Allowed(("trained",), negated=True)
    for allowed in (Allowed(("untrained", "trained")), Allowed(("untrained",), negated=True), Allowed(("untrained",))):
        assert names.read_allowed(names.show_allowed(allowed, "de")) == allowed


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=80).map(str.strip).filter(bool)


@settings(max_examples=settings.default.max_examples // 10)
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
        when[fact] = Allowed(tuple(values), data.draw(st.booleans()) and len(facts[fact]) > 1)
    says = Wording(data.draw(TYPED | st.just("=1+1") | st.just("Zeile\n\nZeile")), data.draw(TYPED))
    rows = rule_changed(rows, rule.id, when=when, says=says)
    written = write_tables(sheets_of(version, rows, packs(), None, data.draw(st.sampled_from(["de", "en"]))))
    found = read(tmp_path_factory.mktemp("book"), written)
    assert not found.problems
    assert rows_in(found.texts["policy.yaml"], "") == rows
    assert found.texts["policy.yaml"] == with_rows(text, rows, "")


def test_a_text_that_no_cell_can_hold_is_refused_with_its_cell() -> None:
    version: Version = packs().version(FAQ)
    rows = rule_changed(rows_in(version.texts.file("policy.yaml").text, ""), "installation_charged", says=Wording("x" * 40_000, "\x07"))
    with pytest.raises(Refused, match=r"`coverage!O7`: this text cannot stand in a cell"):
        write_tables(sheets_of(version, rows, packs(), None, "en"))
