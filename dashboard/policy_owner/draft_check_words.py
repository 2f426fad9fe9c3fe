"""The texts of what an editor sees while editing: findings, difference, examples, recorded requests; in German and English."""

from __future__ import annotations

from dashboard.policy_owner.words import SENTENCE
from engine.policy.pack import Text
from engine.proof.diff import DiffVerdict

__all__ = ["SENTENCE"]

FINDINGS = Text(de="Befunde", en="Findings")
DIFFERENCE = Text(de="Unterschied", en="Difference")
EXAMPLES = Text(de="Beispiele", en="Examples")
BACKTEST = Text(de="Rückrechnung", en="Backtest")

STOPPING = Text(de="hält auf: {count}", en="stopping: {count}")
WARNING = Text(de="Hinweise: {count}", en="warnings: {count}")
FAILING = Text(de="Beispiele, die scheitern: {count}", en="failing examples: {count}")
NO_VERDICT = Text(de="Unterschied noch offen", en="difference still open")
SUMMARY_SAYS = Text(
    de="Stand nach der letzten übernommenen Änderung; der Unterschied ist der zu {ref}, der Fassung in Kraft.",
    en="As of the last change that was applied; the difference is the one to {ref}, the version in force.",
)
FINDINGS_SAYS = Text(
    de=(
        "{classes} Klassen von Anfragen, von der einen Lesart entschieden; die zweite folgt beim Vorschlagen. "
        "Rot hält die Veröffentlichung auf, Orange ist ein Hinweis."
    ),
    en=(
        "{classes} classes of requests, decided by one reading; the second follows when it is proposed. "
        "Red stops publication, orange is a warning."
    ),
)
FAILING_STOP = Text(
    de="Beispiele, die scheitern: {count}. Auch das hält auf; siehe „Beispiele“.",
    en="Failing examples: {count}. They stop it, too; see “Examples”.",
)
NOTHING_STOPS = Text(de="Nichts hält die Veröffentlichung auf.", en="Nothing stops publication.")
KINDS = {
    "gap": Text(de="Lücke: keine Regel entscheidet", en="Gap: no rule decides"),
    "clash": Text(de="Widerspruch: Regeln eines Abschnitts sagen Verschiedenes", en="Clash: rules of one section disagree"),
    "dead": Text(de="Tote Regel", en="Dead rule"),
    "useless": Text(de="Überflüssige Bedingung", en="Useless condition"),
    "unused": Text(de="Ungenutzter Wert", en="Value never used"),
    "unexercised": Text(de="Ohne Beispiel", en="Without an example"),
    "no_clause": Text(de="Ohne Fundstelle", en="Without a clause"),
    "clause_unused": Text(de="Ungenutzte Fundstelle", en="Clause without a rule"),
    "overlap": Text(de="Überschneidung", en="Overlap"),
    "hole": Text(de="Zeit ohne Fassung", en="Days without a version"),
    "misnamed": Text(de="Name und Tag", en="Name and day"),
    "wording": Text(de="Fehlender Wortlaut", en="Missing wording"),
    "border": Text(de="Grenze ohne Beispiel", en="Border without examples"),
    "example_day": Text(de="Tage der Beispiele", en="Days of examples"),
}
OTHER_KIND = Text(de="Befund", en="Finding")
FOR_INSTANCE = Text(de="– etwa mit {facts}", en="– for instance with {facts}")
ANY_REQUEST = Text(de="jede Anfrage", en="any request")
OR = Text(de="oder", en="or")

VERDICTS = {
    DiffVerdict.SAME: Text(de="gleich", en="same"),
    DiffVerdict.REWORDED: Text(de="umformuliert", en="reworded"),
    DiffVerdict.MORE_COVERED: Text(de="mehr gedeckt", en="more covered"),
    DiffVerdict.LESS_COVERED: Text(de="weniger gedeckt", en="less covered"),
    DiffVerdict.MIXED: Text(de="gemischt", en="mixed"),
}
VERDICTS_SAY = {
    DiffVerdict.SAME: Text(de="Kein Zeichen ist anders.", en="Not a character differs."),
    DiffVerdict.REWORDED: Text(
        de="Keine Anfrage wird anders entschieden; nur der Wortlaut.", en="No request is decided otherwise; only words."
    ),
    DiffVerdict.MORE_COVERED: Text(
        de="Manche Anfrage ist gedeckt, die es nicht war, und keine umgekehrt.",
        en="Some requests are covered that were not, none the other way.",
    ),
    DiffVerdict.LESS_COVERED: Text(
        de="Manche Anfrage ist nicht mehr gedeckt, und keine umgekehrt.", en="Some requests are covered no more, none the other way."
    ),
    DiffVerdict.MIXED: Text(
        de="Anfragen werden anders entschieden, und es ist weder nur mehr noch nur weniger gedeckt.",
        en="Requests are decided otherwise, and neither only more nor only less is covered.",
    ),
}
COMPARED = Text(de="Gegenüber {ref}. {means}", en="Against {ref}. {means}")
MEND_FIRST = Text(
    de="Das zeigt sich, wenn Lücken und Widersprüche behoben sind; siehe Befunde.",
    en="This is told once gaps and clashes are mended; see the findings.",
)
TABLES = {
    "coverage": Text(de="Wer bezahlt", en="Who pays"),
    "level": Text(de="Stufe", en="Level"),
    "route": Text(de="Wer es bearbeitet", en="Who handles it"),
    "channel": Text(de="Wie eingereicht", en="How it was filed"),
}
WHAT = Text(de="Was", en="What")
BEFORE = Text(de="Bisher", en="Before")
AFTER = Text(de="Dann", en="After")
WHERE = Text(de="Wenn", en="Where")
BY_RULES = Text(de="Regeln bisher → dann", en="Rules before → after")
NOT_KNOWN = Text(de="kennt den Wert nicht", en="does not know the value")
FURTHER = Text(
    de="Dazu {count} weitere Klassen; bitte weniger Änderungen auf einmal ansehen.",
    en="And {count} further classes; please look at fewer changes at once.",
)
RULES = Text(de="Regeln", en="Rules")
FACTS = Text(de="Angaben", en="Facts")
ADDED = Text(de="neu", en="added")
REMOVED = Text(de="entfernt", en="removed")
CHANGED = Text(de="geändert", en="changed")
REWORDED = Text(de="umformuliert", en="reworded")
OTHER_HOURS = Text(de="Die Servicezeiten sind andere.", en="Service hours are others.")

PROPOSE = Text(de="Fehlende Beispiele vorschlagen", en="Propose missing examples")
PROPOSE_SAYS = Text(
    de="Sucht Anfragen, ohne die ein Versehen in den Regeln niemandem auffiele.",
    en="Looks for requests without which a slip in the rules would be noticed by nobody.",
)
MISSING = Text(
    de="{count} Beispiele fehlen. Angaben und Antwort stehen fest; den Satz bitte in eigene Worte fassen.",
    en="{count} examples are missing. Facts and answer are worked out; please say the sentence in your own words.",
)
NONE_MISSING = Text(
    de="Keines fehlt: Jedes Versehen in den Regeln, das eine Antwort ändert, fiele auf.",
    en="None is missing: every slip in the rules that changes an answer would be noticed.",
)
FAILING_SAYS = Text(
    de="Ein Beispiel, das scheitert, ist entweder ein Fehler in den Regeln oder eine Antwort, die sich ändern soll.",
    en="An example that fails is either a mistake in the rules or an answer that is meant to change.",
)
ANSWER_ANEW = Text(de="Neue Antworten übernehmen ({count})", en="Take new answers ({count})")
TAKE_ANSWER = Text(de="Diese Antwort ist gemeint", en="This answer is meant")
TAKE_ALL = Text(de="Alle neuen Antworten sind gemeint", en="All new answers are meant")
TAKE_ALL_SAYS = Text(
    de="Die Sätze bleiben, wie sie sind; bitte danach lesen, ob sie noch stimmen.",
    en="The sentences stay as they are; please read afterwards whether they still fit.",
)
ADD_EXAMPLE = Text(de="Beispiel übernehmen", en="Add this example")

BACKTEST_SAYS = Text(
    de=(
        "Aufgezeichnete Anfragen, noch einmal entschieden, als hätte der Entwurf schon gegolten. Nichts wird gespeichert; "
        "abgeschlossene Monate bleiben, wie sie sind."
    ),
    en=("Recorded requests decided again as if the draft had held already. Nothing is stored; closed months stay as they are."),
)
RECEIVED_FROM = Text(de="Eingegangen ab", en="Received from")
RECEIVED_UNTIL = Text(de="Eingegangen bis", en="Received until")
RECEIVED_SAYS = Text(
    de="Beide Tage zählen mit. Bei jeder Änderung wird dieser Zeitraum neu gerechnet.",
    en="Both days count. Every change is held against these days.",
)
DECIDE_AGAIN = Text(de="Rückrechnen", en="Decide again")
LOOKED_AT = Text(de="Anfragen angesehen", en="Requests looked at")
FLIPPED = Text(de="Anders eingeordnet", en="Decided otherwise")
NET = Text(de="Netto", en="Net")
NET_SAYS = Text(
    de="Was die aufgezeichneten Minuten mehr oder weniger eingebracht hätten.",
    en="What the recorded minutes would have brought in more or less.",
)
FLIPPED_SAYS = Text(de="Anfragen, bei denen ein anderer bezahlt.", en="Requests that somebody else pays for.")
NO_REQUESTS = Text(de="In diesem Zeitraum ging keine Anfrage ein.", en="No request was received in these days.")
NONE_FLIPS = Text(de="Keine Anfrage wäre anders eingeordnet.", en="No request would be decided otherwise.")
REQUESTS = Text(de="Anfragen", en="Requests")
SUCH_AS = Text(de="Zum Beispiel", en="Such as")
CUSTOMERS = Text(de="Wen es trifft", en="Whom it hits")
CUSTOMER = Text(de="Kunde", en="Customer")
COVERED_MINUTES = Text(de="Gedeckt (Min.)", en="Covered (min)")
BILLABLE_MINUTES = Text(de="Abrechenbar (Min.)", en="Billable (min)")
BLOCKED_MINUTES = Text(de="Gesperrt (Min.)", en="Blocked (min)")
WITHOUT_CONSENT = Text(
    de="{minutes} mehr wären abrechenbar, aber niemand hatte zugestimmt: Sie zählen als gesperrt.",
    en="{minutes} more would be billable, but nobody had consented: they count as blocked.",
)
TO_ASK = Text(
    de="{count} Anfragen wären offen, bis jemand nachfragt; was daraus würde, weiß niemand.",
    en="{count} requests would be open until somebody asks; what becomes of them nobody knows.",
)
NOT_LISTED = Text(
    de="ohne Wert in dieser Fassung: {fact} = {value} ({count} Anfragen, als unbekannt gelesen)",
    en="not listed by this version: {fact} = {value} ({count} requests, read as unknown)",
)
