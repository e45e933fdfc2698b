"""Proposals under the old and the flexible rules: who may write what, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ikkan.audit.models import JournalEntry
from ikkan.budget.adjustment import actions, queries, rules
from ikkan.budget.models import AdjustmentProposal
from ikkan.line.models import Edge
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.ref import Ref
from tests.awards.world import ASKED, NEXT_PROGRAMME, PROGRAMME, TODAY, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU, POT, Scene

pytestmark = pytest.mark.sqlite_only
PROPOSALS = "/adjustment/proposals/"
AROUND = rules.Around(
    fiscal_year=2026,
    pot=POT,
    takes=("discretion", "topdown"),
    target_kind="awards.award",
    target_programme=PROGRAMME,
    missing=(),
    paying=frozenset({"MHLW", "MEXT"}),
    effects=frozenset({"acceleration"}),
    indicators=frozenset({"t3d.managed.licences"}),
    projects=frozenset({"T3-01"}),
)


def form(round_: str, **given: Any) -> dict[str, str]:
    said = {
        "round": round_,
        "type": "discretion.a",
        "title_ja": "前倒し",
        "title_en": "Brought forward",
        "programme": PROGRAMME,
        "project": "T3-01",
        "ministry": "MHLW",
        "yen": "10億円",
        "least_yen": "4億円",
        "score": "8.5",
        "reason_ja": "予定より早い",
        "progress": "登録120%",
        "effect": "acceleration",
        "expected": "t3d.managed.licences 1.5",
    }
    return said | given


@pytest.mark.covers("S-286", "S-287", "S-288", "S-289", "S-291")
def test_a_director_uses_every_loosening_of_the_third_term(pot: Scene, as_role: Any) -> None:
    round_ = scene.open_round(pot.year).code
    director = as_role("program_director", Ref("project", "T3-01"))
    given = form(
        round_,
        type="discretion.c",
        programme=NEXT_PROGRAMME,
        project="",
        effect="practical-use",
        target_award=pot.award,
        predecessor=pot.award,
        multi_year="on",
        until="2028",
        flexible="on",
    )
    elsewhere = as_role("program_director", Ref("project", "T3-06"))
    assert elsewhere.post(f"{PROPOSALS}new/propose/", given | {"key": "k"}).status_code == 403
    director = as_role("program_director")
    refused = scene.typed(director, f"{PROPOSALS}new/propose/", answered=400, **given)
    assert "outside the frame" in refused
    given["outside_frame"] = "on"
    late = scene.typed(
        director, f"{PROPOSALS}new/propose/", answered=400, **(given | {"until": "2030"})
    )
    assert "from FY2027 to FY2029" in late
    page = scene.typed(director, f"{PROPOSALS}new/propose/", **given)
    assert "Promoting practical use" in page
    assert pot.award in page
    one = AdjustmentProposal.objects.get()
    assert (one.multi_year, one.until, one.flexible, one.outside_frame) == (True, 2028, True, True)
    assert one.predecessor == f"awards.award:{pot.award}"
    page = scene.typed(director, f"{PROPOSALS}{one.code}/submit/")
    assert "Submitted" in page
    said = JournalEntry.objects.filter(object_ref=str(Ref(queries.PROPOSAL, one.code)))
    assert [entry.action for entry in said] == ["adjustment.propose", "adjustment.submit_proposal"]


@pytest.mark.covers("S-285")
def test_the_rules_of_the_day_bind_a_round(pot: Scene, as_role: Any) -> None:
    purse = scene.account(2024)
    new = rules.NewYear(fiscal_year=2024, yen=POT, account=purse, status="confirmed")
    old = actions.open_year(new, **ASKED)
    page = as_role("hq_officer").get(f"/adjustment/years/{old.code}/").content.decode()
    assert "amended 2021-04-06" in page
    round_ = scene.open_round(old.code).code
    director = as_role("program_director")
    given = form(
        round_,
        type="discretion",
        programme=NEXT_PROGRAMME,
        project="",
        target_award=pot.award,
        predecessor=pot.award,
        multi_year="on",
        until="2025",
        flexible="on",
        outside_frame="on",
    )
    refused = scene.typed(director, f"{PROPOSALS}new/propose/", answered=400, **given)
    for words in (
        "money stays inside the frame",
        "is not paid by",
        "is spent within FY2024",
        "no continued support",
        "no flexible adoption",
    ):
        assert words in refused
    plain = form(round_, type="discretion", target_award=pot.award)
    assert "Draft" in scene.typed(director, f"{PROPOSALS}new/propose/", **plain)


def test_two_sets_of_rules_differ_in_what_they_allow(pot: Scene) -> None:
    old, new = queries.policy_on(date(2025, 3, 31)), queries.policy_on(date(2025, 4, 1))
    assert old is not None
    assert new is not None
    assert (old.code, new.code) == ("adjustment-rules-2021", "adjustment-rules-2025")
    assert (old.frame_bound, old.several_years, old.continued, old.flexible) == (
        *(True, False, False),
        False,
    )
    assert (new.frame_bound, new.several_years, new.last_year, new.flexible) == (
        *(False, True, 2029),
        True,
    )
    assert {one.token for one in new.cases} == {
        *("discretion.a", "discretion.b", "discretion.c"),
        "topdown",
    }
    assert queries.policy_on(date(2014, 6, 9)) is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"yen": 0}, "from 1 to"),
        ({"yen": -5}, "from 1 to"),
        ({"yen": POT + 1}, "exceed the pot"),
        ({"least_yen": 11 * OKU}, "least amount"),
        ({"score": Decimal("10.01")}, "score is from 0 to 10"),
        ({"score": Decimal("NaN")}, "score is from 0 to 10"),
        ({"title_ja": " "}, "title"),
        ({"reason_ja": ""}, "Give a reason"),
        ({"progress": ""}, "progress"),
        ({"effect": "magic"}, "no effect magic"),
        ({"expected": {}}, "what is expected"),
        ({"expected": {"none": Decimal(1)}}, "no indicator none"),
        ({"expected": {"t3d.managed.licences": Decimal(-1)}}, "no positive number"),
        ({"expected": {"t3d.managed.licences": Decimal("Infinity")}}, "no positive number"),
        ({"ministry": "CAO"}, "not consolidated"),
        ({"ministry": ""}, "choose the paying ministry"),
        ({"project": "T3-06"}, "no share in the project"),
        ({"case": "d"}, "no type discretion.d"),
        ({"until": 2027}, "only of money over several years"),
        ({"multi_year": True, "until": 2026}, "from FY2027"),
        ({"multi_year": True}, "from FY2027"),
    ],
)
def test_bad_input_is_refused_with_the_item(given: dict[str, Any], words: str) -> None:
    held = rules.Rules(
        code="R",
        name=scene_text("規則", "Rules"),
        status="decided",
        holder="CAO",
        valid_from=None,
        valid_to=None,
        consolidated_only=True,
        frame_bound=False,
        several_years=True,
        last_year=2029,
        continued=True,
        flexible=True,
        most_share=None,
        cases=(
            rules.Case(
                code="A",
                sort="discretion",
                case="a",
                name=scene_text("ア", "a"),
                proposer="any",
                connection=False,
            ),
        ),
        slots=(),
    )
    good = scene.new_proposal("R")
    assert rules.proposal_findings(good, held, AROUND) == ()
    found = rules.proposal_findings(replace(good, **given), held, AROUND)
    assert len(found) == 1
    assert words in found[0].en
    capped = replace(held, most_share=Fraction(1, 20))
    assert "at most" in rules.proposal_findings(good, capped, AROUND)[0].en


def scene_text(ja: str, en: str) -> Any:
    from ikkan.values.text import Text

    return Text(ja, en)


def test_what_a_proposal_names_must_exist(pot: Scene) -> None:
    round_ = scene.open_round(pot.year).code
    wrong = scene.new_proposal(
        round_, target="awards.award:NONE", predecessor="nonsense", evidence=("body:NOBODY",)
    )
    with pytest.raises(InputError) as refused:
        actions.propose(wrong, **ASKED)
    for name in ("awards.award:NONE", "nonsense", "body:NOBODY"):
        assert name in refused.value.text.en


def test_only_whom_the_rules_name_may_propose(pot: Scene, as_role: Any) -> None:
    first = scene.open_round(pot.year).code
    how = ASKED | {"by": as_role("hq_officer").actor}
    with pytest.raises(NotAllowed, match="programme director"):
        actions.propose(scene.new_proposal(first), **how)
    with pytest.raises(InputError, match="does not take"):
        actions.propose(scene.new_proposal(first, sort="topdown", case=""), **how)
    director = ASKED | {"by": as_role("program_director").actor}
    with pytest.raises(NotAllowed):
        actions.propose(scene.new_proposal(first, sort="topdown", case=""), **director)
    one = actions.propose(scene.new_proposal(first), **director)
    other = seen(one.version) | {"by": as_role("program_director").actor}
    with pytest.raises(NotAllowed, match="whoever wrote it"):
        actions.submit_proposal(one.code, **other)


def test_proposals_are_taken_between_the_days_of_the_round(pot: Scene) -> None:
    dates = {"opens_on": date(2026, 12, 1), "closes_on": date(2026, 12, 31)}
    round_ = scene.open_round(pot.year, **dates).code
    one = actions.propose(scene.new_proposal(round_), **ASKED)
    with pytest.raises(InputError, match="2026-12-01"):
        actions.submit_proposal(one.code, **seen(one.version))
    late = seen(one.version) | {"as_of": date(2027, 1, 1)}
    with pytest.raises(InputError, match="2026-12-31"):
        actions.submit_proposal(one.code, **late)
    assert date(2026, 12, 1) > TODAY


def test_a_returned_proposal_is_mended_after_the_closing_day(pot: Scene) -> None:
    round_ = scene.open_round(pot.year).code
    code = scene.proposal(round_, screened=False)
    scene.actions.begin_screening(round_, **seen(scene.version_of(round_)))
    one = AdjustmentProposal.objects.get(code=code)
    one = actions.return_proposal(code, "根拠を補う", **seen(one.version))
    new = scene.new_proposal(round_, yen=9 * OKU)
    one = actions.revise_proposal(code, new, **seen(one.version))
    one = actions.submit_proposal(code, **seen(one.version))
    assert (one.state, one.yen) == ("submitted", 9 * OKU)
    one = actions.withdraw_proposal(code, "取りやめ", **seen(one.version))
    with pytest.raises(InputError, match="Withdrawn"):
        actions.screen(code, "妥当", **seen(one.version))


def test_evidence_is_typed_shown_and_stands_on_the_line(pot: Scene, as_role: Any) -> None:
    round_ = scene.open_round(pot.year).code
    director, named = as_role("program_director"), f"awards.award:{pot.award}"
    url = f"{PROPOSALS}new/propose/"
    given = form(round_, evidence=f"{named}\n\n{named}\n programme:{PROGRAMME}")
    for wrong, told in (("nonsense", "nonsense"), ("awards.award:NONE", "awards.award:NONE")):
        refused = scene.typed(director, url, answered=400, **(given | {"evidence": wrong}))
        assert f"There is no {told}" in refused
    many = "\n".join(f"programme:P-{number}" for number in range(21))
    refused = scene.typed(director, url, answered=400, **(given | {"evidence": many}))
    assert "At most 20 pieces" in refused
    scene.typed(director, url, **given)
    one = AdjustmentProposal.objects.get()
    assert one.evidence == [named, f"programme:{PROGRAMME}"]
    page = director.get(f"{PROPOSALS}{one.code}/").content.decode()
    assert re.search(r"Evidence.*?" + re.escape(pot.award), page, re.S)
    assert "Attach" in page
    kept = Edge.objects.filter(kind="evidence", direction=Edge.SIDE, superseded_at__isnull=True)
    ends = {(edge.from_code, edge.to_code) for edge in kept}
    assert any({one.code, pot.award} == set(pair) for pair in ends)
    again = director.get(f"{PROPOSALS}{one.code}/revise/").content.decode()
    assert f"{named}\nprogramme:{PROGRAMME}</textarea>" in again
