"""Compiles the kernels of the engines before the first plan waits for them.

Decides: where compiled kernels are kept if the program's own folder cannot be written. Called by
`ikkan serve`, which runs it beside the server; a second start finds them and is done at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from ikkan.server import surroundings

_ITEMS: Final = 48
_SLOTS: Final = 12
_WORDS: Final = 8
_LISTED: Final = 6


def keep() -> None:
    """Kernels go beside the code, or into the home where the code may not be written."""
    import ikkan

    if not os.access(Path(ikkan.__path__[0]), os.W_OK):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(surroundings.home() / "kernels"))


@contextmanager
def compiling() -> Iterator[None]:
    """A process of its own compiles them meanwhile; it is stopped at the end."""
    words = [sys.executable, "-m", "ikkan.server.kernels"]
    made = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        made.terminate()
        made.wait()


def main() -> None:
    """One small case of every engine whose kernels a page waits for."""
    _match()
    _forecast()
    _allocate()


def _match() -> None:
    """A market that every kernel of a coordination round has a part in."""
    import numpy as np

    from ikkan.optimize import assignment

    lists = assignment.candidates(_items(), _slots(), assignment.Weights(), _LISTED)
    nobody = np.empty((0, 2), dtype=np.int64)
    forbids = np.array([[0, 0], [1, 1]])
    problem = assignment.Problem(lists=lists, pins=nobody, forbids=forbids, floor=0.2)
    plan = assignment.solve(problem, seed=0)
    pinned = assignment.resolve(plan, assignment.Changes(pins=[(2, 3)], upper={1: 1}))
    freed = assignment.resolve(pinned, assignment.Changes(unpins=[(2, 3)], forbids=[(2, 3)]))
    list(freed.unmatched.values())
    list(freed.next_best.values())


def _forecast() -> None:
    """Projects and counts under a fitted pipeline, as the studio and the workshop run them."""
    import numpy as np

    from ikkan import forecast

    phases = ("first", "second")
    seen = [forecast.Stay(project="one", phase="first", entered=date(2020, 4, 1))]
    history = forecast.History.of(seen, phases=phases, observed=date(2023, 4, 1))
    pipeline = forecast.fit(history, prior=forecast.Prior(years=2.0, success=0.5, source="small"))
    running = forecast.Projects(
        codes=("one",), phase=np.zeros(1, dtype=np.int32), elapsed=np.zeros(1)
    )
    forecast.scenarios(pipeline, running, size=4, seed=0, horizon=3.0)
    forecast.success(pipeline, running.phase, running.elapsed, 3.0)
    starts = np.ones(2, dtype=np.int64)
    for begun in (running, forecast.Cohorts.none(len(phases))):
        forecast.simulate(pipeline, begun, years=2, replications=4, seed=0, starts_per_year=starts)


def _allocate() -> None:
    """Two programmes in two scenarios, whole and in part, solved again after an edit."""
    import numpy as np

    from ikkan.optimize import allocation

    lumps = allocation.Lumps(
        starts=np.array([0, 3, 5], dtype=np.int64),
        programme=np.array([0, 0, 1, 0, 1], dtype=np.int32),
        yen=np.array([3, 5, 4, 6, 2], dtype=np.int64) * _YEN,
        worth=np.array([2.0, 3.0, 3.5, 2.5, 1.0]),
    )
    problem = allocation.Problem(
        programmes=tuple(
            allocation.Programme(code=code, name=code, floor=0, ceiling=9 * _YEN)
            for code in ("one", "two")
        ),
        total=9 * _YEN,
        fund=2 * _YEN,
        penalty=1e-6,
        scenarios=allocation.Scenarios(
            weight=np.full(2, 0.5), need=np.zeros((2, 2), dtype=np.int64), lumps=lumps
        ),
    )
    for integer in (True, False):
        plan = allocation.solve(problem, integer=integer)
        allocation.resolve(plan, allocation.Changes(floors={"two": _YEN}))
        allocation.evaluate(problem, plan.x, integer=integer)


def _text(rows: int) -> Any:
    import numpy as np

    from ikkan.values.arrays import Csr

    starts = np.arange(0, 2 * rows + 1, 2, dtype=np.int64)
    own = np.arange(rows) % (_WORDS - 1)
    columns = np.stack((own, own + 1), axis=1).ravel().astype(np.int64)
    return Csr(starts, columns, np.full(2 * rows, 0.5**0.5), _WORDS)


def _items() -> Any:
    import numpy as np

    from ikkan.optimize import assignment

    number = np.arange(_ITEMS)
    return assignment.Items(
        codes=tuple(f"item {one}" for one in number),
        text=_text(_ITEMS),
        phase=(number % 4).astype(np.int16),
        modality=(number % 3).astype(np.int16),
        domains=np.full(_ITEMS, 3, dtype=np.uint64),
        ends=(_DAY + 7 * number).astype(np.int32),
        yen=(_YEN * (1 + number % 5)).astype(np.int64),
        need=np.ones(_ITEMS, dtype=np.int32),
    )


def _slots() -> Any:
    import numpy as np

    from ikkan.optimize import assignment

    number = np.arange(_SLOTS)
    return assignment.Slots(
        codes=tuple(f"slot {one}" for one in number),
        text=_text(_SLOTS),
        phase_from=(number % 3).astype(np.int16),
        phase_to=(number % 3 + 1).astype(np.int16),
        modalities=np.zeros(_SLOTS, dtype=np.uint64),
        domains=np.ones(_SLOTS, dtype=np.uint64),
        opens=(_DAY + 30 * number).astype(np.int32),
        closes=np.zeros(_SLOTS, dtype=np.int32),
        yen=np.full(_SLOTS, 3 * _YEN, dtype=np.int64),
        lower=np.zeros(_SLOTS, dtype=np.int32),
        upper=(1 + number % 3).astype(np.int32),
        money=np.where(number % 2 == 0, -1, 6 * _YEN).astype(np.int64),
    )


_DAY: Final = 739_000
_YEN: Final = 10_000_000

if __name__ == "__main__":
    main()
