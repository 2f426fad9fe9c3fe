"""What may be quoted and consented to: the table's rate on that day, or another with its reason; what a grant must hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.use_cases.desk_driver import Desk, refused
from tests.use_cases.tiny_company import Company, tiny

OTHER = "is not the table's rate on 2026-10-05, 120.00 (`RT1`); give a `deviation_reason`"


def is_recorded(folder: Path, company: Company) -> bool:
    return Desk(folder).imports(company).recorded["consents"] >= 1


def unquoted() -> Company:
    """The tiny company, its consent given without a quote."""
    return tiny().change("consents", "CO1", quote_id="").without("quotes")


@pytest.mark.parametrize(("kind", "identity"), [("rates", "RT1"), ("quotes", "Q1"), ("consents", "CO1")])
def test_money_is_in_the_vendors_currency(kind: str, identity: str) -> None:
    told = f"{kind}.csv, line 2, `currency`: `CHF` is not the vendor's currency, EUR"
    assert refused(tiny().change(kind, identity, currency="CHF")) == [told]


@pytest.mark.parametrize("column", ["evidence", "role", "hourly_rate"])
def test_a_grant_needs_evidence_role_and_rate(column: str) -> None:
    told = f"consents.csv, line 2, `{column}`: `{column}` must not be blank where consent is granted"
    assert refused(tiny().change("consents", "CO1", **{column: ""})) == [told]


def test_a_grant_that_lacks_all_three_is_refused_for_each() -> None:
    assert len(refused(tiny().change("consents", "CO1", evidence="", role="", hourly_rate=""))) == 3


def test_a_refusal_needs_none_of_them(tmp_path: Path) -> None:
    assert is_recorded(
        tmp_path, tiny().change("consents", "CO1", status="declined", evidence="", role="", hourly_rate="").without("withdrawals")
    )


def test_a_quote_at_another_rate_than_the_tables_needs_a_reason(tmp_path: Path) -> None:
    company = unquoted()
    company.rows["quotes"] = tiny().rows["quotes"]
    company.change("quotes", "Q1", hourly_rate="110")
    assert refused(company) == [f"quotes.csv, line 2, `hourly_rate`: `110.00` {OTHER}"]
    assert is_recorded(tmp_path, company.change("quotes", "Q1", deviation_reason="long-standing customer"))


def test_a_consent_at_another_rate_than_the_tables_needs_a_reason(tmp_path: Path) -> None:
    company = unquoted().change("consents", "CO1", hourly_rate="119.99")
    assert refused(company) == [f"consents.csv, line 2, `hourly_rate`: `119.99` {OTHER}"]
    assert is_recorded(tmp_path, company.change("consents", "CO1", deviation_reason="agreed on the phone"))


def test_where_the_table_has_no_rate_a_quote_and_a_consent_need_a_reason(tmp_path: Path) -> None:
    company = tiny().change("quotes", "Q1", role="expert").change("consents", "CO1", role="expert", quote_id="")
    told = "`hourly_rate`: the rate table has no rate for `expert` on 2026-10-05; add one, or give a `deviation_reason`"
    assert refused(company) == [f"consents.csv, line 2, {told}", f"quotes.csv, line 2, {told}"]
    company.change("quotes", "Q1", deviation_reason="one-off").change("consents", "CO1", deviation_reason="one-off")
    assert is_recorded(tmp_path, company)


def quoted_at_110() -> Company:
    """A quote at another rate than the table's, with its reason, and a consent that takes it up."""
    company = tiny().change("quotes", "Q1", hourly_rate="110.00", deviation_reason="goodwill", expires_at="2026-10-05T12:00:00+02:00")
    return company.change("consents", "CO1", hourly_rate="110")


def test_a_consent_that_names_an_open_quote_needs_no_reason_at_the_quotes_rate(tmp_path: Path) -> None:
    assert is_recorded(tmp_path, quoted_at_110())


def test_a_consent_that_names_a_quote_recorded_earlier_needs_no_reason_either(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(quoted_at_110().without("consents", "withdrawals"))
    assert desk.imports(quoted_at_110().only("consents")).recorded == {"consents": 1}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"quote_id": ""}, f"`110.00` {OTHER}"),
        ({"hourly_rate": "111.00"}, f"`111.00` {OTHER}"),
        ({"given_at": "2026-10-05T12:00:00+02:00"}, f"`110.00` {OTHER}"),
        ({"given_at": "2026-10-05T08:44:59+02:00"}, f"`110.00` {OTHER}"),
        ({"role": "technical"}, "`110.00` is not the table's rate on 2026-10-05, 150.00 (`RT2`); give a `deviation_reason`"),
    ],
    ids=["no quote named", "at another rate", "the quote expired that instant", "given before the quote was sent", "for another role"],
)
def test_a_consent_that_does_not_take_up_its_quote_needs_a_reason(tmp_path: Path, changes: dict[str, str], told: str) -> None:
    company = quoted_at_110().change("consents", "CO1", **changes)
    assert refused(company) == [f"consents.csv, line 2, `hourly_rate`: {told}"]
    assert is_recorded(tmp_path, company.change("consents", "CO1", deviation_reason="agreed all the same"))


def test_a_consent_takes_up_its_quote_until_the_last_instant_before_it_expires(tmp_path: Path) -> None:
    assert is_recorded(tmp_path, quoted_at_110().change("consents", "CO1", given_at="2026-10-05T11:59:59.999999+02:00"))


def test_a_quote_of_another_request_is_refused() -> None:
    company = quoted_at_110().add("requests", like="R1", request_id="R4").change("quotes", "Q1", request_id="R4")
    assert refused(company) == [
        "consents.csv, line 2, `quote_id`: the quote `Q1` is of the request `R4`",
        f"consents.csv, line 2, `hourly_rate`: `110.00` {OTHER}",
    ]


def test_the_rate_is_that_of_the_local_day_on_which_consent_was_given(tmp_path: Path) -> None:
    company = unquoted().add("rates", like="RT1", rate_id="RT3", hourly_rate="130.00", valid_from="2026-10-06")
    assert is_recorded(tmp_path, company.change("consents", "CO1", given_at="2026-10-05T21:59:59Z"))
    assert refused(company.change("consents", "CO1", given_at="2026-10-05T22:00:00Z")) == [
        "consents.csv, line 2, `hourly_rate`: `120.00` is not the table's rate on 2026-10-06, 130.00 (`RT3`); give a `deviation_reason`"
    ]


@pytest.mark.parametrize(
    ("rows", "rate"),
    [
        ([{"product": "hausperfekt"}], "120.00"),
        ([{"product": "hausperfekt", "role": "support"}], "99.00"),
        ([{"customer_id": "C1"}], "99.00"),
        ([{"customer_id": "C2"}], "120.00"),
        ([{"customer_id": "C1", "product": "exampleworks"}], "120.00"),
        ([{"customer_id": "C1", "role": "technical"}], "120.00"),
        ([{"customer_id": "C1"}, {"product": "hausperfekt", "role": "support", "hourly_rate": "98.00"}], "99.00"),
    ],
    ids=[
        "the role beats the product", "role and product beat the role", "the customer beats the role", "another customer's is not meant",
        "another product's is not meant", "another role's is not meant", "the customer beats role and product",
    ],
)  # fmt: skip
def test_of_the_rows_that_fit_the_closest_counts(tmp_path: Path, rows: list[dict[str, str]], rate: str) -> None:
    company = unquoted().change("consents", "CO1", hourly_rate=rate)
    for number, row in enumerate(rows):
        filled = {"hourly_rate": "99.00", "currency": "EUR", "valid_from": "2025-01-01"} | row
        company.add("rates", rate_id=f"RX{number}", **filled)
    assert is_recorded(tmp_path, company)
    [told] = refused(company.change("consents", "CO1", hourly_rate="1.00"))
    assert f"is not the table's rate on 2026-10-05, {rate} " in told


def test_a_retracted_rate_is_no_rate() -> None:
    company = unquoted().add("retractions", like="X1", retraction_id="X2", kind="rates", id="RT1")
    told = "the rate table has no rate for `support` on 2026-10-05; add one, or give a `deviation_reason`"
    assert refused(company) == [f"consents.csv, line 2, `hourly_rate`: {told}"]


def test_the_reason_of_a_consent_is_kept_and_its_rate_is_the_price(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(unquoted().change("consents", "CO1", hourly_rate="100.00", deviation_reason="goodwill"))
    assert desk.everything().consents[0].deviation_reason == "goodwill"
    [line] = desk.report()["customers"][0]["lines"]
    assert line == {"request_id": "R1", "hourly_rate": "100.00", "minutes": 60, "net": "100.00"}
