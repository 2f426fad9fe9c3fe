"""A version of the shipped packs on its way from draft to law, in whatever record: by the acts that people do, all kinds of them."""

from __future__ import annotations

from engine.deciding.deciders import Deciders
from engine.policy.version import Version
from engine.policy.version_texts import POLICY, texts_in_memory
from engine.store.record import Record
from engine.use_cases.lifecycle.actor import Acting
from engine.use_cases.lifecycle.approve_policy import approve_policy
from engine.use_cases.lifecycle.propose_policy import propose_policy
from engine.use_cases.lifecycle.publish_policy import publish_policy
from engine.use_cases.lifecycle.save_draft import save_draft
from engine.use_cases.lifecycle.withdraw_policy import withdraw_policy
from engine.vocabulary.instants import Instant

MINUTE = 60_000_000
SHIPPED = "exampleworks@2025-01"


def edited(version: Version, packs: Deciders, *changes: tuple[str, str], file: str = POLICY, name: str | None = None) -> Version:
    """The version with other texts in one of its files, called otherwise where a name is given; what is replaced must be there."""
    texts = version.texts.texts()
    for old, new in changes:
        assert old in texts[file], old
        texts[file] = texts[file].replace(old, new, 1)
    return packs.packs.packs[version.product].read(texts_in_memory(name or version.policy.version, "edited", texts, packs.packs.cache))


def publish_with_history(record: Record, packs: Deciders, after: int) -> None:
    """A shipped version is drafted twice, proposed, withdrawn, proposed again, approved and published, with its first day long
    past; another draft is withdrawn. Each act a minute after the one before. The folder holds the text already."""
    shipped = packs.packs.version(SHIPPED)

    def by(who: str, minutes: int) -> Acting:
        return Acting(who, Instant(after + minutes * MINUTE))

    save_draft(record, edited(shipped, packs, ("# ", "# Note: ")), by("anna", 1), draft="law", note="größer")
    save_draft(record, shipped, by("bo", 2), draft="law", based_on=1)
    propose_policy(record, packs, "law", by("anna", 3), reason="new terms", backdated_because="agreed late")
    withdraw_policy(record, packs, "law.p1", by("anna", 4), reason="the wrong day")
    propose_policy(record, packs, "law", by("anna", 5), reason="new terms", backdated_because="agreed late")
    approve_policy(record, packs, "law.p2", by("bo", 6))
    publish_policy(record, packs, "law", by("anna", 7))
    another = edited(shipped, packs, ('version: "2025-01"', 'version: "2028-02"'), ("from: 2025-01-01", "from: 2028-02-01"), name="2028-02")
    save_draft(record, another, by("anna", 8), draft="other")
    withdraw_policy(record, packs, "other", by("bo", 9), reason="nobody wants it")
