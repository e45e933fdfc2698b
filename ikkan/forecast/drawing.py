"""Parameters for every replication: drawn from the posterior, or the means where they are known.

Decides: that replication r sees the same parameters whichever sampler runs, however many
replications there are, and whatever the money is: differences between plans are not noise.
Called by: simulating, reaching, calibrating.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ikkan.forecast.pipeline import Pipeline
from ikkan.values.arrays import Floats

STREAM: Final = 0x706172616D


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """`exits` (R or 1, P, D) and `success` (R or 1, P, K)."""

    exits: Floats
    success: Floats

    def of(self, replication: int) -> tuple[Floats, Floats]:
        """The parameters of one replication."""
        at = 0 if len(self.exits) == 1 else replication
        return self.exits[at], self.success[at]


def parameters(pipeline: Pipeline, replications: int, seed: int) -> Drawn:
    """What each replication takes for true."""
    counts = pipeline.counts
    if counts is None:
        return Drawn(exits=pipeline.exits[None], success=pipeline.success[None])
    words = np.random.SeedSequence(entropy=seed, spawn_key=(STREAM,))
    leaving, going = (np.random.Generator(np.random.Philox(one)) for one in words.spawn(2))
    size = (replications, *pipeline.exits.shape)
    bands = (replications, *pipeline.success.shape)
    return Drawn(
        exits=leaving.beta(counts.left, counts.stayed, size=size),
        success=going.beta(counts.advanced, counts.stopped, size=bands),
    )
