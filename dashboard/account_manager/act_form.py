"""What the forms about a request share: their id and keys, the roles to choose from, and recording what was submitted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.account_manager.moment_field import day_and_clock, day_or_never
from dashboard.app_context import AppContext
from dashboard.language import say, worded
from dashboard.markdown import escaped
from dashboard.persistent_choice import persistent_choice
from dashboard.recording import TypedAct, act_id, record, shown_at
from engine.use_cases.requests.assess import Assessment
from engine.use_cases.requests.request_view import RequestView


class ActForm:
    """One form about one request. `id`: the act's id, with which the keys of all its fields begin."""

    def __init__(self, name: str, prefix: str, one: RequestView, context: AppContext) -> None:
        self.name = f"{name} {one.request.request_id}"
        self.id = act_id(self.name, prefix)
        self.request_id = one.request.request_id
        self.context = context
        self.labels: dict[str, str] = {}

    def key(self, field: str, label: str, given: str = "") -> str:
        """The key of a field; its label, as it is shown, is remembered, so that a refusal can name the field as the form does.

        `given`: what the field begins with, where that may change while the form is shown; the field then begins anew."""
        self.labels[field] = label
        return f"{self.id} {field} {given}"

    def text(self, field: str, label: str, given: str = "", explained: str | None = None) -> str:
        """A line of text."""
        key = self.key(field, say(label), given)
        return st.text_input(say(label), value=given, key=key, help=say(explained) if explained else None)

    def choose(self, field: str, label: str, choices: Mapping[str, str], begins_with: str | None = None) -> str:
        """One of the choices, id to label; the first to begin with, unless another is named."""
        return persistent_choice(say(label), choices, self.key(field, say(label), begins_with or ""), begins_with)

    def tick(self, field: str, label: str, choices: Mapping[str, str]) -> str:
        """One of two or three choices, all in sight."""
        shown = {id_: escaped(text) for id_, text in choices.items()}
        chosen: str = st.radio(
            say(label), list(shown), format_func=lambda id_: shown[id_], horizontal=True, key=self.key(field, say(label))
        )
        return chosen

    def role(self, label: str, begins_with: str) -> str:
        """One of the vendor's roles."""
        return self.choose("role", label, {role.id: worded(role.label) for role in self.context.deciders.packs.vendor.roles}, begins_with)

    def moment(self, field: str, label: str) -> str:
        """A day and a clock time, beginning with when the form was first shown."""
        return day_and_clock(say(label), self.key(field, say(label)), shown_at(self.name), self.context)

    def day_or_never(self, field: str, label: str, explained: str) -> str:
        """A day that may be left blank."""
        return day_or_never(say(label), self.key(field, say(label)), self.context, say(explained))

    def submit(self, label: str, *, disabled: bool = False) -> bool:
        """The form's button."""
        return st.form_submit_button(say(label), type="primary", disabled=disabled, key=f"{self.id} submit")

    def keep(self, acts: Sequence[TypedAct], said: str) -> None:
        """Records, and shows the page as it then is; or says why not, below the form, with everything typed still in it."""
        if record(self.name, acts, self.context, said, self.labels):
            st.session_state.pop(last_action_key(self.request_id), None)
            st.rerun()


def last_action_key(request_id: str) -> str:
    """Under which key the session keeps what a request called for when it was last shown; nothing where it recorded itself."""
    return f"called for by {request_id}"


def role_called_for(found: Assessment) -> str:
    """The role that the route names (`technical` for `technical_hotline`), if any; else the first that has a rate."""
    roles = [one.role for one in found.rates]
    named = [role for role in roles if found.decision.route.value.startswith(role)]
    with_rate = [one.role for one in found.rates if one.row is not None]
    return next(iter((*named, *with_rate, *roles)))
