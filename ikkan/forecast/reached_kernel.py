"""Kernel: which projects reach an event within a horizon, scenario by scenario.

Decides: the same answers as `reached_plain.reached`, its definition in numpy. Called by: reaching.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from ikkan.forecast import named_money_kernel as single
from ikkan.forecast import tables_kernel as tables

LOW = np.uint32(0xFFFF)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(asked: Any, parameters: Any, scenarios: Any, made: Any) -> Any:
    """Scenarios from–to into (S, n). `asked` is (phase, age, last, any, ticks, per_year, keys): a
    project in phase `last` has reached the event; `any` takes a stop for a success too."""
    where, age, last, any_way, ticks, per_year, keys = asked
    exits, success = parameters
    phases = exits.shape[1]
    span = ticks // 64 + (age.max() if len(age) else 0) + 1
    into = tables.room(phases, span)
    stay, over, limit, guide, _ = into
    few = len(where) < tables.FEW
    for scenario in range(scenarios[0], scenarios[1]):
        if scenario == scenarios[0] or len(exits) > 1:
            at = min(scenario, len(exits) - 1)
            tables.made(exits[at], success[at], per_year, into, few)
        source = (np.uint64(scenario), single.PROJECTS, keys)
        for i in range(len(where)):
            phase, visit, end = where[i], 0, np.int64(0)
            while phase < last[i]:
                word = single.word_of(i, visit, source)
                if visit == 0:
                    share = (np.int64(word >> np.uint32(16)) + 0.5) / tables.ONE
                    own, b = tables.left_at(stay[phase], over[phase], guide[phase], age[i], share)
                    end, bar = own, limit[phase, b]
                else:
                    said = single.entry(into, few, phase, word)
                    end += np.int64(said >> np.uint32(17))
                    bar = said & np.uint32(0x1FFFF)
                if end >= ticks or not (any_way or (word & LOW) < bar):
                    break
                phase += 1
                visit += 1
            made[scenario, i] = phase >= last[i]
