"""The made-up portfolio: shape, rules, marks; never mixed with real records, never given out.

Built once for the file, of twenty awards that run today, in a savepoint of the file's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from ikkan.audit.actor import PUBLIC, SYSTEM
from ikkan.audit.verify import verify
from ikkan.awards.models import Award, AwardTag
from ikkan.budget.models import (
    AdjustmentDecision,
    AdjustmentProposal,
    AdjustmentYear,
    AfterCheck,
    AllocationPolicy,
    Amount,
    Fund,
    Line,
    Request,
    Round,
)
from ikkan.budget.verify import verify as verify_ledger
from ikkan.calls.models import Call
from ikkan.demo import actions, building
from ikkan.demo.awards import compose
from ikkan.demo.setting import STEP
from ikkan.demo.world import setting_of
from ikkan.evaluation.models import Followup, Rating
from ikkan.line import queries as lines
from ikkan.plan.models import Decision, Meeting
from ikkan.portfolio.models import Gate, Handover, Seed, StudioPlan
from ikkan.records.kinds import Kind, kinds
from ikkan.records.queries import visible
from ikkan.values.errors import InputError
from tests.awards import world as worlds
from tests.conftest import TODAY

pytestmark = pytest.mark.sqlite_only

SIZE = 20
HOW: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[dict[str, int]]:
    """Counts of what was written, by kind."""
    with worlds.kept(django_db_blocker, amed):
        yield building.build(SIZE, 7, TODAY, {}, lambda name, count: None)


@pytest.fixture
def counts(built: dict[str, int], db: None) -> dict[str, int]:
    return built


def shown() -> list[Kind]:
    """Kinds of which the public sees a record."""
    return [kind for kind in kinds() if visible(kind, PUBLIC).exists()]


def test_the_size_is_the_number_of_awards_that_run_today(counts: dict[str, int]) -> None:
    live = Award.objects.filter(began_on__lte=TODAY, ends_on__gte=TODAY)
    paired = Award.objects.count() - counts["awards"]
    assert paired in (0, 1), "the award of the call that promises continued support"
    assert live.count() == SIZE + paired
    assert counts["awards"] > 2 * SIZE
    assert len(set(Award.objects.values_list("fiscal_year", flat=True))) == 10


def test_every_record_of_every_kind_carries_the_mark(counts: dict[str, int]) -> None:
    written = [kind for kind in kinds() if kind.model._default_manager.exists()]
    assert len(written) >= 30
    for kind in written:
        assert not kind.model._default_manager.filter(fictional=False).exists(), kind.code


def test_seeds_gates_and_hand_overs_end_in_every_way(counts: dict[str, int]) -> None:
    assert set(Seed.objects.values_list("state", flat=True)) >= {"active", "ended", "stalled"}
    assert set(Gate.objects.values_list("decision", flat=True)) >= {"go", "no_go", "conditional"}
    assert Handover.objects.filter(state="decided", to_award__isnull=False).exists()


def test_the_command_tower_stands_in_every_stage(counts: dict[str, int]) -> None:
    states = {(one.round.fiscal_year, one.state) for one in Request.objects.select_related("round")}
    assert states == {
        (2026, "enacted"),
        (2027, "consented"),
        (2027, "instructed"),
        (2027, "preparation"),
    }
    assert Line.objects.filter(version__request__round__fiscal_year=2027).count() == 16
    fund = AdjustmentDecision.objects.count()
    assert Decision.objects.filter(state="published").count() == 2 + fund
    assert Decision.objects.filter(advice__published=True, meeting__published=True).exists()
    policy = AllocationPolicy.objects.get(state="decided")
    assert policy.receipts.count() == 2
    assert AllocationPolicy.objects.filter(state="draft", follows=policy).count() == 1
    assert Meeting.objects.count() == counts["meetings"] == 2
    assert Fund.objects.get().instalments.filter(transfer__isnull=False).count() == 2
    assert Followup.objects.count() == counts["followups"] == 4
    assert Followup.objects.filter(reported_on__isnull=True).count() == 1
    assert Rating.objects.filter(published=True).count() == counts["ratings"]
    assert AwardTag.objects.exists()
    assert Call.objects.filter(state="planned", published=True).count() >= 3


def test_the_adjustment_fund_stands_in_every_stage(counts: dict[str, int]) -> None:
    last, now = AdjustmentYear.objects.order_by("fiscal_year")
    assert list(last.rounds.order_by("number").values_list("state", flat=True)) == ["executed"] * 2
    rounds = now.rounds.order_by("number").values_list("sort", "state")
    assert list(rounds) == [
        ("regular", "executed"),
        ("regular", "proposed"),
        ("emergency", "executed"),
    ]
    waiting = AdjustmentProposal.objects.filter(round__state="proposed", state="screened")
    assert waiting.count() == 10
    asked = sum(waiting.values_list("draft_yen", flat=True))
    assert asked == now.yen - now.decided_yen
    checks = AfterCheck.objects.filter(award__decision__round__year=last)
    assert checks.filter(finished_on__isnull=True).count() == checks.count() - 1 == 6
    plans = StudioPlan.objects.filter(state="decided", fictional=True)
    decided = AdjustmentDecision.objects.filter(sort="allocation")
    assert {one.plan for one in decided} == {f"portfolio.studio_plan:{one.code}" for one in plans}
    assert plans.count() == 4
    again = AdjustmentDecision.objects.get(sort="reassignment")
    assert again.fictional
    assert again.awards.get().reassigned_from is not None


def test_what_is_asked_for_cannot_be_taken_for_published(counts: dict[str, int]) -> None:
    yen = Line.objects.values_list("request_yen", "wish_yen", "previous_yen")
    assert {one % STEP for row in yen for one in row if one is not None} == {0}
    assert {one % STEP for one in Amount.objects.values_list("yen", flat=True)} == {0}


def test_the_published_round_is_shown_to_everybody(client: Client, counts: dict[str, int]) -> None:
    code = Round.objects.get(published=True).code
    for page in ("/requests/views/", f"/requests/rounds/{code}/compare/",
                 f"/requests/rounds/{code}/joint/"):  # fmt: skip
        shown = client.get(page, headers={"accept-language": "en"})
        assert shown.status_code == 200, page
        assert "demonstration" in shown.content.decode(), page


def test_no_total_can_be_taken_for_a_published_one(counts: dict[str, int]) -> None:
    amounts = Award.objects.values_list("amounts__yen", flat=True)
    assert {yen % STEP for yen in amounts if yen is not None} == {0}


def test_ledger_line_and_journal_hold(counts: dict[str, int]) -> None:
    assert verify_ledger(TODAY).findings == ()
    assert lines.dangling(TODAY) == ()
    found = {one.code for one in verify().findings if one.severity.value == "error"}
    assert found <= {"journal.head.missing"}, "the head is written on commit, here there is none"


def test_one_setting_gives_one_portfolio(counts: dict[str, int]) -> None:
    def codes(seed: int) -> list[tuple[Any, ...]]:
        drafts = compose(setting_of(SIZE, seed, TODAY))
        return [(one.programme.code, one.began_on, one.person, one.fate) for one in drafts]

    assert codes(7) == codes(7)
    assert codes(7) != codes(8)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_lists_pages_and_files_show_the_mark(
    client: Client, counts: dict[str, int], language: str
) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    word = {"ja": "実演値", "en": "Demonstration"}[language]
    for kind in shown():
        row = visible(kind, PUBLIC).first()
        for address in (kind.list_url, kind.url(row.code)):
            page = client.get(address)
            assert page.status_code == 200, address
            assert word in page.content.decode(), address
        rows = client.get(f"{kind.list_url.removesuffix('/')}.csv")
        body = rows.content.decode("utf-8-sig").splitlines()
        assert all(line.rstrip().endswith(word) for line in body[1:2]), kind.code
        item = client.get(f"/api/v1/{kind.api}?limit=1").json()["items"][0]
        assert item["fictional"] is True


def test_open_data_refuses_what_is_made_up(client: Client, counts: dict[str, int]) -> None:
    for kind in shown():
        refused = client.get(f"/data/records/{kind.api}.csv", headers={"accept-language": "en"})
        assert refused.status_code == 400, kind.code
        assert "made-up records" in refused.content.decode()
    assert "not given out as open data" in client.get(
        "/data/", headers={"accept-language": "en"}
    ).content.decode()  # fmt: skip


def test_a_home_is_filled_once(counts: dict[str, int]) -> None:
    with pytest.raises(InputError) as refused:
        actions.begin(1, 1, **HOW)
    assert refused.value.code == "demo.begun"
