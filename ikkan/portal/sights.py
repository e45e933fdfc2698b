"""What the pages of plan, outcomes and funds show, put together from one snapshot.

Decides: which rows belong together and what is said to be missing. No query of its own; names come
from the pack. Source: ui.md §1 (say what is missing), §10.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ikkan.documents import spans as drawing
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.values.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSight:
    """A term with what belongs to it; `draft` where it was never adopted in that form."""

    term: EntryView
    projects: tuple[EntryView, ...]
    domains: tuple[EntryView, ...]
    documents: tuple[EntryView, ...]

    @property
    def draft(self) -> bool:
        return self.term.data["status"] == "draft_structure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A printed count with how many the sources itemise; `itemised` None where none can be."""

    figure: FigureView
    itemised: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorGroup:
    """Indicators of one class in one document; empty where the class is named without items."""

    document: EntryView
    kind: str
    rows: tuple[tuple[EntryView, FigureView | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A published case with its steps in printed order."""

    case: EntryView
    steps: tuple[tuple[EntryView, EntryView | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """A fund with its printed amount and the check of its printed years."""

    fund: EntryView
    amount: FigureView | None
    programme: EntryView | None
    checks: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSpan:
    """A fund with printed years: its total belongs to the whole span, to no single year."""

    fund: EntryView
    amount: FigureView | None
    span: drawing.Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSpans:
    """Funds with a printed first year on one axis of years."""

    rows: tuple[FundSpan, ...]
    years: tuple[drawing.Year, ...]


def terms(known: Snapshot) -> tuple[TermSight, ...]:
    """Adopted terms and draft structures in the order of their first year, drafts before."""
    found = sorted(
        known.entries("term", state="all"),
        key=lambda row: (int(row.data["first_year"]), row.data["status"] == "adopted"),
    )
    return tuple(
        TermSight(
            term=row,
            projects=_of(known, "project", row.code),
            domains=_of(known, "domain", row.code),
            documents=tuple(
                document
                for document in known.entries("instrument", state="all")
                if document.data.get("term") == row.code
            ),
        )
        for row in found
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """Of all projects of a term, those that the crosswalk says no source maps to the next."""

    pair: str
    unmapped: int
    all: int


def remainder(known: Snapshot) -> tuple[Remainder, ...]:
    """What the crosswalk leaves unmapped, from each term to the next."""
    left: dict[tuple[str, str], set[str]] = {}
    for row in known.entries("crosswalk", state="all"):
        if row.data["relation"] == "unmapped" and row.data.get("from_project"):
            pair = (str(row.data.get("from_term") or ""), str(row.data.get("to_term") or ""))
            left.setdefault(pair, set()).add(str(row.data["from_project"]))
    return tuple(
        Remainder(pair=f"{old} → {new}", unmapped=len(codes), all=len(_of(known, "project", old)))
        for (old, new), codes in sorted(left.items())
    )


def instruments(known: Snapshot) -> tuple[tuple[EntryView, int], ...]:
    """Every document with the number of its clauses in the pack."""
    counted: dict[str, int] = {}
    for clause in known.entries("clause", state="all"):
        counted[clause.data["of"]] = counted.get(clause.data["of"], 0) + 1
    return tuple(
        (row, counted.get(row.code, 0)) for row in known.entries("instrument", state="all")
    )


def reached(known: Snapshot) -> tuple[Reached, ...]:
    """The outcome figures that the pack puts on the home page; products itemised are counted."""
    settings: Mapping[str, Any] = known.settings.get("home", {}).get("outcomes", {})
    found = []
    for code in settings.get("figures", ()):
        figure = known.figure(code)
        count = _products(known, figure.term) if settings.get("itemised") == code else None
        found.append(Reached(figure=figure, itemised=count))
    return tuple(found)


def indicators(known: Snapshot) -> tuple[IndicatorGroup, ...]:
    """Indicators by document and class, in the order of the pack."""
    grouped: dict[tuple[str, str], list[EntryView]] = {}
    for row in known.entries("indicator", state="all"):
        grouped.setdefault((row.data["of"], row.data["class"]), []).append(row)
    return tuple(
        IndicatorGroup(
            document=known.entry("instrument", document),
            kind=kind,
            rows=tuple((row, _figure(known, row.data.get("figure"))) for row in rows),
        )
        for (document, kind), rows in grouped.items()
    )


def cases(known: Snapshot) -> tuple[Case, ...]:
    """Published cases with their steps; a step names its programme where one is printed."""
    return tuple(
        Case(
            case=row,
            steps=tuple(
                (step, _entry(known, "programme", step.data.get("programme")))
                for step in known.entries("case_step", state="all")
                if step.data["case"] == row.code
            ),
        )
        for row in known.entries("case", state="all")
    )


def funds(known: Snapshot) -> tuple[Fund, ...]:
    """Funds in the order of the pack."""
    return tuple(
        Fund(
            fund=row,
            amount=(amount := _figure(known, row.data.get("figure"))),
            programme=_entry(known, "programme", row.data.get("programme")),
            checks=_year_checks(known, amount),
        )
        for row in known.entries("fund", state="all")
    )


def spans(known: Snapshot) -> FundSpans:
    """Funds whose first year is printed, in the order of the pack; the others have no span."""
    found = [one for one in funds(known) if one.fund.data.get("first_year")]
    drawn = drawing.draw(
        [
            drawing.Period(
                key=one.fund.code,
                first=int(one.fund.data["first_year"]),
                last=int(one.fund.data["last_year"]) if one.fund.data.get("last_year") else None,
            )
            for one in found
        ]
    )
    rows = tuple(
        FundSpan(fund=one.fund, amount=one.amount, span=span)
        for one, span in zip(found, drawn.spans, strict=True)
    )
    return FundSpans(rows=rows, years=drawn.years)


def scale(known: Snapshot) -> tuple[FigureView, ...]:
    """The two printed labels of yearly spending that the pack names; none where it names none."""
    named = known.settings.get("home", {}).get("scale", {})
    return tuple(known.figure(code) for code in named.values())


def _products(known: Snapshot, term: str | None) -> int:
    rows = known.entries("approval", state="all")
    return len({row.label for row in rows if row.data.get("term") == term})


def _year_checks(known: Snapshot, amount: FigureView | None) -> tuple[Any, ...]:
    """Identities on the years printed beside an amount: figures that share its code's stem."""
    if amount is None or not amount.code.endswith(".amount"):
        return ()
    return known.judgements_of(f"{amount.code.removesuffix('.amount')}.years")


def _of(known: Snapshot, kind: str, term: str) -> tuple[EntryView, ...]:
    return tuple(row for row in known.entries(kind, state="all") if row.data.get("term") == term)


def _figure(known: Snapshot, code: object) -> FigureView | None:
    found = known.find(Ref("figure", str(code))) if code else None
    return found if isinstance(found, FigureView) else None


def _entry(known: Snapshot, kind: str, code: object) -> EntryView | None:
    found = known.find(Ref(kind, str(code))) if code else None
    return found if isinstance(found, EntryView) else None
