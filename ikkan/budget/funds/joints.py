"""Where a fund stands on the line: under its programme, with its account under it.

Called by the actions of funds. Source: design §1.
"""

from __future__ import annotations

from ikkan.budget.edges import KIND as ACCOUNT
from ikkan.budget.models import Fund
from ikkan.line.writing import SIDE, Joint
from ikkan.values.ref import Ref

KIND = "budget.fund"


def of_fund(fund: Fund) -> tuple[Joint, ...]:
    """Its edges; the row of the pack that it carries out stands beside it."""
    here = Ref(KIND, fund.code)
    made = [
        Joint(kind="programme", to=Ref("programme", fund.programme)),
        Joint(kind="fund", to=here, frm=Ref(ACCOUNT, fund.account.code), own=False),
    ]
    if fund.row:
        made.append(Joint(kind="carries_out", to=Ref("fund", fund.row), direction=SIDE))
    return tuple(made)
