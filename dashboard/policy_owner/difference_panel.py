"""What changes against the version in force: the verdict in one word, then who pays otherwise, when, and by which rules."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.app_context import AppContext, now
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner import draft_check_words as words
from dashboard.policy_owner.draft_queries import difference_to
from dashboard.policy_owner.text_tables import show_texts
from dashboard.policy_owner.working_copy import WorkingCopy, working_version
from engine.policy.pack import OutcomesFile
from engine.policy.version import Version
from engine.proof.diff import DecisionChange, Diff
from engine.use_cases.explaining.rule_words import fact_label, fact_labels, labels
from engine.use_cases.explaining.value_words import values_in_words
from engine.vocabulary.problems import Refused
from engine.wording.formats import number


def compared_with(context: AppContext, one: WorkingCopy) -> str:
    """The version in force today; before the first one begins, that one."""
    pack = context.deciders.packs.packs[one.product]
    found = pack.version_on(now().astimezone(pack.zone).date()) or pack.versions[0]
    return found.ref


def show_difference(context: AppContext, one: WorkingCopy) -> None:
    """Verdict, conditions and what else is another text."""
    ref = compared_with(context, one)
    try:
        found = difference_to(context, one, ref)
    except Refused:
        st.warning(say(words.MEND_FIRST), icon=":material/warning:")
        return
    st.markdown(f"### {escaped(say(words.VERDICTS[found.verdict]))}")
    st.caption(say(words.COMPARED).format(ref=escaped(ref), means=escaped(say(words.VERDICTS_SAY[found.verdict]))))
    version, outcomes = working_version(context, one), context.deciders.packs.outcomes
    if found.differences:
        columns = [say(text) for text in (words.WHAT, words.BEFORE, words.AFTER, words.WHERE, words.BY_RULES)]
        show_texts(columns, [_row(difference, version, outcomes) for difference in found.differences], (6, 6, 6, 18, 12))
    if found.further:
        st.warning(say(words.FURTHER).format(count=number(found.further, language())), icon=":material/warning:")
    _show_texts_changed(found)


def condition_text(condition: Mapping[str, tuple[str, ...]], version: Version, outcomes: OutcomesFile) -> str:
    """`Service: training or installation; Cause: …`, or that it is any request."""
    parts = []
    for fact, values in condition.items():
        in_order = [value for value in version.known_values.get(fact, ()) if value in values]
        if len(in_order) == len(values):
            told = values_in_words(version, outcomes, fact, in_order, language())
        else:
            named = fact_labels(version, outcomes, fact, language())
            told = f" {say(words.OR)} ".join(named.get(value, value) for value in values)
        parts.append(f"{fact_label(version, fact, language())}: {told}")
    return "; ".join(parts) or say(words.ANY_REQUEST)


def _row(one: DecisionChange, version: Version, outcomes: OutcomesFile) -> tuple[str, ...]:
    named = labels(getattr(outcomes, one.table), language())
    rules = f"{', '.join(one.rules_before) or '–'} → {', '.join(one.rules_after) or '–'}"
    table = say(words.TABLES[one.table])
    before, after = (named.get(outcome, say(words.NOT_KNOWN)) for outcome in (one.before, one.after))
    return table, before, after, condition_text(one.condition, version, outcomes), rules


def _show_texts_changed(found: Diff) -> None:
    for label, changes in ((words.RULES, found.texts.rules), (words.FACTS, found.texts.facts)):
        named = ((words.ADDED, changes.added), (words.REMOVED, changes.removed), (words.CHANGED, changes.changed))
        for how, ids in (*named, (words.REWORDED, changes.reworded)):
            if ids:
                st.text(f"{say(label)} – {say(how)}: {', '.join(ids)}")
    if found.texts.hours:
        st.text(say(words.OTHER_HOURS))
