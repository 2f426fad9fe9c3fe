"""Checks one opened version as `klausel policy check` does, and says by a digest when it must be checked anew.

The packs stay as they were opened; the worked examples are read from their file each time, since a policy owner edits them."""

from __future__ import annotations

import hashlib

from engine.deciding.deciders import Deciders
from engine.policy.version import Version
from engine.policy.version_texts import EXAMPLES
from engine.proof.policy_check import CheckResult, check_compiled
from engine.use_cases.reckoning.policy_pins import compiled_by_ref


def check_version(deciders: Deciders, ref: str) -> CheckResult:
    """Classes, gaps, clashes, dead rules and worked examples of `ref`, run now. Raises Refused where the examples do not read."""
    compiled = compiled_by_ref(deciders)[ref]
    return check_compiled(compiled, deciders.products[compiled.version.product].pack, deciders)


def digest_of_examples(version: Version) -> str:
    """Of the text of the version's worked examples as it is now. Raises Refused where there are none to read."""
    return hashlib.sha256(version.texts.file(EXAMPLES).text.encode()).hexdigest()
