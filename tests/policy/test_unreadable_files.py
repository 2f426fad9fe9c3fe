"""Files that are no YAML, no UTF-8, or not there: each is told with its file and line, and what would do."""

from __future__ import annotations

import shutil

import pytest

from tests.policy.edited_pack import VERSION, EditedPack

POLICY = f"{VERSION}/policy.yaml"
SHOWN = f"policies/{POLICY}"
ANCHOR = "uses an anchor or alias; write the text out"


def test_the_pack_as_shipped_has_no_problem(pack: EditedPack) -> None:
    assert pack.told() == []


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("clauses: [ex-1]", "clauses: [ex-1", "says:", "is not readable as YAML: expected ',' or ']', but got ':'"),
        ("    rules:\n", "\trules:\n", "\trules:", "is not readable as YAML: found character '\\t' that cannot start any token"),
        (
            "coverage: not_entitled\n",
            "coverage: not_entitled\n        coverage: covered\n",
            "coverage: covered",
            "the field `coverage` appears twice",
        ),
        ("clauses: [ex-1]", "clauses: *one", "*one", "is not readable as YAML: found undefined alias 'one'"),
        ("clauses: [ex-1]", "clauses: &one [ex-1]", "&one", ANCHOR),
        ("clauses: [ex-1]", "clauses: &one [ex-1]\n        more: *one", "&one", ANCHOR),
        ("coverage: not_entitled", "coverage: &one not_entitled", "&one", ANCHOR),
    ],
    ids=["a bracket left open", "a tab", "a field twice", "an alias of nothing", "an anchor", "an alias", "an anchor at a word"],
)
def test_what_is_no_plain_yaml_is_reported_with_its_line(pack: EditedPack, old: str, new: str, at: str, message: str) -> None:
    pack.edit(POLICY, old, new)
    assert pack.told() == [f"{SHOWN}, line {pack.line(POLICY, at)}: {message}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("clauses: [ex-1]", "clauses: !!python/object:os.system [ex-1]"),
        ("clauses: [ex-1]", "clauses: !!set {ex-1}"),
        ("coverage: not_entitled", "coverage: !invented not_entitled"),
        ("when: {contract: [none, ended, suspended]}", "when: {<<: {contract: none}}"),
        ("when: {contract: [none, ended, suspended]}", "when: {[contract]: none}"),
        ("when: {contract: [none, ended, suspended]}", "when: {1: none}"),
    ],
    ids=["a list of a type", "a set", "a word of a type", "a merge", "a list as a name", "a number as a name"],
)
def test_yaml_that_is_more_than_plain_values_is_refused_in_its_line(pack: EditedPack, old: str, new: str) -> None:
    pack.edit(POLICY, old, new)
    told = pack.told()
    assert told
    assert all(problem.startswith(f"{SHOWN}, line ") for problem in told)


def test_a_day_that_does_not_exist_is_reported_with_its_line(pack: EditedPack) -> None:
    pack.edit(POLICY, "{from: 2025-01-01, to: null}", "{from: 2025-02-30, to: null}")
    (told,) = pack.told()
    assert told.startswith(f"{SHOWN}, line {pack.line(POLICY, '2025-02-30')}")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": must be a mapping of fields (`name: value`)"),
        (b"# only a remark\n", ": must be a mapping of fields (`name: value`)"),
        (b"- a\n- b\n", ": must be a mapping of fields (`name: value`)"),
        (b"hello\n", ": must be a mapping of fields (`name: value`)"),
        (b"a: b\n---\nc: d\n", ", line 2: is not readable as YAML: but found another document"),
        (b"a: " + b"[" * 1_000, ": is not readable as YAML: maximum recursion depth exceeded"),
        (b"a: " + b"[" * 1_000 + b"]" * 1_000, ": is not readable as YAML: maximum recursion depth exceeded"),
        (b"a: b\0c\n", ": is not readable as YAML: unacceptable character #x0000: special characters are not allowed"),
        (b"a: ok\nb: f\xfcr\n", ", line 2: is not UTF-8 here; save the file as UTF-8"),
        ("a: für\n".encode("utf-16"), ", line 1: is not UTF-8 here; save the file as UTF-8"),
    ],
    ids=["empty", "a remark", "a list", "a word", "two documents", "nested without end", "nested deeply", "NUL", "Latin-1", "UTF-16"],
)
def test_a_file_that_is_something_else_is_reported(pack: EditedPack, content: bytes, message: str) -> None:
    pack.path(POLICY).write_bytes(content)
    (told,) = pack.told()
    # how deep is too deep, Python says in other words from version to version
    assert told.removesuffix(" while calling a Python object").removesuffix(" in comparison") == f"{SHOWN}{message}"


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"", b"\xef\xbb\xbf"), (b"\n", b"\r\n")],
    ids=["with a byte order mark", "with line ends of Windows"],
)
def test_a_file_as_other_editors_save_it_is_read(pack: EditedPack, before: bytes, after: bytes) -> None:
    content = pack.path(POLICY).read_bytes()
    pack.path(POLICY).write_bytes(content.replace(before, after) if before else after + content)
    assert pack.told() == []


@pytest.mark.parametrize(
    "file", [f"{VERSION}/facts.yaml", "exampleworks/sources.yaml", "exampleworks/contacts.yaml", "vendor.yaml", "outcomes.yaml"]
)
def test_a_missing_file_is_named(pack: EditedPack, file: str) -> None:
    pack.path(file).unlink()
    assert pack.told() == [f"policies/{file}: the file is missing"]


def test_a_version_without_its_policy_is_not_passed_over(pack: EditedPack) -> None:
    there = pack.add_version("2026-01", "2026-01-01")
    pack.path(f"{there}/policy.yaml").unlink()
    assert pack.told() == [f"policies/{there}/policy.yaml: the file is missing"]


def test_a_pack_without_its_product_file_is_not_passed_over(pack: EditedPack) -> None:
    shutil.copytree(pack.path("exampleworks"), pack.path("another"))
    pack.path("another/product.yaml").unlink()
    assert pack.told() == ["policies/another/product.yaml: the file is missing"]


def test_a_folder_that_holds_no_yaml_is_nobodys_business(pack: EditedPack) -> None:
    pack.path(".git").mkdir()
    pack.path("drafts").mkdir()
    pack.path("exampleworks/drafts").mkdir()
    (pack.path("exampleworks/drafts") / "notes.txt").write_text("to do", encoding="utf-8")
    assert pack.told() == []


def test_a_folder_in_a_files_place_is_reported(pack: EditedPack) -> None:
    pack.path(POLICY).unlink()
    pack.path(POLICY).mkdir()
    assert pack.told() == [f"{SHOWN}: cannot be read (Is a directory)"]


def test_a_pack_without_versions_is_reported(pack: EditedPack) -> None:
    shutil.rmtree(pack.path(VERSION))
    assert pack.told() == ["policies/exampleworks: has no version: a folder such as 2025-01 with a policy.yaml"]


def test_a_folder_without_packs_is_reported(pack: EditedPack) -> None:
    shutil.rmtree(pack.path("exampleworks"))
    assert pack.told() == ["there is no pack in `policies` (a folder with a product.yaml); name another with KLAUSEL_POLICIES"]


def test_a_folder_that_is_not_there_is_reported(pack: EditedPack) -> None:
    shutil.rmtree(pack.folder)
    assert pack.told() == ["there is no folder of packs at `policies`; name one with KLAUSEL_POLICIES"]


def test_the_problems_of_all_files_are_reported_at_once(pack: EditedPack) -> None:
    shutil.copytree(pack.path("exampleworks"), pack.path("another"))
    pack.edit("exampleworks/product.yaml", "time_zone: Europe/Berlin", "time_zone: Berlin")
    pack.edit(POLICY, 'opens: "09:00"', 'opens: "9"')
    assert [problem.partition(",")[0] for problem in pack.told()] == ["policies/another/product.yaml", "policies/exampleworks/product.yaml"]
