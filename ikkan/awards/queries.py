"""Reads of awards that actions, pages and higher contexts need.

Called by awards, portfolio, outcomes, the demonstration. Each is a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Sum

from ikkan.awards.models import Award, Continuation
from ikkan.awards.rules import DECIDED, Pair
from ikkan.budget.models import Posting
from ikkan.budget.rules import Layer
from ikkan.pack import numbers
from ikkan.pack.numbers import Scheme
from ikkan.plan.queries import snapshot
from ikkan.values.ref import Ref

_ABOVE = (Layer.PROGRAMME.value, Layer.CALL.value)


def scheme(as_of: date) -> Scheme | None:
    """The number scheme of awards in the pack in force."""
    return numbers.scheme_of(snapshot(as_of).settings, "award")


def start_month(as_of: date) -> int:
    """The month in which fiscal years of the pack begin."""
    return int(snapshot(as_of).settings["fiscal_year_start_month"])


def in_pack(kind: str, codes: Iterable[str], as_of: date) -> set[str]:
    """Those of `codes` that the pack has as rows of `kind`."""
    held = snapshot(as_of)
    return {code for code in codes if code and held.find(Ref(kind, code)) is not None}


def paid(award: Award, fiscal_year: int) -> int:
    """Yen that reached the award's account for one fiscal year, returns and corrections off."""
    rows = Posting.objects.filter(
        account=award.account_id,
        transfer__fiscal_year=fiscal_year,
        transfer__postings__account__layer__in=_ABOVE,
    )
    return rows.aggregate(yen=Sum("yen"))["yen"] or 0


def decided(award: Award, fiscal_year: int) -> int:
    """Yen decided for one fiscal year; 0 where nothing was."""
    row = award.amounts.filter(fiscal_year=fiscal_year, sort=DECIDED).first()
    return 0 if row is None else row.yen


def lineage() -> list[Pair]:
    """Every (award, earlier award) by number."""
    rows = Continuation.objects.order_by("pk")
    return list(rows.values_list("award__code", "earlier__code"))


def earlier_of(award: Award) -> list[str]:
    """Numbers of the awards that this one continues."""
    rows = award.continues.order_by("pk")
    return list(rows.values_list("earlier__code", flat=True))
