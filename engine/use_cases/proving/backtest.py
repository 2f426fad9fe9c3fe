"""Recorded requests decided again under a draft, as if it had been in force then: what flips, whom it hits, what it comes to.

Everything else stays as it is recorded: consents, waivers, determinations, rates. Two reckonings of the same acts are held
against each other; nothing is stored. What people would have done otherwise, had they been told otherwise, nobody knows: who was
never asked to pay has not consented, and such minutes are blocked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from engine.books.amounts import NO_AMOUNTS, MonthOfRequest, amounts_of
from engine.books.fields import Key
from engine.books.gains import NO_AMOUNT_CHANGE, AmountChange, amount_changes
from engine.compiling.compiled_version import compile_version
from engine.compiling.findings import refuse_unsound
from engine.deciding.decision import Decision
from engine.policy.version import Version
from engine.use_cases.proving.backtest_result import EXAMPLES, Backtest, CustomerHit, Flip, Kept, Moved, NotListed, RulePair
from engine.use_cases.proving.draft_decider import DraftDecider, Unlisted
from engine.use_cases.proving.recorded_requests import RecordedRequest, RecordedRequests, recorded_requests
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.reckon_requests import reckon_request
from engine.vocabulary.months import Month
from engine.vocabulary.outcomes import Channel, Coverage, Route
from engine.vocabulary.problems import Refused, problem

Word = Route | Channel
Sort = TypeVar("Sort")


@dataclass(frozen=True, slots=True)
class _Again:
    """A request decided again; `changes` is empty where its minutes come to the same."""

    recorded: RecordedRequest
    decision: Decision
    changes: Mapping[MonthOfRequest, AmountChange]

    @property
    def id(self) -> Key:
        return self.recorded.acts.request.request_id

    @property
    def customer_id(self) -> Key:
        return self.recorded.acts.request.customer_id

    @property
    def before(self) -> Decision:
        return self.recorded.decision

    @property
    def flips(self) -> bool:
        return self.before.coverage is not self.decision.coverage

    @property
    def is_otherwise(self) -> bool:
        """Whether a request that is told alike comes out otherwise too, as far as is known from this one."""
        was, is_ = self.before, self.decision
        return bool(self.changes) or (was.coverage, was.route, was.channel) != (is_.coverage, is_.route, is_.channel)

    @property
    def change(self) -> AmountChange:
        """Of all its months, with what they came to."""
        return _sum(self.changes.values()) if self.changes else AmountChange(sum(self.recorded.amounts.values(), NO_AMOUNTS))


def backtest(what: Known, draft: Version, first_day: date, last_day: date) -> Backtest:
    """The requests for the draft's product received from `first_day` to `last_day` (both included, the product's local days).

    Raises Refused where `held_against` does, and where the last day lies before the first."""
    return held_against(recorded_requests(what, draft.product, first_day, last_day), draft)


def held_against(recorded: RecordedRequests, draft: Version) -> Backtest:
    """Raises Refused with every gap and clash of the draft, and where recorded values can be nothing in it."""
    compiled = compile_version(draft)
    refuse_unsound([compiled])
    in_force = {one.reckoned.decider.ref: one.reckoned.decider for one in recorded.requests}
    draft_deciders = {ref: DraftDecider(compiled, decider.compiled.version) for ref, decider in in_force.items()}
    undetermined, to_ask, already = [0, 0], 0, 0
    not_listed: dict[Unlisted, list[Key]] = {}
    again = []
    for alike in recorded.alike(next(iter(draft_deciders.values()))) if draft_deciders else ():
        decider, many = draft_deciders[alike.in_force.ref], len(alike.requests)
        first = _decided_again(alike.requests[0], decider, recorded.zone)
        for unlisted in decider.unlisted(alike.requests[0].acts):
            not_listed.setdefault(unlisted, []).extend(one.acts.request.request_id for one in alike.requests)
        undetermined[0] += many * (first.before.coverage is Coverage.UNDETERMINED)
        undetermined[1] += many * (first.decision.coverage is Coverage.UNDETERMINED)
        to_ask += many * bool(first.decision.ask)
        already += many * (alike.in_force.compiled.meaning_digest == compiled.meaning_digest)
        if first.is_otherwise:
            again += [first, *(_decided_again(one, decider, recorded.zone) for one in alike.requests[1:])]
    _refuse_what_can_be_nothing(not_listed, draft.ref)
    again.sort(key=lambda one: (one.recorded.acts.request.received_at, one.id))
    flipped = [one for one in again if one.flips]
    months = _months(recorded, again)
    return Backtest(
        policy=draft.ref,
        product=recorded.product,
        first_day=recorded.first_day,
        last_day=recorded.last_day,
        currency=recorded.currency,
        looked_at=len(recorded.requests),
        already=already,
        undetermined=(undetermined[0], undetermined[1]),
        to_ask=to_ask,
        flips=_flips(flipped),
        kept=_kept(len(recorded.requests) - len(flipped), [one for one in again if not one.flips]),
        customers=_customers(recorded, again),
        months=tuple((month, change) for month, change in months.items() if change),
        total=_sum(months.values()),
        read_as={name: value for decider in draft_deciders.values() for name, value in decider.untold.items()},
        not_listed=tuple(NotListed(one.fact, one.value, len(ids)) for one, ids in sorted(not_listed.items())),
    )


def _decided_again(one: RecordedRequest, decider: DraftDecider, zone: ZoneInfo) -> _Again:
    reckoned = reckon_request(one.acts, decider, one.reckoned)
    same = reckoned.entries is one.reckoned.entries
    changed = {} if same else amount_changes(one.amounts, amounts_of(reckoned.entries, zone))
    return _Again(one, decider.decide(reckoned.facts, reckoned.received), changed)


def _refuse_what_can_be_nothing(not_listed: Mapping[Unlisted, Sequence[Key]], ref: str) -> None:
    problems = []
    for one, ids in sorted(not_listed.items()):
        if not one.can_be_unknown:
            found = problem("value_not_listed", fact=one.fact, value=one.value, policy=ref, requests=len(ids), request=ids[0])
            problems.append(found)
    if problems:
        raise Refused(problems)


def _flips(flipped: Iterable[_Again]) -> tuple[Flip, ...]:
    groups = _grouped(flipped, lambda one: (one.before.coverage, one.decision.coverage))
    in_order = sorted(groups.items(), key=lambda group: tuple(list(Coverage).index(coverage) for coverage in group[0]))
    return tuple(_flip(before, after, group) for (before, after), group in in_order)


def _flip(before: Coverage, after: Coverage, group: Sequence[_Again]) -> Flip:
    pairs = _grouped(group, lambda one: (_rules(one.before), _rules(one.decision)))
    rules = [RulePair(was, is_, len(some), _examples(some)) for (was, is_), some in pairs.items()]
    rules.sort(key=lambda pair: (-pair.requests, pair.before, pair.after))
    determined = sum(bool(one.recorded.acts.determinations) for one in group)
    return Flip(before, after, len(group), determined, _sum(one.change for one in group), tuple(rules), _examples(group))


def _kept(requests: int, kept: Sequence[_Again]) -> Kept:
    routes = _moved(kept, lambda one: (one.before.route, one.decision.route))
    channels = _moved(kept, lambda one: (one.before.channel, one.decision.channel))
    otherwise = [one for one in kept if any(one.changes.values())]
    return Kept(requests, routes, channels, len(otherwise), _sum(one.change for one in otherwise), _examples(otherwise))


def _moved(kept: Iterable[_Again], places: Callable[[_Again], tuple[Word, Word]]) -> tuple[Moved, ...]:
    groups = _grouped((one for one in kept if places(one)[0] is not places(one)[1]), places)
    return tuple(Moved(before, after, len(group), _examples(group)) for (before, after), group in sorted(groups.items()))


def _customers(recorded: RecordedRequests, again: Iterable[_Again]) -> tuple[CustomerHit, ...]:
    flipped = Counter(one.customer_id for one in again if one.flips)
    hit: dict[Key, AmountChange] = dict.fromkeys(flipped, NO_AMOUNT_CHANGE)
    for one in again:
        for change in one.changes.values():
            if change:
                hit[one.customer_id] = hit.get(one.customer_id, NO_AMOUNT_CHANGE) + change.alone
    return tuple(
        CustomerHit(id_, recorded.names[id_], flipped[id_], AmountChange(recorded.by_customer[id_]) + hit[id_]) for id_ in sorted(hit)
    )


def _months(recorded: RecordedRequests, again: Iterable[_Again]) -> dict[Month, AmountChange]:
    months = {month: AmountChange(amounts) for month, amounts in sorted(recorded.by_month.items())}
    for one in again:
        for (month, _), change in one.changes.items():
            if change:
                months[month] += change.alone
    return months


def _grouped(some: Iterable[_Again], sort_of: Callable[[_Again], Sort]) -> dict[Sort, list[_Again]]:
    groups: dict[Sort, list[_Again]] = {}
    for one in some:
        groups.setdefault(sort_of(one), []).append(one)
    return groups


def _rules(decision: Decision) -> tuple[str, ...]:
    return tuple(reason.rule for reason in decision.because)


def _sum(some: Iterable[AmountChange]) -> AmountChange:
    return sum(some, NO_AMOUNT_CHANGE)


def _examples(some: Sequence[_Again]) -> tuple[Key, ...]:
    return tuple(one.id for one in some[:EXAMPLES])
