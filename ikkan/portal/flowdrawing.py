"""The flow of one year drawn: bars, bands, and where every word beside them stands.

Decides: which stages and bands there are and how high a name is. Called by views.home; the template
only writes out what is placed here. Lengths are pixels, bands percent across (documents.flow).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ikkan.documents import flow, lettering
from ikkan.plan.snapshot import FigureView
from ikkan.portal import flowwords
from ikkan.portal.flow import CostClass, Payer, ProjectMoney, Remainder, YearMoney
from ikkan.portal.flowwords import FlowWords, NamedPart

_LEADING: Final = 19.0
_TOTAL: Final = 30.0
_SEAL: Final = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """A band with its class in the style sheet; `figure` is None where nothing is printed."""

    band: flow.Band
    tint: str
    figure: FigureView | None

    @property
    def label_y(self) -> float:
        return round(self.band.from_middle + 4.5, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPayer:
    """A payer's bar, its name and the printed amounts that leave it."""

    payer: Payer
    node: flow.Node
    name: tuple[lettering.Line, ...]
    ribbons: tuple[Ribbon, ...]

    @property
    def seal_y(self) -> float:
        return round(self.name[0].y - 14.5, 1)

    @property
    def seal_text_y(self) -> float:
        return round(self.seal_y + 14.8, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnClass:
    """A class's bar with its name, its total and its change under each other."""

    cls: CostClass
    node: flow.Node
    name: tuple[lettering.Line, ...]
    total_y: float
    change_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitLine:
    """Parts of a project's amount on one line."""

    parts: tuple[NamedPart, ...]
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnProject:
    """A project's bar in pieces by class, its name, its amount and its split."""

    project: ProjectMoney
    node: flow.Node
    name: tuple[lettering.Line, ...]
    pieces: tuple[Ribbon, ...]
    splits: tuple[SplitLine, ...]

    @property
    def ring_y(self) -> float:
        return round(self.name[0].y - 5, 1)

    @property
    def ring_text_y(self) -> float:
        return round(self.ring_y + 4.6, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRest:
    """A remainder's hatched bar and its words."""

    rest: Remainder
    node: flow.Node
    name: tuple[lettering.Line, ...]

    @property
    def amount_y(self) -> float:
        return self.name[-1].y


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPicture:
    """Everything the wide drawing shows; `finding` is its sentence for those who do not see it."""

    height: float
    payers: tuple[DrawnPayer, ...]
    classes: tuple[DrawnClass, ...]
    projects: tuple[DrawnProject, ...]
    rests: tuple[DrawnRest, ...]
    leaving: tuple[Ribbon, ...]
    arriving: tuple[Ribbon, ...]
    finding: str


def draw(money: YearMoney, *, full: Decimal, language: str) -> FlowPicture:
    """The drawing of a year; `full` keeps one scale through the years."""
    said = flowwords.of(money, language)
    printed = {(source, target): figure for source, target, figure in _printed(money)}
    flows = [
        *(
            flow.Flow(source=source, target=target, value=figure.value)
            for (source, target), figure in printed.items()
        ),
        *(
            flow.Flow(source=f"class:{code}", target=f"rest:{code}", value=value, itemised=False)
            for code, value in ((one.of.code, one.drawn) for one in money.remainders)
        ),
    ]
    drawing = flow.draw(_stages(money, said), flows, full=full)
    leaving, arriving = (_ribbons(bands, money, printed) for bands in drawing.bands)
    return FlowPicture(
        height=drawing.height,
        payers=tuple(_payer(one, drawing, said, leaving) for one in money.payers),
        classes=tuple(_class(one, drawing, said) for one in money.classes),
        projects=tuple(_project(one, drawing, said, arriving) for one in money.projects),
        rests=tuple(_rest(one, drawing, said) for one in money.remainders),
        leaving=leaving,
        arriving=arriving,
        finding=flowwords.finding(money, language),
    )


def _stages(money: YearMoney, said: FlowWords) -> list[list[flow.Slot]]:
    """The bars of each stage with the room that their words need."""
    return [
        [
            flow.Slot(key=f"payer:{code}", room=max(_LEADING * len(name), _SEAL))
            for code, name in said.payers.items()
        ],
        [
            flow.Slot(key=f"class:{one.code}", room=_class_height(one, said))
            for one in money.classes
        ],
        [
            *(
                flow.Slot(
                    key=f"project:{code}", room=_LEADING * (len(name) + len(said.splits[code]))
                )
                for code, name in said.projects.items()
            ),
            *(
                flow.Slot(key=f"rest:{code}", room=_LEADING * len(name))
                for code, name in said.rests.items()
            ),
        ],
    ]


def _printed(money: YearMoney) -> list[tuple[str, str, FigureView]]:
    """Every printed flow as source, target and figure, in the order of the picture."""
    codes = {one.order: one.code for one in money.classes}
    return [
        *(
            (f"payer:{one.body.code}", f"class:{codes[part.of]}", part.figure)
            for one in money.payers
            for part in one.parts
        ),
        *(
            (f"class:{codes[part.of]}", f"project:{one.entry.code}", part.figure)
            for one in money.projects
            for part in one.parts
        ),
    ]


def _ribbons(
    bands: tuple[flow.Band, ...], money: YearMoney, printed: dict[tuple[str, str], FigureView]
) -> tuple[Ribbon, ...]:
    tints = {f"payer:{one.body.code}": f"tint-{one.order}" for one in money.payers}
    tints |= {f"class:{one.code}": f"class-{one.order}" for one in money.classes}
    return tuple(
        Ribbon(
            band=band,
            tint=tints[band.flow.source] if band.flow.itemised else "rest",
            figure=printed.get((band.flow.source, band.flow.target)),
        )
        for band in bands
    )


def _payer(
    payer: Payer, drawing: flow.FlowDrawing, said: FlowWords, leaving: tuple[Ribbon, ...]
) -> DrawnPayer:
    node, name = drawing.node(f"payer:{payer.body.code}"), said.payers[payer.body.code]
    return DrawnPayer(
        payer=payer,
        node=node,
        name=_beside(node, name),
        ribbons=tuple(one for one in leaving if one.band.flow.source == node.key),
    )


def _class(cls: CostClass, drawing: flow.FlowDrawing, said: FlowWords) -> DrawnClass:
    node, name = drawing.node(f"class:{cls.code}"), said.classes[cls.code]
    top = node.middle - _class_height(cls, said) / 2
    below = top + _LEADING * len(name)
    return DrawnClass(
        cls=cls,
        node=node,
        name=lettering.placed(name, top, _LEADING),
        total_y=round(below + 23, 1),
        change_y=round(below + _TOTAL + 14, 1),
    )


def _class_height(cls: CostClass, said: FlowWords) -> float:
    below = bool(cls.changes) or cls.total is None
    return _LEADING * (len(said.classes[cls.code]) + below) + _TOTAL


def _project(
    project: ProjectMoney,
    drawing: flow.FlowDrawing,
    said: FlowWords,
    arriving: tuple[Ribbon, ...],
) -> DrawnProject:
    code = project.entry.code
    node, name, splits = drawing.node(f"project:{code}"), said.projects[code], said.splits[code]
    top = node.middle - _LEADING * (len(name) + len(splits)) / 2
    placed = lettering.placed(name, top, _LEADING)
    return DrawnProject(
        project=project,
        node=node,
        name=placed,
        pieces=tuple(one for one in arriving if one.band.flow.target == node.key),
        splits=tuple(
            SplitLine(parts=parts, y=round(placed[-1].y + _LEADING * place, 1))
            for place, parts in enumerate(splits, start=1)
        ),
    )


def _rest(rest: Remainder, drawing: flow.FlowDrawing, said: FlowWords) -> DrawnRest:
    node = drawing.node(f"rest:{rest.of.code}")
    return DrawnRest(rest=rest, node=node, name=_beside(node, said.rests[rest.of.code]))


def _beside(node: flow.Node, name: tuple[str, ...]) -> tuple[lettering.Line, ...]:
    return lettering.placed(name, node.middle - _LEADING * len(name) / 2, _LEADING)
