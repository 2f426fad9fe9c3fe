"""What the demo's invented company consists of, as `policies/demo.yaml` tells it: names, terms, what is asked and how often.

Shapes only; its words are a pack's, so none of them stands in the engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from engine.policy.pack import NonEmptyText, Shape
from engine.policy.shape_validation import read_shape
from engine.policy.yaml_file import read_yaml
from engine.vocabulary.outcomes import Route

Weights = dict[str, Annotated[int, Field(ge=0)]]
Language = Literal["de", "en"]
Some = Annotated[tuple[NonEmptyText, ...], Field(min_length=1)]


class Agent(Shape):
    name: NonEmptyText
    role: NonEmptyText
    account_manager: bool = False
    from_: Annotated[date, Field(alias="from")] = date.min
    to: date = date.max

    def works_on(self, day: date) -> bool:
        return self.from_ <= day <= self.to


class Town(Shape):
    city: NonEmptyText
    postal_code: NonEmptyText


class Price(Shape):
    """One row of the rate table over its years: `amounts` by first day; `to` ends the last of them."""

    amounts: Annotated[dict[date, str], Field(min_length=1)]
    product: str | None = None
    role: str | None = None
    customer: str | None = None
    to: date | None = None


class Terms(Shape):
    product: NonEmptyText
    from_: Annotated[date, Field(alias="from")]
    to: date | None = None
    status: Literal["active", "suspended"] = "active"
    second_level: Literal["none", "included", "billable"] = "none"
    training_register: Literal["complete", "partial"]


class Change(Shape):
    from_: Annotated[date, Field(alias="from")]
    name: str | None = None


class Firm(Shape):
    name: NonEmptyText
    size: Annotated[int, Field(ge=1, le=6)]
    language: Language = "de"
    country: str | None = None
    contracts: tuple[Terms, ...] | None = None
    renamed: Change | None = None
    moved: Change | None = None


class DrawnTerms(Shape):
    product: NonEmptyText
    years: tuple[int, int]
    second_level: Weights
    training_register: Weights


class Filing(Shape):
    intake: Weights
    delivery: Weights
    complexity: Weights
    only_in_service_hours: tuple[str, ...] = ()
    resubmitted_by: NonEmptyText
    instead_of_a_visit: NonEmptyText


class Causes(Shape):
    """For each kind of help the weights of what is behind it."""

    of_service: dict[str, Weights]
    otherwise: NonEmptyText
    found_later: NonEmptyText


class Situation(Shape):
    service: NonEmptyText
    topic: NonEmptyText
    weight: Annotated[int, Field(ge=1)]
    minutes: tuple[int, int]
    busy: tuple[int, ...] = ()
    new_customers: bool = False
    de: Some
    en: Some

    def summaries(self, language: Language) -> Some:
        return self.de if language == "de" else self.en


class Notes(Shape):
    triage: Some
    work: Some
    late: Some


class Reasons(Shape):
    covered: Some
    billable: Some
    not_entitled: Some
    waived: Some
    deviation: Some
    retracted: dict[str, Some]


class Evidence(Shape):
    portal: NonEmptyText
    email: NonEmptyText
    phone: NonEmptyText


class Script(Shape):
    first_day: date
    last_day: date
    requests: Annotated[int, Field(ge=1)]
    seasons: Annotated[tuple[int, ...], Field(min_length=12, max_length=12)]
    hotlines: dict[Route, str]
    agents: Annotated[tuple[Agent, ...], Field(min_length=1)]
    first_names: Some
    surnames: Some
    streets: Some
    towns: dict[str, tuple[Town, ...]]
    rates: tuple[Price, ...]
    customers: Annotated[tuple[Firm, ...], Field(min_length=1)]
    contracts_drawn: DrawnTerms
    filing: Filing
    causes: Causes
    situations: dict[str, tuple[Situation, ...]]
    notes: Notes
    reasons: Reasons
    evidence: Evidence


def read_script(policies: Path) -> Script:
    """`demo.yaml` in the folder of packs. Raises Refused where it is missing, or with every field that is wrong."""
    path = policies / "demo.yaml"
    return read_shape(read_yaml(path), Script)
