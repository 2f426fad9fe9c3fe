"""A version read from its texts: `policy.yaml` and `facts.yaml` now, `examples.yaml` when somebody asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from engine.policy.pack import Example, ExamplesFile, FactsFile, PolicyFile
from engine.policy.shape_validation import read_shape_with_flaws
from engine.policy.version import Version
from engine.policy.version_texts import EXAMPLES, FACTS, POLICY, VersionTexts
from engine.policy.yaml_file import YamlFile
from engine.vocabulary.problems import Place, Problem, refuse


def read_version(texts: VersionTexts, product: str, zone: ZoneInfo) -> Version:
    """A missing wording is a flaw of the version. Raises Refused with every field that is wrong otherwise."""
    policy_file, facts_file = texts.file(POLICY), texts.file(FACTS)
    policy, unworded_rules = read_shape_with_flaws(policy_file, PolicyFile)
    facts, unworded_facts = read_shape_with_flaws(facts_file, FactsFile)
    if policy.version != texts.name:
        place = policy_file.place(("version",), "version")
        raise refuse("bad_name", place, name=policy.version, folder=texts.name)
    names = [fact.id for fact in facts.facts]
    for position, name in enumerate(names):
        if name in names[:position]:
            raise refuse("twice.fact", facts_file.place(("facts", position)), id=name)
    text_digest = hashlib.sha256(f"{policy_file.text}\0{facts_file.text}".encode()).hexdigest()
    by_name = {fact.id: fact for fact in facts.facts}
    places = _places(policy, policy_file, facts, facts_file)
    ref = f"{product}@{policy.version}"
    return Version(product, ref, zone, policy, by_name, places, texts, text_digest, (*unworded_facts, *unworded_rules))


@dataclass(frozen=True, slots=True)
class WorkedExamples:
    """`given` holds in each of `examples` where it says nothing itself; `missing_wordings`: where a sentence is missing in a language."""

    given: Mapping[str, object]
    examples: tuple[Example, ...]
    missing_wordings: tuple[Problem, ...]
    file: YamlFile

    def place(self, number: int) -> Place:
        """Where the example of that number, from 0 on, begins."""
        return self.file.place(("examples", number))


def read_examples(version: Version) -> WorkedExamples:
    """The version's worked examples. Raises Refused; a missing wording is no reason to."""
    file = version.texts.file(EXAMPLES)
    read, missing_wordings = read_shape_with_flaws(file, ExamplesFile)
    return WorkedExamples(read.given, read.examples, missing_wordings, file)


def _places(policy: PolicyFile, policy_file: YamlFile, facts: FactsFile, facts_file: YamlFile) -> dict[str, Place]:
    places = {"facts": facts_file.place(("facts",))}
    for f, fact in enumerate(facts.facts):
        places[f"fact {fact.id}"] = facts_file.place(("facts", f, "id"))
        places |= {f"value {fact.id} {value.id}": facts_file.place(("facts", f, "values", v, "id")) for v, value in enumerate(fact.values)}
    places |= {field: policy_file.place((field,)) for field in ("effective", "service_hours", "level")}
    for s, section in enumerate(policy.coverage):
        places[f"section {section.section}"] = policy_file.place(("coverage", s, "section"))
        places |= {f"rule {rule.id}": policy_file.place(("coverage", s, "rules", r, "id")) for r, rule in enumerate(section.rules)}
    places |= {f"rule {rule.id}": policy_file.place(("route", r, "id")) for r, rule in enumerate(policy.route)}
    places |= {f"rule {rule.id}": policy_file.place(("channel", r, "id")) for r, rule in enumerate(policy.channel)}
    return places
