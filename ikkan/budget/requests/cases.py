"""A request in hand: locked with its round, its machine, the step that an act is, and the move.

Decides: which step of the machine is taken, by which side, and under which conditions; the state
of a round is that of its least advanced request. Called by the actions of requests only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.utils import timezone

from ikkan.audit.actions import require_version
from ikkan.audit.actor import Actor
from ikkan.budget.models import Line, Message, Request, Round, Version
from ikkan.budget.requests import messages, queries, rules
from ikkan.budget.requests.rules import FIELDS, NewLine, Say, Side
from ikkan.desk import notices
from ikkan.plan import queries as plan
from ikkan.records.batches import refusal
from ikkan.values.errors import InputError, NotAllowed, NotFound
from ikkan.values.finding import Place
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.workflow.machine import Machine, Step

KIND: Final = "budget.request"
ROUND_KIND: Final = "budget.round"
ROLES: Final[Mapping[str, str]] = {
    Side.MINISTRY: "ministry_officer",
    Side.HEADQUARTERS: "hq_officer",
}
"""Side of the machine → the role that stands on it."""
_NOON: Final = time(12)


@dataclass(slots=True, kw_only=True)
class Case:
    """A request with its round and machine, both locked until the action commits."""

    request: Request
    round: Round
    machine: Machine
    moment: datetime
    by: Actor
    as_of: date

    @property
    def ref(self) -> Ref:
        """The reference of the request."""
        return Ref(KIND, self.request.code)

    @property
    def body(self) -> Ref:
        """The ministry."""
        return Ref("body", self.request.body)


def moment_of(as_of: date) -> datetime:
    """Now, or noon of an earlier day on which something is said to have been done."""
    now = timezone.now()
    if as_of >= timezone.localdate(now):
        return now
    return timezone.make_aware(datetime.combine(as_of, _NOON))


def take(code: str, by: Actor, as_of: date) -> Case:
    """The request of that code, locked after its round. Raises NotFound."""
    key = Request.objects.filter(code=code).values_list("round_id", flat=True).first()
    if key is None:
        raise NotFound("request.request", messages.NO_REQUEST.format(code=code))
    found = Round.objects.select_for_update().get(pk=key)
    request = Request.objects.select_for_update().get(code=code)
    request.round = found
    return _case(request, found, by, as_of)


def take_all(code: str, version: int | None, by: Actor, as_of: date) -> tuple[Round, list[Case]]:
    """A round and all its requests, locked. Raises NotFound, VersionConflict."""
    found = Round.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise NotFound("request.round", messages.NO_ROUND.format(code=code))
    require_version(found, version)
    rows = Request.objects.select_for_update().filter(round=found).order_by("pk")
    return found, [_case(row, found, by, as_of) for row in rows]


def _case(request: Request, found: Round, by: Actor, as_of: date) -> Case:
    return Case(
        request=request,
        round=found,
        machine=queries.machine_of(found),
        moment=moment_of(as_of),
        by=by,
        as_of=as_of,
    )


def demand(case: Case, act: str) -> Step:
    """The step that the act is now. Raises InputError (not now, conditions), NotAllowed (side)."""
    step = case.machine.step(act, case.request.state)
    if step is None:
        raise InputError("request.step", refused_step(case.machine, act, case.request.state))
    demand_side(case, step)
    named = [CONDITIONS[name] for name in step.demands if name in CONDITIONS]
    found = [words for condition in named for words in condition(case)]
    if found:
        raise InputError("request.demand", joined(found))
    return step


def demand_side(case: Case, step: Step) -> None:
    """Raise NotAllowed unless the actor stands on the side that takes the step."""
    if "system" not in case.by.roles and not case.by.holds(ROLES[step.who], case.body):
        words = messages.WRONG_SIDE.format(side=messages.SIDES[step.who])
        raise NotAllowed("request.side", words)


def refused_step(machine: Machine, act: str, state: str) -> Text:
    """Why an act cannot be done in a state, and what can."""
    now = listed(one.name for one in machine.steps_from(state))
    wanted = machine.states_with(act)
    name = next((one.name for one in machine.steps if one.act == act), Text(act, act))
    if not wanted:
        return messages.NO_STEP.format(act=name, now=now)
    return messages.WRONG_STEP.format(
        state=machine.state(state).name,
        act=name,
        states=listed(one.name for one in wanted),
        now=now,
    )


def move(case: Case, step: Step, *changed: str) -> None:
    """Take the step and keep what the action changed in the request."""
    request = case.request
    request.state = step.to or request.state
    request.version += 1
    request.save(update_fields=["state", "version", *changed])
    settle(case.round, case.machine)


def settle(found: Round, machine: Machine) -> None:
    """The round stands where its least advanced request does."""
    states = Request.objects.filter(round=found).values_list("state", flat=True)
    state = min(states, key=machine.rank)
    if state != found.state:
        found.state = state
        found.version += 1
        found.save(update_fields=["state", "version"])


def hands(by: Actor, body: Ref) -> set[str]:
    """Whose hands act: the account's own, and the lenders' where it only borrows the role."""
    role = ROLES[Side.MINISTRY]
    held = [one for one in by.scopes if one.role == role and one.reaches(body)]
    own = not held or any(not one.lent_by for one in held)
    return {by.code} if own else {by.code, *(one.lent_by for one in held)}


def working(case: Case) -> Version:
    """The newest version, locked; it is in work as long as it was not submitted."""
    rows = Version.objects.select_for_update().filter(request=case.request)
    return rows.get(number=case.request.number)


def next_version(case: Case, reason: str = "") -> Version:
    """A new version with the lines of the newest one."""
    before = working(case)
    case.request.number += 1
    made = Version(
        request=case.request,
        number=case.request.number,
        made_at=case.moment,
        made_by=case.by.code,
        reason=reason,
    )
    made.save(force_insert=True)
    store(made, [queries.as_new(line) for line in before.lines.all()])
    return made


def store(version: Version, lines: Iterable[NewLine]) -> None:
    """Put lines into a version that has none of these codes yet."""
    rows = [Line(version=version, **values(line)) for line in lines]
    Line.objects.bulk_create(rows, batch_size=500)


def values(line: NewLine) -> dict[str, Any]:
    """The columns of a line."""
    found = {name: getattr(line, name) for name in FIELDS}
    return {name: list(one) if isinstance(one, tuple) else one for name, one in found.items()}


def say(
    case: Case,
    sort: Say,
    text: str,
    side: str,
    *,
    lines: Sequence[str] = (),
    due_at: datetime | None = None,
    answers: Message | None = None,
) -> Message:
    """One more entry of the thread, by whoever acts. Raises InputError (words, lines)."""
    words = text.strip()
    if not words:
        raise InputError("request.words", messages.WORDS)
    if len(words) > rules.LONGEST_TEXT:
        raise InputError("request.words", messages.LONG_WORDS.format(most=rules.LONGEST_TEXT))
    demand_lines(case.request, lines)
    last = case.request.messages.order_by("-number").values_list("number", flat=True).first()
    made = Message(
        request=case.request,
        number=(last or 0) + 1,
        sort=sort.value,
        body=case.request.body if side == Side.MINISTRY else _office(case.as_of),
        said_by=case.by.code,
        said_at=case.moment,
        lines=list(lines),
        text=words,
        due_at=due_at,
        answers=answers,
    )
    made.save(force_insert=True)
    return made


def _office(as_of: date) -> str:
    """The office that speaks for the headquarters."""
    bodies = plan.snapshot(as_of).settings.get("bodies", {})
    return str(bodies.get("secretariat") or bodies.get("headquarters") or "")


def demand_lines(request: Request, codes: Iterable[str]) -> None:
    """Raise InputError for codes that no version of the request has."""
    asked = set(codes)
    if not asked:
        return
    rows = Line.objects.filter(version__request=request, code__in=asked)
    missing = sorted(asked - set(rows.values_list("code", flat=True)))
    if missing:
        words = messages.NO_LINE.format(codes=", ".join(missing))
        raise InputError("request.lines", words)


def tell(case: Case, act: str, side: Side, **more: object) -> None:
    """Tell everybody on a side what was done with the request."""
    words = messages.TOLD[act].format(title=queries.title_of(case.request), **more)
    scope = case.body if side is Side.MINISTRY else None
    notices.tell(words, case.ref, by=case.by, as_of=case.as_of, roles=[ROLES[side]], scope=scope)


def shown(moment: datetime) -> str:
    """A moment as people in the house read it."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def joined(found: Iterable[Text]) -> Text:
    """Several refusals as one, a line each."""
    rows = list(found)
    ja, en = ("\n".join(one.of(language) for one in rows) for language in ("ja", "en"))
    return Text(ja, en)


def listed(names: Iterable[Text]) -> Text:
    """Names in a row; a dash where there are none."""
    rows = list(dict.fromkeys(names))
    return Text("、".join(one.ja for one in rows) or "–", ", ".join(one.en for one in rows) or "–")


def _complete(case: Case) -> list[Text]:
    """Every line has what the pack asks for."""
    lines = [queries.as_new(line) for line in working(case).lines.all()]
    if not lines and not case.request.circumstances.strip():
        return [messages.NO_LINES]
    places = [Place(line.code) for line in lines]
    known = queries.known_codes(case.round, case.as_of)
    found = rules.findings(lines, known, places) if lines else []
    found += rules.reprint_findings(lines, places)
    found += rules.incomplete(lines, known, places)
    return [refusal(found, messages.render).text] if found else []


def _other_hands(case: Case) -> list[Text]:
    wrote = set(working(case).hands)
    return [messages.SAME_HANDS] if wrote & hands(case.by, case.body) else []


def _window(case: Case) -> list[Text]:
    """Open from the day of the ceiling until the deadline, or until the end of a re-opening."""
    if not rules.opened(case.round.ceiling_on, case.as_of):
        return [messages.NOT_OPEN.format(day=case.round.ceiling_on, today=case.as_of)]
    machine, state = case.machine, case.request.state
    first = machine.stage_of(state) == machine.stage_of(machine.start)
    due = queries.deadline(case.round, rules.Act.SUBMIT if first else rules.Act.REVISE)
    if due is not None and rules.late(case.moment, due, case.request.reopened_until):
        return [messages.LATE.format(due=shown(due))]
    return []


def _heard(case: Case) -> list[Text]:
    rows = case.request.messages.filter(sort__in=[Say.HEARING, Say.QUESTION])
    return [] if rows.exists() else [messages.NOT_HEARD]


def _closed(case: Case) -> list[Text]:
    still = [str(one.number) for one in queries.open_entries(case.request)]
    return [messages.STILL_OPEN.format(numbers=", ".join(still))] if still else []


CONDITIONS: Final[Mapping[str, Callable[[Case], list[Text]]]] = {
    rules.Demand.COMPLETE: _complete,
    rules.Demand.OTHER_HANDS: _other_hands,
    rules.Demand.WINDOW: _window,
    rules.Demand.HEARD: _heard,
    rules.Demand.CLOSED: _closed,
}
"""Those of one request; what is asked of a whole round is asked by the act on all of them."""
