"""Forms of saved plans, and how the studio reads an amount and an edit from its address.

They read what was typed; the rules decide.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import QueryDict

from ikkan.portfolio.studio import messages, rules
from ikkan.portfolio.studio.messages import StudioError
from ikkan.portfolio.studio.rules import Edit, Edits
from ikkan.portfolio.studio.solving import Asked
from ikkan.records import forms
from ikkan.values import printed
from ikkan.values.errors import IkkanError, InputError
from ikkan.values.money import Unit
from ikkan.values.text import Text

OKU: Final = 100_000_000
MILLION: Final = 1_000_000
_REASON: Final = Text("理由", "Reason")


class WithdrawForm(forms.ActionForm):
    """Why a plan is taken back."""

    reason = forms.long_text(_REASON)


class HandOverForm(forms.ActionForm):
    """The decision, and a reason for every proposal whose amount is not the engine's."""

    decision = forms.record_of(
        "plan.decision", Text("推進本部の決定", "Decision of the headquarters")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named: dict[str, str] = {}
        plans = self.record.payload["plans"] if self.record is not None else {}
        if not plans:
            return
        own, human = plans[rules.ENGINE]["x"], plans[rules.HUMAN]["x"]
        titles = {
            one["code"]: Text(one["ja"], one["en"]) for one in self.record.payload["proposals"]
        }
        for at, code in enumerate(rules.differing(own, human)):
            label = _WHY.format(
                title=titles[code],
                engine=messages.amount(own.get(code, 0)),
                human=messages.amount(human.get(code, 0)),
            )
            self.fields[f"reason_{at}"] = forms.long_text(label)
            self.named[f"reason_{at}"] = code

    def clean(self) -> dict[str, Any]:
        """Reasons by proposal."""
        data = dict(super().clean() or {})
        said = {code: data.get(name) or "" for name, code in self.named.items()}
        return {"decision": data.get("decision") or "", "reasons": said}


def amount(typed: str) -> int:
    """Whole yen from what was typed; a bare number is 億円. Raises InputError."""
    text = typed.strip()
    refused = InputError("studio.amount_read", _AMOUNT.format(read=text[:40] or "–"))
    try:
        read = printed.parse(text)
        unit = Unit.of(read.unit) if read.unit else None
    except IkkanError as error:
        raise refused from error
    yen = read.value * (OKU if unit is None else unit.factor)
    if read.signed or read.per or read.approximate or yen != int(yen) or not 0 <= yen < 10**15:
        raise refused
    return int(yen)


def slid(given: QueryDict) -> int:
    """The floor of the slider in yen: its number field where somebody typed into it, else itself.

    Raises InputError.
    """
    typed = given.get("oku_to", "").strip()
    if typed and typed != given.get("was", "").strip():
        return amount(typed)
    return _whole(given, "slide", 0, 10**7) * MILLION


def asked(given: QueryDict) -> Asked:
    """What an address asks for, with the edit of its form. Raises StudioError, InputError."""
    edits, wrong = rules.read_edits(given.getlist("e"))
    if wrong:
        raise StudioError(wrong)
    return Asked(
        model=given.get("model", "")[:80],
        edits=added(edits, given),
        seed=_whole(given, "seed", 0, 2**31 - 1),
        size=_whole(given, "size", rules.SCENARIOS, 10**6),
    )


def added(edits: Edits, given: QueryDict) -> Edits:
    """The edits with the one that a form of a row asks for. Raises InputError."""
    do, code = given.get("do", ""), given.get("code", "")[:80]
    if not do:
        return edits
    if do not in tuple(Edit):
        raise InputError("studio.edit", messages.NO_EDIT.format(read=do[:40]))
    edit = Edit(do)
    yen = amount(given.get("oku", "")) if edit in (Edit.PIN, Edit.FLOOR) else 0
    return edits.changed(edit, code, yen)


def _whole(given: QueryDict, name: str, default: int, most: int) -> int:
    typed = given.get(name, "")
    if not typed:
        return default
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 10) or int(typed) > most:
        raise InputError("studio.number", messages.NO_NUMBER.format(name=name, read=typed[:40]))
    return int(typed)


_WHY: Final = Text(
    "理由：{title}（計算案 {engine} → 人の案 {human}）",
    "Reason: {title} (engine {engine}, person {human})",
)
_AMOUNT: Final = Text(
    "「{read}」を額として読めません。18.0（億円）か 1,800,000,000円 のように書いてください。",
    "Cannot read “{read}” as an amount; write 18.0 (hundred million yen) or 1,800,000,000円.",
)
