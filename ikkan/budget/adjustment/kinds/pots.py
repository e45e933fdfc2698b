"""Years of the adjustment fund as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import actions, forms, messages
from ikkan.budget.adjustment.queries import ROUND, YEAR, remaining
from ikkan.budget.edges import KIND as ACCOUNT
from ikkan.budget.models import AdjustmentYear
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

OFFICES: Final = (
    *("hq_officer", "ministry_officer", "funder_staff", "program_director"),
    *("program_supervisor", "program_officer", "auditor"),
)
_CONFIRM: Final = Text("枠を確定する", "Confirm the pot")


def title(year: AdjustmentYear) -> Text:
    """What a year of the fund is called."""
    at = year.fiscal_year
    return Text(f"{at}年度の調整費", f"Adjustment fund of FY{at}")


def _open(_: None, data: dict[str, Any], **how: Any) -> AdjustmentYear:
    return actions.open_year(data["new"], **how)


def _confirm(year: AdjustmentYear, data: dict[str, Any], **how: Any) -> AdjustmentYear:
    return actions.confirm_year(year.code, data["yen"], **how)


def _rounds(year: AdjustmentYear, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(ROUND, actor).filter(year=year).order_by("number")
    for one in rows:
        state = messages.ROUND_STATES[one.state]
        yield (Ref(ROUND, one.code), messages.SORTS[one.sort], state, one.opens_on, one.closes_on)


def _waiting(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Pots that are only expected, for the headquarters."""
    if not actor.holds("hq_officer"):
        return
    for year in visible(YEAR, actor).filter(status="expected").order_by("fiscal_year")[:20]:
        ref = Ref(YEAR, year.code)
        yield WorkItem(ref=ref, verb=_CONFIRM, title=title(year), write="confirm", group="info")


def _left(year: AdjustmentYear) -> Text:
    """What is left, in the unit that a line has room for."""
    yen = remaining(year)
    return Text(f"残り {yen / 10**8:,.1f}億円", f"¥{yen / 10**6:,.0f} million left")


register(
    Kind(
        code=YEAR,
        path="adjustment/years",
        label=Text("調整費の年度", "Year of the adjustment fund"),
        plural=Text("調整費の年度", "Years of the adjustment fund"),
        lead=Text(
            "年度の枠と元になる経費、当てはまる規則。決定の合計は枠を超えられません。",
            "The pot of a year, what it comes from and the rules that hold; "
            "what is decided never exceeds it.",
        ),
        model=AdjustmentYear,
        station="budget",
        title=title,
        value=_left,
        fields=(
            Field("fiscal_year", Text("年度", "Fiscal year"), "year", filter=True),
            Field("yen", Text("枠", "Pot"), "yen"),
            Field("decided_yen", Text("決定済み", "Decided"), "yen"),
            Field("remaining", Text("残り", "Left"), "yen", remaining),
            Field(
                "status",
                Text("位置づけ", "Status"),
                "choice",
                choices=messages.STATUSES,
                filter=True,
            ),
            Field("policy", Text("規則", "Rules"), "ref", kind="adjustment_policy"),
            Field(
                "figure", Text("枠の公表値", "Published figure"), "ref", kind="figure", listed=False
            ),
            Field("origin_yen", Text("元になる経費", "Comes out of"), "yen", listed=False),
            Field(
                "origin",
                Text("元になる経費の名", "What it comes out of"),
                "text2",
                lambda year: Text(year.origin_ja, year.origin_en or year.origin_ja),
                listed=False,
            ),
            Field(
                "origin_figure",
                Text("元になる経費の公表値", "Published figure of that"),
                "ref",
                kind="figure",
                listed=False,
            ),
            Field(
                "account",
                Text("枠を持つ口座", "Account that holds it"),
                "ref",
                lambda year: year.account.code,
                kind=ACCOUNT,
                listed=False,
            ),
            Field("confirmed_on", Text("確定の日", "Confirmed on"), "date", listed=False),
        ),
        sections=(
            Section(
                code="rounds",
                label=Text("配分の回", "Rounds"),
                columns=(
                    Column(label=Text("回", "Round"), type="ref"),
                    Column(label=Text("種類", "Sort")),
                    Column(label=Text("状態", "State")),
                    Column(label=Text("開始", "Opens on"), type="date"),
                    Column(label=Text("締切", "Closes on"), type="date"),
                ),
                rows=_rounds,
            ),
        ),
        writes=(
            Write(
                code="open",
                label=Text("調整費の年度を開く", "Open a year of the fund"),
                permission="can_open_adjustment",
                form=forms.YearForm,
                act=_open,
                on="new",
                follows=lambda _: False,
            ),
            Write(
                code="confirm",
                label=_CONFIRM,
                permission="can_open_adjustment",
                form=forms.ConfirmForm,
                act=_confirm,
            ),
        ),
        sight=sights(public=EVERYTHING),
        related=("account",),
        order=("-fiscal_year",),
        work=_waiting,
    )
)
