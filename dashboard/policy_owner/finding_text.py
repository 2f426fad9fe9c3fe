"""A finding of the check in the words of the page: its kind, then the condition or the sentence that tells it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.language import language, reader, say
from dashboard.policy_owner.difference_panel import condition_text
from engine.compiling.findings import Finding
from engine.policy.pack import OutcomesFile
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import facts_in_words
from engine.vocabulary.conditions import Condition
from engine.wording import catalogue


def finding_text(finding: Finding, version: Version, outcomes: OutcomesFile) -> str:
    """Gaps and clashes by their condition and a request that shows them; all else by what the check says of it."""
    if finding.kind not in ("gap", "clash") or not finding.condition:
        by_labels = replace(reader(), conditions=lambda condition: _facts(condition, version, outcomes))
        return f"{_kind(finding)}: {by_labels.sentence(finding.problem)}"
    where = condition_text(finding.condition, version, outcomes)
    rest = {fact: value for fact, value in finding.witness.items() if len(finding.condition.get(fact, ())) != 1}
    instance = f" {say('policy_owner.findings.for_instance', facts=facts_in_words(version, outcomes, rest, language()))}" if rest else ""
    rules = f" ({', '.join(finding.rules)})" if finding.rules else ""
    return f"{_kind(finding)}{rules}: {where}{instance}"


def _facts(condition: Condition, version: Version, outcomes: OutcomesFile) -> str:
    """Of a request: each fact has one value there."""
    return facts_in_words(version, outcomes, {test.fact: test.values[0] for test in condition.tests}, language())


def _kind(finding: Finding) -> str:
    key = f"policy_owner.findings.kind.{finding.kind}"
    return say(key if catalogue.has(key, language()) else "policy_owner.findings.kind.other")
