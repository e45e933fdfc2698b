"""Reads of policies: items with their grounds, areas without, receipts that are missing.

Decides: nothing. Called by the pages, papers and actions of policies.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ikkan.budget.policies.models import AllocationPolicy, PolicyItem
from ikkan.budget.policies.rules import AREA, POINT, Area
from ikkan.plan import queries as plan
from ikkan.plan.snapshot import EntryView
from ikkan.values.text import Text

KIND = "budget.policy"
ITEM = "budget.policy_item"
EVIDENCE = "budget.evidence"


def items_of(policy: AllocationPolicy) -> list[PolicyItem]:
    """Its items in order, their grounds read along. Two queries."""
    return list(policy.items.prefetch_related("grounds").order_by("order", "pk"))


def split(items: Iterable[PolicyItem]) -> tuple[list[PolicyItem], list[PolicyItem]]:
    """Points to note, and priority areas."""
    listed = list(items)
    points = [one for one in listed if one.sort == POINT]
    return points, [one for one in listed if one.sort == AREA]


def area(item: PolicyItem) -> Area:
    """A priority area as the rules judge it."""
    grounds, accepted = len(item.grounds.all()), bool(item.accepted_because)
    return Area(code=item.code, text=text_of(item), grounds=grounds, accepted=accepted)


def text_of(item: PolicyItem) -> Text:
    """What the item says; in Japanese where there is no English."""
    return Text.either(item.text_ja, item.text_en)


def missing_receipts(policy: AllocationPolicy) -> list[str]:
    """Bodies that a decided policy was presented to and that did not acknowledge it."""
    got = {one.body for one in policy.receipts.all()}
    return [code for code in policy.presented_to if code not in got]


def ministries(as_of: date) -> tuple[EntryView, ...]:
    """Every ministry of the pack on the day."""
    known = plan.snapshot(as_of).entries("body")
    return tuple(row for row in known if row.data["form"] == "ministry")
