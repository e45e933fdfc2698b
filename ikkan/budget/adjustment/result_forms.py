"""Forms of later checks and of re-assignment; they read what was typed, the actions decide."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from ikkan.budget.adjustment import counting
from ikkan.budget.adjustment.checking import CONNECTED
from ikkan.budget.adjustment.forms import coded, evidence_field, evidence_of
from ikkan.budget.adjustment.queries import PROPOSAL
from ikkan.records import forms
from ikkan.values.text import Text

_YES_NO = {"": Text("–", "–"), "yes": Text("はい", "Yes"), "no": Text("いいえ", "No")}
_REASON = Text("理由", "Reason")


class ChecksForm(forms.ActionForm):
    """When the amounts of a round are to be checked."""

    due_on = forms.day(
        Text("検証の期限", "Check due on"),
        help=Text("空なら執行の1年後です。", "A year after the money went down where left empty."),
        required=False,
    )


class ResultForm(forms.ActionForm):
    """What a later check found."""

    goals_reached = forms.choice(Text("目標は達せられたか", "Were the goals reached?"), _YES_NO)
    reached = forms.long_text(
        Text("達した件数", "What was reached"),
        help=Text(
            "一行に「指標の名前 件数」。期待した指標が入っています。",
            "One line each: name of the indicator, count. Those expected stand there already.",
        ),
        required=False,
    )
    connected = forms.choice(
        Text("何につながったか", "What it connected to"), CONNECTED, required=False
    )
    connected_to = forms.text(
        Text("つながった先の記録（種類:コード）", "Record it connected to (kind:code)"),
        help=Text(
            "例 programme:コード、parties.organisation:コード",
            "As in programme:CODE or parties.organisation:CODE",
        ),
        longest=121,
        required=False,
    )
    effect = forms.choice(Text("確かめた効果", "Effect seen"), {}, required=False)
    evidence = evidence_field()
    early_reason = forms.long_text(
        Text("期限より早く検証する理由", "Why it is finished before the day it is due"),
        help=Text(
            "期限の日を過ぎていれば空のままにします。", "Leave it empty once that day has come."
        ),
        required=False,
    )
    finding_ja, finding_en = forms.both(Text("所見", "Finding"), longest=4000, lines=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effect"].choices = coded("effect")  # type: ignore[attr-defined]

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The indicators that were expected, with nothing reached."""
        expected = record.award.proposal.expected
        none = dict.fromkeys(expected, 0)
        return {"reached": counting.written(none, timezone.localdate())}

    def clean_goals_reached(self) -> bool:
        """Yes or no."""
        return bool(self.cleaned_data["goals_reached"] == "yes")

    def clean_reached(self) -> dict[str, Decimal]:
        """Counts by indicator."""
        typed = str(self.cleaned_data["reached"])
        return counting.read(typed, timezone.localdate(), zeros=True)

    def clean_evidence(self) -> tuple[str, ...]:
        """Typed references, one a line."""
        return evidence_of(str(self.cleaned_data["evidence"]))


class ReassignForm(forms.ActionForm):
    """Decided money of an earlier round that goes to a proposal of this one."""

    source = forms.record_of(PROPOSAL, Text("元の提案（前の回）", "From the proposal"))
    to = forms.record_of(PROPOSAL, Text("移す先の提案（この回）", "To the proposal of this round"))
    yen = forms.yen(Text("移す金額", "Amount moved"))
    decision = forms.record_of("plan.decision", Text("本部の決定", "Decision"))
    reason = forms.long_text(_REASON)
