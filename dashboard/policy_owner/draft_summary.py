"""What the draft at hand comes to while it is edited: a line that is always in sight, and its findings."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import reader, say
from dashboard.markdown import escaped
from dashboard.policy_owner.difference_panel import compared_with, verdict_text
from dashboard.policy_owner.draft_queries import check_of, difference_to
from dashboard.policy_owner.finding_text import finding_text
from dashboard.policy_owner.working_copy import WorkingCopy, working_version
from engine.compiling.findings import Finding
from engine.policy.version import Version
from engine.vocabulary.problems import Refused


def show_summary(context: AppContext, one: WorkingCopy) -> None:
    """Badges: how many findings stop publication, how many warn, examples that fail, the difference in one word."""
    found = check_of(context, one).checked
    stops = [finding for finding in found.findings if finding.stops]
    stopping, warnings = len(stops) + len(found.failing), len(found.findings) - len(stops)
    told = [
        _badge("red" if stopping else "green", say("policy_owner.summary.stopping", number=stopping)),
        _badge("orange" if warnings else "gray", say("policy_owner.summary.warnings", number=warnings)),
    ]
    if found.examples is not None:
        told.append(_badge("red" if found.failing else "green", say("policy_owner.summary.failing", number=len(found.failing))))
    try:
        verdict = difference_to(context, one, compared_with(context, one)).verdict
        told.append(_badge("blue", verdict_text(verdict)))
    except Refused:
        told.append(_badge("gray", say("policy_owner.summary.no_verdict")))
    st.markdown(" ".join(told), help=say("policy_owner.summary.help", ref=escaped(compared_with(context, one))))


def show_findings(context: AppContext, one: WorkingCopy) -> None:
    """Those that stop publication first, each in words."""
    version, found = working_version(context, one), check_of(context, one).checked
    stops = [finding for finding in found.findings if finding.stops]
    warns = [finding for finding in found.findings if not finding.stops]
    st.caption(say("policy_owner.findings.help", count=found.classes))
    for finding in stops:
        st.error(_finding_line(finding, version, context), icon=":material/error:")
    if found.failing:
        st.error(say("policy_owner.findings.failing", count=len(found.failing)), icon=":material/error:")
    if found.may_be_published:
        st.success(say("policy_owner.findings.none_stops"), icon=":material/check_circle:")
    for finding in warns:
        st.warning(_finding_line(finding, version, context), icon=":material/warning:")


def _badge(colour: str, label: str) -> str:
    return f":{colour}-badge[{escaped(label)}]"


def _finding_line(finding: Finding, version: Version, context: AppContext) -> str:
    """A wording that is missing does not say whose: its line does."""
    where = f" ({reader().place(finding.place)})" if finding.kind == "wording" else ""
    return escaped(f"{finding_text(finding, version, context.deciders.packs.outcomes)}{where}")
