"""Items that ask for a row with certain words: each page is opened and read in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.coverage_walks.conftest import Read

pytestmark = pytest.mark.sqlite_only

Page = tuple[str, str, str, tuple[str, ...]]

PROJECTS: tuple[Page, ...] = (
    ("S-073", "T1-01", "オールジャパンでの医薬品創出", ("All-Japan drug discovery",)),
    ("S-074", "T1-02", "オールジャパンでの医療機器開発", ("All-Japan medical device",)),
    ("S-075", "T1-03", "革新的医療技術創出拠点", ("core centres",)),
    ("S-076", "T1-04", "再生医療の実現化ハイウェイ構想", ("Highway concept",)),
    ("S-077", "T1-05", "ゲノム医療実現化", ("genomic medicine",)),
    ("S-078", "T1-06", "ジャパン・キャンサーリサーチ", ("Japan Cancer Research",)),
    ("S-079", "T1-07", "脳とこころの健康大国実現", ("brain and mental health",)),
    ("S-080", "T1-08", "新興・再興感染症制御", ("re-emerging infectious",)),
    ("S-081", "T1-09", "難病克服", ("intractable diseases",)),
    ("S-136", "T3-01", "医薬品", ("Pharmaceuticals",)),
    ("S-137", "T3-02", "医療機器・ヘルスケア", ("Medical devices and healthcare",)),
    ("S-138", "T3-03", "再生・細胞医療・遺伝子治療", ("Regenerative medicine",)),
    ("S-139", "T3-04", "感染症", ("Infectious diseases",)),
    ("S-140", "T3-05", "データ利活用・ライフコース", ("Data utilisation",)),
    ("S-141", "T3-06", "シーズ開発・基礎研究", ("Seeds development and basic research",)),
    ("S-142", "T3-07", "橋渡し・臨床加速化", ("Translational research",)),
    ("S-143", "T3-08", "イノベ", ("Innovation ecosystem",)),
)
TERMS = {
    "T1": "Valid 1 Apr 2014 – 31 Mar 2020",
    "T2": "Valid 1 Apr 2020 – 31 Mar 2025",
    "T3": "Valid 1 Apr 2025 – 31 Mar 2030",
}


def covering(pages: tuple[Page, ...]) -> list[Any]:
    """A case for each page, which counts for its item."""
    return [
        pytest.param(*page[1:], id=page[0], marks=pytest.mark.covers(page[0])) for page in pages
    ]


@pytest.mark.parametrize(("code", "japanese", "english"), covering(PROJECTS))
def test_a_project_has_both_names_and_its_days(
    read: Read, code: str, japanese: str, english: tuple[str, ...]
) -> None:
    page = read(f"/register/project/{code}/")
    for words in (japanese, *english, TERMS[code[:2]]):
        assert words in page
    assert japanese in read(f"/register/project/{code}/", "ja")


@pytest.mark.covers("S-070", "S-071", "S-072")
def test_the_first_term_has_nine_projects_each_with_its_class(read: Read) -> None:
    for number in range(1, 10):
        page = read(f"/register/project/T1-0{number}/")
        assert ("Cross-cutting type" in page) == (number <= 5)
        assert ("Disease-area type" in page) == (number > 5)
    assert "Integrated projects 9" in read("/plan/")


@pytest.mark.covers("S-088", "S-134")
def test_a_term_shows_its_projects_and_no_others(read: Read) -> None:
    for term, last in (("T2", 6), ("T3", 8)):
        assert f"Integrated projects {last}" in read("/plan/")
        for number in range(1, last + 1):
            assert TERMS[term] in read(f"/register/project/{term}-0{number}/")


DEFINED: tuple[Page, ...] = (
    ("S-089", "project/T2-01", "モダリティの特徴や性質", ("features of each modality",)),
    ("S-090", "project/T2-02", "医療機器・ヘルスケア", ("Definition",)),
    ("S-091", "project/T2-03", "再生・細胞医療・遺伝子治療", ("Definition",)),
    ("S-093", "project/T2-05", "疾患基礎研究プロジェクト", ("Definition",)),
    ("S-094", "project/T2-06", "シーズ開発・研究基盤プロジェクト", ("Definition",)),
    ("S-103", "domain/T2-D1", "がんの本態解明", ("nature of cancer",)),
    (
        "S-104",
        "domain/T2-D2",
        "循環器病や腎疾患、免疫アレルギー疾患等",
        ("cardiovascular and kidney disease and immune and allergic",),
    ),
    ("S-105", "domain/T2-D3", "標的分子探索", ("chronic pain",)),
    ("S-106", "domain/T2-D4", "コホート構築", ("cohort",)),
    ("S-108", "domain/T2-D6", "周産期・小児期から生殖期に至る", ("sex differences",)),
    ("S-109", "domain/T2-D7", "感染症", ("BSL-4 facilities",)),
    ("S-253", "cost_class/inhouse", "運営費交付金", ("operating grants to national research",)),
    ("S-609", "project/T2D-01", "切れ目のない研究開発", ("seamless R&D",)),
    ("S-610", "project/T2D-02", "医療機器", ("Definition",)),
    ("S-612", "project/T2D-04", "ゲノム", ("Definition",)),
)


@pytest.mark.parametrize(("path", "japanese", "english"), covering(DEFINED))
def test_a_definition_stands_in_both_languages(
    read: Read, path: str, japanese: str, english: tuple[str, ...]
) -> None:
    page = read(f"/register/{path}/")
    assert "Definition" in page
    for words in english:
        assert words in page
    assert japanese in read(f"/register/{path}/", "ja")


PROGRAMMES: tuple[Page, ...] = (
    ("S-374", "medical-device-development", "医療機器開発推進研究事業", ("12億円",)),
    ("S-375", "developing-countries-technology", "開発途上国・新興国等", ("3.0億円",)),
    ("S-376", "prevention-implementation", "予防・健康づくりの社会実装加速化", ("2.0億円",)),
    ("S-377", "prevention-infrastructure", "研究開発基盤整備事業", ("11億円",)),
    ("S-378", "health-tech-startup", "次世代ヘルステック・スタートアップ", ("6億円",)),
    ("S-379", "device-results-deployment", "医療機器等研究成果展開事業", ("11億円",)),
    ("S-381", "next-generation-devices", "次世代型医療機器開発等促進事業", ("24億円",)),
    ("S-360", "amed-flux", "FluX", ("Form",)),
    ("S-362", "amed-flux", "AMED-FluX", ("Form",)),
    ("S-462", "covid-vaccine-development", "ワクチン開発推進事業", ("500億円",)),
    ("S-521", "e-asia", "e-ASIA", ("East Asia Summit",)),
    ("S-522", "satreps", "SATREPS", ("SATREPS",)),
    ("S-523", "hfsp", "ヒューマン・フロンティア", ("Human Frontier",)),
    ("S-538", "infectious-elsi", "感染症研究開発", ("ELSI",)),
    ("S-541", "ethics-co-creation", "社会共創推進プログラム", ("Form",)),
)


@pytest.mark.parametrize(("code", "japanese", "english"), covering(PROGRAMMES))
def test_a_programme_is_a_record(
    read: Read, code: str, japanese: str, english: tuple[str, ...]
) -> None:
    page = read(f"/register/programme/{code}/")
    for words in (japanese, *english, "Source"):
        assert words in page
    assert japanese in read(f"/register/programme/{code}/", "ja")


@pytest.mark.covers("S-380", "S-382")
def test_a_programme_says_its_phases_and_its_budget_version(read: Read) -> None:
    spans = read("/register/programme_phase/2025.medical-engineering-global/")
    assert "Non-clinical" in spans
    assert "14億円" in read("/register/programme/medical-engineering-global/")
    hubs = read("/register/programme_phase/2025.device-industry-hubs/")
    figure = read("/figures/device2025.device-industry-hubs/")
    assert "7.7億円" in figure
    assert "upplementary" in hubs + figure
