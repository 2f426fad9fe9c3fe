"""What the draft at hand comes to while it is edited: a line that is always in sight, and its findings."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner import draft_check_words as words
from dashboard.policy_owner.difference_panel import compared_with
from dashboard.policy_owner.draft_queries import check_of, difference_to
from dashboard.policy_owner.finding_text import finding_text
from dashboard.policy_owner.working_copy import WorkingCopy, working_version
from engine.compiling.findings import Finding
from engine.policy.pack import Text
from engine.policy.version import Version
from engine.vocabulary.problems import Refused
from engine.wording.formats import number


def show_summary(context: AppContext, one: WorkingCopy) -> None:
    """Badges: how many findings stop publication, how many warn, examples that fail, the difference in one word."""
    found = check_of(context, one).checked
    stops = [finding for finding in found.findings if finding.stops]
    stopping, warnings = len(stops) + len(found.failing), len(found.findings) - len(stops)
    told = [_badge("red" if stopping else "green", words.STOPPING, stopping), _badge("orange", words.WARNING, warnings)]
    if found.examples is not None:
        told.append(_badge("red" if found.failing else "green", words.FAILING, len(found.failing)))
    try:
        verdict = difference_to(context, one, compared_with(context, one)).verdict
        told.append(f":blue-badge[{escaped(say(words.VERDICTS[verdict]))}]")
    except Refused:
        told.append(f":gray-badge[{escaped(say(words.NO_VERDICT))}]")
    st.markdown(" ".join(told), help=say(words.SUMMARY_SAYS).format(ref=escaped(compared_with(context, one))))


def show_findings(context: AppContext, one: WorkingCopy) -> None:
    """Those that stop publication first, each in words."""
    version, found = working_version(context, one), check_of(context, one).checked
    stops = [finding for finding in found.findings if finding.stops]
    warns = [finding for finding in found.findings if not finding.stops]
    st.caption(say(words.FINDINGS_SAYS).format(classes=number(found.classes, language())))
    for finding in stops:
        st.error(_finding_line(finding, version, context), icon=":material/error:")
    if found.failing:
        st.error(say(words.FAILING_STOP).format(count=number(len(found.failing), language())), icon=":material/error:")
    if found.may_be_published:
        st.success(say(words.NOTHING_STOPS), icon=":material/check_circle:")
    for finding in warns:
        st.warning(_finding_line(finding, version, context), icon=":material/warning:")


def _badge(colour: str, label: Text, count: int) -> str:
    return f":{colour if count or colour == 'green' else 'gray'}-badge[{escaped(say(label).format(count=number(count, language())))}]"


def _finding_line(finding: Finding, version: Version, context: AppContext) -> str:
    """A wording that is missing does not say whose: its line does."""
    where = f" ({finding.place})" if finding.kind == "wording" else ""
    return escaped(f"{finding_text(finding, version, context.deciders.packs.outcomes)}{where}")
