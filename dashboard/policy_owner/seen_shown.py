"""What the draft at hand comes to while it is edited: a line that is always in sight, and its findings."""

from __future__ import annotations

import streamlit as st

from dashboard.house import House
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner import seen_words as words
from dashboard.policy_owner.difference_shown import compared_with
from dashboard.policy_owner.draft_at_hand import DraftAtHand, version_at_hand
from dashboard.policy_owner.draft_seen import difference_to, findings_of
from dashboard.policy_owner.finding_told import finding_told
from engine.compiling.findings import Finding
from engine.policy.pack import Text
from engine.policy.version import Version
from engine.vocabulary.problems import Refused
from engine.wording.formats import number


def show_summary(at: House, one: DraftAtHand) -> None:
    """Badges: how many findings stop publication, how many warn, examples that fail, the difference in one word."""
    found = findings_of(at, one).checked
    stops = [finding for finding in found.findings if finding.stops]
    stopping, warnings = len(stops) + len(found.failing), len(found.findings) - len(stops)
    told = [_badge("red" if stopping else "green", words.STOPPING, stopping), _badge("orange", words.WARNING, warnings)]
    if found.examples is not None:
        told.append(_badge("red" if found.failing else "green", words.FAILING, len(found.failing)))
    try:
        verdict = difference_to(at, one, compared_with(at, one)).verdict
        told.append(f":blue-badge[{escaped(say(words.VERDICTS[verdict]))}]")
    except Refused:
        told.append(f":gray-badge[{escaped(say(words.NO_VERDICT))}]")
    st.markdown(" ".join(told), help=say(words.SUMMARY_SAYS).format(ref=escaped(compared_with(at, one))))


def show_findings(at: House, one: DraftAtHand) -> None:
    """Those that stop publication first, each in words."""
    version, found = version_at_hand(at, one), findings_of(at, one).checked
    stops = [finding for finding in found.findings if finding.stops]
    warns = [finding for finding in found.findings if not finding.stops]
    st.caption(say(words.FINDINGS_SAYS).format(classes=number(found.classes, language())))
    for finding in stops:
        st.error(_told(finding, version, at), icon=":material/error:")
    if found.failing:
        st.error(say(words.FAILING_STOP).format(count=number(len(found.failing), language())), icon=":material/error:")
    if found.may_be_published:
        st.success(say(words.NOTHING_STOPS), icon=":material/check_circle:")
    for finding in warns:
        st.warning(_told(finding, version, at), icon=":material/warning:")


def _badge(colour: str, label: Text, count: int) -> str:
    return f":{colour if count or colour == 'green' else 'gray'}-badge[{escaped(say(label).format(count=number(count, language())))}]"


def _told(finding: Finding, version: Version, at: House) -> str:
    """A wording that is missing does not say whose: its line does."""
    where = f" ({finding.place})" if finding.kind == "wording" else ""
    return escaped(f"{finding_told(finding, version, at.deciders.packs.outcomes)}{where}")
