"""What is asked of the draft at hand after each change: findings, difference, missing examples, recorded requests decided again.

All by the direct reading, and each answer kept by the digest of the texts and the place in the log, so that nothing is asked twice."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.house import House
from dashboard.policy_owner.draft_at_hand import DraftAtHand, version_at_hand
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


def findings_of(at: House, one: DraftAtHand) -> CheckedDraft:
    """Raises Refused where its examples cannot be read."""
    return _findings(at, one, one.digest, at.state)


def difference_to(at: House, one: DraftAtHand, ref: str) -> Diff:
    """From the version `ref` to it. Raises Refused where it has gaps or clashes."""
    return _difference(at, one, ref, one.digest, at.state)


def missing_examples(at: House, one: DraftAtHand) -> tuple[Suggestion, ...]:
    """Raises Refused where it has gaps or clashes."""
    return _missing(at, one, one.digest, at.state)


def decided_again(at: House, one: DraftAtHand, first: date, last: date) -> Backtest:
    """Requests received from `first` to `last`. Raises Refused where it has gaps or clashes, or they could be nothing in it."""
    return _again(at, one, one.digest, at.state, first, last)


@st.cache_resource(max_entries=16, show_spinner=False)
def _findings(_house: House, _one: DraftAtHand, digest: str, state: str) -> CheckedDraft:  # noqa: ARG001 (the key)
    return look_at_draft(_house.deciders.packs, version_at_hand(_house, _one))


@st.cache_resource(max_entries=16, show_spinner=False)
def _difference(_house: House, _one: DraftAtHand, ref: str, digest: str, state: str) -> Diff:  # noqa: ARG001 (the key)
    after = findings_of(_house, _one).compiled
    refuse_unsound([after])
    return diff(compiled_by_ref(_house.deciders)[ref], after)


@st.cache_resource(max_entries=16, show_spinner=False)
def _missing(_house: House, _one: DraftAtHand, digest: str, state: str) -> tuple[Suggestion, ...]:  # noqa: ARG001 (the key)
    return examples_to_add(_house.deciders.packs, version_at_hand(_house, _one))


@st.cache_resource(max_entries=16, show_spinner=False)
def _again(_house: House, _one: DraftAtHand, digest: str, state: str, first: date, last: date) -> Backtest:  # noqa: ARG001 (the key)
    return held_against(_recorded(_house, _one.product, first, last, state), version_at_hand(_house, _one))


# a few years of requests are large: the last two periods asked for
@st.cache_resource(max_entries=2, show_spinner=False)
def _recorded(_house: House, product: str, first: date, last: date, state: str) -> RecordedRequests:  # noqa: ARG001 (the key)
    with _house.record.reading() as connection:
        return recorded_requests(known(connection, _house.deciders), product, first, last)
