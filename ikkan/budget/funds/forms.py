"""Forms of funds; they read what was typed, the actions decide."""

from __future__ import annotations

from typing import Any

from ikkan.budget import words
from ikkan.budget.models import Fund
from ikkan.budget.rules import PAID
from ikkan.records import forms
from ikkan.values.text import Text

_ACCOUNT = "budget.account"
_YEN = Text("金額", "Amount")
_DAY = Text("日付", "Day")
_REASON = Text("理由", "Reason")
_INSTRUMENT = Text("手段", "Instrument")
_TAKER = Text("受ける口座（公募・採択課題）", "Account that receives (call or award)")
_PAID = {str(code): text for code, text in words.INSTRUMENTS.items() if code in PAID}
_NUMBER = Text("番号", "Number")


class FundForm(forms.ActionForm):
    """A fund to set up."""

    name_ja, name_en = forms.both(Text("名前", "Name"), longest=200)
    body = forms.pack_row("body", Text("持ち主", "Owner"))
    programme = forms.pack_row("programme", Text("事業", "Programme"))
    agency = forms.record_of(
        _ACCOUNT,
        Text("資金の出元になる機構の口座", "Account of the agency that funds it"),
    )
    row = forms.pack_row(
        "fund",
        Text("資料にある基金", "Fund as printed"),
        help=Text("資料に印字された基金にあたるとき。", "Where a source prints it."),
        required=False,
    )
    begins_on = forms.day(Text("始まりの日", "From"))
    ends_on = forms.day(
        Text("終わりの日", "Until"),
        help=Text("この日より後には出せません。", "Nothing leaves after this day."),
    )
    purpose_ja, purpose_en = forms.both(Text("目的", "Purpose"), longest=2000, lines=True)


class PlanForm(forms.ActionForm):
    """Money that is to come."""

    due_on = forms.day(Text("予定の日", "Due on"))
    yen = forms.yen(_YEN)
    printed = forms.text(
        Text("どの予算から", "Out of which budget"),
        help=Text("例 令和8年度第1次補正予算", "Such as the first supplementary budget, FY2026"),
        required=False,
    )


class ReceiveForm(forms.ActionForm):
    """A planned instalment comes."""

    number = forms.number(_NUMBER, least=1)
    giver = forms.record_of(_ACCOUNT, Text("出す機構の口座", "Account of the agency"))
    made_on = forms.day(_DAY, today=True)
    instrument = forms.choice(_INSTRUMENT, _PAID)

    @classmethod
    def begin(cls, record: Fund) -> dict[str, Any]:
        """The next planned instalment, from the account that the fund was opened under."""
        waiting = record.instalments.filter(transfer__isnull=True, dropped_because="").first()
        parent = record.account.parent
        return {
            "number": waiting.number if waiting else None,
            "giver": parent.code if parent else "",
        }


class NumberForm(forms.ActionForm):
    """One instalment or promise, and why it is dropped."""

    number = forms.number(_NUMBER, least=1)
    reason = forms.long_text(_REASON, longest=1000)


class ConditionForm(forms.ActionForm):
    """What must be met before money leaves."""

    text_ja, text_en = forms.both(Text("条件", "Condition"), longest=1000, lines=True)
    taker = forms.record_of(
        _ACCOUNT,
        Text("この口座への支払いだけ", "For payments to this account only"),
        help=Text("空欄ならすべての支払いの条件です。", "Empty: for every payment."),
        required=False,
    )


class MeetForm(forms.ActionForm):
    """That it is met, and what shows it."""

    number = forms.number(_NUMBER, least=1)
    met_on = forms.day(Text("満たされた日", "Met on"), today=True)
    evidence = forms.long_text(
        Text("証拠", "Evidence"),
        help=Text(
            "例 認定VCの出資の契約書の番号と日付", "Such as number and day of the VC's contract"
        ),
        longest=1000,
    )


class PromiseForm(forms.ActionForm):
    """Money for one account and year."""

    taker = forms.record_of(_ACCOUNT, _TAKER)
    fiscal_year = forms.year(Text("年度", "Fiscal year"))
    yen = forms.yen(_YEN)
    reason = forms.long_text(_REASON, longest=1000)


class DisburseForm(forms.ActionForm):
    """A payment out of the fund."""

    taker = forms.record_of(_ACCOUNT, _TAKER)
    yen = forms.yen(_YEN)
    made_on = forms.day(_DAY, today=True)
    instrument = forms.choice(_INSTRUMENT, _PAID)
    reason = forms.long_text(_REASON, required=False)


class RepaymentForm(forms.ActionForm):
    """What comes back of an investment."""

    taker = forms.record_of(_ACCOUNT, Text("出資を受けた口座", "Account that was invested in"))
    yen = forms.yen(_YEN)
    due_on = forms.day(Text("返還の日", "Due on"))
    terms = forms.long_text(
        Text("返還の条件", "Terms"),
        help=Text(
            "例 売上げに応じて返す、達成しないときは一括で返す",
            "Such as out of sales, or at once where the goal is not reached",
        ),
        longest=1000,
    )


class RepaidForm(forms.ActionForm):
    """A repayment comes."""

    number = forms.number(_NUMBER, least=1)
    made_on = forms.day(_DAY, today=True)


class CloseForm(forms.ActionForm):
    """The end of the fund."""

    made_on = forms.day(_DAY, today=True)
    reason = forms.long_text(_REASON)
