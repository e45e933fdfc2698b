"""Review sheets and their matches as records: pages, lists, forms, who sees them.

Decides: sheets are published by their ministries and seen by everybody, with their attribution;
matches are seen inside until somebody confirms them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.budget.sheets import actions, forms, queries, rules
from ikkan.budget.sheets.models import Sheet, SheetMatch
from ikkan.records.kinds import Column, Field, Kind, Section, Write, kind_of, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_INITIAL = Text("当初予算", "Initial budget")
_TOTAL = Text("計", "Printed total")
_EXECUTED = Text("執行額", "Executed")
_REQUESTED = Text("要求額", "Requested")
_YEAR = Text("年度", "Fiscal year")


def _budgets(sheet: Sheet, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in sheet.budgets.all():
        yield (row.fiscal_year, *(getattr(row, name) for name in rules.AMOUNTS))


def _checks(sheet: Sheet, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in sheet.budgets.all():
        if row.gap is not None and row.total is not None:
            said = _HOLDS if row.holds else _DIFFERS
            yield (row.fiscal_year, row.total - row.gap, row.total, row.gap, said)


def _indicators(sheet: Sheet, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in sheet.indicators.all():
        name = row.name or row.goal
        for year, target, actual in row.years or [[None, None, None]]:
            yield (rules.INDICATORS[row.sort], name, row.unit, year, target, actual)


def _payees(sheet: Sheet, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in sheet.payees.all():
        yield (
            *(row.fiscal_year, row.block, row.name, row.corporate_number or None),
            *(row.contract, row.yen),
        )


def _matches(sheet: Sheet, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in visible("budget.sheet_match", actor).filter(sheet=sheet):
        yield (
            Ref("budget.sheet_match", row.code),
            Ref.parse(row.target),
            rules.STATES[row.state],
            row.score,
        )


def _context(sheet: Sheet, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """The chain of the sheet: a column for each of its sheets, a line for each fiscal year."""
    sheets = queries.chain(sheet)
    if len(sheets) < 2:
        return {"chain": []}
    lines = []
    for year in queries.years_told(sheets):
        told = {one.sheet.pk: one for one in year.told}
        cells = [_cell(told[one.pk]) if one.pk in told else None for one in sheets]
        lines.append({"year": year.fiscal_year, "differs": year.differs, "cells": cells})
    kind = kind_of("budget.sheet")
    columns = [{"row": one, "url": kind.url(one.code) if kind else ""} for one in sheets]
    return {"chain": columns, "chain_lines": lines}


def _cell(told: queries.Told) -> dict[str, Any]:
    row = told.budget
    return {
        "differs": told.differs,
        "amounts": [
            (label, f"{yen:,}".replace("-", "−"))
            for label, yen in (
                (_INITIAL, row.initial),
                (_TOTAL, row.total),
                (_EXECUTED, row.executed),
                (_REQUESTED, row.requested),
            )
            if yen is not None
        ],
    }


def _match(sheet: Sheet, data: dict[str, Any], **who: Any) -> Sheet:
    chosen = [Ref("programme", data["programme"])] if data["programme"] else []
    if data["earlier"].strip():
        chosen.append(Ref("budget.sheet", data["earlier"].strip()))
    if len(chosen) != 1:
        raise InputError("budget.match_one", _ONE)
    actions.match_sheet(sheet.code, chosen[0], **who)
    return sheet


def _confirm(row: SheetMatch, data: dict[str, Any], **who: Any) -> SheetMatch:
    return actions.confirm_match(row.code, **who)


def _reject(row: SheetMatch, data: dict[str, Any], **who: Any) -> SheetMatch:
    return actions.reject_match(row.code, data["reason"], **who)


def _why_not_confirmed(row: SheetMatch) -> Text | None:
    return None if row.state == rules.PROPOSED else _JUDGED


def _why_not_rejected(row: SheetMatch) -> Text | None:
    return _JUDGED if row.state == rules.REJECTED else None


def _match_title(row: SheetMatch) -> Text:
    return Text(
        f"{row.sheet.name}（{row.sheet.year}年）の対応",
        f"Match of {row.sheet.name} ({row.sheet.year})",
    )


_HOLDS = Text("一致", "Agrees")
_DIFFERS = Text("不一致", "Differs")
_ONE = Text(
    "事業と前の年のシートの、どちらか一つだけを書いてください。",
    "Name either a programme or a sheet of an earlier year, one of them.",
)
_JUDGED = Text(
    "もう判断されています。改めるには、シートの画面で対応を記録してください。",
    "It has been judged; record another match on the sheet's page.",
)

register(
    Kind(
        code="budget.sheet",
        path="sheets",
        label=Text("行政事業レビューシート", "Programme review sheet"),
        plural=Text("行政事業レビューシート", "Programme review sheets"),
        lead=Text(
            "各府省が公表したシート。額は印字のまま円で示し、内訳と計の不一致は直さずに示します。",
            "Sheets as ministries published them, amounts in yen as printed; where parts and total "
            "disagree, it is said and not repaired.",
        ),
        model=Sheet,
        title=lambda sheet: sheet.title,
        value=lambda sheet: rules.FINDINGS[sheet.finding],
        fields=(
            Field("year", Text("公開年度", "Published in"), "year", filter=True),
            Field("ministry", Text("府省庁", "Ministry as printed"), filter=True),
            Field(
                "body", Text("機関", "Body"), "ref", kind="body", value=lambda row: row.body or None
            ),
            Field("office", Text("担当", "Office"), listed=False),
            Field("number", Text("事業番号", "Number"), listed=False),
            Field(
                "finding",
                Text("検算", "Check of the sums"),
                "choice",
                choices=rules.FINDINGS,
                filter=True,
            ),
            Field("unequal", Text("不一致の行", "Rows that disagree"), "number", listed=False),
            Field("began", Text("開始年度", "Began in"), "year", listed=False),
            Field("ended", Text("終了年度", "Ends in"), "year", listed=False),
            Field("payees_count", Text("支出先の数", "Payments"), "number"),
            Field("paid_yen", Text("支出先の額の合計", "Sum of the payments"), "yen", listed=False),
            Field("purpose", Text("事業の目的", "Purpose"), "long", listed=False),
            Field("summary", Text("事業の概要", "Summary"), "long", listed=False),
            Field("source", Text("取り込み元", "Source"), filter=True),
            Field("key", Text("取り込み元のキー", "Key at the source"), listed=False),
            Field("attribution", Text("出典と利用条件", "Attribution"), listed=False),
        ),
        sections=(
            Section(
                code="budgets",
                label=Text("予算と執行", "Budget and execution"),
                note=Text(
                    "空欄は印字がないことを示し、0ではありません。",
                    "An empty cell was not printed; it is not zero.",
                ),
                columns=(
                    Column(label=_YEAR, type="year"),
                    Column(label=_INITIAL, type="yen"),
                    Column(label=Text("補正", "Supplementary"), type="yen"),
                    Column(label=Text("前年度から繰越", "Carried in"), type="yen"),
                    Column(label=Text("翌年度へ繰越", "Carried out"), type="yen"),
                    Column(label=Text("予備費等", "Reserve"), type="yen"),
                    Column(label=_TOTAL, type="yen"),
                    Column(label=_EXECUTED, type="yen"),
                    Column(label=_REQUESTED, type="yen"),
                    Column(label=Text("翌年度要求額", "Requested for next year"), type="yen"),
                ),
                rows=_budgets,
            ),
            Section(
                code="checks",
                label=Text("検算", "Check of the sums"),
                columns=(
                    Column(label=_YEAR, type="year"),
                    Column(label=Text("内訳の合計", "Sum of the parts"), type="yen"),
                    Column(label=_TOTAL, type="yen"),
                    Column(label=Text("差", "Difference"), type="yen"),
                    Column(label=Text("結果", "Result")),
                ),
                rows=_checks,
            ),
            Section(
                code="indicators",
                label=Text("指標", "Indicators"),
                columns=(
                    Column(label=Text("種類", "Sort")),
                    Column(label=Text("指標", "Indicator")),
                    Column(label=Text("単位", "Unit")),
                    Column(label=_YEAR, type="year"),
                    Column(label=Text("目標・見込み", "Target")),
                    Column(label=Text("実績", "Actual")),
                ),
                rows=_indicators,
            ),
            Section(
                code="payees",
                label=Text("支出先", "Payees"),
                note=Text(
                    "再委託を通じて同じお金が何度も現れます。合計は予算額ではありません。",
                    "The same money appears again where it is passed on; the sum is no budget.",
                ),
                columns=(
                    Column(label=_YEAR, type="year"),
                    Column(label=Text("ブロック", "Block")),
                    Column(label=Text("支出先", "Payee")),
                    Column(label=Text("法人番号", "Corporate number")),
                    Column(label=Text("業務概要", "Contract")),
                    Column(label=Text("支出額", "Amount"), type="yen"),
                ),
                rows=_payees,
            ),
            Section(
                code="matches",
                label=Text("対応", "Matches"),
                columns=(
                    Column(label=Text("対応", "Match"), type="ref"),
                    Column(label=Text("対応先", "Matched with"), type="ref"),
                    Column(label=Text("状態", "State")),
                    Column(label=Text("点（千分率）", "Score (‰)"), type="number"),
                ),
                rows=_matches,
            ),
        ),
        writes=(
            Write(
                code="match",
                label=Text("対応を記録する", "Record a match"),
                permission="can_judge_match",
                form=forms.MatchForm,
                act=_match,
            ),
        ),
        sight=sights(public=EVERYTHING),
        order=("-year", "ministry", "pk"),
        template="budget/sheets/sheet.html",
        context=_context,
    )
)

register(
    Kind(
        code="budget.sheet_match",
        path="sheets/matches",
        label=Text("シートの対応", "Match of a sheet"),
        plural=Text("シートの対応", "Matches of sheets"),
        lead=Text(
            "シートがどの事業か、前の年のどのシートを引き継ぐかの候補。人が確認か却下をします。",
            "Proposals of the programme a sheet is, or the earlier sheet it continues; people "
            "confirm or reject them.",
        ),
        model=SheetMatch,
        title=_match_title,
        value=lambda row: rules.STATES[row.state],
        fields=(
            Field(
                "sheet",
                Text("シート", "Sheet"),
                "ref",
                kind="budget.sheet",
                value=lambda row: row.sheet.code,
            ),
            Field("sort", Text("種類", "Sort"), "choice", choices=rules.SORTS, filter=True),
            Field(
                "target",
                Text("対応先", "Matched with"),
                "ref",
                value=lambda row: Ref.parse(row.target),
            ),
            Field("score", Text("点（千分率）", "Score (‰)"), "number"),
            Field("because", Text("根拠", "Because"), listed=False),
            Field("state", Text("状態", "State"), "choice", choices=rules.STATES, filter=True),
            Field("judged_on", Text("判断した日", "Judged on"), "date"),
            Field("reason", Text("却下の理由", "Why it was rejected"), "long", listed=False),
        ),
        writes=(
            Write(
                code="confirm",
                label=Text("確認する", "Confirm"),
                permission="can_judge_match",
                form=forms.ConfirmForm,
                act=_confirm,
                short=True,
                why_not=_why_not_confirmed,
            ),
            Write(
                code="reject",
                label=Text("却下する", "Reject"),
                permission="can_judge_match",
                form=forms.RejectForm,
                act=_reject,
                why_not=_why_not_rejected,
            ),
        ),
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            ministry_officer=EVERYTHING,
            funder_staff=EVERYTHING,
            program_director=EVERYTHING,
            program_supervisor=EVERYTHING,
            program_officer=EVERYTHING,
            auditor=EVERYTHING,
        ),
        related=("sheet",),
        order=("-score", "pk"),
    )
)
