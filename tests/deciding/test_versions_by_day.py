"""Which version decides: the one in force on the local day of receipt, whatever offset that instant is written with."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.deciding.fact_validation import BadFacts
from tests.deciding.shipped_packs import decided, deciders
from tests.wording.read import line


@pytest.mark.parametrize(
    ("received_at", "version"),
    [
        ("2023-08-01T00:00:00+02:00", "2023-08"),
        ("2023-07-31T22:00:00Z", "2023-08"),
        ("2024-12-31T23:59:59.999999+01:00", "2023-08"),
        ("2024-12-31T22:59:59Z", "2023-08"),
        ("2024-12-31T23:00:00Z", "2025-01"),
        ("2025-01-01T00:00:00+01:00", "2025-01"),
        ("2025-01-01T11:59:59+13:00", "2023-08"),
        ("2024-12-31T18:00:00-05:00", "2025-01"),
        ("2199-12-31T00:00:00+01:00", "2025-01"),
    ],
)
def test_the_local_day_of_receipt_picks_the_version(received_at: str, version: str) -> None:
    assert decided(received_at=received_at).policy == f"hausperfekt@{version}"


def test_the_last_instant_before_the_first_version_is_refused() -> None:
    with pytest.raises(BadFacts) as bad:
        decided(received_at="2023-07-31T23:59:59+02:00")
    assert bad.value.problem.kind == "no_policy"
    assert line(bad.value.problem) == "`received_at`: no version of `hausperfekt` is in force on 2023-07-31; the first begins on 2023-08-01"


def test_the_version_stays_that_of_receipt_however_late_it_is_worked_on() -> None:
    decision = decided(received_at="2024-12-31T12:00:00+01:00", at="2026-05-04T12:00:00+02:00", service="configuration_question")
    assert (decision.policy, decision.coverage, decision.action) == ("hausperfekt@2023-08", "covered", "work")


def test_the_same_question_on_allocation_keys_is_covered_by_the_newsletter_and_billed_by_the_faq() -> None:
    asked = {"service": "configuration_question", "topic": "allocation_keys"}
    assert decided(received_at="2024-12-31T12:00:00+01:00", **asked).coverage == "covered"
    assert decided(received_at="2025-01-02T12:00:00+01:00", **asked).coverage == "billable"


def test_a_time_may_be_given_as_an_aware_datetime() -> None:
    facts = {"product": "exampleworks", "received_at": datetime(2025, 1, 1, tzinfo=UTC), "contract": "none"}
    assert deciders().decide(facts).coverage == "not_entitled"
    with pytest.raises(BadFacts) as bad:
        deciders().decide(facts | {"received_at": datetime(2025, 1, 1)})
    assert "is not an ISO 8601 date-time with offset" in line(bad.value.problem)


def test_nobody_asks_a_product_that_is_not_there() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert deciders().decider_on("nothing", moment) is None
    assert deciders().decider_on("hausperfekt", datetime(2020, 1, 1, tzinfo=UTC)) is None
    found = deciders().decider_on("hausperfekt", moment)
    assert found is not None
    assert found.ref == "hausperfekt@2025-01"
