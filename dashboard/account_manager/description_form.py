"""Describing a request: who asks, for which product, when it came in, and its facts as far as they are known.

What the records tell (contract, second level, training) is shown as such. Training may be said otherwise, since somebody
may know better than the register; it is then recorded as a classification of its own, beside the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.account_manager.fact_choices import (
    choose_change,
    choose_fact,
    choose_number,
    given_numbers,
    show_all_choices,
    show_recorded_facts,
)
from dashboard.account_manager.moment_field import day_and_clock
from dashboard.account_manager.queries import acts_of, product_name
from dashboard.app_context import AppContext, who
from dashboard.language import say, worded
from dashboard.persistent_choice import persistent_choice
from dashboard.recording import TypedAct, shown_at
from engine.books.records import Request
from engine.use_cases.intake.row_reading import record_of
from engine.use_cases.requests.assess import Assessment, assess_new
from engine.use_cases.requests.customer_view import CustomerView
from engine.vocabulary.instants import local_time
from engine.vocabulary.problems import Place

NOBODY = ""
# facts that a request has a column for
FILED = ("service", "topic", "cause", "intake", "delivery", "complexity")


@dataclass(frozen=True, eq=False)
class RequestDescription:
    """What was described: the request as it would be recorded, training where somebody said it, and the acts to record."""

    request: Request
    training: str | None
    acts: tuple[TypedAct, ...]
    labels: Mapping[str, str]


def describe(form: str, id_: str, view: CustomerView, context: AppContext) -> RequestDescription | None:
    """The fields; None while the time that was typed is none. Raises Refused where no policy is in force that day."""
    product, person_id = _about_whom(id_, view, context)
    received = day_and_clock(say("account_manager.request.received_on"), f"{id_} received", shown_at(form), context)
    if not received:
        return None
    texts = {"request_id": id_, "customer_id": view.customer.customer_id, "person_id": person_id, "product": product}
    texts["received_at"] = received
    bare: Request = record_of("requests", texts, Place())
    # asked before anything else is chosen, for the version in force that day and for what the records tell of it
    known = assess_new(bare, None, acts_of(context, view.customer.customer_id), context.deciders, bare.received_at)
    version = known.version
    bands = [scale.fact for scale in version.scales if not scale.is_age]
    names = [name for name in FILED if name in version.facts and name not in bands]
    show_all_choices(version, [*names, *bands])
    for name in names[: len(names) // 2]:
        texts[name] = choose_fact(version.facts[name], id_)
    if bands:
        texts["numbers"] = given_numbers(version, {name: choose_number(version.facts[name], id_) for name in bands})
    training = _known_from_records(known, id_)
    for name, column in zip(names[len(names) // 2 :], st.columns(max(1, len(names) - len(names) // 2)), strict=True):
        with column:
            texts[name] = choose_fact(version.facts[name], id_)
    texts["summary"] = st.text_area(
        say("account_manager.request.summary"), key=f"{id_} summary", help=say("account_manager.request.summary_help")
    )
    request: Request = record_of("requests", texts, Place())
    acts: list[TypedAct] = [("requests", texts)]
    if training:
        acts.append(("retriages", _training_override(form, id_, training, request, context)))
    labels = {name: worded(version.facts[name].label) for name in names}
    labels |= {"numbers": ", ".join(worded(version.facts[name].label) for name in bands)} if bands else {}
    return RequestDescription(request, training or None, tuple(acts), {**labels, "person_id": say("account_manager.asked_by")})


def _about_whom(id_: str, view: CustomerView, context: AppContext) -> tuple[str, str]:
    """The product and the person asking (blank where nobody is named)."""
    products = list(context.deciders.products)
    named = {product: product_name(product, context) for product in products}
    left, right = st.columns(2)
    with left:
        product = persistent_choice(say("account_manager.product"), named, f"{id_} product", _likely_product(view, products))
    names: dict[str, str] = {NOBODY: say("account_manager.request.unrecorded_person")}
    names |= {one.person.person_id: f"{one.person.name} ({one.person.person_id})" for one in view.people}
    with right:
        person = persistent_choice(say("account_manager.asked_by"), names, f"{id_} person")
    return product, person


def _likely_product(view: CustomerView, products: list[str]) -> str:
    """What the last request was about, as long as its contract is in force; else what there is a contract for."""
    in_force = [one.product for one in view.contracts if one.in_force is not None]
    asked_about = [one.request.product for one in view.requests]
    return next((product for product in (*asked_about, *in_force, *products) if product in (in_force or products)), products[0])


def _known_from_records(known: Assessment, id_: str) -> str:
    """What the records tell, and what somebody says on training instead (blank: as recorded)."""
    version = known.version
    with st.container(border=True, key="known"):
        st.caption(say("account_manager.request.from_the_records"))
        show_recorded_facts(version, {name: value for name, value in known.facts.items() if name in known.from_records}, known.stated)
        if "training" not in version.facts:
            return ""
        return choose_change(version.facts["training"], id_, say("account_manager.request.as_recorded"))


def _training_override(form: str, id_: str, training: str, request: Request, context: AppContext) -> dict[str, str]:
    # never before the request itself was received; and fixed, so that recording twice says the same
    moment = max(shown_at(form), local_time(request.received_at, context.zone))
    return {
        "retriage_id": f"{id_}-T",
        "request_id": id_,
        "triaged_at": moment.astimezone(context.zone).isoformat(timespec="seconds"),
        "triaged_by": who(),
        "training": training,
    }
