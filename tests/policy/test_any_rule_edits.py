"""Whatever a person does to rows, a text reads as exactly the rows asked for."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.policy.rule_changes import change_rule, copy_rule, move_rule, move_section, remove_rule, retitle_section
from engine.policy.rule_edits import with_rows
from engine.policy.rule_rows import AllowedValues, VersionRows, Wording, rows_in
from tests.policy.edited_texts import TEXTS

WORDINGS = st.text(min_size=1, max_size=200).map(str.strip).filter(bool) | st.sampled_from(
    ["yes: no", "# no remark", "- dash", "null", "true", "2026-01-01", "a #b", "a # b", "'quoted'", '"', "a\nb", "a\n\n  b\nc", "x " * 120,
     "a  b " * 60, "{a: b}", "[a]", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "a:", ":a", "\\n", "tab\tin it", "ä" * 130, "…", "1", "~"]
)  # fmt: skip
BOTH = st.builds(Wording, WORDINGS, WORDINGS)
NAMES = st.from_regex(r"\A[a-z][a-z0-9_]{0,30}\Z") | st.sampled_from(["null", "true", "no", "yes", "on", "none"])
ALLOWED = st.builds(AllowedValues, st.lists(NAMES, min_size=1, max_size=9, unique=True).map(tuple), st.booleans())
CLAUSES = st.lists(st.from_regex(r"\A[a-z][a-z0-9]{0,9}-[0-9]{1,2}(\.[0-9])?\Z"), max_size=4).map(tuple)


READ = {name: rows_in(text, name) for name, text in TEXTS.items()}
# long texts take long to read: most of what can be written otherwise stands in the short ones
SAMPLED = [*READ, *[name for name in READ if name.startswith("by hand")] * 5]


@given(st.data(), st.sampled_from(SAMPLED))
def test_after_any_edits_a_text_reads_as_exactly_the_rows_asked_for(data: st.DataObject, name: str) -> None:
    rows = READ[name]
    for number in range(data.draw(st.integers(1, 3))):
        rows = one_edit(data, rows, f"new_{number}")
    assert rows_in(with_rows(TEXTS[name], rows, name), name) == rows.in_order()


def one_edit(data: st.DataObject, rows: VersionRows, new_id: str) -> VersionRows:
    """Something a person might do to one rule or section."""
    rule = data.draw(st.sampled_from(rows.rules))
    alone = len(rows.of(rule.table, rule.section)) == 1
    section = data.draw(st.sampled_from(rows.sections))
    neighbours = [other.id for other in rows.of(rule.table, rule.section) if other != rule]
    edits: dict[str, Any] = {
        "when": lambda: change_rule(rows, rule.id, when=data.draw(st.dictionaries(NAMES, ALLOWED, max_size=4))),
        "one fact": lambda: change_rule(rows, rule.id, when={**rule.when, data.draw(NAMES): data.draw(ALLOWED)}),
        "says": lambda: change_rule(rows, rule.id, says=data.draw(BOTH)),
        "assumption": lambda: change_rule(rows, rule.id, assumption=data.draw(st.none() | BOTH)),
        "clauses": lambda: change_rule(rows, rule.id, clauses=data.draw(CLAUSES)),
        "id": lambda: change_rule(rows, rule.id, id=new_id),
        "copy": lambda: copy_rule(rows, rule.id, new_id),
        "title": lambda: retitle_section(rows, section.id, data.draw(BOTH)),
        "section": lambda: move_section(rows, section.id, data.draw(st.none() | st.sampled_from([one.id for one in rows.sections]))),
        "order": lambda: move_rule(rows, rule.id, before=data.draw(st.none() | st.sampled_from(neighbours))) if neighbours else rows,
    }
    if not alone:
        edits["remove"] = lambda: remove_rule(rows, rule.id)
    if rule.table == "coverage" and not alone:
        edits["move"] = lambda: move_rule(rows, rule.id, section=section.id)
    edit = edits[data.draw(st.sampled_from(sorted(edits)))]
    changed: VersionRows = edit()
    return changed
