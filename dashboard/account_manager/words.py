"""What the account manager's pages say themselves, in German and English. What a pack or an outcome says stands in `policies/`."""

from __future__ import annotations

from engine.policy.pack import Text


def _(de: str, en: str) -> Text:
    return Text(de=de, en=en)


# choosing
ACCOUNT_MANAGER = _("Kundenbetreuer:in", "Account manager")
ALL = _("Alle", "All")
CUSTOMER = _("Kunde", "Customer")
CUSTOMER_HELP = _("Tippen Sie einen Teil des Namens oder der Kundennummer.", "Type part of the name or of the customer's id.")
CHOOSE_CUSTOMER = _("Kunden suchen", "Search for a customer")
NO_CUSTOMERS = _(
    "Es ist noch kein Kunde aufgezeichnet. Lesen Sie Daten ein: `klausel import ORDNER`.",
    "No customer is recorded yet. Import some: `klausel import DIR`.",
)
CHOOSE_FIRST = _("Wählen Sie einen Kunden, oben oder in der Liste.", "Choose a customer, above or from the list.")

# a customer
CUSTOMER_ID = _("Kundennummer", "Customer id")
DEBTOR_NUMBER = _("Debitorennummer", "Debtor number")
AS_OF = _("Stand", "As of")
CONTRACTS = _("Verträge", "Contracts")
CONTRACT = _("Vertrag", "Contract")
SINCE = _("Seit", "Since")
UNTIL = _("Bis", "Until")
NO_END = _("ohne Ende", "open-ended")
STATUS = _("Stand", "Status")
SECOND_LEVEL = _("Second Level", "Second level")
REGISTER = _("Schulungsverzeichnis", "Training register")
NO_CONTRACT = _("Heute ist kein Vertrag in Kraft.", "No contract is in force today.")
HISTORY = _("Alle Verträge", "All contracts")
REGISTERS = {
    "complete": _("vollständig: wer nicht verzeichnet ist, gilt als nicht geschult", "complete: whoever is not on it counts as untrained"),
    "partial": _("lückenhaft: wer nicht verzeichnet ist, kann geschult sein", "partial: whoever is not on it may be trained"),
}
CONTRACT_STATUSES = {
    "active": _("in Kraft", "in force"),
    "suspended": _("ausgesetzt", "suspended"),
    "ended": _("beendet", "ended"),
    "none": _("kein Vertrag", "no contract"),
}
SECOND_LEVELS = {
    "included": _("enthalten", "included"),
    "billable": _("gegen Stundensatz", "by the hour"),
    "none": _("nichts vereinbart", "nothing agreed"),
}
PEOPLE = _("Personen und Schulung", "People and training")
NO_PEOPLE = _("Für diesen Kunden ist keine Person aufgezeichnet.", "Nobody is recorded for this customer.")
NAME = _("Name", "Name")
EMAIL = _("E-Mail", "E-mail")
PERSON_ID = _("Kennung", "Id")
REGISTERED = _("Im Portal registriert", "Registered in the portal")
MAY_COMMISSION = _("Darf beauftragen", "May commission")
TRAINING = _("Schulung", "Training")
TRAINING_IS = {
    "trained": _("geschult", "trained"),
    "untrained": _("nicht geschult", "not trained"),
    "unknown": _("nicht bekannt", "not known"),
}
TRAINING_RECORDS = _("Schulungsnachweise", "Training records")
COMPLETED = _("Abgeschlossen am", "Completed on")
VALID_UNTIL = _("Gültig bis", "Valid until")
VALID = _("Gilt heute", "Holds today")
EVERYONE = _("alle beim Kunden", "everyone there")
PRODUCT = _("Produkt", "Product")

# consents
CONSENTS = _("Aufträge, auf die noch gearbeitet werden kann", "Consents that work can still draw on")
NO_CONSENTS = _("Derzeit steht kein Auftrag.", "No consent stands at present.")
OTHER_CONSENTS = _("Alle Antworten", "All answers")
MINUTES_LEFT = _("Minuten übrig", "Minutes left")
NO_CAP = _("ohne Obergrenze", "no cap")
RATE = _("Stundensatz", "Hourly rate")
ROLE = _("Rolle", "Role")
GIVEN_BY = _("Von", "By")
GIVEN_VIA = _("Auf dem Weg", "Via")
GIVEN_AT = _("Am", "On")
EVIDENCE = _("Nachweis", "Evidence")
STANDINGS = {
    "stands": _("steht", "stands"),
    "used_up": _("aufgebraucht", "used up"),
    "expired": _("abgelaufen", "expired"),
    "withdrawn": _("widerrufen", "withdrawn"),
    "declined": _("abgelehnt", "declined"),
    "to_come": _("beginnt später", "begins later"),
}

# requests
OPEN_REQUESTS = _("Offene Anfragen", "Open requests")
NO_OPEN_REQUESTS = _("Keine Anfrage ist offen.", "No request is open.")
OPEN_BY_ROW = _("Eine Zeile anklicken öffnet die Anfrage.", "Selecting a row opens the request.")
REQUEST = _("Anfrage", "Request")
RECEIVED = _("Eingegangen", "Received")
ASKED_BY = _("Wer fragt", "Who asks")
NOBODY_NAMED = _("niemand genannt", "nobody named")
SERVICE = _("Worum es geht", "What it is about")
COVERAGE = _("Wer bezahlt", "Who pays")
NEXT = _("Nächster Schritt", "Next step")
RECORDED = _("Erfasst", "Recorded")
SUMMARY = _("Zusammenfassung", "Summary")
SHOW_CLOSED = _("Auch abgeschlossene", "Closed ones too")
CLOSED = _("abgeschlossen", "closed")
REQUEST_CLOSED = _("Anfrage abgeschlossen", "request closed")
NO_REQUESTS = _("Für diesen Kunden gibt es hier keine Anfrage.", "There is no such request for this customer.")
LIST = _("Liste", "List")
LIST_HELP = _("Zurück zur Liste der Kunden.", "Back to the list of customers.")
CHOOSE_REQUEST = _("Anfrage wählen", "Choose a request")
MINUTES = _("Minuten", "Minutes")
BY_BUCKET = _("davon", "of which")
DESCRIBE_NEW = _("Neue Anfrage beschreiben", "Describe a new request")

# the decision
DECISION = _("Entscheidung", "Decision")
LEVEL = _("Stufe", "Level")
ROUTE = _("Wer kümmert sich", "Who handles it")
CHANNEL = _("Weg der Anfrage", "How it was filed")
CONSENT = _("Auftrag des Kunden", "The customer's consent")
RESUMES = _("Es geht weiter am", "Work goes on at")
STILL_TO_ASK = _("Noch zu fragen, in dieser Reihenfolge", "Still to ask, in this order")
WHERE_ANSWERS_LEAD = _("Wozu jede Antwort führt", "Where each answer leads")
WHY_NOT_OTHERWISE = _("Warum nicht anders?", "Why not otherwise?")
WHAT_WOULD_CHANGE_IT = _("Was würde es ändern?", "What would change it?")
REASONS = _("Begründung", "Reasons")
NO_REASONS_YET = _("Begründet wird, sobald die offenen Angaben geklärt sind.", "Reasons are given once the open facts are settled.")
ASSUMPTION = _("Annahme", "Assumption")
CLAUSES = _("Wortlaut der Klauseln (umschrieben)", "The clauses, paraphrased")
DETERMINED = _("Von einem Menschen bestimmt", "Determined by a person")
POLICY = _("Regelwerk", "Policy")
IN_FORCE_SINCE = _("in Kraft seit", "in force since")
FACTS_USED = _("Angaben, nach denen entschieden ist", "The facts it was decided on")
FACT = _("Angabe", "Fact")
VALUE = _("Wert", "Value")
MEANS = _("Bedeutet", "Means")
EXAMPLE = _("Beispiel", "Example")
FROM_RECORDS = _("aus den Aufzeichnungen", "from the records")
SERVICE_HOURS = _("Servicezeiten", "Service hours")
RATE_TO_QUOTE = _("Stundensatz, der zu nennen ist", "The rate to quote")
NO_RATE = _("kein Satz: Die Tabelle hat für diese Rolle heute keinen.", "no rate: the table has none for this role today.")
RATE_ROW = _("Zeile der Satztabelle", "Row of the rate table")
WHOM_TO_CONTACT = _("An wen man sich wendet", "Whom to contact")
NO_CONTACT = _("Für diesen Tag nennt das Regelwerk keine Kontaktdaten.", "For this day the policy gives no contact details.")
PHONE = _("Telefon", "Phone")
REGISTER_FIRST = _(
    "Wer fragt, ist noch nicht im Portal registriert. Bitte zuerst dort registrieren; das ist nur einmal nötig.",
    "Whoever asks is not registered in the portal yet. Please register there first; it is needed only once.",
)
CLAUSE = _("Klausel", "Clause")
