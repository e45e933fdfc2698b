"""How much an account may return to one above: what it got from there, and what came on to it.

Decides: money carried over, or moved from another ministry, goes back to whoever gave it to the
account before; the treasury is one. Called by ledger. Source: design §3 "Ledger".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import F, Sum

from ikkan.budget import queries
from ikkan.budget.models import Account, Posting
from ikkan.budget.rules import Layer

_FURTHEST = 50
"""More years than money is carried on for."""


def returnable(
    pairs: Iterable[tuple[str, str]], accounts: Mapping[str, Account]
) -> dict[tuple[str, str], int]:
    """For pairs (upper, lower) what the lower account may return to the upper one.

    Two queries; two more for each year back that money came on across.
    """
    asked = set(pairs)
    found = queries.held(asked)
    came = _came_across({lower for _, lower in asked})
    for (upper, lower), yen in found.items():
        if came.get(lower, 0) > 0 and _gave_before(accounts[upper], accounts[lower]):
            found[upper, lower] = yen + came[lower]
    return found


def _came_across(codes: set[str]) -> dict[str, int]:
    """What came to each account from others of its layer, less what went on to such."""
    rows = _across().filter(account__code__in=codes)
    return dict(rows.values_list("account__code").annotate(sum=Sum("yen")))


def _gave_before(upper: Account, lower: Account) -> bool:
    """Whether the upper account, or another of its owner, funded one before the lower account."""
    if upper.layer == Layer.TREASURY:
        return lower.layer == Layer.MINISTRY
    before = {lower.code}
    newest = before
    for _ in range(_FURTHEST):
        rows = _across().filter(account__code__in=newest, yen__gt=0)
        newest = set(rows.values_list("other", flat=True)) - before
        if not newest:
            return False
        for givers in queries.givers(newest).values():
            named = Account.objects.filter(code__in=givers).exclude(owner="")
            if upper.code in givers or named.filter(owner=upper.owner).exists():
                return True
        before |= newest
    return False


def _across():
    """Postings whose other side is an account of the same layer."""
    return (
        Posting.objects.annotate(
            other=F("transfer__postings__account__code"),
            other_layer=F("transfer__postings__account__layer"),
        )
        .filter(other_layer=F("account__layer"))
        .exclude(other=F("account__code"))
        .order_by()
    )
