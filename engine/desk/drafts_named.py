"""A draft in the log by the name that somebody typed: `ID` (its newest revision), `ID.2` (that one), `ID.p1` (what was proposed)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.policy.texts import EXAMPLES, FACTS, POLICY
from engine.store import policy_course
from engine.store.policy_acts import PolicyDraft, PolicyProposal
from engine.store.policy_course import Course
from engine.store.record import Connection
from engine.vocabulary.problems import refuse

ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_NAME = re.compile(rf"({ID.pattern})(?:\.([1-9][0-9]{{0,8}})|\.(p[1-9][0-9]{{0,8}}))?")


@dataclass(frozen=True, slots=True)
class NamedDraft:
    """`revision` has no files; `proposal` is the one that was named, else the standing one of that revision."""

    course: Course
    revision: PolicyDraft
    proposal: PolicyProposal | None


def draft_named(connection: Connection, name: str) -> NamedDraft:
    """Raises Refused (`unknown_draft`; `unknown_revision` where the draft is there) for what nothing is called, saying what there is."""
    shape = _NAME.fullmatch(name)
    course = policy_course.courses(connection, shape[1]).get(shape[1]) if shape else None
    if shape is None or course is None:
        there = ", ".join(policy_course.courses(connection)) or "none yet; `klausel policy draft` begins one"
        raise refuse("unknown_draft", f"there is no draft `{name}`; there are {there}")
    if shape[3] is not None:
        proposal = next((one for one in course.proposals if one.proposal == name), None)
        if proposal is None:
            there = ", ".join(one.proposal for one in course.proposals) or "none"
            raise refuse("unknown_revision", f"there is no proposal `{name}` of `{course.draft}`; there are {there}")
        return NamedDraft(course, course.revision_of(proposal), proposal)
    if shape[2] is not None and int(shape[2]) > course.newest.number:
        raise refuse("unknown_revision", f"there is no revision `{name}`; the newest is `{course.newest.revision}`")
    revision = course.newest if shape[2] is None else course.revisions[int(shape[2]) - 1]
    standing = course.standing
    return NamedDraft(course, revision, standing if standing is not None and standing.revision == revision.revision else None)


def may_name_a_draft(name: str) -> bool:
    """Whether it has the form of a draft's, a revision's or a proposal's name."""
    return _NAME.fullmatch(name) is not None


def files_of(draft: PolicyDraft) -> dict[str, str]:
    """A revision's three files by name, as they are to be written."""
    return {POLICY: draft.policy_yaml, FACTS: draft.facts_yaml, EXAMPLES: draft.examples_yaml}
