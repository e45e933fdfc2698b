"""Matrices of real conferences with the best totals that are known for them.

Called by `bench.assignment` and the tests marked `shared`. The data are only measured here, never
handed on: similarity of reviewers (rows) and papers, conflicts, three reviews a paper, a load each.
Source: S. Jecmen et al., Mitigating Manipulation in Peer Review via Randomized Reviewer Assignments
(NeurIPS 2020), and its data.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

FOLDER: Final = "data/assignment_bench/sjecmen"
REVIEWS: Final = 3
KNOWN: Final = (
    ("preflib1", 7, 124.75),
    ("preflib2", 8, 141.5),
    ("preflib3", 6, 454.25),
    ("query", 6, 133.25),
)


class Conference(NamedTuple):
    """Papers by reviewers: `scores` (n, m), `conflicts` (pairs, 2); `load` is for each reviewer."""

    name: str
    scores: Any
    conflicts: Any
    load: int
    optimum: float

    @property
    def need(self) -> Any:
        """Reviews of every paper."""
        return np.full(len(self.scores), REVIEWS, dtype=np.int32)

    @property
    def upper(self) -> Any:
        """Papers of every reviewer at most."""
        return np.full(self.scores.shape[1], self.load, dtype=np.int32)


def folder() -> Path:
    """Where the real data lie, if they do (IKKAN_SHARED)."""
    return Path(os.environ.get("IKKAN_SHARED", "../shared")) / FOLDER


def conferences() -> Iterator[Conference]:
    """Every matrix whose best total is known. Raises FileNotFoundError without the folder."""
    for name, load, optimum in KNOWN:
        with np.load(folder() / f"{name}.npz") as held:
            scores = np.ascontiguousarray(held["similarity_matrix"].T, dtype=np.float64)
            conflicts = np.argwhere(held["mask_matrix"].T != 0).astype(np.int64)
        yield Conference(name, scores, conflicts, load, optimum)
