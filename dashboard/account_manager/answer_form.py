"""The forms for what the customer says to a quote: commissioning or declining, by whom and by which way; and withdrawing."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager.act_form import ActForm, role_called_for
from dashboard.account_manager.quote_form import table_rate
from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.markdown import escaped
from engine.books.records import Quote
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import RequestView, Standing
from engine.vocabulary.instants import local_time
from engine.vocabulary.money import show_amount
from engine.wording.formats import instant

GRANTED, DECLINED = "granted", "declined"
NO_QUOTE = ""


def show_answer_form(one: RequestView, view: CustomerView, context: AppContext) -> None:
    """What was quoted is filled in; a refusal needs less than a commission."""
    form = ActForm("answer", "CO", one, context)
    if not view.people:
        st.info(say("account_manager.request.no_person"))
        return
    status = form.tick(
        "status",
        "account_manager.request.status",
        {GRANTED: say("account_manager.request.granted"), DECLINED: say("account_manager.request.declined")},
    )
    quote = _choose_quote(form, one, context)
    role = form.role("account_manager.request.role", quote.role if quote else role_called_for(one.assessment))
    with st.form(form.id):
        texts = {
            "consent_id": form.id,
            "request_id": one.request.request_id,
            "quote_id": quote.quote_id if quote else "",
            "status": status,
            "role": role,
            "currency": context.currency,
            **_by_whom(form, view),
        }
        texts["given_at"] = form.moment("given_at", "account_manager.request.given_on")
        if status == GRANTED:
            texts |= _what_is_commissioned(form, one, quote, role, context)
        submitted = form.submit("account_manager.request.record_answer")
    if submitted:
        form.keep([("consents", texts)], say("account_manager.request.answer_saved", id=form.id))


def show_withdrawal_form(one: RequestView, view: CustomerView, context: AppContext) -> None:
    """For a consent that stands."""
    form = ActForm("withdrawal", "W", one, context)
    standing = [answer.consent.consent_id for answer in one.consents if answer.standing in (Standing.STANDS, Standing.USED_UP)]
    if not standing:
        st.info(say("account_manager.request.nothing_to_withdraw"))
        return
    with st.form(form.id):
        consent_id = form.choose("consent_id", "account_manager.request.consent", {id_: id_ for id_ in standing})
        people: dict[str, str] = {person.person.person_id: f"{person.person.name} ({person.person.person_id})" for person in view.people}
        by = form.choose("withdrawn_by", "account_manager.request.withdrawn_by", people)
        at = form.moment("withdrawn_at", "account_manager.request.withdrawn_on")
        submitted = form.submit("account_manager.request.record_withdrawal")
    if submitted:
        texts = {"withdrawal_id": form.id, "consent_id": consent_id, "withdrawn_at": at, "withdrawn_by": by}
        form.keep([("withdrawals", texts)], say("account_manager.request.withdrawal_saved", id=form.id))


def _choose_quote(form: ActForm, one: RequestView, context: AppContext) -> Quote | None:
    """The quote that is answered: the latest open one to begin with."""
    quotes = {NO_QUOTE: say("account_manager.request.no_quote")}
    quotes |= {quote.quote_id: f"{quote.quote_id}, {instant(quote.sent_at, context.zone, language())}" for quote in reversed(one.quotes)}
    chosen = form.choose("quote_id", "account_manager.request.on_quote", quotes, one.open_quote.quote_id if one.open_quote else None)
    return next((quote for quote in one.quotes if quote.quote_id == chosen), None)


def _by_whom(form: ActForm, view: CustomerView) -> dict[str, str]:
    names: dict[str, str] = {}
    for one in view.people:
        may_not = "" if one.person.may_commission else f": {say('account_manager.request.may_not')}"
        names[one.person.person_id] = f"{one.person.name} ({one.person.person_id}){may_not}"
    by = form.choose("given_by", "account_manager.request.given_by", names)
    return {
        "given_by": by,
        "given_via": form.choose(
            "given_via",
            "account_manager.request.given_via",
            {way: say(f"account_manager.request.via.{way}") for way in ("portal", "email", "phone")},
        ),
    }


def _what_is_commissioned(form: ActForm, one: RequestView, quote: Quote | None, role: str, context: AppContext) -> dict[str, str]:
    """Evidence and terms; those of the quote where one is answered, else the table's rate."""
    evidence = form.text("evidence", "account_manager.request.evidence", "", "account_manager.request.evidence_help")
    if quote is not None and quote.role == role:
        given, max_minutes = show_amount(quote.hourly_rate), "" if quote.max_minutes is None else str(quote.max_minutes)
        if quote.expires_at is not None:
            st.caption(escaped(f"{say('account_manager.request.expires_short')}: {instant(quote.expires_at, context.zone, language())}"))
    else:
        given, max_minutes = table_rate(one, role, context), ""
    typed_expiry = form.day_or_never("expires_at", "account_manager.request.expires", "account_manager.request.expires_help")
    return {
        "evidence": evidence,
        "hourly_rate": form.text("hourly_rate", "account_manager.request.rate", given, "account_manager.request.rate_help"),
        "max_minutes": form.text("max_minutes", "account_manager.request.cap", max_minutes),
        "expires_at": typed_expiry or _expiry_of(quote, context),
        "deviation_reason": form.text("deviation_reason", "account_manager.request.deviation"),
    }


def _expiry_of(quote: Quote | None, context: AppContext) -> str:
    return "" if quote is None or quote.expires_at is None else local_time(quote.expires_at, context.zone).isoformat()
