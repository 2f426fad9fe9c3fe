"""The answers of `klausel why` as blocks on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo

from engine.books.month_statement import Difference, MinutesByBucket
from engine.books.records import Rate
from engine.books.statement_rows import FrozenPart
from engine.cli.blocks import Blocks
from engine.store.act_search import RecordedAct
from engine.store.closed_months import ClosedMonth
from engine.use_cases.reckoning.record_fields import record_shown
from engine.use_cases.tracing.stated_decision import ToldDecision
from engine.use_cases.tracing.touched_lines import Touched
from engine.use_cases.tracing.why import Why
from engine.use_cases.tracing.why_difference import Account, WhyDifference
from engine.use_cases.tracing.why_line import BehindConsent, PartedEntry, WhyLine
from engine.vocabulary.instants import Instant, local_time
from engine.vocabulary.money import show_amount

ACTS = ("act", "kind", "id", "recorded", "by")


def print_why(answer: Why, language: str) -> None:
    """Everything that the id stands for, one after the other; `language` is that of rules and clauses."""
    blocks = Blocks()
    if answer.line is not None:
        _line(blocks, answer.line, language)
    if answer.difference is not None:
        _difference(blocks, answer.difference)
    for one in answer.touched:
        _touched(blocks, one)


def _line(blocks: Blocks, why: WhyLine, language: str) -> None:
    line, request, zone = why.line, why.request, why.zone
    blocks.heading(f"line {line.id}")
    asked = f", asked by {why.asked_by}" if why.asked_by else ""
    summary = f": {request.summary}" if request.summary else ""
    blocks.rows(
        [
            ("  customer", f"{why.customer.customer_id}  {why.customer.name}"),
            ("  month", f"{line.month}, {_closed(why.closing, zone)}"),
            ("  line", f"{line.minutes} minutes at {show_amount(line.rate)} {why.currency} an hour: {show_amount(line.net)} net"),
            ("  request", f"{request.request_id}, {request.product}, received {_at(request.received_at, zone)}{asked}{summary}"),
        ]
    )
    blocks.heading("entries")
    blocks.rows(row for one in why.entries for row in _entry(one, why))
    for consent in why.consents:
        _consent(blocks, consent, zone)
    for decision in why.decisions:
        _decision(blocks, decision, language)
    if why.determinations:
        blocks.heading("determined by a person")
        blocks.rows(
            (f"  {one.determination_id}", f"{one.coverage} by {one.determined_by}, {_at(one.determined_at, zone)}: {one.reason}")
            for one in why.determinations
        )
    if why.retractions:
        blocks.heading("retracted, and not counted")
        blocks.rows(
            (f"  {one.kind} {one.id}", f"by {one.retracted_by}, {_at(one.retracted_at, zone)}: {one.reason} ({one.retraction_id})")
            for one in why.retractions
        )
    if why.since:
        blocks.heading("recorded about the request since the month was closed")
        _acts(blocks, why.since, zone)
    if why.differences:
        blocks.heading("what later statements say about it")
        blocks.rows((f"  {id_}", "") for id_ in why.differences)


def _entry(one: PartedEntry, why: WhyLine) -> Iterator[tuple[str, str]]:
    entry = one.entry
    note = f": {entry.note}" if entry.note else ""
    yield (
        f"  {entry.entry_id}",
        f"{_at(entry.started_at, why.zone)}, {entry.minutes} minutes, {entry.activity}, {entry.role}, by {entry.agent}{note}",
    )
    for part in one.parts:
        yield "", _part(part) + ("" if why.counts(part) else "; not in this line")


def _part(part: FrozenPart) -> str:
    under = f" under {part.consent_id} at {show_amount(part.hourly_rate)}" if part.hourly_rate is not None else ""
    because = f" ({part.blocked})" if part.blocked else ""
    determined = f", determined by {part.determination_id}" if part.determination_id else ""
    return f"from minute {part.first_minute}: {part.minutes} {part.bucket}{because}{under}; decision {part.decision}{determined}"


def _consent(blocks: Blocks, one: BehindConsent, zone: tzinfo) -> None:
    consent, quote, withdrawal = one.consent, one.quote, one.withdrawal
    blocks.heading(f"consent {consent.consent_id}")
    max_minutes = f"{consent.max_minutes} minutes" if consent.max_minutes is not None else "none"
    rows = [
        ("  given", f"by {one.given_by} ({consent.given_by}) via {consent.given_via}, {_at(consent.given_at, zone)}"),
        ("  evidence", consent.evidence or "none kept"),
        ("  agreed", f"{consent.role} at {show_amount(consent.hourly_rate or 0)} {consent.currency} an hour; cap: {max_minutes}"),
        ("  expires", _at(consent.expires_at, zone) if consent.expires_at is not None else "never"),
        ("  withdrawn", f"{_at(withdrawal.withdrawn_at, zone)} by {withdrawal.withdrawn_by}" if withdrawal else "no"),
        ("  quote", f"{quote.quote_id}, sent {_at(quote.sent_at, zone)} by {quote.sent_by}" if quote else "none"),
        ("  rate row", _rate(one.rate)),
        ("  in this line", f"{one.minutes} minutes"),
    ]
    if one.deviation_reason:
        rows.append(("  why another rate", one.deviation_reason))
    blocks.rows(rows)


def _rate(rate: Rate | None) -> str:
    if rate is None:
        return "the table had none"
    named = ", ".join(f"{name} {value}" for name in ("customer_id", "role", "product") if (value := getattr(rate, name)) is not None)
    price = f"{show_amount(rate.hourly_rate)} {rate.currency} an hour"
    return f"{rate.rate_id}: {price} for {named or 'all'}, from {rate.valid_from} until {rate.valid_to or 'further notice'}"


def _decision(blocks: Blocks, told: ToldDecision, language: str) -> None:
    blocks.heading(f"decision {told.decision.number}: {told.decision.coverage}, by {told.decision.policy}")
    rows: list[tuple[str, str]] = [("  meaning", told.policy.meaning_digest), ("  text", told.policy.text_digest)]
    if told.is_reworded:
        rows.append(("", "reworded since: the words below are today's, the meaning is the same"))
    for id_, rule in told.rules.items():
        rows.append((f"  rule {id_}", rule.says.in_(language) if rule else "is no longer in the policy under this name"))
        if rule and rule.assumption:
            rows.append(("", f"assumption: {rule.assumption.in_(language)}"))
    for id_, cited in told.clauses.items():
        says = f"{cited.source.title.in_(language)}: {cited.clause.says.in_(language)}" if cited else "is no longer among the sources"
        rows.append((f"  clause {id_}", says))
    blocks.rows(rows)


def _difference(blocks: Blocks, why: WhyDifference) -> None:
    difference = why.difference
    blocks.heading(f"difference {difference.id}")
    blocks.rows(
        [
            ("  customer", why.customer_id),
            ("  about", f"request {difference.request_id} in {difference.month}, {_closed(why.closing, why.zone)}"),
            ("  stated in", f"{difference.stated_in}, {_closed(why.stated, why.zone)}"),
        ]
    )
    rows: list[tuple[str, MinutesByBucket, int]] = [
        (f"known {'now' if why.stated is None else 'when it was stated'}", why.known.figures.minutes, why.known.figures.net),
        ("less frozen", why.frozen.figures.minutes, why.frozen.figures.net),
        *((f"less {one.id}", one.minutes, one.net) for one in why.earlier),
        ("difference", difference.minutes, difference.net),
        *((f"said later: {one.id}", one.minutes, one.net) for one in why.later),
    ]
    headings = ("", *MinutesByBucket().as_json(), f"net {why.currency}")
    blocks.columns(headings, [(f"  {name}", *minutes.as_json().values(), show_amount(net)) for name, minutes, net in rows])
    for name, account in (("lines as frozen", why.frozen), ("lines as known", why.known)):
        if account.lines:
            blocks.heading(name)
            blocks.columns(("  line", "minutes", "net"), _lines(account))
    blocks.heading("recorded between the statement before and this one, and touching the request")
    _acts(blocks, why.acts, why.zone)


def _lines(account: Account) -> Iterator[tuple[object, ...]]:
    for line in account.lines:
        yield f"  {line.id}", line.minutes, show_amount(line.net)


def _touched(blocks: Blocks, one: Touched) -> None:
    blocks.heading(f"{one.thing.kind} {one.thing.id}")
    for act, record in zip(one.thing.acts, one.records, strict=True):
        recorded = f"act {act.seq}, recorded {_at(act.recorded_at, one.zone)} by {act.recorded_by}; digest {act.digest}"
        said = [(f"  {name}", _field_text(value, name)) for name, value in record_shown(record, one.zone).items() if value is not None]
        blocks.rows([*said, ("  recorded", recorded)])
    if one.retracted is not None:
        act = one.retracted
        blocks.rows([("  retracted", f"by {act.id}, act {act.seq}, recorded {_at(act.recorded_at, one.zone)} by {act.recorded_by}")])
    if not (one.lines or one.not_in_line or one.differences):
        blocks.rows([("  behind", "no minutes")])
    if one.lines:
        headings = ("  line", "customer", "minutes", "net", "of it behind", "month")
        blocks.columns(headings, [
            (f"  {found.line.id}", found.customer_id, found.line.minutes, show_amount(found.line.net), found.minutes_behind,
             "closed" if found.is_closed else "open")
            for found in one.lines
        ])  # fmt: skip
    if one.not_in_line:
        headings = ("  in no line", "request", "bucket", "reason", "minutes", "month")
        blocks.columns(headings, [
            (f"  {found.month}", found.request_id, found.bucket, found.blocked, found.minutes, "closed" if found.is_closed else "open")
            for found in one.not_in_line
        ])  # fmt: skip
    if one.differences:
        blocks.columns(("  difference", "recorded", "billable", "net"), _differences(one.differences))


def _differences(differences: Iterable[Difference]) -> Iterator[Sequence[object]]:
    for one in differences:
        yield f"  {one.id}", one.minutes.recorded, one.minutes.billable, show_amount(one.net)


def _acts(blocks: Blocks, acts: Iterable[RecordedAct], zone: tzinfo) -> None:
    blocks.columns(
        (f"  {ACTS[0]}", *ACTS[1:]), [(f"  {one.seq}", one.kind, one.id, _at(one.recorded_at, zone), one.recorded_by) for one in acts]
    )


def _closed(closing: ClosedMonth | None, zone: tzinfo) -> str:
    if closing is None:
        return "open"
    return f"closed {_at(closing.closed_at, zone)} by {closing.closed_by}; statement {closing.closing.statement_digest}"


def _at(instant: Instant, zone: tzinfo) -> str:
    return local_time(instant, zone).isoformat(timespec="minutes")


def _field_text(value: object, name: str = "") -> str:
    if name.endswith("_yaml"):  # a whole file
        return f"{len(str(value).splitlines())} lines; `klausel policy export` writes them out"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
