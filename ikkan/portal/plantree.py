"""A document of the plan as the tree of its clauses, in the order of the source.

Decides: the order, what stands under which heading, and what hangs on a clause: programmes and
indicators that links of the pack join to it, and the clauses that amend it. Called by
views.plan_clauses. Source: S-050; nothing is said beyond what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.records import queries
from ikkan.values.ref import Ref

FILTERS: Final = ("form", "section", "carrier", "aim", "owner", "project")
CARRIES, ANSWERS, CONTINUES = "carries_out", "answers", "continues"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A clause at its depth, with what joins it; `aside` keeps it only for what stands under it."""

    row: EntryView
    depth: int
    aside: bool
    project: EntryView | None
    domain: EntryView | None
    owner: EntryView | None
    programmes: tuple[EntryView, ...]
    indicators: tuple[EntryView, ...]
    answers: tuple[EntryView, ...]
    amended: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of the pack, read both ways."""

    to: Mapping[Ref, tuple[EntryView, ...]]
    by: Mapping[Ref, tuple[EntryView, ...]]

    def ends(self, known: Snapshot, ref: Ref, relation: str, *kinds: str) -> tuple[EntryView, ...]:
        """Records of these kinds that stand in the relation to `ref`."""
        found = (known.find(start(row)) for row in self.to.get(ref, ()) if _is(row, relation))
        return tuple(row for row in found if isinstance(row, EntryView) and row.kind in kinds)

    def starts(self, known: Snapshot, ref: Ref, relation: str) -> tuple[EntryView, ...]:
        """Clauses to which `ref` stands in the relation."""
        found = (known.find(end(row)) for row in self.by.get(ref, ()) if _is(row, relation))
        return tuple(row for row in found if isinstance(row, EntryView))


def links(known: Snapshot) -> Links:
    """Every link in force on the day, by both of its ends."""
    to: dict[Ref, tuple[EntryView, ...]] = {}
    by: dict[Ref, tuple[EntryView, ...]] = {}
    for row in known.entries("clause_link"):
        to[end(row)] = (*to.get(end(row), ()), row)
        by[start(row)] = (*by.get(start(row), ()), row)
    return Links(to=to, by=by)


def start(link: EntryView) -> Ref:
    """The record that a link leads from."""
    return Ref.parse(str(link.data["from"]))


def end(link: EntryView) -> Ref:
    """The clause that a link leads to."""
    return Ref("clause", str(link.data["to"]))


def clauses(known: Snapshot, document: str) -> list[EntryView]:
    """The clauses of a document in the order of the source; those without a line come last."""
    rows = [row for row in known.entries("clause", state="all") if row.data["of"] == document]
    return sorted(rows, key=_place)


def tree(
    known: Snapshot, document: str, asked: Mapping[str, str], actor: Actor
) -> tuple[Branch, ...]:
    """The clauses under their headings; narrowed, a heading stays for what stands under it."""
    rows = clauses(known, document)
    wanted = {row.code for row in rows if _asked(row, asked)}
    kept = wanted | _above(rows, wanted)
    joined, amended = links(known), amendments([row.ref for row in rows], actor)
    below: dict[str, list[EntryView]] = {}
    codes = {row.code for row in rows}
    for row in rows:
        under = str(row.data.get("under") or "")
        below.setdefault(under if under in codes else "", []).append(row)
    found: list[Branch] = []

    def descend(code: str, depth: int) -> None:
        for row in below.get(code, ()):
            if row.code in kept:
                aside = row.code not in wanted
                found.append(_branch(known, row, depth, aside, joined, amended))
                descend(row.code, depth + 1)

    descend("", 0)
    return tuple(found)


def amendments(refs: Iterable[Ref], actor: Actor) -> dict[Ref, tuple[Any, ...]]:
    """Clauses in preparation or decided that follow these, as the reader may see them."""
    found: dict[Ref, tuple[Any, ...]] = {}
    for clause in queries.visible("plan.clause", actor).filter(follows__in=[*map(str, refs)]):
        ref = Ref.parse(clause.follows)
        found[ref] = (*found.get(ref, ()), clause)
    return found


def options(known: Snapshot, document: str) -> dict[str, list[str]]:
    """What a document's clauses can be narrowed by: the values that occur in it."""
    rows = clauses(known, document)
    found = {
        name: sorted({str(row.data[name]) for row in rows if row.data.get(name)})
        for name in FILTERS
    }
    return {name: values for name, values in found.items() if values}


def _branch(
    known: Snapshot,
    row: EntryView,
    depth: int,
    aside: bool,
    joined: Links,
    amended: Mapping[Ref, tuple[Any, ...]],
) -> Branch:
    return Branch(
        row=row,
        depth=depth,
        aside=aside,
        project=entry(known, "project", row.data.get("project")),
        domain=entry(known, "domain", row.data.get("domain")),
        owner=entry(known, "body", row.data.get("owner")),
        programmes=joined.ends(known, row.ref, CARRIES, "programme"),
        indicators=joined.ends(known, row.ref, ANSWERS, "indicator"),
        answers=(
            *joined.starts(known, row.ref, ANSWERS),
            *joined.starts(known, row.ref, CARRIES),
        ),
        amended=amended.get(row.ref, ()),
    )


def entry(known: Snapshot, kind: str, code: object) -> EntryView | None:
    """The row of that code; None where the cell is empty."""
    found = known.find(Ref(kind, str(code))) if code else None
    return found if isinstance(found, EntryView) else None


def _above(rows: Iterable[EntryView], codes: set[str]) -> set[str]:
    under = {row.code: str(row.data.get("under") or "") for row in rows}
    found: set[str] = set()
    for code in codes:
        above = under.get(code, "")
        while above and above not in found:
            found.add(above)
            above = under.get(above, "")
    return found


def _asked(row: EntryView, asked: Mapping[str, str]) -> bool:
    return all(str(row.data.get(name) or "") == value for name, value in asked.items() if value)


def _place(row: EntryView) -> tuple[str, int, int]:
    code, line = row.sources[0]
    return code, line if line is not None else 10**6, row.position


def _is(row: EntryView, relation: str) -> bool:
    return bool(row.data["relation"] == relation)
