"""What a workbook of rules and rates says about itself: which text of the catalogue is where."""

from __future__ import annotations

from engine.policy.pack import Text
from engine.wording import catalogue

TITLES = ("about", "coverage", "route", "channel", "sections", "levels", "rates", "values")
# What the first sheet states, by the name in its first column.
ABOUT = ("policy", "version", "from", "to", "state")
HEADERS_OF_ABOUT = ("workbook.about.name", "workbook.about.value", "workbook.about.in_german", "workbook.about.in_english")
EXPLAINED = {
    "policy": "workbook.about.policy",
    "version": "workbook.about.version",
    "from": "workbook.about.from",
    "to": "workbook.about.to",
    "state": "workbook.about.state",
    "coverage": "workbook.about.coverage",
    "route": "workbook.about.route",
    "channel": "workbook.about.channel",
    "sections": "workbook.about.sections",
    "levels": "workbook.about.levels",
    "rates": "workbook.about.rates",
    "values": "workbook.about.values",
    "cells": "workbook.about.cells",
    "names": "workbook.about.names",
    "clauses": "workbook.about.clauses",
    "form": "workbook.about.form",
}
VALUES = ("workbook.values.column", "workbook.values.value", "workbook.values.id", "workbook.values.meaning")


def in_both(key: str) -> Text:
    """A text of the catalogue in both languages: a workbook in one is read back by whoever writes the other."""
    return Text(de=catalogue.text(key, "de"), en=catalogue.text(key, "en"))
