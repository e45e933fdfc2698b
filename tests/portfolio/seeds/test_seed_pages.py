"""Idle results are found by words and filters; the time to a licence is measured, never made up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.coverage_walks.walking import enter, send
from tests.portfolio.seeds.conftest import Read, award, outcome, seed
from tests.portfolio.stage import Stage

pytestmark = pytest.mark.sqlite_only
OVER = {"began_on": date(2018, 4, 1), "ends_on": date(2021, 3, 31)}


@pytest.mark.covers("S-339")
def test_results_not_used_so_far_are_found(staged: Stage, read: Read) -> None:
    staff, director = enter(staged, "staff"), enter(staged, "director")
    idle = award(staged, "骨の再生を促す足場材料", phase="F2", modality="regenerative", **OVER)
    award(staged, "睡眠の計測", phase="F1", **OVER)
    passed = award(staged, "骨を測る装置", **OVER)
    later = award(staged, "骨を測る装置の後継", began_on=date(2021, 4, 1))
    send(staff, f"/awards/{later}/continue/", earlier=passed)
    licensed = award(staged, "骨の薬", **OVER)
    outcome(
        *(staged, "licence", licensed, "導出"), occurred_on="2024-06-01", evidence="契約 2024-06-01"
    )
    stalled = seed(staged, "骨の足場のシーズ", idle)
    send(director, f"/seeds/{stalled}/end/", state="stalled", reason="相手未定",
         ended_on="2026-11-22")  # fmt: skip

    shown = read("/seeds/dormant/?q=骨の再生&years=3", by=director, language="ja")
    assert shown.index("骨の再生を促す足場材料") < shown.index("骨の足場のシーズ")
    for words in ("睡眠の計測", "骨を測る装置", "骨の薬"):
        assert words not in shown
    assert "骨の薬" in read("/seeds/dormant/?years=2&what=awards.award", by=director)
    assert "骨の足場のシーズ" not in read("/seeds/dormant/?what=awards.award", by=director)
    assert "睡眠の計測" in read("/seeds/dormant/?phase=F1", by=director)
    assert "骨の再生" not in read("/seeds/dormant/?modality=drug", by=director)
    rows = director.get("/seeds/dormant.csv?q=骨").content.decode("utf-8-sig")
    assert idle in rows
    assert passed not in rows
    assert "骨の再生" not in read("/seeds/dormant/?as_of=2020-01-01", by=director)


def test_pages_over_seeds_are_for_the_offices(staged: Stage, client, as_role) -> None:
    for address in ("/seeds/dormant/", "/seeds/dormant.csv", "/seeds/measures/"):
        assert client.get(address).status_code == 302
        assert as_role("researcher").get(address).status_code == 403


@pytest.mark.covers("S-354")
def test_the_time_to_a_licence_is_measured_over_visible_seeds(staged: Stage, read: Read) -> None:
    director = enter(staged, "director")
    before = read("/seeds/measures/", by=director)
    assert "there is no time to measure" in before
    for place, day in enumerate(("2019-04-01", "2020-04-01", "2026-04-01")):
        number = award(staged, f"測る{place}", **OVER)
        seed(staged, f"Measured {place}", number)
        outcome(
            *(staged, "licence", number, f"導出{place}"), occurred_on=day, evidence=f"契約 {day}"
        )
    gone = award(staged, "空白の前", began_on=date(2014, 4, 1), ends_on=date(2017, 3, 31))
    far = award(staged, "空白の後", began_on=date(2018, 1, 1), ends_on=date(2027, 3, 31))
    seed(staged, "Without licence", gone, far)
    shown = read("/seeds/measures/", by=director)
    assert "Median 24 months" in shown
    assert "Shortest and longest 12 – 96 months" in shown
    assert "Seeds with a licence 3" in shown
    assert "Seeds without (no time) 1" in shown
    assert "Without licence 1 Apr 2014 none on record – 9" in shown
    assert "Measured 1 1 Apr 2018 1 Apr 2020 24 0" in shown
    assert "Gaps between awards 1" in shown
    assert "中央値 24 か月" in read("/seeds/measures/", by=director, language="ja")
