"""Proposals that people confirm or reject, chains of sheets, and the pages of both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ikkan.budget.models import Sheet, SheetMatch
from ikkan.budget.sheets import crosswalk, queries
from ikkan.line.models import Edge
from tests.budget.sheets.examples import before, budget, sheet

pytestmark = pytest.mark.sqlite_only

Files = Callable[..., Path]


@pytest.fixture
def chain(load: Any, written: Files) -> list[Sheet]:
    """Three sheets: the second names the first, the third names nobody and is renamed."""
    first = sheet(2016, "0012", "医療機器開発推進研究事業")
    second = sheet(
        2017,
        "新29-0013",
        "医療機器開発推進研究事業",
        予算=[
            budget(2016, 111.0, 0.0, 0.0, 0.0, 0.0, 111.0, executed=90.0),
            budget(2017, 130.0, 0.0, 0.0, 0.0, 0.0, 130.0),
        ],
        関連する過去のレビューシート=before(2016, "0012"),
    )
    third = sheet(
        2018,
        "0014",
        "医療機器の開発を推進する研究の事業",
        予算=[
            budget(2016, 111.0, 0.0, 0.0, 0.0, 0.0, 111.0, executed=90.0),
            budget(2017, 130.0, 0.0, 0.0, 0.0, 0.0, 130.0, executed=125.0),
        ],
    )
    other = sheet(2017, "0099", "道路の維持", 事業目的="道路を直す。", 予算=[budget(2017, 5.0)])
    done = load(written(third, second, first, other), options=["--propose"])
    assert done.json["proposed"] == SheetMatch.objects.count()
    return list(Sheet.objects.exclude(number="0099").order_by("year"))


def test_a_sheet_that_names_its_predecessor_is_a_chain_whatever_the_order_of_the_file(
    chain: list[Sheet],
) -> None:
    first, second, third = chain
    assert queries.chain(first) == queries.chain(second) == [first, second]
    assert queries.chain(third) == [third]
    told = {one.fiscal_year: one for one in queries.years_told([first, second])}
    assert told[2016].differs
    assert [one.budget.initial for one in told[2016].told] == [110_000_000, 111_000_000]
    assert not told[2015].differs


def test_the_renamed_successor_is_proposed_and_joins_the_chain_once_confirmed(
    chain: list[Sheet], as_role: Any
) -> None:
    first, second, third = chain
    proposal = SheetMatch.objects.get(sheet=third, sort="earlier")
    assert (proposal.target, proposal.state) == (f"budget.sheet:{second.code}", "proposed")
    assert not SheetMatch.objects.filter(sheet=second, sort="earlier").exists()
    officer = as_role("ministry_officer")
    page = f"/sheets/matches/{proposal.code}/"
    done = officer.post(page + "confirm/", {"version": proposal.version, "key": "k1"})
    assert done.status_code == 303
    proposal.refresh_from_db()
    assert (proposal.state, proposal.published) == ("confirmed", True)
    assert queries.chain(first) == [first, second, third]
    edge = Edge.objects.get(source=f"budget.sheet:{third.code}", superseded_at=None)
    assert (edge.direction, edge.to_code) == (Edge.SIDE, second.code)
    assert second.code in officer.get(f"/sheets/{third.code}/").text
    done = officer.post(
        page + "reject/", {"version": proposal.version, "key": "k2", "reason": "別の事業"}
    )
    assert done.status_code == 303
    assert queries.chain(third) == [third]
    assert not Edge.objects.filter(source=f"budget.sheet:{third.code}", superseded_at=None).exists()


def test_a_programme_of_the_pack_is_proposed_by_its_name_and_stands_beside_the_sheet(
    chain: list[Sheet], as_role: Any, client: Any
) -> None:
    proposal = SheetMatch.objects.get(sheet=chain[0], sort="programme")
    assert (proposal.target, proposal.score) == ("programme:medical-device-development", 1000)
    assert client.get(f"/sheets/matches/{proposal.code}/").status_code == 404
    officer = as_role("hq_officer")
    address = f"/sheets/matches/{proposal.code}/confirm/"
    officer.post(address, {"version": proposal.version, "key": "k1"})
    assert client.get(f"/sheets/matches/{proposal.code}/").status_code == 200
    edge = Edge.objects.get(source=f"budget.sheet:{chain[0].code}", superseded_at=None)
    assert (edge.kind, edge.to_kind, edge.direction) == ("review_sheet", "programme", Edge.SIDE)
    late = officer.post(address, {"version": 1, "key": "k3"})
    assert late.status_code in (409, 422)


def test_a_person_may_say_a_match_that_nobody_proposed(chain: list[Sheet], as_role: Any) -> None:
    first, second, third = chain
    staff = as_role("funder_staff")
    address = f"/sheets/{third.code}/match/"
    for data in ({}, {"programme": "moonshot", "earlier": first.code}, {"earlier": third.code}):
        refused = staff.post(address, data | {"version": third.version, "key": "k" + str(data)[:9]})
        assert refused.status_code in (400, 422)
    staff.post(address, {"earlier": first.code, "version": third.version, "key": "k9"})
    assert SheetMatch.objects.filter(sheet=third, state="confirmed").count() == 1
    staff.post(address, {"programme": "moonshot", "version": third.version, "key": "k10"})
    assert SheetMatch.objects.filter(sheet=third, state="confirmed").count() == 2
    staff.post(
        address,
        {"programme": "medical-device-development", "version": third.version, "key": "k11"},
    )
    assert SheetMatch.objects.filter(sheet=third, state="confirmed").count() == 2
    assert as_role("researcher").post(address, {"earlier": second.code}).status_code == 403


def test_everybody_reads_sheets_with_their_attribution(chain: list[Sheet], client: Any) -> None:
    listed = client.get("/sheets/?year=2016&finding=sound", headers={"accept-language": "en"})
    assert chain[0].name in listed.text
    assert chain[2].name not in listed.text
    for language, words in (
        ("ja", ("前後のシートが書く同じ年度", "≠ 相違", "CC BY 4.0", "助かった人", "見本大学")),
        ("en", ("The same years in the sheets", "≠ differs", "111,000,000", "not printed")),
    ):
        page = client.get(f"/sheets/{chain[0].code}/", headers={"accept-language": language})
        assert page.status_code == 200
        assert [one for one in words if one not in page.text] == []


def test_proposals_are_made_once(chain: list[Sheet], load: Any, written: Files) -> None:
    count = SheetMatch.objects.count()
    again = load(written(sheet(2016, "0012", "医療機器開発推進研究事業")), options=["--propose"])
    assert (again.json["merged"], again.json["proposed"]) == (1, 0)
    assert SheetMatch.objects.count() == count


def side(key: str, name: str, amounts: dict[int, Any], ministry: str = "見本省") -> crosswalk.Side:
    return crosswalk.side(key, ministry, name, "課", "健康を守る", amounts, 2010)


def test_amounts_of_the_same_years_tell_a_renamed_programme_from_its_namesakes() -> None:
    printed = {2016: (5_000_000, 5_000_000, 4_000_000)}
    earlier = [
        side("same name", "医療研究費", {2016: (9_000_000_000, 9_000_000_000, 1)}, "他省"),
        side("same money", "研究医療の推進", printed),
        side("other", "道路の維持", {2016: (7_000_000, 7_000_000, 7_000_000)}),
    ]
    later = side("later", "医療研究の推進経費", printed)
    ((_, guesses),) = crosswalk.compare([later], earlier)
    assert guesses[0].key == "same money"
    assert guesses[0].amounts == 1.0
    assert crosswalk.agreement({2016: (1, 1, 1)}, {2017: (1, 1, 1)}) is None
    assert crosswalk.agreement({2016: (None, 0, None)}, {2016: (0, 0, 0)}) is None
