"""Forms of the ledger; they read what was typed, the actions decide."""

from __future__ import annotations

from typing import Any

from ikkan.budget import words
from ikkan.budget.models import Account, Transfer
from ikkan.budget.moving import CARRIED, RETURNED
from ikkan.budget.rules import DOWNWARD, LARGEST_SUPPLEMENT, Layer, Pot
from ikkan.records import forms
from ikkan.values.text import Text

_ACCOUNT = "budget.account"
_YEN = Text("金額", "Amount")
_DAY = Text("日付", "Day")
_YEAR = Text("年度", "Fiscal year")
_STAGE = Text("段階", "Stage")
_POT = Text("財源の枠", "Pot")
_REASON = Text("理由", "Reason")
_SUPPLEMENT = Text("補正予算の次数", "Number of the supplementary budget")
_SUPPLEMENT_HELP = Text(
    "補正予算のときだけ。第2次なら2。", "For a supplementary budget only; 2 for the second."
)
_GROUND = Text("事由", "Ground")


def _grounds(codes: Any) -> dict[str, Text]:
    return {str(code): text for code, text in words.GROUNDS.items() if code in codes}


def _labels(known: Any) -> dict[str, Text]:
    return {str(code): text for code, text in known.items()}


class AccountForm(forms.ActionForm):
    """A new account."""

    layer = forms.choice(Text("層", "Layer"), _labels(words.LAYERS))
    name_ja, name_en = forms.both(Text("名前", "Name"), longest=200)
    fiscal_year = forms.year(_YEAR)
    parent = forms.record_of(
        _ACCOUNT,
        Text("親の口座", "Parent account"),
        help=Text(
            "資金の出元。国庫の口座だけ空欄にします。",
            "Where its money comes from; only an account of the treasury has none.",
        ),
        required=False,
    )
    owner = forms.text(
        Text("持ち主", "Owner"),
        help=Text(
            "「種類:コード」の形。事業の口座は「programme:…」、府省と機構は「body:…」。",
            "Written kind:code; programme:… for a programme, body:… for a ministry or agency.",
        ),
        longest=121,
        required=False,
    )
    clause = forms.record_of(
        "plan.clause",
        Text("計画の条文", "Clause of the plan"),
        help=Text("国庫の口座だけ。", "Accounts of the treasury only."),
        required=False,
    )
    cost_class = forms.pack_row(
        "cost_class",
        Text("経費区分", "Cost class"),
        help=Text(
            "書かなければ親の口座と同じ区分になります。",
            "Left empty, it is that of the parent account.",
        ),
        required=False,
    )
    yen = forms.yen(
        Text("親の口座から渡す額", "Amount given from the parent account"),
        help=Text(
            "口座を開くと同時に渡すときだけ書きます。",
            "Only where money is given to it as it is opened.",
        ),
        required=False,
    )
    pot = forms.choice(_POT, _labels(words.POTS), required=False)
    instrument = forms.choice(
        Text("手段", "Instrument"),
        {str(code): text for code, text in words.INSTRUMENTS.items() if code in DOWNWARD},
        required=False,
    )


class GiveForm(forms.ActionForm):
    """Money from this account to one of the layer below."""

    taker = forms.record_of(_ACCOUNT, Text("受ける口座", "Account that receives"))
    yen = forms.yen(_YEN)
    made_on = forms.day(_DAY, today=True)
    fiscal_year = forms.year(_YEAR)
    stage = forms.choice(_STAGE, _labels(words.STAGES))
    pot = forms.choice(_POT, _labels(words.POTS))
    instrument = forms.choice(
        Text("手段", "Instrument"),
        {str(code): text for code, text in words.INSTRUMENTS.items() if code in DOWNWARD},
    )
    reason = forms.long_text(_REASON, required=False)

    @classmethod
    def begin(cls, record: Account) -> dict[str, Any]:
        """The year of the account; the treasury gives what was enacted."""
        stage = "enacted" if record.layer == Layer.TREASURY else "executed"
        return {"fiscal_year": record.fiscal_year, "stage": stage, "pot": "initial"}


class AppropriationForm(forms.ActionForm):
    """What the budget gives a ministry, initial or supplementary."""

    taker = forms.record_of(_ACCOUNT, Text("府省の口座", "Account of the ministry"))
    yen = forms.yen(_YEN)
    made_on = forms.day(Text("成立の日", "Enacted on"), today=True)
    fiscal_year = forms.year(_YEAR)
    pot = forms.choice(_POT, _labels(words.POTS))
    supplement = forms.number(
        _SUPPLEMENT, help=_SUPPLEMENT_HELP, most=LARGEST_SUPPLEMENT, required=False
    )
    reason = forms.long_text(_REASON, required=False)

    @classmethod
    def begin(cls, record: Account) -> dict[str, Any]:
        """The year of the account, the initial budget."""
        return {"fiscal_year": record.fiscal_year, "pot": "initial"}


class CarryForm(forms.ActionForm):
    """What is left goes on to the next year."""

    yen = forms.yen(_YEN)
    made_on = forms.day(_DAY, today=True)
    ground = forms.choice(_GROUND, _grounds(CARRIED))
    reason = forms.long_text(_REASON)
    taker = forms.record_of(
        _ACCOUNT,
        Text("受ける口座", "Account that receives"),
        help=Text(
            "同じ持ち主・同じ層の次の年度の口座。一つだけなら空欄のままで構いません。",
            "That of the same owner and layer in the year after; empty where there is only one.",
        ),
        required=False,
    )


class ReallocationForm(forms.ActionForm):
    """Money that one ministry offers another."""

    giver = forms.record_of(_ACCOUNT, Text("出す府省の口座", "Account of the giving ministry"))
    taker = forms.record_of(_ACCOUNT, Text("受ける府省の口座", "Account of the other ministry"))
    yen = forms.yen(_YEN)
    pot = forms.choice(_POT, _labels(words.POTS))
    reason = forms.long_text(_REASON)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The initial budget."""
        return {"pot": str(Pot.INITIAL)}


class ConsentForm(forms.ActionForm):
    """Nothing to fill in: the amount and the accounts stand."""


class DeclineForm(forms.ActionForm):
    """Why not."""

    answer = forms.long_text(_REASON)


class ReturnForm(forms.ActionForm):
    """Money from this account back to the one it came from."""

    taker = forms.record_of(_ACCOUNT, Text("返す先の口座", "Account it goes back to"))
    yen = forms.yen(_YEN)
    made_on = forms.day(_DAY, today=True)
    fiscal_year = forms.year(_YEAR)
    stage = forms.choice(_STAGE, _labels(words.STAGES))
    pot = forms.choice(_POT, _labels(words.POTS))
    ground = forms.choice(
        _GROUND,
        _grounds(RETURNED),
        help=Text("国庫へ返すとき。", "Where it goes back to the treasury."),
        required=False,
    )
    reason = forms.long_text(_REASON)

    @classmethod
    def begin(cls, record: Account) -> dict[str, Any]:
        """The parent, and the year of the account."""
        return {
            "taker": record.parent.code if record.parent else "",
            "fiscal_year": record.fiscal_year,
            "stage": "settled",
            "pot": "initial",
        }


class CorrectForm(forms.ActionForm):
    """The right amount of a transfer."""

    yen = forms.yen(
        Text("正しい額", "Right amount"),
        help=Text(
            "0円にすると取り消しになります。差額が新しい記入になります。",
            "0 undoes the transfer; the difference becomes a new entry.",
        ),
    )
    reason = forms.long_text(_REASON)

    @classmethod
    def begin(cls, record: Transfer) -> dict[str, Any]:
        """The amount as it was first moved."""
        return {"yen": str(record.yen)}
