"""Saved plans of the studio as the engine of records shows them.

Called at start. Decides: plans are for the headquarters, the funder and audit; a decided plan is
seen through the decision of the fund. Source: ui.md §6 "Studio".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.urls import reverse

from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import queries as fund
from ikkan.portfolio.models import StudioPlan
from ikkan.portfolio.studio import actions, forms, messages, page, queries, rules
from ikkan.records import papers
from ikkan.records.kinds import Field, Kind, Write, register
from ikkan.records.sight import EVERYTHING, sights
from ikkan.records.words import language
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _title(plan: StudioPlan) -> Text:
    return Text(plan.name_ja, plan.name_en or plan.name_ja)


def _value(plan: StudioPlan) -> Text:
    return messages.STATES[plan.state]


def _round(plan: StudioPlan) -> Ref:
    return Ref(queries.ROUND, plan.round.code)


def _model(plan: StudioPlan) -> Text:
    said = plan.payload["model"]
    return Text(f"{said['ja']}（{plan.model_edition}）", f"{said['en']} ({plan.model_edition})")


def _percent(plan: StudioPlan) -> str:
    return messages.gap(plan.gap)


def _withdraw(plan: StudioPlan, data: dict[str, Any], **how: Any) -> StudioPlan:
    return actions.withdraw_plan(plan.code, data["reason"], **how)


def _hand_over(plan: StudioPlan, data: dict[str, Any], **how: Any) -> StudioPlan:
    return actions.hand_over(plan.code, data["decision"], data["reasons"], **how)


def _not_saved(plan: StudioPlan) -> Text | None:
    if plan.state == rules.SAVED:
        return None
    return messages.NOT_SAVED.format(plan=plan.code, state=messages.STATES[plan.state])


def _not_ready(plan: StudioPlan) -> Text | None:
    said = _not_saved(plan)
    if said is not None:
        return said
    if fund.stamp(plan.round) != plan.stamp:
        return messages.STALE.format(plan=plan.code)
    if plan.gap > actions.WIDEST:
        return messages.TOO_FAR.format(gap=plan.gap)
    return None


def _context(plan: StudioPlan, actor: Actor, as_of: date) -> Mapping[str, Any]:
    stale = plan.state == rules.SAVED and fund.stamp(plan.round) != plan.stamp
    return {
        **page.plan(plan.round, plan.payload, as_of),
        "plan": plan,
        "stale": messages.STALE.format(plan=plan.code) if stale else None,
        "board_url": reverse("studio:board", args=[plan.round.code]),
        "compare_url": reverse("studio:compare", args=[plan.round.code]),
        "again": page.again(plan.payload),
        "forms": tuple(papers.FORMS),
        "language": language(),
    }


PLAN: Final = register(
    Kind(
        code=queries.KIND,
        path="adjustment/studio-plans",
        label=Text("調整費の案", "Plan of the adjustment fund"),
        plural=Text("調整費の案", "Plans of the adjustment fund"),
        lead=Text(
            "調整費の回について保存した案。もとのデータ、計算の版、証明とともに残る。",
            "Plans kept for rounds of the adjustment fund, with what they rest on and their proof.",
        ),
        model=StudioPlan,
        station="budget",
        title=_title,
        value=_value,
        begins="made_on",
        fields=(
            Field("round", Text("調整費の回", "Round"), "ref", _round, kind=queries.ROUND),
            Field("sort", Text("案の種類", "Sort"), "choice", choices=messages.SORTS, filter=True),
            Field("state", Text("状態", "State"), "choice", choices=messages.STATES, filter=True),
            Field("yen", Text("配分の計（円）", "Given in all, yen"), "yen"),
            Field("model", Text("価値モデル", "Value model"), "text2", _model),
            Field("gap", Text("証明された差", "Proven gap"), "text", _percent, listed=False),
            Field("scenarios", Text("将来の場合の数", "Scenarios"), "number", listed=False),
            Field("seed", Text("乱数の種", "Random seed"), "number", listed=False),
            Field("engine", Text("計算の版", "Engine"), listed=False),
            Field("stamp", Text("もとのデータの印", "Stamp of the data"), listed=False),
            Field("digest", Text("内容のSHA-256", "SHA-256 of its content"), listed=False),
            Field("reason", Text("案の理由", "Reason of the plan"), "long", listed=False),
            Field("made_on", Text("作った日", "Made on"), "date"),
            Field("ended_on", Text("終えた日", "Ended on"), "date", listed=False),
            Field("end_reason", Text("取り下げの理由", "Why taken back"), "long", listed=False),
        ),
        writes=(
            Write(
                code="hand-over",
                label=Text("決定に付す", "Hand over to the decision"),
                permission="can_decide_adjustment",
                form=forms.HandOverForm,
                act=_hand_over,
                lead=Text(
                    "この案の額で回を決定します。もとのデータ、種、案、証明、印がそのまま残ります。",
                    "The round is decided by the amounts of this plan; inputs, seed, plan, proof "
                    "and stamp are frozen with it.",
                ),
                why_not=_not_ready,
            ),
            Write(
                code="withdraw",
                label=Text("取り下げる", "Take back"),
                permission="can_plan_adjustment",
                form=forms.WithdrawForm,
                act=_withdraw,
                why_not=_not_saved,
            ),
        ),
        sight=sights(**dict.fromkeys(("hq_officer", "funder_staff", "auditor"), EVERYTHING)),
        related=("round__year",),
        template="portfolio/studio_plan.html",
        context=_context,
    )
)
