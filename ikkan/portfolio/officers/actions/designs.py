"""Designs of programmes by edition: drafted, revised, adopted once complete, exit included.

Decides: a design without its exit (route, product, licensing, successors, gates) is not adopted.
Source: 003:1051, 003:1092 (S-326, S-365: 事業の検討段階から出口志向).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Max

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.line.writing import SIDE, Joint
from ikkan.plan.bodies import queries as bodies
from ikkan.plan.bodies.rules.standing import ref_of
from ikkan.portfolio.officers import messages, rules, words
from ikkan.portfolio.officers.actions import shared
from ikkan.portfolio.officers.actions.proposals import PROGRAMME, designs
from ikkan.portfolio.officers.models import ProgrammeDesign
from ikkan.portfolio.officers.rules import DESIGN, NewDesign
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LABEL: Final = Text("事業設計", "programme design")
_GATE = Text("ゲートの型", "gate template")


def _new(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    return bodies.standing(arguments["as_of"]).reach(arguments["new"].body)


def _held(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    rows = ProgrammeDesign.objects.filter(code=arguments["code"])
    body = rows.values_list("body", flat=True).first()
    return bodies.standing(arguments["as_of"]).reach(body) if body else ()


@action(
    "portfolio.draft_design",
    permission="can_draft_design",
    description=Text("事業設計の案を起こす", "Draft the design of a programme"),
    scope=_new,
)
def draft_design(
    new: NewDesign, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> ProgrammeDesign:
    """The next edition of the programme's design. Raises InputError with every finding."""
    shared.demand("officers.design", _refused(new, as_of))
    rows = ProgrammeDesign.objects.filter(programme=new.programme)
    there = rows.filter(state=rules.DRAFT).first()
    if there is not None:
        told = messages.DRAFT_THERE.format(programme=new.programme, code=there.code)
        raise InputError("officers.design_draft", told)
    last = rows.aggregate(last=Max("edition"))["last"] or 0
    row = ProgrammeDesign(
        code=next_code("PDS", as_of.year),
        programme=new.programme,
        edition=last + 1,
        drafted_on=as_of,
    )
    _fill(row, new)
    row.save()
    _join(row)
    journal.write(Ref(DESIGN, row.code), {"design": new, "edition": row.edition})
    return row


@action(
    "portfolio.revise_design",
    permission="can_draft_design",
    description=Text("事業設計の案を直す", "Revise the draft of a programme's design"),
    scope=_held,
)
def revise_design(
    code: str, new: NewDesign, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> ProgrammeDesign:
    """A draft only. Raises NotFound, VersionConflict, InputError with every finding."""
    row: ProgrammeDesign = shared.locked(ProgrammeDesign, code, version, LABEL)
    found = _refused(new, as_of)
    if row.state != rules.DRAFT:
        found.append(messages.FINAL.format(now=words.DESIGN_STATES[row.state]))
    if new.programme != row.programme:
        found.append(_OTHER.format(programme=row.programme))
    shared.demand("officers.design", found)
    _fill(row, new)
    _join(row)
    return shared.changed(row, DESIGN, {"design": new}, *_PARTS)


@action(
    "portfolio.adopt_design",
    permission="can_adopt_design",
    description=Text("事業設計を採用する", "Adopt the design of a programme"),
    scope=_held,
)
def adopt_design(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> ProgrammeDesign:
    """Complete only; the edition before it gives way. Raises NotFound, VersionConflict, …"""
    row: ProgrammeDesign = shared.locked(ProgrammeDesign, code, version, LABEL)
    known = bodies.standing(as_of)
    if SYSTEM_ROLE not in by.roles and not known.acts_for(by, row.body):
        keepers = known.said_keepers(row.body)
        told = messages.NOT_BODY.format(body=known.name(row.body), keepers=keepers)
        raise NotAllowed("officers.body", told)
    found = []
    if row.state != rules.DRAFT:
        found.append(messages.FINAL.format(now=words.DESIGN_STATES[row.state]))
    lacking = rules.missing(content(row))
    if lacking:
        names = rules.listed([words.EXIT_PARTS[part] for part in lacking])
        found.append(messages.INCOMPLETE.format(missing=names))
    shared.demand("officers.complete", found)
    for earlier in ProgrammeDesign.objects.filter(programme=row.programme, state=rules.ADOPTED):
        earlier.state = rules.SUPERSEDED
        earlier.version += 1
        earlier.save(update_fields=["state", "version"])
    row.state, row.adopted, row.adopted_on = rules.ADOPTED, True, as_of
    return shared.changed(row, DESIGN, {"adopted": row.edition}, "state", "adopted", "adopted_on")


def content(row: ProgrammeDesign) -> NewDesign:
    """What an edition says, for the check of completeness."""
    return NewDesign(
        programme=row.programme,
        body=row.body,
        aim=row.aim,
        route=row.route,
        product=row.product,
        licensing=row.licensing,
        successors=tuple(row.successors),
        gates=tuple(row.gates),
        gate_plan=row.gate_plan,
    )


def _refused(new: NewDesign, day: date) -> list[Text]:
    known = bodies.standing(day)
    return [
        *rules.refused_design(new, designs(known, new.body), known.name(new.body)),
        *shared.in_pack("programme", PROGRAMME, [new.programme, *new.successors], day),
        *shared.in_pack("gate", _GATE, new.gates, day),
    ]


def _fill(row: ProgrammeDesign, new: NewDesign) -> None:
    row.body, row.aim, row.route = new.body, new.aim.strip(), new.route.strip()
    row.product, row.licensing = new.product.strip(), new.licensing.strip()
    row.successors, row.gates = list(new.successors), list(new.gates)
    row.gate_plan = new.gate_plan.strip()


def _join(row: ProgrammeDesign) -> None:
    sides = [Joint(kind="design_of", to=Ref("programme", row.programme), direction=SIDE)]
    sides.append(Joint(kind="designed_by", to=ref_of(row.body), direction=SIDE))
    named = [Ref("programme", code) for code in row.successors]
    sides += [Joint(kind="leads_to", to=ref, direction=SIDE) for ref in named]
    shared.about(Ref(DESIGN, row.code), (), *sides)


_PARTS: Final = (
    *("body", "aim", "route", "product", "licensing", "successors", "gates", "gate_plan"),
)
_OTHER: Final = Text(
    "この案は事業{programme}のものです。別の事業には新しく案を起こしてください。",
    "This draft is of {programme}; draft a design of the other programme anew.",
)
