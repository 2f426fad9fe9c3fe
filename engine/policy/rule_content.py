"""A row as the content of its fields: as they are already written where they say the same, else in the shortest form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.policy.rule_rows import AllowedValues, RuleRow, VersionRows, Wording, allowed_values
from engine.policy.yaml_writer import LANGUAGES


def rule_fields(rule: RuleRow, old: Mapping[str, Any]) -> dict[str, Any]:
    """The rule's fields in the order of the shipped packs. `old`: how they are written so far, empty where the rule is new."""
    fields: dict[str, Any] = {"id": rule.id, "when": _when(rule.when, old.get("when", {})), rule.table: rule.outcome}
    fields["clauses"] = list(rule.clauses)
    if rule.assumption is not None:
        fields["assumption"] = as_wording(rule.assumption, old.get("assumption") or {})
    elif "assumption" in old and old["assumption"] is None:
        fields["assumption"] = None
    fields["says"] = as_wording(rule.says, old.get("says", {}))
    strange = {name: value for name, value in old.items() if name not in fields and name != "assumption"}
    return fields | strange


def days_fields(old: Mapping[str, Any], rows: VersionRows) -> dict[str, Any]:
    """The fields of the file, with the rows' name and days of the version."""
    return {**old, "version": rows.version, "effective": {**old["effective"], "from": rows.begins, "to": rows.ends}}


def as_wording(wording: Wording, old: Mapping[str, str | None]) -> dict[str, str | None]:
    """The text by language; a language that is missing stays so where it was before."""
    fields: dict[str, str | None] = {}
    for language, text in zip(LANGUAGES, (wording.de, wording.en), strict=True):
        written = old.get(language)
        if (written or "").strip() != text or (not old and not text):
            fields[language] = text
        elif language in old:
            fields[language] = written
    return fields


def _when(when: Mapping[str, AllowedValues], old: Mapping[str, Any]) -> dict[str, Any]:
    kept = {fact: condition for fact, condition in old.items() if fact in when}
    return {fact: _condition(when[fact], kept.get(fact)) for fact in (*kept, *(fact for fact in when if fact not in kept))}


def _condition(allowed: AllowedValues, old: Any) -> Any:
    if old is not None and allowed_values(old) == allowed:
        return old
    written: Any = allowed.values[0] if len(allowed.values) == 1 else list(allowed.values)
    return {"not": written} if allowed.negated else written
