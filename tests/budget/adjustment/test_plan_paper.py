"""The execution plan of a round: who receives how much, as page, PDF and workbook, in units."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from ikkan.budget.adjustment.naming import day_of
from ikkan.budget.adjustment.reassigning import Move
from ikkan.budget.models import Account
from tests.awards.world import TODAY
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU, Scene
from tests.budget.adjustment.test_reassigning import reassign

pytestmark = pytest.mark.sqlite_only
ENGLISH = {"accept-language": "en"}


def sheets(book: bytes) -> dict[str, list[tuple[Any, ...]]]:
    read = openpyxl.load_workbook(io.BytesIO(book), read_only=True)
    return {name: list(read[name].iter_rows(values_only=True)) for name in read.sheetnames}


def amounts(rows: list[tuple[Any, ...]]) -> list[Any]:
    """The last column under the headings."""
    at = next(place for place, row in enumerate(rows) if row[0] == "Proposal")
    return [row[-1] for row in rows[at + 1 :]]


@pytest.mark.covers("S-280")
def test_the_plan_names_programmes_and_ministries_with_the_amount_of_each(
    pot: Scene, client: Client
) -> None:
    round_ = scene.open_round(pot.year).code
    one = scene.proposal(round_, yen=12 * OKU + 30_000_000)
    two = scene.proposal(
        round_, yen=6 * OKU, ministry="MEXT", title_ja="基盤の共用", title_en="Shared platform"
    )
    given = {one: 12 * OKU + 30_000_000, two: 5 * OKU}
    scene.put_forward(round_, given)
    address = f"/adjustment/rounds/{round_}/plan/"
    draft = client.get(address, headers=ENGLISH).content.decode()
    assert "Draft" in draft
    assert "Shared platform" not in draft, "the public does not see what is not decided"
    scene.actions.decide(
        round_, given, scene.decision(round_), **scene.seen(scene.version_of(round_))
    )
    page = client.get(address, headers=ENGLISH).content.decode()
    for said in ("Shared platform", "President&#x27;s discretion, case (a)", "17.3", "12.3"):
        assert said in page, said
    assert ">Draft" not in page
    book = sheets(client.get(f"{address}en.xlsx?unit=million").content)
    assert amounts(book["1-1"]) == ["1,230", "500", "1,730"] or amounts(book["1-1"]) == [
        *(1230, 500, 1730)
    ]
    ministries = {row[0]: row[1] for row in book["2-1"] if len(row) > 1 and row[1] is not None}
    assert len([name for name in ministries if name not in ("Ministry", "Total")]) == 2


def test_every_form_and_unit_is_there_and_nothing_else(pot: Scene, client: Client) -> None:
    round_ = scene.decided(pot.year).code
    address = f"/adjustment/rounds/{round_}/plan/"
    assert client.get(f"{address}ja.pdf?unit=thousand").content[:5] == b"%PDF-"
    page = client.get(f"{address}ja.html?unit=thousand").content.decode()
    assert "1,000,000" in page
    assert "千円" in page
    assert "実行計画" in page
    assert client.get(f"{address}ja.docx").status_code == 404
    assert client.get(f"{address}fr.pdf").status_code == 404
    assert "億円" in client.get(f"{address}ja.html?unit=stones").content.decode()


def test_what_was_reassigned_later_is_taken_off_and_said(pot: Scene, client: Client) -> None:
    first = scene.decided(pot.year)
    source = first.proposals.get().code
    second = scene.open_round(pot.year).code
    to = scene.proposal(second, least_yen=0, title_en="Another measure")
    scene.put_forward(second, {to: 0})
    reassign(second, Move(source=source, to=to, yen=4 * OKU))
    book = sheets(client.get(f"/adjustment/rounds/{second}/plan/en.xlsx?unit=million").content)
    moved = next(rows for rows in book.values() if "Decided money" in str(rows[0][0]))
    assert (source, to, "Another measure") in {row[:3] for row in moved}
    facts = dict(row[:2] for row in next(iter(book.values())) if len(row) > 1)
    assert str(facts["New money of this round"]).startswith("0 ")
    assert str(facts["Decided in earlier rounds"]).startswith("1,000 ")
    earlier = client.get(f"/adjustment/rounds/{first.code}/plan/", headers=ENGLISH)
    assert "6.0" in earlier.content.decode()


def test_transfers_stand_in_the_plan_for_those_who_see_them(
    pot: Scene, client: Client, as_role: Any
) -> None:
    round_ = scene.moved(scene.decided(pot.year)).code
    address = f"/adjustment/rounds/{round_}/plan/"
    inside = as_role("hq_officer").get(address).content.decode()
    assert "Transfers and grants as recorded" in inside
    purse = Account.objects.get(code=pot.purse).name.en
    assert f"{purse} →" in inside
    assert day_of(TODAY).en in inside
    assert f"{purse} →" not in client.get(address, headers=ENGLISH).content.decode()
