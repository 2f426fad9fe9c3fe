"""What changes against the version in force: the verdict in one word, then who pays otherwise, when, and by which rules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import streamlit as st

from dashboard.app_context import AppContext, now
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner.draft_queries import difference_to
from dashboard.policy_owner.text_tables import show_texts, titles
from dashboard.policy_owner.working_copy import WorkingCopy, working_version
from engine.policy.pack import OutcomesFile
from engine.policy.version import Version
from engine.proof.diff import DecisionChange, Diff, DiffVerdict
from engine.use_cases.explaining.rule_words import fact_label, fact_labels, labels
from engine.use_cases.explaining.value_words import values_in_words
from engine.vocabulary.problems import Refused


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
        st.warning(say("policy_owner.difference.mend_first"), icon=":material/warning:")
        return
    st.markdown(f"### {escaped(verdict_text(found.verdict))}")
    st.caption(escaped(f"{say('policy_owner.difference.compared', ref=ref)} {say(f'{_key(found.verdict)}_means')}"))
    version, outcomes = working_version(context, one), context.deciders.packs.outcomes
    if found.differences:
        columns = titles("what", "before", "after", "where", "by_rules")
        show_texts(columns, [_row(difference, version, outcomes) for difference in found.differences], (6, 6, 6, 18, 12))
    if found.further:
        st.warning(say("policy_owner.difference.further", count=found.further), icon=":material/warning:")
    _show_texts_changed(found)


def verdict_text(verdict: DiffVerdict) -> str:
    """`more covered`."""
    return say(_key(verdict))


def condition_text(condition: Mapping[str, tuple[str, ...]], version: Version, outcomes: OutcomesFile) -> str:
    """`Service: training or installation; Cause: …`, or that it is any request."""
    parts = []
    for fact, values in condition.items():
        in_order = [value for value in version.known_values.get(fact, ()) if value in values]
        if len(in_order) == len(values):
            told = values_in_words(version, outcomes, fact, in_order, language())
        else:
            named = fact_labels(version, outcomes, fact, language())
            told = reduce(
                lambda one, other: say("policy_owner.difference.either", one=one, other=other), (named.get(one, one) for one in values)
            )
        parts.append(f"{fact_label(version, fact, language())}: {told}")
    return "; ".join(parts) or say("policy_owner.difference.any_request")


def _key(verdict: DiffVerdict) -> str:
    return f"policy_owner.difference.{verdict.replace(' ', '_')}"


def _row(one: DecisionChange, version: Version, outcomes: OutcomesFile) -> tuple[str, ...]:
    named = labels(getattr(outcomes, one.table), language())
    rules = f"{', '.join(one.rules_before) or '–'} → {', '.join(one.rules_after) or '–'}"
    table = say(f"policy_owner.table.{one.table}")
    before, after = (named.get(outcome, say("policy_owner.difference.not_known")) for outcome in (one.before, one.after))
    return table, before, after, condition_text(one.condition, version, outcomes), rules


def _show_texts_changed(found: Diff) -> None:
    for what, changes in (("rules", found.texts.rules), ("facts", found.texts.facts)):
        named = {"added": changes.added, "removed": changes.removed, "changed": changes.changed, "reworded": changes.reworded}
        for how, ids in named.items():
            if ids:
                st.text(say(f"policy_owner.difference.{what}_{how}", ids=tuple(ids)))
    if found.texts.hours:
        st.text(say("policy_owner.difference.hours"))
