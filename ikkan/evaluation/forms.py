"""Forms of actual values, findings and responses."""

from __future__ import annotations

from typing import Any

from ikkan.outcomes.rules import COUNTINGS, SORTS
from ikkan.records import forms
from ikkan.values.text import Text


class CorrectionForm(forms.ActionForm):
    """Another value for the same indicator, year and counting."""

    sort = forms.choice(
        Text("数える成果", "Outcomes to count"),
        dict(SORTS),
        help=Text(
            "選ぶと、確認済みの成果を数えて値にします。",
            "Verified outcomes of this sort are counted into the value.",
        ),
        required=False,
    )
    value = forms.decimal(
        Text("値（数えないとき）", "Value, where it is not counted here"), required=False
    )
    note = forms.long_text(
        Text("根拠・注記", "Basis or note"),
        help=Text("値を直接入れるときは必ず書きます。", "Needed where a value is given."),
        required=False,
    )

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """What the value before said."""
        return {} if record is None else {"sort": record.sort, "note": record.note}


class ActualForm(CorrectionForm):
    """The value of an indicator in a fiscal year."""

    indicator = forms.pack_row("indicator", Text("指標", "Indicator"))
    fiscal_year = forms.year(Text("年度", "Fiscal year"))
    counting = forms.choice(Text("数え方", "Counting"), dict(COUNTINGS))
    field_order = ("indicator", "fiscal_year", "counting", "sort", "value", "note")


class FindingForm(forms.ActionForm):
    """What follow-up found, about one record."""

    about_actual = forms.record_of(
        "evaluation.actual", Text("指標の値", "Actual value"), required=False
    )
    about_award = forms.record_of("awards.award", Text("課題", "Award"), required=False)
    about_outcome = forms.record_of("outcomes.outcome", Text("成果", "Outcome"), required=False)
    about_followup = forms.record_of(
        "evaluation.followup", Text("施策のフォローアップ", "Follow-up"), required=False
    )
    about_check = forms.record_of(
        "budget.adjustment_check",
        Text("調整費の事後の検証", "Later check of the adjustment fund"),
        required=False,
    )
    text_ja, text_en = forms.both(Text("所見", "Finding"), longest=4000, lines=True)
    found_on = forms.day(Text("所見の日", "Day of the finding"), today=True)


class AnswerForm(forms.ActionForm):
    """What will be done about a finding."""

    text_ja, text_en = forms.both(Text("対応", "Response"), longest=4000, lines=True)
    owner_role = forms.pack_row("role", Text("対応する役割", "Who does it"))
    due_on = forms.day(Text("期限", "Due on"))


class DoneForm(forms.ActionForm):
    """The day a response was done."""

    done_on = forms.day(Text("実施した日", "Done on"), today=True)
