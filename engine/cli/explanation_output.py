"""The answer of `klausel explain` as blocks on a terminal, in German or English."""

from __future__ import annotations

from collections.abc import Iterable

from engine.cli.blocks import Blocks
from engine.deciding.explanation import Explanation
from engine.deciding.fact_changes import FactChanges
from engine.policy.pack import OutcomesFile
from engine.use_cases.explaining import explanation_words as words
from engine.use_cases.explaining.explanation_words import InWords, RuleTold
from engine.wording.catalogue import Language
from engine.wording.sentences import Reader


def print_explanation(explanation: Explanation, outcomes: OutcomesFile, number: int, language: Language) -> None:
    """One request's; `number` is the line that it stood in."""
    blocks, in_words, say = Blocks(), InWords(explanation, outcomes, language), Reader(language).say
    blocks.heading(in_words.heading(number))
    blocks.rows([(f"  {name}", text) for name, text in in_words.decision()])
    blocks.heading(say(words.FACTS))
    blocks.columns((), [(f"  {label}", value, counted) for label, value, counted in in_words.facts()])
    _questions(blocks, in_words, language)
    _changes(blocks, in_words, explanation, language)
    for heading, rules in ((words.FITTING, in_words.fitting()), (words.FAILING, in_words.failing())):
        if rules:
            blocks.heading(say(heading))
            _rules(blocks, rules)


def _questions(blocks: Blocks, in_words: InWords, language: Language) -> None:
    questions = in_words.questions()
    if not questions:
        return
    blocks.heading(Reader(language).say(words.TO_ASK))
    for place, question in enumerate(questions, start=1):
        blocks.heading(f"  {place}. {question.question}")
        blocks.rows((f"     {answer}", leads_to) for answer, leads_to in question.answers)


def _changes(blocks: Blocks, in_words: InWords, explanation: Explanation, language: Language) -> None:
    summary = in_words.summary()
    if summary is not None:
        blocks.heading(summary)
    covered, accepted = explanation.to_be_covered, explanation.to_be_accepted
    _by_whom(blocks, in_words, covered, language, (words.CUSTOMER_CAN, words.OTHERWISE))
    _by_whom(blocks, in_words, accepted, language, (words.CHANNEL, words.CHANNEL_OTHERWISE))


def _by_whom(blocks: Blocks, in_words: InWords, changes: FactChanges, language: Language, headings: tuple[str, str]) -> None:
    say = Reader(language).say
    for heading, listed in zip(headings, (changes.customer_can, changes.otherwise), strict=True):
        if not listed:
            continue
        blocks.heading(say(heading))
        rows = []
        for place, change in enumerate(in_words.changes(listed), start=1):
            for part, what in enumerate(change.what):
                rows.append((f"  {place}." if part == 0 else f"  {say(words.AND)}", what))
            rows += [("   –", act) for act in change.do]
        blocks.rows(rows)


def _rules(blocks: Blocks, rules: Iterable[RuleTold]) -> None:
    blocks.columns((), [(f"  {rule.id}", rule.then, rule.why) for rule in rules])
