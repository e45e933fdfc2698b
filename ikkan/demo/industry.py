"""Writes the way of some seeds to industry: readiness, exits, support, confidences, sites.

Called by tower, after the seeds. Decides: what is confided names the companies of this home only,
and only where somebody has a login to handle it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from ikkan.awards.models import Award
from ikkan.demo.hands import Tower
from ikkan.demo.setting import STEP
from ikkan.parties import actions as parties
from ikkan.parties.facilities import actions as sites
from ikkan.parties.facilities.rules import NewFacility, NewOpening, NewReport
from ikkan.parties.loads import NewPerson
from ikkan.parties.models import Organisation, Person
from ikkan.portfolio.industry import actions
from ikkan.portfolio.industry.actions.rooms import NewDocument
from ikkan.portfolio.industry.models import Milestone, ReadinessItem
from ikkan.portfolio.industry.queries import SCHEME
from ikkan.portfolio.industry.rules import (
    Judged,
    NewDeal,
    NewExit,
    NewInterest,
    NewIntroduction,
    NewMeeting,
    NewMilestone,
    NewNote,
    NewSupport,
)
from ikkan.portfolio.models import Seed
from ikkan.values.text import Text

_MOST: Final = 4
_ROUTES: Final = ("licence", "joint_development", "startup", "assignment")
_CATEGORIES: Final = ("ip", "regulation", "company_link", "know_how")
_STEPS: Final = (
    Text("実演：再現性の確認", "Demonstration: results reproduced"),
    Text("実演：製造の委託先を決める", "Demonstration: manufacturer chosen"),
    Text("実演：企業への最初の説明", "Demonstration: first talk with a company"),
)


def write(tower: Tower) -> dict[str, int]:
    """How many seeds, milestones, supports, confidences, deals and sites were written."""
    seeds = list(Seed.objects.filter(state="active").order_by("pk")[:_MOST])
    for number, seed in enumerate(seeds):
        _prepare(tower, seed, number)
        _plan(tower, seed, number)
        _support(tower, seed, number)
    companies = list(Organisation.objects.filter(sort="company").order_by("pk")[:2])
    return {
        "seeds_with_exit": len(seeds),
        "milestones": Milestone.objects.count(),
        "deals": _deal(tower, seeds, companies),
        "confidences": _confide(tower, companies),
        "further_sites": _sites(tower),
    }


def _prepare(tower: Tower, seed: Seed, number: int) -> None:
    """The checklist, partly with evidence; a comparison and a market note."""
    if not tower.known.entries("readiness_item", state="all"):
        return
    actions.begin_readiness(seed.code, **tower.how())
    people = list(Person.objects.order_by("pk").values_list("code", flat=True)[:_MOST])
    items = ReadinessItem.objects.filter(seed=seed).order_by("pk")
    for place, item in enumerate(items[: 3 + number]):
        evidenced = place % 3 != 2
        said = Judged(
            state="evidenced" if evidenced else "working",
            evidence="実演の報告書／a demonstration report" if evidenced else "",
            owner=people[place % len(people)],
            due_on=tower.setting.today + timedelta(days=30 * place - 20),
        )
        actions.judge_readiness(item.code, said, **tower.how(version=item.version))
    for sort, standing in (("competitor", "ahead"), ("market", "")):
        note = NewNote(
            sort=sort,
            name=f"実演の調べ {number + 1}／Demonstration note {number + 1}",
            holder="実演の競合／a made-up competitor" if standing else "",
            standing=standing,
            text="実演のための文です。／Made up for the demonstration.",
            origin="実演／demonstration",
            noted_on=tower.back(20),
        )
        actions.note_industry(seed.code, note, **tower.how())


def _plan(tower: Tower, seed: Seed, number: int) -> None:
    """An exit with three milestones: one reached late, one moved, one to come."""
    kinds = [
        row.code
        for row in tower.known.entries("tag", state="all")
        if row.data["group"] == "product_type"
    ]
    plan = NewExit(
        route=_ROUTES[number % len(_ROUTES)],
        partner="drug_company",
        conditions="実演：再現性と知財がそろったとき／Demonstration: once data and IP are in hand",
        planned_on=tower.setting.today + timedelta(days=400 + 60 * number),
        product_type=kinds[number % len(kinds)] if kinds else "",
    )
    actions.plan_exit(seed.code, plan, **tower.how())
    days = (-120 + 10 * number, 20 + 15 * number, 200)
    made = [
        actions.set_milestone(
            seed.code,
            NewMilestone(title=title, due_on=tower.setting.today + timedelta(days=distance)),
            **tower.how(),
        )
        for title, distance in zip(_STEPS, days, strict=True)
    ]
    actions.reach_milestone(
        made[0].code,
        tower.back(80),
        "実演の報告書／a demonstration report",
        **tower.how(version=made[0].version),
    )
    moved = made[1].due_on + timedelta(days=45)
    reason = "実演：原料の遅れ／Demonstration: material came late"
    actions.move_milestone(made[1].code, moved, reason, **tower.how(version=made[1].version))


def _support(tower: Tower, seed: Seed, number: int) -> None:
    """Support under a scheme of the pack, with a coaching and a question to a desk."""
    schemes = [
        row.code
        for row in tower.known.entries("programme", state="all")
        if row.data["form"] == SCHEME
    ]
    new = NewSupport(
        seed=seed.code,
        category=_CATEGORIES[number % len(_CATEGORIES)],
        scheme=schemes[number % len(schemes)] if schemes else "",
        wanted="実演：出願と届出の相談／Demonstration: advice on filing",
    )
    day = tower.back(60)
    made = actions.ask_support(new, **tower.how(day))
    meeting = NewMeeting(
        sort="coaching",
        held_on=tower.back(30),
        present="実演の専門家／a made-up expert",
        text="実演：進め方を相談した。／Demonstration: how to go on was talked over.",
    )
    made = actions.log_support(made.code, meeting, **tower.how(version=made.version))
    desk = Organisation.objects.order_by("pk").values_list("code", flat=True).first()
    if desk is not None and number == 0:
        asked = actions.refer(made.code, desk, "実演の照会", **tower.how(version=made.version))
        answer = "実演の回答／a demonstration answer"
        actions.answer_referral(asked.code, answer, **tower.how(version=asked.version))


def _deal(tower: Tower, seeds: Sequence[Seed], companies: Sequence[Organisation]) -> int:
    """A licence that is reported as an outcome; it waits to be verified."""
    if not seeds or not companies:
        return 0
    seed = seeds[0]
    day = max([seed.named_on, tower.back(40), *_beginnings(seed)])
    new = NewDeal(
        seed=seed.code,
        company=companies[0].code,
        sort="licence",
        signed_on=day,
        terms="実演の条件（公表しない）／demonstration terms",
    )
    made = actions.record_deal(new, **tower.how())
    actions.count_deal(made.code, **tower.how(version=made.version))
    return 1


def _beginnings(seed: Seed) -> list[date]:
    return list(Award.objects.filter(seeds=seed).values_list("began_on", flat=True))


def _confide(tower: Tower, companies: Sequence[Organisation]) -> int:
    """A steward, an interest of the first company, an introduction that waits for consent."""
    staff = next(iter(tower.accounts.get("funder_staff", ())), "")
    if not staff or not companies:
        return 0
    person = Person.objects.filter(account_code=staff).first()
    if person is None:
        new = NewPerson(
            name_ja="実演の窓口担当者", name_en="Demonstration steward", account_code=staff
        )
        person = parties.register_person(new, **tower.how())
    steward = actions.name_steward(person.code, **tower.how())
    interest = NewInterest(
        company=companies[0].code,
        text="実演：感染症の予防に関心がある／Demonstration: prevention of infections",
        modalities=("drug",),
        stewards=(steward.code,),
    )
    actions.state_interest(interest, **tower.how())
    account = next(iter(tower.accounts.get("researcher", ())), "")
    rows = Seed.objects.filter(awards__principal__isnull=False).distinct().order_by("pk")
    own = rows.filter(awards__principal__account_code=account).first() if account else None
    seed = own or rows.first()
    if seed is None:
        return 1
    _introduce(tower, seed, companies[0], steward.code)
    return 2


def _introduce(tower: Tower, seed: Seed, company: Organisation, steward: str) -> None:
    """Up to the company's consent: the researcher's answer is still to come."""
    new = NewIntroduction(
        seed=seed.code,
        company=company.code,
        about_seed="予防の候補、前臨床／a preventive candidate, preclinical",
        about_company="国内の中堅の企業／a company of middle size",
        reason="領域が合う／the areas fit",
    )
    how: dict[str, Any] = tower.how()
    met = actions.propose_introduction(new, (steward,), **how)
    actions.consent(met.code, **tower.how(version=met.version))
    document = NewDocument(
        title=Text("実演：試験の要約", "Demonstration: summary of studies"),
        dated_on=tower.back(10),
        about="実演のための資料です。／Made up for the demonstration.",
    )
    actions.list_document(seed.code, document, **how)


def _sites(tower: Tower) -> int:
    """A site of dual use, a flagship with a microscope, and their network with what it told."""
    homes = list(Organisation.objects.order_by("pk").values_list("code", flat=True)[:2])
    if len(homes) < 2:
        return 0
    factory = NewFacility(
        name_ja="実演の製造拠点",
        name_en="Demonstration manufacturing site",
        sort="manufacturing",
        organisation=homes[0],
        capabilities=("manufacturing", "new_modalities"),
        normal_product="実演の抗体医薬",
        emergency_product="実演のワクチン",
        switch_days=111,
        capacity=STEP,
        capacity_unit="回分／doses",
    )
    flagship = NewFacility(
        name_ja="実演のフラッグシップ拠点",
        name_en="Demonstration flagship site",
        sort="shared_facility",
        organisation=homes[1],
        capabilities=("cryo_em", "remote", "automation", "infectious_trial", "third_parties"),
        site_type="flagship",
        booking_url="https://booking.example.jp/",
    )
    made = [sites.register_facility(one, **tower.how()) for one in (factory, flagship)]
    begins = tower.setting.today + timedelta(days=7)
    slot = NewOpening(begins_on=begins, ends_on=begins + timedelta(days=4), places=11, free=3)
    sites.tell_openings(made[1].code, slot, **tower.how(version=made[1].version))
    name = Text("実演の感染症試験網", "Demonstration network for infectious trials")
    network = sites.found_network(
        name, "実演／demonstration", made[1].code, [made[0].code], **tower.how()
    )
    report = NewReport(
        subject="実演の病原体／a made-up pathogen",
        ready=(made[1].code,),
        days_to_start=11,
        single_review=True,
    )
    sites.report_network(network.code, report, **tower.how(version=network.version))
    return len(made)
