"""What is typed as an argument, read strictly: months, days, instants, and the file of an anchor."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engine.vocabulary.instants import Instant, NotATime, read_day, read_instant
from engine.vocabulary.months import Month, NotAMonth, read_month
from engine.vocabulary.problems import Place, Refused, misread, refuse

if TYPE_CHECKING:
    from engine.store.chain import Head


def parse_month(text: str, option: str) -> Month:
    """`2026-10`. Raises Refused naming the option."""
    try:
        return read_month(text)
    except NotAMonth as wrong:
        raise Refused(misread("bad_month", wrong, option=option, value=text)) from None


def parse_day(text: str, option: str) -> date:
    """`2026-10-31`. Raises Refused naming the option."""
    try:
        return read_day(text)
    except NotATime as wrong:
        raise Refused(misread("bad_day", wrong, option=option, value=text)) from None


def parse_instant(text: str, option: str) -> Instant:
    """`2026-11-03T12:00:00+01:00`. Raises Refused naming the option."""
    try:
        return read_instant(text)
    except NotATime as wrong:
        raise Refused(misread("bad_instant", wrong, option=option, value=text)) from None


def parse_anchor(path: Path) -> Head:
    """A head as `klausel audit head` printed it. Raises Refused naming the file; OSError where it cannot be read."""
    from engine.store.chain import Head

    try:
        told = json.loads(path.read_bytes())
        length, digest = told["length"], told["digest"]
        if type(length) is int and length >= 0 and re.fullmatch("[0-9a-f]{64}", digest):
            return Head(length, digest)
    except (ValueError, TypeError, KeyError):
        pass
    raise refuse("bad_anchor.file", Place(str(path)), example='{"length": …, "digest": "…"}')
