"""Why a programme or call cannot take an award: closed, full, out of money, an earlier phase.

Decides: every refusal of a destination, with the rule and the facts. Called when a hand-over is
proposed and again when it is decided. Source: S-327, S-355.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import QuerySet, Sum

from ikkan.awards.models import Award
from ikkan.awards.rules import DECIDED as DECIDED_AMOUNT
from ikkan.calls import queries as calls
from ikkan.calls.messages import CALL_STATES
from ikkan.calls.models import Call
from ikkan.calls.rules import CallState
from ikkan.plan.queries import snapshot
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.matching import messages
from ikkan.portfolio.matching.gathering import scope_of
from ikkan.portfolio.matching.rules import Route, goes_back
from ikkan.portfolio.models import Gate, Handover
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_PASSED: Final = (portfolio.GO, portfolio.CONDITIONAL, portfolio.REDIRECT)
_TAKES: Final = (CallState.PLANNED, CallState.OPEN)


def against(
    award: Award, programme: str, call: Call | None, as_of: date, *, but: int | None = None
) -> Iterator[InputError]:
    """Reasons against this destination; `but`: a hand-over whose own place is not counted."""
    if not programme:
        return
    yield from _programme(award, programme, call, as_of)
    if call is not None:
        yield from _call(award, programme, call, as_of, but)


def against_route(
    route: str, call: Call | None, gate: Gate | None, reason: str
) -> Iterator[InputError]:
    """What the flexible adoption process demands for this route (S-328, S-348)."""
    if route not in set(Route):
        words = messages.ROUTE_UNKNOWN.format(route=route[:40] or "–")
        yield InputError("matching.route", words)
        return
    label = messages.ROUTE_LABELS[route]
    if route == Route.SHORT and call is None:
        yield InputError("matching.route_call", messages.ROUTE_CALL.format(route=label))
    if route == Route.REVIEW and (gate is None or gate.decision not in _PASSED):
        yield InputError("matching.route_gate", messages.ROUTE_GATE.format(route=label))
    if route != Route.CALL and not reason.strip():
        yield InputError("matching.reason", messages.REASON)


def _programme(
    award: Award, programme: str, call: Call | None, as_of: date
) -> Iterator[InputError]:
    row = snapshot(as_of).find(Ref("programme", programme))
    label = Text(programme, programme) if row is None else row.label
    if row is not None and row.valid_to is not None and row.valid_to < as_of:
        words = messages.PROGRAMME_CLOSED.format(programme=label, day=row.valid_to)
        yield InputError("matching.programme_closed", words)
    scope = scope_of(as_of)
    named = [scope.orders[code] for code in (call.phases if call else ()) if code in scope.orders]
    first, last = (min(named), max(named)) if named else scope.phases.get(programme, (0, 0))
    own = scope.orders.get(award.phase, 0)
    if goes_back(own, first, last):
        by_order = {order: code for code, order in scope.orders.items()}
        words = messages.EARLIER_PHASE.format(
            programme=label,
            last=_phase(by_order[last or first], as_of),
            phase=_phase(award.phase, as_of),
        )
        yield InputError("matching.earlier_phase", words)


def _phase(code: str, as_of: date) -> Text:
    row = snapshot(as_of).find(Ref("phase", code))
    return Text(code, code) if row is None else row.label


def _call(
    award: Award, programme: str, call: Call, as_of: date, but: int | None
) -> Iterator[InputError]:
    if call.programme_code != programme:
        words = messages.CALL_OTHER.format(call=call.code, programme=programme)
        yield InputError("matching.call_other", words)
    if call.state not in _TAKES or call.closes_on < as_of:
        words = messages.CALL_CLOSED.format(
            call=call.code, state=CALL_STATES[call.state], closes_on=call.closes_on
        )
        yield InputError("matching.call_closed", words)
    waiting = Handover.objects.filter(
        call=call, state=portfolio.DECIDED, to_award__isnull=True
    ).exclude(pk=but or 0)
    adopted = calls.counts([call.pk]).get(call.pk, (0, 0))[1]
    decided = waiting.count()
    if call.places and adopted + decided >= call.places:
        words = messages.NO_PLACE.format(
            call=call.code, places=call.places, adopted=adopted, decided=decided
        )
        yield InputError("matching.no_place", words)
    yield from _money(award, call, waiting, as_of)


def _money(
    award: Award, call: Call, waiting: QuerySet[Handover], as_of: date
) -> Iterator[InputError]:
    purse = calls.purses([call.account.code], as_of)[call.account.code]
    if not purse.received:
        return
    amounts = Award.objects.filter(amounts__sort=DECIDED_AMOUNT)
    promised = amounts.filter(handovers__in=waiting).aggregate(yen=Sum("amounts__yen"))["yen"] or 0
    yen = amounts.filter(pk=award.pk).aggregate(yen=Sum("amounts__yen"))["yen"] or 0
    left = purse.left - promised
    if yen > left:
        words = messages.NO_MONEY.format(call=call.code, left=left, yen=yen)
        yield InputError("matching.no_money", words)
