"""Panels: who may speak, who counts, and what is told to who may not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.audit.actor import Actor
from ikkan.parties import actions as parties
from ikkan.review import actions, queries
from ikkan.review.models import Opinion, Subject
from ikkan.review.rules import NewSubject
from ikkan.values.errors import IkkanError, InputError, NotAllowed, NotFound, VersionConflict
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, BEGAN, PROGRAMME, TODAY
from tests.portfolio.stage import Stage, by

pytestmark = pytest.mark.sqlite_only


def refused(code: str, *said: str) -> Any:
    def check(error: IkkanError) -> bool:
        both = error.text.ja + error.text.en
        return error.code == code and all(text in both for text in said)

    return pytest.RaisesExc((InputError, NotAllowed, NotFound), check=check)


def opened(staged: Stage, **given: Any) -> Subject:
    said: dict[str, Any] = {
        "ref": Ref("awards.award", staged.award),
        "title": Text("次へ進めるか", "May it go on"),
        "people": (staged.world.people["leader"],),
        "organisations": (staged.world.organisation,),
        "programmes": (PROGRAMME,),
    }
    return actions.open_subject(NewSubject(**(said | given)), **by(staged.actors["officer"]))


def seated(staged: Stage, case: Subject, *names: str) -> Subject:
    for name in names:
        case = actions.seat_member(
            case.code, staged.people[name], "expert", **by(staged.actors["officer"], case.version)
        )
    return case


def said(staged: Stage, case: Subject, name: str, position: str = "for", **given: Any) -> Subject:
    return actions.give_opinion(
        case.code, position, "意見", **given, **by(staged.actors[name], case.version)
    )


def test_opinions_count_until_the_quorum_is_reached(staged: Stage) -> None:
    case = seated(staged, opened(staged, quorum=2), "director", "adviser")
    with refused("review.quorum", "架空のdirectorさん", "架空のadviserさん", case.code):
        queries.demand_quorum(case, TODAY)
    case = said(staged, case, "director")
    case = said(staged, case, "adviser", "conditional")
    held = queries.demand_quorum(case, TODAY)
    assert [(one.capacity, one.position) for one in held.given] == [
        ("expert", "for"),
        ("expert", "conditional"),
    ]
    case = said(staged, case, "director", "against")
    assert Opinion.objects.filter(member__subject=case).count() == 3
    assert queries.standing(case, TODAY).given[0].position == "against"


def test_the_rule_that_fired_and_what_was_missing_are_said(staged: Stage) -> None:
    case = seated(staged, opened(staged), "tied", "inside")
    with refused("parties.conflict.advisor", "TIE-", "有効な利益関係の申告がありません"):
        said(staged, case, "tied")
    with refused("parties.conflict.same_organisation", "no current declaration"):
        said(staged, case, "inside")
    held = queries.standing(case, TODAY)
    assert [one.conflicts[0].rule.value for one in held.recused] == [
        "parties.conflict.advisor",
        "parties.conflict.same_organisation",
    ]
    with refused("review.quorum", "Seat 1 more"):
        queries.demand_quorum(case, TODAY)


def test_a_competing_seed_is_a_conflict(staged: Stage) -> None:
    parties.record_tie(
        staged.people["adviser"],
        "competitor",
        organisation=staged.world.organisation,
        valid_from=BEGAN,
        **ASKED,
    )
    case = seated(staged, opened(staged), "adviser")
    with refused("parties.conflict.competitor", "競合するシーズ"):
        said(staged, case, "adviser")


def test_a_case_may_demand_declarations(staged: Stage) -> None:
    case = seated(staged, opened(staged, declared=True), "adviser")
    with refused("review.declaration", "架空のadviserさん"):
        said(staged, case, "adviser")
    person = staged.people["adviser"]
    for asker in ("director", "officer"):
        with refused("audit.not_allowed"):
            parties.declare_interests(person, "なし", TODAY, TODAY, **by(staged.actors[asker]))
    with refused("parties.findings", "Write what is declared", "lies before"):
        parties.declare_interests(
            person, " ", TODAY, TODAY - timedelta(days=1), **by(staged.actors["adviser"])
        )
    parties.declare_interests(
        person, "該当なし", TODAY, date(2027, 3, 31), **by(staged.actors["adviser"])
    )
    assert queries.standing(said(staged, case, "adviser"), TODAY).given[0].missing == ()


def test_who_stands_aside_no_longer_counts(staged: Stage) -> None:
    case = said(staged, seated(staged, opened(staged), "adviser", "director"), "adviser")
    actor = staged.actors["adviser"]
    with refused("review.reason"):
        actions.recuse(case.code, " ", **by(actor, case.version))
    case = actions.recuse(case.code, "共同研究を始める", **by(actor, case.version))
    assert not queries.standing(case, TODAY).reached
    with refused("review.recused", "共同研究を始める"):
        said(staged, case, "adviser")
    with refused("review.recused_before"):
        actions.recuse(case.code, "再び", **by(actor, case.version))


def test_seats_and_words_of_others(staged: Stage) -> None:
    case = seated(staged, opened(staged), "adviser")
    with refused("review.not_seated", "架空のdirectorさん"):
        said(staged, case, "director")
    outsider = Actor("u-outside", frozenset({"account", "reviewer"}))
    with refused("review.for_another"):
        actions.give_opinion(
            case.code, "for", "意見", staged.people["adviser"], **by(outsider, case.version)
        )
    case = said(staged, case, "officer", person=staged.people["adviser"])
    assert Opinion.objects.get(member__subject=case).recorded_by == staged.actors["officer"].code
    with refused("review.member", "委員です"):
        seated(staged, case, "adviser")
    with refused("review.person"):
        actions.seat_member(case.code, "PER-0", "expert", **by(staged.actors["officer"], 3))
    with pytest.raises(VersionConflict):
        actions.close_subject(case.code, "済", **by(staged.actors["officer"], 1))
    case = actions.close_subject(case.code, "済", **by(staged.actors["officer"], case.version))
    with refused("review.closed"):
        said(staged, case, "adviser")


@pytest.mark.parametrize(
    ("given", "code", "word"),
    [
        ({"quorum": 0}, "review.subject", "quorum"),
        ({"title": Text(" ", "")}, "review.subject", "title"),
        ({"due_on": TODAY - timedelta(days=1)}, "review.subject", "due"),
        ({"ref": Ref("awards.award", "none")}, "review.subject", "awards.award:none"),
        ({"people": ("PER-0",)}, "review.subject", "PER-0"),
        ({"organisations": ("ORG-0",)}, "review.subject", "ORG-0"),
    ],
)
def test_cases_that_cannot_be_opened(staged: Stage, given: Any, code: str, word: str) -> None:
    with refused(code, word):
        opened(staged, **given)


def test_a_record_has_one_open_case(staged: Stage) -> None:
    case = opened(staged)
    with refused("review.subject", case.code):
        opened(staged)


@pytest.mark.parametrize(
    ("position", "marks", "word"),
    [("maybe", (), "maybe"), ("for", (1,), "2 aspects"), ("for", (5, None), "mark 5")],
)
def test_opinions_that_cannot_be(staged: Stage, position: str, marks: Any, word: str) -> None:
    aspects = (Text("新しさ", "Novelty"), Text("市場", "Market"))
    case = seated(staged, opened(staged, aspects=aspects), "adviser")
    with refused("review.opinion", word):
        said(staged, case, "adviser", position, marks=marks)


def test_queries_do_not_grow_with_the_panel(staged: Stage) -> None:
    case = seated(staged, opened(staged), "director")
    counts = []
    for names in ((), ("adviser", "tied", "inside", "elsewhere")):
        case = seated(staged, case, *names)
        with CaptureQueriesContext(connection) as asked:
            queries.standing(case, TODAY)
        counts.append(len(asked))
    assert counts[0] == counts[1]
