"""Forms of rounds and requests; they read what was typed, the actions decide."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django import forms as django
from django.core.exceptions import ValidationError
from django.utils import timezone

from ikkan.budget.requests import messages, queries
from ikkan.budget.requests.rules import FIELDS as LINE_FIELDS
from ikkan.budget.requests.rules import Act, NewLine, Say
from ikkan.records import forms
from ikkan.records.words import language, lazy
from ikkan.values.text import Text

LABELS: Final = messages.FIELDS
_LINES: Final = Text("行のコード（空欄は要求全体）", "Codes of lines (none: the whole request)")
_JST: Final = Text("日本時間。", "Japan time.")
DEADLINES: Final = {
    "submit_by": (Act.SUBMIT, Text("提出の期限", "Submit by")),
    "hear_by": (Act.HEAR, Text("ヒアリングの期限", "Hear by")),
    "revise_by": (Act.REVISE, Text("見直しの期限", "Revise by")),
    "consent_by": (Act.CONSENT, Text("了解の期限", "Consent by")),
}


def moment(label: Text, *, required: bool = True) -> django.DateTimeField:
    """A day and time in the time zone of the house."""
    return django.DateTimeField(
        label=lazy(label),
        help_text=lazy(_JST),
        required=required,
        widget=django.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class RoundForm(forms.ActionForm):
    """A round over all ministries."""

    fiscal_year = forms.year(Text("年度", "Fiscal year"))
    name_ja, name_en = forms.both(Text("名前", "Name"), longest=200)
    pot = forms.pack_row("pot", Text("財源の枠", "Pot"))
    number = forms.number(
        Text("番号", "Number"),
        help=Text("当初は0、補正は1から。", "0 for the initial budget, from 1 for supplementary."),
        most=99,
    )
    policy = forms.record_of(
        "budget.policy", Text("資源配分方針", "Allocation policy"), required=False
    )
    ceiling_on = forms.day(Text("概算要求基準の決まった日", "Day the ceiling was decided"))
    submit_by = moment(DEADLINES["submit_by"][1], required=False)
    hear_by = moment(DEADLINES["hear_by"][1], required=False)
    revise_by = moment(DEADLINES["revise_by"][1], required=False)
    consent_by = moment(DEADLINES["consent_by"][1], required=False)
    bodies = django.MultipleChoiceField(
        label=lazy(Text("要求する府省", "Ministries asked")),
        help_text=lazy(
            Text("選ばなければ、事業に支払う府省すべて。", "None chosen: all that pay.")
        ),
        required=False,
        widget=django.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = queries.ministries(timezone.localdate()).items()
        chosen = [(code, text.of(language())) for code, text in known]
        self.fields["bodies"].choices = chosen  # type: ignore[attr-defined]

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The initial budget of next year."""
        return {"fiscal_year": timezone.localdate().year + 1, "pot": "initial", "number": 0}

    def deadlines(self) -> dict[str, datetime]:
        """The moments that were given, by act."""
        said = ((act, self.cleaned_data.get(name)) for name, (act, _) in DEADLINES.items())
        return {act: at for act, at in said if at is not None}

    def clean(self) -> dict[str, Any]:
        """With the deadlines as one value."""
        return {**(super().clean() or {}), "deadlines": self.deadlines()}


class CompileForm(forms.ActionForm):
    """The decision of the headquarters by which the requests are put together."""

    decision = forms.record_of(
        "plan.decision", Text("本部の決定", "Decision of the Headquarters"), required=False
    )


class SettleForm(forms.ActionForm):
    """The day on which the round became the government draft, or was enacted."""

    stage = forms.choice(Text("段階", "Stage"), dict(messages.STAGES))
    on = forms.day(Text("日付", "Day"), today=True)


class EmptyForm(forms.ActionForm):
    """Nothing to fill in: the button is enough."""


class LineForm(forms.ActionForm):
    """One line, a new one or as it was seen."""

    code = forms.text(LABELS["code"], longest=20)
    seen = forms.number(
        Text("見た行の版", "Row version seen"),
        help=Text("新しい行なら空欄。", "Empty for a new line."),
        required=False,
    )
    name_ja = forms.text(LABELS["name_ja"])
    name_en = forms.text(LABELS["name_en"], required=False)
    programme = forms.pack_row("programme", LABELS["programme"], required=False)
    project = forms.pack_row("project", LABELS["project"], required=False)
    no_project = forms.long_text(LABELS["no_project"], required=False)
    cost_class = forms.pack_row("cost_class", LABELS["cost_class"])
    request_yen = forms.yen(LABELS["request_yen"])
    wish_yen = forms.yen(LABELS["wish_yen"], required=False)
    previous_yen = forms.yen(LABELS["previous_yen"], required=False)
    purpose = forms.pack_row("purpose", LABELS["purpose"], required=False)
    phase = forms.pack_row("phase", LABELS["phase"], required=False)
    domains = forms.pack_row("domain", LABELS["domains"], required=False, several=True)
    area = forms.text(LABELS["area"], longest=40, required=False)
    affirms = django.MultipleChoiceField(
        label=lazy(LABELS["affirms"]), required=False, widget=django.CheckboxSelectMultiple
    )
    cites = forms.long_text(
        LABELS["cites"],
        help=Text("「clause:コード」を空白か改行で区切ります。", "clause:code, one a line."),
        required=False,
    )
    justification = forms.long_text(LABELS["justification"], required=False)
    note = forms.long_text(LABELS["note"], required=False)
    provisional = forms.flag(LABELS["provisional"])
    reprint_of = forms.text(LABELS["reprint_of"], longest=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.record
        if found is not None:
            known = queries.known_codes(found.round, timezone.localdate())
            questions = known.codes["inclusion"].items()
            chosen = [(code, text.of(language())) for code, text in questions]
            self.fields["affirms"].choices = chosen  # type: ignore[attr-defined]

    def line(self) -> NewLine:
        """What was typed as a line."""
        return line_of(self.cleaned_data)


def line_of(data: dict[str, Any]) -> NewLine:
    """A line from the cleaned values of a form."""
    values = {name: data[name] for name in LINE_FIELDS}
    values["wish_yen"] = values["wish_yen"] or 0
    values["cites"] = tuple(str(values["cites"]).split())
    values["domains"], values["affirms"] = tuple(values["domains"]), tuple(values["affirms"])
    return NewLine(**values)


class DropForm(forms.ActionForm):
    """A line to take out, as it was seen."""

    line = forms.text(LABELS["code"], longest=20)
    seen = forms.number(Text("見た行の版", "Row version seen"))


class CircumstancesForm(forms.ActionForm):
    """What the request considers, and its exceptions from the grant rules."""

    circumstances = forms.long_text(
        Text("留意事項", "Circumstances"),
        help=Text(
            "感染症などの影響と、研究を続けられるようにするための考慮。要求する行がなければその理由。",
            "Effects of epidemics and the like, and how research can go on; why there is no line.",
        ),
        required=False,
    )
    exceptions = forms.long_text(
        Text("交付要綱の例外", "Exceptions from the grant rules"),
        help=Text(
            "一行に一つ、「対象｜理由」と書きます。", "One a line, written: what it is about | why."
        ),
        required=False,
    )

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """As they stand."""
        rows = [f"{one['about']}｜{one['reason']}" for one in record.exceptions]
        return {"circumstances": record.circumstances, "exceptions": "\n".join(rows)}

    def clean_exceptions(self) -> list[dict[str, str]]:
        """The rows as pairs; both parts are asked for by the action."""
        rows = [one for one in self.cleaned_data["exceptions"].splitlines() if one.strip()]
        parts = [one.replace("|", "｜").partition("｜") for one in rows]
        return [{"about": about, "reason": reason} for about, _, reason in parts]


class _LinesForm(forms.ActionForm):
    """Codes of lines, separated by spaces."""

    lines = forms.text(_LINES, longest=400, required=False)

    def clean_lines(self) -> list[str]:
        """The codes, each once."""
        return list(dict.fromkeys(self.cleaned_data["lines"].replace(",", " ").split()))


class QuestionForm(_LinesForm):
    """A question or an instruction about lines, with its due time."""

    text = forms.long_text(Text("内容", "Words"))
    due_at = moment(Text("期限", "Due"), required=False)


class HearingForm(forms.ActionForm):
    """When a ministry is heard."""

    at = moment(Text("日時", "Time"))
    text = forms.long_text(Text("場所など", "Place and the like"), required=False)


class _ReplyForm(forms.ActionForm):
    """A reply to an open entry of the thread."""

    sort: str = ""
    message = forms.choice(Text("どれに", "To which"), {})
    text = forms.long_text(Text("内容", "Words"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        still = queries.open_entries(self.record) if self.record is not None else []
        sorts = [self.sort] if self.sort else [Say.QUESTION, Say.INSTRUCTION]
        self.fields["message"].choices = [  # type: ignore[attr-defined]
            (str(one.number), f"{one.number} {one.text[:60]}") for one in still if one.sort in sorts
        ]

    def clean_message(self) -> int:
        """The number of the entry."""
        return int(self.cleaned_data["message"])


class AnswerForm(_ReplyForm):
    """An answer to an open question."""

    sort = Say.QUESTION.value


class ReportForm(_ReplyForm):
    """A report on an open instruction."""

    sort = Say.INSTRUCTION.value


class CloseForm(_ReplyForm):
    """Why an open entry is closed without a reply."""


class ReopenForm(forms.ActionForm):
    """Until when, and why."""

    until = moment(Text("いつまで", "Until"))
    reason = forms.long_text(Text("理由", "Reason"))


class ReasonForm(forms.ActionForm):
    """A reason."""

    reason = forms.long_text(Text("理由", "Reason"))


class AmountsForm(forms.ActionForm):
    """What lines came to: one a line, the code and the amount."""

    stage = forms.choice(Text("段階", "Stage"), dict(messages.STAGES))
    amounts = forms.long_text(
        Text("額", "Amounts"),
        help=Text(
            "一行に一つ、行のコードと額（円）を空白で区切ります。",
            "One a line: the line's code and the yen, separated by a space.",
        ),
    )
    reason = forms.long_text(Text("理由", "Reason"), required=False)

    def clean_amounts(self) -> dict[str, int]:
        """Yen by line."""
        found: dict[str, int] = {}
        reader = forms.yen(Text("額", "Amount"))
        for row in self.cleaned_data["amounts"].splitlines():
            code, _, typed = row.strip().partition(" ")
            if not code:
                continue
            if code in found:
                raise ValidationError(_TWICE.format(code=code).of(language()))
            found[code] = reader.clean(typed.strip())
        return found


class CorrectionForm(forms.ActionForm):
    """The right figures of a provisional line."""

    code = forms.text(LABELS["code"], longest=20)
    request_yen = forms.yen(LABELS["request_yen"])
    wish_yen = forms.yen(LABELS["wish_yen"])
    provisional = forms.flag(LABELS["provisional"])
    reason = forms.long_text(Text("理由", "Reason"))


_TWICE: Final = Text(
    "行「{code}」が二度あります。一度だけ書いてください。",
    "Line {code} stands twice; write it once.",
)
