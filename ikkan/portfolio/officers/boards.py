"""The portfolio at one level: awards read once, narrowed, and counted by phase and another side.

Decides: what a board counts. Called by views; a constant number of queries, whatever the level;
only awards that the reader may see are read. Source: S-320 to S-322, public_facts E-3 (p.36).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Sum

from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.awards.models import YearAmount
from ikkan.plan.queries import snapshot
from ikkan.portfolio.officers import flags, queries
from ikkan.portfolio.officers.asking import Asked
from ikkan.records.queries import visible
from ikkan.values.text import Text

NONE: Final = "-"
"""The code of what is not recorded."""
ANY: Final = "any"
"""Asks for awards with a flag of whichever sort."""
NOT_RECORDED: Final = Text("記録なし", "Not recorded")
NO_FLAG: Final = Text("印なし", "No flag")
BANDS: Final = (
    ("0", 0, Text("金額の記録なし", "No amount recorded")),
    ("1", 1, Text("3千万円未満", "Under 30 million yen")),
    ("2", 30_000_000, Text("3千万円から1億円未満", "30 to 100 million yen")),
    ("3", 100_000_000, Text("1億円から3億円未満", "100 to 300 million yen")),
    ("4", 300_000_000, Text("3億円以上", "300 million yen and more")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """An award as a board counts it; `yen` is what was decided, else reported, over all years."""

    code: str
    programme: str
    projects: tuple[str, ...]
    ministry: str
    phase: str
    modality: str
    domains: tuple[str, ...]
    began_on: date
    ends_on: date
    ended_on: date | None
    state: str
    yen: int
    fictional: bool
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """What the reader sees at one level, with the records that show each flag."""

    awards: Sequence[One]
    shown: Mapping[str, flags.Found]


@dataclass(slots=True, kw_only=True)
class Cell:
    """How many awards and how much money."""

    count: int = 0
    yen: int = 0

    def add(self, one: One) -> None:
        """Count an award."""
        self.count += 1
        self.yen += one.yen


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Phases by another side; an award of two disease areas stands in both columns."""

    rows: Sequence[tuple[str, Text]]
    columns: Sequence[tuple[str, Text]]
    cells: Mapping[tuple[str, str], Cell]
    by_row: Mapping[str, Cell]
    by_column: Mapping[str, Cell]
    whole: Cell = field(default_factory=Cell)


def read(actor: Actor, asked: Asked, as_of: date) -> Portfolio:
    """Everything at the level that is asked for, in any state."""
    shown = flags.of_awards(actor, as_of)
    of_award: dict[str, list[str]] = defaultdict(list)
    for flag, found in shown.items():
        for code in found:
            of_award[code].append(flag)
    money = _money()
    shares, payers = queries.shares(as_of), queries.payers(as_of)
    rows = (
        visible(AWARD, actor)
        .filter(began_on__lte=as_of)
        .values_list(
            *("pk", "code", "programme_code", "phase", "modality", "domains"),
            *("began_on", "ends_on", "ended_on", "state", "fictional"),
        )
    )
    awards = (
        One(
            code=code,
            programme=programme,
            projects=shares.get(programme, ()),
            ministry=payers.get(programme, ""),
            phase=phase,
            modality=modality,
            domains=tuple(domains),
            began_on=began_on,
            ends_on=ends_on,
            ended_on=ended_on,
            state=state,
            yen=money.get(pk, 0),
            fictional=fictional,
            flags=tuple(of_award.get(code, ())),
        )
        for pk, code, programme, phase, modality, domains, began_on, ends_on, ended_on, state,
        fictional in rows
    )  # fmt: skip
    return Portfolio(awards=[one for one in awards if asked.holds(one)], shown=shown)


def _money() -> dict[int, int]:
    sums: dict[int, dict[str, int]] = defaultdict(dict)
    rows = YearAmount.objects.values_list("award_id", "sort").annotate(yen=Sum("yen"))
    for award, sort, yen in rows.order_by():
        sums[award][sort] = yen
    return {
        award: next((found[sort] for sort in ("decided", "reported", "paid") if sort in found), 0)
        for award, found in sums.items()
    }


def running(one: One, as_of: date) -> bool:
    """Whether the award is under way on the day."""
    return one.state == "active" and one.ends_on >= as_of


def in_state(awards: Iterable[One], asked: Asked, as_of: date) -> list[One]:
    """Those under way, those that are over, or all."""
    if asked.state == "all":
        return list(awards)
    wanted = asked.state == "running"
    return [one for one in awards if running(one, as_of) == wanted]


def grid(awards: Iterable[One], by: str, as_of: date) -> Grid:
    """Phases of the pack in its order by the chosen side; every award once in the sums."""
    places = SIDES[by]
    cells: dict[tuple[str, str], Cell] = defaultdict(Cell)
    by_row: dict[str, Cell] = defaultdict(Cell)
    by_column: dict[str, Cell] = defaultdict(Cell)
    whole = Cell()
    for one in awards:
        row = one.phase or NONE
        by_row[row].add(one)
        whole.add(one)
        for place in places(one):
            cells[row, place].add(one)
            by_column[place].add(one)
    return Grid(
        rows=_named(labels("phase", as_of), by_row),
        columns=_named(labels(by, as_of), by_column),
        cells=cells,
        by_row=by_row,
        by_column=by_column,
        whole=whole,
    )


def band(yen: int) -> str:
    """The band of an amount."""
    return next(code for code, least, _ in reversed(BANDS) if yen >= least)


def labels(side: str, as_of: date) -> dict[str, Text]:
    """What the places of a side are called, in their order."""
    if side == "modality":
        return {**MODALITY_LABELS, NONE: NOT_RECORDED}
    if side == "money":
        return {code: words for code, _, words in BANDS}
    if side == "risk":
        return {**{code: one.label for code, one in flags.FLAGS.items()}, NONE: NO_FLAG}
    kind = {"ministry": "body"}.get(side, side)
    rows = snapshot(as_of).entries(kind, state="all")
    return {**{row.code: row.label for row in rows}, NONE: NOT_RECORDED}


def _named(known: Mapping[str, Text], found: Iterable[str]) -> list[tuple[str, Text]]:
    """Places that something stands in, in the order of the labels, the unknown last."""
    there = set(found)
    named = [(code, words) for code, words in known.items() if code in there]
    return named + [(code, Text(code, code)) for code in sorted(there - {*known})]


SIDES: Final[Mapping[str, Callable[[One], Sequence[str]]]] = {
    "modality": lambda one: (one.modality or NONE,),
    "domain": lambda one: one.domains or (NONE,),
    "programme": lambda one: (one.programme or NONE,),
    "ministry": lambda one: (one.ministry or NONE,),
    "money": lambda one: (band(one.yen),),
    "risk": lambda one: one.flags or (NONE,),
}


def chosen(awards: Iterable[One], asked: Asked) -> list[One]:
    """Those behind one number of a board: of a phase, a place of the side, a flag."""
    places = SIDES[asked.by]
    return [
        one
        for one in awards
        if (not asked.phase or (one.phase or NONE) == asked.phase)
        and (not asked.value or asked.value in places(one))
        and (not asked.flag or asked.flag in (one.flags and (ANY, *one.flags)))
    ]
