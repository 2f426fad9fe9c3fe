"""The texts of the editor and of its step before a save, in German and English."""

from __future__ import annotations

from dashboard.policy_owner.words import CHANNELS, CLAUSES, FIRST_COUNTS, FROM_ON, ROUTES, RULE, SAYS, SECTION, THEN
from engine.policy.pack import Text

__all__ = ["CHANNELS", "CLAUSES", "FIRST_COUNTS", "FROM_ON", "ROUTES", "RULE", "SAYS", "SECTION", "THEN"]

NOTHING_OPEN = Text(
    de="Ein Entwurf ist eine Fassung, die noch nicht gilt. Nichts davon entscheidet eine Anfrage, bevor er veröffentlicht ist.",
    en="A draft is a version that does not hold yet. None of it decides a request before it is published.",
)
GO_ON = Text(de="Einen Entwurf weiterbearbeiten", en="Go on with a draft")
NO_DRAFTS = Text(de="Es gibt noch keinen Entwurf, der sich ändern lässt.", en="There is no draft yet that can be changed.")
DRAFT = Text(de="Entwurf", en="Draft")
DRAFT_SAYS = Text(
    de="Nur Entwürfe, die weder vorgeschlagen noch zurückgezogen sind. Geöffnet wird ihr neuester Stand.",
    en="Only drafts that are neither proposed nor withdrawn. What opens is their newest revision.",
)
DRAFT_TOLD = Text(de="{draft} (Stand {number}, {by}, {on})", en="{draft} (revision {number}, {by}, {on})")
OPEN = Text(de="Öffnen", en="Open")
BEGIN = Text(de="Einen neuen Entwurf beginnen", en="Begin a new draft")
COPY_OF = Text(de="Kopie von", en="Copy of")
COPY_OF_SAYS = Text(
    de="Womit der Entwurf beginnt: eine Fassung oder ein anderer Entwurf, mit allen Regeln, Angaben und Beispielen.",
    en="What the draft begins with: a version or another draft, with all its rules, facts and examples.",
)
A_DRAFT = Text(de="{draft} (Entwurf)", en="{draft} (draft)")
CALLED = Text(de="Name der Fassung", en="Name of the version")
CALLED_SAYS = Text(
    de="Der Monat, in dem sie beginnt. Beispiel: 2027-04 gilt ab dem 1. April 2027.",
    en="The month in which it begins. Example: 2027-04 holds from 1 April 2027.",
)
SAVED_AS = Text(de="Name des Entwurfs", en="Name of the draft")
SAVED_AS_SAYS = Text(
    de="Unter diesem Namen wird er gesichert; leer heißt: Produkt und Fassung, etwa hausperfekt-2027-04.",
    en="What it is saved as; left blank: product and version, such as hausperfekt-2027-04.",
)
BEGIN_IT = Text(de="Beginnen", en="Begin")
BEGINNING = Text(de="Der Entwurf wird begonnen …", en="Beginning the draft …")

NEVER_SAVED = Text(de="Begonnen als Kopie von {origin}, noch nie gesichert.", en="Begun as a copy of {origin}, never saved so far.")
BEGAN_WITH = Text(de="Begonnen mit {origin}.", en="Begun with {origin}.")
UNSAVED = Text(
    de="Nicht gesicherte Schritte: {count}. Sie stehen nur hier, bis Sie sie prüfen und sichern.",
    en="Steps not saved: {count}. They stand here alone until you review and save them.",
)
UNCHANGED = Text(de="Nichts geändert.", en="Nothing changed.")
REVIEW = Text(de="Prüfen und sichern …", en="Review and save …")
REVIEW_SAYS = Text(
    de="Zeigt zuerst alt und neu nebeneinander; erst danach wird gesichert.", en="Shows old beside new first; only then is it saved."
)
UNDO = Text(de="Schritt zurück", en="Step back")
UNDO_SAYS = Text(de="Nimmt die letzte Änderung zurück, die übernommen wurde.", en="Takes back the last change that was applied.")
PUT_AWAY = Text(de="Schließen …", en="Close …")
PUT_AWAY_SAYS = Text(
    de="Was nicht gesichert ist, geht verloren. Was gesichert ist, bleibt.", en="What is not saved is lost. What was saved stays."
)
PUT_AWAY_SAVED = Text(de="Alles ist gesichert oder unverändert.", en="Everything is saved or unchanged.")
PUT_AWAY_NOW = Text(de="Entwurf schließen", en="Close the draft")
TO_LAW = Text(de="Vorschlagen, freigeben, veröffentlichen", en="Propose, approve, publish")

RULES = Text(de="Wer bezahlt", en="Who pays")
RULES_SAYS = Text(
    de=(
        "Eine Zeile ist eine Regel, eine Spalte eine Angabe; ein leeres Feld heißt: gleich was. Frühere Abschnitte gehen vor. "
        "Zum Ändern unter der Tabelle die Nummer der Regel wählen; ✎ steht an Regeln, die nicht mehr sind wie am Anfang."
    ),
    en=(
        "A row is a rule, a column a fact; a blank cell means: whatever it is. Earlier sections beat later ones. "
        "To change a rule choose its number below the table; ✎ stands at rules that are not as they were at the start."
    ),
)
OTHERS = Text(de="Wer es bearbeitet, wie eingereicht", en="Who handles it, how it was filed")
DAYS = Text(de="Gültigkeit und Stundensätze", en="Dates and hourly rates")
NUMBER = Text(de="Nr.", en="No.")
ROUTE_LETTER = Text(de="B", en="H")
CHANNEL_LETTER = Text(de="E", en="F")
ADD_RULE = Text(de="Regel", en="Rule")
UP = Text(de="Nach oben", en="Up")
DOWN = Text(de="Nach unten", en="Down")
COPY = Text(de="Kopieren", en="Copy")
REMOVE = Text(de="Entfernen", en="Remove")
REMOVE_SAYS = Text(de="Lässt sich mit „Schritt zurück“ zurücknehmen.", en="“Step back” takes it back.")
CLOSE = Text(de="Zuklappen", en="Fold")

CONDITIONS = Text(de="Wenn", en="When")
CONDITIONS_SAYS = Text(
    de=(
        "Die Regel passt, wenn jede Angabe passt. Eine unbekannte Angabe passt nur, wo „gleich was“ steht. "
        "Beispiel: „eines von“ Schulung, Installation; „alles außer“ vor Ort."
    ),
    en=(
        "The rule fits where every fact does. An unknown fact fits only where it says “whatever”. "
        "Example: “one of” training, installation; “all but” on site."
    ),
)
KINDS = {
    "any": Text(de="gleich was", en="whatever"),
    "one of": Text(de="eines von", en="one of"),
    "not": Text(de="alles außer", en="all but"),
}
VALUES_OF = Text(de="Werte: {fact}", en="Values: {fact}")
NO_VALUE = Text(de="keine gewählt", en="none chosen")
NO_CLAUSE = Text(de="keine", en="none")
LAST_ALWAYS_FITS = Text(
    de="Die letzte Regel passt immer, damit keine Anfrage offen bleibt.", en="The last rule fits always, so that no request is left open."
)
SECTION_SAYS = Text(
    de="Ein früherer Abschnitt geht vor. In einem Abschnitt dürfen Regeln, die zugleich passen, nicht Verschiedenes sagen.",
    en="An earlier section beats later ones. Within a section, rules that fit at once must not disagree.",
)
CLAUSES_SAYS = Text(
    de="Worauf die Regel beruht; das sieht der Kunde. Ohne Fundstelle braucht sie eine Annahme.",
    en="What the rule rests on; the customer sees it. Without a clause it needs an assumption.",
)
SAYS_SAYS = Text(
    de="Der Satz, den der Kunde zu dieser Entscheidung liest. Fehlt er in einer Sprache, hält das die Veröffentlichung auf.",
    en="The sentence that the customer reads for this decision. Missing in one language it stops publication.",
)
ASSUMPTION = Text(de="Annahme", en="Assumption")
ASSUMPTION_SAYS = Text(
    de="Was angenommen wird, wo die Quellen schweigen; leer, wo nichts angenommen ist.",
    en="What is assumed where the sources are silent; blank where nothing is.",
)
RULE_SAYS = Text(
    de="Unter diesem Namen steht die Regel in Entscheidungen; kleine Buchstaben, Ziffern und _.",
    en="What the rule is called in decisions; small letters, digits and _.",
)
RULE_NAME = Text(de="Name", en="Name")
APPLY = Text(de="Übernehmen", en="Apply")
APPLY_TITLE = Text(de="Titel übernehmen", en="Apply the title")
APPLY_DAYS = Text(de="Gültigkeit übernehmen", en="Apply the dates")
APPLY_SAYS = Text(de="Ändert den Entwurf hier; gesichert wird er später.", en="Changes the draft here; it is saved later.")

EDIT_SECTION = Text(de="Abschnitt {number}", en="Section {number}")
NEW_SECTION = Text(de="Neuer Abschnitt", en="New section")
ADD_SECTION = Text(de="Abschnitt anlegen", en="Add the section")
SECTION_UP = Text(de="Abschnitt nach oben", en="Section up")
SECTION_DOWN = Text(de="Abschnitt nach unten", en="Section down")
REMOVE_SECTION = Text(de="Mit allen Regeln entfernen", en="Remove with all its rules")
SECTION_ID = Text(de="Kurzname", en="Short name")
SECTION_ID_SAYS = Text(
    de="Wie der Abschnitt in der Datei heißt; kleine Buchstaben, Ziffern und _. Beispiel: goodwill",
    en="What the section is called in the file; small letters, digits and _. Example: goodwill",
)
TITLE = Text(de="Titel", en="Title")
PLACE = Text(de="Platz", en="Place")
ABOVE_ALL = Text(de="vor allen anderen", en="before all others")
BELOW = Text(de="nach {title}", en="after {title}")

FIRST_DAY = Text(de="Erster Tag", en="First day")
FIRST_DAY_SAYS = Text(
    de="Anfragen, die ab diesem Tag eingehen, werden danach entschieden. Ein vergangener Tag braucht einen eigenen Grund.",
    en="Requests received from this day on are decided by it. A day that has gone by takes a reason of its own.",
)
LAST_DAY = Text(de="Letzter Tag", en="Last day")
LAST_DAY_SAYS = Text(de="Leer heißt: bis eine spätere Fassung beginnt.", en="Blank means: until a later version begins.")
OPEN_END = Text(de="offen", en="open")
RATES_SAYS = Text(
    de="Stundensätze sind Zeilen der Aufzeichnung und kein Teil des Entwurfs; sie gelten unter jeder Fassung nach ihren Tagen.",
    en="Hourly rates are rows of the record and no part of the draft; they hold under every version by their own dates.",
)
TO_RATES = Text(de="Stundensätze ändern", en="Change hourly rates")

OLD_TO_NEW = Text(de="Alt → neu", en="Old → new")
OLD_TO_NEW_SAYS = Text(
    de="Was sich gegenüber {origin} ändert. Gesichert wird erst auf Ihr Wort.",
    en="What changes against {origin}. It is saved only when you say so.",
)
WHAT = Text(de="Was", en="What")
OLD = Text(de="Alt", en="Old")
NEW = Text(de="Neu", en="New")
WHEN_FACT = Text(de="Wenn: {fact}", en="When: {fact}")
ORDER = Text(de="Reihenfolge", en="Order")
IS_NEW = Text(de="neue Regel", en="new rule")
NOT_THERE = Text(de="gab es nicht", en="was not there")
GONE = Text(de="entfernt", en="removed")
NO_RULE_DIFFERS = Text(de="Keine Regel ist anders.", en="No rule differs.")
LINES = Text(de="Zeile für Zeile", en="Line by line")
NO_LINES = Text(de="Kein Zeichen ist anders.", en="Not a character differs.")
NOTE = Text(de="Notiz zu diesem Stand (freiwillig)", en="A note on this revision (optional)")
NOTE_SAYS = Text(
    de="Eine Zeile für alle, die den Entwurf lesen; ohne Kundennamen, denn sie bleibt für immer.",
    en="A line for whoever reads the draft; without names of customers, since it stays for good.",
)
UNAUTHENTICATED = Text(de="nicht angemeldet", en="unauthenticated")
SIGNED_IN = Text(de="angemeldet", en="signed in")
UNAUTHENTICATED_SAYS = Text(
    de="Aufgezeichnet wird „{who}“ als Anmeldename dieses Rechners; niemand hat geprüft, wer davor sitzt.",
    en="Recorded is “{who}”, the login on this machine; nobody has seen to it who sits before it.",
)
SAVE = Text(de="Diesen Stand sichern", en="Save this revision")
BACK = Text(de="Zurück zum Bearbeiten", en="Back to editing")
SAVED = Text(de="{revision} ist gesichert, von {by} ({known_by}).", en="{revision} is saved, by {by} ({known_by}).")
SAME_ALREADY = Text(
    de="{revision} sagt schon dasselbe, von {by} ({known_by}); nichts wurde aufgezeichnet.",
    en="{revision} says the same already, by {by} ({known_by}); nothing was recorded.",
)
OVERTAKEN = Text(
    de="{by} ({known_by}) hat inzwischen {newest} gesichert. Nichts wurde überschrieben, und Ihr Text steht unverändert hier.",
    en="{by} ({known_by}) saved {newest} meanwhile. Nothing was written over, and your text stands here as it was.",
)
CLOSED = Text(
    de="{draft} lässt sich nicht mehr ändern: Er ist vorgeschlagen, veröffentlicht oder zurückgezogen. Ihr Text steht unverändert hier.",
    en="{draft} cannot be changed any more: it is proposed, published or withdrawn. Your text stands here as it was.",
)
THEIRS_TO_YOURS = Text(de="Vom neuesten Stand zu Ihrem", en="From the newest revision to yours")
THEIRS = Text(de="Neuester Stand", en="Newest revision")
YOURS = Text(de="Ihr Text", en="Your text")
ONTO_NEWEST = Text(de="Meinen Text an die Stelle des neuesten setzen", en="Put my text in the place of the newest")
ONTO_NEWEST_SAYS = Text(
    de="Dann gilt Ihr Text als nächster Stand. Was {newest} anders sagt, bleibt nur in der Aufzeichnung.",
    en="Your text is then the next revision. What {newest} says otherwise stays in the record alone.",
)
SAVE_AS_OWN = Text(de="Als eigenen Entwurf sichern", en="Save as a draft of its own")
TAKE_THEIRS = Text(de="Meinen Text verwerfen, den neuesten öffnen", en="Drop my text, open the newest")
TAKE_THEIRS_SAYS = Text(de="Ihre Änderungen gehen verloren.", en="Your changes are lost.")
