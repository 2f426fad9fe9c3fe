"""The outcomes of a decision, the buckets of a minute and the reasons for blocking it: the words every pack shares.

Which request gets which coverage is a pack's business; what these words *do* is law and the same for all packs.
Wording for people is in `policies/outcomes.yaml`.
"""

from __future__ import annotations

from enum import StrEnum

UNKNOWN = "unknown"


class Coverage(StrEnum):
    """Who pays."""

    COVERED = "covered"
    BILLABLE = "billable"
    NOT_OFFERED = "not_offered"
    NOT_ENTITLED = "not_entitled"
    UNDETERMINED = "undetermined"


class Level(StrEnum):
    """Which support level a topic belongs to."""

    FIRST = "first"
    SECOND = "second"
    NONE = "none"


class Route(StrEnum):
    """Who handles it."""

    SUPPORT_HOTLINE = "support_hotline"
    TECHNICAL_HOTLINE = "technical_hotline"
    ACCOUNT_MANAGER = "account_manager"
    CONSULTING = "consulting"
    OWN_ADVISER = "own_adviser"


class Channel(StrEnum):
    """What becomes of the way in which it was filed."""

    ACCEPTED = "accepted"
    PORTAL_RECOMMENDED = "portal_recommended"
    RESUBMIT_VIA_PORTAL = "resubmit_via_portal"


class Action(StrEnum):
    """What to do next."""

    WORK = "work"
    QUEUE = "queue"
    ASK = "ask"
    TRIAGE = "triage"
    QUOTE = "quote"
    STOP = "stop"
    REFER = "refer"
    RESUBMIT = "resubmit"


class ConsentState(StrEnum):
    """What the customer said to paying."""

    NONE = "none"
    PENDING = "pending"
    GRANTED = "granted"
    DECLINED = "declined"


class Bucket(StrEnum):
    """Where a recorded minute ends; exactly one."""

    COVERED = "covered"
    BILLABLE = "billable"
    WAIVED = "waived"
    BLOCKED = "blocked"


class BlockReason(StrEnum):
    """Why a minute may not be invoiced, in the order in which the reasons are looked for."""

    OVER_CAP = "over_cap"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_EXPIRED = "consent_expired"
    DECLINED = "declined"
    NO_CONSENT = "no_consent"
    UNDETERMINED = "undetermined"
    NOT_OFFERED = "not_offered"
    NOT_ENTITLED = "not_entitled"
