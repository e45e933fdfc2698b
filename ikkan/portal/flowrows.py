"""The table that equals the flow: every amount of the picture on a line of its own.

Decides: the order of the lines and what is printed or computed. Called by views.home, for the
page and for its files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ikkan.plan.rules import Verdict
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.portal import downloads
from ikkan.portal.flow import CostClass, Remainder, YearMoney
from ikkan.tabular import Cell, Sheet
from ikkan.values.ref import Ref

TOTAL: Final = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    """One line: a printed figure, or what is computed; `total` lines are sums of others."""

    payer: EntryView | None = None
    cls: EntryView | None = None
    project: EntryView | None = None
    amount: FigureView | Remainder | CostClass
    total: bool = False
    verdict: Verdict | None = None

    @property
    def figure(self) -> FigureView | None:
        return self.amount if isinstance(self.amount, FigureView) else None

    @property
    def computed(self) -> Remainder | CostClass | None:
        return None if isinstance(self.amount, FigureView) else self.amount


def rows(known: Snapshot, money: YearMoney) -> tuple[FlowRow, ...]:
    """By class: payers, the total, projects, the remainder; then whole projects, then beside."""
    return (
        *(row for cls in money.classes for row in _class(known, money, cls)),
        *(
            _row(known, one.total, project=one.entry, total=True)
            for one in money.projects
            if one.split
        ),
        *(
            _row(known, figure, payer=body, cls=_class_of(known, figure))
            for figure, body in money.beside
        ),
    )


def sheet(known: Snapshot, money: YearMoney, language: str, title: str) -> Sheet:
    """The same lines as a file, codes beside names."""
    heads = (
        *(_("Fiscal year"), _("Ministry code"), _("Ministry"), _("Cost class code")),
        *(_("Cost class"), _("Project code"), _("Project"), _("Value"), _("Unit"), _("Kind")),
        *(_("As printed"), _("Lowest"), _("Highest"), _("Computed as"), _("Basis")),
        *(_("Code"), _("Source")),
    )
    notes = downloads.notes(known, downloads.source_codes(money.figures), language)
    body = (_cells(row, money, language) for row in rows(known, money))
    return Sheet.of(title, heads, body, notes)


def _class(known: Snapshot, money: YearMoney, cls: CostClass) -> Iterator[FlowRow]:
    for payer in money.payers:
        for part in payer.parts:
            if part.of == cls.order:
                yield _row(known, part.figure, payer=payer.body, cls=cls.entry)
    if cls.total is None:
        yield FlowRow(cls=cls.entry, amount=cls, total=True)
    else:
        yield _row(known, cls.total, cls=cls.entry, total=True)
    for project in money.projects:
        for part in project.parts:
            if part.of == cls.order:
                yield _row(known, part.figure, cls=cls.entry, project=project.entry)
    for rest in money.remainders:
        if rest.of.code == cls.code:
            yield FlowRow(cls=cls.entry, amount=rest)


def _class_of(known: Snapshot, figure: FigureView) -> EntryView | None:
    found = known.find(Ref("cost_class", figure.cost_class)) if figure.cost_class else None
    return found if isinstance(found, EntryView) else None


def _row(
    known: Snapshot,
    figure: FigureView,
    *,
    payer: EntryView | None = None,
    cls: EntryView | None = None,
    project: EntryView | None = None,
    total: bool = False,
) -> FlowRow:
    return FlowRow(
        payer=payer,
        cls=cls,
        project=project,
        amount=figure,
        total=total,
        verdict=known.mark(figure.code),
    )


def _cells(row: FlowRow, money: YearMoney, language: str) -> list[Cell]:
    named: list[Cell] = [money.year]
    for entry in (row.payer, row.cls, row.project):
        named += [entry.code, entry.label.of(language)] if entry else [None, None]
    if isinstance(row.amount, FigureView):
        figure, interval = row.amount, row.amount.interval
        return [
            *(*named, figure.value, figure.unit),
            _("printed total") if row.total else pgettext("of a number", "printed"),
            figure.printed,
            interval.low if interval else None,
            interval.high if interval else None,
            *(None, figure.basis, figure.code, downloads.places(figure)),
        ]
    rest, interval = row.amount, row.amount.interval
    return [
        *(*named, rest.value, money.unit),
        _("not in the sources") if rest.value is None else _("computed"),
        None,
        interval.low if interval else None,
        interval.high if interval else None,
        rest.sum if rest.value is not None else None,
        *(money.basis.code, None, None),
    ]
