"""Overlap cases: opened with the score found, talked over, settled by the liaison conference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ikkan.audit.actor import Actor, Scope
from ikkan.awards.elsewhere import actions
from ikkan.awards.elsewhere.models import External, Overlap, Theme
from ikkan.awards.elsewhere.rules import OPEN, refused_settlement
from ikkan.line.models import Edge
from ikkan.plan.models import Decision
from ikkan.records.kinds import kind_of
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.elsewhere.conftest import MINISTRY, OTHER_MINISTRY
from tests.awards.world import ASKED, TODAY, World, award_of, seen
from tests.coverage_walks.walking import code_of, refused, send

LIAISON = "IN-HOUSE-LIAISON-MEETING"
Make = Callable[..., Any]


def ref_of(row: Theme | External) -> Ref:
    return Ref("awards.theme" if isinstance(row, Theme) else "awards.external", row.code)


def opened(left: Any, right: Any, **given: Any) -> Overlap:
    return actions.open_overlap(ref_of(left), ref_of(right), **(ASKED | given))


def decision_of(body: str = LIAISON, state: str = "decided") -> Decision:
    """A decision as the conference has it on record."""
    code = f"DEC-2026-{Decision.objects.count() + 1:06d}"
    return Decision.objects.create(
        code=code, body=body, title_ja="分担", text_ja="分担する。", state=state
    )


def summed_up(client: Client, about: str) -> str:
    """The liaison conference meets, is minuted and sums up; the code of its decision."""
    day = TODAY.isoformat()
    called = {"body": LIAISON, "title_ja": "連絡調整会議", "day": day, "agenda": f"分担 | {about}"}
    meeting = send(client, "/meetings/new/call/", **called)
    send(client, f"{meeting}hold/", held_on=day, present="事務局\n研究機関")
    send(client, f"{meeting}minute/", minutes_ja="分担を確かめた。")
    given = {"body": LIAISON, "meeting": code_of(meeting), "about": about}
    drafted = send(
        client, "/decisions/new/draft/", title_ja="取りまとめ", text_ja="分担する。", **given
    )
    send(client, f"{drafted}decide/", decided_on=day)
    assert "分担を確かめた。" in client.get(meeting).content.decode()
    return code_of(drafted)


def test_the_score_of_the_day_stays_in_the_case(theme_of: Make, project_of: Make) -> None:
    theme, project = theme_of(), project_of()
    case = opened(project, theme, due_on=date(2026, 12, 25))
    assert (case.left, case.right) == (str(ref_of(theme)), str(ref_of(project)))
    assert (case.state, case.bodies) == (OPEN, ["JSPS", MINISTRY])
    assert float(case.score["text"]) > 0.3
    assert case.score["domains"] == "0.5000"
    assert "免疫" in case.score["shared"]
    before = dict(case.score)
    theme_of(title=Text("膵がんに対する免疫細胞療法", ""))
    case.refresh_from_db()
    assert case.score == before
    ends = Edge.objects.filter(source=f"awards.overlap:{case.code}", superseded_at=None)
    assert {(edge.direction, edge.to_code) for edge in ends} == {
        ("side", theme.code),
        ("side", project.code),
    }


def test_what_makes_no_case(theme_of: Make, project_of: Make, world: World) -> None:
    theme, project = theme_of(), project_of()
    opened(theme, project)
    with pytest.raises(InputError, match="OVL-2026-000001"):
        opened(project, theme)
    with pytest.raises(InputError, match="with itself"):
        opened(theme, theme)
    with pytest.raises(InputError) as told:
        actions.open_overlap(Ref("awards.theme", "TH-0"), Ref("awards.external", "EXT-0"), **ASKED)
    assert "awards.theme:TH-0" in told.value.text.ja
    with pytest.raises(InputError, match="cannot be compared"):
        actions.open_overlap(ref_of(theme), Ref("programme", "next-cancer"), **ASKED)
    assert Overlap.objects.count() == 1


def test_who_may_do_what(theme_of: Make, project_of: Make, ministry: Actor, world: World) -> None:
    case = opened(theme_of(), project_of(), by=ministry)
    scope = Scope("ministry_officer", "body", OTHER_MINISTRY)
    other = Actor("u-x", frozenset({"account", "ministry_officer"}), (scope,))
    with pytest.raises(NotAllowed):
        actions.record_talk(case.code, "話", TODAY, **{**seen(1), "by": other})
    actions.record_talk(case.code, "話", TODAY, **{**seen(1), "by": ministry})
    with pytest.raises(NotAllowed):
        actions.settle_overlap(case.code, "none", "別の研究", **{**seen(2), "by": ministry})
    kind = "awards.overlap"
    home = Scope("institution_office", "parties.organisation", world.organisation)
    away = Scope("institution_office", "parties.organisation", world.other_organisation)
    for one, count in ((home, 1), (away, 0)):
        office = Actor("u-o", frozenset({"account", "institution_office"}), (one,))
        assert visible(kind, office).count() == count
    assert not visible(kind, Actor("u-r", frozenset({"account", "researcher"}))).exists()
    assert visible(kind, other).count() == 1


def test_a_division_needs_talk_reason_and_a_decision_of_the_conference(
    theme_of: Make, project_of: Make
) -> None:
    case = opened(theme_of(), project_of())
    with pytest.raises(InputError) as told:
        actions.settle_overlap(case.code, "divided", " ", **seen(1))
    for word in ("talked over", "Write the reason", "needs a decision"):
        assert word in told.value.text.en
    assert "会議の決定が要ります" in told.value.text.ja
    with pytest.raises(InputError) as told:
        actions.record_talk(case.code, " ", date(2027, 1, 1), **seen(1))
    assert "2027-01-01" in told.value.text.en
    actions.record_talk(case.code, "両者で話した。", TODAY, **seen(1))
    for wrong, words in (
        (decision_of(state="draft").code, "still a draft"),
        (decision_of(body="HQ").code, LIAISON),
        ("DEC-0", "no decision DEC-0"),
    ):
        with pytest.raises(InputError, match=words):
            actions.settle_overlap(case.code, "divided", "分担", wrong, **seen(2))
    cited = decision_of()
    done = actions.settle_overlap(case.code, "divided", "臨床は機構", cited.code, **seen(2))
    assert (done.state, done.decision, done.settled_on) == ("divided", cited, TODAY)
    with pytest.raises(InputError, match="does not change"):
        actions.record_talk(case.code, "もう一度", TODAY, **seen(3))
    with pytest.raises(InputError, match="settled"):
        actions.settle_overlap(case.code, "none", "別", **seen(3))


def test_no_overlap_needs_a_reason_only() -> None:
    assert not list(refused_settlement("open", "none", "別の疾患", None, ""))
    assert len(list(refused_settlement("open", "gone", "", None, ""))) == 2


def test_a_case_waits_for_its_ministry_then_for_headquarters(
    theme_of: Make, project_of: Make, ministry: Actor
) -> None:
    case = opened(theme_of(), project_of(), due_on=date(2026, 12, 25))
    kind = kind_of("awards.overlap")
    assert kind is not None
    assert kind.work is not None
    hq = Actor("u-hq", frozenset({"account", "hq_officer"}), (Scope("hq_officer"),))
    for actor in (ministry, hq):
        (item,) = kind.work(actor, TODAY)
        assert (item.write, item.group, item.due) == ("talk", "mine", date(2026, 12, 25))
    actions.record_talk(case.code, "話", TODAY, **seen(1))
    assert [(one.write, one.group) for one in kind.work(hq, TODAY)] == [("settle", "mine")]
    assert [one.group for one in kind.work(ministry, TODAY)] == ["others"]
    scope = Scope("ministry_officer", "body", OTHER_MINISTRY)
    other = Actor("u-x", frozenset({"account", "ministry_officer"}), (scope,))
    assert not list(kind.work(other, TODAY))
    actions.settle_overlap(case.code, "none", "別の研究", **seen(2))
    assert not list(kind.work(hq, TODAY))


@pytest.mark.covers("S-479", "S-480", "S-481", "S-035")
def test_an_overlap_of_an_award_and_a_theme_is_settled_through_the_pages(
    theme_of: Make, world: World, as_role: Any
) -> None:
    theme_of()
    award = award_of(world)
    theme = theme_of(title=Text("架空の研究", "A fictional study"), abstract="")
    client = as_role("hq_officer")
    page = client.get("/overlap/?side=award&other=theme").content.decode()
    assert award.code in page
    assert f"awards.theme:{theme.code}" in page
    typed = {"left": f"awards.award:{award.code}", "right": f"awards.theme:{theme.code}"}
    body = refused(client, "/overlaps/new/open/", **(typed | {"left": "awards.award:none"}))
    assert "There is no record awards.award:none" in body
    case = send(client, "/overlaps/new/open/", **typed, due_on="2026-12-25")
    code = code_of(case)
    assert code in client.get("/desk/").content.decode()
    send(client, f"{case}talk/", talk="分担を話した。", talked_on="2026-11-22")
    body = refused(client, f"{case}settle/", state="divided", reason="分ける")
    assert "needs a decision of the liaison conference" in body
    cited = summed_up(client, f"awards.overlap:{code}")
    send(client, f"{case}settle/", state="divided", reason="分ける", decision=cited)
    shown = client.get(case).content.decode()
    assert "Divided" in shown
    assert cited in shown
    for address in (f"/awards/{award.code}/", f"/inhouse/themes/{theme.code}/"):
        assert code in client.get(address).content.decode()
    assert code in client.get("/overlap/?side=award").content.decode()
