"""Predecessors of review sheets told without the field that names them, scored against that field.

The peer is the rule of the exact name. A pair counts where its predecessor is the first proposal
(recall@1); precision is over sheets whose best proposal reaches the score from which the product
asks people. Needs the folder of real data (IKKAN_SHARED); --quick and --full are the same.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.line import Line, Options

FOLDER = "data/judgit"
FIRST, LAST = 2015, 2020
FLOOR, GOAL = 0.784, 0.85
Pairs = dict[tuple[int, int], list[tuple[str, str, bool]]]


def run(options: Options) -> Iterator[Line]:
    """Every pair of years of the resolved crosswalk, then all of them."""
    from ikkan.budget.sheets.crosswalk import FOLLOWS, Earlier, Side

    folder = Path(os.environ.get("IKKAN_SHARED", "../shared")) / FOLDER
    sides: Mapping[int, list[Side]] = _sides(folder / "judgit_all_2015-2023.jsonl.gz")
    known = {one.key: one for year in sides.values() for one in year}
    total = hits = exact = asked = right = 0
    seconds = 0.0
    for (later, earlier), pairs in sorted(_pairs(folder / "crosswalk_resolved.csv").items()):
        started = time.perf_counter()
        index = Earlier(sides[earlier])
        best = {key: index.guesses(known[key], 1) for key in {key for key, _, _ in pairs}}
        took = time.perf_counter() - started
        named = defaultdict(set)
        for key, before, _ in pairs:
            named[key].add(before)
        found = sum(bool(best[key]) and best[key][0].key == before for key, before, _ in pairs)
        same = sum(alike for _, _, alike in pairs)
        sure = [key for key, guesses in best.items() if guesses and guesses[0].score >= FOLLOWS]
        asked += len(sure)
        right += sum(best[key][0].key in named[key] for key in sure)
        total, hits, exact = total + len(pairs), hits + found, exact + same
        seconds += took
        yield Line(
            bench="crosswalk",
            case=f"{later} from {earlier}, {len(pairs)} pairs; exact name {same / len(pairs):.3f}",
            metric="recall@1",
            value=round(found / len(pairs), 4),
            seconds=round(took, 2),
        )
    yield Line(
        bench="crosswalk",
        case=f"all {total} pairs; exact name {exact / total:.4f}",
        metric="recall@1",
        value=round(hits / total, 4),
        seconds=round(seconds, 2),
        floor=FLOOR,
        goal=GOAL,
        holds=hits / total > FLOOR,
        reached=hits / total >= GOAL,
    )
    yield Line(
        bench="crosswalk",
        case=f"{asked} best proposals with a score of {FOLLOWS} or more",
        metric="precision",
        value=round(right / asked, 4),
    )


def _pairs(path: Path) -> Pairs:
    found: Pairs = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            years = int(row["succ_year"]), int(row["pred_year"])
            later, earlier = (
                f"{row[f'{side}_year']}/{row[f'{side}_ministry']}/{row[f'{side}_no']}"
                for side in ("succ", "pred")
            )
            found[years].append((later, earlier, row["succ_name"] == row["pred_name"]))
    return found


def _sides(path: Path) -> dict[int, list[Any]]:
    from ikkan.budget.sheets.crosswalk import side

    wanted = [f'"公開年度": {year}' for year in range(FIRST, LAST + 1)]
    found: dict[int, list[Any]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if not any(word in line for word in wanted):
                continue
            read = json.loads(line)
            amounts = {
                row["年度"]: (_yen(row, "当初予算"), _yen(row, "予算計"), _yen(row, "執行額"))
                for row in read["予算"]
                if "当初予算" in row
            }
            made = side(
                f"{read['公開年度']}/{read['府省庁']}/{read['事業番号']}",
                read["府省庁"],
                read["事業名"],
                f"{read['担当部局庁']} {read['担当課室']}",
                f"{read['事業目的']}{read['事業概要']}",
                amounts,
                read["開始年度"],
            )
            found[read["公開年度"]].append(made)
    return found


def _yen(row: Mapping[str, Any], name: str) -> int | None:
    return None if row.get(name) is None else round(row[name] * 1_000_000)
