"""A portfolio in which work ends and calls take: three awards, two calls, one round with a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from ikkan.awards import actions as awards
from ikkan.budget import actions as budget
from ikkan.budget.models import Account
from ikkan.budget.rules import NewAccount, NewTransfer
from ikkan.calls import actions as calls
from ikkan.calls.rules import NewCall
from ikkan.portfolio.matching import actions
from ikkan.portfolio.matching.rules import NewRound
from ikkan.portfolio.models import MatchingRound
from ikkan.values.text import Text
from tests.awards import world as worlds
from tests.awards.world import ASKED, NEXT_PROGRAMME, TODAY, new_award, seen
from tests.portfolio import stage
from tests.portfolio.stage import Stage

SENSOR = Text("植込み型の不整脈センサーの医療機器開発", "An implanted sensor for arrhythmia")
ROBOT = Text("手術を支援する医療機器の開発", "A device that helps surgeons")
LATE = Text("市販後の医薬品の普及", "A medicine on the market")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Codes: `sensor` and `robot` compete for the one place of `call`; `late` fits nowhere."""

    staged: Stage
    sensor: str
    robot: str
    late: str
    call: str
    closed: str
    round: str


def _award(staged: Stage, title: Text, phase: str, modality: str, ends: date) -> str:
    new = new_award(
        staged.world,
        title=title,
        phase=phase,
        modality=modality,
        domains=("T3-D1",),
        ends_on=ends,
        year_amounts={2026: 20_000_000},
    )
    (code,) = awards.record_awards([new], **ASKED)
    return code


def _account() -> str:
    """The purse of the successor programme, with fifty million yen."""
    agency = Account.objects.get(layer="agency")
    new = NewAccount(
        layer="programme",
        name_ja="後継事業の口座",
        name_en="Account of the successor",
        fiscal_year=2026,
        parent=agency.code,
        owner=f"programme:{NEXT_PROGRAMME}",
        opened_on=date(2026, 4, 1),
    )
    code = str(budget.open_account(new, **ASKED).code)
    given = Account.objects.get(layer="ministry")
    for giver, taker in ((given.code, agency.code), (agency.code, code)):
        flow = NewTransfer(
            giver=giver,
            taker=taker,
            yen=50_000_000,
            made_on=date(2026, 4, 1),
            fiscal_year=2026,
            stage="enacted",
            pot="initial",
            instrument="subsidy",
        )
        _sent(flow, given, agency)
    return code


def _sent(flow: NewTransfer, given: Account, agency: Account) -> None:
    """Money from above is there already at the agency, where the first programme left none."""
    if flow.giver == given.code:
        treasury = Account.objects.get(layer="treasury")
        above = NewTransfer(
            giver=treasury.code,
            taker=given.code,
            yen=flow.yen,
            made_on=flow.made_on,
            fiscal_year=2026,
            stage="enacted",
            pot="initial",
            instrument="subsidy",
        )
        budget.transfer(above, **ASKED)
    budget.transfer(flow, **ASKED)


def make() -> Scene:
    """The scene, with a round that has its first plan."""
    staged = stage.make()
    account = _account()
    sensor = _award(staged, SENSOR, "F3", "device", date(2027, 3, 31))
    robot = _award(staged, ROBOT, "F4", "device", date(2027, 9, 30))
    late = _award(staged, LATE, "F5", "drug", date(2027, 12, 31))
    new = NewCall(
        title_ja="医療機器の継続支援の公募",
        title_en="A call for devices that go on",
        programme_code=NEXT_PROGRAMME,
        account=account,
        opens_on=date(2027, 2, 1),
        closes_on=date(2027, 3, 31),
        upper_yen=20_000_000,
        places=1,
        phases=("F3", "F4"),
        modalities=("device",),
        domains=("T3-D1",),
    )
    call = calls.plan_call(new, **ASKED)
    over = NewCall(
        title_ja="締め切った公募",
        title_en="A call that is over",
        programme_code=NEXT_PROGRAMME,
        account=account,
        opens_on=date(2026, 5, 1),
        closes_on=date(2026, 6, 30),
        state="decided",
        phases=("F4",),
    )
    (closed,) = calls.record_calls([over], **ASKED)
    given = NewRound(title_ja="秋の調整", title_en="Autumn round", day=TODAY, floor=0.5)
    found = actions.open_round(given, **ASKED)
    actions.build_plan(found.code, **seen(found.version))
    return Scene(
        staged=staged,
        sensor=sensor,
        robot=robot,
        late=late,
        call=call.code,
        closed=closed,
        round=found.code,
    )


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Scene]:
    """The scene of one file."""
    with worlds.kept(django_db_blocker, amed):
        yield make()


@pytest.fixture
def scene(built: Scene, db: None) -> Scene:
    """Codes of the scene."""
    return built


@pytest.fixture
def round_of(scene: Scene) -> Any:
    """The round as it stands now."""
    return lambda: MatchingRound.objects.get(code=scene.round)
