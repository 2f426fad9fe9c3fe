"""Texts of rules, shipped ones and one as a person might write it; and what an edit as rows makes of them."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from engine.policy.rule_edits import with_rows
from engine.policy.rule_rows import VersionRows, rows_in

SHIPPED = sorted((Path(__file__).resolve().parents[2] / "policies").glob("*/*/policy.yaml"))
TEXTS = {f"{path.parent.parent.name}@{path.parent.name}": path.read_bytes().decode("utf-8") for path in SHIPPED}
FAQ = TEXTS["hausperfekt@2025-01"]

# A small file in which everything is written in as many ways as a person might.
BY_HAND = """\
# Rules, by hand.
version: "2026-05"   # the month
effective: {from: 2026-05-01, to: null}
service_hours: {days: [monday], opens: "08:00", closes: "12:00", holidays: {country: DE, subdivision: null}, clauses: [t-1]}
level:
  fact: topic
  levels:
  - level: first
    values: [reports, bookings]  # from the letter
    clauses: [t-1]
    says: {de: 'Stufe eins', en: "Level # one"}
# Who pays.
coverage:

# Everything that is refused.

- section: refused   # first of all
  title: {de: Nein, en: 'No'}
  rules:
    # legal
    - id: no_advice
      # asked for by legal
      when:
        service: advice      # tax, too
        cause:
          not:
          - defect
          # and, perhaps, more
          - other
      coverage: not_offered  # never
      clauses:
      - t-1
      says:
        de: |
          Kein Rat.

          Nie.
        en: >+   # remark in a header
          No advice # this is text


      # still about no_advice

    # about no_visit
    -
      says:
        en: 'It''s refused'
        de: "Nein: nicht # hier"
      clauses: [t-1]
      coverage: not_offered
      when: {delivery: [on_site]}
      id: no_visit
  # about the section above
# between the sections

- {section: rest, title: {de: Rest, en: Rest}, rules: []}
"""
BY_HAND = BY_HAND.replace(
    "- {section: rest, title: {de: Rest, en: Rest}, rules: []}\n",
    """\
-   section: rest
    rules:
    - assumption:
        de: Angenommen.
        # in English, too
        en: Assumed.
      id: the_rest
      when: {}
      coverage: covered
      clauses: []
      says: {de: Rest, en: Rest}
    - {id: inline, when: {service: repair}, coverage: billable, clauses: [t-1, t-2], says: {de: "Ja, doch", en: Yes}} # inline
    title:
      de: Rest
      en: Rest
route:
  - id: anyone
    when: {}
    route: support_hotline
    clauses: [t-1]
    says: {de: Alle, en: Anyone}

# The way in.
channel:
  # accepted
  - id: anyway
    when: {}
    channel: accepted
    clauses: [t-1]
    says:
      de: >-
        Immer.
      en: Always.
  # the end""",
)
TEXTS["by hand"] = BY_HAND
TEXTS["by hand, lines ended as on Windows"] = BY_HAND.replace("\n", "\r\n")


def edited(text: str, rows: VersionRows) -> str:
    """The text with these rows, which it then reads as; applying them once more changes nothing."""
    new = with_rows(text, rows, "policy.yaml")
    assert rows_in(new, "policy.yaml") == rows.in_order()
    assert with_rows(new, rows, "policy.yaml") == new
    return new


def changes(old: str, new: str) -> list[str]:
    """The lines that came and went, without the lines around them."""
    lines = list(unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
    return [line for line in lines if not line.startswith("@@")]
