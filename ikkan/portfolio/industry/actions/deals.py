"""Writes of deals, of certified investors and their investments, and of eligibility by them.

Decides: a contract is counted once, as an outcome of the awards of its seed. Called by the pages
of records and the demonstration. Source: 002:351, 002:364, 003:770-775.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.models import Award
from ikkan.calls.models import Application
from ikkan.outcomes import actions as outcomes
from ikkan.outcomes.rules import LICENCE, NewOutcome, Share
from ikkan.parties.models import Organisation
from ikkan.portfolio.industry import messages, queries, reaching, rules, words
from ikkan.portfolio.industry.models import Certification, Deal, EligibilityCheck, Investment
from ikkan.portfolio.industry.rules import (
    CERTIFICATION,
    DEAL,
    ELIGIBILITY,
    INVESTMENT,
    ORGANISATION,
    NewDeal,
)
from ikkan.portfolio.models import Seed
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.record_deal",
    permission="can_record_deal",
    description=Text("企業導出の契約・出資を記録する", "Record a contract or investment"),
    scope=reaching.by_new,
)
def record_deal(
    new: NewDeal, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Deal:
    """Raises NotFound, InputError with every reason."""
    seed, company = reaching.seed_named(new.seed), reaching.organisation_named(new.company)
    said = list(rules.refused_deal(new, seed.named_on, as_of))
    if company.sort != Organisation.Sort.COMPANY:
        said.append(messages.NOT_A_COMPANY.format(code=new.company))
    same = Deal.objects.filter(
        seed=seed, company=company, sort=new.sort, signed_on=new.signed_on
    ).first()
    if same is not None:
        said.append(messages.DEAL_TWICE.format(code=same.code))
    reaching.demand(said)
    made = Deal.objects.create(
        code=next_code("DEAL", new.signed_on.year),
        seed=seed,
        company=company,
        sort=new.sort,
        signed_on=new.signed_on,
        parties=new.parties.strip(),
        terms=new.terms.strip(),
        published=new.published,
    )
    said_of = {"seed": new.seed, "company": new.company, "sort": new.sort, "day": new.signed_on}
    journal.write(Ref(DEAL, made.code), said_of)
    return made


@action(
    "portfolio.count_deal",
    permission="can_count_deal",
    description=Text(
        "企業導出の成果として報告する", "Report a contract as an outcome to be counted"
    ),
)
def count_deal(code: str, *, by: Actor, as_of: date, version: int | None, key: str | None) -> Deal:
    """Once; the outcome names no company unless the deal is published, and is verified apart.

    Raises NotFound, VersionConflict, InputError (an investment, counted, no award).
    """
    deal: Deal = reaching.locked(Deal, code, version)
    if deal.sort not in words.COUNTED:
        raise InputError("industry.not_counted", messages.NOT_COUNTED)
    if deal.outcome is not None:
        raise InputError("industry.counted", messages.COUNTED.format(code=deal.outcome.code))
    rows = Award.objects.filter(seeds=deal.seed, began_on__lte=deal.signed_on).order_by("pk")
    awards = list(rows.values_list("code", flat=True))
    if not awards:
        raise InputError("industry.no_award", messages.NO_AWARD.format(code=deal.seed.code))
    title = _public_title(deal)
    new = NewOutcome(
        sort=LICENCE,
        title_ja=title.ja,
        title_en=title.en,
        occurred_on=deal.signed_on,
        evidence=f"契約の日 {deal.signed_on.isoformat()}（{code}）",
        shares=tuple(Share(award=one, share=Fraction(1, len(awards))) for one in awards),
    )
    deal.outcome = outcomes.report_outcome(new, by=by, as_of=as_of, version=None, key=None)
    said = {"outcome": deal.outcome.code}
    reaching.changed(deal, Ref(DEAL, code), said, "outcome")
    return deal


@action(
    "portfolio.publish_deal",
    permission="can_count_deal",
    description=Text("契約があったことを公表する", "Publish that a contract was made"),
)
def publish_deal(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Deal:
    """Parties and day; never the terms. Raises NotFound, VersionConflict."""
    deal: Deal = reaching.locked(Deal, code, version)
    deal.published = True
    reaching.changed(deal, Ref(DEAL, code), {"published": True}, "published")
    return deal


@action(
    "portfolio.certify_investor",
    permission="can_certify_investor",
    description=Text("投資家（VC）の認定を記録する", "Record the certificate of an investor"),
)
def certify_investor(
    investor: str,
    basis: str,
    valid_from: date,
    valid_to: date | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Certification:
    """Raises NotFound, InputError."""
    found = reaching.organisation_named(investor)
    said = [] if basis.strip() else [messages.BASIS]
    if valid_to is not None and valid_to < valid_from:
        said.append(messages.CERTIFICATE_DAYS.format(first=valid_from, last=valid_to))
    reaching.demand(said)
    made = Certification.objects.create(
        code=next_code("CVC", valid_from.year),
        investor=found,
        basis=basis.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    journal.write(Ref(CERTIFICATION, made.code), {"investor": investor, "basis": made.basis})
    return made


@action(
    "portfolio.record_investment",
    permission="can_record_investment",
    description=Text("企業への出資の証拠を記録する", "Record the evidence of an investment"),
    scope=lambda given: Ref(ORGANISATION, given["company"]),
)
def record_investment(
    investor: str,
    company: str,
    yen: int,
    invested_on: date,
    evidence: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Investment:
    """Raises NotFound, InputError."""
    giver, taker = reaching.organisation_named(investor), reaching.organisation_named(company)
    said = [] if evidence.strip() else [messages.EVIDENCE]
    if yen < 1:
        said.append(messages.YEN)
    if invested_on > as_of:
        said.append(messages.AHEAD.format(day=invested_on, today=as_of))
    reaching.demand(said)
    made = Investment.objects.create(
        code=next_code("INV", invested_on.year),
        investor=giver,
        company=taker,
        invested_on=invested_on,
        yen=yen,
        evidence=evidence.strip(),
    )
    told = {"investor": investor, "company": company, "yen": yen, "day": invested_on}
    journal.write(Ref(INVESTMENT, made.code), told)
    return made


@action(
    "portfolio.check_eligibility",
    permission="can_check_eligibility",
    description=Text(
        "認定VCの出資の要件を確かめる", "Check the investment that a programme asks for"
    ),
)
def check_eligibility(
    application: str = "",
    award: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> EligibilityCheck:
    """The verdict with its facts, kept. Raises NotFound, InputError (nothing is asked)."""
    if bool(application) == bool(award):
        raise InputError("industry.subject", messages.ONE_SUBJECT)
    subject, programme, home = _subject(application, award)
    if home is None:
        raise NotFound("industry.none", messages.NO_RECORD.format(code=application or award))
    if not queries.needs_investment(programme, as_of):
        raise InputError("industry.not_asked", messages.NOT_ASKED.format(programme=programme))
    investment, certificate, held = queries.certified_investment(home.code, as_of)
    if investment is None or certificate is None:
        words_ = messages.INELIGIBLE.format(programme=programme, company=home.name, held=held)
        verdict = words.REFUSED
    else:
        words_ = messages.ELIGIBLE.format(
            investor=investment.investor.name,
            company=home.name,
            day=investment.invested_on,
            basis=certificate.basis,
        )
        verdict = words.ELIGIBLE
    made = EligibilityCheck.objects.create(
        code=next_code("ELIG", as_of.year),
        subject=str(subject),
        programme=programme,
        company=home,
        checked_on=as_of,
        verdict=verdict,
        said_ja=words_.ja,
        said_en=words_.en,
        investment=investment,
    )
    journal.write(Ref(ELIGIBILITY, made.code), {"subject": subject, "verdict": verdict})
    return made


def _subject(application: str, award: str) -> tuple[Ref, str, Organisation | None]:
    if award:
        row = Award.objects.select_related("organisation").filter(code=award).first()
        ref = Ref("awards.award", award)
        return (ref, row.programme_code, row.organisation) if row else (ref, "", None)
    ref = Ref("calls.application", application)
    rows = Application.objects.select_related("call", "organisation", "principal__organisation")
    asked = rows.filter(code=application).first()
    if asked is None:
        return ref, "", None
    return ref, asked.call.programme_code, asked.organisation or asked.principal.organisation


def _public_title(deal: Deal) -> Text:
    label = words.DEAL_SORTS[deal.sort]
    if not deal.published:
        return Text(f"企業導出（{label.ja}・非公表）", f"Licensing ({label.en}, not published)")
    seed: Seed = deal.seed
    title = Text.either(seed.title_ja, seed.title_en)
    return Text(f"{title.ja}：{label.ja}", f"{title.en}: {label.en}")
