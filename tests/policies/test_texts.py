"""What people read in the packs: both languages everywhere, every claim with its clause, every field explained."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from engine.policy.pack import OutcomesFile
from engine.policy.source_validation import WORDED
from engine.policy.version import Version
from engine.vocabulary.outcomes import UNKNOWN
from tests.policies.pack_files import EVERY_FILE, FILES, POLICIES, content_of, nodes, packs, shown, versions

LONGEST_LINE = 160
README = (POLICIES / "README.md").read_text(encoding="utf-8")
IN_BACKTICKS = set(re.findall(r"`([^`\n]+)`", README))
LANGUAGES = {"de", "en"}
each_file = pytest.mark.parametrize("file", FILES, ids=shown)
each_version = pytest.mark.parametrize("version", versions(), ids=lambda version: version.ref)


def keys(content: Any) -> set[str]:
    return {key for _, node in nodes(content) if isinstance(node, dict) for key in node}


def test_there_are_packs_to_look_at() -> None:
    refs = ["exampleworks@2025-01", "exampleworks@2027-01", "hausperfekt@2023-08", "hausperfekt@2025-01"]
    assert [version.ref for version in versions()] == refs
    assert len(FILES) == 20


@each_file
def test_every_field_is_named_in_the_readme(file: Path) -> None:
    assert sorted(keys(content_of(file)) - IN_BACKTICKS) == []


def test_a_field_that_the_readme_leaves_out_would_be_found() -> None:
    assert keys({"rules": [{"id": 1, "surcharge": {"de": ""}}]}) - IN_BACKTICKS == {"surcharge"}


def test_the_readme_names_every_file_and_every_fact() -> None:
    assert [name for name in {file.name for file in EVERY_FILE} if name not in README] == []
    assert [name for version in versions() for name in version.facts if f"`{name}`" not in README] == []


@pytest.mark.parametrize("file", EVERY_FILE, ids=shown)
def test_no_line_is_longer_than_a_screen_is_wide(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, start=1) if len(line) > LONGEST_LINE] == []


@each_file
def test_every_text_for_people_stands_there_in_german_and_in_english(file: Path) -> None:
    texts = [(path, node) for path, node in nodes(content_of(file)) if isinstance(node, dict) and LANGUAGES & set(node)]
    assert [path for path, node in texts if set(node) != LANGUAGES or not all(str(text).strip() for text in node.values())] == []


@each_file
def test_no_text_is_the_same_in_both_languages_but_for_names_and_terms(file: Path) -> None:
    same = {
        node["de"] for _, node in nodes(content_of(file)) if isinstance(node, dict) and set(node) == LANGUAGES and node["de"] == node["en"]
    }
    assert {text for text in same if len(text.split()) > 2} == set()


@each_version
def test_every_rule_level_and_hour_rests_on_a_clause_or_says_that_it_is_assumed(version: Version) -> None:
    for rule in version.rules.values():
        assert rule.clauses or rule.assumption, rule.id
    for entry in version.policy.level.levels:
        assert entry.clauses or entry.assumption, entry.level
    assert version.policy.service_hours.clauses or version.policy.service_hours.assumption


@each_version
def test_every_clause_that_is_cited_is_one_of_the_sources(version: Version) -> None:
    pack = packs().packs[version.product]
    known = {clause.id for source in pack.sources.sources for clause in source.clauses}
    cited = {clause for rule in version.rules.values() for clause in rule.clauses} | {contact.clause for contact in pack.contacts.contacts}
    assert cited - known - {None} == set()


@each_version
def test_every_route_has_somebody_to_turn_to_on_every_day_of_a_version(version: Version) -> None:
    pack = packs().packs[version.product]
    last = pack.last_day_of(version)
    for rule in version.policy.route:
        there = [
            contact
            for contact in pack.contacts.contacts
            if contact.route == rule.route
            and contact.valid_from <= version.begins
            and (contact.valid_to is None or (last is not None and last <= contact.valid_to))
        ]
        assert there, rule.route


@each_version
def test_unknown_stands_last_among_the_values_that_have_it(version: Version) -> None:
    for fact in version.facts.values():
        values = [value.id for value in fact.values]
        assert UNKNOWN not in values[:-1], fact.id


@each_version
def test_no_rule_speaks_of_a_customer_an_amount_or_an_address(version: Version) -> None:
    for rule in version.rules.values():
        for text in (rule.says.de, rule.says.en):
            assert not re.search(r"@|€|\bEUR\b|[0-9]{2},[0-9]{2}|[0-9]{5}", text), rule.id


@pytest.mark.parametrize("group", OutcomesFile.model_fields)
def test_every_outcome_has_its_words(group: str) -> None:
    kind = WORDED[group]
    assert [word.id for word in getattr(packs().outcomes, group)] == [str(one) for one in kind]


def test_no_invented_source_passes_for_a_real_one() -> None:
    for pack in packs().packs.values():
        for source in pack.sources.sources:
            assert source.invented == (source.file is None), source.id


def test_the_two_sources_of_hausperfekt_have_all_their_clauses() -> None:
    sources = {source.id: source for source in packs().packs["hausperfekt"].sources.sources}
    clauses = {source: [clause.id for clause in read.clauses] for source, read in sources.items()}
    faq = ["faq-1", "faq-2", "faq-3.1", "faq-3.2", "faq-3.3", "faq-3.4", "faq-4", "faq-5", "faq-6.1", "faq-6.2", "faq-7", "faq-8"]
    assert sorted(clauses.values()) == sorted([faq, ["nl-1", "nl-2", "nl-3"]])
    assert {source.date for source in sources.values()} == {None, "2023-08"}
