"""What the check of a version warns of, in German: each sentence recognised by its English wording."""

from __future__ import annotations

import re

_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(english, re.DOTALL), german)
    for english, german in (
        (r"no rule decides requests of (\d+) further classes; .+", r"keine Regel entscheidet Anfragen aus \1 weiteren Klassen"),
        (r"no rule decides a request where any facts.*", r"keine Regel entscheidet auch nur eine Anfrage"),
        (
            r"more rules clash than these; .+",
            r"weitere Regeln widersprechen sich; sie werden genannt, sobald diese Widersprüche gelöst sind",
        ),
        (
            r"rules of one section fit and disagree: (.+), where any facts.*",
            r"Regeln eines Abschnitts passen auf jede Anfrage und sagen Verschiedenes: \1",
        ),
        (r"rule (`.+`) never wins: no request fits it", r"Regel \1 kommt nie zum Zug: keine Anfrage passt auf sie"),
        (
            r"rule (`.+`) never wins: wherever it fits, (.+) wins before it, as for a request with (.+)",
            r"Regel \1 kommt nie zum Zug: wo sie passt, geht vor: \2, etwa bei \3",
        ),
        (
            r"rule (`.+`): the condition on (.+) is useless: dropped, nothing changes; it allows every value",
            r"Regel \1: die Bedingung zu \2 ist überflüssig, sie lässt jeden Wert zu",
        ),
        (
            r"rule (`.+`): the condition on (.+) is useless: dropped, nothing changes; a request with (.+), which it keeps out, "
            r"is decided before by (.+)",
            r"Regel \1: die Bedingung zu \2 ist überflüssig; eine Anfrage mit \3, die sie fernhält, entscheidet schon vorher \4",
        ),
        (
            r"the value (`.+`) of (`.+`) is never used: .+",
            r"der Wert \1 von \2 kommt nirgends vor, in keiner Regel und in keinem Beispiel; bitte zeigen, wozu er führt, oder weglassen",
        ),
        (
            r"rule (`.+`) cites no clause and is no assumption; .+",
            r"Regel \1 hat weder Fundstelle noch Annahme; eines braucht sie",
        ),
        (r"no rule rests on the clause (`.+`); .+", r"auf der Fundstelle \1 beruht keine Regel"),
        (r"no version is in force from (`.+`) to (`.+`), before (`.+`) begins", r"vom \1 bis zum \2 gilt keine Fassung, bevor \3 beginnt"),
        (
            r"begins on (`.+`), but the version is called (`.+`) and not (`.+`)",
            r"beginnt am \1, heißt aber \2 und nicht \3",
        ),
        (r"is in force on (`.+`), as (`.+`) is", r"gilt am \1, und \2 gilt da auch"),
        (
            r"no example exercises rule (`.+`); .+",
            r"kein Beispiel zeigt Regel \1 bei der Arbeit; unter „Beispiele“ lässt sich eines vorschlagen",
        ),
        (
            r"(`.+`) begins at (-?\d+), but no worked example has (?:a|this) (`.+?`)(?: that many days before the request)?: (.+); .+",
            r"\1 beginnt bei \2, aber kein Beispiel nennt für \3: \4",
        ),
        (
            r"(?:an example is of a day|(\d+) examples are of days) on which this version is not in force, such as (`.+`); .+",
            r"Beispiele liegen an Tagen, an denen diese Fassung nicht gilt, etwa am \2",
        ),
        (r"the German wording is missing; write it", "der deutsche Wortlaut fehlt"),
        (r"the English wording is missing; write it", "der englische Wortlaut fehlt"),
    )
)
_PAIRS = re.compile(r"\b([a-z][a-z0-9_]*) is (`)")


def finding_in_german(message: str) -> str:
    """As it is, where it is none of those that an editor meets."""
    for english, german in _SENTENCES:
        found = english.fullmatch(message)
        if found:
            return _PAIRS.sub(r"\1: \2", found.expand(german)).replace("` and ", "` und ").replace(" more", " weitere")
    return message
