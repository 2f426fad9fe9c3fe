"""`klausel serve`, `run` and `demo`: the dashboard on loopback, and the records it may be shown with."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.language import say
from engine.cli.problem_output import show_warnings
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import login, notes_folder, policies_folder, record_address
from engine.vocabulary.instants import instant_of
from engine.vocabulary.problems import Refused, refuse

Address = Annotated[str, typer.Option("--address")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535)]


def serve(context: typer.Context, address: Address = "127.0.0.1", port: Port = 8501) -> int:
    """Serve the dashboard of a record, on this machine only."""
    from engine.store.record import open_record

    _refuse_others(address)
    _refuse_taken(address, port)
    where = record_address(context.obj)
    open_record(where).close()
    _serve(where, address, port)
    return 0


def run(context: typer.Context, address: Address = "127.0.0.1", port: Port = 8501) -> int:
    """Serve the dashboard; where there is no record yet, with the demo company in it."""
    from engine.store.record import open_record

    _refuse_others(address)
    _refuse_taken(address, port)
    where = record_address(context.obj)
    try:
        open_record(where).close()
    except Refused as refused:
        if [problem.kind for problem in refused.problems] != ["no_record"]:
            raise
        print(say("command.run.filling"), flush=True)
        _fill(where)
    _serve(where, address, port)
    return 0


def demo(context: typer.Context) -> int:
    """Fill an empty record with an invented company's two years."""
    recorded = _fill(record_address(context.obj))
    print(say("command.demo.done", what=", ".join(f"{kind} {number}" for kind, number in recorded.items())))
    return 0


def _fill(where: str) -> dict[str, int]:
    from demo.filling import fill
    from engine.store.record import open_record

    deciders = open_policies(policies_folder(), notes_folder())
    record = open_record(where, create=True)
    show_warnings(record.warnings)
    return fill(record, deciders, now=instant_of(datetime.now(UTC)), who=login()).recorded


def _refuse_others(address: str) -> None:
    """Without a sign-in provider nobody beyond this machine may look."""
    try:
        is_loopback = ipaddress.ip_address(address).is_loopback
    except ValueError:
        is_loopback = address == "localhost"
    if not is_loopback:
        raise refuse("not_loopback.address", address=address)


def _refuse_taken(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError:
            raise refuse("port_in_use.by_another", port=str(port), address=address) from None


def _serve(where: str, address: str, port: int) -> None:
    found = find_spec("dashboard")
    if found is None or found.origin is None:
        raise refuse("no_dashboard.installed")
    shown = f"[{address}]" if ":" in address else address
    print(f"http://{shown}:{port}", flush=True)
    app = Path(found.origin).with_name("app.py")
    flags = {
        "server.address": address,
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "runner.postScriptGC": "false",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "viewer",
    }
    arguments = [part for name, value in flags.items() for part in (f"--{name}", value)]
    environment = {**os.environ, "KLAUSEL_DATABASE_URL": where}
    os.execve(sys.executable, [sys.executable, "-m", "streamlit", "run", str(app), *arguments], environment)
