"""Whether the script of the demo agrees with the packs and with itself: what it names is there."""

from __future__ import annotations

from collections.abc import Iterator

from demo.script import Script
from engine.deciding.deciders import Deciders
from engine.vocabulary.problems import Place, Problem, Refused, problem


def refuse_disagreement(script: Script, deciders: Deciders) -> None:
    """Raises Refused with every name that stands for nothing."""
    file = Place(f"{deciders.packs.folder}/demo.yaml")
    # the values of facts only once every product is known
    problems = list(_wrong(script, deciders, file)) or list(_no_values(script, deciders, file))
    if problems:
        raise Refused(problems)


def _no_values(script: Script, deciders: Deciders, file: Place) -> Iterator[Problem]:
    filing, causes = script.filing, script.causes
    for product, situations in script.situations.items():
        named = [("situations", name, getattr(one, name)) for one in situations for name in ("service", "topic")]
        named += [("filing", name, value) for name in ("intake", "delivery", "complexity") for value in getattr(filing, name)]
        named += [("filing", "intake", filing.resubmitted_by), ("filing", "delivery", filing.instead_of_a_visit)]
        named += [("filing", "intake", way) for way in filing.only_in_service_hours]
        named += [("causes", "cause", cause) for weights in causes.of_service.values() for cause in weights]
        named += [("causes", "cause", causes.otherwise), ("causes", "cause", causes.found_later)]
        for version in (decider.compiled.version for decider in deciders.products[product].by_ref.values()):
            for field, fact, value in dict.fromkeys(named):
                if value not in version.all_values.get(fact, ()):
                    yield problem("bad_demo.no_value", file.at(field), value=value, fact=fact, version=version.ref)


def _wrong(script: Script, deciders: Deciders, file: Place) -> Iterator[Problem]:
    agreed = [terms.product for firm in script.customers for terms in firm.contracts or ()]
    for product in dict.fromkeys([*script.situations, script.contracts_drawn.product, *agreed]):
        if product not in deciders.products:
            yield problem("bad_demo.no_pack", file.at("customers"), product=product, products=tuple(deciders.products))
        elif product not in script.situations:
            yield problem("bad_demo.no_situations", file.at("situations"), product=product)
    firms = {firm.name for firm in script.customers}
    for name in (price.customer for price in script.rates if price.customer is not None):
        if name not in firms:
            yield problem("bad_demo.no_customer", file.at("rates"), name=name)
    for country in dict.fromkeys(firm.country or deciders.packs.vendor.country for firm in script.customers):
        if len(script.towns.get(country, ())) < 2:
            yield problem("bad_demo.towns", file.at("towns"), country=country)
    if sum(agent.account_manager for agent in script.agents) < 2:
        yield problem("bad_demo.account_managers", file.at("agents"))
    roles = {agent.role for agent in script.agents if not agent.account_manager}
    for role in script.hotlines.values():
        if role not in roles:
            yield problem("bad_demo.no_agent", file.at("hotlines"), role=role)
