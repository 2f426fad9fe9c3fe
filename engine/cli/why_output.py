"""The answers of `klausel why` as blocks on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo

from engine.books.month_statement import Difference, MinutesByBucket
from engine.books.records import Rate
from engine.books.statement_rows import FrozenPart
from engine.cli.blocks import Blocks
from engine.cli.language import say
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
from engine.vocabulary.problems import Value

ACTS = ("act", "kind", "id", "recorded_at", "by")


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
    blocks.heading(_say("line_heading", line=line.id))
    asked = _say("asked_by", who=why.asked_by) if why.asked_by else ""
    received = _say("request_received", request=request.request_id, product=request.product, at=_at(request.received_at, zone))
    summary = f": {request.summary}" if request.summary else ""
    price: dict[str, Value] = {"rate": show_amount(line.rate), "currency": why.currency, "net": show_amount(line.net)}
    blocks.rows(
        [
            (_name("customer"), f"{why.customer.customer_id}  {why.customer.name}"),
            (_name("month"), f"{line.month}, {_closed(why.closing, zone)}"),
            (_name("line"), _say("line_figures", count=line.minutes, **price)),
            (_name("request"), f"{received}{asked}{summary}"),
        ]
    )
    blocks.heading(_say("entries"))
    blocks.rows(row for one in why.entries for row in _entry(one, why))
    for consent in why.consents:
        _consent(blocks, consent, zone)
    for decision in why.decisions:
        _decision(blocks, decision, language)
    if why.determinations:
        blocks.heading(_say("determinations"))
        blocks.rows(
            (
                f"  {one.determination_id}",
                _say("determined", coverage=str(one.coverage), by=one.determined_by, at=_at(one.determined_at, zone), reason=one.reason),
            )
            for one in why.determinations
        )
    if why.retractions:
        blocks.heading(_say("retractions"))
        blocks.rows(
            (
                f"  {one.kind} {one.id}",
                _say("retracted_for", by=one.retracted_by, at=_at(one.retracted_at, zone), reason=one.reason, id=one.retraction_id),
            )
            for one in why.retractions
        )
    if why.since:
        blocks.heading(_say("since"))
        _acts(blocks, why.since, zone)
    if why.differences:
        blocks.heading(_say("later_statements"))
        blocks.rows((f"  {id_}", "") for id_ in why.differences)


def _entry(one: PartedEntry, why: WhyLine) -> Iterator[tuple[str, str]]:
    entry = one.entry
    note = f": {entry.note}" if entry.note else ""
    worked: dict[str, Value] = {"activity": _say(f"activity.{entry.activity}"), "role": entry.role, "agent": entry.agent}
    yield f"  {entry.entry_id}", _say("entry", at=_at(entry.started_at, why.zone), count=entry.minutes, **worked) + note
    for part in one.parts:
        yield "", _part(part) if why.counts(part) else _say("not_in_this_line", part=_part(part))


def _part(part: FrozenPart) -> str:
    told: dict[str, Value] = {"first": part.first_minute, "minutes": part.minutes, "decision": part.decision}
    ended = _say(f"bucket.{part.bucket}")
    if part.hourly_rate is not None:
        told["ended"] = _say("under_consent", bucket=ended, consent=str(part.consent_id), rate=show_amount(part.hourly_rate))
    else:
        told["ended"] = _say("blocked_because", bucket=ended, reason=str(part.blocked)) if part.blocked else ended
    if part.determination_id:
        return _say("part_determined", determination=part.determination_id, **told)
    return _say("part", **told)


def _consent(blocks: Blocks, one: BehindConsent, zone: tzinfo) -> None:
    consent, quote, withdrawal = one.consent, one.quote, one.withdrawal
    blocks.heading(_say("consent_heading", consent=consent.consent_id))
    agreed: dict[str, Value] = {"role": str(consent.role), "rate": show_amount(consent.hourly_rate or 0), "currency": str(consent.currency)}
    given: dict[str, Value] = {
        "name": one.given_by,
        "id": consent.given_by,
        "via": _say(f"via.{consent.given_via}"),
        "at": _at(consent.given_at, zone),
    }
    rows = [
        (_name("given"), _say("given_by", **given)),
        (_name("evidence"), consent.evidence or _say("none_kept")),
        (
            _name("agreed"),
            _say("rate_without_cap", **agreed)
            if consent.max_minutes is None
            else _say("rate_with_cap", count=consent.max_minutes, **agreed),
        ),
        (_name("expires"), _at(consent.expires_at, zone) if consent.expires_at is not None else _say("never")),
        (
            _name("withdrawn"),
            _say("withdrawn_at", at=_at(withdrawal.withdrawn_at, zone), by=withdrawal.withdrawn_by) if withdrawal else _say("no"),
        ),
        (
            _name("quote"),
            _say("quote_sent", quote=quote.quote_id, at=_at(quote.sent_at, zone), by=quote.sent_by) if quote else _say("none"),
        ),
        (_name("rate_row"), _rate(one.rate)),
        (_name("in_this_line"), _say("minutes_counted", count=one.minutes)),
    ]
    if one.deviation_reason:
        rows.append((_name("deviation_reason"), one.deviation_reason))
    blocks.rows(rows)


def _rate(rate: Rate | None) -> str:
    if rate is None:
        return _say("no_rate")
    named = ", ".join(f"{name} {value}" for name in ("customer_id", "role", "product") if (value := getattr(rate, name)) is not None)
    told: dict[str, Value] = {
        "rate": rate.rate_id,
        "price": show_amount(rate.hourly_rate),
        "currency": rate.currency,
        "first": rate.valid_from,
    }
    whose = named or _say("everyone")
    if rate.valid_to is None:
        return _say("rate_for", whose=whose, **told)
    return _say("rate_for_until", whose=whose, last=rate.valid_to, **told)


def _decision(blocks: Blocks, told: ToldDecision, language: str) -> None:
    decided: dict[str, Value] = {"number": told.decision.number, "coverage": str(told.decision.coverage), "policy": told.decision.policy}
    blocks.heading(_say("decision_heading", **decided))
    rows: list[tuple[str, str]] = [(_name("meaning"), told.policy.meaning_digest), (_name("text"), told.policy.text_digest)]
    if told.is_reworded:
        rows.append(("", _say("reworded")))
    for id_, rule in told.rules.items():
        rows.append((f"  {_say('rule', id=id_)}", rule.says.in_(language) if rule else _say("rule_gone")))
        if rule and rule.assumption:
            rows.append(("", _say("assumption", says=rule.assumption.in_(language))))
    for id_, cited in told.clauses.items():
        says = f"{cited.source.title.in_(language)}: {cited.clause.says.in_(language)}" if cited else _say("clause_gone")
        rows.append((f"  {_say('clause', id=id_)}", says))
    blocks.rows(rows)


def _difference(blocks: Blocks, why: WhyDifference) -> None:
    difference = why.difference
    blocks.heading(_say("difference_heading", difference=difference.id))
    about = _say("about_request", request=difference.request_id, month=difference.month)
    blocks.rows(
        [
            (_name("customer"), why.customer_id),
            (_name("about"), f"{about}, {_closed(why.closing, why.zone)}"),
            (_name("stated_in"), f"{difference.stated_in}, {_closed(why.stated, why.zone)}"),
        ]
    )
    rows: list[tuple[str, MinutesByBucket, int]] = [
        (_say("known_now" if why.stated is None else "known_when_stated"), why.known.figures.minutes, why.known.figures.net),
        (_say("less_frozen"), why.frozen.figures.minutes, why.frozen.figures.net),
        *((_say("less", id=one.id), one.minutes, one.net) for one in why.earlier),
        (_say("difference"), difference.minutes, difference.net),
        *((_say("said_later", id=one.id), one.minutes, one.net) for one in why.later),
    ]
    buckets = (_say(f"bucket.{name}") for name in MinutesByBucket().as_json())
    headings = ("", *buckets, _say("net_in", currency=why.currency))
    blocks.columns(headings, [(f"  {name}", *minutes.as_json().values(), show_amount(net)) for name, minutes, net in rows])
    for name, account in ((_say("lines_frozen"), why.frozen), (_say("lines_known"), why.known)):
        if account.lines:
            blocks.heading(name)
            blocks.columns(_titles("line", "minutes", "net"), _lines(account))
    blocks.heading(_say("between_statements"))
    _acts(blocks, why.acts, why.zone)


def _lines(account: Account) -> Iterator[tuple[object, ...]]:
    for line in account.lines:
        yield f"  {line.id}", line.minutes, show_amount(line.net)


def _touched(blocks: Blocks, one: Touched) -> None:
    blocks.heading(f"{one.thing.kind} {one.thing.id}")
    for act, record in zip(one.thing.acts, one.records, strict=True):
        at = _at(act.recorded_at, one.zone)
        recorded = _say("recorded_as", seq=str(act.seq), at=at, by=act.recorded_by, digest=act.digest)
        said = [(f"  {name}", _field_text(value, name)) for name, value in record_shown(record, one.zone).items() if value is not None]
        blocks.rows([*said, (_name("recorded_at"), recorded)])
    if one.retracted is not None:
        act = one.retracted
        retracted = _say("retracted_by", id=act.id, seq=str(act.seq), at=_at(act.recorded_at, one.zone), by=act.recorded_by)
        blocks.rows([(_name("retracted"), retracted)])
    if not (one.lines or one.not_in_line or one.differences):
        blocks.rows([(_name("leads_to"), _say("no_minutes"))])
    if one.lines:
        headings = _titles("line", "customer", "minutes", "net", "of_it", "month")
        blocks.columns(headings, [
            (f"  {found.line.id}", found.customer_id, found.line.minutes, show_amount(found.line.net), found.minutes_behind,
             _say("closed" if found.is_closed else "open"))
            for found in one.lines
        ])  # fmt: skip
    if one.not_in_line:
        headings = _titles("in_no_line", "request", "bucket", "reason", "minutes", "month")
        blocks.columns(headings, [
            (f"  {found.month}", found.request_id, _say(f"bucket.{found.bucket}"), found.blocked, found.minutes,
             _say("closed" if found.is_closed else "open"))
            for found in one.not_in_line
        ])  # fmt: skip
    if one.differences:
        blocks.columns(_titles("difference", "recorded", "billable", "net"), _differences(one.differences))


def _differences(differences: Iterable[Difference]) -> Iterator[Sequence[object]]:
    for one in differences:
        yield f"  {one.id}", one.minutes.recorded, one.minutes.billable, show_amount(one.net)


def _acts(blocks: Blocks, acts: Iterable[RecordedAct], zone: tzinfo) -> None:
    blocks.columns(_titles(*ACTS), [(f"  {one.seq}", one.kind, one.id, _at(one.recorded_at, zone), one.recorded_by) for one in acts])


def _closed(closing: ClosedMonth | None, zone: tzinfo) -> str:
    if closing is None:
        return _say("open")
    return _say("closed_at", at=_at(closing.closed_at, zone), by=closing.closed_by, digest=closing.closing.statement_digest)


def _at(instant: Instant, zone: tzinfo) -> str:
    return local_time(instant, zone).isoformat(timespec="minutes")


def _field_text(value: object, name: str = "") -> str:
    if name.endswith("_yaml"):  # a whole file
        return _say("whole_file", count=len(str(value).splitlines()))
    return _say("yes" if value else "no") if isinstance(value, bool) else str(value)


def _say(name: str, /, **values: Value) -> str:
    return say(f"command.why.{name}", **values)


def _name(name: str) -> str:
    """What stands before a text, indented below its heading."""
    return f"  {_say(name)}"


def _titles(first: str, *others: str) -> tuple[str, ...]:
    """Of columns, the first indented."""
    return _name(first), *map(_say, others)
