"""Outcomes as records: list, page, forms, who sees them, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.outcomes import actions, forms, messages, queries
from ikkan.outcomes.models import Outcome
from ikkan.outcomes.rules import (
    REPORTED,
    SORTS,
    STATES,
    TRIAL,
    TRIAL_LEADS,
    TRIAL_STAGES,
    VERIFIED,
    NewOutcome,
    Share,
    read_share,
)
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import many
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

CODE = "outcomes.outcome"
LISTED = 50


def _share(award: str, written: str) -> Share:
    found = read_share(written) if written.strip() else read_share("1")
    if found is None:
        raise InputError("outcomes.share", messages.SHARE_FORM.format(read=written[:40]))
    return Share(award=award, share=found)


def _report(_: None, data: dict[str, Any], **who: Any) -> Outcome:
    pairs = ((data["award"], data["share"]), (data["second_award"], data["second_share"]))
    new = NewOutcome(
        sort=data["sort"],
        title_ja=data["title_ja"],
        title_en=data["title_en"],
        occurred_on=data["occurred_on"],
        evidence=data["evidence"],
        trial_lead=data["trial_lead"],
        trial_stage=data["trial_stage"],
        shares=tuple(_share(award, written) for award, written in pairs if award),
    )
    return actions.report_outcome(new, **who)


def _verify(outcome: Outcome, data: dict[str, Any], **who: Any) -> Outcome:
    if not data["looked"]:
        raise InputError("outcomes.looked", _LOOK)
    return actions.verify_outcome(outcome.code, **who)


def _link(outcome: Outcome, data: dict[str, Any], **who: Any) -> Outcome:
    chosen = _share(data["award"], data["share"])
    return actions.link_award(outcome.code, chosen.award, chosen.share, **who)


def _type_trial(outcome: Outcome, data: dict[str, Any], **who: Any) -> Outcome:
    return actions.type_trial(outcome.code, data["trial_lead"], data["trial_stage"], **who)


def _unlink(outcome: Outcome, data: dict[str, Any], **who: Any) -> Outcome:
    return actions.unlink_award(outcome.code, data["award"], **who)


def _awards(outcome: Outcome, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    shares = list(outcome.shares.select_related("award"))
    seen = many((Ref("awards.award", share.award.code) for share in shares), actor)
    for share in shares:
        ref = Ref("awards.award", share.award.code)
        if ref in seen:
            yield ref, share.share, share.award.began_on


def _work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    if actor.holds("funder_staff"):
        for row in Outcome.objects.filter(state=REPORTED).order_by("pk")[:LISTED]:
            yield WorkItem(ref=Ref(CODE, row.code), verb=_CHECK, title=row.title, write="verify")
    for award in queries.awards_ending(actor, as_of)[:LISTED]:
        yield WorkItem(
            ref=Ref("awards.award", award.code),
            verb=_SAY,
            title=Text.either(award.title_ja, award.title_en),
            due=award.ends_on,
        )


def _no_trial(outcome: Outcome) -> Text | None:
    if outcome.sort == TRIAL:
        return None
    return messages.NOT_TRIAL.format(sort=SORTS[outcome.sort])


def _verified(outcome: Outcome) -> Text | None:
    return messages.IS_VERIFIED if outcome.state == VERIFIED else None


_CHECK = Text("根拠を確かめる", "Check the evidence")
_SAY = Text("成果を報告する", "Report outcomes")
_LOOK = Text(
    "根拠を見て確かめてから、印を付けてください。", "Look at the evidence first, then tick the box."
)
_OWN = (
    Within("parties.person", "shares__award__principal__code"),
    Flag("published"),
)
_OFFICE = (
    Within("parties.organisation", "shares__award__organisation__code"),
    Flag("published"),
)

register(
    Kind(
        code=CODE,
        path="outcomes/records",
        label=Text("成果", "Outcome"),
        plural=Text("成果", "Outcomes"),
        lead=Text(
            "課題から生まれた論文・特許・企業導出・治験・承認・保険収載。確認済みのものだけを公表し、数えます。",
            "Papers, patents, licences, trials, approvals and listings that awards led to. Only "
            "verified ones are published and counted.",
        ),
        model=Outcome,
        station="outcome",
        title=lambda row: row.title,
        value=lambda row: Text(
            f"{SORTS[row.sort].ja} {row.occurred_on}", f"{SORTS[row.sort].en} {row.occurred_on}"
        ),
        begins="occurred_on",
        fields=(
            Field("sort", Text("種類", "Sort"), "choice", choices=SORTS, filter=True),
            Field("title_ja", Text("名称（日本語）", "Name in Japanese"), listed=False),
            Field("title_en", Text("名称（英語）", "Name in English"), listed=False),
            Field("occurred_on", Text("成果の日", "Day of the outcome"), "date"),
            Field("fiscal_year", Text("年度", "Fiscal year"), "year", filter=True),
            Field("evidence", Text("根拠", "Evidence"), listed=False),
            Field("state", Text("状態", "State"), "choice", choices=STATES, filter=True),
            Field(
                *("trial_lead", Text("治験の主体", "Who leads the trial"), "choice"),
                choices=TRIAL_LEADS,
                filter=True,
            ),
            Field(
                *("trial_stage", Text("治験の目的", "What the trial is for"), "choice"),
                choices=TRIAL_STAGES,
                filter=True,
            ),
        ),
        sections=(
            Section(
                code="awards",
                label=Text("もとになった課題", "Awards it came from"),
                columns=(
                    Column(label=Text("課題", "Award"), type="ref"),
                    Column(label=Text("割合", "Share")),
                    Column(label=Text("課題の開始日", "Award began"), type="date"),
                ),
                rows=_awards,
                note=Text(
                    "割合の合計は1を超えません。分数カウントではこの割合で数えます。",
                    "The shares never sum to more than one; fractional counting uses them.",
                ),
            ),
        ),
        writes=(
            Write(
                code="report",
                label=Text("成果を報告する", "Report an outcome"),
                permission="can_report_outcome",
                form=forms.ReportForm,
                act=_report,
                on="new",
            ),
            Write(
                code="verify",
                label=Text("根拠を確かめる", "Verify the evidence"),
                permission="can_verify_outcome",
                form=forms.VerifyForm,
                act=_verify,
                why_not=_verified,
            ),
            Write(
                code="trial",
                label=Text("治験の種類を記録する", "Record the type of trial"),
                permission="can_link_outcome",
                form=forms.TrialForm,
                act=_type_trial,
                why_not=_no_trial,
            ),
            Write(
                code="link",
                label=Text("課題につなぐ", "Ascribe to an award"),
                permission="can_link_outcome",
                form=forms.LinkForm,
                act=_link,
                lead=Text(
                    "つながっている課題を選ぶと、その割合を改めます。",
                    "Choosing an award that is joined already changes its share.",
                ),
            ),
            Write(
                code="unlink",
                label=Text("課題から外す", "Take away from an award"),
                permission="can_link_outcome",
                form=forms.UnlinkForm,
                act=_unlink,
            ),
        ),
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            funder_staff=EVERYTHING,
            program_director=EVERYTHING,
            program_supervisor=EVERYTHING,
            program_officer=Within("programme", "shares__award__programme_code"),
            auditor=EVERYTHING,
            ministry_officer=EVERYTHING,
            disease_coordinator=EVERYTHING,
            researcher=_OWN,
            institution_office=_OFFICE,
        ),
        order=("-occurred_on", "-pk"),
        work=_work,
    )
)
