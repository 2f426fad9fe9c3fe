"""Routes: three desks and their pages, the switch of language, and who acts. Shows nothing of its own.

Whatever a page could not do for want of a record or of policies is told here, in one line each."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.account_manager import pages as account_manager
from dashboard.app_context import who
from dashboard.finance import pages as finance
from dashboard.language import say, switch
from dashboard.markdown import escaped
from dashboard.policy_owner import pages as policy_owner
from dashboard.refusals import show_refusal
from engine.vocabulary.problems import Refused

DESKS = (account_manager, finance, policy_owner)
SIDEBAR = 240

# a file of our own: a sign by name would be fetched from elsewhere
# a narrow sidebar: tables of figures need the width
st.set_page_config(
    page_title="Klausel", page_icon=str(Path(__file__).with_name("klausel.svg")), layout="wide", initial_sidebar_state=SIDEBAR
)
switch()
routes = {
    say(desk.TITLE): [st.Page(page.file, title=say(page.title), icon=page.icon, url_path=page.path) for page in desk.PAGES]
    for desk in DESKS
    if desk.PAGES
}
page = st.navigation(routes, expanded=True)
try:
    st.sidebar.caption(escaped(say("app.acting_as", who=who())), help=say("app.by_login"))
    page.run()
except Refused as refused:
    show_refusal(refused)
