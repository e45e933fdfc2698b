"""Forms of seeds and hand-overs; they read what was typed, the actions decide."""

from __future__ import annotations

from typing import Any, Final

from ikkan.awards.messages import MODALITY_LABELS
from ikkan.portfolio import messages
from ikkan.portfolio.rules import ACTIVE, CONTINUED
from ikkan.records import forms
from ikkan.values.text import Text

_REASON: Final = Text("理由", "Reason")
_AWARD: Final = Text("課題", "Award")
_DAY: Final = Text("決めた日", "Day of the decision")


def why_exception() -> Any:
    """Why a phase is reached without its gate."""
    return forms.long_text(
        Text("例外の理由", "Why an exception is made"),
        help=Text(
            "前のゲートを通過していないときだけ書きます。",
            "Only where a gate before the phase was not passed.",
        ),
        required=False,
    )


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
    differs = forms.long_text(
        Text("案と違う理由", "Why it differs from the plan"),
        help=Text(
            "調整の回の案と違う行き先に決めるときに書きます。",
            "Where the decision is another than the plan of its coordination round.",
        ),
        required=False,
    )


class SuccessorForm(forms.ActionForm):
    """The award that takes up."""

    to_award = forms.record_of("awards.award", Text("後継の課題", "Successor award"))
    exception = why_exception()
