"""`klausel policy diff` and `klausel policy examples`, as a policy owner types them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.command import error_lines, run
from tests.policy.edited_pack import VERSION, EditedPack

REF = "exampleworks@2025-01"


def draft(pack: EditedPack, old: str, new: str) -> str:
    """A copy of the version in a folder of its own, edited."""
    folder = pack.folder.parent / "drafts" / VERSION
    shutil.copytree(pack.path(VERSION), folder)
    text = (folder / "policy.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "policy.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return f"drafts/{VERSION}"


def test_the_first_line_is_the_verdict_and_each_difference_a_line(pack: EditedPack) -> None:
    free = "when: {service: installation}\n        coverage: "
    there = draft(pack, f"{free}billable", f"{free}covered")
    ended = run("policy", "diff", REF, there)
    assert (ended.returncode, error_lines(ended)) == (0, [])
    assert ended.stdout.decode().splitlines() == [
        "more covered",
        "coverage: billable → covered where contract is `active` and service is `installation` and delivery is not `on_site` "
        "[installation_charged → installation_charged]; for instance with training is `trained` and cause is `product_defect` and delivery "
        "is `remote`",
        "rules changed: installation_charged",
    ]
    (one,) = json.loads(run("policy", "diff", REF, f"{there}/policy.yaml", "--json").stdout)["differences"]
    assert (one["table"], one["from"], one["to"]) == ("coverage", "billable", "covered")
    assert one["condition"] == {"contract": ["active"], "service": ["installation"], "delivery": ["remote", "phone", "email"]}


def test_a_version_against_itself_is_the_same() -> None:
    assert run("policy", "diff", REF, REF).stdout.decode() == "same\n"


def test_what_is_no_version_is_reported(pack: EditedPack) -> None:
    ended = run("policy", "diff", REF, "exampleworks@2031-01")
    assert (ended.returncode, ended.stdout) == (2, b"")
    (told,) = error_lines(ended)
    assert told.startswith(f"klausel: there is no policy `exampleworks@2031-01`; there are {REF}")
    strange = pack.folder.parent / "elsewhere" / "2025-01"
    shutil.copytree(pack.path(VERSION), strange)
    assert error_lines(run("policy", "diff", REF, "elsewhere/2025-01")) == [
        "klausel: `elsewhere/2025-01` lies in the folder `elsewhere`, which is no product; put it into one of: exampleworks, hausperfekt"
    ]


def test_a_draft_with_a_gap_is_reported_and_not_compared(pack: EditedPack) -> None:
    there = draft(pack, "when: {service: self_service}", "when: {service: self_service, delivery: remote}")
    ended = run("policy", "diff", REF, there)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert "no rule decides a request where" in error_lines(ended)[0]


def test_examples_are_listed_with_whether_they_hold(pack: EditedPack) -> None:
    there = draft(
        pack, "when: {service: installation}\n        coverage: billable", "when: {service: installation}\n        coverage: covered"
    )
    ended = run("policy", "examples", there)
    lines = ended.stdout.decode().splitlines()
    assert ended.returncode == 1
    assert "FAILS  A remote installation is done by technical support." in lines
    assert "holds  The product help is free." in lines


def test_a_missing_example_is_proposed_as_text_that_can_be_pasted(pack: EditedPack) -> None:
    assert run("policy", "examples", REF, "--suggest").stdout.decode().startswith("# no example is missing")
    rule = "      - id: upgrades_charged\n        when: {service: other, topic: reports}\n        coverage: billable\n"
    section = "  - section: upgrades\n    title: {de: a, en: b}\n    rules:\n"
    there = draft(
        pack,
        "  - section: unnamed_service\n",
        f"{section}{rule}        clauses: [ex-5]\n        says: {{de: c, en: d}}\n  - section: unnamed_service\n",
    )
    ended = run("policy", "examples", there, "--suggest")
    assert ended.returncode == 0
    proposed = ended.stdout.decode()
    assert "notices: rule `upgrades_charged` dropped" in proposed
    (told,) = [line for line in proposed.splitlines() if "do not hold" in line]
    failing = [line for line in run("policy", "examples", there).stdout.decode().splitlines() if line.startswith("FAILS")]
    examples = Path(there) / "examples.yaml"
    examples.write_text(examples.read_text(encoding="utf-8") + proposed, encoding="utf-8")
    assert run("policy", "examples", there, "--suggest").stdout.decode().startswith("# no example is missing")
    listed = run("policy", "examples", there).stdout.decode().splitlines()
    assert [line for line in listed if line.startswith("FAILS")] == failing, "what is proposed holds"
    assert told == f"# worked examples that do not hold: {len(failing)}; they notice nothing before they are mended"


def test_without_a_name_every_version_of_the_packs_is_looked_at() -> None:
    ended = run("policy", "examples", "--suggest")
    assert (ended.returncode, error_lines(ended)) == (0, [])
    result = ended.stdout.decode().splitlines()
    assert result[::2] == [f"# {ref}" for ref in (REF, "exampleworks@2027-01", "hausperfekt@2023-08", "hausperfekt@2025-01")]
    assert set(result[1::2]) == {"# no example is missing: every slip in the rules that changes an answer is noticed"}
