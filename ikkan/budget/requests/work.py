"""What requests leave to be done, for whom and by when; the calendar takes its days from here.

Called by the lists of work. Source: 004 L49-L92.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.budget.models import Message, Request, Round
from ikkan.budget.requests import cases, queries, rules
from ikkan.budget.requests.rules import Act, Say, Side
from ikkan.records.kinds import WorkItem
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.workflow.machine import Machine

MOST: Final = 200
_FORMS: Final = {Say.QUESTION: "answer", Say.INSTRUCTION: "report"}
_REPLY: Final = {
    Say.QUESTION: Text("質問に回答する", "Answer the question"),
    Say.INSTRUCTION: Text("指示への対応を報告する", "Report on the instruction"),
}
_WRITE: Final = Text("要求を作る", "Prepare the request")
_REOPEN: Final = Text("再受付を認めるか決める", "Decide on re-opening")
_COMPILE: Final = Text("要求を取りまとめる", "Compile the requests")


def of_requests(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """For each side the step that comes next, and what waits in the thread."""
    sides = [side for side, role in cases.ROLES.items() if role in actor.roles]
    if not sides:
        return
    rows = list(visible(cases.KIND, actor).filter(round__compiled_at=None).order_by("pk")[:MOST])
    machines = {row.round_id: queries.machine_of(row.round) for row in rows}
    waiting = _waiting(rows)
    asking = queries.asked_to_reopen(rows)
    for row in rows:
        body = Ref("body", row.body)
        if Side.MINISTRY in sides and actor.holds(cases.ROLES[Side.MINISTRY], body):
            yield from _of_ministry(row, machines[row.round_id], waiting[row.pk], actor)
        if Side.HEADQUARTERS in sides:
            yield from _of_headquarters(row, machines[row.round_id], waiting[row.pk])
            can = machines[row.round_id].step(Act.REOPEN, row.state) is not None
            if can and row.pk in asking:
                yield _item(row, _REOPEN, None, "reopen")


def of_rounds(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """The headquarters compile once every request is there."""
    if "hq_officer" not in actor.roles:
        return
    for found in visible(cases.ROUND_KIND, actor).filter(compiled_at=None).order_by("pk")[:MOST]:
        machine = queries.machine_of(found)
        if machine.step(Act.COMPILE, found.state) is not None:
            yield WorkItem(
                ref=Ref(cases.ROUND_KIND, found.code),
                verb=_COMPILE,
                title=name_of(found),
                write="compile",
            )


def name_of(found: Round) -> Text:
    """What a round is called."""
    return Text.either(found.name_ja, found.name_en)


def _waiting(rows: list[Request]) -> dict[int, list[Message]]:
    found: dict[int, list[Message]] = {row.pk: [] for row in rows}
    still = Message.objects.filter(
        request__in=list(found), closed_at=None, sort__in=list(rules.REPLIED)
    )
    for one in still.order_by("number"):
        found[one.request_id].append(one)
    return found


def _of_ministry(
    row: Request, machine: Machine, waiting: list[Message], actor: Actor
) -> Iterator[WorkItem]:
    for one in waiting:
        yield _item(row, _REPLY[Say(one.sort)], one.due_at, _FORMS[Say(one.sort)])
    due = _due(row, machine)
    acts = {step.act: step for step in machine.steps_from(row.state)}
    if Act.SUBMIT in acts:
        yield _item(row, acts[Act.SUBMIT].name, due, "submit")
    elif Act.CONFIRM in acts:
        own = actor.code == row.prepared_by
        if row.prepared_by and not own:
            yield _item(row, acts[Act.CONFIRM].name, due, "confirm")
        else:
            yield _item(row, _WRITE, due, None, "mine" if not row.prepared_by else "others")
    elif Act.EDIT in acts:
        yield _item(row, _WRITE, due, None)


def _of_headquarters(row: Request, machine: Machine, waiting: list[Message]) -> Iterator[WorkItem]:
    acts = {step.act: step for step in machine.steps_from(row.state)}
    submitted = row.submitted_number is not None and Act.EDIT not in acts
    if not submitted:
        return
    if Act.CONSENT in acts and not waiting:
        yield _item(
            row, acts[Act.CONSENT].name, queries.deadline(row.round, Act.CONSENT), "consent"
        )
    elif Act.HEAR in acts and not waiting:
        yield _item(row, acts[Act.HEAR].name, queries.deadline(row.round, Act.HEAR), "hear")


def _due(row: Request, machine: Machine) -> datetime | None:
    first = machine.stage_of(row.state) == machine.stage_of(machine.start)
    due = queries.deadline(row.round, Act.SUBMIT if first else Act.REVISE)
    until = row.reopened_until
    return until if until is not None and (due is None or until > due) else due


def _item(
    row: Request, verb: Text, due: datetime | None, write: str | None, group: str = "mine"
) -> WorkItem:
    return WorkItem(
        ref=Ref(cases.KIND, row.code),
        verb=verb,
        title=queries.title_of(row),
        due=None if due is None else timezone.localtime(due).date(),
        write=write,
        group=group,
    )
