"""Whatever the facts are, the answer is a decision or one of the five errors; nothing else ever comes out."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.deciding.fact_validation import BadFacts
from tests.deciding.shipped_packs import DULL, deciders
from tests.wording.read import english

CODES = {"unknown_fact", "missing_fact", "bad_value", "no_policy"}
FACTS = {name: values for pack in deciders().products.values() for name, values in pack.newest().compiled.version.all_values.items()}
STATED = {scale.of for pack in deciders().products.values() for scale in pack.newest().scales}
OF_THE_DULL = deciders().products[DULL["product"]].newest().compiled.version
TIMES = [
    "2023-07-31T23:59:59+02:00",
    "2023-08-01T00:00:00+02:00",
    "2026-03-29T02:30:00+01:00",
    "2199-12-31T23:59:59-23:59",
    "0002-01-01T00:00:00+23:59",
    "2026-02-30T10:00:00Z",
    "2026-03-10",
]
anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
written_values = st.sampled_from([value for values in FACTS.values() for value in values])
times = st.sampled_from(TIMES) | st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()) | st.datetimes()
names = st.sampled_from([*FACTS, *STATED, "product", "received_at", "at", "Contract", ""]) | st.text(max_size=5)


@given(st.dictionaries(names, anything | written_values | times, max_size=8), st.booleans())
def test_any_facts_are_decided_or_refused_with_a_code(facts: dict[str, Any], dull: bool) -> None:
    asked = DULL | facts if dull else facts
    try:
        decision = deciders().decide(asked)
    except BadFacts as bad:
        assert bad.problem.kind in CODES
        told = english(bad.problem)
        assert told.isprintable()
        assert len(told) < 1_000
    else:
        assert decision.policy.startswith(asked["product"])


@given(
    st.dictionaries(st.sampled_from([*OF_THE_DULL.facts]), written_values, max_size=8),
    st.sampled_from(TIMES[:4]),
    st.sampled_from(TIMES[:4]),
)
def test_facts_of_the_vocabulary_fail_only_where_a_value_or_a_day_is_wrong(facts: dict[str, str], received: str, at: str) -> None:
    asked = DULL | facts | {"received_at": received, "at": at}
    version = OF_THE_DULL
    wrong = [name for name, value in facts.items() if value not in version.all_values[name]]
    try:
        deciders().decide(asked)
    except BadFacts as bad:
        if bad.problem.code == "bad_value" and bad.problem.place.field != "at":
            assert bad.problem.place.field == next(name for name in version.facts if name in wrong)
        elif bad.problem.code == "no_policy":
            assert received == TIMES[0]
            assert wrong == []
    else:
        assert wrong == []
