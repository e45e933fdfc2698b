"""Views over a round through HTTP: every printed cell of FY2020, both bases, files, drill-down."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from ikkan.budget.models import Round
from ikkan.budget.requests import actions
from ikkan.values.ref import Ref
from tests.budget import example2020
from tests.budget.requests import desk
from tests.documents import pdfs

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
JAPANESE = {"HTTP_ACCEPT_LANGUAGE": "ja"}


def shown(client: Client, address: str, **asks: str) -> str:
    answer = client.get(address, asks, **JAPANESE)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return str(answer.content.decode())


def table_of(page: str) -> dict[str, list[str]]:
    """Rows of the first table of a page: head → texts of its cells."""
    found = {}
    body = page.split("<table", 1)[1].split("</table>", 1)[0]
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S):
        head = re.search(r'<th scope="row">(.*?)</th>', row, re.S)
        if head:
            cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
            found.setdefault(_plain(head[1]), [_plain(cell) for cell in cells])
    return found


def _plain(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.mark.covers("S-003", "S-254")
def test_ministries_by_stage_and_projects_meet_the_print(client: Client, round2020: Round) -> None:
    page = shown(
        client, "/requests/views/", rows="ministry", in_cost_class="amed_target", unit="oku"
    )
    rows = table_of(page)
    names = {"CAO": "内閣府", "MIC": "総務省", "MEXT": "文部科学省", "MHLW": "厚生労働省"}
    for body, name in names.items():
        for place, stage in enumerate(("request", "wish", "request_and_wish")):
            printed = example2020.PRINTED.get(("amed_target", body, stage))
            if printed is not None:
                assert rows[name][place] == f"{printed:,}", (body, stage)
    assert rows["行の計（計算値）"][:3] == ["1,166", "420", "1,586"]
    assert "四捨五入した値を足すと" in page
    projects = table_of(shown(client, "/requests/views/", rows="project", columns="ministry"))
    sums = [cells[-2] for name, cells in projects.items() if "プロジェクト" in name]
    assert sums == [f"{yen:,}" for yen in example2020.PRINTED_PROJECTS.values()]
    assert list(projects)[-2] == "（記載なし）"
    of_class = shown(client, "/requests/views/", rows="project", in_cost_class="amed_target")
    shares = [cells[-1] for name, cells in table_of(of_class).items() if name != "行の計（計算値）"]
    assert shares[0] == "23.8%"
    assert abs(sum(float(one.rstrip("%")) for one in shares) - 100) < 0.3


def test_a_number_leads_to_its_lines_and_a_reprint_is_not_added(
    client: Client, round2020: Round
) -> None:
    page = shown(client, "/requests/views/", rows="project", in_ministry="METI")
    assert "例示の事業 METI-06" in page
    assert "再掲" in page
    rows = table_of(page)
    assert rows["再生・細胞医療・遺伝子治療プロジェクト"][2] == "43"


def test_an_older_day_knows_nothing_of_the_round(client: Client, round2020: Round) -> None:
    page = shown(client, "/requests/views/", as_of="2026-11-01")
    assert "この日までに提出された行がない" in page


@pytest.mark.covers("S-242", "S-243")
def test_asked_drafted_enacted_stand_beside_published_figures_of_both_bases(
    client: Client, round2020: Round
) -> None:
    page = shown(client, f"/requests/rounds/{round2020.code}/compare/")
    rows = table_of(page)
    asked = rows["AMED対象経費"][2]
    assert asked.startswith("1,586")
    assert "公表時のまま" in asked
    assert "丸めの範囲で一致" in asked
    enacted = rows["AMED対象経費"][4]
    assert "1,259" in enacted or "１，２５９億円" in enacted
    assert "令和３年度の構成への組み替え" in enacted
    assert "差がある" in enacted
    assert "７９２億円" in rows["インハウス研究機関経費"][4]
    assert page.count("丸めの範囲で一致") >= 30
    projects = table_of("<table" + page.split("<table", 2)[2])
    assert "公表時のまま" in projects["医薬品プロジェクト"][2]


def test_a_figure_of_one_ministry_is_not_set_beside_a_whole_project(
    client: Client, applied: Any
) -> None:
    found = desk.open_round(fiscal_year=2026, ceiling_on=date(2025, 8, 8))
    lines = [desk.new_line(project="T3-01"), desk.new_line("L-02", project="T3-02")]
    for body in desk.MINISTRIES["amed"]:
        desk.consented(desk.of(found, body), *lines)
    made = desk.compile_round(found)
    actions.publish(made.code, **desk.how(desk.HQ, made.version))
    page = shown(client, f"/requests/rounds/{made.code}/compare/")
    assert "533" in page, "the ministry's figure stands beside the ministry"
    assert "191.5" not in page


def test_the_joint_request_is_one_paper_in_three_forms_and_units(
    client: Client, round2020: Round
) -> None:
    address = f"/requests/rounds/{round2020.code}/joint/"
    page = shown(client, address)
    assert "１，１６６" not in page
    assert "1,166" in page
    assert "取りまとめ済" in page
    thousand = shown(client, address, unit="thousand")
    assert "116,600,000" in thousand
    for said in ("ja", "en"):
        pdf = client.get(f"{address}{said}.pdf")
        assert pdf["Content-Type"] == "application/pdf"
        text = pdfs.text(pdf.content)
        assert "1,166" in text
        assert "Table" in pdfs.structure(pdf.content)
        html = client.get(f"{address}{said}.html").content.decode()
        assert "1,166" in html
        book = load_workbook(io.BytesIO(client.get(f"{address}{said}.xlsx").content))
        cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
        assert {1166, 420, 1586, 860, 759, 101} <= cells
    assert client.get(f"{address}fr.pdf").status_code == 404


def test_files_hold_the_whole_yen_of_the_table(client: Client, round2020: Round) -> None:
    said = client.get("/requests/views.csv", {"rows": "ministry"}, **JAPANESE).content
    assert "116600000000" not in said.decode("utf-8-sig")
    assert "3000000000" not in said.decode("utf-8-sig").split("総務省")[0]
    assert "総務省,600000000" in said.decode("utf-8-sig")
    assert client.get("/requests/views.xlsx").content.startswith(b"PK")


@pytest.mark.parametrize(
    "asks",
    [{"rows": "castle"}, {"unit": "groat"}, {"round": "NOBODY"}, {"as_of": "9999-12-31"}],
)
def test_what_an_address_cannot_name_is_the_default(
    client: Client, round2020: Round, asks: dict[str, str]
) -> None:
    assert "内閣府" in shown(client, "/requests/views/", **asks)


def test_a_ministry_sees_its_own_lines_before_the_round_is_put_together(
    as_role: Any, applied: Any
) -> None:
    found = desk.open_round()
    desk.submitted(desk.of(found, "MEXT"), desk.new_line(request_yen=11_100_000_000))
    desk.submitted(desk.of(found, "MHLW"), desk.new_line(request_yen=22_200_000_000))
    own = as_role("ministry_officer", Ref("body", "MEXT"))
    page = shown(own, "/requests/views/")
    assert "111" in table_of(page)["文部科学省"]
    assert "厚生労働省" not in table_of(page)
    assert "あなたに見える要求だけの計です" in page
    hq = table_of(shown(as_role("hq_officer"), "/requests/views/"))
    assert {"文部科学省", "厚生労働省"} <= set(hq)
    assert "令和９年度" not in shown(Client(), "/requests/views/")
