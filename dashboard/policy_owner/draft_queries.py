"""What is asked of the draft at hand after each change: findings, difference, missing examples, recorded requests decided again.

All by the direct reading, and each answer kept by the digest of the texts and the place in the log, so that nothing is asked twice."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.policy_owner.working_copy import WorkingCopy, working_version
from engine.compiling.findings import refuse_unsound
from engine.proof.diff import Diff, diff
from engine.proof.suggestions import Suggestion
from engine.use_cases.lifecycle.draft_check import CheckedDraft, look_at_draft
from engine.use_cases.proving.backtest import held_against
from engine.use_cases.proving.backtest_result import Backtest
from engine.use_cases.proving.prove_policy import examples_to_add
from engine.use_cases.proving.recorded_requests import RecordedRequests, recorded_requests
from engine.use_cases.reckoning.as_of import known
from engine.use_cases.reckoning.policy_pins import compiled_by_ref


def check_of(context: AppContext, one: WorkingCopy) -> CheckedDraft:
    """Raises Refused where its examples cannot be read."""
    return _findings(context, one, one.digest, context.state)


def difference_to(context: AppContext, one: WorkingCopy, ref: str) -> Diff:
    """From the version `ref` to it. Raises Refused where it has gaps or clashes."""
    return _difference(context, one, ref, one.digest, context.state)


def missing_examples(context: AppContext, one: WorkingCopy) -> tuple[Suggestion, ...]:
    """Raises Refused where it has gaps or clashes."""
    return _missing(context, one, one.digest, context.state)


def backtest_of(context: AppContext, one: WorkingCopy, first: date, last: date) -> Backtest:
    """Requests received from `first` to `last`. Raises Refused where it has gaps or clashes, or they could be nothing in it."""
    return _again(context, one, one.digest, context.state, first, last)


@st.cache_resource(max_entries=16, show_spinner=False)
def _findings(_context: AppContext, _one: WorkingCopy, digest: str, state: str) -> CheckedDraft:  # noqa: ARG001 (the key)
    return look_at_draft(_context.deciders.packs, working_version(_context, _one))


@st.cache_resource(max_entries=16, show_spinner=False)
def _difference(_context: AppContext, _one: WorkingCopy, ref: str, digest: str, state: str) -> Diff:  # noqa: ARG001 (the key)
    after = check_of(_context, _one).compiled
    refuse_unsound([after])
    return diff(compiled_by_ref(_context.deciders)[ref], after)


@st.cache_resource(max_entries=16, show_spinner=False)
def _missing(_context: AppContext, _one: WorkingCopy, digest: str, state: str) -> tuple[Suggestion, ...]:  # noqa: ARG001 (the key)
    return examples_to_add(_context.deciders.packs, working_version(_context, _one))


@st.cache_resource(max_entries=16, show_spinner=False)
def _again(_context: AppContext, _one: WorkingCopy, digest: str, state: str, first: date, last: date) -> Backtest:  # noqa: ARG001 (the key)
    return held_against(_recorded(_context, _one.product, first, last, state), working_version(_context, _one))


# a few years of requests are large: the last two periods asked for
@st.cache_resource(max_entries=2, show_spinner=False)
def _recorded(_context: AppContext, product: str, first: date, last: date, state: str) -> RecordedRequests:  # noqa: ARG001 (the key)
    with _context.record.reading() as connection:
        return recorded_requests(known(connection, _context.deciders), product, first, last)
