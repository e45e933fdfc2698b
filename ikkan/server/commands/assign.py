"""`ikkan assign`: reviewers for proposals from a file of scores, with the proof.

Decides: what is printed; no database is touched. The engine is optimize.assignment.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ikkan.server import plainfiles, speech
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.optimize.assignment import Plan

COLUMNS = ("proposal", "reviewer")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("assign")
@click.argument("file", type=_FILE)
@click.option("--need", type=click.IntRange(1), default=3, show_default=True, help="審査者の数。")
@click.option("--load", type=click.IntRange(1), required=True, help="Most a reviewer takes. 上限。")
@click.option("--lower", type=click.IntRange(0), default=0, help="Least a reviewer takes. 下限。")
@click.option("--conflicts", type=_FILE, help="CSV proposal,reviewer. 利益相反。")
@click.option("--pins", type=_FILE, help="CSV proposal,reviewer. 固定。")
@click.option("--forbids", type=_FILE, help="CSV proposal,reviewer. 除外。")
@click.option("--floor", type=click.FloatRange(0), default=0.0, help="Least score. 最低の点数。")
@click.option("--partial", is_flag=True, help="A proposal may get fewer. 不足を認める。")
@click.option("--exact", is_flag=True, help="Only a proven optimum. 最適の証明。")
@click.option("--limit", type=click.FloatRange(0, min_open=True), help="Seconds. 秒数の上限。")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--out", type=_FILE, help="The plan as CSV. 案をCSVで書く。")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def command(
    file: Path,
    need: int,
    load: int,
    lower: int,
    conflicts: Path | None,
    pins: Path | None,
    forbids: Path | None,
    floor: float,
    partial: bool,
    exact: bool,
    limit: float | None,
    seed: int,
    out: Path | None,
    as_json: bool,
) -> int:
    """Assign reviewers from FILE (proposal,reviewer,score). 点数の表から審査者を割り当てる。"""
    import numpy as np

    from ikkan.optimize import assignment
    from ikkan.values.arrays import Csr

    faults = plainfiles.Faults()
    read = plainfiles.opened(file, (*COLUMNS, "score"), faults)
    proposals: dict[str, int] = {}
    reviewers: dict[str, int] = {}
    scores: dict[tuple[int, int], float] = {}
    for row in read.rows:
        names = [read.read(row, column, str) for column in COLUMNS]
        score = read.read(row, "score", plainfiles.score)
        if None in names or score is None:
            continue
        pair = (
            proposals.setdefault(str(names[0]), len(proposals)),
            reviewers.setdefault(str(names[1]), len(reviewers)),
        )
        if pair in scores:
            faults.add(file, row.line, _TWICE.format(proposal=names[0], reviewer=names[1]))
        scores[pair] = score
    known = (proposals, reviewers)
    ruled = {
        name: plainfiles.pairs(path, COLUMNS, known, faults)
        for name, path in (("conflicts", conflicts), ("pins", pins), ("forbids", forbids))
    }
    faults.stop()
    ordered = sorted(scores)
    rows = np.array([i for i, _ in ordered], dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=len(proposals)))))
    matrix = Csr(
        starts.astype(np.int64),
        np.array([j for _, j in ordered], dtype=np.int32),
        np.array([scores[pair] for pair in ordered], dtype=np.float64),
        len(reviewers),
    )
    problem = assignment.Problem(
        scores=matrix,
        item_codes=tuple(proposals),
        slot_codes=tuple(reviewers),
        need=np.full(len(proposals), need),
        lower=np.full(len(reviewers), lower),
        upper=np.full(len(reviewers), load),
        floor=floor,
        whole=not partial,
        conflicts=ruled["conflicts"],
        pins=ruled["pins"],
        forbids=ruled["forbids"],
    )
    plan = assignment.solve(problem, seed=seed, limit=limit, exact=exact)
    codes = (tuple(proposals), tuple(reviewers))
    if out is not None:
        write(out, plan, codes, (*COLUMNS, "score", "pinned", "price"))
    tell(plan, codes, as_json=as_json)
    return 0


def write(out: Path, plan: Plan, codes: tuple[Any, Any], heads: tuple[str, ...]) -> None:
    """The pairs of a plan as CSV, one a line."""
    rows = [
        [
            codes[0][i],
            codes[1][j],
            f"{fit:.9g}",
            "1" if pinned else "",
            f"{plan.slot_prices[j]:.9g}",
        ]
        for (i, j), fit, pinned in zip(plan.pairs, plan.fits, plan.pinned, strict=True)
    ]
    plainfiles.write(out, [heads, *rows])


def tell(plan: Plan, codes: tuple[Any, Any], *, as_json: bool) -> None:
    """What the plan is worth, how far it is proven, and who lacks a place."""
    if as_json:
        speech.result(
            {
                "ok": True,
                "pairs": len(plan.pairs),
                "value": round(plan.value, 9),
                "bound": round(plan.bound, 9),
                "gap": plan.gap,
                "exact": plan.exact,
                "limit_hit": plan.limit_hit,
                "unmatched": len(plan.unmatched),
                "rounds": plan.rounds,
                "path": list(plan.path),
                "seed": plan.seed,
                "seconds": round(plan.seconds, 3),
            }
        )
        return
    for item, why in plan.unmatched.items():
        slot = "" if why.slot is None else codes[1][why.slot]
        label = why.reason.label
        speech.say(
            _WITHOUT.format(
                item=codes[0][item], reason=label, slot=slot, amount=f"{why.amount:.3f}"
            )
        )
    said = _STOPPED if plan.limit_hit else _DONE
    speech.say(
        said.format(
            pairs=f"{len(plan.pairs):,}",
            value=f"{plan.value:.6f}",
            bound=f"{plan.bound:.6f}",
            gap=f"{plan.gap:.1e}",
            seconds=f"{plan.seconds:.2f}",
        )
    )


_TWICE = Text(
    "課題「{proposal}」と審査者「{reviewer}」の点数が二度あります。",
    "the score of {proposal} and {reviewer} stands twice",
)
_WITHOUT = Text(
    "{item}：足りません（{reason}：{slot} {amount}）",
    "{item}: not placed in full ({reason}: {slot} {amount})",
)
_DONE = Text(
    "{pairs}組を割り当てました。合計{value}、上限{bound}（差{gap}、{seconds}秒）。",
    "{pairs} pairs. Sum {value}, no plan above {bound} (gap {gap}, {seconds} s).",
)
_STOPPED = Text(
    "時間で止めました。{pairs}組、合計{value}、上限{bound}（差{gap}、{seconds}秒）。",
    "Stopped by the time limit. {pairs} pairs, sum {value}, no plan above {bound} (gap {gap}, "
    "{seconds} s).",
)
