"""Many scenarios in a process of their own: time, memory at its highest, and the checker's word.

Called by the benchmark `allocation`; run as a module it prints one JSON object.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from typing import Any

import numpy as np


def apart(scenarios: int, seed: int) -> dict[str, Any]:
    """What `told` prints, from a process that solves nothing else."""
    words = [sys.executable, "-m", "bench.instances.large", str(scenarios), str(seed)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def told(scenarios: int, seed: int) -> dict[str, Any]:
    """Solve twice (the first call may compile), then measure, then check."""
    from bench.instances import funded, funding
    from ikkan.optimize import allocation

    chance = np.random.default_rng(seed)
    allocation.solve(funded.problem(funding.medical(20, chance, 10)), seed=seed)
    made = funding.medical(scenarios, chance)
    problem = funded.problem(made)
    began = time.perf_counter()
    plan = allocation.solve(problem, seed=seed)
    took = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    said = funded.judged(made, plan)
    return {
        "size": made.size,
        "seconds": took,
        "memory": memory,
        "faults": said.faults,
        "value": float(said.value),
        "bound": float(said.bound),
        "gap": float(said.gap),
    }


if __name__ == "__main__":
    print(json.dumps(told(int(sys.argv[1]), int(sys.argv[2]))))
