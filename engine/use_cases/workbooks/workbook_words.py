"""What a workbook of rules and rates says about itself, in German and English."""

from __future__ import annotations

from engine.policy.pack import Text

TITLES = ("about", "coverage", "route", "channel", "sections", "levels", "rates", "values")
# What the first sheet states, by the name in its first column.
ABOUT = ("policy", "version", "from", "to", "state")
HEADERS_OF_ABOUT = ("about", "value", "Deutsch", "English")
EXPLAINED = {
    "policy": Text(
        de="Die Fassung, aus der diese Mappe stammt. Beim Einlesen wird in deren Text nur geschrieben, was hier anders ist.",
        en="The version that this workbook comes from. When it is imported, only what differs here is written into its text.",
    ),
    "version": Text(
        de="Name der Fassung, die beim Einlesen entsteht: Jahr und Monat ihres Beginns, etwa 2027-01.",
        en="Name of the version that importing makes: year and month of its beginning, such as 2027-01.",
    ),
    "from": Text(de="Ihr erster Tag.", en="Its first day."),
    "to": Text(de="Ihr letzter Tag; leer: bis auf Weiteres.", en="Its last day; blank: until further notice."),
    "state": Text(
        de="Der Stand der Regeln beim Ausgeben. Wurden sie seither geändert, wird das Einlesen abgelehnt: Bitte nicht ändern.",
        en="The state of the rules at export. If they were changed since, importing is refused: please leave this as it is.",
    ),
    "coverage": Text(
        de="Wer bezahlt. Eine Regel je Zeile; ihr Abschnitt entscheidet, wem sie vorgeht. Die Reihenfolge der Zeilen ist gleichgültig.",
        en="Who pays. One rule a row; its section decides which rules it beats. The order of the rows does not matter.",
    ),
    "route": Text(
        de="Wer es bearbeitet. Von oben nach unten zählt die erste Regel, die zutrifft; die letzte trifft immer zu.",
        en="Who handles it. From top to bottom, the first rule that fits counts; the last one always fits.",
    ),
    "channel": Text(
        de="Was aus dem Eingangsweg wird. Gelesen wie `route`.",
        en="What becomes of the way in which it was filed. Read as `route` is.",
    ),
    "sections": Text(
        de="Die Abschnitte von `coverage`. Ein früherer geht den späteren vor. Neue bekommen ein Kürzel aus kleinen Buchstaben und `_`.",
        en="The sections of `coverage`. An earlier one beats later ones. New ones get an id in small letters and `_`.",
    ),
    "levels": Text(de="Welcher Wert welche Stufe hat.", en="Which value has which level."),
    "rates": Text(
        de="Die Stundensätze der Aufzeichnung. Was dort steht, wird nicht geändert: Ein neuer Satz ist eine neue Zeile mit neuer rate_id.",
        en="The hourly rates of the record. What is recorded is not edited: a new rate is a new row with a new rate_id.",
    ),
    "values": Text(
        de="Alles, was in Zellen stehen darf, und was es heißt. Speist die Auswahllisten; wird beim Einlesen nicht gelesen.",
        en="Everything that cells may say, and what it means. Feeds the drop-downs; it is not read by the import.",
    ),
    "cells": Text(
        de="Bedingungen: leer heißt gleichgültig. Ein Wert; mehrere mit Strichpunkt (A; B); alle bekannten außer diesen: nicht: A; B.",
        en="Conditions: blank means any. One value; several separated by semicolons (A; B); all known ones but these: not: A; B.",
    ),
    "names": Text(
        de="Statt der Wörter gehen auch die Kürzel und die englischen Wörter; Groß- und Kleinschreibung ist gleichgültig.",
        en="Ids and the German words do as well as the words shown; capitals make no difference.",
    ),
    "clauses": Text(
        de="Fundstellen wie in sources.yaml, mehrere mit Strichpunkt. Eine Regel ohne Fundstelle braucht eine Annahme.",
        en="Clauses as in sources.yaml, several separated by semicolons. A rule without a clause needs an assumption.",
    ),
    "form": Text(
        de="Zeilen und Spalten dürfen umgestellt werden. Formeln, verbundene Zellen und weitere Blätter werden abgelehnt.",
        en="Rows and columns may be rearranged. Formulas, merged cells and further sheets are refused.",
    ),
}
CONDITION_HINT = {
    "de": "Leer: gleichgültig. Mehrere: A; B. Alle außer: nicht: A; B.",
    "en": "Blank: any. Several: A; B. All but these: not: A; B.",
}
VALUES = (
    Text(de="Spalte", en="Column"),
    Text(de="Wert", en="Value"),
    Text(de="Kürzel", en="Id"),
    Text(de="Bedeutung", en="Meaning"),
)
