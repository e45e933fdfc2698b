"""Where the line of a pack is broken: rows that name nothing nearer to the plan.

Decides: the rules of the broken-line report for what packs hold. Called by line.queries.broken
through its registry. A gap is a fact about the sources, not an error of the pack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from ikkan.line import registry
from ikkan.line.registry import Gap
from ikkan.plan import queries
from ikkan.plan.snapshot import IN_FORCE, EntryView, FigureView, Snapshot
from ikkan.values.text import Text

_OWNERS: Final = ("ministry", "project", "programme", "term")
_COUNTED: Final = frozenset({"count", "share", "increment"})
Finder = Callable[[Snapshot], Iterable[EntryView | FigureView]]


def register() -> None:
    """Declare every rule of this module."""
    for kind, code, label, finder in _RULES:
        registry.register_gap(kind, code, label, _as_of(finder))


def _as_of(finder: Finder) -> Callable[[date], Iterable[Gap]]:
    def query(as_of: date) -> Iterable[Gap]:
        rows = finder(queries.snapshot(as_of))
        return [Gap(ref=row.ref, label=row.label, url=row.url) for row in rows]

    return query


def _figures_without_owner(snapshot: Snapshot) -> Iterable[FigureView]:
    return (
        row
        for row in snapshot.figures()
        if not row.total and not any(getattr(row, name) for name in _OWNERS)
    )


def _counts_without_term(snapshot: Snapshot) -> Iterable[FigureView]:
    return (
        row
        for row in snapshot.figures()
        if row.measure in _COUNTED and row.term is None and row.year is None
    )


def _programmes_without_share(snapshot: Snapshot) -> Iterable[EntryView]:
    shared = {row.data["programme"] for row in snapshot.entries("programme_share")}
    return (row for row in snapshot.entries("programme") if row.code not in shared)


def _programmes_without_payer(snapshot: Snapshot) -> Iterable[EntryView]:
    return (row for row in snapshot.entries("programme") if row.data["payer"] is None)


def _projects_without_amount(snapshot: Snapshot) -> Iterable[EntryView]:
    adopted = {row.code for row in snapshot.entries("term") if row.data["status"] == "adopted"}
    paid = {row.project for row in snapshot.figures(measure="amount")}
    return (
        row
        for row in snapshot.entries("project")
        if row.data["term"] in adopted and row.code not in paid
    )


def _approvals_without_case(snapshot: Snapshot) -> Iterable[EntryView]:
    return (row for row in snapshot.entries("approval") if row.data["case"] is None)


def _steps_without_programme(snapshot: Snapshot) -> Iterable[EntryView]:
    return (row for row in snapshot.entries("case_step") if row.data["programme"] is None)


def _terms_without_successor(snapshot: Snapshot) -> Iterable[EntryView]:
    followed = {row.data["follows"] for row in snapshot.entries("term", state="all")}
    return (
        row
        for row in snapshot.entries("term")
        if row.state != IN_FORCE and row.data["status"] == "adopted" and row.code not in followed
    )


_RULES: Final[tuple[tuple[str, str, Text, Finder], ...]] = (
    (
        "figure",
        "figure.owner",
        Text(
            "府省・プロジェクト・事業・期のどれにもつながらない公表値",
            "Published figures of no ministry, project, programme or term",
        ),
        _figures_without_owner,
    ),
    (
        "figure",
        "figure.term",
        Text("期も年度も資料にない件数", "Counts whose source names neither term nor year"),
        _counts_without_term,
    ),
    (
        "programme",
        "programme.project",
        Text(
            "どのプロジェクトに属するか資料にない事業",
            "Programmes whose project no source names",
        ),
        _programmes_without_share,
    ),
    (
        "programme",
        "programme.payer",
        Text("支出する府省が資料にない事業", "Programmes whose paying ministry no source names"),
        _programmes_without_payer,
    ),
    (
        "project",
        "project.amount",
        Text("金額が資料にないプロジェクト", "Projects of an adopted term without an amount"),
        _projects_without_amount,
    ),
    (
        "approval",
        "approval.case",
        Text("もとの事例が資料にない承認など", "Approvals whose case no source names"),
        _approvals_without_case,
    ),
    (
        "case_step",
        "case_step.programme",
        Text("事業が資料にない事例の段階", "Steps of cases whose programme no source names"),
        _steps_without_programme,
    ),
    (
        "term",
        "term.next",
        Text("次の期につながらない、終わった期", "Ended terms that no term follows"),
        _terms_without_successor,
    ),
)
