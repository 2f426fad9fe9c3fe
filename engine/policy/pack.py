"""A policy pack as read: facts, sections of rules, levels, routes, channels, sources, contacts, examples, vendor.

Shapes only, field by field as `policies/README.md` explains them; what they mean together is `version_validation.py`'s business.
Everything is frozen. A `Text` is what a person reads, always in German and English.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from engine.vocabulary.outcomes import Channel, Coverage, Level, Route

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
ClauseId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*-[0-9]+(\.[0-9]+)*$", max_length=40)]
VersionName = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
NonEmptyText = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_NAME: TypeAdapter[str] = TypeAdapter(Name)
LARGEST_NUMBER = 999_999_999
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Shape):
    de: NonEmptyText
    en: NonEmptyText

    def in_(self, language: str) -> str:
        return self.de if language == "de" else self.en


Border = Annotated[int, Field(strict=True, ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]


class Value(Shape):
    """`from_` and `below`: the range of a band or an age, `from_` in it, `below` out of it."""

    id: Name
    label: Text
    says: Text
    example: Text
    from_: Annotated[Border | None, Field(alias="from")] = None
    below: Border | None = None


class Reading(Shape):
    """How what a request or a record states becomes one of a fact's values (`ranges.py`): `of` is the name it is stated under."""

    as_: Annotated[Literal["band", "age", "term"], Field(alias="as")]
    of: Name | None = None
    unit: Text | None = None
    record: Literal["first_contract"] | None = None


class Fact(Shape):
    id: Name
    label: Text
    question: Text
    known_from: Literal["request", "contract", "training", "consent"]
    default: Name
    customer_can: Text | None = None
    values: Annotated[tuple[Value, ...], Field(min_length=2)]
    reading: Reading | None = None


class FactsFile(Shape):
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]


class Negation(Shape):
    not_: Annotated[Name | tuple[Name, ...], Field(alias="not")]


def _as_condition(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """One problem for a condition of no form, in words of the pack, instead of one for each form it might have had."""
    if isinstance(value, str | int | float | bool | None):
        return _NAME.validate_python(value)
    try:
        return read(value)
    except ValidationError:
        raise PydanticCustomError("condition", "is not a condition") from None


Condition = Annotated[Name | tuple[Name, ...] | Negation, WrapValidator(_as_condition)]


class Rule(Shape):
    id: Name
    when: dict[Name, Condition]
    clauses: tuple[ClauseId, ...]
    assumption: Text | None = None
    says: Text


class CoverageRule(Rule):
    coverage: Coverage


class RouteRule(Rule):
    route: Route


class ChannelRule(Rule):
    channel: Channel


class Section(Shape):
    section: Name
    title: Text
    rules: Annotated[tuple[CoverageRule, ...], Field(min_length=1)]


class LevelOfTopics(Shape):
    level: Literal["first", "second"]
    values: Annotated[tuple[Name, ...], Field(min_length=1)]
    clauses: tuple[ClauseId, ...]
    says: Text
    assumption: Text | None = None


class Levels(Shape):
    fact: Name | None
    levels: tuple[LevelOfTopics, ...]


class HolidayCalendar(Shape):
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    subdivision: str | None


class ServiceHours(Shape):
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    opens: Clock
    closes: Clock
    holidays: HolidayCalendar
    clauses: tuple[ClauseId, ...]
    assumption: Text | None = None


class EffectivePeriod(Shape):
    from_: Annotated[date, Field(alias="from")]
    to: date | None


class PolicyFile(Shape):
    version: VersionName
    effective: EffectivePeriod
    assumption: Text | None = None
    service_hours: ServiceHours
    level: Levels
    coverage: Annotated[tuple[Section, ...], Field(min_length=1)]
    route: Annotated[tuple[RouteRule, ...], Field(min_length=1)]
    channel: Annotated[tuple[ChannelRule, ...], Field(min_length=1)]


class ExpectedAnswer(Shape):
    coverage: Coverage
    level: Level | None = None
    route: Route | None = None
    channel: Channel | None = None
    action: str | None = None
    ask: tuple[Name, ...] | None = None
    because: tuple[Name, ...] | None = None
    resumes_at: str | None = None


class Example(Shape):
    sentence: Text
    facts: dict[str, Any]
    expect: ExpectedAnswer


class ExamplesFile(Shape):
    given: dict[str, Any]
    examples: tuple[Example, ...]


class Clause(Shape):
    id: ClauseId
    section: Text
    says: Text
    no_rule: Text | None = None


class Source(Shape):
    id: Name
    title: Text
    date: str | None
    dated: Text
    file: str | None = None
    invented: bool = False
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1)]


class SourcesFile(Shape):
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Contact(Shape):
    id: Name
    route: Route
    role: Text
    phone: NonEmptyText | None
    email: NonEmptyText | None
    note: Text | None = None
    clause: ClauseId
    valid_from: date
    valid_to: date | None
    assumption: Text | None = None


class ContactsFile(Shape):
    contacts: tuple[Contact, ...]


class ProductFile(Shape):
    product: Name
    name: Text
    about: Text
    time_zone: str


class Vat(Shape):
    percent: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2})?$")]
    valid_from: date
    source: Text

    @property
    def basis_points(self) -> int:
        """19 % as 1900."""
        whole, _, places = self.percent.partition(".")
        return int(whole) * 100 + int(places.ljust(2, "0"))


class RoleOfAgent(Shape):
    id: Name
    label: Text


class Night(Shape):
    from_: Annotated[Clock, Field(alias="from")]
    to: Clock


class Implausible(Shape):
    hours_a_day: Annotated[int, Field(ge=1, le=24)]
    night: Night


class Vendor(Shape):
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    time_zone: str
    retention_years: Annotated[int, Field(strict=True, ge=1, le=100)]
    vat: Annotated[tuple[Vat, ...], Field(min_length=1)]
    roles: Annotated[tuple[RoleOfAgent, ...], Field(min_length=1)]
    implausible: Implausible
    # Whether who is known by nothing but a system's login may propose, approve, publish and withdraw policies.
    unauthenticated_publication: Literal["allowed", "forbidden"] = "allowed"


class OutcomeWord(Shape):
    id: Name
    label: Text
    says: Text


class OutcomesFile(Shape):
    coverage: tuple[OutcomeWord, ...]
    level: tuple[OutcomeWord, ...]
    route: tuple[OutcomeWord, ...]
    channel: tuple[OutcomeWord, ...]
    action: tuple[OutcomeWord, ...]
    consent: tuple[OutcomeWord, ...]
    bucket: tuple[OutcomeWord, ...]
    blocked: tuple[OutcomeWord, ...]
