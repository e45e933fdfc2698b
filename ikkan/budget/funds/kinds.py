"""Funds as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.budget.funds import actions, forms, queries, showing
from ikkan.budget.funds.joints import KIND
from ikkan.budget.funds.rules import NewFund, NewRepayment, Promised
from ikkan.budget.models import Fund
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_OFFICES = (
    *("hq_officer", "ministry_officer", "funder_staff", "program_director"),
    *("program_supervisor", "auditor"),
)
_YEN = Text("金額", "Amount")
_NUMBER = Text("番号", "Number")
_YEAR = Text("年度", "Fiscal year")
_STATE = Text("状態", "State")
_RECEIVE = Text("積み増しを受ける", "Receive an instalment")
_CLOSED = Text(
    "終えた基金は変わりません。新しい基金を造成してください。",
    "A closed fund does not change; set up a new one.",
)


def _why_not(fund: Fund) -> Text | None:
    return None if fund.closed_on is None else _CLOSED


def _open(_: None, data: dict[str, Any], **how: Any) -> Fund:
    return actions.open_fund(NewFund(**data), **how)


def _promise(fund: Fund, data: dict[str, Any], **how: Any) -> Fund:
    return actions.promise(fund.code, Promised(**data), **how)


def _agree(fund: Fund, data: dict[str, Any], **how: Any) -> Fund:
    return actions.agree_repayment(fund.code, NewRepayment(**data), **how)


def _act(act: Any) -> Any:
    """An action that takes the code and what was typed."""

    def run(fund: Fund, data: dict[str, Any], **how: Any) -> Fund:
        return act(fund.code, **data, **how)

    return run


def _write(
    code: str, ja: str, en: str, form: type[Any], act: Any, permission: str = "can_run_fund"
) -> Write:
    return Write(
        code=code,
        label=Text(ja, en),
        permission=permission,
        form=form,
        act=act,
        why_not=_why_not,
    )


def _read_balances(funds: Sequence[Any], as_of: date) -> None:
    found = queries.standings(funds, as_of)
    for fund in funds:
        fund.standing, fund.said_state = found[fund.code], showing.state(fund, as_of)


def _balance(fund: Any) -> int:
    """As of the day that was prepared for, else as of today."""
    if not hasattr(fund, "standing"):
        _read_balances((fund,), timezone.localdate())
    return fund.standing.balance


def _said_state(fund: Any) -> Text:
    _balance(fund)
    return fund.said_state


def _value(fund: Any) -> Text:
    yen = _balance(fund)
    return Text(f"残高 {yen:,}円", f"Balance ¥{yen:,}")


def _due(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Instalments whose day has come, for those who run funds."""
    if not actor.holds("funder_staff"):
        return
    rows = visible(KIND, actor).filter(
        closed_on__isnull=True,
        instalments__transfer__isnull=True,
        instalments__dropped_because="",
        instalments__due_on__lte=as_of,
    )
    for fund in rows.distinct()[:50]:
        ref = Ref(KIND, fund.code)
        yield WorkItem(ref=ref, verb=_RECEIVE, title=_title(fund), write="receive")


def _title(fund: Fund) -> Text:
    return Text.either(fund.name_ja, fund.name_en)


register(
    Kind(
        code=KIND,
        path="ledger/funds",
        label=Text("基金（台帳）", "Fund (ledger)"),
        plural=Text("基金（台帳）", "Funds (ledger)"),
        lead=Text(
            "数年にわたる基金の口座・積み増し・条件・残高。資料に印字された額とは別の記録です。",
            "Account, instalments, conditions and balance of funds over several years; "
            "a register apart from the amounts that sources print.",
        ),
        model=Fund,
        station="budget",
        title=_title,
        value=_value,
        prepare=_read_balances,
        begins="begins_on",
        template="budget/funds/fund.html",
        context=showing.page,
        fields=(
            Field("body", Text("持ち主", "Owner"), "ref", kind="body", filter=True),
            Field("programme", Text("事業", "Programme"), "ref", kind="programme", filter=True),
            Field("state", _STATE, "text2", _said_state),
            Field("balance", Text("残高", "Balance"), "yen", _balance),
            Field("begins_on", Text("始まりの日", "From"), "date"),
            Field("ends_on", Text("終わりの日", "Until"), "date"),
            Field(
                "purpose",
                Text("目的", "Purpose"),
                "text2",
                lambda fund: Text.either(fund.purpose_ja, fund.purpose_en),
                listed=False,
            ),
            Field("row", Text("資料にある基金", "Fund as printed"), "ref", kind="fund"),
            Field(
                "account",
                Text("口座", "Account"),
                "ref",
                lambda fund: fund.account.code,
                kind="budget.account",
                listed=False,
            ),
            Field("closed_on", Text("終えた日", "Closed on"), "date", listed=False),
        ),
        sections=(
            Section(
                code="years",
                label=Text("年度ごと", "Year by year"),
                columns=(
                    Column(label=_YEAR, type="year"),
                    Column(label=Text("受入", "Received"), type="yen"),
                    Column(label=Text("支払", "Paid"), type="yen"),
                    Column(label=Text("返納", "Returned"), type="yen"),
                    Column(label=Text("年度末の残高", "Balance at the end"), type="yen"),
                    Column(label=Text("その年度への約束", "Promised for it"), type="yen"),
                ),
                rows=showing.years,
                note=Text(
                    "受入－支払－返納を足し上げたものが残高です。",
                    "The balance is what was received less what was paid and returned.",
                ),
            ),
            Section(
                code="instalments",
                label=Text("積み増し", "Instalments"),
                columns=(
                    Column(label=_NUMBER, type="number"),
                    Column(label=Text("予定の日", "Due on"), type="date"),
                    Column(label=_YEN, type="yen"),
                    Column(label=Text("どの予算から", "Out of which budget")),
                    Column(label=_STATE),
                    Column(label=Text("受けた日", "Received on"), type="date"),
                    Column(label=Text("資金移動・理由", "Transfer, or why not")),
                ),
                rows=showing.instalments,
            ),
            Section(
                code="conditions",
                label=Text("出すための条件", "Conditions before money leaves"),
                columns=(
                    Column(label=_NUMBER, type="number"),
                    Column(label=Text("条件", "Condition")),
                    Column(label=Text("どの支払いに", "For which payments")),
                    Column(label=_STATE),
                    Column(label=Text("満たされた日", "Met on"), type="date"),
                ),
                rows=showing.conditions,
            ),
            Section(
                code="evidence",
                label=Text("条件の証拠", "Evidence of conditions"),
                columns=(
                    Column(label=_NUMBER, type="number"),
                    Column(label=Text("満たされた日", "Met on"), type="date"),
                    Column(label=Text("証拠", "Evidence")),
                    Column(label=Text("記録した人", "Recorded by")),
                ),
                rows=showing.evidence,
                roles=frozenset({*_OFFICES, "program_officer"}),
            ),
            Section(
                code="promises",
                label=Text("後の年度への約束", "Promises for later years"),
                columns=(
                    Column(label=Text("受ける口座", "Account that receives"), type="ref"),
                    Column(label=_NUMBER, type="number"),
                    Column(label=_YEAR, type="year"),
                    Column(label=_YEN, type="yen"),
                    Column(label=Text("理由", "Reason")),
                    Column(label=Text("解いた理由", "Released because")),
                ),
                rows=showing.promises,
            ),
            Section(
                code="repayments",
                label=Text("出資の返還", "Repayments of investments"),
                columns=(
                    Column(label=_NUMBER, type="number"),
                    Column(label=Text("出資を受けた口座", "Account invested in"), type="ref"),
                    Column(label=Text("返還の日", "Due on"), type="date"),
                    Column(label=_YEN, type="yen"),
                    Column(label=Text("返還の条件", "Terms")),
                    Column(label=_STATE),
                    Column(label=Text("資金移動・理由", "Transfer, or why not")),
                ),
                rows=showing.repayments,
                roles=frozenset({*_OFFICES, "program_officer"}),
            ),
            Section(
                code="printed",
                label=Text("資料に印字された額", "Amounts as printed"),
                columns=(
                    Column(label=Text("基金", "Fund"), type="ref"),
                    Column(label=Text("期間（印字）", "Period as printed")),
                    Column(label=Text("公表値", "Published figure"), type="ref"),
                    Column(label=Text("印字", "Print")),
                ),
                rows=showing.printed,
                note=Text(
                    "同じ事業について資料が印字した額。台帳の額とは足しません。",
                    "What sources print of the same programme; never added to the ledger.",
                ),
            ),
        ),
        writes=(
            Write(
                code="open",
                label=Text("基金を造成する", "Set up a fund"),
                permission="can_run_fund",
                form=forms.FundForm,
                act=_open,
                on="new",
                follows=lambda _: False,
            ),
            _write(
                "plan",
                "積み増しを予定する",
                "Plan an instalment",
                forms.PlanForm,
                _act(actions.plan_instalment),
            ),
            _write(
                "receive",
                "積み増しを受ける",
                "Receive an instalment",
                forms.ReceiveForm,
                _act(actions.receive_instalment),
            ),
            _write(
                "drop",
                "積み増しを取りやめる",
                "Drop an instalment",
                forms.NumberForm,
                _act(actions.drop_instalment),
            ),
            _write(
                "condition",
                "条件を付ける",
                "Set a condition",
                forms.ConditionForm,
                _act(actions.add_condition),
            ),
            _write(
                "meet",
                "条件が満たされたと記録する",
                "Record that a condition is met",
                forms.MeetForm,
                _act(actions.meet_condition),
            ),
            _write("promise", "後の年度を約束する", "Promise", forms.PromiseForm, _promise),
            _write(
                "release",
                "約束を解く",
                "Release a promise",
                forms.NumberForm,
                _act(actions.release_promise),
            ),
            _write(
                "repayment",
                "出資の返還の条件を決める",
                "Agree a repayment",
                forms.RepaymentForm,
                _agree,
            ),
            _write(
                "repaid",
                "出資の返還を受ける",
                "Receive a repayment",
                forms.RepaidForm,
                _act(actions.receive_repayment),
            ),
            _write(
                "waive",
                "出資の返還を免除する",
                "Waive a repayment",
                forms.NumberForm,
                _act(actions.waive_repayment),
            ),
            _write("disburse", "支払う", "Pay", forms.DisburseForm, _act(actions.disburse)),
            _write(
                "close",
                "基金を終える",
                "Close the fund",
                forms.CloseForm,
                _act(actions.close_fund),
                permission="can_close_fund",
            ),
        ),
        sight=sights(
            public=Flag("published"),
            program_officer=Within("programme", "programme"),
            **dict.fromkeys(_OFFICES, EVERYTHING),
        ),
        related=("account", "account__parent"),
        work=_due,
    )
)
