"""A policy as its page and its paper show it: two lists, grounds, findings, receipts.

Decides: a citation that the reader may not see is left out. A constant number of queries.
Called by the page (`kinds`), the paper and the page of differences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.budget.policies import queries
from ikkan.budget.policies.differing import Item
from ikkan.budget.policies.models import AllocationPolicy, Ground, PolicyItem, Receipt
from ikkan.budget.policies.rules import AREA, GROUNDS, NewGround, is_address
from ikkan.plan import queries as plan
from ikkan.plan.snapshot import EntryView
from ikkan.records import ports
from ikkan.records.kinds import kind_of
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGround:
    """A ground as it is read; `cited` is named where it leads to something other than itself."""

    sort: Text
    text: Text
    day: str
    source: str
    cited: Text | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownItem:
    """An item with its number in its list."""

    item: PolicyItem
    number: int
    text: Text
    grounds: tuple[ShownGround, ...]
    open: bool

    @property
    def url(self) -> str:
        """The page of the item."""
        kind = kind_of(queries.ITEM)
        return kind.url(self.item.code) if kind is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Priority areas of one project, or of none."""

    project: EntryView | None
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """A ministry that the policy was presented to, with its receipt."""

    body: EntryView | None
    code: str
    receipt: Receipt | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything of a policy."""

    points: tuple[ShownItem, ...]
    groups: tuple[Group, ...]
    receipts: tuple[Acknowledged, ...]

    @property
    def areas(self) -> tuple[ShownItem, ...]:
        """Every priority area."""
        return tuple(one for group in self.groups for one in group.items)

    @property
    def findings(self) -> tuple[ShownItem, ...]:
        """Areas that cite nothing and were not accepted without."""
        return tuple(one for one in self.areas if one.open)

    @property
    def waiting(self) -> tuple[Acknowledged, ...]:
        """Ministries that did not acknowledge."""
        return tuple(one for one in self.receipts if one.receipt is None)


def title(policy: AllocationPolicy) -> Text:
    """Its name; in Japanese where there is no English."""
    return Text.either(policy.name_ja, policy.name_en)


def show(policy: AllocationPolicy, actor: Actor, as_of: date) -> Shown:
    """The policy for a reader."""
    points, areas = queries.split(queries.items_of(policy))
    known = plan.snapshot(as_of)
    named = ports.names(_cited([*points, *areas]), as_of, actor)
    shown_areas = _shown(areas, named)
    projects = list(dict.fromkeys(one.item.project for one in shown_areas))
    rows = {row.code: row for row in known.entries("project", state="all")}
    projects.sort(key=lambda code: rows[code].position if code in rows else len(rows))
    bodies = {row.code: row for row in known.entries("body", state="all")}
    receipts = {one.body: one for one in policy.receipts.all()}
    return Shown(
        points=_shown(points, named),
        groups=tuple(
            Group(
                project=rows.get(code),
                items=tuple(one for one in shown_areas if one.item.project == code),
            )
            for code in projects
        ),
        receipts=tuple(
            Acknowledged(body=bodies.get(code), code=code, receipt=receipts.get(code))
            for code in policy.presented_to
        ),
    )


def compared(policy: AllocationPolicy, language: str) -> list[Item]:
    """Its items as they are compared with those of another."""
    return [
        Item(
            code=one.code,
            key=one.key,
            sort=one.sort,
            project=one.project,
            text=queries.text_of(one).of(language),
            other=one.text_en if language == "ja" else one.text_ja,
            grounds=tuple(_ground_text(ground).of(language) for ground in one.grounds.all()),
        )
        for one in queries.items_of(policy)
    ]


def _shown(items: Sequence[PolicyItem], named: Any) -> tuple[ShownItem, ...]:
    return tuple(
        ShownItem(
            item=one,
            number=number,
            text=queries.text_of(one),
            grounds=tuple(_ground(ground, named) for ground in one.grounds.all()),
            open=not one.grounds.all() and not one.accepted_because and one.sort == AREA,
        )
        for number, one in enumerate(items, start=1)
    )


def _ground(ground: Ground, named: Any) -> ShownGround:
    ref = _ref(ground)
    found = named.get(ref) if ref is not None and ref.kind != "ground" else None
    cited = found.label if found is not None and found.known else None
    url = (found.url or "") if found is not None else ""
    if is_address(ground.cites):
        cited, url = Text(ground.cites, ground.cites), ground.cites
    return ShownGround(
        sort=GROUNDS[ground.sort],
        text=_ground_text(ground),
        day=ground.said_on,
        source=ground.source,
        cited=cited,
        url=url,
    )


def _cited(items: Iterable[PolicyItem]) -> list[Ref]:
    refs = [_ref(ground) for one in items for ground in one.grounds.all()]
    return [ref for ref in refs if ref is not None]


def _ref(ground: Ground) -> Ref | None:
    return NewGround(sort=ground.sort, text_ja=ground.text_ja, cites=ground.cites).ref


def _ground_text(ground: Ground) -> Text:
    return Text.either(ground.text_ja, ground.text_en)
