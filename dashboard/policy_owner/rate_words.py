"""The texts of the policy owner's page on hourly rates, in German and English."""

from __future__ import annotations

from engine.policy.pack import Text

ROLE = Text(de="Rolle", en="Role")
PRODUCT = Text(de="Produkt", en="Product")
CUSTOMER = Text(de="Kunde", en="Customer")
EVERY_ROLE = Text(de="jede Rolle", en="every role")
EVERY_PRODUCT = Text(de="jedes Produkt", en="every product")
EVERY_CUSTOMER = Text(de="jeder Kunde", en="every customer")
FOR_EVERY_CUSTOMER = Text(de="jeden Kunden", en="every customer")
RATE = Text(de="Stundensatz", en="Hourly rate")
FROM = Text(de="Ab", en="From")
UNTIL = Text(de="Bis", en="Until")
OPEN = Text(de="offen", en="open")
STATE = Text(de="Heute", en="Today")
ID = Text(de="Nummer", en="Number")
STATES = {
    "in_force": Text(de="in Kraft", en="in force"),
    "coming": Text(de="kommt", en="coming"),
    "ended": Text(de="beendet", en="ended"),
}
TABLE_SAYS = Text(
    de=(
        "Welcher Satz zählt: Eine Zeile, die den Kunden nennt, geht vor; dann eine, die die Rolle nennt; dann eine, die das Produkt nennt. "
        "Beispiel: Für den Produktsupport bei einem Kunden mit eigener Zeile zählt diese, für alle anderen die Zeile der Rolle. "
        "Ein offenes Ende gilt, bis eine spätere Zeile für dasselbe beginnt."
    ),
    en=(
        "Which rate counts: a row that names the customer comes first; then one that names the role; then one that names the product. "
        "Example: for product support at a customer with a row of its own that row counts, for all others the role’s. "
        "An open end holds until a later row for the same begins."
    ),
)
NO_RATES = Text(
    de="Noch ist kein Stundensatz aufgezeichnet. Ohne Satz kann keine kostenpflichtige Arbeit angeboten werden.",
    en="No hourly rate is recorded yet. Without one, no billable work can be quoted.",
)
SHOW_ENDED = Text(de="Auch beendete Zeilen zeigen", en="Show rows that have ended, too")
SHOW_ENDED_SAYS = Text(
    de="Zeilen, deren letzter Tag vorbei ist. Sie bleiben aufgezeichnet, denn alte Aufträge beruhen auf ihnen.",
    en="Rows whose last day is over. They stay recorded, since old consents rest on them.",
)
GAP = Text(
    de="Lücke: Für {key} gilt vom {first} bis {last} keine eigene Zeile (nach {id}); es zählt, was allgemeiner ist.",
    en="Gap: for {key} no row of its own holds from {first} to {last} (after {id}); whatever is more general counts.",
)
GAP_OPEN = Text(
    de="Lücke: Für {key} gilt ab {first} keine eigene Zeile mehr (nach {id}); es zählt, was allgemeiner ist.",
    en="Gap: for {key} no row of its own holds from {first} on (after {id}); whatever is more general counts.",
)
GAP_OF_ALL = Text(
    de="Lücke: Für {key} gilt vom {first} bis {last} keine Zeile (nach {id}); wo keine genauere steht, gibt es keinen Satz.",
    en="Gap: for {key} no row holds from {first} to {last} (after {id}); where none is more specific, there is no rate.",
)
GAP_OF_ALL_OPEN = Text(
    de="Lücke: Für {key} gilt ab {first} keine Zeile mehr (nach {id}); wo keine genauere steht, gibt es keinen Satz.",
    en="Gap: for {key} no row holds from {first} on (after {id}); where none is more specific, there is no rate.",
)

ADD = Text(de="Neue Zeile", en="New row")
ADD_SAYS = Text(
    de=(
        "Aufgezeichnetes wird nicht geändert: Eine Erhöhung ist eine neue Zeile, die später beginnt. "
        "Schon erteilte Aufträge behalten ihren Satz."
    ),
    en="What is recorded is not edited: a rise is a new row that begins later. Consents already given keep their rate.",
)
ROLE_SAYS = Text(
    de="Für wessen Arbeit der Satz gilt. Beispiel: „Technik“ gilt nur für Zeit, die in dieser Rolle gebucht ist.",
    en="Whose work the rate is for. Example: “Technical support” holds only for time booked in that role.",
)
PRODUCT_SAYS = Text(
    de="Für welches Produkt. Beispiel: „jedes Produkt“ gilt überall, wo keine genauere Zeile steht.",
    en="For which product. Example: “every product” holds wherever no more specific row stands.",
)
CUSTOMER_SAYS = Text(
    de="Nur bei Sonderpreisen. Beispiel: ein Rahmenvertrag mit eigenem Satz.",
    en="Only for special prices. Example: a framework agreement with a rate of its own.",
)
RATE_SAYS = Text(
    de="In {currency} je Stunde, mit Punkt und höchstens zwei Stellen, in beiden Sprachen. Beispiel: 123.45 (nicht 123,45).",
    en="In {currency} an hour, with a point and at most two places, in both languages. Example: 123.45 (not 123,45).",
)
FROM_SAYS = Text(de="Der erste Tag, an dem die Zeile gilt.", en="The first day on which the row holds.")
UNTIL_SAYS = Text(
    de="Der letzte Tag; leer heißt: bis eine spätere Zeile für dasselbe beginnt. Beispiel: ein Aktionssatz bis 31.12.",
    en="The last day; blank means: until a later row for the same begins. Example: a special rate until 31 December.",
)
LOOK = Text(de="Ansehen, was sich ändert", en="See what would change")
CHANGE = Text(de="Was sich ändert", en="What would change")
TODAY = Text(de="Heute gilt für {key}:", en="Today for {key}:")
NO_ROW_TODAY = Text(de="keine eigene Zeile; es zählt, was allgemeiner ist.", en="no row of its own; whatever is more general counts.")
ROW = Text(de="{rate} je Stunde ({id}), {dates}", en="{rate} an hour ({id}), {dates}")
DATES_OPEN = Text(de="ab {first}, Ende offen", en="from {first}, end open")
DATES = Text(de="vom {first} bis {last}", en="from {first} to {last}")
NEW = Text(de="Neu:", en="New:")
THEN_ENDS = Text(de="{id} endet damit am {last}.", en="{id} then ends on {last}.")
NOTHING_ENDS = Text(de="Keine andere Zeile ändert sich dadurch.", en="No other row changes by it.")
OVERLAPS = Text(
    de="{id} ({dates}) gilt am selben Tag; beides zusammen geht nicht. Einen späteren ersten Tag wählen oder jene Zeile zurückziehen.",
    en="{id} ({dates}) holds on the same day; both cannot be. Choose a later first day, or retract that row.",
)
BACKDATED = Text(
    de="Der erste Tag liegt zurück. Schon erteilte Aufträge behalten ihren Satz, neue müssen diesen nennen.",
    en="The first day lies in the past. Consents already given keep their rate, new ones must name this one.",
)
RECORD = Text(de="So aufzeichnen", en="Record it")
DISCARD = Text(de="Verwerfen", en="Discard")
RECORDED = Text(
    de="Aufgezeichnet: {rate} je Stunde für {key} ab {first} ({id}).", en="Recorded: {rate} an hour for {key} from {first} ({id})."
)
