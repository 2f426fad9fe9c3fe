"""What recording refuses or warns of, in German: the sentences that a form can meet, each recognised by its English wording.

The floors below speak English, for the command line and files. A sentence that is not listed here stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.policy_refusals_in_german import SENTENCES as OF_POLICIES

_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(english), german)
    for english, german in (
        *OF_POLICIES,
        (r"(`.+`) must not be blank where consent is granted", r"\1 darf nicht leer bleiben, wo beauftragt wird"),
        (r"(`.+`) must not be blank", r"\1 darf nicht leer bleiben"),
        (
            r"(`.*`) is not an amount such as 120\.50 \(.*\)",
            r"\1 ist kein Betrag wie 120.50 (Ziffern, ein Punkt, dahinter höchstens zwei Stellen, davor höchstens neun)",
        ),
        (r"(`.+`) is no hourly rate; it must be above 0", r"\1 ist kein Stundensatz; er muss über 0 liegen"),
        (r"(`.*`) is not a whole number of minutes from 1 to (\d+)", r"\1 ist keine ganze Zahl von Minuten zwischen 1 und \2"),
        (r"(`.*`) has spaces around it; take them out", r"\1 hat Leerzeichen am Rand; bitte entfernen"),
        (r"(`.*`) is longer than (\d+) characters", r"\1 ist länger als \2 Zeichen"),
        (r"(`.*`) is nothing but spaces; leave it blank", r"\1 besteht nur aus Leerzeichen; bitte leer lassen"),
        (r"(`[\s\S]*`) holds a control character; take it out", r"\1 enthält ein Steuerzeichen; bitte entfernen"),
        (r"(`.+`) lies outside the years (\d+) to (\d+)", r"\1 liegt außerhalb der Jahre \2 bis \3"),
        (r"(`.+`) may not commission work for (`.+`) on (\S+)", r"\1 darf am \3 für \2 keine Arbeit beauftragen"),
        (
            r"the rate table has no rate for (`.+`) on (\S+); add one, or give a (`.+`)",
            r"die Satztabelle hat für \1 am \2 keinen Satz; bitte dort ergänzen oder hier angeben: \3",
        ),
        (
            r"(`.+`) is not the table's rate on (\S+), (\S+) (\(`.+`\)); give a (`.+`)",
            r"\1 ist nicht der Satz der Tabelle am \2, \3 \4; bitte angeben: \5",
        ),
        (
            r"the work ends at (`.+`), which is still to come; record it when it is done",
            r"die Arbeit endet am \1, das liegt in der Zukunft; bitte aufzeichnen, wenn sie getan ist",
        ),
        (r"(`.+`) lies before the request was received (\(`.+`\))", r"\1 liegt vor dem Eingang der Anfrage \2"),
        (r"(`.+`) lies before the consent was given (\(`.+`\))", r"\1 liegt vor der Erteilung des Auftrags \2"),
        (r"(`.+`) lies before (`.+`) (\(`.+`\))", r"\1 liegt vor: \2 \3"),
        (
            r"no version of (`.+`) is in force on (\S+); the first begins on (\S+)",
            r"für \1 ist am \2 kein Regelwerk in Kraft; das erste beginnt am \3",
        ),
        (r"(`.+`) has the \w+ (`.+`) already; one is enough", r"zu \1 gibt es schon \2; eines genügt"),
        (r"no rate holds from (\S+) on, after (`.+`)", r"ab \1 gilt kein Satz, nach \2"),
        (r"no rate holds from (\S+) to (\S+), after (`.+`)", r"von \1 bis \2 gilt kein Satz, nach \3"),
        (
            r"(`.+`) belongs to (\S+), which is closed; what that changes stands as a difference in (\S+)",
            r"\1 gehört zu \2; der Monat ist abgeschlossen. Was sich dadurch ändert, steht als Differenz in \3",
        ),
        (r"the request (`.+`) was closed before this work began", r"die Anfrage \1 war schon abgeschlossen, als diese Arbeit begann"),
        (
            r"agent (`.+`) is at two customers at once: (`.+`) at (`.+`), (`.+`) at (`.+`)",
            r"\1 arbeitet gleichzeitig für zwei Kunden: \2 bei \3, \4 bei \5",
        ),
    )
)


def in_german(message: str) -> str:
    """A message of the floors below in German; as it is, where it is none of those that a form meets."""
    for english, german in _SENTENCES:
        found = english.fullmatch(message)
        if found:
            return found.expand(german)
    return message


def with_labels(message: str, labels: Mapping[str, str]) -> str:
    """Fields named as the form names them: `hourly_rate` in backticks becomes the label of its field in quotation marks."""
    for name, label in labels.items():
        message = message.replace(f"`{name}`", f"“{label}”")
    return message
