"""The texts of finance's pages, in German and English. The words for buckets and reasons are the policies' own."""

from __future__ import annotations

from engine.policy.pack import Text

MONTH = Text(de="Monat", en="Month")
MONTH_SAYS = Text(
    de="Ein Zeiteintrag zählt in dem Monat, in dem er begann. Zur Wahl stehen die Monate, in denen gearbeitet wurde.",
    en="A time entry counts in the month in which it began. You can choose among the months in which work was done.",
)
NO_WORK = Text(
    de="Noch ist keine Arbeitszeit aufgezeichnet. Sobald auf eine Anfrage Zeit gebucht ist, steht hier ihr Monat.",
    en="No working time is recorded yet. As soon as time is booked on a request, its month stands here.",
)
RECORDED = Text(de="Aufgezeichnet", en="Recorded")
MIN = Text(de="Min.", en="min")
NET = Text(de="Netto", en="Net")
VAT = Text(de="Umsatzsteuer", en="VAT")
VAT_SHORT = Text(de="USt", en="VAT")
GROSS = Text(de="Brutto", en="Gross")
NOT_TO_INVOICE = Text(de="Nicht abrechenbar", en="May not be invoiced")
NOT_TO_INVOICE_SAYS = Text(
    de=(
        "Gesperrte Minuten kostenpflichtiger Arbeit, gerechnet zum Satz, den die Tabelle für Rolle, Produkt und Kunde am Tag des "
        "Eintrags nennt. Zu diesem Satz wurde nichts vereinbart: Der Betrag steht in keiner Summe und auf keiner Rechnung. "
        "Beispiel: 30 gesperrte Minuten bei 120,00 € je Stunde ergeben 60,00 €."
    ),
    en=(
        "Blocked minutes of billable work, reckoned at the rate that the table gives for role, product and customer on the entry’s day. "
        "Nothing was agreed at that rate: the amount is in no sum and on no invoice. "
        "Example: 30 blocked minutes at €120.00 an hour come to €60.00."
    ),
)
AT_TABLE_RATE = Text(de="Nicht abrechenbar (zum Tabellensatz)", en="May not be invoiced (at the table’s rate)")
PRICED = Text(
    de="{minutes} kostenpflichtiger Arbeit ohne gültigen Auftrag: {amount} zum Tabellensatz.",
    en="{minutes} of billable work without a consent that stood: {amount} at the table’s rate.",
)
WITHOUT_RATE = Text(
    de="{minutes} kostenpflichtiger Arbeit ohne gültigen Auftrag, für die die Tabelle keinen Satz nennt; im Betrag nicht enthalten.",
    en="{minutes} of billable work without a consent that stood, for which the table has no rate; they are not in the amount.",
)
NOT_BILLABLE = Text(
    de="{minutes} Arbeit, die niemand bezahlen muss oder deren Einordnung offen ist; dafür gibt es keinen Preis.",
    en="{minutes} of work that nobody has to pay for, or that is not settled yet; it has no price.",
)
NOTHING_BLOCKED = Text(de="In diesem Monat ist keine Minute gesperrt.", en="No minute of this month is blocked.")
REASONS = Text(de="Warum Minuten gesperrt sind", en="Why minutes are blocked")
REASON = Text(de="Grund", en="Reason")
MEANING = Text(de="Was das heißt", en="What it means")
MINUTES = Text(de="Minuten", en="Minutes")
BY_CUSTOMER = Text(de="Nach Kunden", en="By customer")
CHOOSE_ROW = Text(
    de="Eine Zeile anwählen (Kästchen links) öffnet den Kunden mit Rechnungszeilen, Einträgen und Aufträgen. Angaben in Minuten.",
    en="Selecting a row (box on the left) opens the customer with lines, entries and consents. Figures in minutes.",
)
CUSTOMER = Text(de="Kunde", en="Customer")
NAME = Text(de="Name", en="Name")
REASONS_SHORT = Text(de="Gesperrt wegen", en="Blocked because")
NOT_DOMESTIC = Text(
    de="Sitz nicht im Land des Anbieters: Umsatzsteuer 0,00; ob das so bleibt, muss ein Mensch beurteilen.",
    en="Not in the vendor’s country: VAT is 0.00; a person has to judge whether that stands.",
)
NOTE = Text(de="Hinweis", en="Note")
DOWNLOADS = Text(de="Zum Mitnehmen", en="To take along")
DOWNLOADS_SAYS = Text(
    de=(
        "CSV: UTF-8, Komma als Trenner, Dezimalpunkt; ein Text, den eine Tabellenkalkulation als Formel läse, beginnt mit einem Apostroph. "
        "XLSX: dieselben vier Blätter und die Summen des Monats (`totals`). Sie sind die von `klausel report`."
    ),
    en=(
        "CSV: UTF-8, separated by commas, decimals with a point; a text that a spreadsheet would read as a formula begins with an "
        "apostrophe. XLSX: the same four sheets and the month’s `totals`. They are those of `klausel report`."
    ),
)
CSV_CUSTOMERS = Text(de="Kunden (CSV)", en="Customers (CSV)")
CSV_LINES = Text(de="Rechnungszeilen (CSV)", en="Lines (CSV)")
CSV_DIFFERENCES = Text(de="Differenzen (CSV)", en="Differences (CSV)")
CSV_ENTRIES = Text(de="Einträge (CSV)", en="Entries (CSV)")
XLSX = Text(de="Alles (XLSX)", en="Everything (XLSX)")

LINES = Text(de="Rechnungszeilen", en="Lines")
LINES_SAYS = Text(
    de="Eine Zeile ist eine Anfrage zu einem Satz: Minuten × Satz ÷ 60, einmal gerundet. Die Umsatzsteuer wird auf die Summe gerechnet.",
    en="A line is one request at one hourly rate: minutes × rate ÷ 60, rounded once. VAT is reckoned on the sum.",
)
NO_LINES = Text(de="Nichts abzurechnen.", en="Nothing to invoice.")
LINE = Text(de="Zeile", en="Line")
DIFFERENCES = Text(de="Differenzen zu abgeschlossenen Monaten", en="Differences to closed months")
DIFFERENCES_SAYS = Text(
    de=(
        "Was nach dem Abschluss eines Monats bekannt wurde: jetzt bekannt, weniger was festgehalten und früher schon gesagt ist. Es "
        "zählt in Minuten, Netto und Umsatzsteuer dieses Monats. Was dahintersteht, sagt `klausel why` mit der Kennung."
    ),
    en=(
        "What was learnt about a month after it was closed: known now, less frozen and said before. It counts in this month’s minutes, "
        "net and VAT. `klausel why` with the id tells what is behind it."
    ),
)
DIFFERENCE = Text(de="Differenz", en="Difference")
ABOUT = Text(de="Betrifft Monat", en="About month")
NO_ENTRIES = Text(de="In diesem Monat wurde für diesen Kunden nicht gearbeitet.", en="No work was done for this customer in this month.")
REQUEST = Text(de="Anfrage", en="Request")
RATE = Text(de="Stundensatz", en="Hourly rate")
ENTRIES = Text(de="Einträge", en="Entries")
ENTRY = Text(de="Eintrag", en="Entry")
ENTRIES_SAYS = Text(
    de="Jede Minute steht in genau einer der vier Spalten. Eine Zeile anwählen zeigt Entscheidung und Auftrag dahinter.",
    en="Every minute stands in exactly one of the four columns. Selecting a row shows the decision and the consent behind it.",
)
DAY = Text(de="Tag", en="Day")
TIME = Text(de="Uhrzeit", en="Time")
ROLE = Text(de="Rolle", en="Role")
ACTIVITY = Text(de="Tätigkeit", en="Activity")
ACTIVITIES = {"work": Text(de="Arbeit", en="Work"), "triage": Text(de="Prüfung", en="Examining")}
COVERAGE = Text(de="Einordnung", en="Coverage")
CONSENT = Text(de="Auftrag", en="Consent")

BEHIND = Text(de="Was dahintersteht", en="What is behind it")
BEHIND_SAYS = Text(de="Der Eintrag, dessen Entscheidung und Auftrag gezeigt werden.", en="The entry whose decision and consent are shown.")
AGENT = Text(de="Bearbeitet von {agent}", en="Worked by {agent}")
NOTED = Text(de="Notiz: {note}", en="Note: {note}")
PARTS = Text(de="Wo die Minuten enden", en="Where the minutes end")
FROM_MINUTE = Text(de="Ab Minute", en="From minute")
BUCKET = Text(de="Verbleib", en="Bucket")
DECISION = Text(de="Entscheidung", en="Decision")
EXAMINING_IS_FREE = Text(
    de="Prüfen, ob eine Anfrage etwas kostet, kostet selbst nichts: Diese Minuten sind abgedeckt, wie auch immer entschieden wird.",
    en="Examining whether a request costs anything costs nothing itself: these minutes are covered, whatever is decided.",
)
POLICY_SAYS = Text(de="Das Regelwerk {policy} sagt: {coverage}", en="The policy {policy} says: {coverage}")
DETERMINED = Text(de="Bestimmt als {coverage} von {by} am {at}:", en="Determined to be {coverage} by {by} on {at}:")
WAIVED = Text(de="Auf die Berechnung verzichtet von {by} am {at}:", en="Charge waived by {by} on {at}:")
RULE = Text(de="Regel {rule}, Fundstelle {clauses}", en="Rule {rule}, clauses {clauses}")
ASSUMPTION = Text(de="Annahme", en="Assumption")
NO_TABLE_RATE = Text(
    de="Die Tabelle nennt für diese Rolle an diesem Tag keinen Satz.", en="The table has no rate for this role on this day."
)
TABLE_RATE = Text(de="Tabellensatz an diesem Tag: {rate} je Stunde ({id}).", en="The table’s rate on that day: {rate} an hour ({id}).")
ANSWERS = Text(de="Antworten des Kunden zu Anfrage", en="The customer’s answers on request")
NO_ANSWERS = Text(de="Zu dieser Anfrage ist keine Antwort aufgezeichnet.", en="No answer is recorded on this request.")
DREW = Text(de="davon hier gezogen", en="drawn on here")
STATUS = Text(de="Antwort", en="Answer")
STATUSES = {"granted": Text(de="beauftragt", en="commissioned"), "declined": Text(de="abgelehnt", en="declined")}
GIVEN_BY = Text(de="Von", en="By")
GIVEN_VIA = Text(de="Über", en="Via")
VIA = {"portal": Text(de="Portal", en="Portal"), "email": Text(de="E-Mail", en="E-mail"), "phone": Text(de="Telefon", en="Phone")}
GIVEN_AT = Text(de="Am", en="On")
EVIDENCE = Text(de="Nachweis", en="Evidence")
CAP = Text(de="Obergrenze (Min.)", en="Cap (min)")
NO_CAP = Text(de="keine", en="none")
LEFT = Text(de="Noch frei (Min.)", en="Left (min)")
EXPIRES = Text(de="Gilt bis", en="Until")
WITHDRAWN = Text(de="Widerrufen", en="Withdrawn")

COURSE_SAYS = Text(
    de="Alle Monate vom ersten bis zum letzten Zeiteintrag; die Zahlen sind die der Monatsberichte.",
    en="All months from the first time entry to the last; the figures are those of the monthly reports.",
)
MINUTES_BY_BUCKET = Text(de="Minuten je Monat", en="Minutes by month")
NET_BY_MONTH = Text(de="Netto je Monat", en="Net by month")
TABLE = Text(de="Als Tabelle", en="As a table")
