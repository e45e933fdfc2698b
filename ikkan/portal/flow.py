"""The money of one year as the home page shows it: who paid, which class, which project.

Decides: what is printed, what is a remainder computed in the open, what no source prints.
Called by views.home. Pure: a snapshot and the settings of its pack. Source: ui.md §7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from ikkan.plan import rules
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.values.errors import NotFound
from ikkan.values.interval import Interval
from ikkan.values.ref import Ref
from ikkan.values.text import Text

AMOUNT: Final = "amount"
TINTS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CostClass:
    """A cost class with its printed total and what is printed about the year before.

    `total` is None where no source prints one: `value` is then the sum of the payers, computed.
    """

    entry: EntryView
    order: int
    total: FigureView | None
    paid: tuple[FigureView, ...]
    changes: tuple[FigureView, ...]

    @property
    def code(self) -> str:
        return self.entry.code

    @property
    def value(self) -> Decimal:
        if self.total is not None:
            return self.total.value
        return sum((one.value for one in self.paid), start=Decimal(0))

    @property
    def interval(self) -> Interval | None:
        """What rounding leaves open of a computed sum."""
        found = self.paid[0].interval if self.paid else None
        for one in self.paid[1:]:
            found = found + one.interval if found and one.interval else None
        return found

    @property
    def sum(self) -> str:
        """``200 + 470 + 70``."""
        return " + ".join(rules.plain(one.value) for one in self.paid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A printed amount of one cost class; `of` is the place of the class, from 1."""

    figure: FigureView
    of: int

    @property
    def value(self) -> Decimal:
        return self.figure.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """A paying ministry; `order` picks its colour and never changes from year to year."""

    body: EntryView
    order: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectMoney:
    """An integrated project with its printed amount and the printed parts of it."""

    entry: EntryView
    total: FigureView
    parts: tuple[Part, ...]

    @property
    def split(self) -> bool:
        """Whether the parts are printed beside the total."""
        return any(part.figure != self.total for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """What of a class is in no project: its total less the printed parts, `value` None where no
    part is printed. `interval` is what rounding leaves open."""

    of: CostClass
    parts: tuple[FigureView, ...]
    value: Decimal | None
    interval: Interval | None

    @property
    def drawn(self) -> Decimal:
        return self.of.value if self.value is None else self.value

    @property
    def sum(self) -> str:
        """``1,261 − 336 − 109``."""
        return " − ".join(rules.plain(one) for one in (self.of.value, *_values(self.parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Whether parts add up to a printed total, and the checks of the pack that say so."""

    what: str
    verdict: rules.Verdict
    checks: tuple[EntryView, ...]


@dataclass(frozen=True, kw_only=True)
class YearMoney:
    """Everything the flow of one year shows."""

    year: int
    basis: EntryView
    term: EntryView | None
    following: EntryView | None
    projects_of_term: int
    classes: tuple[CostClass, ...]
    payers: tuple[Payer, ...]
    projects: tuple[ProjectMoney, ...]
    beside: tuple[tuple[FigureView, EntryView | None], ...]
    comparable: frozenset[str]
    judged: Mapping[str, rules.Judgement] = field(repr=False)
    identities: Mapping[str, EntryView] = field(repr=False)

    @property
    def unit(self) -> str:
        return self.payers[0].parts[0].figure.unit

    @property
    def pot(self) -> str | None:
        """The pot that the amounts were paid from."""
        return self.payers[0].parts[0].figure.pot

    @cached_property
    def remainders(self) -> tuple[Remainder, ...]:
        """One for each class that projects do not exhaust."""
        found = (_remainder(one, self.projects) for one in self.classes)
        return tuple(one for one in found if one.value is None or one.value > 0)

    @cached_property
    def figures(self) -> tuple[FigureView, ...]:
        """Every printed number of the picture, each once."""
        found = [
            *(part.figure for payer in self.payers for part in payer.parts),
            *(one for cls in self.classes for one in (cls.total, *cls.changes) if one),
            *(one.total for one in self.projects),
            *(part.figure for one in self.projects for part in one.parts),
            *(figure for figure, _ in self.beside),
        ]
        return tuple({figure.code: figure for figure in found}.values())

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """Payers against class totals, parts against projects, projects against class totals."""
        payers = [(list(cls.paid), cls.total) for cls in self.classes if cls.total]
        split = [([p.figure for p in one.parts], one.total) for one in self.projects if one.split]
        found = [self._sum("payers", payers), self._sum("projects", split)]
        found.append(self._none("open", {one.total.code for one in self.projects}))
        for cls in self.classes:
            if cls.total is None:
                found.append(self._none("untotalled", {one.code for one in cls.paid}))
        return tuple(one for one in found if one is not None)

    def _none(self, what: str, codes: set[str]) -> Sum | None:
        """Where the pack says that these figures make no identity."""
        verdict = rules.Verdict.NO_IDENTITY
        checks = tuple(
            self.identities[code]
            for code, judged in self.judged.items()
            if judged.verdict is verdict and codes and codes <= set(judged.identity.codes)
        )
        return Sum(what=what, verdict=verdict, checks=checks) if checks else None

    def _sum(self, what: str, sums: list[tuple[list[FigureView], FigureView]]) -> Sum | None:
        """The worst verdict over several sums of one sort; None without any."""
        verdicts, checks = [], []
        for parts, total in sums:
            terms = tuple(rules.Signed(1, one.code) for one in parts)
            asked = rules.Identity(
                code=total.code, rule=rules.SUM, left=terms, right=(rules.Signed(1, total.code),)
            )
            known = {one.code: one.figure for one in (*parts, total)}
            bases = {one.code: one.basis for one in (*parts, total)}
            if parts and not rules.unfit(asked, known, bases, self.comparable):
                verdicts.append(rules.judge(asked, known).verdict)
                wanted = set(known)
                checks += [
                    self.identities[code]
                    for code, judged in self.judged.items()
                    if set(judged.identity.codes) == wanted
                ]
        worst = rules.worst(verdicts)
        return None if worst is None else Sum(what=what, verdict=worst, checks=tuple(checks))


def years(known: Snapshot) -> tuple[int, ...]:
    """Years that the pack puts on the home page."""
    return tuple(known.settings["home"]["years"])


def default_year(known: Snapshot) -> int:
    """The year shown where none is asked for."""
    return int(known.settings["home"]["default_year"])


def of_year(known: Snapshot, year: int) -> YearMoney:
    """The money of `year`. Raises NotFound for a year that the pack does not describe."""
    flow = known.settings["home"]["flow"]
    entry = next((one for one in flow["year"] if one["year"] == year), None)
    if entry is None:
        raise NotFound("home.year", _NO_YEAR.format(year=year))
    every = known.figures(state="all")
    printed = _printed(every, entry)
    named = frozenset(entry.get("changes", ()))
    changes = tuple(one for one in every if one.code in named)
    classes = _classes(known, flow["cost_classes"], printed, changes)
    term = _entry(known, "term", entry.get("term"))
    return YearMoney(
        year=year,
        basis=known.entry("basis", entry["basis"]),
        term=term,
        following=_following(known, term),
        projects_of_term=_count(known, term),
        classes=classes,
        payers=_payers(known, classes, printed),
        projects=_projects(known, classes, _starting(every, entry.get("projects", ()))),
        beside=tuple(
            (figure, _entry(known, "body", figure.ministry))
            for figure in _starting(every, entry.get("beside", ()))
        ),
        comparable=frozenset(
            row.code for row in known.entries("basis", state="all") if row.data.get("comparable")
        ),
        judged=known.judgements,
        identities={row.code: row for row in known.entries("identity", state="all")},
    )


def largest_total(known: Snapshot) -> Decimal:
    """The greatest yearly sum over all years of the home page: one scale for every year."""
    classes = set(known.settings["home"]["flow"]["cost_classes"])
    every = known.figures(state="all")
    sums = []
    for entry in known.settings["home"]["flow"]["year"]:
        figures = [one for one in _printed(every, entry) if one.cost_class in classes]
        sums.append(sum((one.value for one in figures if one.ministry), start=Decimal(0)))
    return max(sums, default=Decimal(0))


def orders(known: Snapshot) -> dict[str, int]:
    """The colour of each paying body, from 1, by the first amount printed of it in the pack."""
    paying = dict.fromkeys(one.ministry for one in known.figures(state="all") if one.ministry)
    return {code: min(place, TINTS) for place, code in enumerate(paying, start=1)}


def _printed(every: Iterable[FigureView], entry: Mapping[str, Any]) -> tuple[FigureView, ...]:
    """Figures of one year on the one basis that its entry names: bases never mix."""
    found = _starting(every, entry["figures"])
    return tuple(one for one in found if one.basis == entry["basis"])


def _starting(every: Iterable[FigureView], prefixes: Iterable[str]) -> tuple[FigureView, ...]:
    stems = tuple(prefixes)
    return tuple(one for one in every if stems and one.code.startswith(stems))


def _classes(
    known: Snapshot,
    codes: Iterable[str],
    printed: tuple[FigureView, ...],
    changes: tuple[FigureView, ...],
) -> tuple[CostClass, ...]:
    totals = {one.cost_class: one for one in printed if one.total and one.ministry is None}
    known_classes = {one.cost_class for one in printed}
    return tuple(
        CostClass(
            entry=known.entry("cost_class", code),
            order=order,
            total=totals.get(code),
            paid=tuple(one for one in printed if one.cost_class == code and one.ministry),
            changes=tuple(one for one in changes if one.cost_class == code),
        )
        for order, code in enumerate(codes, start=1)
        if code in known_classes
    )


def _payers(
    known: Snapshot, classes: tuple[CostClass, ...], printed: tuple[FigureView, ...]
) -> tuple[Payer, ...]:
    place = {one.code: one.order for one in classes}
    colour = orders(known)
    codes = sorted({one.ministry for one in printed if one.ministry}, key=lambda c: colour[c])
    found = (
        Payer(
            body=known.entry("body", code),
            order=colour[code],
            parts=tuple(
                sorted(
                    (
                        Part(figure=one, of=place[one.cost_class])
                        for one in printed
                        if one.ministry == code and one.cost_class in place and one.value > 0
                    ),
                    key=lambda part: part.of,
                )
            ),
        )
        for code in codes
    )
    return tuple(payer for payer in found if payer.parts)


def _projects(
    known: Snapshot, classes: tuple[CostClass, ...], printed: tuple[FigureView, ...]
) -> tuple[ProjectMoney, ...]:
    place = {one.code: one.order for one in classes}
    found = []
    for code in dict.fromkeys(one.project for one in printed if one.project):
        mine = [one for one in printed if one.project == code and one.measure == AMOUNT]
        total = next(one for one in mine if one.total)
        parts = [Part(figure=one, of=place[one.cost_class]) for one in mine if one.cost_class]
        found.append(
            ProjectMoney(entry=known.entry("project", code), total=total, parts=tuple(parts))
        )
    return tuple(found)


def _remainder(cls: CostClass, projects: tuple[ProjectMoney, ...]) -> Remainder:
    parts = tuple(p.figure for one in projects for p in one.parts if p.of == cls.order)
    if not parts:
        return Remainder(of=cls, parts=(), value=None, interval=None)
    value = cls.value - sum(_values(parts), start=Decimal(0))
    interval = cls.total.interval if cls.total is not None else cls.interval
    for one in parts:
        if interval is not None:
            interval = interval - one.interval if one.interval is not None else None
    return Remainder(of=cls, parts=parts, value=value, interval=interval)


def _values(figures: Iterable[FigureView]) -> list[Decimal]:
    return [one.value for one in figures]


def _following(known: Snapshot, term: EntryView | None) -> EntryView | None:
    """The adopted term that follows `term`."""
    if term is None:
        return None
    rows: list[EntryView] = [
        row
        for row in known.entries("term", state="all")
        if row.data.get("follows") == term.code and row.data.get("status") == "adopted"
    ]
    return rows[0] if rows else None


def _count(known: Snapshot, term: EntryView | None) -> int:
    if term is None:
        return 0
    return sum(row.data.get("term") == term.code for row in known.entries("project", state="all"))


def _entry(known: Snapshot, kind: str, code: Any) -> EntryView | None:
    found = known.find(Ref(kind, str(code))) if code else None
    return found if isinstance(found, EntryView) else None


_NO_YEAR = Text(
    "{year}年度のお金の流れは資料にありません。",
    "No source prints the flow of money of fiscal year {year}.",
)
