"""A finding of the check in the words of the page: its kind, then the condition or the sentence that tells it."""

from __future__ import annotations

from dashboard.language import language, reader, say
from dashboard.policy_owner.difference_panel import condition_text
from dashboard.policy_owner.findings_in_german import finding_in_german
from engine.compiling.findings import Finding, shown_as_facts
from engine.policy.pack import OutcomesFile
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import facts_in_words
from engine.wording import catalogue


def finding_text(finding: Finding, version: Version, outcomes: OutcomesFile) -> str:
    """Gaps and clashes by their condition and a request that shows them; all else by what the check says of it."""
    if finding.flaw is not None:
        return f"{_kind(finding)}: {reader().sentence(finding.flaw)}"
    if finding.kind not in ("gap", "clash") or not finding.condition:
        said = facts_in_words(version, outcomes, finding.witness, language())
        message = finding.message.replace(shown_as_facts(finding.witness), said)
        message = message if language() == "en" else finding_in_german(message)
        return f"{_kind(finding)}: {message}"
    where = condition_text(finding.condition, version, outcomes)
    rest = {fact: value for fact, value in finding.witness.items() if len(finding.condition.get(fact, ())) != 1}
    instance = f" {say('policy_owner.findings.for_instance', facts=facts_in_words(version, outcomes, rest, language()))}" if rest else ""
    rules = f" ({', '.join(finding.rules)})" if finding.rules else ""
    return f"{_kind(finding)}{rules}: {where}{instance}"


def _kind(finding: Finding) -> str:
    key = f"policy_owner.findings.kind.{finding.kind}"
    return say(key if catalogue.has(key, language()) else "policy_owner.findings.kind.other")
