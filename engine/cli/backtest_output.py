"""A backtest as blocks on a terminal: what flips and by which rules, whom it hits, minutes and money, and what it cannot know."""

from __future__ import annotations

from collections.abc import Iterator

from engine.books.amounts import Amounts
from engine.books.gains import AmountChange
from engine.cli.blocks import Blocks
from engine.cli.language import say
from engine.use_cases.proving.backtest_result import Backtest, Flip, Moved
from engine.vocabulary.money import show_amount
from engine.vocabulary.outcomes import BlockReason
from engine.vocabulary.problems import Value

BUCKETS = ("covered", "billable", "waived", "blocked")


def show_backtest(found: Backtest) -> None:
    """Everything it found; changes of minutes bear a sign."""
    blocks = Blocks()
    blocks.heading(_say("heading", policy=found.policy, first=found.first_day, last=found.last_day))
    blocks.rows(_looked_at(found))
    money = _say("net", currency=found.currency)
    buckets = _titles(*BUCKETS)
    if found.flips:
        blocks.heading(_say("flips"))
        rows = [(f"  {flip.before}", flip.after, flip.requests, *_signed(flip.change), ", ".join(flip.examples)) for flip in found.flips]
        from_, *others = _titles("from", "to", "requests")
        blocks.columns((f"  {from_}", *others, *buckets, money, _say("such_as")), rows, range(2, 8))
        blocks.heading(_say("by_rules"))
        decided, *others = _titles("rules_before", "rules_after", "requests", "such_as")
        blocks.columns((f"  {decided}", *others), _rules(found.flips), [2])
    moved = [*found.kept.routes, *found.kept.channels]
    if moved:
        blocks.heading(_say("moved"))
        from_, *others = _titles("from", "to", "requests", "such_as")
        blocks.columns((f"  {from_}", *others), map(_moved, moved), [2])
    if found.kept.reckoned_otherwise:
        blocks.heading(_say("counted_differently"))
        examples = ", ".join(found.kept.examples)
        blocks.columns(
            (f"  {_say('requests')}", *buckets, money, _say("such_as")),
            [(f"  {found.kept.reckoned_otherwise}", *_signed(found.kept.change), examples)],
            range(1, 6),
        )
    if found.customers:
        blocks.heading(_say("customers"))
        rows = [(f"  {one.customer_id}", one.name, one.flipped, *_signed(one.change)) for one in found.customers]
        customer, *others = _titles("customer", "name", "flipped")
        total = (f"  {_say('total')}", "", found.flipped, *_signed(found.total))
        blocks.columns((f"  {customer}", *others, *buckets, money), [*rows, total], range(2, 8))
    if found.months:
        blocks.heading(_say("by_month"))
        rows = [(f"  {month}", *_signed(change)) for month, change in found.months]
        total = (f"  {_say('total')}", *_signed(found.total))
        blocks.columns((f"  {_say('month')}", *buckets, money), [*rows, total], range(1, 6))
    blocks.heading(_say("totals"))
    blocks.columns(("", *_titles("before", "gained", "lost", "after")), _totals(found), range(1, 5))
    blocks.heading(_say("cannot_know"))
    blocks.rows(("  -", sentence) for sentence in _cannot_know(found))


def _looked_at(found: Backtest) -> Iterator[tuple[str, str]]:
    if not found.looked_at:
        yield f"  {_say('looked_at')}", _say("none_received", product=found.product)
        return
    moved = {"routes": _count(found.kept.routes), "channels": _count(found.kept.channels)}
    stays = found.kept.requests
    yield f"  {_say('looked_at')}", _say("requests_looked_at", count=found.looked_at, flipped=found.flipped, stays=stays, **moved)
    if found.already:
        yield f"  {_say('of_these')}", _say("same_already", count=found.already)
    before, after = found.undetermined
    waiting = {"before": before, "after": after, "to_ask": found.to_ask, "to_a_person": after - found.to_ask}
    yield f"  {_say('undetermined')}", _say("undetermined_requests", **waiting)
    for fact, value in found.read_as.items():
        yield f"  {_say('not_recorded')}", _say("read_as", fact=fact, value=value)
    for one in found.not_listed:
        yield f"  {_say('not_listed')}", _say("value_not_listed", fact=one.fact, value=one.value, count=one.requests)


def _rules(flips: tuple[Flip, ...]) -> Iterator[tuple[object, ...]]:
    for flip in flips:
        for pair in flip.rules:
            before, after = (", ".join(rules) or _say("no_rule_yet") for rules in (pair.before, pair.after))
            yield f"  {before}", after, pair.requests, ", ".join(pair.examples)


def _moved(one: Moved) -> tuple[object, ...]:
    return f"  {one.before}", one.after, one.requests, ", ".join(one.examples)


def _totals(found: Backtest) -> Iterator[tuple[object, ...]]:
    total = found.total
    columns = (total.before, total.gained, total.lost, total.after)
    for name, minutes in zip(BUCKETS, zip(*map(_minutes, columns), strict=True), strict=True):
        yield f"  {_say(name)}", *minutes
    for reason in BlockReason:
        of_reason = [one.blocked(reason) for one in columns]
        if any(of_reason):
            yield f"    {reason}", *of_reason
    yield f"  {_say('net', currency=found.currency)}", *(show_amount(one.net) for one in columns)


def _cannot_know(found: Backtest) -> Iterator[str]:
    if found.without_consent:
        yield _say("unknown.consent_to_more", count=found.without_consent)
    else:
        yield _say("unknown.consent")
    yield _say("unknown.behaviour")
    if found.to_ask:
        yield _say("unknown.facts", count=found.to_ask)
    yield _say("unknown.closed_months")


def _minutes(amounts: Amounts) -> tuple[int, ...]:
    minutes = amounts.minutes
    return minutes.covered, minutes.billable, minutes.waived, minutes.blocked


def _signed(change: AmountChange) -> tuple[str, ...]:
    minutes = _minutes(change.gained - change.lost)
    return *(f"{one:+d}" if one else "0" for one in minutes), f"{'+' if change.net > 0 else ''}{show_amount(change.net)}"


def _count(moved: tuple[Moved, ...]) -> int:
    return sum(one.requests for one in moved)


def _say(name: str, /, **values: Value) -> str:
    return say(f"command.backtest.{name}", **values)


def _titles(*names: str) -> list[str]:
    return list(map(_say, names))
