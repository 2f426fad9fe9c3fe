"""What comes next with a request: a choice of acts, beginning with the one that the decision calls for, and its form.

Each form stands in a file of its own; what they share is `Subject` and `keep`."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.account_manager.act_form import last_action_key
from dashboard.account_manager.answer_form import show_answer_form, show_withdrawal_form
from dashboard.account_manager.classification_form import show_determination_form, show_retriage_form
from dashboard.account_manager.closure_form import show_closure_form
from dashboard.account_manager.quote_form import show_quote_form
from dashboard.account_manager.time_form import show_time_form, show_waiver_form
from dashboard.app_context import AppContext
from dashboard.language import say
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import RequestView
from engine.vocabulary.outcomes import Action, ConsentState

Form = Callable[[RequestView, CustomerView, AppContext], None]

FORMS: dict[str, tuple[str, Form]] = {
    "quote": ("account_manager.request.quote", show_quote_form),
    "answer": ("account_manager.request.answer", show_answer_form),
    "retriage": ("account_manager.request.retriage", show_retriage_form),
    "determine": ("account_manager.request.determine", show_determination_form),
    "time": ("account_manager.request.time", show_time_form),
    "withdraw": ("account_manager.request.withdraw", show_withdrawal_form),
    "waive": ("account_manager.request.waive", show_waiver_form),
    "close": ("account_manager.request.close", show_closure_form),
}
_CALLED_FOR = {Action.ASK: "retriage", Action.TRIAGE: "determine", Action.REFER: "close", Action.RESUBMIT: "close", Action.STOP: "close"}


def show_forms(one: RequestView, view: CustomerView, context: AppContext) -> None:
    """The choice and the form chosen. When the decision changes, the choice begins anew with what it then calls for."""
    called_for = act_called_for(one)
    if st.session_state.get(last_action_key(one.request.request_id), called_for) != called_for:
        # another session was quicker: what was submitted here went to a form that is no longer shown
        st.warning(say("account_manager.request.moved_on"), icon=":material/sync_problem:")
    st.session_state[last_action_key(one.request.request_id)] = called_for
    labels = {name: say(label) for name, (label, _) in FORMS.items()}
    chosen = st.segmented_control(
        say("account_manager.request.what_to_record"),
        list(labels),
        format_func=lambda name: labels[name],
        default=called_for,
        required=True,
        wrap=True,
        key=f"act {one.request.request_id} {called_for}",
    )
    FORMS[chosen or called_for][1](one, view, context)


def act_called_for(one: RequestView) -> str:
    """The form that the decision's next step leads to."""
    action = one.assessment.decision.action
    if action is Action.QUOTE:
        return "answer" if one.assessment.facts.get("consent") == ConsentState.PENDING else "quote"
    return _CALLED_FOR.get(action, "time")
