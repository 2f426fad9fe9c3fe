"""Whether a version is sound: its classes, gaps, clashes and dead rules, and each worked example decided just now."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, reader, say, worded
from dashboard.markdown import escaped
from dashboard.policy_owner.finding_text import finding_text
from dashboard.policy_owner.text_tables import show_texts, titles
from engine.policy.pack import OutcomesFile
from engine.policy.version import Version
from engine.proof.example_runs import ExampleRun
from engine.proof.policy_check import CheckResult
from engine.use_cases.explaining.rule_words import expectation_in_words, facts_in_words, unmet_in_words
from engine.use_cases.lifecycle.version_check import check_version, digest_of_examples
from engine.use_cases.proving.example_text import as_decided
from engine.wording.formats import number


def cached_check(context: AppContext, version: Version, meaning: str) -> CheckResult:
    """The check of a version; run again whenever its rules, its wording or its examples changed."""
    return _checked(context, version.ref, meaning, version.text_digest, digest_of_examples(version))


def show_check(found: CheckResult, version: Version, outcomes: OutcomesFile) -> None:
    """Four figures, and each finding with its place and a witness."""
    told = (
        ("policy_owner.check.classes", found.classes, "policy_owner.check.classes_help"),
        ("policy_owner.check.gaps", len(found.of_kind("gap")), "policy_owner.check.gaps_help"),
        ("policy_owner.check.clashes", len(found.of_kind("clash")), "policy_owner.check.clashes_help"),
        ("policy_owner.check.dead_rules", len(found.of_kind("dead")), "policy_owner.check.dead_rules_help"),
    )
    with st.container(horizontal=True, gap="large"):
        for label, count, means in told:
            st.metric(say(label), number(count, language()), help=say(means), width="content")
    for finding in found.findings:
        show, icon = (st.error, ":material/error:") if finding.stops else (st.warning, ":material/warning:")
        show(escaped(f"{finding_text(finding, version, outcomes)} ({reader().place(finding.place)})"), icon=icon)
    st.caption(say("policy_owner.check.done", count=found.classes))


def show_examples(found: CheckResult, version: Version, outcomes: OutcomesFile) -> None:
    """Each sentence with its facts and what is expected; those that do not hold first, with why not."""
    runs = found.examples
    if runs is None:
        st.warning(say("policy_owner.examples.not_run"), icon=":material/warning:")
        return
    failed = [run for run in runs if not run.holds]
    if failed:
        st.error(say("policy_owner.examples.some_fail", count=len(failed), total=len(runs)), icon=":material/error:")
    else:
        st.success(say("policy_owner.examples.all_hold", count=len(runs)), icon=":material/check_circle:")
    st.caption(say("policy_owner.examples.help"))
    columns = titles("holds", "sentence", "facts", "expected", "why_not")
    rows = [_row(run, version, outcomes) for run in (*failed, *(run for run in runs if run.holds))]
    widths = (3, 18, 18, 18, 14)
    told = len(columns) if failed else len(columns) - 1
    show_texts(columns[:told], [row[:told] for row in rows], widths[:told])


def _row(run: ExampleRun, version: Version, outcomes: OutcomesFile) -> tuple[str, ...]:
    why_not = "" if run.holds else f"{_why_not(run, version, outcomes)} ({reader().place(run.place)})"
    facts = facts_in_words(version, outcomes, run.example.facts, language())
    expected = expectation_in_words(version, outcomes, run.example.expect, language())
    return "✓" if run.holds else "✗", worded(run.example.sentence), facts, expected, why_not


def _why_not(run: ExampleRun, version: Version, outcomes: OutcomesFile) -> str:
    if run.decision is None:
        return "; ".join(map(reader().sentence, run.wrong))
    return unmet_in_words(version, outcomes, run.example.expect, as_decided(run).expect, language())


@st.cache_resource(max_entries=32, show_spinner=False)
def _checked(_context: AppContext, ref: str, meaning: str, text: str, examples: str) -> CheckResult:  # noqa: ARG001 (the key)
    return check_version(_context.deciders, ref)
