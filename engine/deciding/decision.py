"""A decision: who pays and why, who handles it, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.policy.pack import Text
from engine.vocabulary.outcomes import Action, Channel, Coverage, Level, Route


@dataclass(frozen=True, slots=True)
class Reason:
    """A coverage rule that wins: `assumption` is the text of what it rests on where no source says so, else None."""

    rule: str
    clauses: tuple[str, ...]
    assumption: Text | None
    says: Text

    def as_json(self) -> dict[str, object]:
        says = {"de": self.says.de, "en": self.says.en}
        return {"rule": self.rule, "clauses": list(self.clauses), "assumption": self.assumption is not None, "says": says}


@dataclass(frozen=True, slots=True)
class Decision:
    """`ask`: facts in the order to ask them; `because`: in the pack's order; `resumes_at`: local time, with `queue` only."""

    coverage: Coverage
    level: Level
    route: Route
    channel: Channel
    action: Action
    ask: tuple[str, ...]
    because: tuple[Reason, ...]
    policy: str
    resumes_at: datetime | None = None

    def queued_until(self, at: datetime) -> Decision:
        """The same outside service hours. (Spelt out: `dataclasses.replace` takes three times as long.)"""
        return Decision(self.coverage, self.level, self.route, self.channel, Action.QUEUE, self.ask, self.because, self.policy, at)

    def as_json(self) -> dict[str, object]:
        """The object that `klausel decide` prints, its keys in the order of engine/reference.md."""
        told: dict[str, object] = {
            "coverage": self.coverage.value,
            "level": self.level.value,
            "route": self.route.value,
            "channel": self.channel.value,
            "action": self.action.value,
            "ask": list(self.ask),
            "because": [reason.as_json() for reason in self.because],
            "policy": self.policy,
        }
        return told if self.resumes_at is None else told | {"resumes_at": self.resumes_at.isoformat(timespec="seconds")}
