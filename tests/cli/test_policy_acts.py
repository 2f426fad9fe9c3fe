"""`klausel policy draft|propose|approve|publish|withdraw|export`, and `list`, `show` and `check` of drafts, as people type them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from freezegun import freeze_time

from tests.cli.command import POLICIES, in_folder
from tests.cli.shell import Result, Shell

ID = "exampleworks-2028-01"
MARK = "(unauthenticated)"


class PolicyShell:
    """Several people at one record, with packs of their own in the folder; the clock stands at 2 November 2026."""

    def __init__(self, shell: Shell, patch: pytest.MonkeyPatch) -> None:
        self.shell, self.patch = shell, patch
        for path in ("vendor.yaml", "outcomes.yaml"):
            (shell.folder / "policies").mkdir(exist_ok=True)
            shutil.copy(POLICIES / path, shell.folder / "policies")
        shutil.copytree(POLICIES / "exampleworks", shell.folder / "policies" / "exampleworks")
        patch.setenv("KLAUSEL_POLICIES", "policies")

    def says(self, who: str, *typed: str) -> Result:
        self.patch.setenv("LOGNAME", who)
        with freeze_time("2026-11-02T09:00:00+00:00"):
            result = self.shell.klausel("policy", *typed)
        # which digest it is, is another test's
        return Result(result.status, re.sub(r"\b[0-9a-f]{12}\b", "DIGEST", result.out), re.sub(r"\b[0-9a-f]{64}\b", "DIGEST", result.err))

    def does(self, who: str, *typed: str) -> list[str]:
        result = self.says(who, *typed)
        assert (result.status, result.err) == (0, "")
        return result.out.splitlines()

    def refusal(self, who: str, *typed: str) -> str:
        """The one line of a refusal."""
        result = self.says(who, *typed)
        assert result.status == 2
        (line,) = result.err.splitlines()
        return line.removeprefix("klausel: ")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> PolicyShell:
    return PolicyShell(Shell(tmp_path, monkeypatch, capsys), monkeypatch)


def test_a_policy_goes_from_draft_to_law_on_the_command_line(desk: PolicyShell) -> None:
    digests = "meaning DIGEST, text DIGEST"
    assert desk.does("anna", "draft", "--from", "exampleworks@2025-01", "--as", "2028-01", "--note", "a start") == [
        f"saved {ID}, revision 1: exampleworks@2028-01 from 2028-01-01; {digests}; by anna {MARK}"
    ]
    assert desk.does("anna", "export", ID, "work") == [f"{ID} was written to work/exampleworks/2028-01"]
    file = desk.shell.folder / "work" / "exampleworks" / "2028-01" / "policy.yaml"
    file.write_text(file.read_text("utf-8").replace("# The rules", "# Größer: the rules"), "utf-8")
    assert desk.does("anna", "draft", str(file), "--based-on", "1") == [
        f"saved {ID}, revision 2: exampleworks@2028-01 from 2028-01-01; {digests}; by anna {MARK}"
    ]
    checked = desk.says("bo", "check", ID)
    assert (checked.status, checked.out.startswith("exampleworks@2028-01: passes; 320 classes, 0 gaps, 0 clashes, ")) == (0, True)
    proposed, how = desk.does("anna", "propose", ID, "--reason", "new terms")
    begin = f"proposed {ID}.p1: exampleworks@2028-01 from 2028-01-01, revision {ID}.2; check: classes 320, examples "
    assert proposed.startswith(begin) and proposed.endswith(f"; {digests}; by anna {MARK}")
    assert how == f"somebody else approves it: klausel policy approve {ID}.p1"
    assert desk.refusal("anna", "approve", f"{ID}.p1") == f"`anna` proposed `{ID}.p1`; somebody else has to approve it"
    assert desk.does("bo", "approve", f"{ID}.p1") == [
        f"approved {ID}.p1, revision {ID}.2: {digests}; by bo {MARK}",
        f"it is law once it is published: klausel policy publish {ID}",
    ]
    assert desk.does("anna", "publish", ID) == [
        f"published exampleworks@2028-01, in force from 2028-01-01; written to policies/exampleworks/2028-01; by anna {MARK}"
    ]
    assert (desk.shell.folder / "policies" / "exampleworks" / "2028-01" / "policy.yaml").read_bytes() == file.read_bytes()
    listed = "\n".join(desk.does("bo", "list"))
    assert re.search(r"exampleworks@2028-01 │ exampleworks │ 2028-01-01 +│ open +│ coming", listed)
    assert re.search(rf"{ID} │ exampleworks@2028-01 │ published │ 2 +│ published exampleworks@2028-01 │ anna │ unauthenticated", listed)


def test_show_names_who_did_what_to_a_draft(desk: PolicyShell) -> None:
    desk.does("anna", "draft", "--from", "exampleworks@2025-01", "--as", "2028-01", "--note", "a [bold]start")
    desk.does("anna", "propose", ID, "--reason", "new terms")
    desk.does("bo", "withdraw", f"{ID}.p1", "--reason", "too early")
    rows = [re.split(r" *│ *", line)[1:-1] for line in desk.does("bo", "show", ID) if line.startswith("│")]
    assert rows[:3] == [
        ["saved", f"{ID}.1", "anna", "unauthenticated", "2026-11-02T10:00+01:00", "a [bold]start"],
        ["proposed", f"{ID}.p1", "anna", "unauthenticated", "2026-11-02T10:00+01:00", "new terms"],
        ["withdrawn", f"{ID}.p1", "bo", "unauthenticated", "2026-11-02T10:00+01:00", "too early"],
    ]
    assert any("contract_not_in_force" in line for line in desk.does("bo", "show", f"{ID}.1"))


def test_the_second_to_save_sees_the_difference_on_stdout_and_one_line_on_stderr(desk: PolicyShell) -> None:
    desk.does("anna", "draft", "--from", "exampleworks@2025-01", "--as", "2028-01")
    desk.does("bo", "export", ID, "work")
    file = desk.shell.folder / "work" / "exampleworks" / "2028-01" / "policy.yaml"
    file.write_text(file.read_text("utf-8").replace("# The rules", "# His: the rules"), "utf-8")
    result = desk.says("bo", "draft", "work/exampleworks/2028-01")
    assert result.status == 2
    assert result.out.splitlines()[:2] == [f"--- {ID}.1/policy.yaml", "+++ yours/policy.yaml"]
    assert any(line.startswith("+# His: the rules") for line in result.out.splitlines())
    (line,) = result.err.splitlines()
    assert line.startswith(f"klausel: `{ID}` is at revision 1, saved by `anna` {MARK} on 2026-11-02T10:00+01:00, and you did not say")
    assert desk.does("bo", "draft", "work/exampleworks/2028-01", "--id", "his")[0].startswith("saved his, revision 1: ")
    same = [f"his says the same already: revision 1, by bo {MARK}"]
    assert desk.does("anna", "draft", "work/exampleworks/2028-01", "--id", "his", "--based-on", "1") == same


def test_a_draft_that_may_not_be_published_is_a_no_and_is_not_proposed(desk: PolicyShell) -> None:
    desk.does("anna", "draft", "--from", "exampleworks@2025-01", "--as", "2028-01")
    desk.does("anna", "export", ID, "work")
    file = desk.shell.folder / "work" / "exampleworks" / "2028-01" / "policy.yaml"
    text = file.read_text("utf-8").replace("when: {service: self_service}", "when: {service: self_service, delivery: remote}")
    file.write_text(text, "utf-8")
    (saved,) = desk.does("anna", "draft", str(file), "--based-on", "1")
    assert "; no meaning yet, since it leaves gaps or clashes, text DIGEST; " in saved
    checked = desk.says("anna", "check", ID)
    assert (checked.status, checked.out.startswith("exampleworks@2028-01: fails; ")) == (1, True)
    result = desk.refusal("anna", "propose", ID, "--reason", "new terms")
    assert re.match(rf"{ID}\.2/policy\.yaml, line \d+: no rule decides a request ", result), result


def test_a_first_day_in_the_past_is_reported_where_it_is_proposed_and_published(desk: PolicyShell) -> None:
    desk.does("anna", "draft", "--from", "exampleworks@2025-01", "--as", "2026-10", "--id", "late")
    assert desk.refusal("anna", "propose", "late", "--reason", "new terms") == (
        "`late` begins on 2026-10-01, before today, 2026-11-02; move `effective.from`, or say with `--backdate REASON` why, "
        "which finance is shown"
    )
    told = "backdated to 2026-10-01, which finance is shown when a month is closed: agreed late"
    assert told in desk.does("anna", "propose", "late", "--reason", "new terms", "--backdate", "agreed late")
    desk.does("bo", "approve", "late.p1")
    assert told in desk.does("bo", "publish", "late")
    with freeze_time("2026-11-02T10:00:00+00:00"):
        preview = desk.shell.klausel("close", "2026-10", "--preview").out.splitlines()
    at = preview.index("policies published with a first day in the past")
    told = "exampleworks@2026-10 2026-10-01 2026-11-02T10:00+01:00 bo unauthenticated agreed late"
    assert " ".join(preview[at + 2].split()) == told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("draft",), "give a version's folder, or else `--from PACK@VERSION` and `--as YYYY-MM`"),
        (("draft", "work", "--from", "exampleworks@2025-01"), "give a version's folder, or else `--from PACK@VERSION` and `--as YYYY-MM`"),
        (("draft", "--from", "exampleworks@2025-01"), "give a version's folder, or else `--from PACK@VERSION` and `--as YYYY-MM`"),
        (("draft", "--from", "exampleworks@2025-01", "--as", "x"), "`--as`: `x` is not a month such as 2026-10"),
        (("draft", "--from", "nothing@2025-01", "--as", "2028-01"), "there is no policy `nothing@2025-01`; there are exampleworks@…"),
        (("draft", "nowhere"), "`nowhere` holds no policy.yaml; name a version's folder"),
        (("propose", "nothing"), "Missing option '--reason'."),
        (("approve", "nothing"), "there is no draft `nothing`; there are none yet; `klausel policy draft` begins one"),
    ],
)
def test_what_was_typed_wrong_is_reported_in_a_line(desk: PolicyShell, typed: tuple[str, ...], told: str) -> None:
    desk.shell.klausel("db", "upgrade")
    assert re.sub(r"(there are exampleworks@).*", r"\1…", desk.refusal("anna", *typed)) == told


@pytest.mark.sqlite
def test_without_a_record_there_are_no_drafts_and_nothing_comes_into_being(desk: PolicyShell) -> None:
    assert not any("draft" in line for line in desk.does("anna", "list"))
    for typed in (("propose", ID, "--reason", "x"), ("approve", f"{ID}.p1"), ("publish", ID), ("export", ID, "work")):
        assert desk.refusal("anna", *typed).startswith("there is no record at `klausel.db`; ")
    assert not (desk.shell.folder / "klausel.db").exists()


@pytest.mark.parametrize("who", ["ho\nfer", "\x1b[31mhofer", "ho\u200bfer"])
def test_nobody_acts_under_a_name_that_cannot_be_shown(desk: PolicyShell, who: str) -> None:
    told = desk.refusal(who, "draft", "--from", "exampleworks@2025-01", "--as", "2028-01")
    assert told == f"the login {who!r} holds a character that cannot be shown; set LOGNAME to what people know you by"
    assert f"there is no draft `{ID}`" in desk.says("hofer", "show", ID).err


def publish_draft(desk: PolicyShell) -> Path:
    """The file of the rules of a version that was published."""
    desk.does("hofer", "draft", "--from", "exampleworks@2025-01", "--as", "2028-01")
    desk.does("hofer", "propose", ID, "--reason", "new terms")
    desk.does("berger", "approve", f"{ID}.p1")
    desk.does("berger", "publish", ID)
    return desk.shell.folder / "policies" / "exampleworks" / "2028-01" / "policy.yaml"


@pytest.mark.parametrize("command", ["decide", "explain"])
def test_what_decides_without_a_record_is_held_to_the_one_that_is_named(desk: PolicyShell, command: str) -> None:
    file = publish_draft(desk)
    (desk.shell.folder / "asked.jsonl").write_text(
        '{"product": "exampleworks", "received_at": "2028-03-07T10:00:00+01:00", "contract": "active", "service": "installation"}\n'
    )
    db = next((value for name, value in in_folder(desk.shell.folder).items()), "klausel.db")
    assert desk.shell.klausel("--db", db, command, "asked.jsonl").err == ""
    published = file.read_text("utf-8")
    file.write_text(published.replace("# The rules", "# Some rules"), "utf-8")
    warned = desk.shell.klausel("--db", db, command, "asked.jsonl")
    assert (warned.status, warned.out != "") == (0, True)
    told = "klausel: warning: `exampleworks@2028-01` in `policies` is worded differently from what was published; "
    assert warned.err.startswith(told)
    assert desk.shell.klausel("--db", db, "verify").err == warned.err
    file.write_text(published.replace('closes: "16:00"', 'closes: "17:00"'), "utf-8")
    refused = desk.shell.klausel("--db", db, command, "asked.jsonl")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith("klausel: `exampleworks@2028-01` in `policies` means something else (")
    # whoever names no record, or one in which there is nothing yet, trusts the folder
    assert desk.shell.klausel("--db", "none.db", command, "asked.jsonl").status == 0
    assert not (desk.shell.folder / "none.db").exists()
    assert desk.shell.klausel(command, "asked.jsonl").status == 0
