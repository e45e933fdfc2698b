"""The flow of one year drawn: bars, bands, and where every word beside them stands.

Decides: sizes of the words and the room they get. Called by views.home; the template only writes
out what is placed here. Lengths are pixels, widths of bands percent (documents.flow).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from ikkan.documents import flow, lettering
from ikkan.plan.rules import plain
from ikkan.plan.snapshot import FigureView
from ikkan.portal.flow import CostClass, Payer, ProjectMoney, Remainder, YearMoney

NAME: Final = 14.0
SMALL: Final = 13.0
PAYER_ROOM: Final = 134.0
CLASS_ROOM: Final = 156.0
PROJECT_ROOM: Final = 196.0
REST_ROOM: Final = 196.0
_LEADING: Final = 19.0
_TOTAL: Final = 30.0
_LEAST: Final = 24.0


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
class NamedPart:
    """A part of a project's amount under the short name of its class."""

    name: str
    figure: FigureView


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnProject:
    """A project's bar in pieces by class, its name, its amount and its split."""

    project: ProjectMoney
    node: flow.Node
    name: tuple[lettering.Line, ...]
    pieces: tuple[Ribbon, ...]
    ring_y: float
    split_y: float
    parts_named: tuple[NamedPart, ...]

    @property
    def ring_text_y(self) -> float:
        return round(self.ring_y + 4.6, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRest:
    """A remainder's hatched bar and its words."""

    rest: Remainder
    node: flow.Node
    name: tuple[lettering.Line, ...]
    amount_y: float
    ribbon: Ribbon


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
    payer_names = {
        one.body.code: lettering.lines(one.body.label.of(language), PAYER_ROOM / NAME)
        for one in money.payers
    }
    project_names = dict(
        zip(
            (one.entry.code for one in money.projects),
            (
                lettering.lines(name, PROJECT_ROOM / NAME)
                for name in short_names([p.entry.label.of(language) for p in money.projects])
            ),
            strict=True,
        )
    )
    rest_names = {one.of.code: _rest_name(one, language) for one in money.remainders}
    stages = [
        [
            flow.Slot(key=f"payer:{code}", room=max(_LEADING * len(name), _LEAST))
            for code, name in payer_names.items()
        ],
        [flow.Slot(key=f"class:{one.code}", room=96) for one in money.classes],
        [
            *(
                flow.Slot(key=f"project:{one.entry.code}", room=_project_height(one, project_names))
                for one in money.projects
            ),
            *(
                flow.Slot(key=f"rest:{code}", room=_LEADING * len(name))
                for code, name in rest_names.items()
            ),
        ],
    ]
    printed: dict[tuple[str, str], FigureView] = {}
    flows: list[flow.Flow] = []
    for source, target, figure in _printed(money):
        printed[source, target] = figure
        flows.append(flow.Flow(source=source, target=target, value=figure.value))
    flows += [
        flow.Flow(
            source=f"class:{one.of.code}",
            target=f"rest:{one.of.code}",
            value=one.drawn,
            itemised=False,
        )
        for one in money.remainders
    ]
    drawing = flow.draw(stages, flows, full=full)
    class_names = dict(
        zip(
            (one.order for one in money.classes),
            short_names([one.entry.label.of(language) for one in money.classes]),
            strict=True,
        )
    )
    colours = {f"payer:{one.body.code}": f"tint-{one.order}" for one in money.payers}
    colours |= {f"class:{one.code}": f"class-{one.order}" for one in money.classes}
    leaving, arriving = (
        tuple(
            Ribbon(
                band=band,
                tint=colours[band.flow.source] if band.flow.itemised else "rest",
                figure=printed.get((band.flow.source, band.flow.target)),
            )
            for band in bands
        )
        for bands in drawing.bands
    )
    return FlowPicture(
        height=drawing.height,
        payers=tuple(
            _payer(one, drawing.node(f"payer:{one.body.code}"), payer_names[one.body.code], leaving)
            for one in money.payers
        ),
        classes=tuple(
            _class(one, drawing.node(f"class:{one.code}"), language) for one in money.classes
        ),
        projects=tuple(
            _project(
                one,
                drawing.node(f"project:{one.entry.code}"),
                project_names[one.entry.code],
                arriving,
                class_names,
            )
            for one in money.projects
        ),
        rests=tuple(
            _rest(one, drawing.node(f"rest:{one.of.code}"), rest_names[one.of.code], arriving)
            for one in money.remainders
        ),
        leaving=leaving,
        arriving=arriving,
        finding=finding(money, language),
    )


def finding(money: YearMoney, language: str) -> str:
    """One sentence: the largest payment printed, and what of each class no project explains."""
    payer, part = max(
        ((payer, part) for payer in money.payers for part in payer.parts),
        key=lambda pair: pair[1].value,
    )
    cls = next(one for one in money.classes if one.order == part.of)
    said = [
        _("The largest amount goes from %(payer)s to %(class)s: %(amount)s of %(total)s %(unit)s.")
        % {
            "payer": payer.body.label.of(language),
            "class": cls.entry.label.of(language),
            "amount": plain(part.value),
            "total": plain(cls.total.value),
            "unit": money.unit,
        }
    ]
    for rest in money.remainders:
        words = {"class": rest.of.entry.label.of(language), "unit": money.unit}
        if rest.value is None:
            said.append(_("Amounts of %(class)s by project are not in the sources.") % words)
        else:
            words["amount"] = plain(rest.value)
            said.append(
                _("Of %(class)s, %(amount)s %(unit)s (computed) are not itemised by project.")
                % words
            )
    return " ".join(said) if language == "en" else "".join(said)


def short_names(names: list[str]) -> list[str]:
    """The names without the ending that all of them share, where it is a word of its own."""
    if len(names) < 2:
        return names
    shared = ""
    for length in range(1, min(len(name) for name in names)):
        ending = names[0][-length:]
        if any(not name.endswith(ending) for name in names):
            break
        shared = ending
    if len(shared) < 2 or shared.isascii():
        return names
    return [name.removesuffix(shared) for name in names]


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


def _rest_name(rest: Remainder, language: str) -> tuple[str, ...]:
    words = {"class": rest.of.entry.label.of(language)}
    if rest.value is None:
        said = _("%(class)s: amounts by project are not in the sources") % words
    else:
        said = _("%(class)s: no project named in the sources") % words
    room = REST_ROOM if rest.value is not None else REST_ROOM + 90
    return lettering.lines(said, room / SMALL)


def _project_height(one: ProjectMoney, names: dict[str, tuple[str, ...]]) -> float:
    return _LEADING * (len(names[one.entry.code]) + one.split)


def _payer(
    payer: Payer, node: flow.Node, name: tuple[str, ...], ribbons: tuple[Ribbon, ...]
) -> DrawnPayer:
    return DrawnPayer(
        payer=payer,
        node=node,
        name=lettering.placed(name, node.middle - _LEADING * len(name) / 2, _LEADING),
        ribbons=tuple(one for one in ribbons if one.band.flow.source == node.key),
    )


def _class(cls: CostClass, node: flow.Node, language: str) -> DrawnClass:
    name = lettering.lines(cls.entry.label.of(language), CLASS_ROOM / NAME)
    height = _LEADING * len(name) + _TOTAL + (_LEADING if cls.changes else 0)
    top = node.middle - height / 2
    below = top + _LEADING * len(name)
    return DrawnClass(
        cls=cls,
        node=node,
        name=lettering.placed(name, top, _LEADING),
        total_y=round(below + 23, 1),
        change_y=round(below + _TOTAL + 14, 1),
    )


def _project(
    project: ProjectMoney,
    node: flow.Node,
    name: tuple[str, ...],
    ribbons: tuple[Ribbon, ...],
    class_names: dict[int, str],
) -> DrawnProject:
    top = node.middle - _LEADING * (len(name) + project.split) / 2
    placed = lettering.placed(name, top, _LEADING)
    return DrawnProject(
        project=project,
        node=node,
        name=placed,
        pieces=tuple(one for one in ribbons if one.band.flow.target == node.key),
        ring_y=round(top + _LEADING / 2, 1),
        split_y=round(placed[-1].y + _LEADING, 1),
        parts_named=tuple(
            NamedPart(name=class_names[part.of], figure=part.figure) for part in project.parts
        ),
    )


def _rest(
    rest: Remainder, node: flow.Node, name: tuple[str, ...], ribbons: tuple[Ribbon, ...]
) -> DrawnRest:
    placed = lettering.placed(name, node.middle - _LEADING * len(name) / 2, _LEADING)
    return DrawnRest(
        rest=rest,
        node=node,
        name=placed,
        amount_y=placed[-1].y,
        ribbon=next(one for one in ribbons if one.band.flow.target == node.key),
    )
