"""The two printed cases as lines of seeds, recorded through the forms by people in their roles."""

from __future__ import annotations

from datetime import date

import pytest

from tests.awards.world import TODAY
from tests.coverage_walks.walking import code_of, enter, refused, send
from tests.portfolio.seeds.conftest import Read, award, outcome, seed
from tests.portfolio.stage import Stage

pytestmark = pytest.mark.sqlite_only
STEPS = {
    2017: "検体集積と標的プロテオミクスによる同定したバイオマーカーの定量・検証",
    2019: "膵がんオルガノイド作成技術と同所移植モデルを用いたオミクス解析",
    2021: "1,000種類を超える抗体を用いた血液中の微量血液を一斉分析",
}


@pytest.mark.covers("S-508", "S-513", "S-514", "S-321", "S-510")
def test_case_1_runs_from_a_programme_through_the_fund_to_a_listed_product(
    staged: Stage, read: Read
) -> None:
    officer, staff = enter(staged, "officer"), enter(staged, "staff")
    director = enter(staged, "director")
    first = award(
        *(staged, "早期膵がんの診断法"),
        programme="next-cancer",
        began_on=date(2016, 4, 1),
        ends_on=date(2021, 3, 31),
        phase="F2",
    )
    second = award(
        *(staged, "後継の研究"),
        programme="innovative-cancer",
        began_on=date(2021, 4, 1),
        ends_on=date(2024, 3, 31),
        phase="F4",
    )
    code = seed(staged, "膵がんの血液バイオマーカー", first, modality="drug")
    page = f"/seeds/{code}/"
    send(officer, f"{page}carry/", ref=f"awards.award:{second}")
    send(staff, f"/awards/{second}/continue/", earlier=first)
    for year, words in STEPS.items():
        send(officer, f"{page}progress/", fiscal_year=year, text_ja=words)
    outcome(staged, "licence", second, "企業導出", occurred_on=TODAY, evidence=f"契約 {TODAY}")
    product = send(
        officer,
        "/products/new/record/",
        seed=code,
        name_ja="膵がん体外診断用医薬品",
        name_en="Pancreatic cancer IVD",
        sort="diagnostic",
    )
    assert "Pancreatic cancer IVD" in read(product, by=officer)
    assert "Write what shows the filing" in refused(
        officer, f"{product}change/", name_ja="x", sort="diagnostic", approved="2023-06"
    )
    typed = {"filed": "2022", "approved": "2023-06", "listed": "2024-02", "evidence": "承認番号"}
    named = {"name_ja": "膵がん体外診断用医薬品", "name_en": "Pancreatic cancer IVD"}
    send(officer, f"{product}change/", sort="diagnostic", **named, **typed)

    line = read(page, by=director)
    for words in ("FY2017", "FY2019", "FY2021", *STEPS.values()):
        assert words in line
    for words in ("2022 Exit Filed", "Jun 2023 Exit Approved", "Feb 2024 Exit Listed"):
        assert words in line
    for words in ("Licence to a company", "Pancreatic cancer IVD", "Clinical trials"):
        assert words in line
    assert "No month without support" in line
    drawn = director.get(page).content.decode()
    assert drawn.count('class="seed-span"') == 2
    assert 'rx="5"' in drawn
    past = read(f"{page}?as_of=2026-11-21", by=director)
    assert "後継の研究" in past
    assert "Licence to a company" not in past
    assert code in director.get(f"/line/portfolio.product/{code_of(product)}/").content.decode()


@pytest.mark.covers("S-509", "S-511", "S-515", "S-516")
def test_case_2_runs_through_three_programmes_to_two_trials(staged: Stage, read: Read) -> None:
    officer, staff = enter(staged, "officer"), enter(staged, "staff")
    numbers = [
        award(
            *(staged, f"カテーテル{place}"),
            programme=programme,
            began_on=date(first, 4, 1),
            ends_on=date(first + 3, 3, 31),
            phase=phase,
        )
        for place, (programme, first, phase) in enumerate(
            (
                ("medical-results-deployment", 2016, "F2"),
                ("medical-engineering-innovation", 2019, "F3"),
                ("medical-device-development", 2022, "F4"),
            )
        )
    ]
    code = seed(staged, "迷走神経刺激心筋保護カテーテル", *numbers, modality="device")
    page = f"/seeds/{code}/"
    assert "No month without support" in read(page, by=officer)
    done = "カテーテルの量産試作、滅菌試験及び生物学的安全性試験を完了"
    new = {"seed": code, "title_ja": done, "due_on": "2022-03-31"}
    step = send(officer, "/exits/milestones/new/set/", **new)
    assert "Day on which the milestone is now due" in read(page, by=officer)
    typed = {"done_on": "2022-03-25"}
    assert "field is required" in refused(officer, f"{step}reach/", evidence=" ", **typed)
    assert "2016" in refused(officer, f"{step}reach/", evidence="x", done_on="2015-01-01")
    send(officer, f"{step}reach/", evidence="安全性試験の報告書 DV-21", **typed)
    assert "25 Mar 2022 Research カテーテルの量産試作" in read(page, by=officer)
    assert step in officer.get(page).content.decode(), "the milestone on the timeline leads to it"
    assert "Evidence: 安全性試験の報告書 DV-21" in read(page, by=officer)

    trials = [
        outcome(
            *(staged, "trial", numbers[2], name),
            occurred_on=day,
            evidence=evidence,
            trial_lead="investigator",
            trial_stage=stage,
        )
        for name, day, evidence, stage in (
            ("First", "2022-10-01", "jRCT2031200001", "exploratory"),
            ("Second", "2024-01-10", "jRCT2031200002", "confirmatory"),
        )
    ]
    listed = "/outcomes/records/?trial_lead=investigator&trial_stage=exploratory"
    shown = read(listed, by=staff)
    assert "First" in shown
    assert "Second" not in shown
    assert "Investigator-initiated trial" in read(f"/outcomes/records/{trials[0]}/", by=staff)
    send(staff, f"/outcomes/records/{trials[1]}/trial/", trial_stage="first_in_human")
    assert "First-in-human trial" in read(f"/outcomes/records/{trials[1]}/", by=staff)
    assert "1 Oct 2022 Research Clinical trial First" in read(page, by=officer)
    paper = {"sort": "paper", "title_ja": "論文", "occurred_on": "2023-01-01", "award": numbers[2]}
    assert "Only a clinical trial" in refused(
        staff,
        "/outcomes/records/new/report/",
        **paper,
        evidence="10.1000/182",
        trial_lead="company",
        share="1",
    )


@pytest.mark.covers("S-342", "S-565")
def test_related_research_and_the_way_back_stand_on_both(staged: Stage, read: Read) -> None:
    adviser, director = enter(staged, "adviser"), enter(staged, "director")
    basic = award(staged, "基礎の研究", phase="F1")
    clinical = award(staged, "臨床の研究", phase="F4")
    late = seed(staged, "Bedside", clinical)
    early = seed(staged, "Bench", basic)
    page = f"/seeds/{late}/"
    said = {"reason": "同じ標的の測定法"}
    send(adviser, f"{page}relate/", ref=f"awards.award:{staged.award}", sort="related", **said)
    send(adviser, f"{page}relate/", ref=f"portfolio.seed:{early}", sort="reverse", **said)
    send(adviser, f"{page}relate/", ref=f"awards.award:{basic}", sort="reverse", **said)
    for address, words in ((page, "From this seed"), (f"/seeds/{early}/", "To this seed")):
        shown = read(address, by=director)
        assert "From clinical back to basic" in shown
        assert words in shown
        assert "同じ標的の測定法" in shown
    assert late in director.get(f"/awards/{basic}/").content.decode()
    back = refused(adviser, f"/seeds/{early}/relate/", ref=f"portfolio.seed:{late}",
                   sort="reverse", **said)  # fmt: skip
    assert "no later than basic research" in back
    send(adviser, f"{page}unrelate/", relation=f"reverse awards.award:{basic}")
    assert "基礎の研究" not in read(page, by=director)
