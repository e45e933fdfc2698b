"""Forms of calls; they read what was typed, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms

from ikkan.audit.actor import PUBLIC, Actor
from ikkan.calls.messages import MODALITY_LABELS
from ikkan.calls.models import Application
from ikkan.parties.models import Person
from ikkan.records import forms
from ikkan.records.words import lazy
from ikkan.values.text import Text

_TITLE = Text("題名", "Title")
OFFER = ("phases", "modalities", "domains", "pairing")


def _modalities() -> Any:
    return django_forms.MultipleChoiceField(
        label=lazy(Text("受けるモダリティ", "Modalities it takes")),
        choices=[(code, lazy(words)) for code, words in MODALITY_LABELS.items()],
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )


class CallForm(forms.ActionForm):
    """A new call."""

    title_ja, title_en = forms.both(_TITLE)
    programme_code = forms.pack_row("programme", Text("事業", "Programme"))
    account = forms.record_of(
        "budget.account",
        Text("口座", "Account"),
        help=Text(
            "採択した課題に払う口座。この事業か、その下の公募の口座。",
            "The account that pays what is adopted: the programme's, or a call's under it.",
        ),
    )
    opens_on = forms.day(Text("募集の初日", "First day"))
    closes_on = forms.day(
        Text("締切の日", "Last day"),
        help=Text("17時（日本時間）に締め切ります。", "The call closes at 17:00 (JST)."),
    )
    upper_yen = forms.yen(
        Text("上限額", "Upper amount"),
        help=Text("空欄なら上限なし。", "Empty: no limit."),
        required=False,
    )
    places = forms.number(
        Text("採択予定の件数", "Places"),
        help=Text("空欄なら定めなし。", "Empty: no limit."),
        most=10_000,
        required=False,
    )


class OfferForm(forms.ActionForm):
    """What the call takes, and where it offers continued support (pairing)."""

    phases = forms.pack_row(
        "phase", Text("受ける開発の段階", "Phases it takes"), required=False, several=True
    )
    modalities = _modalities()
    domains = forms.pack_row(
        "domain", Text("受ける疾患領域", "Disease areas it takes"), required=False, several=True
    )
    pairing = forms.pack_row(
        "programme",
        Text("継続支援を示す後継事業（ペアリング）", "Continued support in (pairing)"),
        help=Text(
            "採択のときに、続く支援の条件とともに示す事業。",
            "Programmes in which support may go on, named to those it adopts with the conditions.",
        ),
        required=False,
        several=True,
    )

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """As the call stands."""
        return {name: getattr(record, name) for name in OFFER}


class OpenForm(forms.ActionForm):
    """Nothing to fill in: the call is published as it stands."""


class CloseForm(forms.ActionForm):
    """Closing a call."""

    reason = forms.long_text(
        Text("理由", "Reason"),
        help=Text(
            "締切の日より早く締め切るときだけ書きます。",
            "Only where the call is closed before its last day is over.",
        ),
        required=False,
    )


class ApplyForm(forms.ActionForm):
    """An application to the call of the page."""

    principal = forms.record_of("parties.person", Text("研究開発代表者", "Principal investigator"))
    title_ja, title_en = forms.both(Text("研究開発課題名", "Title of the project"))
    requested_yen = forms.yen(Text("申請額", "Amount asked for"))
    tags = forms.record_of(
        "tag",
        Text("応募者について当てはまるもの", "What fits the applicant"),
        several=True,
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor = PUBLIC, record: Any = None, **kwargs: Any):
        super().__init__(*args, actor=actor, record=record, **kwargs)
        own = Person.objects.filter(account_code=actor.code).first()
        if own is not None and "principal" not in self.initial:
            self.initial["principal"] = own.code


class AdoptForm(forms.ActionForm):
    """The adoption of an application."""

    yen = forms.yen(Text("採択額", "Amount adopted"))
    reason = forms.long_text(Text("理由", "Reason"))

    @classmethod
    def begin(cls, record: Application) -> dict[str, Any]:
        """What was asked for."""
        return {"yen": str(record.requested_yen)}


class DeclineForm(forms.ActionForm):
    """The refusal of an application."""

    reason = forms.long_text(
        Text("理由", "Reason"),
        help=Text("応募した人が読みます。", "The applicant reads it."),
    )


class WithdrawForm(forms.ActionForm):
    """Nothing to fill in: the application is taken back."""
