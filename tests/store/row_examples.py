"""A record's acts, and for each table what one more row needs so that the database takes it."""

from __future__ import annotations

from dataclasses import replace

from engine.store.kinds import KINDS
from tests.store.act_factories import approval, closing, company, consent, draft, entry, proposal, quote, request, retraction

REFUSAL = ("consents", replace(consent("CO5", quoted=None)[1], status="declined"))
GONE = {"requests": "R9", "quotes": "Q9", "consents": "CO9"}
# Besides a company: what may still be withdrawn, waived, proposed, approved and published, and what was retracted.
ACTS = [
    *company()[:-1],
    request("R2"), quote("Q2", of="R2"), consent("CO2", of="R2", quoted="Q2"), entry("E3"), REFUSAL,
    request("R9"), quote("Q9"), consent("CO9", quoted=None),
    *(retraction(f"X-{identity}", kind, identity) for kind, identity in GONE.items()),
    draft("D-3"), draft("D-4"), proposal("D-4.p1", "D-4.1"),
    draft("D-5", version="2027-05"), proposal("D-5.p1", "D-5.1"), approval("D-5.p1"),
    closing(),
]  # fmt: skip
# What has to change in the first row of each table for a second one to be right.
GOOD: dict[str, dict[str, str]] = {kind: {KINDS[kind].identity: "'N1'"} for kind in KINDS}
GOOD["contracts"]["product"] = "'another'"
GOOD["rates"]["role"] = "'another'"
GOOD["withdrawals"]["consent_id"] = "'CO2'"
GOOD["waivers"]["entry_id"] = "'E3'"
GOOD["retractions"] |= {"kind": "'training'", "id": "'T1'"}
GOOD["erasures"]["act"] = "3"
GOOD["closings"]["month"] = "'2026-11'"
GOOD["policy_withdrawals"]["withdrawn"] = "'D-3'"
GOOD["policy_drafts"] |= {"revision": "'N1.1'", "draft": "'N1'"}
GOOD["policy_proposals"] |= {"proposal": "'D-3.p1'", "revision": "'D-3.1'"}
GOOD["policy_approvals"]["proposal"] = "'D-4.p1'"
GOOD["policy_publications"] |= {"policy": "'product@2027-05'", "proposal": "'D-5.p1'"}
