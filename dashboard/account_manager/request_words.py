"""What the forms about a request say, in German and English: describing it, quoting, answering, determining, booking time."""

from __future__ import annotations

from engine.policy.pack import Text


def _(de: str, en: str) -> Text:
    return Text(de=de, en=en)


# a new request
NEW_REQUEST = _("Neue Anfrage", "New request")
FROM_THE_RECORDS = _("Aus den Aufzeichnungen bekannt", "Known from the records")
UNRECORDED_PERSON = _("Niemand genannt", "Nobody named")
DAY = _("Tag", "Day")
CLOCK = _("Uhrzeit", "Time")
RECEIVED_ON = _("Eingegangen am", "Received on")
RECEIVED_CLOCK = _("Eingegangen um", "Received at")
CHOICES = _("Was bedeuten die Auswahlwerte?", "What do the choices mean?")
NOT_KNOWN = _("noch nicht bekannt", "not known yet")
AS_RECORDED = _("wie aufgezeichnet", "as recorded")
SUMMARY = _("Zusammenfassung (darf leer bleiben)", "Summary (may be left blank)")
SUMMARY_HELP = _("Was der Kunde schreibt oder sagt. Keine Regel liest diesen Text.", "What the customer writes or says. No rule reads it.")
SAVE_REQUEST = _("Anfrage aufzeichnen", "Record the request")
REQUEST_SAVED = _("Die Anfrage {} ist aufgezeichnet.", "The request {} is recorded.")
NO_SUCH_TIME = _(
    "Diese Uhrzeit gibt es an diesem Tag nicht: Die Uhr wird vorgestellt.", "That time does not exist on that day: clocks go forward."
)
MOVED_ON = _(
    "Inzwischen hat sich der Stand dieser Anfrage geändert. Was hier eben noch ausgefüllt war, ist nicht aufgezeichnet; bitte prüfen.",
    "This request has changed in the meantime. What was filled in here is not recorded; please look again.",
)
TO_COME = _(
    "Dieser Zeitpunkt liegt in der Zukunft; aufgezeichnet wird, was geschehen ist.",
    "That moment is still to come; what is recorded has happened.",
)
NO_MOMENT = _("Bitte Tag und Uhrzeit angeben.", "Please give day and time.")
TWICE = _(
    "Diese Uhrzeit gibt es an diesem Tag zweimal; gemeint ist die erste, in der Sommerzeit.",
    "That time comes twice on that day; the first is meant, in summer time.",
)

# recording something about it
WHAT_TO_RECORD = _("Was möchten Sie aufzeichnen?", "What do you want to record?")
QUOTE = _("Angebot", "Quote")
ANSWER = _("Antwort", "Answer")
RETRIAGE = _("Neu einordnen", "Classify again")
DETERMINE = _("Bestimmen", "Determine")
TIME = _("Zeit", "Time")
WITHDRAW = _("Widerruf", "Withdrawal")
WAIVE = _("Kulanz", "Goodwill")
CLOSE = _("Abschließen", "Close")

ROLE = _("Rolle", "Role")
RATE = _("Stundensatz (mit Punkt, z. B. 120.50)", "Hourly rate (with a point, such as 120.50)")
RATE_HELP = _("Vorgegeben ist der Satz der Tabelle an diesem Tag.", "Given is the table's rate on that day.")
SAME_AS_TABLE = _("Tabelle heute", "Table today")
CAP = _("Obergrenze in Minuten (leer: keine)", "Cap in minutes (blank: none)")
EXPIRES = _("Befristet bis (leer: unbefristet)", "Expires on (blank: never)")
EXPIRES_HELP = _("Gilt bis zum Beginn dieses Tages, 0 Uhr.", "Holds until the beginning of this day, midnight.")
DEVIATION = _("Grund, falls der Satz abweicht", "Reason, if the rate deviates")
SENT_ON = _("Genannt am", "Quoted on")
RECORD_QUOTE = _("Angebot aufzeichnen", "Record the quote")
QUOTE_SAVED = _("Das Angebot {} ist aufgezeichnet.", "The quote {} is recorded.")

STATUS = _("Antwort des Kunden", "The customer's answer")
GRANTED = _("beauftragt", "commissions it")
DECLINED = _("lehnt ab", "declines")
GIVEN_BY = _("Wer hat geantwortet?", "Who answered?")
MAY_NOT = _("darf nicht beauftragen", "may not commission")
NO_PERSON = _(
    "Für diesen Kunden ist keine Person aufgezeichnet; nur eine Person des Kunden kann antworten.",
    "Nobody is recorded for this customer; only a person of the customer can answer.",
)
GIVEN_VIA = _("Auf welchem Weg?", "By which way?")
VIA = {"portal": _("Portal", "Portal"), "email": _("E-Mail", "E-mail"), "phone": _("Telefon", "Phone")}
GIVEN_ON = _("Geantwortet am", "Answered on")
EVIDENCE = _("Nachweis (nötig für einen Auftrag)", "Evidence (needed to commission)")
EVIDENCE_HELP = _("Die E-Mail, das Ticket oder die Gesprächsnotiz.", "The mail, the ticket or the note of the call.")
ON_QUOTE = _("Antwort auf das Angebot", "In answer to the quote")
NO_QUOTE = _("kein Angebot", "no quote")
RECORD_ANSWER = _("Antwort aufzeichnen", "Record the answer")
ANSWER_SAVED = _("Die Antwort {} ist aufgezeichnet.", "The answer {} is recorded.")

UNCHANGED = _("bleibt, wie es war", "stays as it was")
WHO_ASKS = _("Wer fragt", "Who asks")
TRIAGED_ON = _("Eingeordnet am", "Classified on")
RECORD_RETRIAGE = _("Einordnung aufzeichnen", "Record the classification")
RETRIAGE_SAVED = _("Die neue Einordnung {} ist aufgezeichnet.", "The new classification {} is recorded.")

MAY_DETERMINE = _(
    "Das Regelwerk lässt offen, wer bezahlt. Was Sie bestimmen, gilt für alles an dieser Anfrage, was es offen lässt.",
    "The policy leaves open who pays. What you determine holds for everything about this request that it leaves open.",
)
MAY_AGREE = _(
    "Es besteht kein Anspruch. Bezahlte Arbeit kann dennoch vereinbart werden.",
    "There is no entitlement. Paid work may be agreed all the same.",
)
NOT_TO_DETERMINE = _(
    "Hier gibt es nichts zu bestimmen: Das Regelwerk entscheidet selbst.", "There is nothing to determine here: the policy decides itself."
)
COVERAGE = _("Wer bezahlt", "Who pays")
REASON = _("Grund", "Reason")
DETERMINED_ON = _("Bestimmt am", "Determined on")
RECORD_DETERMINATION = _("Bestimmung aufzeichnen", "Record the determination")
DETERMINATION_SAVED = _("Die Bestimmung {} ist aufgezeichnet.", "The determination {} is recorded.")

AGENT = _("Wer hat gearbeitet?", "Who worked?")
ACTIVITY = _("Tätigkeit", "Activity")
ACTIVITIES = {"work": _("Arbeit", "Work"), "triage": _("Prüfen der Anfrage", "Examining the request")}
STARTED_ON = _("Begonnen am", "Started on")
MINUTES = _("Minuten", "Minutes")
AS_THE_REQUEST = _("wie die Anfrage", "as the request")
DIFFERENT_WORK = _("War es andere Arbeit als angefragt?", "Was it other work than asked for?")
NOTE = _("Notiz (darf leer bleiben)", "Note (may be left blank)")
RECORD_TIME = _("Zeit aufzeichnen", "Record the time")
TIME_SAVED = _("{} Minuten sind aufgezeichnet ({}).", "{} minutes are recorded ({}).")
NOT_FREE = _(
    "Ohne Auftrag wird diese Arbeit gesperrt und darf nicht berechnet werden.",
    "Without a consent this work will be blocked and may not be invoiced.",
)

CONSENT = _("Auftrag", "Consent")
WITHDRAWN_BY = _("Widerrufen von", "Withdrawn by")
WITHDRAWN_ON = _("Widerrufen am", "Withdrawn on")
RECORD_WITHDRAWAL = _("Widerruf aufzeichnen", "Record the withdrawal")
WITHDRAWAL_SAVED = _("Der Widerruf {} ist aufgezeichnet.", "The withdrawal {} is recorded.")
NOTHING_TO_WITHDRAW = _("Es steht kein Auftrag, der widerrufen werden könnte.", "No consent stands that could be withdrawn.")

ENTRY = _("Zeiteintrag", "Time entry")
RECORD_WAIVER = _("Kulanz aufzeichnen", "Record the goodwill")
WAIVER_SAVED = _("Die Kulanz {} ist aufgezeichnet.", "The waiver {} is recorded.")
NOTHING_TO_WAIVE = _(
    "Es gibt keinen kostenpflichtigen Zeiteintrag, auf den verzichtet werden könnte.", "There is no billable time entry to waive."
)

CLOSE_EXPLAINED = _(
    "Abgeschlossene Anfragen stehen nicht mehr unter den offenen. Später erfasste Arbeit ist eine Warnung.",
    "A closed request is listed as open no more. Work recorded after it is a warning.",
)
ALREADY_CLOSED = _("Die Anfrage ist abgeschlossen.", "The request is closed.")
RECORD_CLOSURE = _("Anfrage abschließen", "Close the request")
CLOSURE_SAVED = _("Die Anfrage {} ist abgeschlossen.", "The request {} is closed.")

# what was recorded
WHAT_WAS_RECORDED = _("Was zu dieser Anfrage aufgezeichnet ist", "What is recorded about this request")
ENTRIES = _("Zeiteinträge", "Time entries")
NO_ENTRIES = _("Noch keine Zeit erfasst.", "No time is recorded yet.")
QUOTES = _("Angebote", "Quotes")
ANSWERS = _("Antworten", "Answers")
RETRIAGES = _("Einordnungen", "Classifications")
DETERMINATIONS = _("Bestimmungen", "Determinations")
STARTED = _("Begonnen", "Started")
BUCKET = _("Verbleib der Minuten", "Minutes by bucket")
BLOCKED_BECAUSE = _("Gesperrt weil", "Blocked because")
ID = _("Kennung", "Id")
WHEN = _("Wann", "When")
BY = _("Von", "By")
CAP_SHORT = _("Obergrenze", "Cap")
EXPIRES_SHORT = _("Befristet bis", "Expires")
AGENT_SHORT = _("Bearbeitet von", "Worked by")
NOTE_SHORT = _("Notiz", "Note")
DEVIATION_SHORT = _("Grund der Abweichung", "Reason for deviating")
