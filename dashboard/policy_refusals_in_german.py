"""What making law of a policy version is refused for, in German: the sentences of the desk's acts, recognised by their English wording."""

from __future__ import annotations

ANOTHER = "bitte der neuen Version einen anderen Namen und ersten Tag geben"
OWN_NAME = "bitte unter einem eigenen Namen sichern (`--id`)"
EDITING: tuple[tuple[str, str], ...] = (
    (
        r"no value is chosen; choose some, or say that any is to fit",
        "kein Wert gewählt; bitte welche wählen, oder „gleich was“ sagen",
    ),
    (
        r"any value is to fit, but some are chosen; take them out, or say one of or not",
        "„gleich was“, und doch sind Werte gewählt; bitte herausnehmen, oder „eines von“ oder „alles außer“ sagen",
    ),
    (r"(`.*`) is not a name in lower case such as (`.+`)", r"\1 ist kein Name aus kleinen Buchstaben, Ziffern und `_` wie \2"),
    (r"(`.*`) is not a version such as (.+)", r"\1 ist kein Name einer Fassung wie \2"),
    (r"(`.*`) is not a fact of (.+); its facts are (.+)", r"\1 ist kein Fakt von \2; es gibt \3"),
    (r"(`.*`): (`.*`) is not one of (.+)", r"\1: \2 ist keines von \3"),
    (r"an example needs a sentence in both languages", "ein Beispiel braucht einen Satz in beiden Sprachen"),
    (r"there is a version (`.+`) already; give .+", r"es gibt schon eine Fassung \1; bitte einen anderen Namen"),
    (
        r"there is a draft (`.+`) already; go .+",
        r"es gibt schon einen Entwurf \1; bitte den weiterbearbeiten, oder diesem einen eigenen Namen geben",
    ),
    (r"`--as`: (`.*`) .+", r"\1 ist kein Monat wie `2027-04`"),
    (r"there is a rule (`.+`) already; .+", r"es gibt schon eine Regel \1; bitte einen anderen Namen"),
    (r"there is a section (`.+`) already; .+", r"es gibt schon einen Abschnitt \1; bitte einen anderen Namen"),
    (
        r"(`.*`) is no name of a section; .+",
        r"\1 ist kein Name für einen Abschnitt; kleine Buchstaben, Ziffern und `_`, ein Buchstabe zuerst",
    ),
    (
        r"the section (`.+`) is left without a rule; .+",
        r"der Abschnitt \1 bliebe ohne Regel; bitte eine hineinstellen, oder ihn mit entfernen",
    ),
    (r"(`.+`) is left without a (?:rule|section)", r"\1 bliebe leer"),
    (r"rule (`.+`): no value of (`.+`) is left that could fit", r"Regel \1: kein Wert von \2 bleibt übrig, der passen könnte"),
    (r"ends on (`.+`) before it begins on (`.+`)", r"endet am \1, bevor sie am \2 beginnt"),
    (r"(`.*`) must be called like its folder, (`.+`)", r"\1 müsste heißen wie \2"),
)
SENTENCES: tuple[tuple[str, str], ...] = (
    *EDITING,
    (
        r"(`.+`) was published \((.+)\), but is not in (`.+`); (`.+`) writes it there",
        r"\1 ist veröffentlicht (\2), fehlt aber in \3; \4 schreibt es dorthin",
    ),
    (
        r"(`.+`) in (`.+`) means something else \((.+)\) than was published \((.+)\); move its folder away, then (`.+`) writes it anew",
        r"\1 in \2 bedeutet etwas anderes (\3) als veröffentlicht (\4); bitte seinen Ordner beiseitelegen, \5 schreibt es dann neu",
    ),
    (r"there is no draft (`.+`); there are (.+)", r"es gibt keinen Entwurf \1; es gibt \2"),
    (r"there is no revision (`.+`); the newest is (`.+`)", r"es gibt keine Fassung \1; die neueste ist \2"),
    (r"there is no proposal (`.+`) of (`.+`); there are (.+)", r"es gibt keinen Vorschlag \1 zu \2; es gibt \3"),
    (
        r"(`.+`) is no name of a draft; use up to 60 small letters, digits, `-` and `_`",
        r"\1 ist kein Name für einen Entwurf; höchstens 60 kleine Buchstaben, Ziffern, `-` und `_`",
    ),
    (
        r"(`.+`) is at revision (\d+), saved by (`.+`) \((.+)\) on (\S+), and (?:yours began with (\d+)|.+); nothing was stored .+",
        r"\1 hat schon die Fassung \2, gesichert von \3 (\4) am \5; nichts wurde überschrieben. Bitte beide vergleichen und dann auf "
        r"Fassung \2 aufsetzen, oder unter einem eigenen Namen sichern",
    ),
    (r"(`.+`) is published, and never changes; give .+", rf"\1 ist veröffentlicht und ändert sich nie; {ANOTHER}"),
    (r"requests were decided under (`.+`), which never changes; give .+", rf"nach \1 wurde entschieden, es ändert sich nie; {ANOTHER}"),
    (r"requests were decided under another (`.+`); give .+", rf"nach einem anderen \1 wurde entschieden; {ANOTHER}"),
    (r"(`.+`) is law already, and never changes; give .+", rf"\1 gilt schon und ändert sich nie; {ANOTHER}"),
    (r"(`.+`) is a draft of (`.+`), not of (`.+`); choose .+", rf"\1 ist ein Entwurf zu \2, nicht zu \3; {OWN_NAME}"),
    (r"(`.+`) is published as (`.+`); save yours .+", rf"\1 ist veröffentlicht als \2; {OWN_NAME}"),
    (r"(`.+`) was withdrawn by (`.+`) on (\S+) \(“(.+)”\); save yours .+", rf"\1 wurde am \3 von \2 zurückgezogen („\4“); {OWN_NAME}"),
    (
        r"(`.+`) is proposed by (`.+`), and stays as it is while it is; withdraw (`.+`) first, or save .+",
        rf"\1 ist von \2 vorgeschlagen und bleibt solange, wie es ist; erst \3 zurückziehen, oder {OWN_NAME}",
    ),
    (
        r"(`.+`) is the newest revision, saved by (`.+`); look .+",
        r"\1 ist die neueste Fassung, von \2; bitte diese ansehen und vorschlagen",
    ),
    (r"(`.+`) is proposed already; .+", r"\1 ist schon vorgeschlagen"),
    (r"(`.+`) is approved already; .+", r"\1 ist schon freigegeben"),
    (r"(`.+`) is withdrawn already; .+", r"\1 ist schon zurückgezogen"),
    (r"(`.+`) is published already; .+", r"\1 ist schon veröffentlicht"),
    (
        r"(`.+`) begins on (\S+), before today, (\S+); move .+",
        r"\1 beginnt am \2, vor dem heutigen Tag, \3; bitte den ersten Tag verschieben, oder begründen, warum rückwirkend: das sieht die "
        r"Buchhaltung",
    ),
    (
        r"(`.+`) begins on (\S+), which is not before today, (\S+); leave .+",
        r"\1 beginnt am \2, nicht vor dem heutigen Tag, \3; eine Begründung für die Vergangenheit entfällt",
    ),
    (
        r"(`.+`) begins on (\S+), which has gone by; withdraw (`.+`), .+",
        r"\1 beginnt am \2, das ist vorbei; bitte \3 zurückziehen und neu vorschlagen",
    ),
    (r"(`.+`) is not proposed; .+", r"\1 ist nicht vorgeschlagen"),
    (r"(`.+`) may change; approve .+, (`.+`)", r"\1 kann sich noch ändern; freigegeben wird der Vorschlag, \2"),
    (r"(`.+`) proposed (`.+`); somebody else has to approve it", r"\1 hat \2 vorgeschlagen; freigeben muss es jemand anderes"),
    (r"(`.+`) was approved by (`.+`); .+", r"\1 ist schon freigegeben, von \2"),
    (r"(`.+`) is not approved; somebody else than (`.+`) does that with .+", r"\1 ist nicht freigegeben; das tut jemand anderes als \2"),
    (r"(`.+`) was withdrawn by (`.+`)(?: already)? \(“(.+)”\)", r"\1 wurde von \2 zurückgezogen („\3“)"),
    (
        r"(`.+`) is published as (`.+`), and stays; .+",
        r"\1 ist veröffentlicht als \2 und bleibt; ein Fehler darin braucht eine neue Version",
    ),
    (r"(`.+`) is published as (`.+`); (`.+`) writes its files", r"\1 ist veröffentlicht als \2; \3 schreibt die Dateien"),
    (
        r"(`.+`) is not signed in, and vendor.yaml lets nobody \w+ policies so; .+",
        r"\1 ist nicht angemeldet, und vendor.yaml lässt das so niemanden tun",
    ),
    (r"the system does not say who you are, .+", r"das System sagt nicht, wer Sie sind; bitte unter eigenem Namen anmelden"),
    (r"(`.+`): (`.*`) is blank; say why, .+", r"\1: bitte begründen, ohne einen Kunden zu nennen; es bleibt für immer"),
    (
        r"(`.+`) holds another text; move it away, and try again",
        r"\1 enthält einen anderen Text; bitte beiseitelegen und noch einmal versuchen",
    ),
)
