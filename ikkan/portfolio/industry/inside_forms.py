"""Forms of stewards, interests, introductions, the data room, deals and investments."""

from __future__ import annotations

from typing import Any, Final

from django import forms as django_forms

from ikkan.awards.messages import MODALITY_LABELS
from ikkan.portfolio.industry import words
from ikkan.portfolio.industry.forms import SEED
from ikkan.records import forms
from ikkan.records.words import lazy
from ikkan.values.text import Text

_COMPANY: Final = Text("企業", "Company")
_STEWARDS: Final = Text("内密の窓口の担当者", "Stewards")


class StewardForm(forms.ActionForm):
    """Who becomes a steward; whoever names stewards reads no records, so the code is typed."""

    person = forms.text(Text("人のコード", "Code of the person"), longest=80)


class InterestForm(forms.ActionForm):
    """What a company looks for, and who may read it."""

    company = forms.record_of("parties.organisation", _COMPANY)
    text = forms.long_text(Text("関心の内容", "What you are interested in"))
    seed = forms.record_of("portfolio.seed", SEED, required=False)
    modalities = django_forms.MultipleChoiceField(
        label=lazy(Text("モダリティ", "Modalities")),
        choices=[(code, lazy(said)) for code, said in MODALITY_LABELS.items()],
        required=False,
    )
    domains = forms.record_of(
        "domain", Text("疾患領域", "Disease areas"), several=True, required=False
    )
    phases = forms.record_of("phase", Text("段階", "Phases"), several=True, required=False)
    stewards = forms.record_of(
        "portfolio.steward",
        _STEWARDS,
        help=Text(
            "選んだ担当者とあなたの企業だけが読めます。件数・検索・書き出しにも現れません。",
            "Only they and your company can read it; it stands in no count, search or export.",
        ),
        several=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [one.code for one in self.actor.scopes if one.role == "company" and one.code]
        if own:
            self.fields["company"].initial = own[0]


class EntrustForm(forms.ActionForm):
    """One more steward."""

    steward = forms.record_of("portfolio.steward", Text("加える担当者", "Steward to add"))


class ConfirmForm(forms.ActionForm):
    """Nothing to fill in: sending it is the act."""


class IntroductionForm(forms.ActionForm):
    """Who should meet, in words that name neither."""

    seed = forms.record_of("portfolio.seed", SEED)
    company = forms.record_of("parties.organisation", _COMPANY)
    about_seed = forms.long_text(
        Text("企業に見せるシーズの説明", "What the company reads of the seed"),
        help=Text("名前を書かないでください。", "Do not name anybody."),
    )
    about_company = forms.long_text(
        Text("研究者に見せる企業の説明", "What the researcher reads of the company"),
        help=Text("名前を書かないでください。", "Do not name anybody."),
    )
    reason = forms.long_text(Text("引き合わせる理由", "Why they should meet"))
    stewards = forms.record_of("portfolio.steward", _STEWARDS, several=True, required=False)


class DeclineForm(forms.ActionForm):
    """Why not."""

    reason = forms.long_text(Text("理由", "Reason"))


class MeetingOutcomeForm(forms.ActionForm):
    """What became of it."""

    outcome = forms.long_text(Text("引き合わせの経過", "What became of it"))


class DocumentForm(forms.ActionForm):
    """A document of the data room."""

    seed = forms.record_of("portfolio.seed", SEED)
    title_ja, title_en = forms.both(Text("資料の名前", "Title"), longest=300)
    about = forms.long_text(Text("内容", "What it shows"), required=False)
    item = forms.record_of(
        "readiness_item", Text("関わる条件", "Condition it bears on"), required=False
    )
    dated_on = forms.day(Text("資料の日付", "Dated"), today=True)


class GrantForm(forms.ActionForm):
    """Access of an introduced company to documents, until a day."""

    introduction = forms.record_of("portfolio.introduction", Text("引き合わせ", "Introduction"))
    documents = forms.record_of(
        "portfolio.room_document", Text("見せる資料", "Documents"), several=True
    )
    consent = forms.long_text(Text("同意の記録", "Consent: who, to what, when"))
    valid_to = forms.day(Text("閲覧の終わり", "Access ends on"))


class DealForm(forms.ActionForm):
    """A contract or an investment."""

    seed = forms.record_of("portfolio.seed", SEED)
    company = forms.record_of("parties.organisation", _COMPANY)
    sort = forms.choice(Text("種類", "Sort"), dict(words.DEAL_SORTS))
    signed_on = forms.day(Text("契約の日", "Signed on"))
    parties = forms.long_text(Text("当事者", "Parties"), required=False)
    terms = forms.long_text(Text("条件（公表しない）", "Terms (never published)"), required=False)
    published = forms.flag(Text("契約があったことを公表する", "The contract is public"))


class CertificationForm(forms.ActionForm):
    """That a venture capital is certified."""

    investor = forms.record_of("parties.organisation", Text("投資家（VC）", "Investor"))
    basis = forms.text(Text("認定の根拠", "Basis of the certificate"), longest=400)
    valid_from = forms.day(Text("認定の始まり", "Certified from"))
    valid_to = forms.day(Text("認定の終わり", "Certified to"), required=False)


class InvestmentForm(forms.ActionForm):
    """Evidence of an investment."""

    investor = forms.record_of("parties.organisation", Text("投資家（VC）", "Investor"))
    company = forms.record_of("parties.organisation", _COMPANY)
    yen = forms.yen(Text("出資の額", "Amount"))
    invested_on = forms.day(Text("出資の日", "Invested on"))
    evidence = forms.long_text(Text("証拠", "Evidence"))


class EligibilityForm(forms.ActionForm):
    """What is checked: an application or an award."""

    application = forms.record_of("calls.application", Text("応募", "Application"), required=False)
    award = forms.record_of("awards.award", Text("課題", "Award"), required=False)
