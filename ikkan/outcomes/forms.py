"""Forms of outcomes: the report, the check of its evidence, its awards."""

from __future__ import annotations

from typing import Any, Final

from ikkan.outcomes.rules import SORTS, TRIAL_LEADS, TRIAL_STAGES
from ikkan.records import forms
from ikkan.values.text import Text

_SHARE = Text("割合", "Share")
_SHARE_HELP = Text(
    "この成果のうちその課題による部分。「1/2」「0.5」「50%」のように書けます。",
    "The part of the outcome that is due to the award; 1/2, 0.5 or 50%.",
)


_LEAD: Final = Text("治験の主体", "Who leads the trial")
_STAGE: Final = Text("治験の目的", "What the trial is for")
_TRIAL_ONLY: Final = Text("治験のときだけ選びます。", "For a clinical trial only.")


class ReportForm(forms.ActionForm):
    """What came of an award, when, and by what it can be checked."""

    sort = forms.choice(Text("種類", "Sort"), dict(SORTS))
    title_ja, title_en = forms.both(Text("名称", "Name"))
    occurred_on = forms.day(
        Text("成果の日", "Day of the outcome"),
        help=Text(
            "発表・出願・契約・届出・承認・収載の日", "The day it was published, filed or approved"
        ),
    )
    evidence = forms.text(
        Text("根拠", "Evidence"),
        help=Text(
            "論文はDOIかPMID、特許は番号、企業導出は契約の日、治験は登録の番号、承認・収載は番号か文書",
            "DOI or PMID of a paper, number of a patent, day of a licence contract, registry "
            "number of a trial, number or document of an approval or listing",
        ),
        longest=1000,
    )
    trial_lead = forms.choice(_LEAD, dict(TRIAL_LEADS), help=_TRIAL_ONLY, required=False)
    trial_stage = forms.choice(_STAGE, dict(TRIAL_STAGES), help=_TRIAL_ONLY, required=False)
    award = forms.record_of("awards.award", Text("課題", "Award"), required=False)
    share = forms.text(_SHARE, help=_SHARE_HELP, longest=20, required=False)
    second_award = forms.record_of(
        "awards.award", Text("ほかの課題", "Another award"), required=False
    )
    second_share = forms.text(
        Text("ほかの課題の割合", "Share of the other award"), longest=20, required=False
    )


class TrialForm(forms.ActionForm):
    """What sort of clinical trial an outcome is."""

    trial_lead = forms.choice(_LEAD, dict(TRIAL_LEADS), required=False)
    trial_stage = forms.choice(_STAGE, dict(TRIAL_STAGES), required=False)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        return {"trial_lead": record.trial_lead, "trial_stage": record.trial_stage}


class VerifyForm(forms.ActionForm):
    """That somebody looked at the evidence."""

    looked = forms.flag(Text("根拠を見て確かめた", "I looked at the evidence"))


class LinkForm(forms.ActionForm):
    """An award and its share of the outcome."""

    award = forms.record_of("awards.award", Text("課題", "Award"))
    share = forms.text(_SHARE, help=_SHARE_HELP, longest=20)


class UnlinkForm(forms.ActionForm):
    """The award from which the outcome is taken away."""

    award = forms.record_of("awards.award", Text("課題", "Award"))
