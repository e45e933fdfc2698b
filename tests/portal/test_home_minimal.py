"""The home page belongs to no funder: the smallest pack fills it as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from ikkan.audit.actor import SYSTEM
from ikkan.plan import actions, queries
from ikkan.portal import flow
from ikkan.server import packs
from tests.plan import copies
from tests.portal.markup import parse

TODAY = date(2026, 11, 22)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_minimal_pack_has_a_home_page(root: Path, client: Client, language: str) -> None:
    pack = packs.load(root / "packs" / "minimal")
    actions.record_pack(pack, by=SYSTEM, as_of=TODAY, version=None, key=None)
    money = flow.of_year(queries.snapshot(TODAY), 2025)
    assert [one.value for one in money.classes] == [1204, 310]
    for address in ("/", "/money/2024/"):
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == 200
        page = parse(answer.content.decode())
        assert page.one("div", "flow").all("a", "opens")
        assert "AMED" not in answer.content.decode()


@pytest.mark.django_db
def test_changes_are_whole_codes_and_a_payer_without_money_has_no_bar(
    root: Path, tmp_path: Path, client: Client
) -> None:
    folder = copies.copied(root / "packs" / "minimal", tmp_path / "minimal")

    def edit(rows: list[dict[str, str]]) -> None:
        change = next(row for row in rows if row["code"] == "fy2025.grants.change")
        rows.append({**change, "code": "fy2025.grants.change.later", "basis": "as_published"})
        for row in rows:
            if row["code"] in ("fy2025.grants.2025.CARE", "fy2025.institutes.2025.CARE"):
                row.update(printed="0", value="0")

    copies.edited(folder, "figure", edit)
    actions.record_pack(packs.load(folder), by=SYSTEM, as_of=TODAY, version=None, key=None)
    money = flow.of_year(queries.snapshot(TODAY), 2025)
    assert [one.code for one in money.classes[0].changes] == [
        "fy2025.grants.change",
        "fy2025.grants.rate",
    ]
    assert [one.body.code for one in money.payers] == ["LEARN"]
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_sums_over_bases_that_do_not_compare_are_not_judged(root: Path, tmp_path: Path) -> None:
    folder = copies.copied(root / "packs" / "minimal", tmp_path / "minimal")
    actions.record_pack(packs.load(folder), by=SYSTEM, as_of=TODAY, version=None, key=None)
    money = flow.of_year(queries.snapshot(TODAY), 2025)
    total = money.projects[0].total
    parts = [part.figure for part in money.projects[0].parts]
    assert money.comparable == {"initial_2025"}
    assert money._sum("projects", [(parts, total)]) is not None
    recast = replace(total, basis="recast_2025")
    printed = [replace(one, basis="as_published") for one in parts]
    assert money._sum("projects", [(printed, recast)]) is None
