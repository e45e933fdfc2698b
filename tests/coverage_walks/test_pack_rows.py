"""Items that ask for printed numbers, vocabularies, bodies, laws and outcomes of the sources."""

from __future__ import annotations

import re

import pytest

from tests.coverage_walks.conftest import Read
from tests.coverage_walks.test_pack_pages import Page, covering

pytestmark = pytest.mark.sqlite_only

TABLES: tuple[Page, ...] = (
    ("S-259", "series-amed", "1,201", ("1,234", "1,250", "1,252", "1,247", "1,258", "1,259")),
    ("S-260", "series-inhouse", "200", ("211", "214", "253", "260", "262", "268", "269")),
    ("S-261", "fy2021-initial", "１，２６１億円", ("1,261", "595", "476", "185")),
    ("S-262", "fy2021-initial", "８３５億円", ("835", "269", "487", "79")),
    ("S-263", "supplementary-fy2020", "469億円", ("469", "200", "29", "130", "110")),
    ("S-264", "supplementary-fy2020", "559億円", ("559", "550")),
    ("S-265", "supplementary-fy2020", "332億円", ("180", "75", "77", "332")),
    ("S-266", "fy2020-request", "１，５８６億円", ("1,586", "1,166", "420")),
    ("S-267", "fy2020-request", "８６０億円", ("860", "759", "101")),
    ("S-268", "projects-fy2020-request", "５４４億円", ("378", "190", "204", "248", "544")),
    ("S-269", "projects-fy2021", "３８３億円", ("336", "47", "383", "109", "185", "170", "231")),
    ("S-270", "covid-packages", "1,930億円", ("1,930", "1,386")),
    ("S-271", "cicle", "1,480億円", ("550", "300", "250", "200", "180", "1,480")),
    ("S-272", "moonshot", "１００億円", ("100", "２億円")),
    ("S-275", "scale", "約2500億円/年", ("約1250億円/年",)),
    ("S-276", "device-map-fy2025", "83億円", ("Printed total",)),
    ("S-277", "device-map-fy2025", "7.7億円", ("no: supplementary budget",)),
    ("S-278", "aspire", "3億8,000万円", ("1億1,500万円", "direct cost only")),
    ("S-451", "outcomes-term2", "23件", ("４件", "２件", "vaccines approved")),
    ("S-465", "funds-multi-year", "515億円", ("2020 年度", "2027 年度")),
    ("S-466", "funds-multi-year", "500億円", ("2020 年度", "2024 年度")),
    ("S-467", "funds-multi-year", "1,504億円", ("2022 年度", "2026 年度")),
    ("S-468", "funds-multi-year", "80億円", ("2022 年度", "2027 年度")),
    ("S-470", "funds-multi-year", "152億円", ("2023 年度", "2029 年度")),
    ("S-471", "funds-multi-year", "134億円", ("2024 年度", "2027 年度")),
)


@pytest.mark.parametrize(("code", "printed", "numbers"), covering(TABLES))
def test_a_table_stands_as_printed(
    read: Read, code: str, printed: str, numbers: tuple[str, ...]
) -> None:
    page = read(f"/tables/{code}/")
    assert "as printed" in page
    for one in (printed, *numbers):
        assert one in page


@pytest.mark.covers("S-273", "S-274")
def test_totals_as_published_stand_beside_recast_ones(read: Read) -> None:
    for year, printed in ((2015, "1,248"), (2024, "1,245")):
        number = printed.replace(",", "[,，]")
        figure = read(f"/figures/series.amed.{year}.TOTAL.published/", "en")
        assert re.search(f"{number}|１[,，]２４[５８]", figure)
        assert "As published" in figure


@pytest.mark.covers("S-536")
def test_a_figure_says_what_its_amount_includes(read: Read) -> None:
    page = read("/figures/aspire.1/")
    assert "Direct cost only, total of the five-year research period" in page
    assert "（直接経費のみ）" in page


@pytest.mark.covers("S-372")
def test_what_is_printed_again_is_not_in_the_sum(read: Read) -> None:
    page = read("/tables/device-map-fy2025/")
    assert "✓ Holds K-63" in page
    assert "printed again" in read("/figures/device2025.next-generation-devices.reprint/")


@pytest.mark.covers("S-464", "S-469")
def test_a_fund_keeps_its_instalments_and_its_total(read: Read) -> None:
    page = read("/tables/cicle/")
    for instalment in ("FY2016 supplementary 2", "FY2018 supplementary 2", "1,480億円"):
        assert instalment in page
    assert "✓ Holds K-60" in page
    fund = read("/tables/funds-multi-year/")
    assert "500億円" in fund
    assert "3,500億円" in fund
    assert "Kept as a fund with instalments" in fund


@pytest.mark.covers("S-296")
def test_numbers_of_staff_carry_their_day(read: Read) -> None:
    for code, number in (
        ("2019-01-01.all", "567"),
        ("2019-01-01.full-time", "386"),
        ("2021-01-01.full-time", "397"),
        ("2023-12-01.all", "697"),
        ("2025-01-01.all", "742"),
    ):
        page = read(f"/figures/staff.{code}/")
        assert number in page
        assert f"({code.partition('.')[0]}" in page


@pytest.mark.covers("S-247")
def test_a_budget_says_which_round_it_belongs_to(read: Read) -> None:
    page = read("/tables/supplementary-fy2020/")
    assert "upplementary budget no. 3" in page
    pots = read("/register/pot/")
    for pot in (
        "Initial budget",
        "First supplementary",
        "Second supplementary",
        "Third supplementary",
    ):
        assert pot in pots
    assert "FY2020 supplementary 1" in read("/tables/cicle/")


@pytest.mark.covers("S-042")
def test_a_term_has_its_fiscal_years_from_april_to_march(read: Read) -> None:
    page = read("/register/term/T3/")
    for words in ("First fiscal year 2025", "Last fiscal year 2029", "1 Apr 2025 – 31 Mar 2030"):
        assert words in page


@pytest.mark.covers("S-114", "S-115", "S-148")
def test_steps_and_phases_stand_in_their_order(read: Read) -> None:
    steps, phases = read("/register/step/"), read("/register/phase/")
    drug = (
        *("drug target identification", "Drug target validation", "Screening"),
        *("Medicinal chemistry", "Pharmacology", "Preclinical development", "Clinical trials"),
    )
    device = ("needs and seeds", "Proof of principle", "Required specification", "Filing and")
    order = ("Basic research", "Applied research", "Non-clinical", "Clinical", "Practical")
    for words, page in ((drug, steps), (device, steps), (order, phases)):
        found = [page.find(one) for one in words]
        assert -1 not in found, (words, found)
        assert found == sorted(found)


@pytest.mark.covers("S-135", "S-096")
def test_the_crosswalk_says_what_is_new_and_what_is_not_mapped(read: Read) -> None:
    page = read("/register/crosswalk/")
    assert "(none) Second term Third term Infectious diseases project" in page
    assert "Relation New" in read("/register/crosswalk/t3-infectious-new/")
    assert "Relation New" in read("/register/crosswalk/t3-ecosystem-new/")
    draft = read("/register/crosswalk/t2d-5.unmapped/")
    assert "Relation Unmapped" in draft
    assert "To (no mapping printed)" in draft


@pytest.mark.covers("S-144")
def test_each_term_has_its_own_disease_areas(read: Read) -> None:
    rows = read("/register/domain/")
    for name in ("Cancer Third term 1", "Intractable and rare diseases Third term 2"):
        assert name in rows
    assert "Life course Third term 3" in rows
    assert rows.count("Second term") == 7


@pytest.mark.covers("S-008")
def test_a_body_says_its_legal_basis(read: Read) -> None:
    assert "Legal basis Headquarters Order, Article 2" in read("/register/body/PROMOTION-COUNCIL/")
    assert "Article 1" in read("/register/body/EXPERT-PANEL/")


@pytest.mark.covers("S-018")
def test_to_supervise_and_to_pay_are_two_relations(read: Read) -> None:
    for ministry in ("MEXT", "MHLW", "METI", "MIC"):
        assert "Relation Pays" in read(f"/register/body_relation/{ministry}.pays.AMED/")
    for ministry in ("MEXT", "MHLW", "METI"):
        assert "Supervises" in read(f"/register/body_relation/{ministry}.supervises.AMED/")
    assert "MIC.supervises" not in read("/register/body/AMED/")


@pytest.mark.covers("S-036")
def test_an_instrument_says_the_law_and_article_it_stands_on(read: Read) -> None:
    policy, plan = read("/register/instrument/strategy-2/"), read("/register/instrument/plan-3/")
    assert (
        "Under Act on Promotion of Healthcare Policy (Act No. 48 of 2014) Article 第17条" in policy
    )
    assert "Article 第18条" in plan
    assert "Healthcare policy" in read("/register/instrument/act-promotion/")


@pytest.mark.covers("S-295", "S-299", "S-300", "S-605")
def test_the_funder_and_the_bodies_inside_it(read: Read) -> None:
    page = read("/register/body/AMED/")
    for words in ("Form Funder", "Valid 1 Apr 2015", "from basic research to practical use"):
        assert words in page
    assert "RESEARCH-MANAGEMENT-COUNCIL" in page
    assert "ADVISORY-BOARD" in page
    assert "Form Board" in read("/register/body/ADVISORY-BOARD/")
    assert "council" in read("/register/body/RESEARCH-MANAGEMENT-COUNCIL/")
    assert "One continuous line" in read("/about/")


UNITS: tuple[Page, ...] = (
    ("S-297", "2025-01-01.office-washington", "ワシントンD.C.事務所", ("2025-01-01",)),
    ("S-298", "2021-01-01.office-headquarters", "大手町１－７－１", ("2021",)),
    ("S-302", "2021-01-01.executive-officer", "執行役", ("(post)", "2021-01-01")),
    ("S-303", "2025-01-01.promotion-officer", "推進役", ("(post)", "2025-01-01")),
    ("S-304", "2014-12-08.accounting", "経理部", ("管理部門", "2014-12-08")),
    ("S-305", "2021-01-01.innovation-infrastructure", "革新基盤創成事業部", ("2021-01-01",)),
    ("S-306", "2025-01-01.rd-coordination", "研究開発統括推進室", ("2025-01-01",)),
    ("S-307", "2021-01-01.integrity-operations", "研究公正・業務推進部", ("2021-01-01",)),
    ("S-308", "2025-01-01.scarda", "先進的研究開発戦略センター", ("2025-01-01",)),
    ("S-309", "2025-04.social-co-creation", "社会共創推進課", ("Planned yes", "2025-04")),
    ("S-546", "2025-04.social-co-creation", "社会共創推進課", ("Ground Planned", "2025-04")),
)


@pytest.mark.parametrize(("code", "japanese", "words"), covering(UNITS))
def test_a_unit_is_dated(read: Read, code: str, japanese: str, words: tuple[str, ...]) -> None:
    page = read(f"/register/unit/{code}/")
    for one in (japanese, "As of", *words):
        assert one in page


@pytest.mark.covers("S-517", "S-518", "S-519", "S-528", "S-529")
def test_agreements_memberships_and_meetings_stand_in_a_register(read: Read) -> None:
    for code, form, day in (
        ("us-japan-medical", "事業", "1965"),
        ("nih-moc", "協力覚書", "2016"),
        ("core-partnership", "パートナーシップ", "2021"),
        ("erc-ia", "研究交流", ""),
        ("hera", "取決め", "2023"),
        ("cepi", "協力覚書", "202３"),
        ("uk-mrc", "協力覚書", "2017年"),
        ("irdirc", "コンソーシアムへの加盟", ""),
        ("hiros", "会合", ""),
    ):
        page = read(f"/register/partnership/{code}/")
        assert f"Form {form}" in page
        assert day in page


@pytest.mark.covers("S-503", "S-504", "S-505", "S-506")
def test_a_product_has_as_many_regulatory_events_as_are_printed(read: Read) -> None:
    page = read("/outcomes/")
    for words in (
        "Rapalimus (ラパリムス) Medicine [wider indication] Approval 2021年9月承認",
        "Indication and dosage form added 2024年1月適応追加・剤形追加",
        "Ezharmia (エザルミア) Medicine [new drug] Approval 2022年9月承認",
        "Approval of a partial change 2023年11月一部変更承認",
        "Approval (conditional and time-limited) 2021年6月承認（条件及び期限付）",
        "Vyznova",
        "Synfolium",
    ):
        assert words in page


@pytest.mark.covers("S-502")
def test_an_outcome_figure_says_the_day_it_runs_to(read: Read) -> None:
    page = read("/outcomes/")
    for number in ("40件", "434件", "357件", "6,090件"):
        assert re.search(rf"to the end of FY2023 {number}", page), number


@pytest.mark.covers("S-513", "S-514", "S-622")
def test_the_first_case_has_its_product_and_its_dated_steps(read: Read) -> None:
    page = read("/register/case/case-1/")
    steps = [page.find(year) for year in ("2017年度", "2019年度", "2021年度")]
    assert -1 not in steps
    assert steps == sorted(steps)
    assert "検体集積と標的プロテオミクス" in page
    product = read("/register/approval/pancreatic-ivd.approval/")
    assert "Case Blood biomarkers for pancreatic cancer" in product
    assert "Towards the plan 1 Blood biomarkers for pancreatic cancer" in product


@pytest.mark.covers("S-508", "S-509")
def test_the_two_cases_run_from_programme_to_programme(read: Read) -> None:
    first, second = read("/register/case/case-1/"), read("/register/case/case-2/")
    walk = (
        *("Next-Generation Cancer Programme", "調整費で加速・充実"),
        *("Innovative Cancer Programme", "2023年6月 薬事承認", "2024年2月 保険収載"),
    )
    found = [first.find(words) for words in walk]
    assert -1 not in found
    assert found == sorted(found)
    steps = [second.find(words) for words in ("2016年 / 2018年", "2019年 / 2021年", "2022年")]
    assert -1 not in steps
    assert steps == sorted(steps)


@pytest.mark.covers("S-113")
def test_a_programme_has_a_paying_ministry_and_amounts_for_each_of_its_projects(
    read: Read,
) -> None:
    page = read("/register/programme/practical-cancer/")
    assert "Paying ministry Ministry of Health, Labour and Welfare" in page
    for amount in ("2,566,694", "1,374,490", "4,979,676", "8,920,860"):
        assert amount in page
    for project in ("T3-01", "T3-03", "T3-05"):
        share = read(f"/register/programme_share/practical-cancer.{project}/")
        assert "2025" in share
        assert "8,920,860" in share


@pytest.mark.covers("S-495")
def test_an_aim_may_be_a_deadline(read: Read) -> None:
    page = read("/register/indicator/t3.goal.drug-loss-start/")
    assert "Target as printed 2026年度" in page
    assert "Direction Deadline" in page


@pytest.mark.covers("S-496", "S-588")
def test_goals_stand_without_an_invented_number(read: Read) -> None:
    for code in ("drug-investment", "drug-sales", "supply-chain"):
        page = read(f"/register/indicator/t3.goal.{code}/")
        assert "Class Outcome goal" in page
        assert "Healthcare policy (third term)" in page


@pytest.mark.covers("S-439", "S-443")
def test_the_centre_has_its_unit_people_and_numbers(read: Read) -> None:
    assert "2022年3月22日" in read("/register/unit/2025-01-01.scarda/")
    assert "濵口 道成" in read("/register/officer/2025.scarda-director/")
    assert "40" in read("/figures/staff.2025-03-10.scarda/")
    assert "40課題" in read("/figures/outcome.scarda-projects/")
    assert "221億円" in read("/figures/outcome.scarda-amount/")


@pytest.mark.covers("S-507")
def test_a_product_says_in_plain_words_what_it_does_for_patients(read: Read) -> None:
    assert "Description Treatment of a rare cancer" in read("/register/approval/ezharmia/")
    page = read("/register/approval/rapalimus.1/", "ja")
    assert "小児" in page


@pytest.mark.covers("S-525")
def test_the_first_awards_of_the_alignment_call_stand_one_by_one(read: Read) -> None:
    for number, institution in enumerate(("大阪大学", "", "", "", "", ""), start=1):
        page = read(f"/register/published_award/aspire.{number}/")
        assert "アライメント公募" in page
        assert institution in page


@pytest.mark.covers("S-246")
def test_a_source_of_funds_is_a_record_of_its_own(read: Read) -> None:
    page = read("/register/cost_class/sti_promotion_fund/")
    assert "Expenditure booked at the Cabinet Office" in page
    assert "555億円" in page


@pytest.mark.covers("S-458")
def test_the_text_of_a_goal_stands_in_both_languages(read: Read) -> None:
    page = read("/register/clause/allocation-policy-fy2023-draft.004-472/")
    assert "100歳まで健康不安なく人生を楽しめる社会の実現" in page
    assert "without worry about health until the age of 100" in page


@pytest.mark.covers("S-482")
def test_the_definition_of_in_house_research(read: Read) -> None:
    page = read("/register/clause/strategy-3.002-41/")
    assert "Form Definition" in page
    assert "政府研究機関が自らの業務として取り組む医療分野の研究開発" in page


@pytest.mark.covers("S-460", "S-539")
def test_events_have_their_day_as_printed(read: Read) -> None:
    assert "2022年度中に開始" in read("/register/event/cancer-moonshot/")
    assert "Date 2021-10" in read("/register/event/social-co-creation/")


@pytest.mark.covers("S-370")
def test_the_device_map_stands_by_phase_and_block(read: Read) -> None:
    page = read("/tables/device-map-fy2025/")
    for words in ("対象疾患毎の機器開発", "基盤", "産学連携による実用化", "Basic research"):
        assert words in page
