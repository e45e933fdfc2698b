"""Whether what a pot says is decided is the sum of its amounts, and these went down in transfers.

Decides: nothing is repaired; a finding names the year, the decision and the proposal. Called by
budget.verify.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ikkan.budget.adjustment import rules
from ikkan.budget.adjustment.queries import DECISION, YEAR
from ikkan.budget.models import AdjustmentAward, AdjustmentStep, AdjustmentYear
from ikkan.values.finding import Finding, Place

_DOWN: Final = (rules.EXECUTED, rules.CLOSED)
"""States of a round in which every amount has gone down."""
_ROW: Final = {
    "pk": "pk",
    "yen": "yen",
    "source": "reassigned_from_id",
    "decision": "decision__code",
    "proposal": "proposal__code",
    "state": "decision__round__state",
    "year": "decision__round__year__code",
    "purse": "decision__round__year__account__code",
}


def findings() -> Iterator[Finding]:
    """Everything against pots, amounts and transfers of the fund; a constant number of queries."""
    rows = AdjustmentAward.objects.order_by("pk").values_list(*_ROW.values())
    awards = [dict(zip(_ROW, row, strict=True)) for row in rows]
    yield from _years(awards)
    moved: dict[int, int] = defaultdict(int)
    for one in awards:
        if one["source"] is not None:
            moved[one["source"]] += one["yen"]
    steps = _steps() if awards else {}
    for one in awards:
        left, chain = one["yen"] - moved[one["pk"]], steps.get(one["pk"], {})
        place = Place(DECISION, key=one["decision"])
        values = {"decision": one["decision"], "proposal": one["proposal"]}
        if left < 0:
            said = values | {"yen": one["yen"], "moved": moved[one["pk"]]}
            yield Finding("adjustment.reassigned", place, values=said)
        if left > 0 and not chain and one["state"] in _DOWN:
            yield Finding("adjustment.unmoved", place, values=values | {"left": left})
        yield from _chain(one, left, chain, place, values)


def _years(awards: list[dict[str, Any]]) -> Iterator[Finding]:
    """Money that was re-assigned burdens its pot once, where it was decided first."""
    sums: dict[str, int] = defaultdict(int)
    for one in awards:
        if one["source"] is None:
            sums[one["year"]] += one["yen"]
    years = AdjustmentYear.objects.order_by("pk").values_list("code", "yen", "decided_yen")
    for code, pot, decided in years:
        place, values = Place(YEAR, key=code), {"year": code, "sum": sums[code]}
        if decided != sums[code]:
            yield Finding("adjustment.decided", place, values=values | {"decided": decided})
        if sums[code] > pot:
            yield Finding("adjustment.over", place, values=values | {"pot": pot})


def _steps() -> dict[int, dict[str, dict[str, int]]]:
    """Of each amount its transfers in order, with what each account got by them. One query."""
    found: dict[int, dict[str, dict[str, int]]] = {}
    rows = AdjustmentStep.objects.order_by("award", "order", "transfer__postings__yen")
    for award, transfer, account, yen in rows.values_list(
        "award_id", "transfer__code", "transfer__postings__account__code", "transfer__postings__yen"
    ):
        found.setdefault(award, {}).setdefault(transfer, {})[account] = yen
    return found


def _chain(
    one: Mapping[str, Any],
    left: int,
    chain: Mapping[str, Mapping[str, int]],
    place: Place,
    values: Mapping[str, object],
) -> Iterator[Finding]:
    """Each transfer moves the whole amount on from where the one before brought it."""
    at = one["purse"]
    for transfer, sides in chain.items():
        takers = {account: yen for account, yen in sides.items() if yen > 0}
        brought = sum(takers.values())
        if brought != left:
            said = {**values, "transfer": transfer, "left": left, "yen": brought}
            yield Finding("adjustment.moved", place, values=said)
        if sides.get(at, 0) >= 0:
            said = {**values, "transfer": transfer, "account": at}
            yield Finding("adjustment.chain", place, values=said)
        at = next(iter(takers), at)
