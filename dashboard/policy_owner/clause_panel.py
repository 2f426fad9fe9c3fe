"""The documents that a version rests on, clause by clause in our own words, with the rules that cite each; and the contacts."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.language import language, say, worded
from dashboard.markdown import escaped
from dashboard.policy_owner.text_tables import AssumedText, show_texts, titles
from engine.policy.pack import Contact, OutcomesFile
from engine.policy.packs import Pack
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import citing, labels
from engine.wording.formats import day


def show_clauses(pack: Pack, version: Version) -> None:
    """A document under its title and date, its clauses below."""
    cited, nothing = citing(version), say("policy_owner.clauses.cited_by_none")
    for source in pack.sources.sources:
        invented = f" :orange-badge[{say('policy_owner.clauses.invented')}]" if source.invented else ""
        st.markdown(f"**{escaped(worded(source.title))}** ({escaped(worded(source.dated))}){invented}")
        columns = titles("clause", "section", "clause_says", "cited_by")
        rows = [
            (clause.id, worded(clause.section), worded(clause.says), ", ".join(cited.get(clause.id, ())) or nothing)
            for clause in source.clauses
        ]
        show_texts(columns, rows, (5, 9, 22, 18))


def show_contacts(pack: Pack, outcomes: OutcomesFile, today: date) -> None:
    """Whom to contact, from when to when."""
    routes = labels(outcomes.route, language())
    columns = titles("handled_by", "contact_role", "reached_by", "valid", "today", "clause", "contact_note")
    rows = [
        (
            routes[contact.route],
            worded(contact.role),
            ", ".join(way for way in (contact.phone, contact.email) if way),
            _dates(contact),
            _state(contact, today),
            contact.clause,
            AssumedText(worded(contact.note) if contact.note else "", worded(contact.assumption) if contact.assumption else None),
        )
        for contact in sorted(pack.contacts.contacts, key=lambda one: (one.route, one.valid_from))
    ]
    show_texts(columns, rows, (7, 8, 12, 7, 5, 5, 12))


def _dates(contact: Contact) -> str:
    if contact.valid_to is None:
        return say("policy_owner.contacts.from_on", first=contact.valid_from)
    return f"{day(contact.valid_from, language())} – {day(contact.valid_to, language())}"


def _state(contact: Contact, today: date) -> str:
    if contact.valid_from > today:
        return say("policy_owner.state.coming")
    return say("policy_owner.state.ended" if contact.valid_to is not None and contact.valid_to < today else "policy_owner.state.in_force")
