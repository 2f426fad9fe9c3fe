"""The documents that a version rests on, clause by clause in our own words, with the rules that cite each; and the contacts."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner import words
from dashboard.policy_owner.text_tables import AssumedText, show_texts
from engine.policy.pack import Contact, OutcomesFile
from engine.policy.packs import Pack
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import citing, labels
from engine.wording.formats import day


def show_clauses(pack: Pack, version: Version) -> None:
    """A document under its title and date, its clauses below."""
    cited = citing(version)
    for source in pack.sources.sources:
        invented = f" :orange-badge[{say(words.INVENTED)}]" if source.invented else ""
        st.markdown(f"**{escaped(say(source.title))}** ({escaped(say(source.dated))}){invented}")
        columns = [say(words.CLAUSE), say(words.SECTION), say(words.MEANING_OF_CLAUSE), say(words.CITED_BY)]
        rows = [
            (clause.id, say(clause.section), say(clause.says), ", ".join(cited.get(clause.id, ())) or say(words.CITED_BY_NONE))
            for clause in source.clauses
        ]
        show_texts(columns, rows, (5, 9, 22, 18))


def show_contacts(pack: Pack, outcomes: OutcomesFile, today: date) -> None:
    """Whom to contact, from when to when."""
    routes = labels(outcomes.route, language())
    texts = (words.ROUTE, words.ROLE, words.REACHED, words.VALID, words.STATE, words.CLAUSE, words.NOTE)
    rows = [
        (
            routes[contact.route],
            say(contact.role),
            ", ".join(way for way in (contact.phone, contact.email) if way),
            _dates(contact),
            _state(contact, today),
            contact.clause,
            AssumedText(say(contact.note) if contact.note else "", say(contact.assumption) if contact.assumption else None),
        )
        for contact in sorted(pack.contacts.contacts, key=lambda one: (one.route, one.valid_from))
    ]
    show_texts([say(text) for text in texts], rows, (7, 8, 12, 7, 5, 5, 12))


def _dates(contact: Contact) -> str:
    first = day(contact.valid_from, language())
    return f"{say(words.FROM)} {first}" if contact.valid_to is None else f"{first} – {day(contact.valid_to, language())}"


def _state(contact: Contact, today: date) -> str:
    if contact.valid_from > today:
        return say(words.COMING)
    return say(words.ENDED if contact.valid_to is not None and contact.valid_to < today else words.IN_FORCE)
