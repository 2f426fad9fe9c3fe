"""A version's rules and the hourly rates as sheets: one a table, with drop-downs, and one that explains them in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.books.records import Rate
from engine.policy.pack import Text
from engine.policy.packs import Packs
from engine.policy.rule_rows import RuleRow, Table, VersionRows
from engine.policy.version import Version
from engine.use_cases.intake.csv_folder import COLUMNS
from engine.use_cases.workbooks.cell_names import Names, names_of
from engine.use_cases.workbooks.policy_columns import IF, LEVELS, SECTIONS, TableColumns, columns_of, headers_of, level_names
from engine.use_cases.workbooks.workbook_tables import CellValue, Choice, Column, EditedSheet, choice_of
from engine.use_cases.workbooks.workbook_words import EXPLAINED, HEADERS_OF_ABOUT, VALUES, in_both
from engine.vocabulary.money import amount
from engine.wording.catalogue import Language
from engine.wording.sentences import Reader

_WIDTHS = {"section": 30, "rule": 36, "then": 20, "clauses": 14} | dict.fromkeys(
    ("says_de", "says_en", "assumption_de", "assumption_en"), 48
)
_WIDTH_OF_FACTS = 22
_MOST_SECTIONS = 200


@dataclass(frozen=True, slots=True)
class _Offered:
    """The sheet `values` and where in it each group of values stands."""

    sheet: EditedSheet
    cells: Mapping[str, str]


def sheets_of(version: Version, rows: VersionRows, packs: Packs, rates: Sequence[Rate] | None, language: Language) -> Iterator[EditedSheet]:
    """All sheets; without `rates`, none of them. Values and headers are shown in `language`."""
    tables = columns_of(version, packs, language)
    levels, say = level_names(packs, language), Reader(language).say
    offered = _values(version, packs, tables, levels, language)
    sections = names_of({section.id: _title(section.title.de, section.title.en) for section in rows.sections}, language)
    yield EditedSheet(
        "about", [Column(say(key), 30 if number < 2 else 70) for number, key in enumerate(HEADERS_OF_ABOUT)], _about(version, rows)
    )
    for table, columns in tables.items():
        told = [_row(rule, columns, sections, language) for rule in rows.rules if rule.table == table]
        yield EditedSheet(table, list(_rule_columns(columns, offered, language)), told, frozen=2 if table == "coverage" else 1)
    headers = headers_of(SECTIONS, language).shown
    told_sections = [(section.id, section.title.de, section.title.en) for section in rows.sections]
    yield EditedSheet("sections", [Column(header, 34) for header in headers.values()], told_sections)
    if version.policy.level.fact is not None:
        yield _levels(rows, tables["coverage"].values[version.policy.level.fact], levels, offered, language)
    if rates is not None:
        yield _rates(rates, offered)
    yield offered.sheet


def _about(version: Version, rows: VersionRows) -> list[tuple[CellValue, ...]]:
    stated: dict[str, CellValue] = {
        "policy": version.ref,
        "version": rows.version,
        "from": rows.begins,
        "to": rows.ends,
        "state": version.text_digest,
    }
    texts = {name: in_both(key) for name, key in EXPLAINED.items()}
    return [(name, stated.get(name), explained.de, explained.en) for name, explained in texts.items()]


def _rule_columns(columns: TableColumns, offered: _Offered, language: Language) -> Iterator[Column]:
    hint = Reader(language).say("workbook.condition_hint")
    for id_, header in columns.headers.shown.items():
        if id_.startswith(IF):
            yield Column(header, _WIDTH_OF_FACTS, Choice(offered.cells[id_], only=False, hint=hint))
        elif id_ == "section":
            cells = choice_of("sections", "C" if language == "en" else "B", 2, _MOST_SECTIONS)
            yield Column(header, _WIDTHS[id_], Choice(cells, only=False))
        elif id_ == "then":
            yield Column(header, _WIDTHS[id_], Choice(offered.cells[f"then {columns.table}"], only=True))
        else:
            yield Column(header, _WIDTHS[id_])


def _row(rule: RuleRow, columns: TableColumns, sections: Names, language: Language) -> tuple[CellValue, ...]:
    cells = {
        "section": sections.shown.get(rule.section),
        "rule": rule.id,
        "then": columns.outcomes.shown[rule.outcome],
        "clauses": "; ".join(rule.clauses),
        "says_de": rule.says.de,
        "says_en": rule.says.en,
        "assumption_de": rule.assumption.de if rule.assumption else None,
        "assumption_en": rule.assumption.en if rule.assumption else None,
    }
    when = {f"{IF}{fact}": columns.values[fact].show_allowed(allowed, language) for fact, allowed in rule.when.items()}
    return tuple((cells | when).get(id_) for id_ in columns.ids)


def _levels(rows: VersionRows, values: Names, levels: Names, offered: _Offered, language: Language) -> EditedSheet:
    headers = headers_of(LEVELS, language).shown
    of_value = {value: row.level for row in rows.levels for value in row.values}
    columns = [Column(headers["value"], 44), Column(headers["level"], 20, Choice(offered.cells["level"], only=True))]
    return EditedSheet(
        "levels", columns, [(told, levels.shown[of_value.get(value, "none")]) for value, told in values.shown.items()], frozen=1
    )


def _rates(rates: Sequence[Rate], offered: _Offered) -> EditedSheet:
    choices = {name: Choice(offered.cells[name], only=False) for name in ("product", "role", "currency")}
    columns = [Column(name, 18, choices.get(name)) for name in COLUMNS["rates"]]
    told = [
        (rate.rate_id, rate.product, rate.role, rate.customer_id, amount(rate.hourly_rate), rate.currency, rate.valid_from, rate.valid_to)
        for rate in rates
    ]
    return EditedSheet("rates", columns, told, frozen=1)


def _values(version: Version, packs: Packs, tables: Mapping[Table, TableColumns], levels: Names, language: Language) -> _Offered:
    route = tables["route"]
    groups: dict[str, tuple[str, Names]] = {
        id_: (route.headers.shown[id_], route.values[id_.removeprefix(IF)]) for id_ in route.ids if id_.startswith(IF)
    }
    groups |= {f"then {table}": (columns.headers.shown["then"], columns.outcomes) for table, columns in tables.items()}
    groups["level"] = (Reader(language).say(LEVELS["level"]), levels)
    vendor = packs.vendor
    groups["product"] = ("product", names_of(dict.fromkeys(packs.packs), language))
    groups["role"] = ("role", names_of({role.id: None for role in vendor.roles}, language))
    groups["currency"] = ("currency", names_of({vendor.currency: None}, language))
    rows: list[tuple[CellValue, ...]] = []
    cells = {}
    for group, (header, names) in groups.items():
        first = len(rows) + 2
        for id_, told in names.shown.items():
            rows.append((header, told, id_, _means(version, packs, group, id_, language)))
        cells[group] = choice_of("values", "B", first, len(rows) + 1)
    widths = (34, 44, 34, 90)
    columns = [Column(Reader(language).say(key), width) for key, width in zip(VALUES, widths, strict=True)]
    return _Offered(EditedSheet("values", columns, rows), cells)


def _means(version: Version, packs: Packs, group: str, id_: str, language: Language) -> str | None:
    fact = version.facts.get(group.removeprefix(IF)) if group.startswith(IF) else None
    listed: Sequence[object] = fact.values if fact else getattr(packs.outcomes, group.removeprefix(IF).removeprefix("then "), ())
    says: list[Text] = [word.says for word in listed if word.id == id_]  # type: ignore[attr-defined]
    if group == "role":
        says = [role.label for role in packs.vendor.roles if role.id == id_]
    if group == "product":
        says = [packs.packs[id_].product.name]
    return says[0].in_(language) if says else None


def _title(de: str, en: str) -> Text:
    return Text(de=de or en or "…", en=en or de or "…")
