"""Sources, items, topics, dossiers and short lists through the pages, by those who write them."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC, SYSTEM
from ikkan.portfolio.horizon import actions, showing
from ikkan.portfolio.horizon.models import Assessment, Dossier, ShortList, Signal, Topic
from ikkan.portfolio.horizon.rules import NewSignal, NewSource, NewTopic
from ikkan.records.queries import visible
from ikkan.values.text import Text
from tests.awards.world import ASKED, TODAY
from tests.coverage_walks.walking import code_of, enter, refused, send
from tests.portfolio.stage import Stage, open_gate

pytestmark = pytest.mark.sqlite_only

TEXTS = {
    "summary": "皮膚に貼るワクチン",
    "benefits": "注射が難しい人",
    "size": "年に百万人（架空）",
    "evidence": "動物での結果（架空）",
    "missing": "人での安全性",
    "alternatives": "経鼻",
}


def source(sort: str = "literature", name: str = "論文の情報源") -> str:
    """A registered source."""
    new = NewSource(sort=sort, name=Text(name, "A source"))
    return str(actions.register_source(new, **ASKED).code)


def many(of: str, title: Text, years: dict[int, int], **given: Any) -> list[str]:
    """As many items of each year."""
    rows = [
        NewSignal(
            source=of,
            key=f"{title.en}-{year}-{number}",
            title=title,
            year=year,
            provenance="架空",
            **given,
        )
        for year, count in years.items()
        for number in range(count)
    ]
    return actions.record_signals(rows, **ASKED)


@pytest.mark.covers("S-330", "S-331", "S-332", "S-363")
def test_sources_items_and_contacts_are_kept_with_their_provenance(staged: Stage) -> None:
    officer = enter(staged, "officer")
    found = code_of(
        send(
            officer,
            "/horizon/sources/new/register/",
            name_ja="学会の動向",
            name_en="News of societies",
            sort="medical_community",
            holder="架空の学会",
            terms="会員として閲覧",
            published="on",
        )
    )
    typed = {
        "source": found,
        "title_ja": "貼るワクチンの報告",
        "provenance": "年次大会の要旨",
        "happened_on": "2026-10-01",
        "link": "https://example.jp/a",
    }
    item = code_of(send(officer, "/horizon/signals/new/record/", **typed))
    body = refused(officer, "/horizon/signals/new/record/", **(typed | {"link": "ftp://x"}))
    assert "must begin with https" in body
    note = send(
        officer,
        "/horizon/contacts/new/note/",
        community="架空の患者会",
        source=found,
        met_on="2026-11-01",
        said="自宅での治療を望む声",
        following="次回の集まりに出る",
        due_on="2026-12-01",
    )
    assert "架空の患者会" in officer.get("/desk/").content.decode()
    assert "年次大会の要旨" in officer.get(f"/horizon/signals/{item}/").content.decode()
    send(officer, f"{note}finish/")
    page = officer.get(f"/horizon/sources/{found}/").content.decode()
    assert "貼るワクチンの報告" in page
    assert "自宅での治療を望む声" in page
    public = Signal.objects.get(code=item)
    assert public not in visible("portfolio.signal", PUBLIC)
    send(officer, f"/horizon/signals/{item}/publish/", published="on")
    assert public in visible("portfolio.signal", PUBLIC)


@pytest.mark.covers("S-436")
def test_a_topic_shows_its_counts_growth_and_words(staged: Stage, client: Any) -> None:
    title = Text("架空熱のmRNAワクチン", "mRNA vaccine against fictional fever")
    years = {2018 + year: round(5 * 1.25**year) for year in range(8)}
    of = source()
    many(of, title, years, published=True)
    many(of, Text("別の話", "Another matter"), dict.fromkeys(range(2018, 2026), 9))
    officer = enter(staged, "officer")
    made = send(
        officer,
        "/horizon/topics/new/keep/",
        title_ja="架空熱",
        title_en="Fictional fever",
        sort="pathogen",
        modality="drug",
        groups="架空熱、fictional fever\nワクチン",
        watched="on",
        review_on="2026-11-25",
        published="on",
    )
    body = officer.get(made).content.decode()
    assert f'<span class="count">{sum(years.values())}</span>' in body
    assert "% a year" in body
    assert 'class="horizon-box"' in body
    assert "vaccine" in body
    assert "Fictional fever" in officer.get("/horizon/watch/").content.decode()
    assert "Fictional fever" in officer.get("/desk/").content.decode()
    send(officer, f"{made}read/", level="act", note="急に増えた", review_on="2026-12-01")
    assert "急に増えた" in officer.get(made).content.decode()
    assert "Fictional fever" in officer.get("/horizon/decide/").content.decode()
    seen = client.get(made, headers={"accept-language": "en"})
    assert "急に増えた" not in seen.content.decode()
    growth = client.get("/horizon/growth.csv", headers={"accept-language": "en"})
    assert "Fictional fever" in growth.content.decode("utf-8-sig")
    Signal.objects.filter(title_en=title.en, year=2025).update(published=False)
    topic = Topic.objects.get()
    (row,) = showing.rows([topic], PUBLIC, TODAY)
    (whole,) = showing.rows([topic], SYSTEM, TODAY)
    assert row.told.count == whole.told.count - years[2025]
    nothing = refused(
        officer, "/horizon/topics/new/keep/", title_ja="空", sort="disease", groups="の、を"
    )
    assert "holds no word" in nothing


@pytest.mark.covers("S-333", "S-340", "S-330")
def test_a_short_list_is_scored_by_several_and_approved(staged: Stage) -> None:
    officer, adviser = enter(staged, "officer"), enter(staged, "adviser")
    director = enter(staged, "director")
    topic = actions.keep_topic(
        NewTopic(title=Text("研究", "Study"), groups=(("架空の研究",),)), **ASKED
    )
    evidence = many(source(), Text("貼るワクチン", "Patch vaccine"), {2025: 1})
    typed = {"title_ja": "貼るワクチン", "topic": topic.code, "signals": " ".join(evidence)}
    dossier = send(officer, "/horizon/dossiers/new/write/", **typed, summary="皮膚に貼る")
    assert "who benefits" in refused(director, f"{dossier}approve/")
    send(officer, f"{dossier}revise/", **typed, **TEXTS)
    page = officer.get(dossier).content.decode()
    assert staged.award in page
    assert "動物での結果（架空）" in page
    made = send(
        officer,
        "/horizon/shortlists/new/begin/",
        title_ja="2026年の候補",
        year="2026",
        criteria="必要性｜Need｜2\n実現性｜Feasibility",
        items=[code_of(dossier)],
    )
    assert "Nobody has assessed" in refused(director, f"{made}approve/", reason="選んだ")
    item = code_of(dossier)
    send(officer, f"{made}judge/", item=item, score_0="5", why_0="患者が多い", score_1="2")
    send(adviser, f"{made}judge/", item=item, score_0="3", score_1="2", text="早い")
    send(adviser, f"{made}judge/", item=item, score_0="4", score_1="2")
    body = director.get(made).content.decode()
    assert "<strong>3.67</strong>" in body
    assert Assessment.objects.count() == 3
    send(director, f"{made}approve/", reason="点が高い", published="on")
    assert "does not change" in officer.get(made).content.decode()
    send(director, f"{dossier}approve/", published="on")
    gate = open_gate(staged)
    send(officer, f"{dossier}cite/", ref=f"portfolio.gate:{gate.code}")
    assert gate.code in officer.get(dossier).content.decode()
    again = refused(officer, f"{dossier}cite/", ref=f"portfolio.gate:{gate.code}")
    assert "on record already" in again
    assert "cannot cite" in refused(officer, f"{dossier}cite/", ref="nothing")
    newer = send(officer, f"{dossier}revise/", **typed, **(TEXTS | {"size": "二百万人"}))
    send(director, f"{newer}approve/")
    states = dict(Dossier.objects.order_by("pk").values_list("edition", "state"))
    assert states == {1: "superseded", 2: "approved"}
    follow = send(officer, f"{made}follow/", year="2027")
    assert ShortList.objects.get(code=code_of(follow)).edition == 2


@pytest.mark.covers("S-340")
def test_an_asset_is_judged_from_several_sides_but_not_by_who_has_a_stake(staged: Stage) -> None:
    adviser, tied = enter(staged, "adviser"), enter(staged, "tied")
    typed = {"subject": f"awards.award:{staged.award}", "scores": "有効性｜4｜根拠\n市場｜2"}
    made = send(adviser, "/horizon/assessments/new/assess/", **typed)
    assert "市場 2" in adviser.get(made).content.decode()
    assert "conflict" in refused(tied, "/horizon/assessments/new/assess/", **typed).lower()
    wrong = refused(
        adviser,
        "/horizon/assessments/new/assess/",
        subject="parties.person:P-1",
        scores="有効性｜9",
    )
    assert "There is no record" in wrong
    assert "from 1 to 5" in refused(
        adviser, "/horizon/assessments/new/assess/", **(typed | {"scores": "有効性｜9"})
    )
