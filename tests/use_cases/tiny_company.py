"""A company as somebody would type it: two customers, one act of every kind, as CSV texts. A test changes one thing in it.

Knows the columns only by what it fills in; what is not named is blank."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

COLUMNS = {
    "customers": "customer_id,valid_from,name,language,account_manager,debtor_number,vat_id,street,postal_code,city,country",
    "people": "person_id,valid_from,customer_id,name,email,portal_registered,may_commission",
    "contracts": "contract_id,customer_id,product,valid_from,valid_to,status,second_level,training_register",
    "training": "training_id,customer_id,person_id,product,completed_on,valid_until",
    "rates": "rate_id,product,role,customer_id,hourly_rate,currency,valid_from,valid_to",
    "requests": "request_id,customer_id,person_id,product,received_at,intake,delivery,service,topic,cause,complexity,summary",
    "retriages": "retriage_id,request_id,triaged_at,triaged_by,person_id,training,delivery,service,topic,cause,complexity",
    "determinations": "determination_id,request_id,coverage,determined_by,determined_at,reason",
    "quotes": "quote_id,request_id,sent_at,sent_by,role,hourly_rate,currency,max_minutes,expires_at,deviation_reason",
    "consents": "consent_id,request_id,quote_id,status,given_by,given_via,given_at,evidence,role,hourly_rate,currency,max_minutes,"
    "expires_at,deviation_reason",
    "withdrawals": "withdrawal_id,consent_id,withdrawn_at,withdrawn_by",
    "time_entries": "entry_id,request_id,agent,role,activity,started_at,minutes,service,topic,cause,note",
    "waivers": "waiver_id,entry_id,waived_at,waived_by,reason",
    "closures": "closure_id,request_id,closed_at,closed_by",
    "retractions": "retraction_id,kind,id,retracted_at,retracted_by,reason",
}
# Columns that came later: a file may be without them, and is, unless a row fills them in.
LATER = {"contracts": "terms", "requests": "numbers", "retriages": "numbers"}

Row = dict[str, str]


class Company:
    """Rows by kind, in the order in which they are written: the first stands in line 2 of its file."""

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        self.rows = rows

    def row(self, kind: str, identity: str) -> Row:
        """The first row of that id."""
        key = COLUMNS[kind].split(",")[0]
        return next(row for row in self.rows[kind] if row.get(key) == identity)

    def change(self, kind: str, identity: str, /, **values: str) -> Company:
        """The same company, that row told otherwise."""
        self.row(kind, identity).update(values)
        return self

    def add(self, kind: str, /, *, like: str = "", **values: str) -> Company:
        """The same company with one more row at the end; `like`: the id of the row whose values it takes over."""
        filled = dict(self.row(kind, like)) if like else {}
        self.rows.setdefault(kind, []).append(filled | values)
        return self

    def without(self, *kinds: str) -> Company:
        """The same company without these files."""
        for kind in kinds:
            self.rows.pop(kind, None)
        return self

    def only(self, *kinds: str) -> Company:
        """A company of these files alone."""
        return Company({kind: rows for kind, rows in self.rows.items() if kind in kinds})

    def tables(self) -> Iterator[tuple[str, list[str], list[list[str]]]]:
        """Kind, header and rows, a list of texts each."""
        for kind, rows in self.rows.items():
            later = [LATER[kind]] if kind in LATER and any(LATER[kind] in row for row in rows) else []
            header = [*COLUMNS[kind].split(","), *later]
            yield kind, header, [[row.get(column, "") for column in header] for row in rows]

    def text_of(self, kind: str) -> str:
        """One file, as it is written."""
        written = io.StringIO()
        for name, header, rows in self.tables():
            if name == kind:
                csv.writer(written, lineterminator="\n").writerows([header, *rows])
        return written.getvalue()

    def write(self, folder: Path) -> Path:
        """The folder, made where it is not there, with a file for each kind that has a row."""
        folder.mkdir(exist_ok=True)
        for kind in self.rows:
            (folder / f"{kind}.csv").write_text(self.text_of(kind), "utf-8", newline="")
        return folder


def tiny() -> Company:
    """Customer C1 pays by the hour, up to 90 minutes, until the customer withdraws; C2, in Austria, has what is covered."""
    return Company(deepcopy(_ROWS))


def rows_of(kind: str, text: str) -> list[Row]:
    """Rows written as in the file, a line each."""
    return [dict(zip(COLUMNS[kind].split(","), cells, strict=True)) for cells in csv.reader(io.StringIO(text, newline=""))]


_ROWS = {
    kind: rows_of(kind, text)
    for kind, text in {
        "customers": """C1,,Verwaltung Süd GmbH,de,am1,10001,DE123,Ring 1,50667,Köln,DE
C2,,"Haus, Hof & Co",en,am2,,,,,,AT""",
        "people": """P1,,C1,Person Eins,eins@example.org,yes,yes
P2,,C1,Person Zwei,,no,no
P3,,C2,Person Drei,,yes,yes""",
        "contracts": """K1,C1,hausperfekt,2025-01-01,,active,none,complete
K2,C2,hausperfekt,2025-01-01,2026-12-31,active,included,partial""",
        "training": "T1,C1,P1,hausperfekt,2025-06-01,",
        "rates": """RT1,,support,,120.00,EUR,2025-01-01,
RT2,,technical,,150.00,EUR,2025-01-01,""",
        "requests": """R1,C1,P1,hausperfekt,2026-10-05T08:00:00+02:00,portal,remote,module_fundamentals,charging,,simple,Frage
R2,C2,P3,hausperfekt,2026-10-06T08:00:00+02:00,phone,,self_service,,,,
R3,C2,,hausperfekt,2026-10-07T08:00:00+02:00,,,other,,,,""",
        "retriages": "RE1,R1,2026-10-05T08:30:00+02:00,anna,,,,,e_banking,,",
        "determinations": "D1,R3,covered,am2,2026-10-07T09:00:00+02:00,agreed by phone",
        "quotes": "Q1,R1,2026-10-05T08:45:00+02:00,am1,support,120.00,EUR,90,,",
        "consents": "CO1,R1,Q1,granted,P1,email,2026-10-05T09:00:00+02:00,mail 17,support,120.00,EUR,90,,",
        "withdrawals": "W1,CO1,2026-10-20T12:00:00+02:00,P1",
        "time_entries": """E1,R1,anna,support,work,2026-10-05T10:00:00+02:00,60,,,,"first line
second line"
E2,R1,anna,support,triage,2026-10-05T08:15:00+02:00,15,,,,
E3,R1,anna,support,work,2026-10-06T09:00:00+02:00,20,,,,
E4,R1,anna,support,work,2026-10-06T14:00:00+02:00,45,,,,typed twice
E5,R2,bo,support,work,2026-10-06T10:00:00+02:00,30,,,,
E6,R3,bo,support,work,2026-10-07T10:00:00+02:00,25,,,,""",
        "waivers": "WV1,E3,2026-10-06T17:00:00+02:00,am1,goodwill",
        "closures": "CL1,R2,2026-10-06T16:00:00+02:00,bo",
        "retractions": "X1,time_entries,E4,2026-10-06T18:00:00+02:00,anna,typed twice",
    }.items()
}
