"""A form for a new row of the rate table: typed, then looked at beside what holds today, then recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner.rate_keys import RateNames, show_gaps
from dashboard.recording import act_id, forget, record
from dashboard.refusals import show_refusal
from engine.books.records import Rate
from engine.use_cases.intake.row_reading import record_of
from engine.use_cases.requests.rate_rows import Succession, row_on, succession, wrong_dates
from engine.vocabulary.problems import Place, Refused
from engine.wording.formats import money

FORM = "new rate"
_LOOKED_AT = "new rate looked at"
_FORMATS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}
_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)


def show_rate_form(rates: Sequence[Rate], named: RateNames, context: AppContext) -> None:
    """The form, and below it what it would change once somebody asked to see that."""
    st.subheader(say("policy_owner.rates.add"))
    st.caption(say("policy_owner.rates.add_help"))
    rate_id = act_id(FORM, "RT")
    typed = _form(rate_id, named, context)
    if typed is not None:
        st.session_state[_LOOKED_AT] = typed
    looked_at: Mapping[str, str] | None = st.session_state.get(_LOOKED_AT)
    if looked_at is None or looked_at["rate_id"] != rate_id:
        return
    try:
        new: Rate = record_of("rates", looked_at, Place())
        if problems := wrong_dates(new, context.zone):
            raise Refused(problems)
    except Refused as refused:
        show_refusal(refused, _labels())
        return
    if _show_change(new, rates, named, context):
        _offer(new, looked_at, named, context)


def _form(rate_id: str, named: RateNames, context: AppContext) -> Mapping[str, str] | None:
    """What was typed, as the texts of the record's fields; None while nothing was submitted."""
    with st.form(FORM, clear_on_submit=False):
        role, product, customer = st.columns(3)
        with role:
            every, means = say("policy_owner.rates.every_role"), say("policy_owner.rates.role_help")
            chosen_role = _choice("role", every, means, named.roles, f"{rate_id} role")
        with product:
            every, means = say("policy_owner.rates.every_product"), say("policy_owner.rates.product_help")
            chosen_product = _choice("product", every, means, named.products, f"{rate_id} product")
        with customer:
            names = {id_: named.customer(id_) for id_ in named.customers}
            every, means = say("policy_owner.rates.every_customer"), say("policy_owner.rates.customer_help")
            chosen_customer = _choice("customer_id", every, means, names, f"{rate_id} customer")
        amount, first, last = st.columns(3)
        with amount:
            means = say("policy_owner.rates.hourly_rate_help", currency=context.currency)
            rate = st.text_input(_labels()["hourly_rate"], key=f"{rate_id} rate", placeholder="123.45", help=escaped(means))
        with first:
            begins = _day("valid_from", say("policy_owner.rates.from_help"), f"{rate_id} from", context.today)
        with last:
            ends = _day("valid_to", say("policy_owner.rates.until_help"), f"{rate_id} until", None)
        if not st.form_submit_button(say("policy_owner.rates.look"), type="primary"):
            return None
    return {
        "rate_id": rate_id,
        "product": chosen_product,
        "role": chosen_role,
        "customer_id": chosen_customer,
        "hourly_rate": rate,
        "currency": context.currency,
        "valid_from": begins,
        "valid_to": ends,
    }


def _choice(field: str, every: str, means: str, named: Mapping[str, str], key: str) -> str:
    called = {"": every, **named}
    # the browser keeps the words of a choice: in the other language it is made anew
    chosen = st.selectbox(_labels()[field], list(called), format_func=called.__getitem__, key=f"{key} {language()}", help=means)
    return chosen or ""


def _day(field: str, means: str, key: str, begins_with: date | None) -> str:
    chosen = st.date_input(
        _labels()[field], value=begins_with, min_value=_EARLIEST, max_value=_LATEST, format=_FORMATS[language()], key=key, help=means
    )
    return chosen.isoformat() if isinstance(chosen, date) else ""


def _show_change(new: Rate, rates: Sequence[Rate], named: RateNames, context: AppContext) -> bool:
    """Old beside new; whether it can be recorded."""
    change = succession(new, rates, context.today)
    with st.container(border=True, key="change of rates"):
        st.markdown(f"**{say('policy_owner.rates.change')}**")
        old, fresh = st.columns(2)
        with old:
            st.text(say("policy_owner.rates.today_for", key=named.key(new)))
            holds = change.holds_today
            st.text(
                say("policy_owner.rates.no_row_today")
                if holds is None
                else _row(holds, row_on(holds, _of_key(new, rates), context.today).last_day, context)
            )
        with fresh:
            st.text(say("policy_owner.rates.new"))
            st.text(_row(new, change.last_day, context))
        _show_consequences(new, change, named, context)
    return not change.both


def _show_consequences(new: Rate, change: Succession, named: RateNames, context: AppContext) -> None:
    for other in change.both:
        st.error(escaped(_overlap(other)), icon=":material/error:")
    if change.both:
        return
    if change.before is not None and change.before_ends is not None and change.before.valid_to is None:
        st.text(say("policy_owner.rates.then_ends", id=change.before.rate_id, last=change.before_ends))
    else:
        st.text(say("policy_owner.rates.nothing_ends"))
    show_gaps(change.gaps, named)
    if new.valid_from < context.today:
        st.warning(say("policy_owner.rates.backdated"), icon=":material/warning:")


def _offer(new: Rate, typed: Mapping[str, str], named: RateNames, context: AppContext) -> None:
    with st.container(horizontal=True):
        wanted = st.button(say("policy_owner.rates.record"), type="primary", key=f"{new.rate_id} record")
        dropped = st.button(say("policy_owner.rates.discard"), key=f"{new.rate_id} discard")
    if wanted:
        rate = money(new.hourly_rate, context.currency, language())
        said = say("policy_owner.rates.recorded", rate=rate, key=named.key(new), first=new.valid_from, id=new.rate_id)
        if record(FORM, [("rates", typed)], context, said, _labels()):
            st.session_state.pop(_LOOKED_AT, None)
            st.rerun()
    elif dropped:
        forget(FORM)
        st.session_state.pop(_LOOKED_AT, None)
        st.rerun()


def _of_key(new: Rate, rates: Sequence[Rate]) -> list[Rate]:
    return [rate for rate in rates if (rate.customer_id, rate.role, rate.product) == (new.customer_id, new.role, new.product)]


def _row(rate: Rate, last: date | None, context: AppContext) -> str:
    amount = money(rate.hourly_rate, context.currency, language())
    if last is None:
        return say("policy_owner.rates.row_open", rate=amount, id=rate.rate_id, first=rate.valid_from)
    return say("policy_owner.rates.row", rate=amount, id=rate.rate_id, first=rate.valid_from, last=last)


def _overlap(other: Rate) -> str:
    if other.valid_to is None:
        return say("policy_owner.rates.overlaps_open", id=other.rate_id, first=other.valid_from)
    return say("policy_owner.rates.overlaps", id=other.rate_id, first=other.valid_from, last=other.valid_to)


def _labels() -> dict[str, str]:
    fields = {
        "role": "policy_owner.rates.role",
        "product": "policy_owner.rates.product",
        "customer_id": "policy_owner.rates.customer",
        "hourly_rate": "policy_owner.rates.hourly_rate",
        "valid_from": "policy_owner.rates.from",
        "valid_to": "policy_owner.rates.until",
    }
    return {field: say(text) for field, text in fields.items()}
