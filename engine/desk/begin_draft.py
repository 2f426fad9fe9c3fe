"""A new version begun as a copy of another: its name and first day are its own, all else and every remark is as it was."""

from __future__ import annotations

from engine.desk.rows import shown
from engine.desk.version_named import draft_of
from engine.policy.packs import Packs
from engine.policy.texts import POLICY, texts_given
from engine.policy.version import Version
from engine.policy.yaml_file import with_values
from engine.vocabulary.months import NotAMonth, read_month
from engine.vocabulary.problems import refuse


def begun_as_copy(version: Version, name: str, packs: Packs) -> Version:
    """`name`: the month in which it begins, as `2027-01`; its first day is that month's, and its last is open.

    Raises Refused for a name that is none."""
    try:
        first_day = read_month(name).first_day
    except NotAMonth as wrong:
        raise refuse("bad_version", f"`--as`: `{shown(name)}` {wrong}") from None
    texts = version.texts.texts()
    anew: dict[tuple[str, ...], str] = {
        ("version",): f'"{name}"',
        ("effective", "from"): first_day.isoformat(),
        ("effective", "to"): "null",
    }
    texts[POLICY] = with_values(texts[POLICY], version.texts.shown_as, anew)
    return draft_of(packs.packs[version.product], texts_given(name, f"{version.product}@{name}", texts, packs.notes))
