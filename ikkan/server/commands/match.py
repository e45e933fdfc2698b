"""`ikkan match`: successors for awards from two files, by the full fit, with the proof.

Decides: which columns say what, and what is printed; no database is touched. Texts are weighed by
retrieval, the plan is made by optimize.assignment.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ikkan.server import plainfiles, speech
from ikkan.server.commands.assign import tell
from ikkan.values.errors import InputError
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.optimize.assignment import Items, Plan, Slots, Weights
    from ikkan.server.plainfiles import Faults, File

MOST: Final = 64
"""Modalities and domains are sets of so many bits."""
COLUMNS: Final = ("award", "slot")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("match")
@click.argument("awards", type=_FILE)
@click.argument("slots", type=_FILE)
@click.option("--text", "columns", multiple=True, help="Text columns (title, abstract). 文の列。")
@click.option("--weights", default="", help="text=.4,phase=.15,… (sum 1). 重み。")
@click.option("-k", type=click.IntRange(1), default=32, show_default=True, help="候補の数。")
@click.option("--floor", type=click.FloatRange(0), default=0.0, help="Least fit. 最低の適合度。")
@click.option("--whole", is_flag=True, help="Every award gets a place. すべてに割り当てる。")
@click.option("--conflicts", type=_FILE, help="CSV award,slot. 利益相反。")
@click.option("--pins", type=_FILE, help="CSV award,slot. 固定。")
@click.option("--forbids", type=_FILE, help="CSV award,slot. 除外。")
@click.option("--exact", is_flag=True, help="Only a proven optimum. 最適の証明。")
@click.option("--limit", type=click.FloatRange(0, min_open=True), help="Seconds. 秒数の上限。")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--out", type=_FILE, help="The plan as CSV. 案をCSVで書く。")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def command(awards: Path, slots: Path, as_json: bool, out: Path | None, **asked: Any) -> int:
    """Place AWARDS in SLOTS (two CSV files, column `code`). 後継の枠へ課題を引き継ぐ案を作る。"""
    from ikkan.optimize import assignment

    faults = plainfiles.Faults()
    left = plainfiles.opened(awards, ("code",), faults)
    right = plainfiles.opened(slots, ("code", "upper"), faults)
    items, offered = _read(left, right, asked["columns"] or ("title", "abstract"), faults)
    known = (
        {code: at for at, code in enumerate(items.codes)},
        {code: at for at, code in enumerate(offered.codes)},
    )
    ruled = {
        name: plainfiles.pairs(asked[name], COLUMNS, known, faults)
        for name in ("conflicts", "pins", "forbids")
    }
    faults.stop()
    weights = _weights(asked["weights"])
    lists = assignment.candidates(items, offered, weights, asked["k"])
    problem = assignment.Problem(
        lists=lists,
        floor=asked["floor"],
        whole=asked["whole"],
        conflicts=ruled["conflicts"],
        pins=ruled["pins"],
        forbids=ruled["forbids"],
    )
    plan = assignment.solve(problem, seed=asked["seed"], limit=asked["limit"], exact=asked["exact"])
    if out is not None:
        _write(out, plan, items, offered, weights)
    tell(plan, (items.codes, offered.codes), as_json=as_json)
    return 0


def _weights(said: str) -> Weights:
    from ikkan.optimize.assignment import Weights

    if not said:
        return Weights()
    try:
        given = dict(part.split("=", 1) for part in said.split(","))
        shares = {name.strip(): plainfiles.score(value) for name, value in given.items()}
        return Weights(**{**dict.fromkeys(Weights.__dataclass_fields__, 0.0), **shares})
    except (TypeError, ValueError) as error:
        raise InputError("match.weights", _WEIGHTS.format(said=said)) from error


def _read(left: File, right: File, columns: tuple[str, ...], faults: Faults) -> tuple[Items, Slots]:
    import numpy as np

    from ikkan.optimize.assignment import Items, Slots

    codes = left.codes("code"), right.codes("code")
    texts = _texts(left, right, columns)
    modalities, domains = _Bits("modality", faults), _Bits("domains", faults)

    def numbers(file: File, column: str, parse: Callable[[str], int], empty: int, kind: Any) -> Any:
        read = [file.read(row, column, parse, empty) for row in file.rows]
        return np.array([empty if one is None else one for one in read], dtype=kind)

    def sets(file: File, column: str, bits: _Bits) -> Any:
        found = [bits.mask(file, row.line, row.values.get(column, "")) for row in file.rows]
        return np.array(found, dtype=np.uint64)

    count, day = plainfiles.count, plainfiles.day
    taken = sets(right, "modalities", modalities)
    own = [modalities.one(left, row.line, row.values.get("modality", "")) for row in left.rows]
    asked, offered = sets(left, "domains", domains), sets(right, "domains", domains)
    read = {
        "need": numbers(left, "need", count, 1, np.int32),
        "phase": numbers(left, "phase", count, -1, np.int16),
        "ends": numbers(left, "ends", day, 0, np.int32),
        "yen": numbers(left, "yen", count, 0, np.int64),
        "phase_from": numbers(right, "phase_from", count, -1, np.int16),
        "phase_to": numbers(right, "phase_to", count, -1, np.int16),
        "opens": numbers(right, "opens", day, 0, np.int32),
        "closes": numbers(right, "closes", day, 0, np.int32),
        "offer": numbers(right, "yen", count, 0, np.int64),
        "lower": numbers(right, "lower", count, 0, np.int32),
        "upper": numbers(right, "upper", count, 1, np.int32),
        "money": numbers(right, "money", count, -1, np.int64),
    }
    faults.stop()
    return (
        Items(
            codes=codes[0],
            text=texts[0],
            modality=np.array(own, dtype=np.int16),
            domains=asked,
            **{name: read[name] for name in ("phase", "ends", "yen", "need")},
        ),
        Slots(
            codes=codes[1],
            text=texts[1],
            modalities=taken,
            domains=offered,
            yen=read["offer"],
            **{
                name: read[name]
                for name in ("phase_from", "phase_to", "opens", "closes", "lower", "upper", "money")
            },
        ),
    )


class _Bits:
    """Words as bits; the same word is the same bit in both files."""

    def __init__(self, column: str, faults: Faults) -> None:
        self.column, self.faults = column, faults
        self.known: dict[str, int] = {}

    def one(self, file: File, line: int, said: str) -> int:
        """The bit of one word, −1 without one."""
        if not said:
            return -1
        if said not in self.known and len(self.known) == MOST:
            self.faults.add(file.path, line, _MANY.format(column=self.column, most=MOST))
            return -1
        return self.known.setdefault(said, len(self.known))

    def mask(self, file: File, line: int, said: str) -> int:
        """The bits of words between semicolons."""
        bits = [self.one(file, line, word) for word in plainfiles.words(said)]
        return sum({1 << bit for bit in bits if bit >= 0})


def _texts(left: File, right: File, columns: tuple[str, ...]) -> tuple[Any, Any]:
    from ikkan.retrieval import similarity
    from ikkan.values.arrays import Csr

    shown = [row for file in (left, right) for row in file.rows]
    matrix = similarity.weigh(
        [similarity.forms("\n".join(row.values.get(name, "") for name in columns)) for row in shown]
    )
    split = len(left.rows)
    parts = (matrix.only(range(split)), matrix.only(range(split, len(shown))))
    made = [Csr(one.starts, one.columns, one.weights, len(one.terms)) for one in parts]
    return made[0], made[1]


def _write(out: Path, plan: Plan, items: Items, slots: Slots, weights: Weights) -> None:
    """One line a pair with the components of its fit; then the awards without a place, and why."""
    from ikkan.optimize.assignment import fit_parts

    names = (*PARTS, "fit")
    rows = [[*COLUMNS, *names, "pinned", "price", "next_slot", "next_cost", "reason"]]
    for (i, j), fit, pinned in zip(plan.pairs.tolist(), plan.fits, plan.pinned, strict=True):
        parts = fit_parts(items, slots, i, j, weights)
        following = plan.next_best.get(i)
        after = ("", "")
        if following is not None:
            after = (slots.codes[following.slot], f"{following.cost:.9g}")
        said = [f"{getattr(parts, name):.6f}" for name in PARTS]
        price = f"{plan.slot_prices[j]:.9g}"
        mark = "1" if pinned else ""
        rows.append([items.codes[i], slots.codes[j], *said, f"{fit:.9f}", mark, price, *after, ""])
    for i, why in plan.unmatched.items():
        slot = "" if why.slot is None else slots.codes[why.slot]
        blank = [""] * (len(names) + 4)
        rows.append([items.codes[i], slot, *blank, why.reason.value])
    plainfiles.write(out, rows)
    speech.say(_WRITTEN.format(file=out.name))


PARTS: Final = ("text", "phase", "modality", "domain", "window", "budget")
_WEIGHTS = Text(
    "重み「{said}」を読めません。text=0.4,phase=0.15 のように、合計1で書いてください。",
    "The weights {said} cannot be read; write text=0.4,phase=0.15,… with the sum 1.",
)
_MANY = Text(
    "列「{column}」の語が{most}種類を超えています。", "column {column} holds more than {most} words"
)
_WRITTEN = Text("案を「{file}」に書きました。", "The plan was written to {file}.")
