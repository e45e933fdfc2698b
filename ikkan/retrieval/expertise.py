"""How well people know a subject, from their own papers: the best ones count, each next one half.

Decides: the score of a person for a text. Called by `bench.reviewers`. A person with one paper on
the subject knows it; a second one adds to that; many papers on something else take nothing away.
The weights halve by rank and were not fitted to any rating.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from ikkan.retrieval import similarity
from ikkan.retrieval.similarity import Indices, Matrix, Scores

DEPTH: Final = 10
"""Papers of one person that count, at most; the next would add less than a thousandth."""


def scores(texts: Matrix, papers: Sequence[Sequence[int]], subjects: Sequence[int]) -> Scores:
    """Shape (people, subjects), from 0 to 1.

    `papers` are the rows of `texts` that each person wrote, `subjects` the rows that are asked
    about. A person without papers has 0 everywhere.
    """
    asked = texts.only(np.asarray(subjects, dtype=np.int64))
    made = np.zeros((len(papers), len(asked)))
    for person, rows in enumerate(papers):
        written: Indices = np.asarray(rows, dtype=np.int64)
        if not len(written):
            continue
        depth = min(DEPTH, len(written))
        shares = 0.5 ** np.arange(1, depth + 1)
        for best in similarity.nearest(asked, texts.only(written), depth):
            last = best.first + len(best.scores)
            made[person, best.first : last] = best.scores @ shares
    return made
