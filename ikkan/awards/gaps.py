"""Where the line of an award is broken towards the plan and the money.

Decides: the rules of the broken-line report for awards alone; those that need gates, hand-overs
or outcomes stand in the contexts that have them. Called at start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse

from ikkan.awards.edges import KIND, ref_of
from ikkan.awards.models import Award, Continuation
from ikkan.awards.rules import ACTIVE, months_between
from ikkan.line import registry
from ikkan.line.registry import Gap
from ikkan.values.text import Text

Finder = Callable[[QuerySet[Award], date], QuerySet[Award]]


def register() -> None:
    """Declare every rule of this module."""
    for code, label, finder in _RULES:
        registry.register_gap(KIND, code, label, _as_of(finder))


def gaps(rows: Iterable[Award]) -> list[Gap]:
    """Awards as gaps of the report."""
    return [
        Gap(
            ref=ref_of(row.code),
            label=Text.either(row.title_ja, row.title_en),
            url=reverse(f"records:{KIND}.record", kwargs={"code": row.code}),
        )
        for row in rows
    ]


def _as_of(finder: Finder) -> Callable[[date], Iterable[Gap]]:
    def query(as_of: date) -> Iterable[Gap]:
        begun = Award.objects.filter(published=True, began_on__lte=as_of)
        return gaps(finder(begun, as_of).order_by("pk"))

    return query


def _after_a_break(rows: QuerySet[Award], as_of: date) -> QuerySet[Award]:
    links = Continuation.objects.select_related("award", "earlier")
    late = [
        one.award_id
        for one in links
        if months_between(one.earlier.ended_on or one.earlier.ends_on, one.award.began_on)
    ]
    return rows.filter(pk__in=late)


_RULES: Final[tuple[tuple[str, Text, Finder], ...]] = (
    (
        "award.account",
        Text("予算の口座がない課題", "Awards without a budget account"),
        lambda rows, as_of: rows.filter(account__isnull=True),
    ),
    (
        "award.call",
        Text("公募にも事業にもつながらない課題", "Awards of no call and no programme"),
        lambda rows, as_of: rows.filter(call__isnull=True, programme_code=""),
    ),
    (
        "award.amount",
        Text("年度ごとの額がない課題", "Awards without yearly amounts"),
        lambda rows, as_of: rows.filter(amounts__isnull=True),
    ),
    (
        "award.principal",
        Text("研究開発代表者が記録されていない課題", "Awards without a principal investigator"),
        lambda rows, as_of: rows.filter(principal__isnull=True),
    ),
    (
        "award.open",
        Text(
            "期間が過ぎても完了も中止も記録されていない課題",
            "Awards past their last day that were neither completed nor stopped",
        ),
        lambda rows, as_of: rows.filter(state=ACTIVE, ends_on__lt=as_of),
    ),
    (
        "award.break",
        Text(
            "前の課題の終わりから始まりまで一か月以上空いた課題",
            "Awards that began a month or more after the one they continue",
        ),
        _after_a_break,
    ),
)
