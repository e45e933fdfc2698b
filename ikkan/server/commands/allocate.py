"""`ikkan allocate`: amounts for programmes from a file of scenarios, with prices and the proof.

Decides: what is printed; no database is touched. The engine is optimize.allocation.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ikkan.server import plainproblem, speech
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.optimize.allocation import Outcome, Plan, Problem

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("allocate")
@click.argument("file", type=_FILE)
@click.option("--part", is_flag=True, help="Lumps may be paid in part. 一部だけの支払いを認める。")
@click.option("--amounts", type=_FILE, help="Only value these amounts. この金額の価値だけを示す。")
@click.option("--target", type=float, default=5e-5, show_default=True, help="Gap. 差の目標。")
@click.option("--limit", type=click.FloatRange(0, min_open=True), help="Seconds. 秒数の上限。")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def command(
    file: Path,
    part: bool,
    amounts: Path | None,
    target: float,
    limit: float | None,
    seed: int,
    as_json: bool,
) -> int:
    """Allocate the year of FILE (JSON) to its programmes. 事業への配分案を作る。"""
    from ikkan.optimize import allocation

    problem = plainproblem.problem(file)
    if amounts is not None:
        given = plainproblem.amounts(amounts)
        tell_outcome(allocation.evaluate(problem, given, integer=not part), as_json=as_json)
        return 0
    plan = allocation.solve(problem, integer=not part, seed=seed, limit=limit, target=target)
    tell(problem, plan, as_json=as_json)
    return 0


def tell(problem: Problem, plan: Plan, *, as_json: bool) -> None:
    """What every programme gets, what one more yen is worth there, and how far that is proven."""
    if as_json:
        speech.result(
            {
                "ok": True,
                "x": dict(plan.x),
                "value": plan.value,
                "bound": plan.bound,
                "gap": plan.gap,
                "status": plan.status,
                "limit_hit": plan.limit_hit,
                "path": plan.path,
                "reasons": [speech.both(one.text) for one in plan.reasons],
                "prices": dict(plan.prices),
                "fund_price": plan.fund_price,
                "total_price": plan.total_price,
                "cap_prices": dict(plan.cap_prices),
                "binding": list(plan.binding),
                "scenarios": plan.scenarios,
                "seed": plan.seed,
                "seconds": round(plan.seconds, 3),
            }
        )
        return
    for one in problem.programmes:
        yen, price = f"{plan.x[one.code]:,}", f"{plan.prices[one.code] * 1e6:.6g}"
        named = f"{one.code} {one.name}".rstrip()
        speech.say(_ROW.format(named=named, yen=yen, price=price))
    for reason in plan.reasons:
        speech.say(reason.text)
    speech.say(
        _DONE[plan.status].format(
            value=f"{plan.value + 0.0:,.6g}",
            bound=f"{plan.bound + 0.0:,.6g}",
            gap=f"{plan.gap:.1e}",
            fund=f"{plan.fund_price * 1e6:.6g}",
            total=f"{plan.total_price * 1e6:.6g}",
            seconds=f"{plan.seconds:.2f}",
        )
    )


def tell_outcome(found: Outcome, *, as_json: bool) -> None:
    """What a person's amounts are worth on the scenarios of the file."""
    if as_json:
        speech.result(
            {
                "ok": True,
                "value": found.value,
                "bound": found.bound,
                "gap": found.gap,
                "direct": found.direct,
                "shortfall": found.shortfall,
                "drawn": found.drawn,
                "prices": dict(found.prices),
                "fund_price": found.fund_price,
                "broken": [speech.both(one.text) for one in found.broken],
            }
        )
        return
    for one in found.broken:
        speech.say(one.text)
    speech.say(
        _WORTH.format(
            value=f"{found.value:,.6g}",
            bound=f"{found.bound + 0.0:,.6g}",
            shortfall=f"{found.shortfall:,.0f}",
            drawn=f"{found.drawn:,.0f}",
        )
    )


_ROW = Text(
    "{named}：{yen}円（あと100万円の価値 {price}）",
    "{named}: {yen} yen (one million more is worth {price})",
)
_PRICES = Text(
    "あと100万円の価値は、調整費で{fund}、総額で{total}です（{seconds}秒）。",
    "One million yen more is worth {fund} in the fund and {total} in the total ({seconds} s).",
)
_SUM = Text(
    "価値{value}、これを超える案はないと証明された値{bound}（差{gap}）。",
    "Worth {value}; no plan is worth more than {bound} (gap {gap}).",
)
_DONE = {
    "optimal": Text(f"{_SUM.ja}{_PRICES.ja}", f"{_SUM.en} {_PRICES.en}"),
    "gap": Text(
        f"目標の差まで証明できませんでした。{_SUM.ja}{_PRICES.ja}",
        f"Not proven as far as asked. {_SUM.en} {_PRICES.en}",
    ),
    "limit": Text(
        f"時間で止めました。{_SUM.ja}{_PRICES.ja}",
        f"Stopped by the time limit. {_SUM.en} {_PRICES.en}",
    ),
}
_WORTH = Text(
    "価値{value}（塊の選び方を変えても{bound}まで）。"
    "不足の見込み{shortfall}円、調整費の使用見込み{drawn}円。",
    "Worth {value} (no choice of lumps above {bound}). Expected shortfall {shortfall} yen, "
    "expected draw on the fund {drawn} yen.",
)
