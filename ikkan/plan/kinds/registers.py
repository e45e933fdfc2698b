"""Clauses in preparation and appointments as records: pages, lists, forms, who sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.plan import actions, forms
from ikkan.plan.models import Appointment, Clause
from ikkan.plan.rules import clauses as rules
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
        follows=_one(data.get("follows", "")),
        cites=tuple(Ref.parse(word) for word in data["cites"].split()),
        form=data["form"] or rules.MEASURE,
        under=_one(data["under"]),
        answers=tuple(Ref.parse(word) for word in data["answers"].split()),
        lead=data["lead"],
        owners=tuple(data["owners"]),
        implementer=data["implementer"],
        section=data["section"],
        carrier=data["carrier"],
        aim=data["aim"],
    )


def _one(typed: str) -> Ref | None:
    return Ref.parse(typed.strip()) if typed.strip() else None


def _draft(_: None, data: dict[str, Any], **who: Any) -> Clause:
    return actions.draft_clause(_new_clause(data), **who)


def _revise(clause: Clause, data: dict[str, Any], **who: Any) -> Clause:
    return actions.revise_clause(clause.code, _new_clause(data), **who)


def _decide(clause: Clause, data: dict[str, Any], **who: Any) -> Clause:
    return actions.decide_clause(clause.code, data["decided_on"], **who)


def _amend(clause: Clause, data: dict[str, Any], **who: Any) -> Clause:
    new = replace(_new_clause(data), follows=Ref("plan.clause", clause.code))
    return actions.draft_clause(new, **who)


def _amend_printed(_: None, data: dict[str, Any], **who: Any) -> Clause:
    new = replace(_new_clause(data), follows=Ref("clause", data["clause"]))
    return actions.draft_clause(new, **who)


def _why_not_amended(clause: Clause) -> Text | None:
    return _DRAFT if clause.state == DRAFT else None


def _links(clause: Clause, actor: Actor, as_of: date) -> dict[str, Any]:
    return {"follows_ref": Ref.parse(clause.follows) if clause.follows else None}


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
_DRAFT = Text(
    "まだ案です。「案を直す」で直してください。改正は、決定された条項について起こします。",
    "It is still a draft: revise it. An amendment is drafted of a decided clause.",
)
_AMEND = Text("改正案を起こす", "Draft an amendment")
_AMEND_LEAD = Text(
    "決定された条項は変わりません。決定の日から、この改正がそれを引き継ぎます。",
    "The decided clause stays as it is; from the day of its decision the amendment follows it.",
)
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
            Field("form", Text("種別", "Form"), "choice", choices=rules.FORMS, filter=True),
            Field("term_code", Text("計画期間", "Term"), "ref", kind="term", filter=True),
            Field("lead", Text("主担当（◎）", "Lead owner"), "ref", kind="body", filter=True),
            Field(
                "owners",
                Text("ほかの担当", "Other owners"),
                "refs",
                value=lambda clause: [Ref("body", code) for code in clause.owners],
                listed=False,
            ),
            Field(
                "implementer",
                Text("実施する機関", "Implementing body"),
                "ref",
                kind="body",
                listed=False,
            ),
            Field(
                "section",
                Text("計画の区分", "Section"),
                "choice",
                choices=rules.SECTIONS,
                listed=False,
                filter=True,
            ),
            Field(
                "carrier",
                Text("担い手", "Carried by"),
                "choice",
                choices=rules.CARRIERS,
                listed=False,
                filter=True,
            ),
            Field(
                "aim",
                Text("目指すもの", "Aim"),
                "choice",
                choices=rules.AIMS,
                listed=False,
                filter=True,
            ),
            Field(
                "answers",
                Text("応える課題・求められる取組", "Problems and efforts it answers"),
                "refs",
                value=lambda clause: [Ref.parse(ref) for ref in clause.answers],
                listed=False,
            ),
            Field(
                "under",
                Text("上の見出し", "Heading it stands under"),
                "ref",
                value=lambda clause: Ref.parse(clause.under) if clause.under else None,
                listed=False,
            ),
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
                code="amend",
                label=_AMEND,
                permission="can_draft_clause",
                form=forms.AmendmentForm,
                act=_amend,
                lead=_AMEND_LEAD,
                why_not=_why_not_amended,
            ),
            Write(
                code="amend",
                label=Text("資料の条項の改正案を起こす", "Draft an amendment of a printed clause"),
                permission="can_draft_clause",
                form=forms.PackAmendmentForm,
                act=_amend_printed,
                on="new",
                lead=_AMEND_LEAD,
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
        template="plan/clause.html",
        context=_links,
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
