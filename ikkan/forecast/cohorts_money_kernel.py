"""Kernel: cohorts with yearly money, counts by phase and age passing one year after another.

Decides: counts distributed as `cohorts_money_plain.counts`, its definition in numpy. Called by:
cohorts.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from ikkan.forecast import binomial_kernel as binomial

FEEDBACK = np.uint64(4)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def at(curve: Any, place: Any) -> Any:
    """A piecewise linear curve between its edges."""
    low = np.int64(place)
    part = place - low
    return curve[low] + part * (curve[low + 1] - curve[low])


@nb.njit(cache=True, nogil=True, error_model="numpy")
def raised(share: Any, odds: Any) -> Any:
    """A chance with its odds multiplied."""
    return share * odds / (1.0 - share + share * odds)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def lifted(exits: Any, success: Any, per_year: Any, odds: Any, stay: Any, ended: Any) -> Any:
    """Survival, and chances to stop (0) and go on (1) after each edge, with other odds."""
    known, bands, last = len(exits), len(success), len(stay) - 1
    stay[0] = 1.0
    for b in range(last):
        stay[b + 1] = stay[b] * (1.0 - exits[min(b, known - 1)])
    ended[0, last], ended[1, last], share, band = 0.0, 0.0, 0.0, -1
    for b in range(last - 1, -1, -1):
        if min(b // per_year, bands - 1) != band:
            band = min(b // per_year, bands - 1)
            share = raised(success[band], odds)
        leave = stay[b] * exits[min(b, known - 1)]
        ended[0, b] = ended[0, b + 1] + leave * (1.0 - share)
        ended[1, b] = ended[1, b + 1] + leave * share


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _aged(later: Any, age: Any, size: Any, state: Any) -> Any:
    """Put `size` at an age between two edges: split to both, the odd one by chance."""
    low = np.int64(age)
    last = len(later) - 1
    wanted = size * (age - low)
    high = np.int64(wanted)
    if wanted > high and binomial.uniform(state) < wanted - high:
        high += 1
    later[min(low, last)] += size - high
    later[min(low + 1, last)] += high


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _running(
    here: Any, curves: Any, pace: Any, per_year: Any, state: Any, later: Any, flow: Any
) -> Any:
    """What runs in a phase passes a year: (stopped, gone on); mean flow out by bin into `flow`.

    Who leaves is drawn by bin of age, who of them goes on by year of age.
    """
    stay, ended, success, odds = curves
    length = pace * per_year
    last = len(here) - 1
    while last >= 0 and here[last] == 0:
        last -= 1
    weight = np.empty(last + 1)
    halted, went, out = 0, 0, 0
    band = -1
    left, halts = 0.0, 0.0
    for age in range(last + 1):
        if age // per_year != band:
            halt = binomial.draw(out, min(halts / left, 1.0) if left > 0.0 else 0.0, state)
            halted, went = halted + halt, went + out - halt
            band, out, left, halts = age // per_year, 0, 0.0, 0.0
        weight[age] = 0.0
        if here[age] == 0:
            continue
        if stay[age] <= 0.0:
            share = raised(success[min(age // per_year, len(success) - 1)], odds)
            out += here[age]
            left += here[age]
            halts += here[age] * (1.0 - share)
            flow[0] += here[age] * share
            continue
        over = 1.0 / stay[age]
        weight[age] = here[age] * over
        first = (ended[0, age] - at(ended[0], age + length)) * over
        share = min(first + (ended[1, age] - at(ended[1], age + length)) * over, 1.0)
        gone = binomial.draw(here[age], share, state)
        out += gone
        left += here[age] * share
        halts += here[age] * first
        if here[age] > gone:
            _aged(later, age + length, here[age] - gone, state)
    halt = binomial.draw(out, min(halts / left, 1.0) if left > 0.0 else 0.0, state)
    halted, went = halted + halt, went + out - halt
    before = 0.0
    for bin_ in range(per_year + 1):
        low = np.int64(pace * bin_)
        part = pace * bin_ - low
        curve, next_ = ended[1, low : low + last + 1], ended[1, low + 1 : low + last + 2]
        summed = 0.0
        for age in range(last + 1):
            summed += weight[age] * (curve[age] + part * (next_[age] - curve[age]))
        if bin_ > 0:
            flow[bin_ - 1] += before - summed
        before = summed
    return halted, went


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _arriving(
    size: Any,
    profile: Any,
    curves: Any,
    pace: Any,
    state: Any,
    later: Any,
    flow: Any,
) -> Any:
    """What arrives during the year, by bin as `profile`: (stopped, gone on)."""
    stay, ended, _, _ = curves
    per_year = len(profile)
    first, second, third = 0.0, 0.0, 0.0
    for slot in range(per_year):
        rest = (per_year - slot - 0.5) * pace
        first += profile[slot] * (ended[0, 0] - at(ended[0], rest))
        second += profile[slot] * (ended[1, 0] - at(ended[1], rest))
        third += profile[slot] * at(stay, rest)
        before = ended[1, 0]
        for to in range(slot, per_year):
            upto = at(ended[1], (to - slot + 0.5) * pace)
            flow[to] += size * profile[slot] * (before - upto)
            before = upto
    halt = binomial.draw(size, min(first, 1.0), state)
    gone = binomial.draw(size - halt, min(second / max(1.0 - first, 1e-300), 1.0), state)
    left = size - halt - gone
    for slot in range(per_year):
        if left == 0:
            break
        rest = (per_year - slot - 0.5) * pace
        own = profile[slot] * at(stay, rest)
        count = left
        if slot < per_year - 1 and own < third:
            count = binomial.draw(left, own / third, state)
        third -= own
        left -= count
        _aged(later, rest, count, state)
    return halt, gone


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(job: Any, parameters: Any, money: Any, replications: Any, made: Any) -> Any:
    """Counts of replications from–to into (R, Y, P, 2).

    `job` is that of `cohorts_kernel.chances`; `money` is (yen, cost, speed, success, least, most).
    """
    counts, _, starts, per_year, years, keys = job
    exits, success = parameters
    yen, cost, speed, going, least, most = money
    phases, ages = counts.shape
    known = exits.shape[2]
    quickest = 1.0
    for phase in range(phases):
        quickest = max(quickest, most ** speed[phase])
    span = known + np.int64(np.ceil(per_year * quickest)) + 2
    stay, ended = np.empty(span + 1), np.empty((2, span + 1))
    there, later = np.empty((phases, known + 1), np.int64), np.empty(known + 1, np.int64)
    profile, flow = np.empty(per_year), np.empty(per_year)
    state = binomial.stream(FEEDBACK, keys)
    for replication in range(replications[0], replications[1]):
        own = min(replication, len(exits) - 1)
        binomial.again(state, replication)
        there[:] = 0
        for phase in range(phases):
            for age in range(ages):
                there[phase, min(age, known)] += counts[phase, age]
        for year in range(years):
            demand = cost[0] * starts[year] * 0.5
            for phase in range(phases):
                demand += cost[phase] * there[phase].sum()
            ratio = yen[year] / demand if demand > 0.0 else 1.0
            ratio = min(max(ratio, least), most)
            arrived = starts[year]
            profile[:] = 1.0 / per_year
            for phase in range(phases):
                pace = ratio ** speed[phase]
                odds = ratio ** going[phase]
                lifted(exits[own, phase], success[own, phase], per_year, odds, stay, ended)
                curves = (stay, ended, success[own, phase], odds)
                flow[:] = 0.0
                later[:] = 0
                halted, went = _running(there[phase], curves, pace, per_year, state, later, flow)
                halt, gone = _arriving(arrived, profile, curves, pace, state, later, flow)
                made[replication, year, phase, 0] = halted + halt
                made[replication, year, phase, 1] = went + gone
                there[phase] = later
                arrived = went + gone
                total = flow.sum()
                if total > 0.0:
                    profile[:] = flow / total
