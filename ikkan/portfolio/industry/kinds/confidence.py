"""Stewards, interests and introductions as the engine of records shows them, in confidence.

Decides: an interest is seen by its company and the stewards that handle it, nobody else; every
field is for these roles, so that the index of the search holds none of its words. An introduction
names nobody before both sides consented.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.portfolio.industry import actions, messages, words
from ikkan.portfolio.industry import inside_forms as forms
from ikkan.portfolio.industry.actions.introductions import reach_of
from ikkan.portfolio.industry.inside import Interest, Introduction, Steward
from ikkan.portfolio.industry.kinds.seen import HANDLERS, code_of
from ikkan.portfolio.industry.rules import (
    INTEREST,
    INTRODUCTION,
    ORGANISATION,
    STEWARD,
    NewInterest,
    NewIntroduction,
)
from ikkan.records.kinds import Field, Kind, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Own, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

SIDES: Final = HANDLERS | {"company", "researcher"}
_COMPANY_SIDE: Final = HANDLERS | {"company"}
_MOST_WORK: Final = 50


def _name(_: None, data: dict[str, Any], **who: Any) -> Steward:
    return actions.name_steward(data["person"].strip(), **who)


def _end(steward: Steward, data: dict[str, Any], **who: Any) -> Steward:
    return actions.end_steward(steward.code, **who)


def _state(_: None, data: dict[str, Any], **who: Any) -> Interest:
    several = {name: tuple(data[name]) for name in _SEVERAL}
    return actions.state_interest(NewInterest(**{**data, **several}), **who)


def _withdraw(interest: Interest, data: dict[str, Any], **who: Any) -> Interest:
    return actions.withdraw_interest(interest.code, **who)


def _entrust(interest: Interest, data: dict[str, Any], **who: Any) -> Interest:
    return actions.entrust_interest(interest.code, data["steward"], **who)


def _propose(_: None, data: dict[str, Any], **who: Any) -> Introduction:
    stewards = tuple(data.pop("stewards"))
    return actions.propose_introduction(NewIntroduction(**data), stewards, **who)


def _consent(met: Introduction, data: dict[str, Any], **who: Any) -> Introduction:
    return actions.consent(met.code, **who)


def _decline(met: Introduction, data: dict[str, Any], **who: Any) -> Introduction:
    return actions.decline(met.code, data["reason"], **who)


def _met(met: Introduction, data: dict[str, Any], **who: Any) -> Introduction:
    return actions.record_meeting(met.code, data["outcome"], **who)


def _gone(interest: Interest) -> Text | None:
    return messages.GONE if interest.state == words.WITHDRAWN else None


def _not_waiting(met: Introduction) -> Text | None:
    if met.state in (words.PROPOSED, words.ASKED):
        return None
    return messages.NOT_THEIR_TURN.format(state=words.INTRODUCTION_STATES[met.state])


def _not_introduced(met: Introduction) -> Text | None:
    if met.state == words.INTRODUCED:
        return None
    return messages.NOT_INTRODUCED.format(state=words.INTRODUCTION_STATES[met.state])


def _names(met: Introduction) -> Text:
    """Both names, once both sides consented; nothing before."""
    if met.state != words.INTRODUCED:
        return Text("", "")
    seed, company = met.seed, met.company.name
    return Text(
        f"{seed.title_ja} — {company.ja}", f"{seed.title_en or seed.title_ja} — {company.en}"
    )


def _modalities(interest: Interest) -> Text:
    said = [MODALITY_LABELS[one] for one in interest.modalities if one in MODALITY_LABELS]
    return Text.joined(said, "・", ", ")


def _refs(kind: str, name: str) -> Any:
    return lambda interest: [Ref(kind, code) for code in getattr(interest, name)]


def _waiting(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Introductions that wait for the consent of the actor's side."""
    for role, state in (("company", words.PROPOSED), ("researcher", words.ASKED)):
        if role not in actor.roles:
            continue
        rows = visible(INTRODUCTION, actor).filter(state=state).order_by("pk")
        for met in rows[:_MOST_WORK]:
            if actor.granted((role,), reach_of(met)):
                yield WorkItem(
                    ref=Ref(INTRODUCTION, met.code),
                    verb=_CONSENT,
                    title=_title(met),
                    write="consent",
                )


def _title(met: Introduction) -> Text:
    return Text(f"引き合わせ {met.code}", f"Introduction {met.code}")


_SEVERAL: Final = ("modalities", "domains", "phases", "stewards")
_CONSENT: Final = Text("引き合わせに同意するか答える", "Consent to the introduction, or decline")

register(
    Kind(
        code=STEWARD,
        path="stewards",
        label=Text("内密の窓口の担当者", "Steward"),
        plural=Text("内密の窓口の担当者", "Stewards of confidences"),
        lead=Text(
            "企業が内密に話せる、資金配分機関の担当者。ここに名のある人だけが扱えます。",
            "People of the funder to whom companies may speak in confidence; only those who stand "
            "here may handle what they say.",
        ),
        model=Steward,
        title=lambda one: one.person.name,
        begins="valid_from",
        fields=(
            Field("person", Text("人", "Person"), "ref", code_of("person"), kind="parties.person"),
            Field("valid_from", Text("始まりの日", "First day"), "date"),
            Field("valid_to", Text("終わりの日", "Last day"), "date"),
        ),
        writes=(
            Write(
                code="name",
                label=Text("担当者を置く", "Name a steward"),
                permission="can_name_steward",
                form=forms.StewardForm,
                act=_name,
                on="new",
            ),
            Write(
                code="end",
                label=Text("担当を終える", "End the office"),
                permission="can_name_steward",
                form=forms.ConfirmForm,
                act=_end,
            ),
        ),
        sight=sights(
            **dict.fromkeys(
                ("company", "funder_staff", "disease_coordinator", "program_director", "auditor"),
                EVERYTHING,
            )
        ),
        related=("person",),
    )
)
register(
    Kind(
        code=INTEREST,
        path="interests",
        label=Text("内密の関心", "Interest in confidence"),
        plural=Text("内密の関心", "Interests in confidence"),
        lead=Text(
            "企業・VCの関心。読めるのは、その企業と、企業が選んだ窓口の担当者だけです。",
            "What companies and investors look for; only the company itself and the stewards it "
            "chose can read it.",
        ),
        model=Interest,
        title=lambda one: Text(f"内密の関心 {one.code}", f"Interest in confidence {one.code}"),
        fields=(
            Field(
                *("company", Text("企業", "Company"), "ref", code_of("company")),
                kind=ORGANISATION,
                roles=_COMPANY_SIDE,
            ),
            Field(
                *("seed", Text("シーズ", "Seed"), "ref", code_of("seed")),
                kind="portfolio.seed",
                roles=_COMPANY_SIDE,
            ),
            Field(
                "modalities",
                Text("モダリティ", "Modalities"),
                "text2",
                _modalities,
                roles=_COMPANY_SIDE,
            ),
            Field(
                *("domains", Text("疾患領域", "Disease areas"), "refs", _refs("domain", "domains")),
                roles=_COMPANY_SIDE,
            ),
            Field(
                *("phases", Text("段階", "Phases"), "refs", _refs("phase", "phases")),
                roles=_COMPANY_SIDE,
            ),
            Field(
                *("text", Text("関心の内容", "What it is about"), "long"),
                listed=False,
                roles=_COMPANY_SIDE,
            ),
            Field(
                *("state", Text("状態", "State"), "choice"),
                choices=words.INTEREST_STATES,
                roles=_COMPANY_SIDE,
            ),
            Field("stated_on", Text("表明の日", "Stated on"), "date", roles=_COMPANY_SIDE),
            Field("ended_on", Text("取下げの日", "Withdrawn on"), "date", roles=_COMPANY_SIDE),
        ),
        writes=(
            Write(
                code="state",
                label=Text("関心を内密に伝える", "State an interest in confidence"),
                permission="can_confide",
                form=forms.InterestForm,
                act=_state,
                on="new",
            ),
            Write(
                code="entrust",
                label=Text("担当者を加える", "Add a steward"),
                permission="can_confide",
                form=forms.EntrustForm,
                act=_entrust,
                why_not=_gone,
            ),
            Write(
                code="withdraw",
                label=Text("取り下げる", "Withdraw"),
                permission="can_confide",
                form=forms.ConfirmForm,
                act=_withdraw,
                why_not=_gone,
            ),
        ),
        sight=sights(
            company=Within(ORGANISATION, "company__code"),
            funder_staff=Own("handlers__account"),
            disease_coordinator=Own("handlers__account"),
        ),
        scope=lambda one: Ref(ORGANISATION, one.company.code),
        related=("company", "seed"),
    )
)
register(
    Kind(
        code=INTRODUCTION,
        path="introductions",
        label=Text("引き合わせ", "Introduction"),
        plural=Text("引き合わせ", "Introductions"),
        lead=Text(
            "企業とシーズの研究者の仲立ち。企業、研究者の順に同意し、双方の同意の後に名前が分かります。",
            "Companies and researchers of seeds brought together: the company consents, then the "
            "researcher, and only then names are told.",
        ),
        model=Introduction,
        title=_title,
        value=lambda met: words.INTRODUCTION_STATES[met.state],
        fields=(
            Field(
                *("state", Text("状態", "State"), "choice"),
                choices=words.INTRODUCTION_STATES,
                roles=SIDES,
            ),
            Field(
                *("names", Text("引き合わせた双方", "Who was introduced"), "text2", _names),
                roles=SIDES,
            ),
            Field(
                "about_seed", Text("シーズの説明", "Of the seed"), "long", listed=False, roles=SIDES
            ),
            Field(
                *("about_company", Text("企業の説明", "Of the company"), "long"),
                listed=False,
                roles=SIDES,
            ),
            Field("proposed_on", Text("始めた日", "Begun on"), "date", roles=SIDES),
            Field("company_on", Text("企業の同意", "Company consented"), "date", roles=SIDES),
            Field(
                *("researcher_on", Text("研究者の同意", "Researcher consented"), "date"),
                roles=SIDES,
            ),
            Field(
                *("seed", Text("シーズ", "Seed"), "ref", code_of("seed")),
                kind="portfolio.seed",
                listed=False,
                roles=HANDLERS,
            ),
            Field(
                *("company", Text("企業", "Company"), "ref", code_of("company")),
                kind=ORGANISATION,
                listed=False,
                roles=HANDLERS,
            ),
            Field(
                *("reason", Text("引き合わせる理由", "Why they should meet"), "long"),
                listed=False,
                roles=HANDLERS,
            ),
            Field(
                *("outcome", Text("経過", "What became of it"), "long"),
                listed=False,
                roles=HANDLERS,
            ),
        ),
        writes=(
            Write(
                code="propose",
                label=Text("引き合わせを始める", "Begin an introduction"),
                permission="can_introduce",
                form=forms.IntroductionForm,
                act=_propose,
                on="new",
            ),
            Write(
                code="consent",
                label=Text("同意する", "Consent"),
                permission="can_consent",
                form=forms.ConfirmForm,
                act=_consent,
                why_not=_not_waiting,
            ),
            Write(
                code="decline",
                label=Text("断る・見送る", "Decline"),
                permission="can_consent",
                form=forms.DeclineForm,
                act=_decline,
                why_not=_not_waiting,
            ),
            Write(
                code="meeting",
                label=Text("経過を記録する", "Record what became of it"),
                permission="can_introduce",
                form=forms.MeetingOutcomeForm,
                act=_met,
                why_not=_not_introduced,
            ),
        ),
        sight=sights(
            company=Within(ORGANISATION, "company__code"),
            researcher=Within("parties.person", "people__code"),
            funder_staff=Own("handlers__account"),
            disease_coordinator=Own("handlers__account"),
        ),
        scope=reach_of,
        related=("seed", "company"),
        work=_waiting,
    )
)
