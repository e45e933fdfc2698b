"""`ikkan coordinate`: a coordination round of hand-overs, opened and planned from the command line.

Decides: what is printed. Source: 003 L1055, L1096 (about 2,600 awards a year).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from ikkan.server import ready, speech
from ikkan.values.errors import InputError
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.portfolio.models import MatchingRound

_DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


@click.command("coordinate")
@click.option("--round", "code", default="", help="Code of a round to plan anew. 計算し直す回。")
@click.option("--day", type=_DAY, help="Open a round from this day. 新しい回の基準の日。")
@click.option("--horizon", type=click.IntRange(1, 60), default=18, show_default=True)
@click.option("--floor", type=click.FloatRange(0.0, 1.0), default=0.4, show_default=True)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One object as the last line.")
def command(
    code: str, day: datetime | None, horizon: int, floor: float, seed: int, as_json: bool
) -> int:
    """Plan where work that ends could go, with its proof. 終わる課題の行き先の案を計算する。"""
    if bool(code) == (day is not None):
        raise InputError("coordinate.one", _ONE)
    with ready.database():
        made = _planned(code, day.date() if day else None, horizon, floor, seed)
    if as_json:
        speech.result(made)
        return 0
    speech.say(_DONE.format(**made))
    return 0


def _planned(code: str, day: date | None, horizon: int, floor: float, seed: int) -> dict[str, Any]:
    from django.utils import timezone

    from ikkan.audit.actor import SYSTEM
    from ikkan.portfolio.matching import actions, planning
    from ikkan.portfolio.matching.rules import NewRound
    from ikkan.portfolio.models import MatchingRound

    how: dict[str, Any] = {"by": SYSTEM, "as_of": timezone.localdate(), "key": None}
    found: MatchingRound | None
    if day is not None:
        new = NewRound(
            title_ja=f"{day}からの調整の回",
            title_en=f"Coordination round from {day}",
            day=day,
            horizon=horizon,
            floor=floor,
            seed=seed,
        )
        found = actions.open_round(new, version=None, **how)
    else:
        found = MatchingRound.objects.filter(code=code).first()
        if found is None:
            raise InputError("coordinate.round", _NONE.format(code=code[:60]))
    built = actions.build_plan(found.code, version=found.version, **how)
    return _said(built, *planning.planned(built))


def _said(found: MatchingRound, plan: Any, frozen: Any) -> dict[str, Any]:
    return {
        "round": found.code,
        "plan": plan.number,
        "items": len(frozen.items),
        "slots": len(frozen.slots),
        "matched": plan.matched,
        "unmatched": plan.unmatched,
        "value": plan.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "seconds": round(plan.seconds, 3),
        "engine": found.engine,
        "seed": found.seed,
    }


_ONE: Final = Text(
    "--round で回を選ぶか、--day で新しい回を開いてください（どちらか一つ）。",
    "Choose a round with --round, or open one with --day: one of the two.",
)
_NONE: Final = Text("調整の回「{code}」はありません。", "There is no coordination round {code}.")
_DONE: Final = Text(
    "{round} 第{plan}版：課題{items}件・枠{slots}、行き先あり{matched}・なし{unmatched}、"
    "価値 {value:.4f} ≤ 上界 {bound:.4f}（差 {gap:.6%}）、{seconds}秒",
    "{round} version {plan}: {items} awards, {slots} places; {matched} placed, {unmatched} "
    "nowhere; value {value:.4f} ≤ bound {bound:.4f} (gap {gap:.6%}), {seconds} s",
)
