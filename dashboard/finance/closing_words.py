"""The texts about closing a month, in German and English."""

from __future__ import annotations

from engine.policy.pack import Text

SAYS = Text(
    de=(
        "Ein abgeschlossener Monat bleibt, wie er ist: Zeilen, Einträge, Aufträge und Entscheidungen werden festgehalten. Was später "
        "über ihn bekannt wird, steht als Differenz im ersten offenen Monat. Beispiel: Eine vergessene Stunde im März, nachgetragen im "
        "Mai, steht in der Abrechnung des ersten Monats, der dann noch offen ist."
    ),
    en=(
        "A closed month stays as it is: lines, entries, consents and decisions are frozen. What is learnt about it later stands as a "
        "difference in the earliest open month. Example: an hour forgotten in March and entered in May stands in the statement of the "
        "first month that is open then."
    ),
)
NEXT = Text(de="Als Nächstes: {month}", en="Next: {month}")
NOTHING_TO_CLOSE = Text(de="Kein offener Monat mit Arbeit ist zu Ende.", en="No open month with work has ended.")
WITH_DIFFERENCES = Text(
    de="Darin Differenzen zu abgeschlossenen Monaten: {count}, netto {net}.",
    en="Among them differences to closed months: {count}, net {net}.",
)
CLOSES_WITH_IT = Text(
    de="Mit ihm werden die leeren Monate davor abgeschlossen: {months}.", en="The empty months before it close with it: {months}."
)
LOOKED = Text(
    de="Ich habe {month} geprüft; das lässt sich nicht rückgängig machen.", en="I have looked through {month}; this cannot be undone."
)
LOOKED_SAYS = Text(
    de="Erst mit diesem Haken lässt sich der Monat abschließen. Sehen Sie vorher die Seite „Monat“ durch.",
    en="Only with this tick can the month be closed. Look through the page “Month” first.",
)
CLOSE = Text(de="{month} abschließen", en="Close {month}")
DONE = Text(de="{months} abgeschlossen; Prüfsumme {digest}.", en="{months} closed; digest {digest}.")
CLOSED = Text(de="Abgeschlossene Monate", en="Closed months")
NONE_CLOSED = Text(de="Noch ist kein Monat abgeschlossen.", en="No month is closed yet.")
CLOSED_ON = Text(de="Abgeschlossen am", en="Closed on")
CLOSED_BY = Text(de="Von", en="By")
DIGEST = Text(de="Prüfsumme", en="Digest")
IS_CLOSED = Text(de="Abgeschlossen am {on} von {by}.", en="Closed on {on} by {by}.")
IS_OPEN = Text(
    de="Offen: Die Zahlen können sich noch ändern, bis der Monat abgeschlossen ist.",
    en="Open: the figures can change until the month is closed.",
)
ALL_FINISHED = Text(de="In diesem Monat ist nichts unerledigt.", en="Nothing is unfinished in this month.")
UNDETERMINED = Text(de="Arbeit, deren Einordnung offen ist", en="Work that is not determined")
WOULD_SETTLE = Text(de="Was sie klären würde", en="What would settle it")
A_PERSON = Text(de="eine Person muss es bestimmen", en="a person has to determine it")
UNANSWERED = Text(de="Angebote ohne Antwort", en="Quotes without an answer")
QUOTE = Text(de="Angebot", en="Quote")
SENT = Text(de="Gesendet", en="Sent")
BLOCKED = Text(de="Gesperrte Minuten", en="Blocked minutes")
AT_TABLE_RATE = Text(de="Zum Tabellensatz", en="At the table’s rate")
AGENT = Text(de="Bearbeitet von", en="Agent")
FROM = Text(de="Beginn", en="From")
AT_TWO_CUSTOMERS = Text(de="Gleichzeitig für zwei Kunden", en="At two customers at once")
LONG_DAYS = Text(de="Sehr lange Tage", en="Very long days")
AT_NIGHT = Text(de="Arbeit in der Nacht", en="Work at night")
BACKDATED = Text(de="Rückwirkend veröffentlichte Regelwerke", en="Policies published with a first day in the past")
POLICY = Text(de="Regelwerk", en="Policy")
IN_FORCE_FROM = Text(de="Gilt ab", en="In force from")
PUBLISHED = Text(de="Veröffentlicht", en="Published")
KNOWN_BY = Text(de="Person bekannt durch", en="Person known by")
UNAUTHENTICATED = Text(de="Anmeldename am Rechner, nicht geprüft", en="login on the machine, unauthenticated")
SIGNED_IN = Text(de="Anmeldung", en="sign-in")
BECAUSE = Text(de="Warum rückwirkend", en="Why in the past")
