"""Goals that ministers set for the funder, and how a year is rated on them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ikkan.evaluation.following import rules
from ikkan.evaluation.following.models import Goal, Rating
from ikkan.values.ref import Ref

pytestmark = pytest.mark.sqlite_only

GOALS = "/evaluation/goals/"
TYPED = {
    "title_ja": "第３期中長期目標",
    "title_en": "Third mid- to long-term goals",
    "body": "AMED",
    "ministers": ["CAO", "MHLW"],
    "first_year": "2025",
    "last_year": "2029",
    "items": "実用化の加速 | Faster practical use | t3.aimed.approvals\n基礎研究の支援",
}


def body(client: Client, url: str) -> str:
    page = client.get(url)
    assert page.status_code == 200, page.content.decode()[:2000]
    return page.content.decode()


def send(client: Client, url: str, status: int = 303, **typed: Any) -> str:
    done = client.post(url, typed)
    assert done.status_code == status, done.content.decode()[-3000:]
    return done.content.decode()


def test_a_year_is_rated_inside_the_period_on_what_there_is() -> None:
    new = rules.NewRating(
        goal="G",
        about="item:9",
        fiscal_year=2040,
        grade="x",
        text_ja="",
        rated_on=None,  # type: ignore[arg-type]
    )
    assert len(rules.refused_rating(new, (2025, 2029), ["item:1"], ["met"])) == 4
    assert rules.unrated(["item:1", "item:2"], ["item:2"]) == ["item:1"]


@pytest.mark.covers("S-013", "S-014")
def test_ministers_set_goals_with_items_and_indicators_and_present_them(
    applied: Any, as_role: Any, client: Client
) -> None:
    officer = as_role("ministry_officer", Ref("body", "MHLW"))
    assert "AMED" in body(officer, f"{GOALS}new/draft/")
    refused = send(officer, f"{GOALS}new/draft/", 400, **TYPED | {"ministers": ["MHLW", "MOFA"]})
    assert "MOFA does not set the goals" in refused
    refused = send(officer, f"{GOALS}new/draft/", 400, **TYPED | {"items": "項目 | | no-such"})
    assert "There is no indicator no-such" in refused
    send(as_role("ministry_officer", Ref("body", "MOFA")), f"{GOALS}new/draft/", 403, **TYPED)
    send(officer, f"{GOALS}new/draft/", **TYPED, key="g-1")
    goal = Goal.objects.get()
    url = f"{GOALS}{goal.code}/"
    assert client.get(url).status_code == 404
    send(officer, f"{url}revise/", **TYPED | {"last_year": "2030"}, version="1", key="g-2")
    send(officer, f"{url}rate/", 400, body="MHLW", fiscal_year="2025", about="item:1", version="2")
    send(officer, f"{url}present/", presented_on="2026-04-01", version="2", key="g-3")
    page = body(client, url)
    for words in ("第３期中長期目標", "基礎研究の支援", "厚生労働省", "薬事承認"):
        assert words in page, words
    late = send(officer, f"{url}revise/", 400, **TYPED, version="3", key="g-4")
    assert "presented on" in late


@pytest.mark.covers("S-312")
def test_a_year_is_rated_by_item_and_role_and_published_whole(
    applied: Any, as_role: Any, client: Client
) -> None:
    officer = as_role("ministry_officer", Ref("body", "MHLW"))
    staff = as_role("funder_staff")
    send(officer, f"{GOALS}new/draft/", **TYPED, key="g-1")
    goal = Goal.objects.get()
    url = f"{GOALS}{goal.code}/"
    send(officer, f"{url}present/", presented_on="2026-04-01", version="1", key="g-2")
    rating = {"fiscal_year": "2025", "text_ja": "根拠。", "rated_on": "2026-07-01"}
    form = body(staff, f"{url}rate_self/")
    assert "clause:plan-3.002-357" in form
    assert "Needs improvement" in form
    send(staff, f"{url}rate_self/", **rating, about="item:1", grade="above", key="r-0")
    wrong = send(officer, f"{url}rate/", 400, **rating, body="MHLW", about="item:1", grade="S")
    assert "There is no grade S" in wrong
    send(officer, f"{url}rate/", 403, **rating, body="MEXT", about="item:1", grade="met")
    send(staff, f"{url}rate/", 403, **rating, body="MHLW", about="item:1", grade="met")
    roles = [f"clause:plan-3.002-{line}" for line in (338, 357, 359, 361)]
    for number, about in enumerate(["item:1", *roles]):
        typed = rating | {"body": "MHLW", "about": about, "grade": "met", "key": f"r-{number + 1}"}
        send(officer, f"{url}rate/", **typed)
    early = send(officer, f"{url}publish/", 400, fiscal_year="2025", version="2", key="p-1")
    assert "item:2" in early
    assert Rating.objects.filter(published=True).count() == 0
    own = Rating.objects.get(own=True)
    said = Rating.objects.filter(own=False).first()
    assert said is not None
    assert staff.get(f"/evaluation/ratings/{own.code}/").status_code == 200
    assert staff.get(f"/evaluation/ratings/{said.code}/").status_code == 404
    send(officer, f"{url}rate/", **rating, body="MHLW", about="item:2", grade="partly", key="r-9")
    send(officer, f"{url}publish/", fiscal_year="2025", version="2", key="p-2")
    page = body(client, url)
    for words in (
        "目標を上回る",
        "目標どおり",
        "目標を下回る",
        "統合プロジェクトの運営",
        "記録なし",
    ):
        assert words in page, words
    after = send(officer, f"{url}rate/", 400, **rating, body="MHLW", about="item:1", grade="met")
    assert "published" in after
    assert client.get(f"/evaluation/ratings/{said.code}/").status_code == 200
