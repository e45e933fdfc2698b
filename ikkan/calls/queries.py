"""What is known of calls and applications: the money left, what waits for whom.

Called by actions, loads, kinds and awards. Each is a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, Sum

from ikkan.budget import queries as budget
from ikkan.calls.models import Application
from ikkan.calls.rules import ApplicationState, Purse


def purses(accounts: Collection[str], as_of: date) -> dict[str, Purse]:
    """By code of account: what it received, and what all calls on it adopted. Two queries."""
    received = budget.received(accounts, as_of)
    rows = Application.objects.filter(
        call__account__code__in=accounts, state=ApplicationState.ADOPTED
    ).order_by()
    adopted = dict(rows.values_list("call__account__code").annotate(yen=Sum("adopted_yen")))
    return {
        code: Purse(received=received[code].amount, adopted=adopted.get(code, 0))
        for code in accounts
    }


def counts(calls: Collection[int]) -> dict[int, tuple[int, int]]:
    """By key of call: how many applications wait, and how many were adopted. One query."""
    rows = Application.objects.filter(call__in=calls).order_by().values_list("call")
    counted = rows.annotate(
        waiting=Count("pk", filter=Q(state=ApplicationState.SUBMITTED)),
        adopted=Count("pk", filter=Q(state=ApplicationState.ADOPTED)),
    )
    return {call: (waiting, adopted) for call, waiting, adopted in counted}
