"""Real awards and the awards that followed them: NIH families, told without their serial numbers.

Called by `bench.reviewers`. A pair is one serial number under two activity codes (phase one and two
of a small-business award, a training award and its independent one, a project and its extension);
the serial is taken away. What is left: investigators, patents and trials as terms, the institute,
which activity may follow which, the cost. Candidates are all awards of the following activities.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from bench.instances.families import weighed
from ikkan.optimize.assignment import Items, Slots, Weights

FOLDER: Final = "data/nih"
LEADS: Final = {
    "R43": ("R44",),
    "R41": ("R42", "R44"),
    "R42": ("R44",),
    "U43": ("U44",),
    "K99": ("R00",),
    "R01": ("R37",),
}
"""Which activity may follow which, as the funding rules say."""
WEIGHTS: Final = Weights(text=0.6, phase=0.0, modality=0.2, domain=0.15, window=0.0, budget=0.05)
ACTIVITY, INSTITUTE = slice(0, 3), slice(3, 5)


class Families(NamedTuple):
    """Awards, their candidates, where the true successor stands, and their investigators."""

    items: Items
    slots: Slots
    true: Any
    investigators: Mapping[str, set[str]]


def folder() -> Path:
    """Where the real data lie, if they do (IKKAN_SHARED)."""
    return Path(os.environ.get("IKKAN_SHARED", "../shared")) / FOLDER


def families() -> Families:
    """All pairs; every award once on each side."""
    import polars

    pairs = polars.read_csv(folder() / "family_pairs_by_serial.csv")
    costs = dict(
        polars.read_parquet(folder() / "project_io.parquet")
        .select("project_num", "total_cost")
        .iter_rows()
    )
    following = {code for codes in LEADS.values() for code in codes}
    earlier = pairs["pred"].to_list()
    later = sorted(code for code in costs if code[ACTIVITY] in following)
    terms, investigators = _terms()
    place = {code: at for at, code in enumerate(later)}
    text = _text([terms.get(code, set()) for code in [*earlier, *later]])
    institutes = {one: at for at, one in enumerate(sorted({code[INSTITUTE] for code in later}))}
    bit = {one: 1 << (at % 64) for one, at in institutes.items()}
    activity = {one: at for at, one in enumerate(LEADS)}
    takes = {
        one: sum(1 << activity[first] for first, after in LEADS.items() if one in after)
        for one in following
    }
    items = Items(
        codes=tuple(earlier),
        text=text.only(np.arange(len(earlier))),
        phase=np.full(len(earlier), -1, dtype=np.int16),
        modality=np.array([activity[code[ACTIVITY]] for code in earlier], dtype=np.int16),
        domains=np.array([bit.get(code[INSTITUTE], 0) for code in earlier], dtype=np.uint64),
        ends=np.zeros(len(earlier), dtype=np.int32),
        yen=_amounts(earlier, costs),
        need=np.ones(len(earlier), dtype=np.int32),
    )
    slots = Slots(
        codes=tuple(later),
        text=text.only(len(earlier) + np.arange(len(later))),
        phase_from=np.full(len(later), -1, dtype=np.int16),
        phase_to=np.full(len(later), -1, dtype=np.int16),
        modalities=np.array([takes[code[ACTIVITY]] for code in later], dtype=np.uint64),
        domains=np.array([bit[code[INSTITUTE]] for code in later], dtype=np.uint64),
        opens=np.zeros(len(later), dtype=np.int32),
        closes=np.zeros(len(later), dtype=np.int32),
        yen=_amounts(later, costs),
        lower=np.zeros(len(later), dtype=np.int32),
        upper=np.ones(len(later), dtype=np.int32),
        money=np.full(len(later), -1, dtype=np.int64),
    )
    true = np.array([place[code] for code in pairs["succ"].to_list()])
    return Families(items, slots, true, investigators)


def by_rule(told: Families, depth: int) -> float:
    """Recall of the rule "a following activity, an investigator in common", ties by chance."""
    holders: dict[str, set[int]] = defaultdict(set)
    for at, code in enumerate(told.slots.codes):
        for person in told.investigators.get(code, ()):
            holders[person].add(at)
    found = 0.0
    for item, true in zip(told.items.codes, told.true.tolist(), strict=True):
        after = LEADS[item[ACTIVITY]]
        shared = {
            at
            for person in told.investigators.get(item, ())
            for at in holders[person]
            if told.slots.codes[at][ACTIVITY] in after
        }
        found += min(1.0, depth / len(shared)) if true in shared else 0.0
    return found / len(told.true)


def _terms() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    import polars

    terms: dict[str, set[str]] = defaultdict(set)
    people: dict[str, set[str]] = defaultdict(set)
    for name, column in (
        ("project_pis", "pi_id"),
        ("patents", "patent_id"),
        ("clinical_studies", "trial_id"),
    ):
        read = polars.read_parquet(folder() / f"{name}.parquet").select("project_num", column)
        for code, one in read.iter_rows():
            terms[code].add(f"{column}:{one}")
            if column == "pi_id":
                people[code].add(one)
    return terms, people


def _text(terms: Sequence[set[str]]) -> Any:
    numbers: dict[str, int] = {}
    rows, columns = [], []
    for row, own in enumerate(terms):
        made = sorted(numbers.setdefault(term, len(numbers)) for term in sorted(own))
        rows += [row] * len(made)
        columns += made
    counts = np.ones(len(rows))
    return weighed(np.array(rows), np.array(columns), counts, len(terms), len(numbers))


def _amounts(codes: Sequence[str], costs: Mapping[str, float | None]) -> Any:
    return np.array([int(costs.get(code) or 0) for code in codes], dtype=np.int64)
