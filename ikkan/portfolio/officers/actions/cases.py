"""Cases between integrated projects: opened, spoken to by each director, settled when all agree.

Decides: a case is settled only while the directors of all its projects agree to its present text.
Source: 003:420 (S-319: 統合PJ間の協力の推進等の高度な専門的調整).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.line.writing import SIDE, Joint
from ikkan.parties.queries import person_of
from ikkan.portfolio.officers import messages, queries, rules, words
from ikkan.portfolio.officers.actions import shared
from ikkan.portfolio.officers.models import CrossCase, CrossSide
from ikkan.portfolio.officers.rules import CROSS, NewCase
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LABEL: Final = Text("プロジェクト間の案件", "case between projects")
_PROJECT = Text("統合プロジェクト", "integrated project")


def _new(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    return tuple(Ref("project", code) for code in arguments["new"].projects if code)


def _held(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    rows = CrossSide.objects.filter(case__code=arguments["code"])
    return tuple(Ref("project", code) for code in rows.values_list("project", flat=True))


@action(
    "portfolio.open_cross_case",
    permission="can_keep_cross_cases",
    description=Text("プロジェクト間の案件を起こす", "Open a case between projects"),
    scope=_new,
)
def open_case(
    new: NewCase, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> CrossCase:
    """Between two integrated projects or more. Raises InputError with every finding."""
    found = [
        *rules.refused_case(new),
        *shared.in_pack("project", _PROJECT, new.projects, as_of),
    ]
    shared.demand("officers.case", found, new.about)
    case = CrossCase.objects.create(
        code=next_code("XPC", as_of.year),
        title_ja=new.title.ja.strip(),
        title_en=new.title.en.strip(),
        text=new.text.strip(),
        opened_on=as_of,
        due_on=new.due_on,
        about=[str(ref) for ref in new.about],
    )
    sides = list(dict.fromkeys(new.projects))
    CrossSide.objects.bulk_create([CrossSide(case=case, project=code) for code in sides])
    touched = [Joint(kind="touches", to=Ref("project", c), direction=SIDE) for c in sides]
    shared.about(Ref(CROSS, case.code), new.about, *touched)
    journal.write(Ref(CROSS, case.code), {"case": new})
    return case


@action(
    "portfolio.speak_to_cross_case",
    permission="can_speak_for_project",
    description=Text(
        "プロジェクト間の案件に合意・異議を述べる（PD）",
        "Agree or object to a case, as director of one of its projects",
    ),
    scope=_held,
)
def speak(
    code: str,
    project: str,
    position: str,
    said: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> CrossCase:
    """For one's own project. Raises NotFound, VersionConflict, NotAllowed, InputError."""
    case: CrossCase = shared.locked(CrossCase, code, version, LABEL)
    side = case.sides.filter(project=project).first()
    if side is None:
        raise InputError("officers.side", _no_side(case, project, as_of))
    if not queries.directs(by, project, as_of):
        told = messages.NOT_DIRECTOR.format(
            project=queries.name_of("project", project, as_of),
            holders=queries.directors(project, as_of),
        )
        raise NotAllowed("officers.director", told)
    found = [messages.FINAL.format(now=words.CASE_STATES[case.state])] * (case.state != rules.OPEN)
    if position not in words.POSITIONS:
        found.append(messages.CHOICE.format(read=position[:40]))
    if not said.strip():
        found.append(messages.REASON)
    shared.demand("officers.speak", found)
    side.position, side.said, side.said_on = position, said.strip(), as_of
    side.person = person_of(by)
    side.save(update_fields=["position", "said", "said_on", "person"])
    told_now = {"project": project, "position": position, "said": side.said}
    return shared.changed(case, CROSS, told_now)


@action(
    "portfolio.revise_cross_case",
    permission="can_keep_cross_cases",
    description=Text("プロジェクト間の案件の内容を改める", "Revise what a case proposes"),
    scope=_held,
)
def revise_case(
    code: str, text: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> CrossCase:
    """Every director speaks anew. Raises NotFound, VersionConflict, InputError."""
    case: CrossCase = shared.locked(CrossCase, code, version, LABEL)
    found = [messages.FINAL.format(now=words.CASE_STATES[case.state])] * (case.state != rules.OPEN)
    if not text.strip():
        found.append(messages.TEXT)
    shared.demand("officers.case", found)
    before, case.text = case.text, text.strip()
    case.sides.update(position="", said="", said_on=None, person=None)
    return shared.changed(case, CROSS, {"before": before, "text": case.text}, "text")


@action(
    "portfolio.close_cross_case",
    permission="can_keep_cross_cases",
    description=Text("プロジェクト間の案件を決着させる", "Settle or drop a case between projects"),
    scope=_held,
)
def close_case(
    code: str,
    to: str,
    outcome: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> CrossCase:
    """Settled needs the agreement of every side. Raises NotFound, VersionConflict, InputError."""
    case: CrossCase = shared.locked(CrossCase, code, version, LABEL)
    found = list(rules.refused_step(rules.CASE_STEPS, words.CASE_STATES, case.state, to))
    if not outcome.strip():
        found.append(messages.REASON)
    left = case.sides.exclude(position=rules.AGREE).values_list("project", flat=True)
    if to == rules.SETTLED and left:
        names = rules.listed([queries.name_of("project", one, as_of) for one in left])
        found.append(messages.NOT_AGREED.format(missing=names))
    shared.demand("officers.agreement", found)
    case.state, case.outcome, case.closed_on = to, outcome.strip(), as_of
    said = {"state": to, "outcome": case.outcome}
    return shared.changed(case, CROSS, said, "state", "outcome", "closed_on")


def _no_side(case: CrossCase, project: str, day: date) -> Text:
    sides = [queries.name_of("project", one.project, day) for one in case.sides.all()]
    named = queries.name_of("project", project, day)
    return messages.NOT_SIDE.format(project=named, sides=rules.listed(sides))
