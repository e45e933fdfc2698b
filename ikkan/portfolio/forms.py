"""Forms of the portfolio; they read what was typed, the actions decide.

The criteria of a gate are the officer's own words, one a line; the form of a decision asks for
each of them whether it is met.
"""

from __future__ import annotations

from typing import Any, Final

from ikkan.awards.messages import MODALITY_LABELS
from ikkan.portfolio import messages
from ikkan.portfolio.rules import ACTIVE, CONTINUED, Criterion
from ikkan.records import forms
from ikkan.values.text import Text

_REASON: Final = Text("理由", "Reason")
_AWARD: Final = Text("課題", "Award")
_DAY: Final = Text("決めた日", "Day of the decision")
_ANSWERS: Final = {"yes": Text("満たす", "Met"), "no": Text("満たさない", "Not met")}
_MET: Final = {"yes": True, "no": False}
_ANSWER: Final = "met_"


class SeedForm(forms.ActionForm):
    """A new seed and the awards that carry it."""

    title_ja, title_en = forms.both(Text("名称", "Title"))
    awards = forms.record_of("awards.award", Text("担う課題", "Awards that carry it"), several=True)
    modality = forms.choice(Text("モダリティ", "Modality"), dict(MODALITY_LABELS), required=False)


class EndSeedForm(forms.ActionForm):
    """How a seed ended."""

    state = forms.choice(
        Text("結末", "End"),
        {
            code: words
            for code, words in messages.SEED_LABELS.items()
            if code not in (ACTIVE, CONTINUED)
        },
    )
    reason = forms.long_text(_REASON)
    ended_on = forms.day(Text("その日", "Day"), today=True)


class OpenGateForm(forms.ActionForm):
    """A gate of an award, with its criteria."""

    award = forms.record_of("awards.award", _AWARD)
    template = forms.pack_row("gate", Text("ゲートの型", "Gate template"))
    seed = forms.record_of("portfolio.seed", Text("シーズ", "Seed"), required=False)
    criteria = forms.long_text(
        Text("判断の基準", "Criteria"),
        help=Text(
            "一行に一つ。英語があれば「｜」の後に書きます。",
            "One a line; an English text may follow after a vertical bar.",
        ),
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
    reason = forms.long_text(_REASON)
    decided_on = forms.day(_DAY, today=True)
    due_on = forms.day(
        Text("条件を満たす期日", "Due day of the conditions"),
        help=Text("条件付き継続のときだけ書きます。", "For a conditional go only."),
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


class ProposeForm(forms.ActionForm):
    """A hand-over from a gate or an award."""

    gate = forms.record_of("portfolio.gate", Text("ゲート", "Gate"), required=False)
    award = forms.record_of(
        "awards.award",
        _AWARD,
        help=Text("ゲートを選べば要りません。", "Not needed where a gate is chosen."),
        required=False,
    )
    seed = forms.record_of("portfolio.seed", Text("シーズ", "Seed"), required=False)
    to_programme = forms.pack_row("programme", Text("引継ぎ先の事業", "Programme that takes up"))
    proposal = forms.long_text(Text("提案の理由", "Why it is proposed"))


class OpinionForm(forms.ActionForm):
    """What an adviser says about a hand-over."""

    text = forms.long_text(Text("意見", "Opinion"))


class DecideHandoverForm(forms.ActionForm):
    """What is decided about a hand-over."""

    state = forms.choice(
        Text("判断", "Decision"),
        {code: words for code, words in messages.HANDOVER_LABELS.items() if code != "proposed"},
    )
    reason = forms.long_text(_REASON)
    decided_on = forms.day(_DAY, today=True)


class SuccessorForm(forms.ActionForm):
    """The award that takes up."""

    to_award = forms.record_of("awards.award", Text("後継の課題", "Successor award"))
