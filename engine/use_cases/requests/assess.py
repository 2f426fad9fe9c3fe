"""What holds for a request at an instant: who pays and why, what is still to ask, the rate to quote, whom to contact.

For one that somebody is still describing as for one that is recorded; then its consent, and what a person determined,
count too. Stores nothing, and knows no words for people: those are the pack's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from engine.books.consent_state import consent_at
from engine.books.effective_dates import version_on
from engine.books.facts_of_request import after_retriage
from engine.books.fields import Key
from engine.books.records import Determination, Person, Request
from engine.deciding.action import action_for
from engine.deciding.applied_rules import AppliedRules, applied_rules
from engine.deciding.decider import Decider
from engine.deciding.deciders import Deciders
from engine.deciding.decision import Decision
from engine.deciding.explanation import Explanation, explain_under
from engine.policy.pack import Contact, Fact
from engine.policy.packs import Pack
from engine.policy.version import Version
from engine.store.acts import Acts
from engine.use_cases.intake.fact_checks import decider_of
from engine.use_cases.reckoning.reckon_requests import ReckonedRequest
from engine.use_cases.reckoning.recorded_facts import facts_told
from engine.use_cases.requests.rate_to_quote import RateToQuote, rates_to_quote
from engine.vocabulary.instants import Instant, local_day, local_time, read_zone
from engine.vocabulary.outcomes import Action, ConsentState, Coverage
from engine.vocabulary.problems import refuse


@dataclass(frozen=True, eq=False)
class Assessment:
    """`facts`: each fact with the value that counted, in the pack's order; `stated`: the numbers and days that some were read
    off; `from_records`: those that the records tell.

    `decision` is the policy's, with the coverage and action that follow from `determination` where that counts (else it is
    None). `contacts`, `rates` and `person` (who asks) are those of the local day of `at`."""

    pack: Pack
    decider: Decider
    at: Instant
    facts: Mapping[str, str]
    stated: Mapping[str, str]
    from_records: frozenset[str]
    decision: Decision
    behind: AppliedRules
    determination: Determination | None
    contacts: tuple[Contact, ...]
    rates: tuple[RateToQuote, ...]
    person: Person | None

    @property
    def version(self) -> Version:
        """The version that decides."""
        return self.decider.compiled.version

    @cached_property
    def explanation(self) -> Explanation:
        """Why the policy decides so, and what would change it; a person's determination aside."""
        return explain_under(self.decider, self.facts, local_time(self.at, self.version.zone))

    @property
    def questions(self) -> tuple[Fact, ...]:
        """What is still to ask, in order."""
        return tuple(self.version.facts[name] for name in self.decision.ask)

    @property
    def must_register(self) -> bool:
        """Whoever asks is known and not registered in the portal."""
        return self.person is not None and not self.person.portal_registered


def assess_new(request: Request, training: str | None, acts: Acts, deciders: Deciders, at: Instant) -> Assessment:
    """A request that is not recorded yet; `training` is what somebody says on it, None for what the records tell.

    `acts` are its customer's, and all rates. Raises Refused where no policy is in force on the day it was received."""
    decider = _in_force(request, deciders)
    told = facts_told(decider, request, (), acts.contracts, acts.training)
    facts = told.facts
    if training is not None and "training" in decider.allowed:
        facts["training"] = training
    described = ReckonedRequest(request, facts, decider, None, (), told.stated)
    return _assessed(described, request.person_id, ConsentState.NONE, acts, deciders, at)


def assess_recorded(reckoned: ReckonedRequest, acts: Acts, deciders: Deciders, at: Instant) -> Assessment:
    """A recorded request at an instant not before it was received, its consent read then. `acts` are its customer's."""
    id_ = reckoned.request.request_id
    consents = [one for one in acts.consents if one.request_id == id_]
    given = {one.consent_id for one in consents}
    consent = consent_at(
        at,
        consents,
        [one for one in acts.withdrawals if one.consent_id in given],
        [one for one in acts.quotes if one.request_id == id_],
        reckoned.entries,
    )
    person_id = after_retriage(reckoned.request, acts.retriages).person_id
    return _assessed(reckoned, person_id, consent, acts, deciders, at)


def _assessed(
    reckoned: ReckonedRequest, person_id: Key | None, consent: ConsentState, acts: Acts, deciders: Deciders, at: Instant
) -> Assessment:
    request, facts, decider, determination = reckoned.request, reckoned.facts, reckoned.decider, reckoned.determination
    version, pack = decider.compiled.version, deciders.products[request.product].pack
    vendor = deciders.packs.vendor
    day = local_day(at, read_zone(vendor.time_zone))
    moment = local_time(at, version.zone)
    complete = {name: facts.get(name, fact.default) for name, fact in version.facts.items()}
    if "consent" in complete:
        complete["consent"] = consent.value
    decision = decider.decide(complete, moment)
    settled = reckoned.coverage_with(facts)
    return Assessment(
        pack,
        decider,
        at,
        complete,
        reckoned.stated,
        frozenset(name for name in facts if version.facts[name].known_from != "request"),
        decision if settled == decision.coverage else _determined(decision, settled, consent, decider, moment),
        applied_rules(decider.compiled, complete, decision),
        determination if settled != decision.coverage else None,
        tuple(one for one in pack.contacts.contacts if one.route == decision.route and _holds_on(one, moment.date())),
        rates_to_quote(acts.rates, request.customer_id, request.product, (role.id for role in vendor.roles), day),
        person_on(acts.people, person_id, day),
    )


def person_on(people: Iterable[Person], person_id: str | None, day: date) -> Person | None:
    """A person as of a day; None for none, and for one who is not recorded."""
    rows = [person for person in people if person.person_id == person_id]
    return version_on(rows, day) if rows else None


def _determined(decision: Decision, coverage: Coverage, consent: ConsentState, decider: Decider, moment: datetime) -> Decision:
    """The decision with a person's word on who pays in place of the policy's; the rest of it stands."""
    action = action_for(coverage, decision.channel, consent, asks=False, open_now=decider.hours.is_open(moment))
    resumes = decider.hours.resumes_after(moment) if action is Action.QUEUE else None
    return replace(decision, coverage=coverage, action=action, ask=(), resumes_at=resumes)


def _in_force(request: Request, deciders: Deciders) -> Decider:
    decider = decider_of(request, deciders)
    if decider is None:
        pack = deciders.products[request.product].pack
        day = local_day(request.received_at, pack.zone)
        first = pack.versions[0].begins
        raise refuse("no_policy.on_day", product=request.product, day=day, first=first)
    return decider


def _holds_on(contact: Contact, day: date) -> bool:
    return contact.valid_from <= day and (contact.valid_to is None or day <= contact.valid_to)
