"""Clauses in preparation and appointments as records: pages, lists, forms, who sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.plan import actions, forms
from ikkan.plan.models import Appointment, Clause
from ikkan.plan.rules.clauses import DRAFT, STATES, NewClause
from ikkan.plan.rules.offices import OFFICES, Office
from ikkan.records.kinds import Field, Kind, WorkItem, Write, register
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_TITLE_LENGTH = 60


def _title(clause: Clause) -> Text:
    ja, en = clause.text_ja, clause.text_en or clause.text_ja
    return Text(_short(ja), _short(en))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _TITLE_LENGTH else f"{line[:_TITLE_LENGTH]}…"


def _new_clause(data: dict[str, Any]) -> NewClause:
    return NewClause(
        text_ja=data["text_ja"],
        text_en=data["text_en"],
        term=data["term"],
        programmes=tuple(data["programmes"]),
        indicators=tuple(data["indicators"]),
        follows=Ref.parse(data["follows"].strip()) if data["follows"].strip() else None,
        cites=tuple(Ref.parse(word) for word in data["cites"].split()),
    )


def _draft(_: None, data: dict[str, Any], **who: Any) -> Clause:
    return actions.draft_clause(_new_clause(data), **who)


def _revise(clause: Clause, data: dict[str, Any], **who: Any) -> Clause:
    return actions.revise_clause(clause.code, _new_clause(data), **who)


def _decide(clause: Clause, data: dict[str, Any], **who: Any) -> Clause:
    return actions.decide_clause(clause.code, data["decided_on"], **who)


def _why_not_changed(clause: Clause) -> Text | None:
    return None if clause.state == DRAFT else _DECIDED


def _drafts(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    if not actor.holds("hq_officer"):
        return
    for clause in Clause.objects.filter(state=DRAFT).order_by("pk")[:50]:
        yield WorkItem(
            ref=Ref("plan.clause", clause.code), verb=_DECIDE, title=_title(clause), write="decide"
        )


def _appoint(_: None, data: dict[str, Any], **who: Any) -> Appointment:
    chosen = [Ref(kind, data[kind]) for kind in ("project", "programme", "domain") if data[kind]]
    if len(chosen) > 1:
        raise InputError("plan.appointment_scope", _ONE_SCOPE)
    office = Office(
        role=data["role"],
        scope=chosen[0] if chosen else None,
        valid_from=data["valid_from"],
        valid_to=data["valid_to"],
        person=data["person"],
    )
    return actions.appoint(office, data["basis"], **who)


def _end(appointment: Appointment, data: dict[str, Any], **who: Any) -> Appointment:
    return actions.end_appointment(appointment.code, data["last_day"], **who)


def _held(appointment: Appointment) -> Text:
    """The office with its holder; without one who did not consent to be shown to everybody."""
    role, person = OFFICES[appointment.role], appointment.person
    if not person.published:
        return role
    return Text(f"{role.ja} {person.name.ja}", f"{role.en} {person.name.en}")


_DECIDE = Text("決定する", "Decide")
_DECIDED = Text(
    "決定された条項は変わりません。変えるには、これを引き継ぐ新しい条項を起こしてください。",
    "A decided clause does not change; draft a new clause that follows it.",
)
_ONE_SCOPE = Text(
    "プロジェクト・事業・疾患領域のうち一つだけを選んでください。",
    "Choose one of project, programme and disease area, not several.",
)

register(
    Kind(
        code="plan.clause",
        path="plan/clauses",
        label=Text("計画の条項（案と決定）", "Clause in preparation"),
        plural=Text("計画の条項（案と決定）", "Clauses in preparation"),
        lead=Text(
            "次の計画のために起こされた条項の案と、決定された条項。",
            "Clauses drafted for the next plan, and those decided.",
        ),
        model=Clause,
        station="plan",
        title=_title,
        value=lambda clause: STATES[clause.state],
        begins="decided_on",
        fields=(
            Field("text_ja", Text("条項の文（日本語）", "Words in Japanese"), "long", listed=False),
            Field("text_en", Text("条項の文（英語）", "Words in English"), "long", listed=False),
            Field("state", Text("状態", "State"), "choice", choices=STATES, filter=True),
            Field("decided_on", Text("決定の日", "Decided on"), "date"),
            Field("term_code", Text("計画期間", "Term"), "ref", kind="term", filter=True),
            Field(
                "programmes",
                Text("定める事業", "Programmes it orders"),
                "refs",
                value=lambda clause: [Ref("programme", code) for code in clause.programmes],
            ),
            Field(
                "indicators",
                Text("測る指標", "Indicators that measure it"),
                "refs",
                value=lambda clause: [Ref("indicator", code) for code in clause.indicators],
                listed=False,
            ),
            Field(
                "follows",
                Text("引き継ぐ前の条項", "Follows"),
                "ref",
                value=lambda clause: Ref.parse(clause.follows) if clause.follows else None,
                listed=False,
            ),
            Field(
                "cites",
                Text("引用する所見・対応", "Findings and responses it cites"),
                "refs",
                value=lambda clause: [Ref.parse(ref) for ref in clause.cites],
            ),
        ),
        writes=(
            Write(
                code="draft",
                label=Text("条項の案を起こす", "Draft a clause"),
                permission="can_draft_clause",
                form=forms.ClauseForm,
                act=_draft,
                on="new",
            ),
            Write(
                code="revise",
                label=Text("案を直す", "Revise the draft"),
                permission="can_draft_clause",
                form=forms.ClauseForm,
                act=_revise,
                why_not=_why_not_changed,
            ),
            Write(
                code="decide",
                label=_DECIDE,
                permission="can_decide_clause",
                form=forms.DecisionForm,
                act=_decide,
                short=True,
                lead=Text(
                    "決定すると公表され、その日から事業と指標がこの条項につながります。",
                    "Once decided it is published, and its programmes and indicators stand under "
                    "it from that day.",
                ),
                why_not=_why_not_changed,
            ),
        ),
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            funder_staff=EVERYTHING,
            program_director=EVERYTHING,
            program_supervisor=EVERYTHING,
            program_officer=EVERYTHING,
            auditor=EVERYTHING,
            ministry_officer=EVERYTHING,
            disease_coordinator=EVERYTHING,
        ),
        work=_drafts,
    )
)

register(
    Kind(
        code="plan.appointment",
        path="appointments",
        label=Text("任命", "Appointment"),
        plural=Text("任命（PD・PS・PO・DC）", "Appointments (PD, PS, PO, DC)"),
        lead=Text(
            "どのプロジェクト・事業・領域を、だれが、いつからいつまで受け持つか。",
            "Who holds which office, for which project, programme or area, on which days.",
        ),
        model=Appointment,
        title=_held,
        begins="valid_from",
        fields=(
            Field("role", Text("職", "Office"), "choice", choices=OFFICES, filter=True),
            Field(
                "person",
                Text("人", "Person"),
                "ref",
                kind="parties.person",
                value=lambda row: row.person.code,
            ),
            Field("scope", Text("対象", "For"), "ref", value=lambda row: row.scope_ref),
            Field("valid_from", Text("始まりの日", "From"), "date"),
            Field("valid_to", Text("終わりの日", "To"), "date"),
            Field("basis", Text("根拠", "Basis"), listed=False),
        ),
        writes=(
            Write(
                code="appoint",
                label=Text("任命する", "Appoint"),
                permission="can_appoint",
                form=forms.AppointmentForm,
                act=_appoint,
                on="new",
            ),
            Write(
                code="end",
                label=Text("任命を終える", "End the appointment"),
                permission="can_appoint",
                form=forms.EndForm,
                act=_end,
            ),
        ),
        sight=sights(public=EVERYTHING),
        related=("person",),
        order=("-valid_from", "-pk"),
    )
)
