"""The binomial distribution, in plain numpy: the definition that the kernel's counts follow.

Decides: chances of every count. Called by: tests.
"""

from __future__ import annotations

import math

import numpy as np

from ikkan.values.arrays import Floats


def chances(size: int, share: float) -> Floats:
    """Chance of 0…size successes, shape (size + 1,)."""
    if share <= 0 or share >= 1:
        made = np.zeros(size + 1)
        made[0 if share <= 0 else size] = 1.0
        return made
    whole = math.lgamma(size + 1)
    logs = [
        whole
        - math.lgamma(k + 1)
        - math.lgamma(size - k + 1)
        + k * math.log(share)
        + (size - k) * math.log1p(-share)
        for k in range(size + 1)
    ]
    told: Floats = np.exp(np.array(logs))
    return told
