"""The JSON that commands really print, from the examples and the demo: which object has which fields."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.cli.shell import klausel
from tests.readme.console import REPOSITORY

EXAMPLES = REPOSITORY / "examples"
POLICIES = REPOSITORY / "policies"
# objects whose names are values, such as minutes by reason: each name is one of these
NAMED_BY = {
    "blocked": "REASON",
    "reasons": "REASON",
    "recorded": "KIND",
    "erased": "KIND",
    "condition": "FACT",
    "witness": "FACT",
    "read_as": "FACT",
    "numbers": "FACT",
    "terms": "FACT",
}
Shapes = dict[str, dict[str, None]]

# what an agent cannot have done: at two customers at once, at night, and a day of sixteen hours
IMPLAUSIBLE = {
    "customers": (
        "customer_id,valid_from,name,language,account_manager,debtor_number,vat_id,street,postal_code,city,country\n"
        "C-2,,Hof,de,berger,,,,,,DE\n"
    ),
    "contracts": (
        "contract_id,customer_id,product,valid_from,valid_to,status,second_level,training_register\n"
        "K-2,C-2,hausperfekt,2025-01-01,,active,included,complete\n"
    ),
    "requests": (
        "request_id,customer_id,person_id,product,received_at,intake,delivery,service,topic,cause,complexity,summary\n"
        "R-2,C-2,,hausperfekt,2026-03-10T10:00:00+01:00,,,,,,,\n"
    ),
    "time_entries": (
        "entry_id,request_id,agent,role,activity,started_at,minutes,service,topic,cause,note\n"
        "E-7,R-2,hofer,support,work,2026-03-10T11:30:00+01:00,30,,,,\n"
        "E-8,R-2,hofer,support,work,2026-03-12T06:30:00+01:00,1020,,,,\n"
    ),
}


def shapes_of(value: Any, path: str = "", last: str = "") -> Iterator[tuple[str, str]]:
    """Each object's place and the name of each of its fields. `[]` is an element of a list."""
    if isinstance(value, dict):
        if last in NAMED_BY:
            for inner in value.values():
                yield from shapes_of(inner, f"{path}.{NAMED_BY[last]}")
            return
        for name, inner in value.items():
            yield path, name
            yield from shapes_of(inner, f"{path}.{name}".removeprefix("."), name)
    elif isinstance(value, list):
        for one in value:
            yield from shapes_of(one, f"{path}[]")


def printed(folder: Path) -> dict[str, Shapes]:
    """By command: the objects in what it prints, each with its fields."""
    found: dict[str, Shapes] = {}

    def look(command: str, *arguments: str | Path, db: str = "first.db") -> Any:
        result = klausel("--db", db, *arguments, folder=folder)
        told = [json.loads(line) for line in result.out.splitlines()]
        for path, name in (one for value in told for one in shapes_of(value)):
            found.setdefault(command, {}).setdefault(path, {})[name] = None
        return told[0] if told else None

    _decisions(look, folder)
    _months(look, folder)
    _packs(look, folder)
    return found


def _decisions(look: Any, folder: Path) -> None:
    facts = json.loads((EXAMPLES / "request.jsonl").read_text(encoding="utf-8"))
    night = {**facts, "consent": "granted", "at": "2026-03-10T23:00:00+01:00"}
    unknown = {**facts, "service": "operational_problem"}
    untrained = {**unknown, "training": "untrained", "cause": "other"}
    lines = [facts, night, unknown, untrained, {**facts, "colour": "blue"}]
    requests = folder / "requests.jsonl"
    requests.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    look("import", "import", EXAMPLES / "first", "--json")
    look("decide", "decide", requests)
    look("explain", "explain", requests, "--json")


def _months(look: Any, folder: Path) -> None:
    for name, text in IMPLAUSIBLE.items():
        (folder / "implausible").mkdir(exist_ok=True)
        (folder / "implausible" / f"{name}.csv").write_text(text, encoding="utf-8")
    look("import", "import", folder / "implausible", "--json")
    look("close --preview", "close", "2026-03", "--preview", "--json")
    look("close", "close", "2026-03", "--json")
    look("import", "import", EXAMPLES / "late", "--json")
    look("errors", "import", EXAMPLES / "careless", "--json")
    look("close --preview", "close", "2026-04", "--preview", "--json")
    klausel("--db", "demo.db", "demo", folder=folder)
    for month in ("2026-09", "2026-10", "2026-11"):
        look("close --preview", "close", month, "--preview", "--json", db="demo.db")
    report = look("report", "report", "--month", "2026-09", "--json", db="demo.db")
    look("report", "report", "--month", "2026-04", "--json")
    for line in [line for customer in report["customers"] for line in customer["line_ids"]][:12]:
        look("why", "why", line, "--json", db="demo.db")
    for id_ in ("2026-03:R-1:120.00", "2026-04:R-1:2026-03", "E-3", "faq-3.1"):
        look("why", "why", id_, "--json")
    for person in ("P-1", "C-1"):
        look("erase", "erase", person, "--reason", "asked", "--dry-run", "--json")
    look("verify", "verify", "--json")
    (folder / "anchor.json").write_text(json.dumps({"length": 1, "digest": "0" * 64}), encoding="utf-8")
    look("verify", "verify", "--anchor", "anchor.json", "--json")
    look("db check", "db", "check", "--json")
    look("audit head", "audit", "head")


def _packs(look: Any, folder: Path) -> None:
    packs = folder / "packs"
    shutil.copytree(POLICIES, packs)
    broken, draft = packs / "exampleworks" / "2025-01" / "policy.yaml", folder / "drafts" / "hausperfekt" / "2027-01"
    shutil.copytree(POLICIES / "hausperfekt" / "2025-01", draft)
    text = (draft / "policy.yaml").read_text(encoding="utf-8").replace('"2025-01"', '"2027-01"').replace("2025-01-01", "2027-01-01")
    text = text.replace(", configuration_question]}", "]}")
    text = text.replace("service: self_service", "service: [self_service, configuration_question]")
    (draft / "policy.yaml").write_text(text, encoding="utf-8")
    look("policy check", "policy", "check", draft, "--json")
    look("policy backtest", "policy", "backtest", draft, "--from", "2025-01-01", "--to", "2026-12-31", "--json", db="demo.db")
    look("policy diff", "policy", "diff", "hausperfekt@2023-08", "hausperfekt@2025-01", "--json")
    text = broken.read_text(encoding="utf-8").replace("contract: [none, ended, suspended]", "contract: [none]")
    broken.write_text(text, encoding="utf-8")
    look("policy check", "policy", "check", packs / "exampleworks", "--json")
    klausel("--db", "first.db", "policy", "export", "hausperfekt@2025-01", "--xlsx", "rules.xlsx", folder=folder)
    look("policy import", "policy", "import", "--xlsx", "rules.xlsx", "--to", folder / "drafts/hausperfekt/2028-01", "--dry-run", "--json")
