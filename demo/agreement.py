"""Whether the script of the demo agrees with the packs and with itself: what it names is there."""

from __future__ import annotations

from collections.abc import Iterator

from demo.script import Script
from engine.deciding.deciders import Deciders
from engine.vocabulary.problems import Place, Problem, Refused


def refuse_disagreement(script: Script, deciders: Deciders) -> None:
    """Raises Refused with every name that stands for nothing."""
    file = f"{deciders.packs.folder}/demo.yaml"
    problems = [Problem("bad_demo", message, Place(file, field=field)) for field, message in _wrong(script, deciders)]
    # the values of facts only once every product is known
    problems = problems or [Problem("bad_demo", message, Place(file, field=field)) for field, message in _no_values(script, deciders)]
    if problems:
        raise Refused(problems)


def _no_values(script: Script, deciders: Deciders) -> Iterator[tuple[str, str]]:
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
                    yield field, f"`{value}` is not a value of `{fact}` in {version.ref}"


def _wrong(script: Script, deciders: Deciders) -> Iterator[tuple[str, str]]:
    agreed = [terms.product for firm in script.customers for terms in firm.contracts or ()]
    for product in dict.fromkeys([*script.situations, script.contracts_drawn.product, *agreed]):
        if product not in deciders.products:
            yield "customers", f"`{product}` has no pack; there are {', '.join(deciders.products)}"
        elif product not in script.situations:
            yield "situations", f"nobody asks anything about `{product}`; add its situations"
    firms = {firm.name for firm in script.customers}
    for name in (price.customer for price in script.rates if price.customer is not None):
        if name not in firms:
            yield "rates", f"`{name}` is not one of the customers"
    for country in dict.fromkeys(firm.country or deciders.packs.vendor.country for firm in script.customers):
        if len(script.towns.get(country, ())) < 2:
            yield "towns", f"`{country}` needs two towns, since customers move"
    if sum(agent.account_manager for agent in script.agents) < 2:
        yield "agents", "two account managers are needed, since customers move"
    roles = {agent.role for agent in script.agents if not agent.account_manager}
    for role in script.hotlines.values():
        if role not in roles:
            yield "hotlines", f"no agent has the role `{role}`"
