"""The ledger beside the published figures: verdicts, reprints, who sees the entries, the files."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from ikkan.audit.actor import SYSTEM, Actor
from ikkan.budget import actions as budget
from ikkan.budget.moving import NewReallocation
from ikkan.budget.reconciled import queries, rules
from ikkan.budget.reconciled.rules import Key, Verdict
from ikkan.budget.rules import NewAccount, NewTransfer
from ikkan.plan.queries import snapshot
from ikkan.values.interval import Interval
from tests.conftest import TODAY

pytestmark = pytest.mark.sqlite_only

OKU = 10**8
ASKED: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
CLASS = "amed_target"


def account(code: str, layer: str, year: int, owner: str = "", parent: str = "T") -> NewAccount:
    return NewAccount(
        layer=layer,
        code=code,
        name_ja=code,
        name_en=code,
        fiscal_year=year,
        parent=parent if layer != "treasury" else "",
        owner=f"body:{owner}" if owner else "",
        cost_class=CLASS if layer != "treasury" else "",
    )


def give(taker: str, yen: int, year: int, **given: Any) -> NewTransfer:
    said: dict[str, Any] = {
        "made_on": date(year, 4, 1),
        "fiscal_year": year,
        "stage": "enacted",
        "pot": "initial",
        "instrument": "appropriation",
    }
    return NewTransfer(giver="T", taker=taker, yen=yen, **(said | given))


@pytest.fixture
def ledger(amed: Any) -> None:
    """FY2021 of three ministries: two as printed, one a hundred million less."""
    rows = [account("T", "treasury", 2020)]
    rows += [
        account(f"{body}{year}", "ministry", year, body)
        for body in ("MEXT", "MHLW", "METI", "MIC")
        for year in (2020, 2021, 2022)
    ]
    budget.open_accounts(rows, **ASKED)
    known = snapshot(TODAY)
    amounts = {
        body: int(known.figure(f"fy2021.amed.2021.{body}").value) * OKU
        for body in ("MEXT", "MHLW", "METI")
    }
    budget.record_transfers(
        [
            give("MEXT2021", amounts["MEXT"] + 10, 2021),
            give("MHLW2021", amounts["MHLW"] - 2 * OKU, 2021),
            give("METI2021", amounts["METI"], 2021),
            give("MHLW2020", 3 * OKU, 2020, pot="supplementary", supplement=2),
        ],
        **ASKED,
    )
    who: dict[str, Any] = {"by": SYSTEM, "as_of": date(2022, 3, 31), "version": None, "key": None}
    budget.carry_over("METI2021", OKU, date(2022, 3, 31), "permitted", "遅れ", **who)
    offer = NewReallocation(
        giver="MEXT2021", taker="METI2021", yen=10, pot="initial", reason="所管"
    )
    row = budget.propose_reallocation(offer, **who)
    other = Actor("u-other", frozenset({"ministry_officer"}))
    budget.consent_to_reallocation(row.code, **(who | {"by": other, "version": 1}))


@pytest.mark.parametrize(
    ("given", "unit", "interval", "verdict", "difference"),
    [
        (420 * OKU, "億円", Interval.rounded(Decimal(420), Decimal(1)), "agrees", "0"),
        (42049999999, "億円", Interval.rounded(Decimal(420), Decimal(1)), "agrees", "0.49999999"),
        (42050000000, "億円", Interval.rounded(Decimal(420), Decimal(1)), "differs", "0.5"),
        (41950000000, "億円", Interval.rounded(Decimal(420), Decimal(1)), "agrees", "-0.5"),
        (None, "億円", Interval.rounded(Decimal(420), Decimal(1)), "no_ledger", None),
        (420 * OKU, "億円", None, "no_width", "0"),
        (420 * OKU, "million EUR", Interval.point(Decimal(420)), "other_unit", None),
    ],
)
def test_what_is_said_of_a_sum_beside_a_print(
    given: int | None, unit: str, interval: Any, verdict: str, difference: str | None
) -> None:
    found = rules.compare(given, Decimal(420), unit, interval)
    assert found.verdict == verdict
    assert found.difference == (None if difference is None else Decimal(difference))


def cells() -> dict[Key, queries.Cell]:
    return {cell.key: cell for cell in queries.cells(snapshot(TODAY), TODAY)}


def test_every_cell_is_compared_with_every_print_of_it(ledger: None) -> None:
    found = cells()
    right = found[Key(2021, "MEXT", CLASS, "initial")]
    assert {one.compared.verdict for one in right.prints} == {Verdict.AGREES}
    short = found[Key(2021, "MHLW", CLASS, "initial")]
    assert [one.compared.difference for one in short.prints] == [Decimal(-2)] * len(short.prints)
    assert found[Key(2021, "MIC", CLASS, "initial")].verdict is Verdict.NO_LEDGER
    second = found[Key(2020, "MHLW", CLASS, "supplementary_2")]
    assert second.given == 3 * OKU
    assert second.prints[0].figure.code == "supplementary2020.2.amed.MHLW"
    whole = found[Key(2021, "", CLASS, "initial")]
    assert whole.sums is not None
    alone = [one.sums.given for key, one in found.items() if key.ministry and one.sums
             and (key.year, key.cost_class, key.pot) == (2021, CLASS, "initial")]  # fmt: skip
    assert whole.sums.given == sum(alone)


def test_a_reprint_stands_under_what_it_repeats(ledger: None) -> None:
    known = snapshot(TODAY)
    again = {one.code for one in known.figures() if one.reprint_of}
    shown = [one for cell in cells().values() for one in cell.prints]
    assert not again & {one.figure.code for one in shown}
    assert len({one.figure.code for one in shown}) == len(shown), "a figure stands once"


def test_what_is_carried_over_counts_once_in_each_year(ledger: None) -> None:
    found = cells()
    came = found[Key(2022, "METI", CLASS, "carried_over")]
    went = found[Key(2021, "METI", CLASS, "carried_over")]
    assert came.given == OKU
    assert (went.given, went.sums and went.sums.carried_out) == (0, OKU)


@pytest.mark.covers("S-244", "S-247", "S-252")
def test_the_page_says_the_verdict_and_shows_rounding(ledger: None) -> None:
    page = Client(headers={"accept-language": "ja"}).get("/reconciliation/?year=2021")
    text = page.content.decode()
    assert page.status_code == 200
    for words in ("端数の範囲で一致", "一致しない", "台帳に記入なし", "AMED対象経費"):
        assert words in text, words
    assert "翌年度へ繰越 1" in text
    assert "以上" in text
    assert "−2" in text
    english = Client(headers={"accept-language": "en"}).get("/reconciliation/?year=2021")
    assert "Agrees within rounding" in english.content.decode()
    late = Client(headers={"accept-language": "en"}).get(
        "/reconciliation/?year=2021&as_of=2020-01-01"
    )
    assert "Agrees within rounding" not in late.content.decode()
    assert Client().get("/reconciliation/?year=1066").status_code == 400
    assert Client().get("/reconciliation/?year=x").status_code == 400


def test_entries_are_for_those_who_may_see_transfers(ledger: None, as_role: Any) -> None:
    page = Client(headers={"accept-language": "en"}).get("/reconciliation/?year=2021")
    links = re.findall(r'href="(/reconciliation/entries/[^"]+)"', page.content.decode())
    link = next(one for one in links if "MHLW" in one).replace("&amp;", "&")
    closed = Client(headers={"accept-language": "en"}).get(link).content.decode()
    assert "for the offices" in closed
    assert "TR-" not in closed
    assert "TR-2021-" in as_role("hq_officer").get(link).content.decode()
    assert Client().get("/reconciliation/entries/?year=zz").status_code == 400


def test_the_file_holds_whole_yen_and_every_print(ledger: None) -> None:
    answer = Client(headers={"accept-language": "en"}).get("/reconciliation.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    heads = rows[0]
    found = [dict(zip(heads, row, strict=False)) for row in rows[1:]]
    mine = [row for row in found if row.get("Ministry code") == "MHLW"
            and row["Fiscal year"] == "2021" and row["Verdict"] == "Differs"]  # fmt: skip
    assert mine
    assert all(row["Difference (ledger less print, in its unit)"] == "-2" for row in mine)
    assert Client().get("/reconciliation.xlsx").status_code == 200


def test_the_page_takes_a_constant_number_of_queries(
    ledger: None, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.get("/reconciliation/?year=2021")
    with django_assert_max_num_queries(12):
        client.get("/reconciliation/?year=2021")
