"""Everything that follows from a clause, by sort, as the reader may see it.

Decides: what counts as following: what the line joins below or beside the clause, what the links
of the pack join to it, and what hangs on the project that it names. Walks are those of the line,
within its bounds; where more hangs, the page says so. Called by views.plan_clauses. Source: S-060.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ikkan.audit.actor import Actor
from ikkan.line import queries as lines
from ikkan.line.queries import Node, Walk
from ikkan.line.registry import Record
from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.portal import plantree
from ikkan.values.ref import Ref
from ikkan.values.text import Text

SHOWN: Final = 30
_SORTS: Final[tuple[tuple[str, Text, tuple[str, ...]], ...]] = (
    ("clauses", Text("続く条項・引用する条項", "Clauses that follow or cite it"),
     ("plan.clause", "clause")),
    ("programmes", Text("事業", "Programmes"), ("programme", "programme_share", "fund")),
    ("money", Text("お金（公表値・要求・配分）", "Money: figures, requests, allocations"),
     ("figure", "budget.")),
    ("awards", Text("公募と課題", "Calls and awards"), ("calls.", "awards.", "published_award")),
    ("indicators", Text("指標と実績", "Indicators and actual values"),
     ("indicator", "evaluation.actual")),
    ("followups", Text("フォローアップと所見", "Follow-ups and findings"), ("evaluation.",)),
    ("decisions", Text("会議と決定", "Meetings and decisions"),
     ("plan.decision", "plan.meeting", "plan.paper", "plan.advice")),
    ("outcomes", Text("シーズと成果", "Seeds and outcomes"),
     ("portfolio.", "outcomes.", "approval", "case")),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record that follows, and the project through which it does where it is not joined."""

    ref: Ref
    label: Text
    url: str | None
    value: Text | None = None
    through: EntryView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Records of one sort; `more` where the line goes on beyond what was followed."""

    code: str
    label: Text
    rows: tuple[Found, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What follows from a clause; `cut` where the line was not followed to its end."""

    sorts: tuple[Sort, ...]
    cut: bool


def of(known: Snapshot, ref: Ref, actor: Actor) -> Following:
    """All of it. Raises NotFound."""
    walk = lines.walk(ref, as_of=known.as_of, viewer=actor)
    found = {one.ref: one for one in _joined(walk)}
    found |= {one.ref: one for one in _linked(known, ref) if one.ref not in found}
    cut = walk.down_cut or _is_cut(walk)
    project = _project(known, ref)
    if project is not None:
        near = lines.walk(project.ref, as_of=known.as_of, viewer=actor, depth=2)
        cut = cut or near.down_cut or _is_cut(near)
        for one in _nodes(near.down):
            found.setdefault(one.ref, _found(one, project))
    found.pop(ref, None)
    return Following(sorts=tuple(_sorts(found)), cut=cut)


def _sorts(found: dict[Ref, Found]) -> Iterator[Sort]:
    left = dict(found)
    for code, label, kinds in _SORTS:
        rows = [left.pop(ref) for ref in list(left) if _among(ref.kind, kinds)]
        yield Sort(code=code, label=label, rows=tuple(rows[:SHOWN]), more=max(0, len(rows) - SHOWN))


def _among(kind: str, kinds: Iterable[str]) -> bool:
    return any(kind == one or (one.endswith(".") and kind.startswith(one)) for one in kinds)


def _joined(walk: Walk) -> Iterator[Found]:
    for record in (*_nodes(walk.down), *_nodes(walk.sides)):
        yield _found(record, None)


def _nodes(nodes: Iterable[Node]) -> Iterator[Record]:
    for node in nodes:
        yield node.record
        yield from _nodes(node.children)


def _is_cut(walk: Walk) -> bool:
    return any(_cut(node) for node in walk.down)


def _cut(node: Node) -> bool:
    return node.cut or any(_cut(child) for child in node.children)


def _found(record: Record, through: EntryView | None) -> Found:
    return Found(
        ref=record.ref,
        label=record.label,
        url=record.url,
        value=record.value,
        through=through,
    )


def _linked(known: Snapshot, ref: Ref) -> Iterator[Found]:
    for link in plantree.links(known).to.get(ref, ()):
        row = known.find(plantree.start(link))
        if isinstance(row, EntryView):
            yield Found(ref=row.ref, label=row.label, url=row.url)


def _project(known: Snapshot, ref: Ref) -> EntryView | None:
    row = known.find(ref)
    return plantree.entry(known, "project", row.data.get("project")) if row else None
