"""The market behind a plan: edges, places, prices and levels; kept for the next change.

Decides: in which order the kernels run, and when lists are long enough. Called by: solving, warm.
All values are whole parts (`unit` parts are 1). Source: performance §2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ikkan.optimize.assignment import ruled
from ikkan.optimize.assignment.clock import Clock
from ikkan.optimize.assignment.problem import Asked, Source
from ikkan.values.arrays import Floats, Indices

if TYPE_CHECKING:
    from ikkan.optimize.assignment.check import Sound

CLOSED: Final = 2**52
"""The price of a slot that takes nobody: above any fit, and exact as a float."""
WIDER: Final = 16
"""How many candidates are added to a list that turned out too short."""
DEAD: Final = -(2**61)
"""The fit of an edge that may not be used."""
TURNS: Final = 3
"""How often lists are lengthened before paths take over, and not for less than this share."""
FEW: Final = 50
Stood = tuple[Indices, Indices, Indices, Indices]
"""What `standing` says."""
STEP: Final = 500_000
"""How many labels are taken between two looks at the clock."""


WRITTEN: Final = {
    "fits", "used", "need", "lower", "upper", "have", "load", "prices", "levels", "head", "after",
    "before", "cuts", "reference",
}  # fmt: skip
"""What a change writes into."""


@dataclass(slots=True)
class State:
    """Arrays by item (n,), by slot (m,), by edge (e,); see `paths` for what holds between them.

    ``cuts[i]``: no pair outside item i's list has ``fit − references[reference[i]]`` above it.
    """

    source: Source | None
    unit: float
    floor: int
    stay: int
    lost: int
    starts: Indices
    columns: Any
    fits: Indices
    used: Any
    need: Indices
    lower: Indices
    upper: Indices
    have: Indices
    load: Indices
    prices: Indices
    levels: Indices
    cuts: Floats
    reference: Indices
    references: tuple[Indices, ...]
    sound: Sound
    rates: Floats
    yen: Floats
    most: Floats
    pinned: dict[tuple[int, int], int]
    owner: Any = None
    by: Any = None
    edges: Any = None
    head: Any = None
    after: Any = None
    before: Any = None
    rounds: int = 0
    bids: int = 0
    labels: int = 0
    scanned: int = 0
    stood: Any = None
    stale: Any = None
    edits: Any = None

    @property
    def graph(self) -> tuple[Any, ...]:
        return (self.starts, self.columns, self.fits, self.owner, self.by, self.edges)

    @property
    def limits(self) -> tuple[Any, ...]:
        return (self.need, self.lower, self.upper)

    @property
    def held(self) -> tuple[Any, ...]:
        return (
            self.used, self.have, self.load, self.prices, self.levels,
            self.head, self.after, self.before,
        )  # fmt: skip

    def copy(self) -> State:
        """The same with arrays of its own where a change writes."""
        made = object.__new__(State)
        for name in State.__slots__:
            value = getattr(self, name)
            setattr(made, name, value.copy() if name in WRITTEN else value)
        return made

    def pairs(self, at: Indices | None = None) -> Indices:
        """(item, slot) rows of the edges in use, in the order of the items."""
        at = np.flatnonzero(self.used) if at is None else at
        made = np.empty((len(at), 2), dtype=np.int64)
        made[:, 0], made[:, 1] = self.owner[at], self.columns[at]
        return made

    def charged(self, raw: Indices) -> Indices:
        """Fits of edges less what the yen of their items cost in their slots."""
        if not self.rates.any():
            return raw
        made: Indices = np.where(raw == DEAD, raw, raw - self._charges())
        return made

    def raw(self) -> Indices:
        """Fits of edges before any yen was charged."""
        if not self.rates.any():
            return self.fits
        made: Indices = np.where(self.fits == DEAD, self.fits, self.fits + self._charges())
        return made

    def affordable(self) -> Any:
        """Which edges the money of their slot could pay at all."""
        if np.isinf(self.most).all():
            return np.ones(len(self.columns), np.bool_)
        return self.yen[self.owner] <= self.most[self.columns]

    def ruled(self) -> tuple[Any, Any, Any]:
        """What people set on single pairs, for questions to the source."""
        if self.edits is None:
            self.edits = ruled.edits(self.sound)
        made: tuple[Any, Any, Any] = self.edits
        return made

    def _charges(self) -> Indices:
        made: Indices = np.floor(self.rates[self.columns] * self.yen[self.owner]).astype(np.int64)
        return made

    def fixed(self, pins: Indices) -> Indices:
        """Fits of pinned pairs."""
        return np.array([self.pinned[i, j] for i, j in pins.tolist()], dtype=np.int64)

    def chain(self) -> None:
        """Look up edges by slot, and chain the pairs in use anew."""
        from ikkan.optimize.assignment import edges, paths

        self.stood = None
        self.owner, self.by, self.edges = edges.columns_of(
            self.starts, self.columns, len(self.upper)
        )
        self.head = np.full(len(self.upper), -1, np.int32)
        self.after = np.full(len(self.columns), -1, np.int32)
        self.before = np.full(len(self.columns), -1, np.int32)
        paths.chain(self.columns, self.owner, self.held)

    def auction(self, eps: int, order: Indices, most: int, clock: Clock) -> None:
        """Prices and places to begin with. An item whose list runs out gets a longer one, instead
        of a price war on a short one."""
        from ikkan.optimize.assignment import auction

        for _ in range(TURNS):
            stay = np.ceil(np.maximum(self.outside(), float(self.stay))).astype(np.int64)
            self.bids += auction.run(
                self.starts, self.columns, self.fits, self.used, self.need, self.have, self.upper,
                self.load, self.prices, stay, eps, order, most,
            )  # fmt: skip
            waiting = np.flatnonzero((self.have < self.need) & (stay > self.stay))
            if len(waiting) * FEW <= len(order) or clock.over():
                break
            self.rounds += 1
            self.look(waiting)
            order = order[self.have[order] < self.need[order]]

    def repair(self, items: Indices, slots: Indices, clock: Clock) -> None:
        """Make every condition of optimality hold again on the lists; `items` and `slots` were
        touched."""
        from ikkan.optimize.assignment import paths

        self._touched(items)
        market = graph, limits, held = self.graph, self.limits, self.held
        paths.settle(items, graph, limits, held, self.stay)
        touched = paths.shed(slots, graph, limits, held)
        self.prices[self.upper == 0] = CLOSED
        if len(touched):
            items = np.unique(np.concatenate((items, touched)))
            paths.settle(items, graph, limits, held, self.stay)
        waiting = items[self.have[items] < self.need[items]]
        while len(waiting) and not clock.over():
            waiting = self._done(waiting, *paths.forward(waiting, *market, self.stay, STEP))
        open_ = ((self.load < self.upper) & (self.prices > 0)) | (self.load < self.lower)
        waiting = np.flatnonzero(open_)
        while len(waiting) and not clock.over():
            waiting = self._done(waiting, *paths.reverse(waiting, *market, self.lost, STEP))

    def _done(self, waiting: Indices, done: int, taken: int) -> Indices:
        """What is left to do. Raises RuntimeError where prices and places contradict each other."""
        if done < 0:
            raise RuntimeError("the market lost its conditions")
        self.labels += taken
        return waiting[done:]

    def outside(self) -> Floats:
        """For each item, a bound on what a pair outside its list could gain, shape (n,)."""
        if self.source is None:
            return np.full(len(self.need), -np.inf)
        fallen = np.array([max(int((one - self.prices).max()), 0) for one in self.references])
        made: Floats = self.cuts + fallen[self.reference]
        return made

    def standing(self) -> Stood:
        """(least an item holds, best it does not hold, where that is, the sum of what it holds);
        worked out anew for the items whose list, places or prices changed."""
        from ikkan.optimize.assignment import edges

        graph = (self.starts, self.columns, self.fits, self.prices)
        count = len(self.need)
        items = self.stale
        if self.stood is None:
            items, made = np.arange(count), np.empty((4, count), np.int64)
        elif items is None:
            kept: Stood = self.stood[0]
            return kept
        else:
            last, used, prices = self.stood
            made = np.stack(last)
            placed, priced = (
                np.flatnonzero(used != self.used),
                np.flatnonzero(prices != self.prices),
            )
            items = edges.moved(items, placed, priced, self.owner, self.by, self.edges, count)
        found: Stood = (made[0], made[1], made[2], made[3])
        edges.standing(items, graph, self.used, self.need, self.have, self.stay, found)
        self.stood, self.stale = (found, self.used.copy(), self.prices.copy()), None
        return found

    def _touched(self, items: Indices) -> None:
        """Their standing has to be worked out anew."""
        self.stale = items if self.stale is None else np.concatenate((self.stale, items))

    def widen(self, clock: Clock) -> Indices:
        """Look at every pair of the items whose lists prove too little; returns them."""
        none = np.zeros(0, np.int64)
        if self.source is None:
            return none
        least, _, _, _ = self.standing()
        short = np.flatnonzero((self.outside() > least) & (self.need > 0))
        if not len(short) or clock.over():
            return none
        self.look(short)
        return short

    def look(self, short: Indices) -> None:
        """Add the best pairs of all at these prices to the lists of some items."""
        if self.source is None:
            return
        asked = Asked(
            rows=short,
            k=(WIDER << min(self.rounds, 2)) + int(self.need.max()),
            floor=float(self.floor),
            prices=self.prices.astype(np.float64),
            rates=np.stack((self.rates, self.most)) if np.isfinite(self.most).any() else None,
            yen=self.yen,
            edits=self.ruled(),
            spread=True,
        )
        best = self.source.best(asked)
        self.scanned += len(short)
        self.references = (*self.references, self.prices.copy())
        self.reference[short] = len(self.references) - 1
        self.cuts[short] = best.cuts
        self.add(short, best.counts, best.columns, best.fits)

    def add(self, rows: Indices, counts: Indices, columns: Any, fits: Floats) -> None:
        """Put pairs on the lists of some items that are not on them yet."""
        from ikkan.optimize.assignment import edges

        grown = edges.merged(
            self.starts, self.columns, self.raw(), self.used, rows, counts, columns, fits,
            self.floor, len(self.upper),
        )  # fmt: skip
        self.starts, (self.columns, raw, self.used) = grown[0], cut(*grown)
        self.chain()
        self.fits = self.charged(np.where(self.affordable(), raw, DEAD))

    def include(self, pairs: Indices, worth: Indices) -> None:
        """Put single pairs with their fits on lists that do not have them."""
        from ikkan.optimize.assignment import edges

        missing = np.flatnonzero(edges.find(self.starts, self.columns, pairs) < 0)
        if not len(missing):
            return
        if len(missing) <= FEW and not self.rates.any() and self._replaced(pairs, worth, missing):
            return
        missing = missing[np.argsort(pairs[missing, 0], kind="stable")]
        rows = pairs[missing, 0]
        at = self.starts[rows + 1]
        raw = np.insert(self.raw(), at, worth[missing])
        self.columns = np.insert(self.columns, at, pairs[missing, 1].astype(np.int32))
        self.used = np.insert(self.used, at, False)
        self.starts = self.starts.copy()
        self.starts[1:] += np.cumsum(np.bincount(rows, minlength=len(self.need)))
        self.chain()
        self.fits = self.charged(np.where(self.affordable(), raw, DEAD))

    def _replaced(self, pairs: Indices, worth: Indices, missing: Indices) -> bool:
        """Put few pairs in the place of the worst of their item's list, which then bounds what the
        list leaves out; False where a list has nothing to spare, and nothing is changed."""
        places: dict[int, int] = {}
        for row in missing.tolist():
            i = int(pairs[row, 0])
            here = np.arange(self.starts[i], self.starts[i + 1])
            spare = here[~self.used[here] & ~np.isin(here, list(places))]
            if not len(spare):
                return False
            gains = self.fits[spare] - self.prices[self.columns[spare]]
            places[int(spare[np.argmin(gains)])] = row
        self.columns, self.by, self.edges = self.columns.copy(), self.by.copy(), self.edges.copy()
        for at, row in places.items():
            i, new = (int(one) for one in pairs[row])
            old = int(self.columns[at])
            if self.fits[at] > DEAD:
                left = float(self.fits[at] - self.references[self.reference[i]][old])
                self.cuts[i] = max(self.cuts[i], left)
            self._moved(at, old, new)
            self.columns[at] = new
            affordable = self.yen[i] <= self.most[new]
            self.fits[at] = worth[row] if affordable else DEAD
        return True

    def _moved(self, at: int, old: int, new: int) -> None:
        """Move an edge from one slot to another in the look-up by slot."""
        by, listed = self.by, self.edges
        place = int(by[old] + np.flatnonzero(listed[by[old] : by[old + 1]] == at)[0])
        if new > old:
            last = int(by[new + 1]) - 1
            listed[place:last] = listed[place + 1 : last + 1].copy()
            listed[last] = at
            by[old + 1 : new + 1] -= 1
        else:
            first = int(by[new + 1])
            listed[first + 1 : place + 1] = listed[first:place].copy()
            listed[first] = at
            by[new + 1 : old + 1] += 1

    def finish(self, clock: Clock) -> None:
        """Widen and repair until no pair at all could make the plan better, or time is up."""
        while not clock.over():
            looked = self.widen(clock)
            if not len(looked):
                break
            self.rounds += 1
            self.repair(looked, np.zeros(0, np.int64), clock)

    def promise(self, clock: Clock) -> None:
        """Nobody may stay out any more: what that takes is searched only once prices stand, for
        on short lists it would be an endless price war."""
        if self.stay < 0 or (self.have >= self.need).all():
            return
        self.stay = -self.lost
        self.repair(np.flatnonzero(self.have < self.need), np.zeros(0, np.int64), clock)
        self.finish(clock)

    def bound(self) -> int:
        """No plan on this market is worth more; from the prices alone."""
        from ikkan.optimize.assignment import edges

        open_ = self.upper > 0
        prices = self.prices[open_]
        paid = np.where(prices > 0, prices * self.upper[open_], prices * self.lower[open_])
        low = np.maximum(self.outside(), -(2.0**61))
        gained = edges.gained(
            self.standing(), self.need, self.have, np.ceil(low).astype(np.int64), self.stay,
            (self.starts, self.columns, self.fits, self.prices),
        )  # fmt: skip
        return int(paid.sum()) + int(gained)


def cut(starts: Indices, *kept: Any) -> tuple[Any, ...]:
    """Arrays by edge without the room that was not needed."""
    return tuple(one[: starts[-1]].copy() for one in kept)
