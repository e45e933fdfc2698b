"""A round of the fund with five screened proposals, made once for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ikkan.awards import actions as awards
from ikkan.awards.rules import NewAward
from ikkan.budget.models import AdjustmentRound
from ikkan.parties.models import Organisation
from ikkan.values.text import Text
from tests.awards import world as worlds
from tests.awards.world import ASKED as BY_SYSTEM
from tests.awards.world import PROGRAMME
from tests.budget.adjustment import scene

OKU = scene.OKU
_LICENCES, _TRIALS, _PAPERS = (
    f"t3d.managed.{one}" for one in ("licences", "trials", "top1-papers")
)
ASKED = (
    ("検体の拡充", "More samples", 20, 8, "8.5", {_LICENCES: 2}),
    ("試験の前倒し", "Trial brought forward", 60, 30, "9", {_TRIALS: 2, _LICENCES: 1}),
    ("製造枠の追加", "More manufacturing slots", 90, 20, "6.5", {_TRIALS: 1}),
    ("基礎の継続", "Basic work continued", 30, 0, "5", {_PAPERS: 3}),
    ("国際共同", "International work", 45, 15, "4", {_PAPERS: 1}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """Codes: the year of the fund, the round put forward, its proposals in order, the award."""

    year: str
    round: str
    proposals: tuple[str, ...]
    award: str

    @property
    def found(self) -> AdjustmentRound:
        """The round as it stands."""
        return AdjustmentRound.objects.select_related("year").get(code=self.round)


def make() -> Studio:
    """The pot leaves 175 of the hundred millions; the proposals ask for 245."""
    staged = scene.make()
    history()
    round_ = scene.open_round(staged.year).code
    codes = tuple(
        scene.proposal(
            round_,
            title_ja=ja,
            title_en=en,
            yen=yen * OKU,
            least_yen=least * OKU,
            score=Decimal(score),
            expected={name: Decimal(count) for name, count in expected.items()},
            target=f"awards.award:{staged.award}" if ja == "検体の拡充" else "",
        )
        for ja, en, yen, least, score, expected in ASKED
    )
    scene.put_forward(round_, dict(zip(codes, (20 * OKU, *[0] * 4), strict=True)))
    return Studio(year=staged.year, round=round_, proposals=codes, award=staged.award)


def history() -> None:
    """Awards in four phases: some go on, some stopped, some run."""
    home = Organisation.objects.order_by("pk")[0].code
    rows = [
        NewAward(
            title=Text(f"過去の課題{number}", f"An earlier award {number}"),
            programme=PROGRAMME,
            organisation=home,
            phase=f"F{number % 4 + 1}",
            began_on=date(2021 + number % 4, 4, 1),
            ends_on=date(2029, 3, 31),
        )
        for number in range(12)
    ]
    awards.record_awards(rows, **BY_SYSTEM)


@pytest.fixture(scope="module")
def staged(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Studio]:
    """The scene of one file."""
    with worlds.kept(django_db_blocker, amed):
        yield make()


@pytest.fixture
def studio(staged: Studio, db: None) -> Studio:
    """Codes of the round and its proposals."""
    return staged
