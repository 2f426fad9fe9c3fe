"""The texts of the page that makes law of drafts, in German and English."""

from __future__ import annotations

from dashboard.policy_owner.editor_words import DRAFT
from engine.policy.pack import Text

__all__ = ["DRAFT"]

PAGE_SAYS = Text(
    de=(
        "Ein Entwurf wird vorgeschlagen, von jemand anderem freigegeben und dann veröffentlicht; erst damit entscheidet er. "
        "Was veröffentlicht ist, ändert sich nie."
    ),
    en=("A draft is proposed, approved by somebody else, and then published; only then does it decide. What is published never changes."),
)
NO_DRAFTS = Text(de="Es gibt noch keinen Entwurf.", en="There is no draft yet.")
STATES = {
    "draft": Text(de="Entwurf", en="draft"),
    "proposed": Text(de="vorgeschlagen", en="proposed"),
    "approved": Text(de="freigegeben", en="approved"),
    "published": Text(de="veröffentlicht", en="published"),
    "withdrawn": Text(de="zurückgezogen", en="withdrawn"),
}
STATES_SAY = {
    "draft": Text(de="Lässt sich noch ändern. Nächster Schritt: vorschlagen.", en="Can still be changed. Next: propose it."),
    "proposed": Text(
        de="Bleibt, wie er ist, bis jemand anderes ihn freigibt oder der Vorschlag zurückgezogen wird.",
        en="Stays as it is until somebody else approves it or the proposal is withdrawn.",
    ),
    "approved": Text(
        de="Genau dieser Text ist freigegeben. Nächster Schritt: veröffentlichen.",
        en="Exactly this text is approved. Next: publish it.",
    ),
    "published": Text(
        de="Gilt ab seinem ersten Tag. Ein Fehler darin braucht eine neue Fassung.",
        en="Holds from its first day on. A mistake in it takes a new version.",
    ),
    "withdrawn": Text(de="Ist am Ende; sein Text bleibt in der Aufzeichnung.", en="Is at its end; its text stays in the record."),
}
CHECK_STOPS = Text(
    de="Die Prüfung hält das auf: {count} Befunde, zu lesen oben unter „Befunde“ und „Beispiele“.",
    en="The check stops this: {count} findings, to be read above under “Findings” and “Examples”.",
)
FROM = Text(de="ab {day}", en="from {day}")
COURSE = Text(de="Wer hat was getan", en="Who did what")
ALL_DRAFTS = Text(de="Alle Entwürfe", en="All drafts")
VERSION = Text(de="Fassung", en="Version")
STATE = Text(de="Stand", en="State")
LAST_ACT = Text(de="Zuletzt", en="Last act")
ACT = Text(de="Schritt", en="Act")
OF_WHAT = Text(de="Woran", en="Of what")
BY = Text(de="Wer", en="Who")
KNOWN_BY = Text(de="Bekannt durch", en="Known by")
WHEN = Text(de="Wann", en="When")
SAID = Text(de="Begründung", en="Said")
ACTS = {
    "saved": Text(de="gesichert", en="saved"),
    "proposed": Text(de="vorgeschlagen", en="proposed"),
    "approved": Text(de="freigegeben", en="approved"),
    "withdrawn": Text(de="zurückgezogen", en="withdrawn"),
    "published": Text(de="veröffentlicht", en="published"),
}
BACKDATED_TO = Text(de="rückwirkend ab", en="backdated to")

REASON = Text(de="Begründung", en="Reason")
REASON_SAYS = Text(
    de="Ein Satz, warum; ohne Kundennamen, denn er bleibt für immer. Beispiel: neue Vertragsbedingungen.",
    en="A sentence on why; without names of customers, since it stays for good. Example: new terms of contract.",
)
BACKDATED = Text(
    de="Der erste Tag, {day}, ist vorbei: Schon aufgezeichnete Anfragen würden neu entschieden.",
    en="The first day, {day}, has gone by: requests already recorded would be decided anew.",
)
BACKDATED_BECAUSE = Text(de="Warum rückwirkend", en="Why backdated")
BACKDATED_SAYS = Text(
    de="Das sieht die Buchhaltung. Leer geht nicht; sonst bitte den ersten Tag verschieben.",
    en="Finance is shown this. It cannot be blank; else please move the first day.",
)
PROPOSE = Text(de="Vorschlagen", en="Propose")
PROPOSE_SAYS = Text(
    de="{revision} wird geprüft, von beiden Lesarten, und bleibt dann, wie er ist, bis jemand anderes ihn freigibt.",
    en="{revision} is checked by both readings, and then stays as it is until somebody else approves it.",
)
PROPOSED = Text(
    de="{proposal} ist vorgeschlagen, von {by} ({known_by}). Freigeben muss jemand anderes.",
    en="{proposal} is proposed, by {by} ({known_by}). Somebody else has to approve it.",
)
APPROVE = Text(de="Freigeben", en="Approve")
APPROVE_SAYS = Text(
    de="Freigegeben wird genau der Text von {proposal}, vorgeschlagen von {by} (Bedeutung {meaning}, Wortlaut {text}).",
    en="Approved is exactly the text of {proposal}, proposed by {by} (meaning {meaning}, text {text}).",
)
APPROVED = Text(de="{proposal} ist freigegeben, von {by} ({known_by}).", en="{proposal} is approved, by {by} ({known_by}).")
PUBLISH = Text(de="Veröffentlichen", en="Publish")
PUBLISH_SAYS = Text(
    de="{policy} entscheidet dann alle Anfragen, die ab dem {day} eingehen, und ändert sich nie mehr. Die Dateien kommen nach {folder}.",
    en="{policy} then decides all requests received from {day} on, and never changes again. Its files go to {folder}.",
)
PUBLISHED = Text(
    de="{policy} ist veröffentlicht und gilt ab {day}; von {by} ({known_by}).",
    en="{policy} is published, in force from {day}; by {by} ({known_by}).",
)
WITHDRAW_DRAFT = Text(de="Entwurf zurückziehen", en="Withdraw the draft")
WITHDRAW_DRAFT_SAYS = Text(
    de="Der Entwurf ist dann am Ende. Sein Text bleibt in der Aufzeichnung.",
    en="The draft is then at its end. Its text stays in the record.",
)
WITHDRAW_PROPOSAL = Text(de="Vorschlag zurückziehen", en="Withdraw the proposal")
WITHDRAW_PROPOSAL_SAYS = Text(
    de="Mit dem Vorschlag fällt auch seine Freigabe. Der Entwurf lässt sich dann wieder ändern und neu vorschlagen.",
    en="Its approval goes with it. The draft can then be changed and proposed anew.",
)
WITHDRAWN = Text(de="{what} ist zurückgezogen, von {by} ({known_by}).", en="{what} is withdrawn, by {by} ({known_by}).")
CONFIRM = Text(de="Ja: {act}", en="Yes: {act}")
CANCEL = Text(de="Abbrechen", en="Cancel")
CHECKING = Text(de="Wird geprüft …", en="Checking …")
