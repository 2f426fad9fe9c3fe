"""What a customer is told and agrees to: the table's rate on that day, or another with its reason; in the vendor's currency.

And what an answer must hold: to grant, evidence, role and rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.books.admission.ledger import Ledger, NewAct
from engine.books.rate_table import RateTable, rate_table
from engine.books.records import Consent, Quote
from engine.vocabulary.instants import Instant, local_day
from engine.vocabulary.problems import Amount, FieldName, Problem

NEEDED_TO_GRANT = ("evidence", "role", "hourly_rate")


def wrong_prices(ledger: Ledger, new: Sequence[NewAct], currency: str) -> Iterator[Problem]:
    """Every new rate, quote and consent whose money is not as agreed; see the module."""
    # where a rate could not be read, nobody knows what the table says
    is_whole = not ledger.unreadable.some("rates")
    table: RateTable | None = None
    for act in new:
        if act.kind not in ("rates", "quotes", "consents") or not ledger.counts(act):
            continue
        if act.record.currency != currency:
            yield act.problem("other_currency", "currency", currency=act.record.currency, of_vendor=currency)
        if act.kind == "rates":
            continue
        if is_whole and table is None:
            table = rate_table(ledger.live["rates"].values())
        if act.kind == "quotes":
            yield from _deviation(ledger, table, act, act.record.role, act.record.hourly_rate, act.record.sent_at)
        else:
            yield from _consent(ledger, table, act)


def withdrawn_refusals(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[Problem]:
    """Only what was granted can be withdrawn."""
    for act in new:
        consent = ledger.live["consents"].get(act.record.consent_id) if act.kind == "withdrawals" else None
        if consent is not None and consent.status != "granted":
            yield act.problem("not_granted", "consent_id", consent=consent.consent_id)


def _consent(ledger: Ledger, table: RateTable | None, act: NewAct) -> Iterator[Problem]:
    consent: Consent = act.record
    quote = ledger.live["quotes"].get(consent.quote_id) if consent.quote_id else None
    if quote is not None and quote.request_id != consent.request_id:
        yield act.problem("other_requests_quote", "quote_id", quote=quote.quote_id, request=quote.request_id)
    if consent.status != "granted":
        return
    missing = [name for name in NEEDED_TO_GRANT if getattr(consent, name) is None]
    for name in missing:
        yield act.problem("missing_value.to_grant", name, field=FieldName(name))
    if consent.role is None or consent.hourly_rate is None:
        return
    if consent.quote_id is not None and ledger.unreadable.holds("quotes", consent.quote_id):
        return
    if quote is None or not _answers(consent, quote):
        yield from _deviation(ledger, table, act, consent.role, consent.hourly_rate, consent.given_at)


def _answers(consent: Consent, quote: Quote) -> bool:
    """Whether the consent takes up that quote: of its request and role, at its rate, sent by then and not expired."""
    same = (quote.request_id, quote.role, quote.hourly_rate) == (consent.request_id, consent.role, consent.hourly_rate)
    return same and quote.sent_at <= consent.given_at and (quote.expires_at is None or consent.given_at < quote.expires_at)


def _deviation(ledger: Ledger, table: RateTable | None, act: NewAct, role: str, rate: int, instant: Instant) -> Iterator[Problem]:
    request = ledger.live["requests"].get(act.record.request_id)
    if table is None or request is None or act.record.deviation_reason is not None:
        return
    day = local_day(instant, ledger.zone)
    row = table.row_for(request.customer_id, role, request.product, day)
    if row is None:
        yield act.problem("no_rate", "hourly_rate", role=role, day=day, reason=FieldName("deviation_reason"))
    elif row.hourly_rate != rate:
        yield act.problem(
            "other_rate",
            "hourly_rate",
            rate=Amount(rate),
            day=day,
            table_rate=Amount(row.hourly_rate),
            row=row.rate_id,
            reason=FieldName("deviation_reason"),
        )
