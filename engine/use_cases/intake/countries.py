"""Which countries there are, by their two letters (ISO 3166), as the time zone database lists them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def countries() -> frozenset[str]:
    """`DE`, `AT`, …"""
    listed = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line[:2] for line in listed.splitlines() if line and not line.startswith("#"))
