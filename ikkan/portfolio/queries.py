"""Reads of the portfolio that its actions and pages need.

Called by actions, loads and kinds. Each is a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ikkan.awards.models import Award
from ikkan.plan.queries import snapshot
from ikkan.portfolio.models import Gate, Handover, Seed
from ikkan.portfolio.rules import Template


def templates(as_of: date) -> dict[str, Template]:
    """The gates of the pack in force, by code."""
    return {
        row.code: Template(
            code=row.code,
            modality=row.data["modality"],
            order=int(row.data["order"]),
            loops=bool(row.data["loops"]),
        )
        for row in snapshot(as_of).entries("gate", state="all")
    }


def awards_of(codes: Collection[str]) -> dict[str, Award]:
    """Awards by number, with the parties of whom conflicts are asked."""
    rows = Award.objects.filter(code__in=codes)
    related = ("organisation", "principal__organisation")
    return {row.code: row for row in rows.select_related(*related)}


def seeds_of(codes: Collection[str]) -> dict[str, Seed]:
    """Seeds by code, with their awards."""
    rows = Seed.objects.filter(code__in=codes)
    return {row.code: row for row in rows.prefetch_related("awards")}


def gates_of(codes: Collection[str]) -> dict[str, Gate]:
    """Gates by code, with award and parties."""
    rows = Gate.objects.filter(code__in=codes)
    related = ("award__organisation", "award__principal__organisation", "seed")
    return {row.code: row for row in rows.select_related(*related)}


def gates_at(awards: Collection[str]) -> dict[str, list[Gate]]:
    """Gates of each award, the earliest first."""
    found: dict[str, list[Gate]] = {code: [] for code in awards}
    rows = Gate.objects.filter(award__code__in=awards).select_related("award").order_by("pk")
    for row in rows:
        found[row.award.code].append(row)
    return found


def handed_over(awards: Collection[str]) -> dict[tuple[str, str], str]:
    """(award, programme) → the hand-over between them that was not declined."""
    rows = Handover.objects.filter(award__code__in=awards).exclude(state="declined")
    named = rows.values_list("award__code", "to_programme", "code")
    return {(award, programme): code for award, programme, code in named}
