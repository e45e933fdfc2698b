"""Money through three stages as bars and bands: payer, cost class, project.

Decides: where each bar stands and which path each band takes. Called by portal.flow. Pure.
Heights come from the printed amounts on one scale; a band keeps its thickness from end to end and
none is thinner than 1.2 px (ui.md §7). Bands run from 0 to 100 across, pixels down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

HEIGHT: Final = 384
THINNEST: Final = 1.2
ACROSS: Final = 100
_TOP: Final = 12.0
_GAP: Final = 20.0
_LOOSE: Final = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A named bar of a stage; `room` is the height its words need, in pixels."""

    key: str
    room: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """An amount from a bar to a bar of the next stage; `itemised` False for a remainder."""

    source: str
    target: str
    value: Decimal
    itemised: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A bar: `middle` is where its words are centred."""

    key: str
    stage: int
    value: Decimal
    y: float
    height: float

    @property
    def middle(self) -> float:
        return round(self.y + self.height / 2, 1)

    @property
    def bottom(self) -> float:
        return round(self.y + self.height, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A flow drawn: `from_y` and `to_y` are its upper ends, `path` its outline."""

    flow: Flow
    from_y: float
    to_y: float
    thickness: float
    path: str

    @property
    def from_middle(self) -> float:
        return round(self.from_y + self.thickness / 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowDrawing:
    """Every bar by stage and every band by the stage it leaves."""

    height: float
    stages: tuple[tuple[Node, ...], ...]
    bands: tuple[tuple[Band, ...], ...]

    def node(self, key: str) -> Node:
        """The bar of that key; raises KeyError where there is none."""
        for nodes in self.stages:
            for node in nodes:
                if node.key == key:
                    return node
        raise KeyError(key)


def draw(
    stages: Sequence[Sequence[Slot]], flows: Sequence[Flow], *, full: Decimal | None = None
) -> FlowDrawing:
    """The drawing; `full` is the amount that fills the height (one scale for several drawings).

    Raises KeyError for a flow that names no bar, ValueError for one that skips a stage.
    """
    order = {
        slot.key: (stage, place)
        for stage, slots in enumerate(stages)
        for place, slot in enumerate(slots)
    }
    for flow in flows:
        if order[flow.target][0] - order[flow.source][0] != 1:
            raise ValueError(f"{flow.source} to {flow.target} skips a stage")
    values = {key: _through(key, flows) for key in order}
    most = max((sum(values[slot.key] for slot in slots) for slots in stages), default=Decimal(0))
    scale = HEIGHT / float(full or most or 1)
    extents = [
        sum(_extent(slot, values, scale) for slot in slots) + _GAP * (len(slots) - 1)
        for slots in stages
    ]
    height = max(extents, default=0.0) + 2 * _TOP
    placed = tuple(
        _stage(number, slots, values, scale, (extent, height))
        for number, (slots, extent) in enumerate(zip(stages, extents, strict=True))
    )
    nodes = {node.key: node for column in placed for node in column}
    bands = tuple(
        _bands([flow for flow in flows if order[flow.source][0] == stage], nodes, order, scale)
        for stage in range(max(len(stages) - 1, 0))
    )
    return FlowDrawing(height=round(height, 1), stages=placed, bands=bands)


def _through(key: str, flows: Sequence[Flow]) -> Decimal:
    """What passes a bar: the greater of what comes and what goes, which rounding may part."""
    comes = sum((flow.value for flow in flows if flow.target == key), start=Decimal(0))
    goes = sum((flow.value for flow in flows if flow.source == key), start=Decimal(0))
    return max(comes, goes)


def _extent(slot: Slot, values: Mapping[str, Decimal], scale: float) -> float:
    return max(_thick(values[slot.key], scale), slot.room)


def _stage(
    stage: int,
    slots: Sequence[Slot],
    values: Mapping[str, Decimal],
    scale: float,
    room: tuple[float, float],
) -> tuple[Node, ...]:
    """Bars of one stage, centred; what is left of the height loosens them a little."""
    extent, height = room
    inside = max(len(slots) - 1, 1)
    loose = min((height - 2 * _TOP - extent) / inside / 2, _LOOSE)
    top = (height - extent - loose * (len(slots) - 1)) / 2
    nodes = []
    for slot in slots:
        extent, thick = _extent(slot, values, scale), _thick(values[slot.key], scale)
        nodes.append(
            Node(
                key=slot.key,
                stage=stage,
                value=values[slot.key],
                y=round(top + (extent - thick) / 2, 1),
                height=round(thick, 1),
            )
        )
        top += extent + _GAP + loose
    return tuple(nodes)


def _bands(
    flows: Sequence[Flow],
    nodes: Mapping[str, Node],
    order: Mapping[str, tuple[int, int]],
    scale: float,
) -> tuple[Band, ...]:
    """Bands that leave one stage, stacked at both ends in the order of the bars opposite."""
    starts = _ends(flows, nodes, order, scale, leaving=True)
    arrivals = _ends(flows, nodes, order, scale, leaving=False)
    bands = []
    for place, flow in enumerate(flows):
        thick = round(_thick(flow.value, scale), 2)
        begin, end = starts[place], arrivals[place]
        path = _path(begin, end, thick)
        bands.append(Band(flow=flow, from_y=begin, to_y=end, thickness=thick, path=path))
    return tuple(bands)


def _ends(
    flows: Sequence[Flow],
    nodes: Mapping[str, Node],
    order: Mapping[str, tuple[int, int]],
    scale: float,
    *,
    leaving: bool,
) -> dict[int, float]:
    """The upper end of each flow on its own side, by its place in `flows`."""
    found: dict[int, float] = {}
    near = {place: flow.source if leaving else flow.target for place, flow in enumerate(flows)}
    far = {place: flow.target if leaving else flow.source for place, flow in enumerate(flows)}
    for key in dict.fromkeys(near.values()):
        mine = sorted((place for place in near if near[place] == key), key=lambda p: order[far[p]])
        thick = {place: _thick(flows[place].value, scale) for place in mine}
        # Bars hold what passes; thin bands drawn at their least thickness stay centred on them.
        spare = nodes[key].height - sum(thick.values())
        at = nodes[key].y + min(spare, 0.0) / 2
        for place in mine:
            found[place] = round(at, 2)
            at += thick[place]
    return found


def _thick(value: Decimal, scale: float) -> float:
    return max(float(value) * scale, THINNEST)


def _path(begin: float, end: float, thick: float) -> str:
    half = ACROSS // 2
    return (
        f"M0 {begin:g}C{half} {begin:g} {half} {end:g} {ACROSS} {end:g}"
        f"V{end + thick:.6g}C{half} {end + thick:.6g} {half} {begin + thick:.6g}"
        f" 0 {begin + thick:.6g}Z"
    )
