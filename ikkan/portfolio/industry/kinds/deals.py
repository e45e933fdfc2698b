"""Deals, certified investors, investments and eligibility as the engine of records shows them.

Decides: a deal is public once published, its terms never; companies see their own.
"""

from __future__ import annotations

from typing import Any, Final

from ikkan.portfolio.industry import actions, messages, words
from ikkan.portfolio.industry import inside_forms as forms
from ikkan.portfolio.industry.kinds.seen import HANDLERS, code_of, named, seed_field, seen, typed
from ikkan.portfolio.industry.models import Certification, Deal, EligibilityCheck, Investment
from ikkan.portfolio.industry.reaching import seed_of
from ikkan.portfolio.industry.rules import (
    CERTIFICATION,
    DEAL,
    ELIGIBILITY,
    INVESTMENT,
    ORGANISATION,
    NewDeal,
)
from ikkan.portfolio.rules import DECIDERS
from ikkan.records.kinds import Field, Kind, Write, register
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_IS_PUBLIC: Final = Text("もう公表しています。", "It is public already.")
_COMPANY: Final = Text("企業", "Company")
_INVESTOR: Final = Text("投資家（VC）", "Investor")
_OFFICES: Final = dict.fromkeys(
    ("funder_staff", "disease_coordinator", "program_officer", "auditor", *DECIDERS), EVERYTHING
)


def _record(_: None, data: dict[str, Any], **who: Any) -> Deal:
    return actions.record_deal(NewDeal(**data), **who)


def _count(deal: Deal, data: dict[str, Any], **who: Any) -> Deal:
    return actions.count_deal(deal.code, **who)


def _publish(deal: Deal, data: dict[str, Any], **who: Any) -> Deal:
    return actions.publish_deal(deal.code, **who)


def _certify(_: None, data: dict[str, Any], **who: Any) -> Certification:
    return actions.certify_investor(**data, **who)


def _invest(_: None, data: dict[str, Any], **who: Any) -> Investment:
    return actions.record_investment(**data, **who)


def _check(_: None, data: dict[str, Any], **who: Any) -> EligibilityCheck:
    return actions.check_eligibility(**data, **who)


def _counted(deal: Deal) -> Text | None:
    if deal.outcome is not None:
        return messages.COUNTED.format(code=deal.outcome.code)
    return None if deal.sort in words.COUNTED else messages.NOT_COUNTED


def _title(deal: Deal) -> Text:
    label = words.DEAL_SORTS[deal.sort]
    return named(deal, label.ja, label.en)


register(
    Kind(
        code=DEAL,
        path="exits/deals",
        label=Text("契約・出資", "Deal"),
        plural=Text("企業導出の契約と出資", "Deals"),
        lead=Text(
            "シーズの実施許諾・権利譲渡・共同研究開発の契約と出資。条件は公表しません。契約は成果として一度だけ数えます。",
            "Contracts of licence, assignment and joint R&D, and investments. Terms are never "
            "published; a contract counts once, as an outcome.",
        ),
        model=Deal,
        station="outcome",
        title=_title,
        value=lambda deal: words.DEAL_SORTS[deal.sort],
        begins="signed_on",
        fields=(
            seed_field(),
            Field(
                "company",
                _COMPANY,
                "ref",
                code_of("company"),
                kind=ORGANISATION,
            ),
            Field("sort", Text("種類", "Sort"), "choice", choices=words.DEAL_SORTS, filter=True),
            Field("signed_on", Text("契約の日", "Signed on"), "date"),
            Field(
                *("outcome", Text("数えた成果", "Counted as"), "ref", code_of("outcome")),
                kind="outcomes.outcome",
            ),
            Field("published", Text("公表", "Published"), "flag", listed=False),
            Field("parties", Text("当事者", "Parties"), "long", listed=False),
            Field(
                *("terms", Text("条件（公表しない）", "Terms (never published)"), "long"),
                listed=False,
                roles=HANDLERS,
            ),
        ),
        writes=(
            Write(
                code="record",
                label=Text("契約・出資を記録する", "Record a deal"),
                permission="can_record_deal",
                form=forms.DealForm,
                act=_record,
                on="new",
            ),
            Write(
                code="count",
                label=Text("企業導出の成果として報告する", "Report as an outcome"),
                permission="can_count_deal",
                form=forms.ConfirmForm,
                act=_count,
                why_not=_counted,
            ),
            Write(
                code="publish",
                label=Text("公表する", "Publish"),
                permission="can_count_deal",
                form=forms.ConfirmForm,
                act=_publish,
                why_not=lambda deal: _IS_PUBLIC if deal.published else None,
            ),
        ),
        sight=seen(
            "seed__awards", public=Flag("published"), company=Within(ORGANISATION, "company__code")
        ),
        scope=seed_of,
        related=("seed", "company", "outcome"),
    )
)
register(
    Kind(
        code=CERTIFICATION,
        path="exits/certified",
        label=Text("認定VC", "Certified investor"),
        plural=Text("認定VC", "Certified investors"),
        lead=Text(
            "認定された投資家（VC）と、その根拠と期間。",
            "Investors that are certified, by what and from when to when.",
        ),
        model=Certification,
        title=lambda one: one.investor.name,
        begins="valid_from",
        fields=(
            Field("investor", _INVESTOR, "ref", code_of("investor"), kind=ORGANISATION),
            Field("basis", Text("認定の根拠", "Basis"), "long"),
            Field("valid_from", Text("認定の始まり", "Certified from"), "date"),
            Field("valid_to", Text("認定の終わり", "Certified to"), "date"),
        ),
        writes=(
            Write(
                code="certify",
                label=Text("認定を記録する", "Record a certificate"),
                permission="can_certify_investor",
                form=forms.CertificationForm,
                act=_certify,
                on="new",
            ),
        ),
        sight=sights(public=EVERYTHING),
        related=("investor",),
    )
)
register(
    Kind(
        code=INVESTMENT,
        path="exits/investments",
        label=Text("出資の証拠", "Evidence of investment"),
        plural=Text("出資の証拠", "Evidence of investments"),
        lead=Text(
            "企業が受けた出資。認定VCの出資を要件とする事業で確かめます。",
            "Investments that companies had; checked where a programme asks for one.",
        ),
        model=Investment,
        title=lambda one: Text(
            f"{one.company.name.ja}への出資", f"Investment in {one.company.name.en}"
        ),
        begins="invested_on",
        fields=(
            Field("investor", _INVESTOR, "ref", code_of("investor"), kind=ORGANISATION),
            Field("company", _COMPANY, "ref", code_of("company"), kind=ORGANISATION),
            Field("yen", Text("額", "Amount"), "yen"),
            Field("invested_on", Text("出資の日", "Invested on"), "date"),
            Field("evidence", Text("証拠", "Evidence"), "long", listed=False),
        ),
        writes=(
            Write(
                code="record",
                label=Text("出資の証拠を記録する", "Record an investment"),
                permission="can_record_investment",
                form=forms.InvestmentForm,
                act=_invest,
                on="new",
            ),
        ),
        sight=sights(**_OFFICES, company=Within(ORGANISATION, "company__code")),
        scope=lambda one: Ref(ORGANISATION, one.company.code),
        related=("investor", "company"),
    )
)
register(
    Kind(
        code=ELIGIBILITY,
        path="exits/eligibility",
        label=Text("出資の要件の確認", "Eligibility check"),
        plural=Text("認定VCの出資の要件の確認", "Checks of certified investment"),
        lead=Text(
            "認定VCの出資を要件とする事業の応募・課題で、要件を確かめた記録。満たさないときは事実が残ります。",
            "Whether an application or award of a programme that needs an investment by a "
            "certified VC has one; a refusal keeps its facts.",
        ),
        model=EligibilityCheck,
        title=lambda one: Text(f"要件の確認：{one.subject}", f"Check of {one.subject}"),
        value=lambda one: words.VERDICTS[one.verdict],
        begins="checked_on",
        fields=(
            Field("subject", Text("確かめた応募・課題", "Subject"), "ref", typed("subject")),
            Field("programme", Text("事業", "Programme"), "ref", kind="programme"),
            Field("company", _COMPANY, "ref", code_of("company"), kind=ORGANISATION),
            Field(
                *("verdict", Text("結果", "Verdict"), "choice"),
                choices=words.VERDICTS,
                filter=True,
            ),
            Field("checked_on", Text("確かめた日", "Checked on"), "date"),
            Field(
                "said",
                Text("事実", "Facts"),
                "text2",
                lambda one: Text(one.said_ja, one.said_en),
                listed=False,
            ),
            Field(
                *("investment", Text("出資", "Investment"), "ref", code_of("investment")),
                kind=INVESTMENT,
                listed=False,
            ),
        ),
        writes=(
            Write(
                code="check",
                label=Text("出資の要件を確かめる", "Check the investment"),
                permission="can_check_eligibility",
                form=forms.EligibilityForm,
                act=_check,
                on="new",
            ),
        ),
        sight=sights(**_OFFICES, company=Within(ORGANISATION, "company__code")),
        related=("company", "investment"),
    )
)
