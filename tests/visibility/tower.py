"""Records of the command tower in variants that some may not see: bodies, requests, money, sites.

Called by `portfolio.make`. What belongs to the officer's own ministry is called "own", what belongs
to another one "other"; what is out for everybody "open".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ikkan.awards.elsewhere import actions as elsewhere
from ikkan.awards.elsewhere.rules import NewProject, NewTheme
from ikkan.budget import actions as budget
from ikkan.budget.funds import actions as funds
from ikkan.budget.funds.rules import NewFund
from ikkan.budget.models import Account, Fund, Line, Request, Round, Sheet
from ikkan.budget.moving import NewReallocation
from ikkan.budget.policies import actions as policies
from ikkan.budget.policies.actions.evidence import NewEvidence
from ikkan.budget.policies.models import AllocationPolicy
from ikkan.budget.policies.rules import NewItem, NewPolicy
from ikkan.budget.policies.series import Value
from ikkan.budget.requests import actions as requests
from ikkan.budget.rules import NewAccount, NewTransfer
from ikkan.budget.sheets import actions as sheets
from ikkan.budget.sheets.rules import NewBudget, NewSheet, Scale
from ikkan.evaluation.following import actions as following
from ikkan.evaluation.following.models import Rating
from ikkan.evaluation.following.rules import (
    NewEntry,
    NewFollowup,
    NewGoal,
    NewRating,
    Report,
)
from ikkan.evaluation.following.rules import NewItem as NewGoalItem
from ikkan.parties.facilities import actions as sites
from ikkan.parties.facilities.rules import NewFacility
from ikkan.plan.bodies import actions as bodies
from ikkan.plan.bodies.models import Decision, Meeting
from ikkan.plan.bodies.rules import (
    Item,
    NewAdvice,
    NewCharter,
    NewDecision,
    NewMeeting,
    NewPaper,
    NewSeat,
)
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, BEGAN, NEXT_PROGRAMME, PROGRAMME, TODAY, World, seen
from tests.budget.requests import desk

OWN_BODY, OTHER_BODY, THIRD_BODY = "MHLW", "MEXT", "METI"
HEAD, COUNCIL, BOARD, FUNDER = "HQ", "DRUG-COUNCIL", "ADVISORY-BOARD", "AMED"
CLAUSE = Ref("clause", "strategy-2.000-111")
MEASURE = Ref("clause", "strategy-3.002-60")
SECRET_YEN = {OWN_BODY: 123_456_701, OTHER_BODY: 234_567_802}
"""What each ministry asks for in the round that is not shared; the numbers stand nowhere else."""
UNSENT_YEN = 345_678_903
"""What a ministry wrote into its working version after it submitted."""


def make(world: World, accounts: Mapping[str, str]) -> None:
    """Everything; `accounts` are the codes of the accounts that write something themselves."""
    _offices()
    _meetings(accounts)
    _policies()
    _round_that_is_out()
    _round_in_work()
    _money(world)
    _sheets()
    _elsewhere(world)
    _following()
    _sites(world)


def _offices() -> None:
    seat = NewSeat(
        body=FUNDER, sort="president", office_ja="理事長", office_en="President",
        holder_ja="架空 花子", holder_en="Hanako Kaku", appointed_by=OWN_BODY, valid_from=BEGAN,
        basis="設置法",
    )  # fmt: skip
    bodies.appoint_to_seat(seat, **ASKED)
    charter = NewCharter(
        name_ja="例の協議会", name_en="Council of the example", owners=(OWN_BODY,),
        scope_ja="例を協議する。", members=("例の委員",), basis="申合せ", valid_from=BEGAN,
    )  # fmt: skip
    bodies.set_up_council(charter, **ASKED)


def _meetings(accounts: Mapping[str, str]) -> None:
    """Of the headquarters, of a council of ministries and of a board of the funder."""
    open_one = _meeting(HEAD, "open")
    for number, withheld in (("1", ""), ("2", "審議中の情報")):
        _paper(open_one, number, withheld)
    minutes = Text("案のとおり。", "As drafted.")
    held = bodies.hold_meeting(open_one.code, TODAY, ("議長",), **seen(open_one.version))
    minuted = bodies.minute_meeting(held.code, minutes, **seen(held.version))
    bodies.publish_meeting(minuted.code, **seen(minuted.version))
    for body in (COUNCIL, BOARD):
        _paper(_meeting(body, f"closed {body}"), "1", "")
    for name, to_body, writer in (
        ("open", HEAD, ""),
        ("closed", HEAD, ""),
        ("of the company", HEAD, "company"),
        ("to the funder", FUNDER, ""),
    ):
        _advice(name, to_body, accounts.get(writer, ""))
    for body, step in ((HEAD, "publish"), (HEAD, "draft"), (FUNDER, "decide")):
        _decision(body, step)


def _meeting(body: str, name: str) -> Meeting:
    new = NewMeeting(
        body=body, title_ja=f"会合{name}", title_en=f"Sitting {name}", day=TODAY,
        agenda=(Item(words=f"議題 {name}", about=(CLAUSE,)),),
    )  # fmt: skip
    return bodies.call_meeting(new, **ASKED)


def _paper(meeting: Meeting, number: str, withheld: str) -> None:
    name = f"{meeting.body} {'withheld' if withheld else 'laid'} {number}"
    new = NewPaper(
        meeting=meeting.code, number=number, title_ja=f"資料 {name}", title_en=f"Paper of {name}",
        laid_by="SECRETARIAT", withheld_because=withheld, about=(CLAUSE,),
    )  # fmt: skip
    bodies.lay_paper(new, **ASKED)


def _advice(name: str, to_body: str, writer: str) -> None:
    sort = "opinion" if to_body == FUNDER else "examination"
    new = NewAdvice(
        body="EXPERT-PANEL", sort=sort, to_body=to_body, text_ja=f"妥当である（{name}）。",
        text_en=f"Sound, says the advice {name}.", about=(CLAUSE,), given_on=TODAY,
    )  # fmt: skip
    made = bodies.give_advice(new, **ASKED)
    if writer:
        type(made).objects.filter(pk=made.pk).update(written_by=writer)
    if name == "open":
        bodies.publish_advice(made.code, **seen(made.version))


def _decision(body: str, step: str) -> Decision:
    new = NewDecision(
        body=body, title_ja=f"決定 {step}", title_en=f"Resolution to {step}",
        text_ja="案のとおりとする。", about=(CLAUSE,), circulated_because="持ち回り",
    )  # fmt: skip
    made = bodies.draft_decision(new, **ASKED)
    if step != "draft":
        made = bodies.decide(made.code, TODAY, **seen(made.version))
    if step == "publish":
        made = bodies.publish_decision(made.code, **seen(made.version))
    return made


def _policies() -> None:
    """A policy that was decided with its items, a draft with one; evidence out and kept back."""
    decided, draft = (_policy(year, name) for year, name in ((2026, "decided"), (2027, "draft")))
    for sort in ("point", "area"):
        _item(decided, sort, "decided")
    area = decided.items.get(sort="area")
    policies.accept_area(area.code, "前年度から続く領域。", **seen(area.version))
    new = NewDecision(
        body=HEAD, title_ja="方針の決定", title_en="Resolution on the policy",
        text_ja="案のとおり決定する。", about=(Ref("budget.policy", decided.code),),
        circulated_because="持ち回り",
    )  # fmt: skip
    made = bodies.draft_decision(new, **ASKED)
    made = bodies.decide(made.code, TODAY, **seen(made.version))
    here = AllocationPolicy.objects.get(pk=decided.pk)
    policies.decide_policy(here.code, made.code, **seen(here.version))
    _item(draft, "area", "draft")
    for published in (True, False):
        name = "open" if published else "kept back"
        evidence = NewEvidence(
            sort="survey", title_ja=f"調査 {name}", title_en=f"Survey {name}",
            publisher="例の研究所", edition="2026", published_on=TODAY,
            statement_ja="増えた。", published=published,
        )  # fmt: skip
        value = Value(label="例", year=2025, value=Decimal(len(name)), unit="件")
        policies.import_evidence(evidence, [value], **ASKED)


def _policy(year: int, name: str) -> AllocationPolicy:
    new = NewPolicy(fiscal_year=year, name_ja=f"方針 {name}", name_en=f"Policy in state {name}")
    return policies.start_policy(new, "", **ASKED)


def _item(policy: AllocationPolicy, sort: str, name: str) -> None:
    new = NewItem(
        sort=sort, text_ja=f"{sort}の文 {name}。", text_en=f"Words of a {sort} of {name}.",
        project="T2-01" if sort == "area" else "",
    )  # fmt: skip
    policies.add_item(policy.code, new, **seen(policy.version))


def _round_that_is_out() -> None:
    """Compiled, drafted, enacted and published; its decision is not."""
    found = desk.open_round(
        fiscal_year=2025, name_ja="公表した回", name_en="Round that is out",
        bodies=(OWN_BODY, OTHER_BODY), ceiling_on=date(2024, 7, 31),
    )  # fmt: skip
    for body in (OWN_BODY, OTHER_BODY):
        desk.consented(desk.of(found, body), desk.new_line(name_ja=f"公表の行 {body}"))
    desk.compile_round(found)
    of_round = Decision.objects.filter(about=[f"budget.round:{found.code}"])
    assert of_round.update(title_ja="回を束ねる決定", title_en="Resolution on the round") == 1
    for stage in ("draft", "enacted"):
        for body in (OWN_BODY, OTHER_BODY):
            desk.amounts(desk.of(found, body), stage, {"L-01": 90_000_000}, "例示")
        here = Round.objects.get(pk=found.pk)
        requests.settle_round(here.code, stage, desk.TODAY, **desk.how(desk.HQ, here.version))
    here = Round.objects.get(pk=found.pk)
    requests.publish(here.code, **desk.how(desk.HQ, here.version))


def _round_in_work() -> None:
    """Three requests of which one is shared; that one was changed after it was submitted."""
    found = desk.open_round(
        name_ja="作業中の回", name_en="Round in work", bodies=(OWN_BODY, OTHER_BODY, THIRD_BODY)
    )
    for body, yen in SECRET_YEN.items():
        line = desk.new_line(name_ja=f"秘密の行 {body}", request_yen=yen, wish_yen=0)
        desk.submitted(desk.of(found, body), line)
        asked = desk.does("ask", desk.of(found, body), [], f"秘密の質問 {body}", None, by=desk.HQ)
        desk.does("answer", desk.of(found, body), asked.number, f"秘密の回答 {body}")
    third = desk.of(found, THIRD_BODY)
    desk.submitted(third, desk.new_line(name_ja=f"共有の行 {THIRD_BODY}"))
    heard = desk.does("ask", third, [], "秘密の問い", None, by=desk.HQ)
    desk.does("answer", third, heard.number, "秘密の答え")
    asked = desk.does("instruct", third, [], f"秘密の指示 {THIRD_BODY}", None, by=desk.HQ)
    assert asked.number
    desk.does("start_version", third)
    line = desk.new_line(name_ja="未提出の行", request_yen=UNSENT_YEN, wish_yen=0)
    desk.put(third, line)
    rows = Request.objects.filter(round=found)
    assert rows.exclude(body=THIRD_BODY).update(shared=False) == len(SECRET_YEN)
    assert rows.filter(body=THIRD_BODY).update(shared=True) == 1
    assert Line.objects.filter(request_yen=UNSENT_YEN).exists()


def _money(world: World) -> None:
    """Ministries that offer one another money; funds out and kept back, of both programmes."""
    treasury = Account.objects.get(layer="treasury")
    codes = {}
    for body in (OWN_BODY, OTHER_BODY, THIRD_BODY):
        new = NewAccount(
            layer="ministry", name_ja=f"{body}の口座", name_en=f"Account of {body}",
            fiscal_year=2026, parent=treasury.code, owner=f"body:{body}",
            opened_on=date(2026, 4, 1),
        )  # fmt: skip
        codes[body] = budget.open_account(new, **ASKED).code
        given = NewTransfer(
            giver=treasury.code, taker=codes[body], yen=1_000, made_on=date(2026, 4, 1),
            fiscal_year=2026, stage="enacted", pot="initial", instrument="subsidy",
        )  # fmt: skip
        budget.transfer(given, **ASKED)
    for giver, taker in ((OWN_BODY, OTHER_BODY), (THIRD_BODY, OWN_BODY), (THIRD_BODY, OTHER_BODY)):
        offer = NewReallocation(
            giver=codes[giver], taker=codes[taker], yen=300, pot="initial", reason="移替え"
        )
        budget.propose_reallocation(offer, **ASKED)
    agency = Account.objects.get(layer="agency").code
    for programme, name in ((PROGRAMME, "own"), (NEXT_PROGRAMME, "apart"), (NEXT_PROGRAMME, "out")):
        fund = NewFund(
            name_ja=f"基金 {name}", name_en=f"Fund {name}", purpose_ja="例示", agency=agency,
            body=FUNDER, programme=programme, begins_on=date(2025, 4, 1),
            ends_on=date(2028, 3, 31),
        )  # fmt: skip
        made = funds.open_fund(fund, **ASKED)
        Fund.objects.filter(pk=made.pk).update(published=name == "out")


def _sheets() -> None:
    """One sheet with a match that was judged and one that was not."""
    new = NewSheet(
        source="judgit", key="2024/見本省/1", year=2024, ministry="見本省", name="見本の事業",
        digest="0" * 64, scale=Scale(carried_out="either", tolerance=0), attribution="見本",
        budgets=(NewBudget(fiscal_year=2024, initial=5, total=5),),
    )  # fmt: skip
    sheets.load_sheets([new], **ASKED)
    sheet = Sheet.objects.get()
    sheets.match_sheet(sheet.code, Ref("programme", PROGRAMME), **seen(sheet.version))
    proposal = sheets.Proposal(
        sheet=sheet.code, target=Ref("programme", NEXT_PROGRAMME), score=400, because="名前"
    )
    sheets.propose_matches([proposal], **ASKED)


def _elsewhere(world: World) -> None:
    """Themes, projects and cases of both organisations; one theme is out."""
    homes = {"own": world.organisation, "apart": world.other_organisation}
    for name, home in (homes | {"open": world.other_organisation}).items():
        new = NewTheme(
            institute=home, ministry=OTHER_BODY, title=Text(f"テーマ{name}", f"Theme {name}"),
            domains=("T2-D1",), cost_class="inhouse", amounts={2026: 40_000_000},
            published=name == "open",
        )  # fmt: skip
        theme = elsewhere.register_theme(new, **ASKED)
        if name == "open":
            continue
        project = NewProject(
            funder="JSPS", key=name, number=f"N-{name}", domains=("T2-D1",), organisation=home,
            title=Text(f"他機関の課題{name}", f"Project elsewhere {name}"),
            first_year=2025, last_year=2027,
        )  # fmt: skip
        (code,) = elsewhere.record_projects([project], **ASKED)
        pair = (Ref("awards.theme", theme.code), Ref("awards.external", code))
        elsewhere.open_overlap(*pair, **ASKED)


def _following() -> None:
    """Follow-ups and entries of two ministries, goals in both states, ratings by both sides."""
    for name, body, published in (
        ("own", OWN_BODY, False), ("other", OTHER_BODY, False), ("open", OTHER_BODY, True),
    ):  # fmt: skip
        year = 2025 if not published else 2024
        new = NewFollowup(measure=MEASURE, fiscal_year=year, body=body)
        row = following.open_followup(new, **ASKED)
        told = Report(
            state="on_track", done_ja=f"した {name}", done_en=f"Was done {name}", reported_on=TODAY
        )
        row = following.report_followup(row.code, told, **seen(row.version))
        said = Text(f"講評 {name}", f"Comment {name}")
        following.comment_followup(row.code, said, published, **seen(row.version))
        entry = NewEntry(
            sort="service", measure=MEASURE, body=body, name_ja=f"窓口 {name}",
            name_en=f"Service {name}", published=published,
        )  # fmt: skip
        following.keep_entry(entry, **ASKED)
    _goal("in draft")
    goal = _goal("as presented")
    following.present_goal(goal.code, BEGAN, **seen(goal.version))
    rated = {"goal": goal.code, "fiscal_year": 2025, "rated_on": TODAY, "text_ja": "根拠。"}
    own = NewRating(about="item:1", grade="above", text_en="Said by itself", **rated)
    following.rate_self(own, **ASKED)
    for number in (1, 2):
        new_rating = NewRating(about=f"item:{number}", grade="met", **rated)
        made = following.rate_by_minister(new_rating, OTHER_BODY, **ASKED)
    Rating.objects.filter(pk=made.pk).update(published=True)


def _goal(name: str) -> Any:
    new = NewGoal(
        title_ja=f"目標 {name}", title_en=f"Goals {name}", body=FUNDER, first_year=2025,
        last_year=2029, ministers=(OWN_BODY, OTHER_BODY),
        items=(NewGoalItem(text_ja="項目一"), NewGoalItem(text_ja="項目二")),
    )  # fmt: skip
    return following.draft_goal(new, **ASKED)


def _sites(world: World) -> None:
    """Sites out and kept back, of both organisations; criteria; a network with a hidden member."""
    codes = []
    for name, home in (
        ("open", world.organisation),
        ("own", world.organisation),
        ("apart", world.other_organisation),
    ):
        new = NewFacility(
            name_ja=f"施設{name}", name_en=f"Site {name}", sort="core_hospital", organisation=home,
            capabilities=("english",), published=name == "open",
        )  # fmt: skip
        codes.append(sites.register_facility(new, **ASKED).code)
    words = Text("例示の要件", "Requirements of the example")
    sites.publish_criteria("core_hospital", Text("要件", "Criteria"), words, BEGAN, **ASKED)
    sites.found_network(
        Text("例の網", "Network of sites of the example"), "連携", codes[0], codes[1:], **ASKED
    )
