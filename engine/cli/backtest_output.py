"""A backtest as blocks on a terminal: what flips and by which rules, whom it hits, minutes and money, and what it cannot know."""

from __future__ import annotations

from collections.abc import Iterator

from engine.books.amounts import Amounts
from engine.books.gains import AmountChange
from engine.cli.blocks import Blocks
from engine.use_cases.proving.backtest_result import Backtest, Flip, Moved
from engine.vocabulary.money import show_amount
from engine.vocabulary.outcomes import BlockReason

BUCKETS = ("covered", "billable", "waived", "blocked")


def show_backtest(found: Backtest) -> None:
    """Everything it found; changes of minutes bear a sign."""
    blocks = Blocks()
    blocks.heading(f"{found.policy} on the requests received from {found.first_day} to {found.last_day}")
    blocks.rows(_looked_at(found))
    money = f"net {found.currency}"
    if found.flips:
        blocks.heading("decided otherwise, from what to what")
        rows = [(f"  {flip.before}", flip.after, flip.requests, *_signed(flip.change), ", ".join(flip.examples)) for flip in found.flips]
        blocks.columns(("  from", "to", "requests", *BUCKETS, money, "such as"), rows, range(2, 8))
        blocks.heading("by which rules")
        blocks.columns(("  rules that decided", "rules that would", "requests", "such as"), _rules(found.flips), [2])
    moved = [*found.kept.routes, *found.kept.channels]
    if moved:
        blocks.heading("coverage as before, but handled or taken in otherwise")
        blocks.columns(("  from", "to", "requests", "such as"), map(_moved, moved), [2])
    if found.kept.reckoned_otherwise:
        blocks.heading("coverage as before, but some work on it reckoned otherwise")
        examples = ", ".join(found.kept.examples)
        blocks.columns(
            ("  requests", *BUCKETS, money, "such as"),
            [(f"  {found.kept.reckoned_otherwise}", *_signed(found.kept.change), examples)],
            range(1, 6),
        )
    if found.customers:
        blocks.heading("customers hit")
        rows = [(f"  {one.customer_id}", one.name, one.flipped, *_signed(one.change)) for one in found.customers]
        blocks.columns(
            ("  customer", "name", "flips", *BUCKETS, money), [*rows, ("  total", "", found.flipped, *_signed(found.total))], range(2, 8)
        )
    if found.months:
        blocks.heading("by month in which it was worked")
        rows = [(f"  {month}", *_signed(change)) for month, change in found.months]
        blocks.columns(("  month", *BUCKETS, money), [*rows, ("  total", *_signed(found.total))], range(1, 6))
    blocks.heading("minutes and money of the requests looked at")
    blocks.columns(("", "before", "gained", "lost", "after"), _totals(found), range(1, 5))
    blocks.heading("what a backtest cannot know")
    blocks.rows(("  -", sentence) for sentence in _cannot_know(found))


def _looked_at(found: Backtest) -> Iterator[tuple[str, str]]:
    if not found.looked_at:
        yield "  looked at", f"0 requests: none for `{found.product}` was received in that time"
        return
    moved = f"{_count(found.kept.routes)} handled by someone else, {_count(found.kept.channels)} taken in otherwise"
    yield "  looked at", f"{found.looked_at} requests: coverage flips in {found.flipped}, stays in {found.kept.requests} ({moved})"
    if found.already:
        yield "  of these", f"{found.already} were decided under a version that means the same: nothing can change for them"
    before, after = found.undetermined
    yield "  undetermined", f"{before} before, {after} after: {found.to_ask} wait for a fact, {after - found.to_ask} are left to a person"
    for fact, value in found.read_as.items():
        yield "  not recorded", f"`{fact}`, read as `{value}`"
    for one in found.not_listed:
        yield "  not listed", f"`{one.fact}` is `{one.value}` in {one.requests} requests, which the draft does not list: read as unknown"


def _rules(flips: tuple[Flip, ...]) -> Iterator[tuple[object, ...]]:
    for flip in flips:
        for pair in flip.rules:
            before, after = (", ".join(rules) or "none before a question is answered" for rules in (pair.before, pair.after))
            yield f"  {before}", after, pair.requests, ", ".join(pair.examples)


def _moved(one: Moved) -> tuple[object, ...]:
    return f"  {one.before}", one.after, one.requests, ", ".join(one.examples)


def _totals(found: Backtest) -> Iterator[tuple[object, ...]]:
    total = found.total
    columns = (total.before, total.gained, total.lost, total.after)
    for name, minutes in zip(BUCKETS, zip(*map(_minutes, columns), strict=True), strict=True):
        yield f"  {name}", *minutes
    for reason in BlockReason:
        of_reason = [one.blocked(reason) for one in columns]
        if any(of_reason):
            yield f"    {reason}", *of_reason
    yield f"  net {found.currency}", *(show_amount(one.net) for one in columns)


def _cannot_know(found: Backtest) -> Iterator[str]:
    if found.without_consent:
        yield (
            f"whether customers would have agreed to pay: {found.without_consent} more minutes would be billable, but nobody had consented "
            "to them, so they are blocked (`no_consent`)"
        )
    else:
        yield "whether customers would have agreed to pay: what was never consented to is not billable under any policy"
    yield "what would have been worked, asked or filed otherwise, had people been told otherwise"
    if found.to_ask:
        yield f"what {found.to_ask} of the undetermined requests come to: the draft would ask for a fact that nobody recorded"
    yield "what becomes of months that are closed: nothing was stored, and they stay as they are"


def _minutes(amounts: Amounts) -> tuple[int, ...]:
    minutes = amounts.minutes
    return minutes.covered, minutes.billable, minutes.waived, minutes.blocked


def _signed(change: AmountChange) -> tuple[str, ...]:
    minutes = _minutes(change.gained - change.lost)
    return *(f"{one:+d}" if one else "0" for one in minutes), f"{'+' if change.net > 0 else ''}{show_amount(change.net)}"


def _count(moved: tuple[Moved, ...]) -> int:
    return sum(one.requests for one in moved)
