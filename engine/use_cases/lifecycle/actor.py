"""Who acts on policies, and how they are known: what is recorded of it, whether it is enough, and the reasons they give.

Until there is a sign-in everybody is known by a system's login alone; such an act is marked, and vendor.yaml may forbid it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.books.fields import Word
from engine.policy.pack import Vendor
from engine.store.policy_acts import KnownBy
from engine.use_cases.intake.row_reading import read_word, shown
from engine.vocabulary.instants import Instant
from engine.vocabulary.misreadings import NotReadable
from engine.vocabulary.problems import FieldName, Refused, misread, refuse

NOBODY = "unknown"


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, when, and whether somebody has seen to it that they are who they say."""

    who: str
    at: Instant
    authenticated: bool = False

    @property
    def known_by(self) -> KnownBy:
        return "signed_in" if self.authenticated else "unauthenticated"


def refuse_strangers(acting: Acting, vendor: Vendor) -> None:
    """Raises Refused (`unauthenticated`) for whom vendor.yaml does not let act on policies, and for whom the system has no name: two
    of these may be one person."""
    if acting.authenticated:
        return
    if vendor.unauthenticated_publication == "forbidden":
        raise refuse("unauthenticated.forbidden", who=acting.who)
    if acting.who == NOBODY:
        raise refuse("unauthenticated.nameless")


def same_person(one: str, other: str) -> bool:
    """Whether two logins are one, as a system that does not mind capitals sees them."""
    return one.strip().casefold() == other.strip().casefold()


def reason_given(reason: str, name: str) -> Word:
    """A reason on one line. Raises Refused (`bad_reason`) by the name of the option or field that it was given in."""
    try:
        if read_word(reason):
            return Word(reason)
    except NotReadable as wrong:
        raise Refused(misread("bad_reason", wrong, field=FieldName(name), value=shown(reason))) from None
    raise refuse("bad_reason.blank", field=FieldName(name), value=shown(reason))
