"""Real ratings of expertise: reviewers, their papers, papers they rated, and others' predictions.

Called by `bench.reviewers` and a test marked `shared`. The data are only measured here, never
handed on. The loss is its authors': over all pairs of papers that a reviewer rated differently,
the difference of the ratings where the order is wrong (half of it on a tie), over all differences.
Source: I. Stelmakh, J. Wieting, G. Neubig, N. B. Shah, A Gold Standard Dataset for the Reviewer
Assignment Problem (2023), §4.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = "data/reviewer_gold"
RATED: Final = 10
Scores = Mapping[str, Mapping[str, float]]


class Told(NamedTuple):
    """Ratings by reviewer and paper; the texts of each reviewer's papers and of the papers."""

    ratings: Scores
    archives: Mapping[str, list[str]]
    papers: Mapping[str, str]


def folder() -> Path:
    """Where the real data lie, if they do (IKKAN_SHARED)."""
    return Path(os.environ.get("IKKAN_SHARED", "../shared")) / FOLDER


def told() -> Told:
    """Everything of the part that is meant for development."""
    ratings: dict[str, dict[str, float]] = {}
    path = folder() / "data" / "evaluations_dev.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            ratings[row["ParticipantID"]] = {
                row[f"Paper{at}"]: float(row[f"Expertise{at}"])
                for at in range(1, RATED + 1)
                if row[f"Paper{at}"]
            }
    archives = {}
    for path in sorted((folder() / "d_20_1" / "archives").glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        archives[path.stem.removeprefix("~")] = [_text(json.loads(line)) for line in lines]
    known = json.loads((folder() / "d_20_1" / "submissions.json").read_text(encoding="utf-8"))
    return Told(ratings, archives, {code: _text(one) for code, one in known.items()})


def scored(told: Told) -> Scores:
    """Our scores of every reviewer for every paper."""
    from ikkan.retrieval import expertise, similarity

    texts, papers = [], []
    for written in told.archives.values():
        papers.append(range(len(texts), len(texts) + len(written)))
        texts += written
    subjects = range(len(texts), len(texts) + len(told.papers))
    matrix = similarity.weigh([similarity.forms(text) for text in [*texts, *told.papers.values()]])
    found = expertise.scores(matrix, papers, subjects)
    return {
        reviewer: dict(zip(told.papers, row.tolist(), strict=True))
        for reviewer, row in zip(told.archives, found, strict=True)
    }


def predicted(algorithm: str) -> Scores:
    """What another algorithm said of the same reviewers and papers."""
    path = folder() / "predictions" / f"{algorithm}_d_20_1_ta.json"
    read: Mapping[str, Mapping[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return {reviewer.removeprefix("~"): scores for reviewer, scores in read.items()}


def loss(ratings: Scores, said: Scores) -> float:
    """From 0 (every order right) to 1; one score for all is 0.5."""
    wrong = total = 0.0
    for reviewer, rated in ratings.items():
        for one, other in combinations(rated, 2):
            true = rated[one] - rated[other]
            ours = said[reviewer][one] - said[reviewer][other]
            total += abs(true)
            wrong += abs(true) * (0.5 if ours == 0 else float(true * ours < 0))
    return wrong / total


def _text(paper: Mapping[str, Mapping[str, str]]) -> str:
    said = paper["content"]
    return f"{said.get('title') or ''}\n{said.get('abstract') or ''}"
