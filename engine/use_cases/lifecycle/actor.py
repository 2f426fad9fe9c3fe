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
from engine.vocabulary.problems import refuse

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


def refuse_strangers(acting: Acting, vendor: Vendor, act: str) -> None:
    """`act`: what they are about to do, as `approve`. Raises Refused (`unauthenticated`) for whom vendor.yaml does not let do it,
    and for whom the system has no name: two of these may be one person."""
    if acting.authenticated:
        return
    if vendor.unauthenticated_publication == "forbidden":
        how = "sign in; or have `unauthenticated_publication` in vendor.yaml say allowed"
        raise refuse("unauthenticated", f"`{acting.who}` is not signed in, and vendor.yaml lets nobody {act} policies so; {how}")
    if acting.who == NOBODY:
        raise refuse(
            "unauthenticated", f"the system does not say who you are, and nobody can {act} policies so; log in by a name of your own"
        )


def same_person(one: str, other: str) -> bool:
    """Whether two logins are one, as a system that does not mind capitals sees them."""
    return one.strip().casefold() == other.strip().casefold()


def reason_given(reason: str, option: str) -> Word:
    """A reason on one line. Raises Refused (`bad_reason`) naming the option that it was given with."""
    try:
        if not read_word(reason):
            raise NotReadable("is blank; say why, naming no customer: it is kept for good")
    except NotReadable as wrong:
        raise refuse("bad_reason", f"`{option}`: `{shown(reason)}` {wrong}") from None
    return Word(reason)
