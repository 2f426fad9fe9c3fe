"""Policy versions from draft to law: revisions with their files, proposals, approvals, publications, withdrawals.

Rules that ask what was there before compare places in the log: a record that is moved is put in kind by kind. A published
revision is not changed: what comes later is a revision of its own.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from engine.store.migrations.append_only import make_append_only
from engine.store.migrations.row_rules import Rule, is_of_its_act, make_rules, of_their_types, refers_to, without_empty_texts

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Sequence = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIGESTS = ("meaning_digest", "text_digest", "examples_digest")


def _text(name: str, blank: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=blank)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _by(done: str) -> tuple[sa.Column[Any] | sa.Constraint, ...]:
    """Who did it, when, and how they were known."""
    known_by = sa.CheckConstraint("known_by IN ('unauthenticated', 'signed_in')", name="known_by")
    return _text(f"{done}_by"), _whole(f"{done}_at"), _text("known_by"), known_by


def _withdrawn(what: str, before: str = "NEW.seq") -> str:
    """The condition that something was withdrawn before a place in the log."""
    return f"EXISTS (SELECT 1 FROM policy_withdrawals AS gone WHERE gone.withdrawn = {what} AND gone.seq < {before})"


def _gone(proposal: str) -> str:
    """The condition that a proposal, or its draft, was withdrawn."""
    draft = f"(SELECT t.draft FROM policy_drafts AS t JOIN policy_proposals AS p ON p.revision = t.revision WHERE p.proposal = {proposal})"
    return f"({_withdrawn(proposal)} OR {_withdrawn(draft)})"


def _proposed(draft: str) -> str:
    """The condition that a proposal of the draft stands."""
    return (
        "EXISTS (SELECT 1 FROM policy_proposals AS other JOIN policy_drafts AS of_it ON of_it.revision = other.revision "
        f"WHERE of_it.draft = {draft} AND other.seq < NEW.seq AND NOT {_withdrawn('other.proposal')})"
    )


def _same_digests(target: str, identity: str, column: str) -> Rule:
    same = " AND ".join(f"it.{digest} = NEW.{digest}" for digest in DIGESTS)
    return Rule(f"NOT EXISTS (SELECT 1 FROM {target} AS it WHERE it.{identity} = NEW.{column} AND {same})", "it is about another text")


def _table(name: str, *parts: sa.Column[Any] | sa.Constraint, unique: tuple[str, ...], to: dict[str, str] | None = None) -> None:
    op.create_table(
        name,
        sa.Column("seq", Sequence, autoincrement=False, nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("seq"),
        sa.ForeignKeyConstraint(["seq"], ["acts.seq"]),
        *(sa.ForeignKeyConstraint([column], [target]) for column, target in (to or {}).items()),
        *(sa.UniqueConstraint(column) for column in unique),
    )
    make_append_only(name, *((column,) for column in unique))


def upgrade() -> None:
    _tables_of_drafts()
    _tables_of_law()
    _rules("policy_withdrawals", "withdrawn", *_rules_of_withdrawals())
    _rules("policy_drafts", "revision", *_rules_of_drafts())
    _rules("policy_proposals", "proposal", *_rules_of_proposals())
    _rules(
        "policy_approvals",
        "proposal",
        refers_to("proposal", "policy_proposals", "proposal", "proposal"),
        _same_digests("policy_proposals", "proposal", "proposal"),
        Rule(
            "EXISTS (SELECT 1 FROM policy_proposals AS it WHERE it.proposal = NEW.proposal AND it.proposed_by = NEW.approved_by)",
            "who proposed it does not approve it",
        ),
        Rule(_gone("NEW.proposal"), "that proposal was withdrawn"),
    )
    named = (
        "SELECT 1 FROM policy_proposals AS it JOIN policy_drafts AS text ON text.revision = it.revision "
        "WHERE it.proposal = NEW.proposal AND NEW.policy = text.product || '@' || text.version"
    )
    _rules(
        "policy_publications",
        "policy",
        refers_to("proposal", "policy_approvals", "proposal", "approval"),
        _same_digests("policy_approvals", "proposal", "proposal"),
        Rule(f"NOT EXISTS ({named})", "what was approved is called otherwise"),
        Rule(_gone("NEW.proposal"), "that proposal was withdrawn"),
    )


def _rules(table: str, identity: str, *rules: Rule) -> None:
    make_rules(table, without_empty_texts(table), *of_their_types(table), is_of_its_act(table, identity), *rules)


def _tables_of_drafts() -> None:
    _table("policy_withdrawals", _text("withdrawn"), _text("reason"), *_by("withdrawn"), unique=("withdrawn",))
    follows = "(number = 1) = (based_on IS NULL) AND (number = 1 OR based_on = draft || '.' || (number - 1))"
    _table(
        "policy_drafts",
        *map(_text, ("revision", "draft")),
        _whole("number"),
        _text("based_on", blank=True),
        *map(_text, ("product", "version", "policy_yaml", "facts_yaml", "examples_yaml")),
        _text("meaning_digest", blank=True),
        *map(_text, ("text_digest", "examples_digest")),
        _text("note", blank=True),
        *_by("saved"),
        sa.CheckConstraint("revision = draft || '.' || number", name="revision"),
        sa.CheckConstraint(follows, name="based_on"),
        unique=("revision",),
        to={"based_on": "policy_drafts.revision"},
    )
    op.create_index("ix_policy_drafts_draft", "policy_drafts", ["draft"])


def _tables_of_law() -> None:
    _table(
        "policy_proposals",
        *map(_text, ("proposal", "revision")),
        sa.Column("effective_from", sa.Date(), nullable=False),
        _text("reason"),
        _text("backdated_because", blank=True),
        *map(_text, (*DIGESTS, "found")),
        *_by("proposed"),
        unique=("proposal",),
        to={"revision": "policy_drafts.revision"},
    )
    op.create_index("ix_policy_proposals_revision", "policy_proposals", ["revision"])
    _table(
        "policy_approvals",
        *map(_text, ("proposal", *DIGESTS)),
        *_by("approved"),
        unique=("proposal",),
        to={"proposal": "policy_proposals.proposal"},
    )
    _table(
        "policy_publications",
        *map(_text, ("policy", "proposal", *DIGESTS)),
        *_by("published"),
        unique=("policy", "proposal"),
        to={"proposal": "policy_approvals.proposal"},
    )


def _rules_of_withdrawals() -> tuple[Rule, ...]:
    # What is withdrawn is looked for among the acts, which are put in first: a draft by its first revision.
    drafted = "SELECT 1 FROM acts WHERE kind = 'policy_drafts' AND key = NEW.withdrawn || '.1'"
    proposed = "SELECT 1 FROM acts WHERE kind = 'policy_proposals' AND key = NEW.withdrawn"
    published = (
        "SELECT 1 FROM policy_publications AS law JOIN policy_proposals AS it ON it.proposal = law.proposal "
        "JOIN policy_drafts AS text ON text.revision = it.revision "
        "WHERE (it.proposal = NEW.withdrawn OR text.draft = NEW.withdrawn) AND law.seq < NEW.seq"
    )
    return (
        Rule(f"NOT EXISTS ({drafted}) AND NOT EXISTS ({proposed})", "there is no such draft or proposal"),
        Rule(f"EXISTS ({published})", "it is published, and what is published stays"),
    )


def _rules_of_drafts() -> tuple[Rule, ...]:
    others = "SELECT 1 FROM policy_drafts AS other WHERE other.draft = NEW.draft AND other.product <> NEW.product"
    return (
        refers_to("based_on", "policy_drafts", "revision", "revision"),
        Rule(f"EXISTS ({others})", "a draft stays with its product"),
        Rule(_withdrawn("NEW.draft"), "that draft was withdrawn"),
        Rule(_proposed("NEW.draft"), "that draft is proposed, or published"),
    )


def _rules_of_proposals() -> tuple[Rule, ...]:
    draft = "(SELECT it.draft FROM policy_drafts AS it WHERE it.revision = NEW.revision)"
    newer = (
        "SELECT 1 FROM policy_drafts AS it JOIN policy_drafts AS newer ON newer.draft = it.draft AND newer.number > it.number "
        "WHERE it.revision = NEW.revision AND newer.seq < NEW.seq"
    )
    return (
        refers_to("revision", "policy_drafts", "revision", "revision"),
        _same_digests("policy_drafts", "revision", "revision"),
        Rule(f"EXISTS ({newer})", "there is a newer revision"),
        Rule(_withdrawn(draft), "that draft was withdrawn"),
        Rule(_proposed(draft), "that draft is proposed, or published"),
    )
