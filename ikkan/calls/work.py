"""What calls leave to be done, for whom and by when. Called by the lists of work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ikkan.audit.actor import Actor
from ikkan.calls.edges import APPLICATION_KIND, CALL_KIND
from ikkan.calls.models import Application, Call
from ikkan.calls.permissions import APPLICANTS
from ikkan.calls.rules import ApplicationState, CallState
from ikkan.records.kinds import WorkItem
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST: Final = 200
OPEN: Final = Text("募集を始める", "Open")
CLOSE: Final = Text("締め切る", "Close")
DECIDE: Final = Text("採否を決める", "Decide")
APPLY: Final = Text("応募する", "Apply")


def of_calls(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """Staff open and close calls when their days come; applicants see until when they can apply."""
    rows = visible(CALL_KIND, actor).order_by("closes_on", "pk")
    if "funder_staff" in actor.roles:
        for call in rows.filter(state=CallState.PLANNED, opens_on__lte=as_of, closes_on__gte=as_of):
            yield _item(call, OPEN, call.opens_on, "open", "mine")
        for call in rows.filter(state=CallState.OPEN, closes_on__lte=as_of)[:MOST]:
            yield _item(call, CLOSE, call.closes_on, "close", "mine")
    if actor.roles & set(APPLICANTS):
        for call in rows.filter(state=CallState.OPEN, opens_on__lte=as_of, closes_on__gte=as_of):
            yield _item(call, APPLY, call.closes_on, "apply", "info")


def of_applications(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """Staff decide what waits at a closed call; due the day it was closed, oldest first."""
    if "funder_staff" not in actor.roles:
        return
    rows = visible(APPLICATION_KIND, actor).filter(
        state=ApplicationState.SUBMITTED, call__state=CallState.CLOSED
    )
    for one in rows.order_by("call__closes_on", "pk")[:MOST]:
        yield _waiting(one)


def _item(call: Call, verb: Text, due: date, write: str, group: str) -> WorkItem:
    ref = Ref(CALL_KIND, call.code)
    return WorkItem(ref=ref, verb=verb, title=call.name, due=due, write=write, group=group)


def _waiting(one: Application) -> WorkItem:
    ref = Ref(APPLICATION_KIND, one.code)
    return WorkItem(ref=ref, verb=DECIDE, title=one.name, due=one.call.closed_on, write="adopt")
