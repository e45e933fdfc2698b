"""Decisions of the adjustment fund as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.budget.actions import TRANSFER_KIND
from ikkan.budget.adjustment import messages, reassigning
from ikkan.budget.adjustment.kinds.pots import OFFICES
from ikkan.budget.adjustment.queries import DECISION, PROPOSAL, ROUND
from ikkan.budget.models import AdjustmentDecision, AdjustmentStep
from ikkan.plan.bodies.queries import DECISION as TAKEN
from ikkan.records.kinds import Column, Field, Kind, Section, register
from ikkan.records.sight import EVERYTHING, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_YEN = Text("金額", "Amount")


def _title(made: AdjustmentDecision) -> Text:
    year, number = made.round.year.fiscal_year, made.round.number
    sort = messages.DECISIONS[made.sort]
    return Text(
        f"{year}年度 第{number}回の{sort.ja}の決定", f"{sort.en} of FY{year}, round {number}"
    )


def _amounts(made: AdjustmentDecision, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = made.awards.select_related("proposal", "reassigned_from__proposal")
    for one in rows.prefetch_related("reassigned"):
        came = one.reassigned_from
        yield (
            Ref(PROPOSAL, one.proposal.code),
            one.yen,
            one.engine_yen,
            one.reason,
            Ref(PROPOSAL, came.proposal.code) if came is not None else None,
            reassigning.left(one),
        )


def _transfers(made: AdjustmentDecision, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = AdjustmentStep.objects.filter(award__decision=made).select_related(
        "transfer", "award__proposal"
    )
    for one in rows.order_by("award", "order"):
        transfer = one.transfer
        yield (
            Ref(PROPOSAL, one.award.proposal.code),
            one.order,
            Ref(TRANSFER_KIND, transfer.code),
            transfer.yen,
            transfer.made_on,
        )


register(
    Kind(
        code=DECISION,
        path="adjustment/decisions",
        label=Text("調整費の配分の決定", "Decision on the adjustment fund"),
        plural=Text("調整費の配分の決定", "Decisions on the adjustment fund"),
        lead=Text(
            "本部が決めた額と、決めたときの入力の写し。決定は変わりません。",
            "The amounts that the headquarters decided with what they rested on; it never changes.",
        ),
        model=AdjustmentDecision,
        station="budget",
        title=_title,
        value=lambda made: messages.DECISIONS[made.sort],
        begins="decided_on",
        fields=(
            Field("round", Text("回", "Round"), "ref", lambda made: made.round.code, kind=ROUND),
            Field("sort", Text("種類", "Sort"), "choice", choices=messages.DECISIONS, filter=True),
            Field(
                "decision",
                Text("本部の決定", "Decision of the headquarters"),
                "ref",
                lambda made: made.decision.code if made.decision else None,
                kind=TAKEN,
            ),
            Field("decided_on", Text("決定の日", "Decided on"), "date"),
            Field("policy", Text("規則", "Rules"), "ref", kind="adjustment_policy"),
            Field("pack_version", Text("パックの版", "Version of the pack"), listed=False),
            Field(
                "digest",
                Text("入力の照合値（SHA-256）", "Digest of the inputs (SHA-256)"),
                listed=False,
            ),
            Field("stamp", Text("案の時点の照合値", "Stamp of the plan"), listed=False),
            Field("plan", Text("もとの案", "Plan it was made from"), listed=False),
            Field("reason", Text("理由", "Reason"), "long", listed=False),
        ),
        sections=(
            Section(
                code="amounts",
                label=Text("配分額", "Amounts"),
                columns=(
                    Column(label=Text("提案", "Proposal"), type="ref"),
                    Column(label=_YEN, type="yen"),
                    Column(label=Text("計算案", "Engine"), type="yen"),
                    Column(label=Text("違いの理由", "Why it differs")),
                    Column(label=Text("組み替えの元", "Re-assigned from"), type="ref"),
                    Column(label=Text("いまの額", "Now"), type="yen"),
                ),
                rows=_amounts,
            ),
            Section(
                code="transfers",
                label=Text("資金移動", "Transfers"),
                columns=(
                    Column(label=Text("提案", "Proposal"), type="ref"),
                    Column(label=Text("段", "Step"), type="number"),
                    Column(label=Text("資金移動", "Transfer"), type="ref"),
                    Column(label=_YEN, type="yen"),
                    Column(label=Text("日", "Day"), type="date"),
                ),
                rows=_transfers,
                roles=frozenset(OFFICES),
            ),
        ),
        sight=sights(public=EVERYTHING),
        related=("round", "round__year", "decision"),
    )
)
