"""Forms of gates; they read what was typed, the actions decide.

Criteria are the officer's own words, one a line, or those that the pack prints; the form of a
decision asks for each of them whether it is met.
"""

from __future__ import annotations

from typing import Any, Final

from ikkan.awards.messages import MODALITY_LABELS
from ikkan.files.models import File
from ikkan.portfolio import messages
from ikkan.portfolio.edges import GATE
from ikkan.portfolio.forms import why_exception
from ikkan.portfolio.gating.messages import FATE_LABELS
from ikkan.portfolio.rules import Criterion
from ikkan.records import forms
from ikkan.values.text import Text

_ANSWERS: Final = {"yes": Text("満たす", "Met"), "no": Text("満たさない", "Not met")}
_MET: Final = {"yes": True, "no": False}
_ANSWER: Final = "met_"
_DUE: Final = Text("意見の期日", "Opinions due on")


class OpenGateForm(forms.ActionForm):
    """A gate of an award, with its criteria; of several awards where they carry one seed."""

    award = forms.record_of("awards.award", Text("課題", "Award"))
    template = forms.pack_row("gate", Text("ゲートの型", "Gate template"))
    seed = forms.record_of("portfolio.seed", Text("シーズ", "Seed"), required=False)
    criteria = forms.long_text(
        Text("判断の基準", "Criteria"),
        help=Text(
            "一行に一つ。英語があれば「｜」の後に書きます。",
            "One a line; an English text may follow after a vertical bar.",
        ),
        required=False,
    )
    printed = forms.pack_row(
        "gate_criterion",
        Text("資料にある基準", "Criteria that sources print"),
        several=True,
        required=False,
    )
    also = forms.record_of(
        "awards.award",
        Text("合同で判断する課題", "Awards judged jointly"),
        help=Text(
            "同じシーズを担う別の事業の課題。なければ空欄にします。",
            "Awards of other programmes that carry the same seed; leave empty where there is none.",
        ),
        several=True,
        required=False,
    )

    def clean_criteria(self) -> tuple[Criterion, ...]:
        """One criterion a line, `日本語｜English`."""
        lines = str(self.cleaned_data["criteria"]).replace("｜", "|").splitlines()
        parts = [line.partition("|") for line in lines if line.strip()]
        return tuple(Criterion(text=Text(ja.strip(), en.strip())) for ja, _, en in parts)


class DecideGateForm(forms.ActionForm):
    """What is decided at a gate, with an answer to each criterion."""

    decision = forms.choice(
        Text("判断", "Decision"),
        {code: words for code, words in messages.DECISION_LABELS.items() if code != "pending"},
    )
    reason = forms.long_text(Text("理由", "Reason"))
    decided_on = forms.day(Text("決めた日", "Day of the decision"), today=True)
    due_on = forms.day(
        Text("条件を満たす期日", "Due day of the conditions"),
        help=Text("条件付き継続のときだけ書きます。", "For a conditional go only."),
        required=False,
    )
    money = forms.choice(
        Text("残りの額の扱い", "What becomes of the money that is left"),
        dict(FATE_LABELS),
        help=Text("中止のときだけ選びます。", "For a No-go only."),
        required=False,
    )
    to_programme = forms.pack_row(
        "programme",
        Text("方向転換で移る事業", "Programme to which it turns"),
        help=Text("方向転換のときだけ選びます。", "For a redirect only."),
        required=False,
    )
    to_modality = forms.choice(
        Text("方向転換で移るモダリティ", "Modality to which it turns"),
        dict(MODALITY_LABELS),
        help=Text("方向転換のときだけ選びます。", "For a redirect only."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, one in enumerate(self.record.criteria if self.record else ()):
            words = Text(one["text_ja"], one["text_en"] or one["text_ja"])
            field = forms.choice(words, dict(_ANSWERS), required=False)
            field.initial = {True: "yes", False: "no"}.get(one["met"], "")
            self.fields[f"{_ANSWER}{place}"] = field

    def clean(self) -> dict[str, Any]:
        """The answers as `met`, in the order of the criteria."""
        data = dict(super().clean() or {})
        names = [name for name in self.fields if name.startswith(_ANSWER)]
        data["met"] = tuple(_MET.get(data.pop(name, "")) for name in names)
        return data


class ConveneForm(forms.ActionForm):
    """A case for opinions on the gate."""

    quorum = forms.number(Text("定足数（人）", "Quorum"), least=1, most=40)
    due_on = forms.day(_DUE, required=False)
    declared = forms.flag(
        Text("利益関係の申告を必須にする", "Nobody speaks without a declaration of interests")
    )


class EvidenceForm(forms.ActionForm):
    """Evidence on one criterion."""

    place = forms.choice(Text("基準", "Criterion"), {})
    text = forms.long_text(Text("説明", "What it shows"), required=False)
    ref = forms.text(
        Text("証拠になる記録", "Record that shows it"),
        help=Text("「種類:コード」の形で書きます。", "Written as kind:code."),
        required=False,
    )
    file = forms.choice(Text("このゲートの添付", "File attached to this gate"), {}, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = self.record.criteria if self.record else ()
        places = {
            str(place): Text(
                f"{place}. {one['text_ja']}", f"{place}. {one['text_en'] or one['text_ja']}"
            )
            for place, one in enumerate(criteria, start=1)
        }
        self.fields["place"] = forms.choice(Text("基準", "Criterion"), places)
        code = self.record.code if self.record else ""
        rows = File.objects.filter(on_kind=GATE, on_code=code).order_by("pk")
        files = {row.code: Text(row.name, row.name) for row in rows}
        self.fields["file"] = forms.choice(
            Text("このゲートの添付", "File attached to this gate"), files, required=False
        )

    def clean_place(self) -> int:
        """The number of the criterion."""
        return int(self.cleaned_data["place"])


class SettleForm(forms.ActionForm):
    """Nothing is typed: what the decision said is done."""


class MoveForm(forms.ActionForm):
    """A later phase of an award."""

    award = forms.record_of("awards.award", Text("課題", "Award"))
    to_phase = forms.pack_row("phase", Text("進む段階", "Phase to which it moves"))
    exception = why_exception()
