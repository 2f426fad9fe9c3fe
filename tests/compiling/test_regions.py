"""Conditions that say which classes are meant: exactly those, as wide as can be, none for nothing; and how they read."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from engine.compiling.classes import Classes
from engine.compiling.regions import Region, class_set, condition_of, regions, representative
from engine.wording.sentences import Reader

FACTS = {"service": ("advice", "cleanup", "other"), "cause": ("defect", "misuse"), "delivery": ("remote", "phone", "email", "on_site")}
DOMAIN = FACTS


def classes(**groups: tuple[tuple[str, ...], ...]) -> Classes:
    return Classes({fact: tuple((value,) for value in values) for fact, values in FACTS.items()} | groups)


def holds(region: Region, request: dict[str, str]) -> bool:
    return all(request[fact] in values for fact, values in region.values.items())


@given(st.lists(st.booleans(), min_size=24, max_size=24))
def test_the_conditions_hold_for_exactly_the_chosen_classes(chosen: list[bool]) -> None:
    every = classes()
    found = regions(every, class_set(chosen), most=24)
    requests = [dict(zip(FACTS, values, strict=True)) for values in product(*FACTS.values())]
    assert [any(holds(region, request) for region in found) for request in requests] == chosen
    for region in found:
        held = [holds(region, request) for request in requests]
        assert region.classes == class_set(held)
        assert region.count == sum(held)
        for fact, values in region.values.items():  # as wide as can be: each value more would hold for a class that is not chosen
            for value in set(FACTS[fact]) - set(values):
                wider = Region({**region.values, fact: (*values, value)}, 0)
                assert any(holds(wider, request) and not one for request, one in zip(requests, chosen, strict=True))
        others = [other for other in found if other is not region]
        assert any(one and not any(holds(other, request) for other in others) for request, one in zip(requests, held, strict=True))


@given(st.integers(0, 23))
def test_a_class_is_shown_as_one_request(at: int) -> None:
    requests = [dict(zip(FACTS, values, strict=True)) for values in product(*FACTS.values())]
    assert representative(classes(), at) == requests[at]


def shown(values: dict[str, tuple[str, ...]], domain: dict[str, tuple[str, ...]]) -> str:
    return Reader("en").write(condition_of(values, domain))


def test_what_holds_for_all_is_one_condition_on_nothing() -> None:
    (region,) = regions(classes(), class_set([True] * 24))
    assert (region.values, region.count) == ({}, 24)
    assert shown(dict(region.values), DOMAIN) == "any facts"
    assert regions(classes(), 0) == ()


def test_at_most_so_many_conditions_are_looked_for() -> None:
    checkered = class_set((a + b + c) % 2 == 0 for a, b, c in product(range(3), range(2), range(4)))
    assert len(regions(classes(), checkered, most=3)) == 3


def test_a_condition_reads_as_a_person_would_say_it() -> None:
    assert shown({"service": ("cleanup",), "cause": ("misuse",)}, DOMAIN) == "service is `cleanup` and cause is `misuse`"
    assert shown({"delivery": ("email", "remote")}, DOMAIN) == "delivery is `remote` or `email`"
    assert shown({"delivery": ("phone", "email", "remote")}, DOMAIN) == "delivery is not `on_site`"
    many = {"topic": tuple(f"t{number}" for number in range(40))}
    assert shown({"topic": many["topic"][:12]}, many).endswith("`t7` and 4 more")


def test_values_that_no_rule_tells_apart_stay_together() -> None:
    grouped = classes(delivery=(("remote", "phone", "email"), ("on_site",)))
    (region,) = regions(grouped, class_set(at % 2 == 0 for at in range(12)))
    assert region.values == {"delivery": ("remote", "phone", "email")}
