"""What a policy said, as it is kept in a statement, with the words of its rules and clauses.

Ids and digests are the statement's; words are those of the packs as they are now. Where a version was reworded since, the
digest of its text tells so, and a rule or clause that is no more in it has no words. Decides nothing anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.books.statement_rows import FrozenDecision, FrozenPolicy
from engine.deciding.deciders import Deciders
from engine.policy.pack import Rule, Text
from engine.policy.version import Version
from engine.use_cases.explaining.cited_clauses import CitedClause


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """`rules` and `clauses`: id → the rule or clause as it is now, None where there is none any more."""

    decision: FrozenDecision
    policy: FrozenPolicy
    rules: Mapping[str, Rule | None]
    clauses: Mapping[str, CitedClause | None]
    is_reworded: bool

    def as_json(self) -> dict[str, object]:
        return {
            "number": self.decision.number,
            "policy": self.decision.policy,
            "meaning_digest": self.policy.meaning_digest,
            "text_digest": self.policy.text_digest,
            "reworded_since": self.is_reworded,
            "coverage": self.decision.coverage,
            "rules": [
                {"rule": id_, "says": _words(rule.says if rule else None), "assumption": _words(rule.assumption if rule else None)}
                for id_, rule in self.rules.items()
            ],
            "clauses": [
                {
                    "clause": id_,
                    "source": _words(one.source.title if one else None),
                    "section": _words(one.clause.section if one else None),
                    "says": _words(one.clause.says if one else None),
                }
                for id_, one in self.clauses.items()
            ],
        }


def told_decision(decision: FrozenDecision, policy: FrozenPolicy, deciders: Deciders) -> ToldDecision:
    """The decision with its words."""
    version = version_of(decision.policy, deciders)
    rules = version.rules if version else {}
    clauses = clauses_of(decision.policy, deciders)
    return ToldDecision(
        decision,
        policy,
        {id_: rules.get(id_) for id_ in decision.rules.split()},
        {id_: clauses.get(id_) for id_ in decision.clauses.split()},
        version is None or version.text_digest != policy.text_digest,
    )


def version_of(ref: str, deciders: Deciders) -> Version | None:
    """The version as it is in the packs now."""
    pack = deciders.packs.packs.get(ref.partition("@")[0])
    return next((version for version in pack.versions if version.ref == ref), None) if pack else None


def clauses_of(ref: str, deciders: Deciders) -> dict[str, CitedClause]:
    """Every clause that the version's product has now."""
    pack = deciders.packs.packs.get(ref.partition("@")[0])
    return {clause.id: CitedClause(clause, source) for source in pack.sources.sources for clause in source.clauses} if pack else {}


def _words(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"de": text.de, "en": text.en}
