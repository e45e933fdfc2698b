"""Forms of rounds, cases, pairings and links; they read what was typed, the actions decide."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from ikkan.portfolio.matching import messages, rules
from ikkan.portfolio.matching.rules import PARTS
from ikkan.records import forms
from ikkan.values.text import Text

_REASON: Final = Text("理由", "Reason")
_AWARD: Final = Text("課題", "Award")
_PROGRAMME: Final = Text("後継の事業", "Successor programme")
_LENT: Final = 30
_HUNDRED: Final = Decimal(100)


class RoundForm(forms.ActionForm):
    """A new coordination round."""

    title_ja, title_en = forms.both(Text("名称", "Title"))
    day = forms.day(
        Text("基準の日", "Day it looks from"),
        help=Text(
            "この日から期間内に終わる課題を対象にします。",
            "Awards that end within the horizon from this day are its subject.",
        ),
        today=True,
    )
    horizon = forms.number(Text("期間（月）", "Horizon in months"), least=1, most=60)
    floor = forms.decimal(Text("適合度の下限", "Least fit worth a place"), places=3)
    seed = forms.number(Text("乱数の種", "Random seed"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("horizon", rules.HORIZON)
        self.initial.setdefault("floor", rules.FLOOR)
        for name in PARTS:
            label = messages.PART_LABELS[name]
            words = Text(f"重み（％）：{label.ja}", f"Weight in %: {label.en}")
            self.fields[f"weight_{name}"] = forms.decimal(words, places=1)
            self.initial.setdefault(f"weight_{name}", round(rules.WEIGHTS[name] * 100, 1))

    def clean(self) -> dict[str, Any]:
        """The six weights as shares."""
        data = dict(super().clean() or {})
        said = {name: data.pop(f"weight_{name}", None) for name in PARTS}
        data["weights"] = {name: float((one or 0) / _HUNDRED) for name, one in said.items()}
        data["floor"] = float(data["floor"]) if data.get("floor") is not None else rules.FLOOR
        return data


class EmptyForm(forms.ActionForm):
    """Nothing to fill in."""


class SlotForm(forms.ActionForm):
    """A destination to add to a round."""

    programme = forms.pack_row("programme", Text("受ける事業", "Programme that takes"))
    places = forms.number(Text("枠", "Places"), least=1, most=10_000)
    yen = forms.yen(Text("一枠の額", "Yen of one place"), required=False)
    reason = forms.long_text(_REASON)


class PlacesForm(forms.ActionForm):
    """Places of a destination in the round."""

    slot = forms.text(
        Text("枠（公募か事業のコード）", "Destination: code of the call or programme")
    )
    places = forms.number(Text("枠の数", "Places"), most=10_000)
    reason = forms.long_text(_REASON)


class CaseForm(forms.ActionForm):
    """A hand-over as a case: from an award, to a call or programme, or straight to a licence."""

    award = forms.record_of("awards.award", _AWARD)
    route = forms.choice(
        Text("受け方", "How it is taken up"),
        dict(messages.ROUTE_LABELS),
        help=Text(
            "継続審査には通過したゲート、短縮した公募には公募、早道には理由が要ります。",
            "A continued review needs a gate, a shortened call its call, the fast path a reason.",
        ),
    )
    call = forms.record_of("calls.call", Text("受ける公募", "Call that takes it"), required=False)
    programme = forms.pack_row("programme", _PROGRAMME, required=False)
    gate = forms.record_of("portfolio.gate", Text("ゲート", "Gate"), required=False)
    seed = forms.record_of("portfolio.seed", Text("シーズ", "Seed"), required=False)
    round = forms.record_of(
        "portfolio.matching_round", Text("調整の回", "Coordination round"), required=False
    )
    slot = forms.text(
        Text("その回の枠", "Destination in the round"),
        help=Text("回を選んだときだけ。公募か事業のコード。", "Only with a round: its code."),
        required=False,
    )
    proposal = forms.long_text(Text("提案の理由", "Why it is proposed"))


class LendForm(forms.ActionForm):
    """Opening a case to somebody of another programme."""

    person = forms.record_of("parties.person", Text("見せる相手", "Who may see it"))
    until = forms.day(Text("期限", "Until"))
    reason = forms.long_text(_REASON)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """A month from today."""
        return {"until": timezone.localdate() + timedelta(days=_LENT)}


class OfferPairingForm(forms.ActionForm):
    """The offer of an award's call, for that award."""

    award = forms.record_of("awards.award", _AWARD)
    programme = forms.pack_row("programme", _PROGRAMME)


class PromiseForm(forms.ActionForm):
    """The conditions that are promised."""

    terms = forms.long_text(Text("継続支援の条件", "Conditions of the continued support"))

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """As they stand."""
        return {"terms": record.terms}


class ConfirmForm(forms.ActionForm):
    """The gate that confirms."""

    gate = forms.record_of("portfolio.gate", Text("通過したゲート", "Gate that was passed"))
    reason = forms.long_text(_REASON)


class ReasonForm(forms.ActionForm):
    """A reason."""

    reason = forms.long_text(_REASON)


class LinkForm(forms.ActionForm):
    """A preceding programme and its successor."""

    frm = forms.pack_row("programme", Text("先行事業", "Preceding programme"))
    to = forms.pack_row("programme", Text("後継事業", "Successor programme"))
    funding = forms.choice(Text("財源", "Source of money"), dict(messages.FUNDING_LABELS))
    valid_from = forms.day(Text("始まりの日", "First day"), today=True)
    valid_to = forms.day(Text("終わりの日", "Last day"), required=False)
    basis = forms.long_text(Text("根拠", "Basis"), required=False)


class EndLinkForm(forms.ActionForm):
    """The last day of a link."""

    valid_to = forms.day(Text("終わりの日", "Last day"), today=True)
