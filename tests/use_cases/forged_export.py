"""An exported folder as a forger who knows FORMAT.md would change it: what he touches, and then every digest and report anew.

Only what is said about minutes, money and consents can still give him away."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from engine.use_cases.audit import check

Lines = list[dict[str, Any]]


def read(path: Path) -> Lines:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def write(path: Path, lines: Lines) -> None:
    path.write_text("".join(check.canonical(line) + "\n" for line in lines), "utf-8")


def act(acts: Lines, key: str) -> dict[str, Any]:
    """The content of the act that stands under a key."""
    content: dict[str, Any] = next(one["content"] for one in acts if one["key"] == key)
    return content


def row(rows: Lines, table: str, **values: Any) -> dict[str, Any]:
    """The first frozen row of a table that holds these values."""
    found: dict[str, Any] = next(one["row"] for one in rows if one["table"] == table and values.items() <= one["row"].items())
    return found


def forge(folder: Path, change: Callable[[Lines, Lines], None]) -> None:
    """`change` gets the acts and the frozen rows to do with as it likes."""
    acts, rows = read(folder / "acts.jsonl"), read(folder / "statements.jsonl")
    change(acts, rows)
    before = "0" * 64
    for one in acts:
        if one["kind"] == "closings":
            of_closing = [line for line in rows if line["closing"] == one["seq"]]
            covered = "".join(check.canonical({"table": line["table"], "row": line["row"]}) + "\n" for line in of_closing)
            one["content"]["statement_digest"] = sha256(covered.encode()).hexdigest()
            _restate(folder / "months" / f"{one['content']['month']}.json", one["content"], of_closing)
        covered = before + check.canonical({name: value for name, value in one.items() if name != "digest"})
        before = one["digest"] = sha256(covered.encode()).hexdigest()
    write(folder / "acts.jsonl", acts)
    write(folder / "statements.jsonl", rows)
    (folder / "head.json").write_text(json.dumps({"length": len(acts), "digest": before}), "utf-8")


def _restate(report: Path, closing: dict[str, Any], of_closing: Lines) -> None:
    by_table = {
        name: [line["row"] for line in of_closing if line["table"] == f"statement_{name}"] for name in ("customers", "lines", "differences")
    }
    with suppress(KeyError, IndexError):  # rows that fit so little that there is no report of them are found before it is
        told = check.as_reported(
            closing, {f"statement_{name}": found for name, found in by_table.items()}, {}, json.loads(report.read_text("utf-8"))
        )
        report.write_text(json.dumps(told), "utf-8")


def leaves(value: Any, where: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every value in a JSON object that is no object or list; of an empty one its own."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not inside or not value:
        yield where
    for name, one in inside:
        yield from leaves(one, (*where, name))


def changed(value: Any, where: tuple[str | int, ...]) -> Any:
    """The same with another value at that place."""
    if not where:
        return _other(value)
    copy = value.copy()
    copy[where[0]] = changed(value[where[0]], where[1:])
    return copy


def _other(value: Any) -> Any:
    if value is None or isinstance(value, (dict, list)):
        return "other"
    return value + 1 if isinstance(value, int) else f"{value}x"
