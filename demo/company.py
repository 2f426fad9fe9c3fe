"""The demo: an invented software vendor's two years as acts, the same ones from the same seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from demo.agreement import refuse_disagreement
from demo.arrivals import Arrival, arrivals
from demo.clients import clients
from demo.dice import Dice
from demo.filing import file_request
from demo.handling import handle
from demo.journal import Journal, StillToCome
from demo.mistakes import crossings, mistakes
from demo.prices import prices
from demo.script import read_script
from demo.story import Story, Vendor
from demo.team import Team
from engine.books.admission.ledger import NewAct
from engine.deciding.deciders import Deciders
from engine.vocabulary.instants import read_zone, start_of_day
from engine.vocabulary.outcomes import Route

SEED = 7


def make_demo(deciders: Deciders, *, last_day: date | None = None, seed: int = SEED) -> list[NewAct]:
    """Every act up to `last_day` (by default, and at most, the script's), in the order in which they were done.

    Raises Refused where `policies/demo.yaml` is missing or wrong."""
    script = read_script(Path(deciders.packs.folder))
    refuse_disagreement(script, deciders)
    house = deciders.packs.vendor
    zone = read_zone(house.time_zone)
    end = min(last_day or script.last_day, script.last_day) + timedelta(days=1)
    dice = Dice(f"klausel {seed}")
    journal = Journal(start_of_day(end, zone), zone)
    team = Team(script.agents, dice.apart("team"))
    there = clients(script, journal, team.account_managers, house.country, dice.apart("clients"))
    ids = {client.firm.name: client.customer_id for client in there}
    vendor = Vendor(script, team, journal, prices(script, journal, ids, house.currency), house.currency)
    for number, arrival in enumerate(arrivals(script, there, deciders, zone, dice.apart("arrivals"))):
        _tell(vendor, deciders, arrival, dice.apart(f"request {number}"), zone)
    mistakes(script, journal, zone, dice.apart("mistakes"))
    crossings(journal, dice.apart("crossings"))
    return journal.numbered()


def _tell(vendor: Vendor, deciders: Deciders, arrival: Arrival, dice: Dice, zone: ZoneInfo, *, again: bool = False) -> None:
    """One request from its filing on; once more by another way where it has to be filed anew."""
    decider = deciders.decider_on(arrival.product, arrival.moment)
    if decider is None:
        return
    intake = vendor.script.filing.resubmitted_by if again else None
    try:
        filed = file_request(vendor.script, vendor.journal, arrival, decider.hours, dice, intake=intake)
    except StillToCome:
        return
    agent = vendor.team.one_of(vendor.script.hotlines[Route.SUPPORT_HOTLINE], arrival.moment.date())
    story = Story(
        vendor, arrival.client, filed.request, filed.truth, arrival.situation.minutes, decider, dice, arrival.moment, arrival.moment, agent
    )
    if handle(story):
        later = replace(arrival, moment=story.moment + timedelta(minutes=dice.between(20, 1300)))
        _tell(vendor, deciders, later, dice, zone, again=True)
