"""Kernel: exact repair by shortest augmenting paths, item by item and slot by slot, in whole parts.

Decides: prices and places that satisfy every condition of optimality on the lists; after a change
only what it touches is searched. Called by: state. Source: R. Jonker, A. Volgenant (1987); Ahuja,
Magnanti, Orlin, Network Flows (1993), §9.7. Tests re-compute the conditions below from prices.

Conditions, with v = fit − price of the slot, u = level of the item, `stay` = what staying out is
worth: a pair in use has v ≥ u, another v ≤ u; u ≥ stay, and u = stay where the item lacks a place;
a slot's price is ≤ 0 unless it is full, and ≥ 0 unless it holds no more than its lower bound.
Names of the parts of a problem (tuples): graph = (starts, columns, fits, owner, by, edges) with
edges by item and, through `by` and `edges`, by slot; limits = (need, lower, upper);
held = (used, have, load, prices, levels, head, after, before): pairs in use are chained by slot.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

FAR = np.int64(2**62)
DEAD = -np.int64(2**61)
"""The fit of an edge that may not be used."""


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _take(edge: Any, i: Any, j: Any, held: Any) -> Any:
    used, have, load, _, _, head, after, before = held
    used[edge] = True
    have[i] += 1
    load[j] += 1
    after[edge] = head[j]
    before[edge] = -1
    if head[j] >= 0:
        before[head[j]] = edge
    head[j] = edge


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _drop(edge: Any, i: Any, j: Any, held: Any) -> Any:
    used, have, load, _, _, head, after, before = held
    used[edge] = False
    have[i] -= 1
    load[j] -= 1
    if before[edge] >= 0:
        after[before[edge]] = after[edge]
    else:
        head[j] = after[edge]
    if after[edge] >= 0:
        before[after[edge]] = before[edge]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def chain(columns: Any, owner: Any, held: Any) -> Any:
    """Build the chains anew from `used`; have and load with them."""
    used, have, load, _, _, head, _, _ = held
    for i in range(len(have)):
        have[i] = 0
    for j in range(len(load)):
        load[j] = 0
        head[j] = -1
    for edge in range(len(columns) - 1, -1, -1):
        if used[edge]:
            _take(edge, np.int64(owner[edge]), np.int64(columns[edge]), held)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def free(chosen: Any, graph: Any, held: Any) -> Any:
    """Let go of those of the `chosen` edges that are in use."""
    _, columns, _, owner, _, _ = graph
    for edge in chosen:
        if held[0][edge]:
            _drop(np.int64(edge), np.int64(owner[edge]), np.int64(columns[edge]), held)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def settle(items: Any, graph: Any, limits: Any, held: Any, stay: Any) -> Any:
    """Free pairs that are not among an item's best at these prices, and set its level."""
    starts, columns, fits, _, _, _ = graph
    need, _, _ = limits
    used, have, _, prices, levels, _, _, _ = held
    freed = 0
    for i in items:
        while True:
            worst, best = FAR, -FAR
            loose = -1
            for at in range(starts[i], starts[i + 1]):
                value = fits[at] - prices[columns[at]]
                if used[at]:
                    if value < worst:
                        worst, loose = value, at
                elif fits[at] > DEAD and value > best:
                    best = value
            if loose >= 0 and (worst < best or worst < stay or have[i] > need[i]):
                _drop(loose, np.int64(i), np.int64(columns[loose]), held)
                freed += 1
            else:
                break
        if have[i] < need[i]:
            levels[i] = max(best, stay)
        else:
            levels[i] = max(best, stay) if have[i] else FAR
    return freed


@nb.njit(cache=True, nogil=True, error_model="numpy")
def shed(slots: Any, graph: Any, limits: Any, held: Any) -> Any:
    """Free the least pairs of slots that hold too many; prices below 0 end where nobody needs them.

    Returns the items to settle again, in the order they were found.
    """
    _, _, fits, owner, _, _ = graph
    _, lower, upper = limits
    _, _, load, prices, levels, head, after, _ = held
    count = 0
    touched = np.empty(0, np.int64)
    for once in range(2):
        if once:
            touched = np.empty(count, np.int64)
            count = 0
        for j in slots:
            while once and load[j] > upper[j]:
                worst, loose = FAR, np.int64(-1)
                edge = np.int64(head[j])
                while edge >= 0:
                    value = fits[edge] - prices[j] - levels[owner[edge]]
                    if value < worst:
                        worst, loose = value, edge
                    edge = np.int64(after[edge])
                touched[count] = owner[loose]
                count += 1
                _drop(loose, np.int64(owner[loose]), np.int64(j), held)
            if not once:
                count += max(load[j] - upper[j], 0)
            if load[j] > lower[j] and prices[j] < 0:
                edge = np.int64(head[j])
                while edge >= 0:
                    if once:
                        touched[count] = owner[edge]
                    count += 1
                    edge = np.int64(after[edge])
                if once:
                    prices[j] = 0
    return touched[:count]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _push(heap: Any, nodes: Any, size: Any, key: Any, node: Any) -> Any:
    at = size
    while at > 0 and heap[(at - 1) // 2] > key:
        above = (at - 1) // 2
        heap[at], nodes[at] = heap[above], nodes[above]
        at = above
    heap[at], nodes[at] = key, node
    return size + 1


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _pop(heap: Any, nodes: Any, size: Any) -> Any:
    size -= 1
    key, node = heap[size], nodes[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and heap[below + 1] < heap[below]:
            below += 1
        if heap[below] >= key:
            break
        heap[at], nodes[at] = heap[below], nodes[below]
        at = below
    heap[at], nodes[at] = key, node
    return size


@nb.njit(cache=True, nogil=True, error_model="numpy")
def forward(items: Any, graph: Any, limits: Any, held: Any, stay: Any, most: Any) -> Any:
    """Give each of `items` the places it lacks along shortest paths, or leave it out.

    Stops when `most` labels were taken from heaps; returns (items done, labels taken), and −1 where
    the conditions did not hold at the start.
    """
    starts, columns, fits, owner, _, _ = graph
    need, lower, upper = limits
    used, have, load, prices, levels, head, after, _ = held
    slots, count = len(upper), len(need)
    label = np.full(slots + count, FAR, np.int64)
    came = np.empty(slots + count, np.int64)
    seen = np.empty(slots + count, np.int64)
    heap, nodes = np.empty(2 * len(columns) + 2, np.int64), np.empty(2 * len(columns) + 2, np.int64)
    taken = 0
    for done in range(len(items)):
        root = items[done]
        while have[root] < need[root]:
            if taken >= most:
                return done, taken
            bound = levels[root] - stay
            end = -1
            label[slots + root] = 0
            seen[0] = slots + root
            known = 1
            size = _push(heap, nodes, 0, 0, slots + root)
            while size > 0:
                key, node = heap[0], nodes[0]
                if key > bound or (key == bound and end >= 0):
                    break
                size = _pop(heap, nodes, size)
                if key > label[node]:
                    continue
                taken += 1
                if node >= slots:
                    i = node - slots
                    base = key + levels[i]
                    for at in range(starts[i], starts[i + 1]):
                        j = columns[at]
                        new = base - fits[at] + prices[j]
                        if new > bound or new >= label[j] or used[at] or fits[at] == DEAD:
                            continue
                        if upper[j] == 0:
                            continue
                        if label[j] == FAR:
                            seen[known] = j
                            known += 1
                        label[j], came[j] = new, at
                        if load[j] < upper[j]:
                            total = new
                            if load[j] >= lower[j] and prices[j] < 0:
                                total -= prices[j]
                            if total < bound or (total == bound and end < 0):
                                bound, end = total, j
                            if total == new:
                                continue
                        if new < bound:
                            if size == len(heap):
                                return -1, taken
                            size = _push(heap, nodes, size, new, j)
                else:
                    edge = np.int64(head[node])
                    while edge >= 0:
                        i = owner[edge]
                        new = key + fits[edge] - prices[node] - levels[i]
                        if new < bound and new < label[slots + i]:
                            if label[slots + i] == FAR:
                                seen[known] = slots + i
                                known += 1
                            label[slots + i], came[slots + i] = new, edge
                            total = new + levels[i] - stay
                            if total < bound:
                                bound, end = total, slots + i
                            if size == len(heap):
                                return -1, taken
                            size = _push(heap, nodes, size, new, slots + i)
                        edge = np.int64(after[edge])
            for at in range(known):
                node = seen[at]
                if label[node] < bound:
                    if node < slots:
                        prices[node] += bound - label[node]
                    else:
                        levels[node - slots] -= bound - label[node]
                label[node] = FAR
            if end < 0:
                break
            if end >= slots:
                edge = came[end]
                _drop(edge, end - slots, columns[edge], held)
                end = columns[edge]
            while True:
                edge = came[end]
                i = owner[edge]
                _take(edge, i, end, held)
                if i == root:
                    break
                edge = came[slots + i]
                end = columns[edge]
                _drop(edge, i, end, held)
    return len(items), taken


@nb.njit(cache=True, nogil=True, error_model="numpy")
def reverse(wanted: Any, graph: Any, limits: Any, held: Any, lost: Any, most: Any) -> Any:
    """Fill slots that are priced though not full, or hold too few, or let their price fall.

    A place below the lower bound that stays empty costs `lost`. Stops when `most` labels were taken
    from heaps; returns (slots done, labels taken), −1 as in `forward`.
    """
    starts, columns, fits, owner, by, edges = graph
    need, lower, upper = limits
    used, have, load, prices, levels, _, _, _ = held
    slots, count = len(upper), len(need)
    label = np.full(slots + count, FAR, np.int64)
    came = np.empty(slots + count, np.int64)
    seen = np.empty(slots + count, np.int64)
    heap, nodes = np.empty(2 * len(columns) + 2, np.int64), np.empty(2 * len(columns) + 2, np.int64)
    taken = 0
    for done in range(len(wanted)):
        root = wanted[done]
        while True:
            short = load[root] < lower[root]
            if not short and (prices[root] <= 0 or load[root] >= upper[root]):
                break
            if taken >= most:
                return done, taken
            bound = prices[root] + (lost if short else 0)
            if bound <= 0:
                break
            end = -1
            label[root] = 0
            seen[0] = root
            known = 1
            size = _push(heap, nodes, 0, 0, root)
            while size > 0:
                key, node = heap[0], nodes[0]
                if key > bound or (key == bound and end >= 0):
                    break
                size = _pop(heap, nodes, size)
                if key > label[node]:
                    continue
                taken += 1
                if node < slots:
                    base = key + prices[node]
                    for spot in range(by[node], by[node + 1]):
                        at = edges[spot]
                        i = owner[at]
                        new = base + levels[i] - fits[at]
                        if new > bound or new >= label[slots + i] or used[at] or fits[at] == DEAD:
                            continue
                        if need[i] == 0:
                            continue
                        if label[slots + i] == FAR:
                            seen[known] = slots + i
                            known += 1
                        label[slots + i], came[slots + i] = new, at
                        if have[i] < need[i]:
                            if new < bound or end < 0:
                                bound, end = new, slots + i
                        elif new < bound:
                            if size == len(heap):
                                return -1, taken
                            size = _push(heap, nodes, size, new, slots + i)
                else:
                    i = node - slots
                    base = key - levels[i]
                    for at in range(starts[i], starts[i + 1]):
                        if not used[at]:
                            continue
                        j = columns[at]
                        new = base + fits[at] - prices[j]
                        if new >= bound or new >= label[j]:
                            continue
                        if label[j] == FAR:
                            seen[known] = j
                            known += 1
                        label[j], came[j] = new, at
                        total = new + max(prices[j], 0)
                        if load[j] <= lower[j]:
                            total = new + prices[j] + lost
                        if total < bound:
                            bound, end = total, j
                        if size == len(heap):
                            return -1, taken
                        size = _push(heap, nodes, size, new, j)
            for at in range(known):
                node = seen[at]
                if label[node] < bound:
                    if node < slots:
                        prices[node] -= bound - label[node]
                    else:
                        levels[node - slots] += bound - label[node]
                label[node] = FAR
            if end < 0:
                break
            if end < slots:
                edge = came[end]
                _drop(edge, owner[edge], end, held)
                end = slots + owner[edge]
            while True:
                edge = came[end]
                j = columns[edge]
                _take(edge, end - slots, j, held)
                if j == root:
                    break
                edge = came[j]
                _drop(edge, owner[edge], j, held)
                end = slots + owner[edge]
    return len(wanted), taken
