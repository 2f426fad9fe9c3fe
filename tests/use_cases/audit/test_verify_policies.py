"""A closed month is derived anew under policies that may have been reworded, and by the tax of its closing; never under others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.store.mismatch import Mismatch
from engine.use_cases.audit.verify import verify, verify_on
from tests.use_cases.audited_company import AuditedCompany, closed_october, tampering, unguard
from tests.use_cases.reckoning.test_policy_pins import OTHERWISE, REPHRASED, RULES, meaning, packs
from tests.wording.read import line

RENAMED = (RULES, "id: training_and_configuration_charged", "id: a_charge_for_training")
OTHER_TAX = ("vendor.yaml", 'percent: "19"\n    valid_from: 2021-01-01', 'percent: "20"\n    valid_from: 2020-01-01')
ABROAD = ("vendor.yaml", "country: DE", "country: AT")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuditedCompany]:
    made = closed_october(tmp_path_factory.mktemp("closed"))
    unguard(made)
    yield made
    made.record.close()


@pytest.mark.parametrize("change", [REPHRASED, RENAMED, OTHER_TAX, ABROAD])
def test_what_was_frozen_still_follows_in_other_words_and_under_other_taxes(
    company: AuditedCompany, tmp_path: Path, change: tuple[str, str, str]
) -> None:
    assert verify(company.record, packs(tmp_path, change)) == verify(company.record, company.packs)


def test_in_other_words_a_changed_row_is_found_all_the_same(company: AuditedCompany, tmp_path: Path) -> None:
    reworded = packs(tmp_path, RENAMED)
    for tampered in (
        "UPDATE statement_decisions SET rules = 'a_charge_for_training' WHERE number = 1",
        "UPDATE statement_decisions SET clauses = 'faq-9' WHERE number = 2",
        "UPDATE statement_policies SET text_digest = 'other'",
        "UPDATE statement_parts SET decision = 3 WHERE entry_id = 'E1'",
    ):
        with tampering(company) as connection:
            assert connection.execute(text(tampered)).rowcount == 1
            with pytest.raises(Mismatch):
                verify_on(connection, reworded)


def test_a_policy_that_means_something_else_is_named_with_both_digests(company: AuditedCompany, tmp_path: Path) -> None:
    other = packs(tmp_path, OTHERWISE)
    was, now = (meaning(one, "hausperfekt@2025-01") for one in (company.packs, other))
    with pytest.raises(Mismatch) as found:
        verify(company.record, other)
    told = f"`hausperfekt@2025-01` meant `{was}`, but means `{now}` in the policies' folder"
    assert line(found.value.problem) == f"`policy_pins`, seq 1: {told}"
