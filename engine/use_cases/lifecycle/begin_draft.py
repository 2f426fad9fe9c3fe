"""A new version begun as a copy of another: its name and first day are its own, all else and every remark is as it was.

Worked examples from before its first day would be decided by another version. So all days and instants in them go on together, by
whole years of 52 weeks: weekdays, clock times and seasons stay. An example of a holiday, which lies otherwise then, is made a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.policy.packs import Packs
from engine.policy.version import Version
from engine.policy.version_files import read_examples
from engine.policy.version_texts import EXAMPLES, POLICY, texts_in_memory
from engine.policy.yaml_file import with_values
from engine.proof.example_runs import ExampleRun
from engine.use_cases.intake.row_reading import shown
from engine.use_cases.lifecycle.draft_check import look_at_draft
from engine.vocabulary.instants import NotATime, read_day, read_moment
from engine.vocabulary.months import NotAMonth, read_month
from engine.vocabulary.problems import Refused, misread

YEAR = timedelta(weeks=52)
_RECEIVED = re.compile(r"received_at: *[\"']?([0-9]{4}-[0-9]{2}-[0-9]{2})")
_DAY_OR_INSTANT = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2}))?(?![0-9-])")


def begun_as_copy(version: Version, name: str, packs: Packs) -> Version:
    """`name`: the month in which it begins, as `2027-01`; its first day is that month's, and its last is open.

    Raises Refused for a name that is none."""
    try:
        first_day = read_month(name).first_day
    except NotAMonth as wrong:
        raise Refused(misread("bad_version", wrong, value=shown(name))) from None
    texts = version.texts.texts()
    anew: dict[tuple[str, ...], str] = {
        ("version",): f'"{name}"',
        ("effective", "from"): first_day.isoformat(),
        ("effective", "to"): "null",
    }
    texts[POLICY] = with_values(texts[POLICY], version.texts.shown_as, anew)
    texts[EXAMPLES] = _gone_on(texts[EXAMPLES], first_day, version.zone)

    def copy(examples: str) -> Version:
        given = texts_in_memory(name, f"{version.product}@{name}", {**texts, EXAMPLES: examples}, packs.cache)
        return packs.packs[version.product].read(given)

    as_it_was = copy(texts[EXAMPLES])
    runs = look_at_draft(packs, as_it_was).checked.examples
    if not runs:  # none of a version with gaps or clashes
        return as_it_was
    text, left = _put_aside(texts[EXAMPLES], runs)
    without_holidays = copy(text)
    try:
        as_meant = len(read_examples(without_holidays).examples) == left
    except Refused:
        as_meant = False
    # else examples share lines, or none is left: all stay, and the check names those that fail
    return without_holidays if as_meant else as_it_was


def _gone_on(examples: str, first_day: date, zone: ZoneInfo) -> str:
    """The examples' text with its days so much later that none was received before the first day."""
    earliest = min(_RECEIVED.findall(examples), default=None)
    if earliest is None or earliest >= first_day.isoformat():
        return examples
    by = -((date.fromisoformat(earliest) - first_day) // YEAR) * YEAR
    return _DAY_OR_INSTANT.sub(lambda found: _later(found[0], by, zone), examples)


def _later(text: str, by: timedelta, zone: ZoneInfo) -> str:
    """What is no day or instant stays as it is: the check names it."""
    try:
        if "T" not in text:
            return (read_day(text) + by).isoformat()
        clock = read_moment(text).astimezone(zone).replace(tzinfo=None)
        return (datetime.combine(clock.date() + by, clock.time(), zone)).isoformat()
    except (NotATime, OverflowError):
        return text


def _put_aside(examples: str, runs: Sequence[ExampleRun]) -> tuple[str, int]:
    """The text with the examples that name a day of their own, and hold no more, as remarks; and how many are left."""
    lines = examples.split("\n")
    begins, left = [run.place.line or 1 for run in runs], len(runs)
    for run, begin, end in zip(runs, begins, (*begins[1:], len(lines)), strict=True):
        block = range(begin - 1, end - 1)
        if not run.holds and any(_DAY_OR_INSTANT.search(lines[at]) for at in block):
            left -= 1
            for at in block:
                lines[at] = f"# {lines[at]}" if lines[at].strip() else lines[at]
    return "\n".join(lines), left
