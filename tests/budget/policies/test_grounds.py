"""Grounds of priority areas: findings, evidence with source and edition, what is settled how."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ikkan.budget.models import AllocationPolicy, Evidence
from ikkan.budget.policies import actions, series
from ikkan.budget.policies.rules import NewGround
from ikkan.line.models import Edge
from ikkan.values.errors import InputError, VersionConflict
from tests.budget.policies.conftest import WHO, item_at, typed

pytestmark = pytest.mark.sqlite_only

SERIES = '区分,年,値,単位\n甲国,2019,"４２,１００",件\n甲国,2020,43000,件\n乙国,2020,12.5,%\n'


def given(text: str = SERIES, name: str = "papers.csv", **more: Any) -> dict[str, Any]:
    said = {
        "sort": "paper",
        "title_ja": "国別の論文数（例）",
        "title_en": "Papers by country (example)",
        "publisher": "例示の研究所",
        "edition": "2023年版",
        "published_on": "2023-08-08",
        "address": "",
        "statement_ja": "甲国の論文数は増えている。",
        "statement_en": "Papers of country A grow in number.",
        "published": "on",
        "file": SimpleUploadedFile(name, text.encode(), "text/csv"),
    }
    return said | more


@pytest.mark.covers("S-483")
def test_an_area_without_ground_is_a_finding_until_it_is_settled(
    policy: AllocationPolicy, as_role: Any
) -> None:
    client = as_role("hq_officer")
    page = client.get(f"/policies/{policy.code}/").content.decode()
    findings = page.partition('id="findings"')[2].partition("</section>")[0]
    open_before = findings.count("<li data-ref")
    assert open_before == 43
    assert "Settle: add a ground" in client.get("/desk/").content.decode()
    one, two = item_at(policy, 181), item_at(policy, 189)
    ground = {"sort": "survey", "text_ja": "研究者への調査（例）", "text_en": "", "evidence": ""}
    url = f"/policies/items/{one.code}/ground/"
    done = typed(client, url, **ground, cites="https://example.jp/survey", said_on="2026-06")
    assert done.status_code == 303
    url = f"/policies/items/{two.code}/accept/"
    assert typed(client, url, reason="前の年度から続く。").status_code == 303
    japanese = client.get(f"/policies/{policy.code}/", headers={"accept-language": "ja"})
    page = japanese.content.decode()
    findings = page.partition('id="findings"')[2].partition("</section>")[0]
    assert findings.count("<li data-ref") == open_before - 2
    assert "https://example.jp/survey" in page
    assert "前の年度から続く。" in page
    url = f"/policies/items/{one.code}/unground/"
    number = str(one.grounds.get().pk)
    assert typed(client, url, ground=number).status_code == 303
    assert not one.grounds.exists()


@pytest.mark.covers("S-483", "S-484", "S-485")
def test_indicators_of_science_are_imported_and_cited(
    policy: AllocationPolicy, as_role: Any
) -> None:
    client = as_role("hq_officer")
    assert typed(client, "/policies/evidence/new/import/", **given()).status_code == 303
    evidence = Evidence.objects.get()
    item = item_at(policy, 181)
    ground = {"sort": "paper", "text_ja": "論文数の推移", "text_en": "", "cites": "", "said_on": ""}
    url = f"/policies/items/{item.code}/ground/"
    assert typed(client, url, **ground, evidence=evidence.code).status_code == 303
    assert Edge.objects.filter(
        kind="ground", from_code=item.code, to_code=evidence.code, superseded_at=None
    ).exists()
    for language, statement in (("ja", "甲国の論文数は増えている。"), ("en", "grow in number")):
        public = Client(headers={"accept-language": language})
        page = public.get(f"/policies/evidence/{evidence.code}/").content.decode()
        for words in ("例示の研究所", "2023年版", "甲国", "42,100", "12.5", statement):
            assert words in page
        assert item.code not in page
    own = client.get(f"/policies/evidence/{evidence.code}/").content.decode()
    assert item.code in own or "Points" in own
    listed = client.get("/policies/evidence.csv").content.decode()
    assert "2023年版" in listed


def test_every_line_of_a_series_that_cannot_be_read_is_told(policy: Any, as_role: Any) -> None:
    client = as_role("hq_officer")
    wrong = "label,year,value,unit\n,2020,1,件\n甲国,二年,1,件\n甲国,2020,many,件\n乙国,2020,1,\n"
    wrong += "丙国,2020,1,件\n丙国,2020,2,件\n丁国,2020,1e30,件\n丁国,2020,0.12345678,件\n"
    answer = typed(client, "/policies/evidence/new/import/", **given(wrong))
    assert answer.status_code == 400
    page = answer.content.decode()
    for line in (2, 3, 4, 5, 7, 8, 9):
        assert f"Line {line}: " in page
    assert "stands in line 6" in page
    answer = typed(client, "/policies/evidence/new/import/", **given("国,年\n甲国,2020\n"))
    assert "lacks the columns value（値）, unit（単位）" in answer.content.decode()
    answer = typed(client, "/policies/evidence/new/import/", **given("label,year,value,unit\n"))
    assert "no line with a value" in answer.content.decode()
    late = given(published_on="2030-01-01")
    answer = typed(client, "/policies/evidence/new/import/", **late)
    assert "lies after today" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_an_edition_is_imported_once(policy: Any, as_role: Any) -> None:
    client = as_role("funder_staff")
    assert typed(client, "/policies/evidence/new/import/", **given()).status_code == 303
    answer = typed(client, "/policies/evidence/new/import/", **given())
    assert "was imported as" in answer.content.decode()
    answer = typed(client, "/policies/evidence/new/import/", **given(edition="2024年版"))
    assert "same values" in answer.content.decode()
    newer = given(SERIES + "乙国,2021,13.5,%\n", edition="2024年版")
    assert typed(client, "/policies/evidence/new/import/", **newer).status_code == 303
    assert Evidence.objects.count() == 2
    assert as_role("ministry_officer").get("/policies/evidence/new/import/").status_code == 403


def test_limits_of_a_series() -> None:
    with pytest.raises(InputError, match="1 MB"):
        series.read(b"x" * (series.LARGEST + 1), "a.csv")
    rows = "".join(f"甲,{1900 + at % 200},1,件{at}\n" for at in range(series.MOST_ROWS + 1))
    with pytest.raises(InputError, match="more than"):
        series.read(f"label,year,value,unit\n{rows}".encode(), "a.csv")
    many = "".join(f"甲{at},x,1,件\n" for at in range(30))
    with pytest.raises(InputError, match="10 more"):
        series.read(f"label,year,value,unit\n{many}".encode(), "a.csv")
    [value] = series.read("国,年度,値,単位\n甲,2020年度,-1.5,%\n".encode("cp932"), "a.csv")
    assert (value.label, value.year, str(value.value)) == ("甲", 2020, "-1.5")


def test_a_ground_names_what_exists_and_belongs_to_an_area(policy: AllocationPolicy) -> None:
    item, point = item_at(policy, 181), item_at(policy, 141)
    who = WHO | {"version": item.version}
    for wrong, words in (
        (NewGround(sort="rumour", text_ja=" "), "no sort of ground"),
        (NewGround(sort="paper", text_ja="論文", cites="no ref"), "Cannot read"),
        (NewGround(sort="paper", text_ja="論文", cites="clause:no-such"), "There is no"),
        (NewGround(sort="paper", text_ja="論文", said_on="2030-01-01"), "lies after today"),
    ):
        with pytest.raises(InputError, match=words):
            actions.add_ground(item.code, wrong, **who)
    right = NewGround(sort="paper", text_ja="論文", cites="clause:strategy-2.000-111")
    with pytest.raises(InputError, match="needs no ground"):
        actions.add_ground(point.code, right, **(WHO | {"version": point.version}))
    with pytest.raises(VersionConflict):
        actions.add_ground(item.code, right, **(WHO | {"version": 7}))
    held = actions.add_ground(item.code, right, **who)
    with pytest.raises(InputError, match="nothing to accept"):
        actions.accept_area(item.code, "理由", **(WHO | {"version": held.version}))
    other = item_at(policy, 189)
    with pytest.raises(InputError, match="Write why"):
        actions.accept_area(other.code, " ", **(WHO | {"version": other.version}))
    assert item.grounds.count() == 1


def test_an_item_that_something_cites_stays(policy: AllocationPolicy) -> None:
    from ikkan.budget.policies.rules import NewPolicy

    later = actions.start_policy(
        NewPolicy(fiscal_year=2024, name_ja="次の案"), policy.code, version=None, **WHO
    )
    item = item_at(policy, 181)
    with pytest.raises(InputError, match="cite this item"):
        actions.remove_item(item.code, version=item.version, **WHO)
    mine = item_at(later, 181)
    actions.remove_item(mine.code, version=mine.version, **WHO)
    actions.remove_item(item.code, version=item.version, **WHO)
    assert not policy.items.filter(key=item.key).exists()
