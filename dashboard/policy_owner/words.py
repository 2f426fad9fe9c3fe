"""The texts of the policy owner's page on rules, in German and English. What a rule says stands in the packs."""

from __future__ import annotations

from engine.policy.pack import Text

PRODUCT = Text(de="Produkt", en="Product")
VERSION = Text(de="Fassung", en="Version")
VERSION_SAYS = Text(
    de="Für eine Anfrage zählt die Fassung, die am Tag ihres Eingangs galt. Beispiel: Eingang am 31.12., also noch die alte.",
    en="For a request, the version in force on the day it was received counts. Example: received on 31 December, so still the old one.",
)
IN_FORCE = Text(de="in Kraft", en="in force")
COMING = Text(de="kommt", en="coming")
ENDED = Text(de="beendet", en="ended")
FROM_ON = Text(de="Gilt ab {begins}, ein Ende ist nicht abzusehen.", en="In force from {begins}, with no end in sight.")
FROM_TO = Text(de="Gilt vom {begins} bis zum {ends}.", en="In force from {begins} to {ends}.")
DIGESTS = Text(de="Prüfsummen", en="Digests")
DIGESTS_SAYS = Text(
    de=(
        "Die Prüfsumme der Bedeutung ändert sich nur, wenn irgendeine Anfrage anders entschieden würde; die des Wortlauts bei jedem "
        "geänderten Zeichen. Gleiche Bedeutung bei anderem Wortlaut heißt: nur umformuliert."
    ),
    en=(
        "The digest of the meaning changes only if some request would be decided otherwise; that of the text with every character. "
        "The same meaning under another text means: only reworded."
    ),
)
MEANING = Text(de="Bedeutung", en="Meaning")
WORDING = Text(de="Wortlaut", en="Text")
ASSUMPTION = Text(de="Annahme", en="Assumption")
ASSUMPTIONS = Text(
    de="{count} Angaben dieser Fassung sind Annahmen, weil die Quellen schweigen; sie sind so gekennzeichnet.",
    en="{count} statements of this version are assumptions, because the sources are silent; they are marked as such.",
)

RULES = Text(de="Wer bezahlt", en="Who pays")
RULES_SAYS = Text(
    de=(
        "Die Abschnitte stehen in ihrem Rang: Passt eine Regel eines Abschnitts, zählt keine aus einem späteren. "
        "Beispiel: Ohne Vertrag hilft auch ein Fehler des Produkts nicht."
    ),
    en=(
        "Sections stand in their rank: where a rule of one section fits, none of a later one counts. "
        "Example: without a contract not even a defect of the product helps."
    ),
)
OTHERS = Text(de="Stufe, Weg, Zeiten", en="Level, route, hours")
LEVELS = Text(de="Stufe", en="Level")
NO_LEVELS = Text(de="Dieses Produkt kennt keine Stufen.", en="This product knows no levels.")
ROUTES = Text(de="Wer es bearbeitet", en="Who handles it")
FIRST_COUNTS = Text(de="Die erste Regel, die passt, zählt.", en="The first rule that fits counts.")
CHANNELS = Text(de="Wie es eingereicht wurde", en="How it was filed")
READINGS = Text(de="Zahlen, Tage und Vertrag als Angaben", en="Numbers, days and contracts as facts")
READINGS_SAYS = Text(
    de="Keine Regel liest eine Zahl oder einen Tag; sie liest, in welchen Bereich sie fallen.",
    en="No rule reads a number or a day; it reads the range they fall into.",
)
FACT = Text(de="Angabe", en="Fact")
READ_OFF = Text(de="Abgelesen von", en="Read off")
VALUES = Text(de="Werte", en="Values")
HOURS = Text(de="Servicezeiten", en="Service hours")
HOURS_TOLD = Text(
    de="{days}, {opens} bis {closes} Uhr ({zone}; Beginn eingeschlossen, Ende nicht).",
    en="{days}, {opens} to {closes} ({zone}; the start included, the end not).",
)
NO_HOLIDAYS = Text(de="Nicht an gesetzlichen Feiertagen in {place}.", en="Not on public holidays of {place}.")
WHEN = Text(de="Wenn", en="When")
THEN = Text(de="Dann", en="Then")
CLAUSE = Text(de="Fundstelle", en="Clause")
CLAUSES = Text(de="Fundstellen", en="Clauses")
SAYS = Text(de="Begründung für den Kunden", en="Reason given to the customer")
RULE = Text(de="Regel", en="Rule")

SECTION = Text(de="Abschnitt", en="Section")
INVENTED = Text(de="erfunden", en="invented")
MEANING_OF_CLAUSE = Text(de="Was sie sagt, in unseren Worten", en="What it says, in our words")
CITED_BY = Text(de="Darauf gestützt", en="Resting on it")
CITED_BY_NONE = Text(de="keine Regel dieser Fassung", en="no rule of this version")

EXAMPLES = Text(de="Beispiele", en="Examples")
EXAMPLES_SAYS = Text(
    de="Jedes Beispiel ist eine Anfrage mit der Antwort, die erwartet wird; eben jetzt entschieden.",
    en="Each example is a request with the answer that is expected; decided just now.",
)
ALL_HOLD = Text(de="Alle {count} Beispiele halten.", en="All {count} examples hold.")
SOME_FAIL = Text(de="{failed} von {count} Beispielen halten nicht.", en="{failed} of {count} examples do not hold.")
NOT_RUN = Text(
    de="Die Beispiele laufen erst, wenn Lücken und Widersprüche behoben sind.", en="Examples are run once gaps and clashes are mended."
)
HOLDS = Text(de="Hält", en="Holds")
SENTENCE = Text(de="Satz", en="Sentence")
FACTS = Text(de="Angaben", en="Facts")
EXPECTED = Text(de="Erwartet", en="Expected")
WHY_NOT = Text(de="Warum nicht", en="Why not")
CHECK = Text(de="Prüfung", en="Check")
CHECKED = Text(
    de="{classes} Klassen von Anfragen, jede von zwei Lesarten gleich entschieden.",
    en="{classes} classes of requests, each decided alike by two readings.",
)
CLASSES = Text(de="Klassen", en="Classes")
CLASSES_SAYS = Text(
    de="Anfragen, die keine Regel unterscheidet, bilden eine Klasse. Jede Klasse ist entschieden worden, keine bloß als Stichprobe.",
    en="Requests that no rule tells apart form a class. Every class has been decided, none merely sampled.",
)
GAPS = Text(de="Lücken", en="Gaps")
GAPS_SAYS = Text(de="Anfragen, für die keine Regel passt.", en="Requests that no rule fits.")
CLASHES = Text(de="Widersprüche", en="Clashes")
CLASHES_SAYS = Text(de="Zwei Regeln eines Abschnitts passen und sagen Verschiedenes.", en="Two rules of a section fit and disagree.")
DEAD = Text(de="Tote Regeln", en="Dead rules")
DEAD_SAYS = Text(de="Regeln, vor denen immer eine andere zählt.", en="Rules before which another always counts.")

CONTACTS = Text(de="Kontakte", en="Contacts")
ROUTE = Text(de="Zuständig", en="Handled by")
ROLE = Text(de="Stelle", en="Role")
REACHED = Text(de="Erreichbar unter", en="Reached by")
VALID = Text(de="Gültig", en="Valid")
FROM = Text(de="ab", en="from")
NOTE = Text(de="Hinweis", en="Note")
STATE = Text(de="Stand heute", en="Today")
