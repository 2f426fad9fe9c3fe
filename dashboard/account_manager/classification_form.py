"""The forms for what was learnt about a request, and for a person's word on who pays where the policy leaves it open."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager.act_form import ActForm
from dashboard.account_manager.decision_panel import outcome_label
from dashboard.account_manager.fact_choices import choose_change, choose_number, given_numbers, given_value
from dashboard.app_context import AppContext, who
from dashboard.language import say, worded
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import RequestView
from engine.vocabulary.outcomes import Coverage

# facts that a classification has a column for
RETRIAGED = ("service", "topic", "cause", "training", "delivery", "complexity")


def show_retriage_form(one: RequestView, view: CustomerView, context: AppContext) -> None:
    """What is left as it was stays as it was; what is still to ask comes first."""
    form = ActForm("retriage", "T", one, context)
    found = one.assessment
    bands = {scale.fact: scale for scale in found.version.scales if not scale.is_age}
    retriaged = (*(name for name in RETRIAGED if name in found.version.facts and name not in bands), *bands)
    asked = [name for name in found.decision.ask if name in retriaged]
    names = [*asked, *(name for name in retriaged if name not in asked)]
    people: dict[str, str] = {"": say("account_manager.request.unchanged")}
    people |= {person.person.person_id: f"{person.person.name} ({person.person.person_id})" for person in view.people}
    with st.form(form.id):
        texts = {"retriage_id": form.id, "request_id": one.request.request_id, "triaged_by": who()}
        numbers: dict[str, str] = {}
        for name in names:
            fact = found.version.facts[name]
            form.key("numbers" if name in bands else name, worded(fact.label))
            label = next(worded(value.label) for value in fact.values if value.id == found.facts[name])
            if name in bands:
                label += given_value(found.version, bands[name].of, found.stated)
                numbers[name] = choose_number(fact, form.id, f"{label} ({say('account_manager.request.unchanged')})")
            else:
                texts[name] = choose_change(fact, form.id, f"{label} ({say('account_manager.request.unchanged')})")
        texts["numbers"] = given_numbers(found.version, numbers)
        texts["person_id"] = form.choose("person_id", "account_manager.request.who_asks", people)
        texts["triaged_at"] = form.moment("triaged_at", "account_manager.request.triaged_on")
        submitted = form.submit("account_manager.request.record_retriage")
    if submitted:
        form.keep([("retriages", texts)], say("account_manager.request.retriage_saved", id=form.id))


def show_determination_form(one: RequestView, view: CustomerView, context: AppContext) -> None:  # noqa: ARG001 (all forms are called alike)
    """Only where a determination can count; elsewhere it is said that there is nothing to determine."""
    form = ActForm("determination", "D", one, context)
    choices = determinable(one)
    if not choices:
        st.info(say("account_manager.request.not_to_determine"))
        return
    st.text(say("account_manager.request.may_determine" if len(choices) > 1 else "account_manager.request.may_agree"), width="stretch")
    with st.form(form.id):
        outcomes = context.deciders.packs.outcomes.coverage
        coverage = form.tick("coverage", "account_manager.request.coverage", {id_: outcome_label(outcomes, id_) for id_ in choices})
        reason = form.text("reason", "account_manager.request.reason")
        at = form.moment("determined_at", "account_manager.request.determined_on")
        submitted = form.submit("account_manager.request.record_determination")
    if submitted:
        texts = {
            "determination_id": form.id,
            "request_id": one.request.request_id,
            "coverage": coverage,
            "determined_by": who(),
            "determined_at": at,
            "reason": reason,
        }
        form.keep([("determinations", texts)], say("account_manager.request.determination_saved", id=form.id))


def determinable(one: RequestView) -> list[str]:
    """The coverages that a person may put in place of the policy's; an earlier one may be replaced."""
    if one.may_be_determined is Coverage.UNDETERMINED:
        return [Coverage.COVERED.value, Coverage.BILLABLE.value]
    return [Coverage.BILLABLE.value] if one.may_be_determined is Coverage.NOT_ENTITLED else []
