"""Who of a customer's people was trained for what, and until when: as complete as the contract says the register is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from demo.dice import Dice
from demo.journal import Journal
from demo.script import Script

OF_COMPLETE_REGISTERS, OF_PARTIAL_REGISTERS, ALL_AT_ONCE, LATER, RUNS_OUT = 88, 45, 35, 45, 12


def trained(script: Script, journal: Journal, people: dict[str, list[Any]], contracts: list[Any], dice: Dice) -> list[Any]:
    """The records, written down: one for everybody where all were trained together, else one a person."""
    records: list[Any] = []
    for contract in {one.product: one for one in reversed(contracts)}.values():
        is_complete = contract.training_register == "complete"
        if not is_complete and dice.percent(ALL_AT_ONCE):
            records.append(_record(script, journal, contract, None, len(records), dice))
            continue
        for person_id in people:
            if dice.percent(OF_COMPLETE_REGISTERS if is_complete else OF_PARTIAL_REGISTERS):
                records.append(_record(script, journal, contract, person_id, len(records), dice))
            elif is_complete and dice.percent(LATER):
                begins = max(script.first_day, contract.valid_from)
                completed = begins + timedelta(days=dice.between(60, 400))
                if completed <= script.last_day:
                    records.append(_record(script, journal, contract, person_id, len(records), dice, completed))
    return records


def _record(
    script: Script, journal: Journal, contract: Any, person_id: str | None, counted: int, dice: Dice, completed: date | None = None
) -> Any:
    completed = completed or contract.valid_from + timedelta(days=dice.between(5, 60))
    runs_out = script.first_day + timedelta(days=dice.between(200, 700))
    return journal.stands(
        "training",
        training_id=f"T-{contract.customer_id[2:]}-{counted + 1}",
        customer_id=contract.customer_id,
        person_id=person_id,
        product=contract.product,
        completed_on=completed,
        valid_until=runs_out if runs_out > completed and dice.percent(RUNS_OUT) else None,
    )
