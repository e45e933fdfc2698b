"""A small portfolio in which every kind of record has variants that some may not see.

Made through the actions, once for each file of tests. Two programmes, two organisations, the
researcher `leader` of the first of each; what stands apart belongs to the second of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from ikkan.awards import actions as awards
from ikkan.awards.models import Award
from ikkan.budget import actions as budget
from ikkan.budget.models import Account
from ikkan.budget.rules import NewAccount
from ikkan.calls import actions as calls
from ikkan.calls.rules import NewApplication, NewCall
from ikkan.desk import actions as desk
from ikkan.desk.notices import tell
from ikkan.evaluation import actions as evaluation
from ikkan.evaluation.models import Response
from ikkan.evaluation.rules import NewActual, NewFinding, NewResponse
from ikkan.files import receiving
from ikkan.files.rules import AS_RECORD, OFFICES_ONLY
from ikkan.outcomes import actions as outcomes
from ikkan.outcomes.rules import NewOutcome, Share
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewPerson
from ikkan.plan import actions as plan
from ikkan.plan.rules.clauses import NewClause
from ikkan.plan.rules.offices import Office
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio.rules import NewGate, NewHandover, NewSeed
from ikkan.records.kinds import Kind, kinds
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards import world as worlds
from tests.awards.world import ASKED, BEGAN, NEXT_PROGRAMME, PROGRAMME, TODAY, World, seen
from tests.portfolio.stage import criteria
from tests.visibility import fund, gap, tower
from tests.visibility.viewers import ROLES, Viewer, every_role, stranger

__all__ = ["ROLES", "Portfolio", "Viewer", "kept", "make", "make_tower", "stranger"]
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
DAY = date(2026, 9, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Everybody by role, every record by kind, and what is attached to which record."""

    viewers: Mapping[str, Viewer]
    records: Mapping[str, tuple[Any, ...]]
    files: tuple[Any, ...]
    cache: dict[Any, Any] = field(default_factory=dict)

    def every(self) -> Iterator[tuple[Kind, Any]]:
        """Each record with its kind."""
        for kind in kinds():
            for row in self.records[kind.code]:
                yield kind, row


@contextmanager
def kept(blocker: Any, pack: Any) -> Iterator[Portfolio]:
    """The portfolio for all tests of a file; undone at the end."""
    with worlds.kept(blocker, pack):
        yield make()


def make() -> Portfolio:
    """Everything, through the actions."""
    world = worlds.make()
    viewers = every_role(world)
    first, numbers = _money_and_awards(world)
    _people(world)
    _steps(numbers)
    _follow_up(first, numbers)
    _desk(viewers, numbers["hidden_apart"])
    tower.make(world, {role: one.code for role, one in viewers.items()})
    gap.make(world, viewers, numbers)
    fund.make(viewers)
    files = _files(world, first, numbers)
    return Portfolio(viewers=viewers, records=_rows(), files=files)


def make_tower() -> Portfolio:
    """Only what `tower` makes and what that rests on."""
    world = worlds.make()
    viewers = every_role(world)
    tower.make(world, {role: one.code for role, one in viewers.items()})
    return Portfolio(viewers=viewers, records=_rows(), files=())


def _rows() -> dict[str, tuple[Any, ...]]:
    return {
        kind.code: tuple(kind.model._default_manager.select_related(*kind.related).order_by("pk"))
        for kind in kinds()
    }


def _money_and_awards(world: World) -> tuple[str, dict[str, str]]:
    """Calls, applications, awards: published and not, of the first of everything and apart."""
    agency = NewAccount(
        layer="programme",
        name_ja="別の事業の口座",
        name_en="Account of the programme apart",
        fiscal_year=2025,
        parent=_agency(),
        owner=f"programme:{NEXT_PROGRAMME}",
        opened_on=date(2025, 4, 1),
    )
    apart = budget.open_account(agency, **ASKED).code
    for programme, account in ((PROGRAMME, world.account), (NEXT_PROGRAMME, apart)):
        calls.plan_call(_call(f"Planned {programme}", programme, account), **ASKED)
    (decided,) = calls.record_calls(
        [_call("Decided apart", NEXT_PROGRAMME, apart, state="decided")], **ASKED
    )
    calls.record_applications(
        [_declined(decided, world.people[name], name) for name in ("adviser", "colleague")],
        **ASKED,
    )
    first = worlds.award_of(world).code
    owners = {
        "hidden_own": (PROGRAMME, "leader", False),
        "hidden_colleague": (NEXT_PROGRAMME, "colleague", False),
        "hidden_apart": (NEXT_PROGRAMME, "adviser", False),
        "public_apart": (NEXT_PROGRAMME, "adviser", True),
    }
    rows = [
        worlds.new_award(
            world,
            title=Text(f"課題{name}", f"Award {name}"),
            programme=programme,
            principal=world.people[person],
            organisation=_home(world, person),
            published=published,
        )
        for name, (programme, person, published) in owners.items()
    ]
    numbers = dict(zip(owners, awards.record_awards(rows, **ASKED), strict=True))
    awards.link_continuation(first, numbers["hidden_apart"], **seen(1))
    awards.add_officer(first, world.people["director"], "program_director",
                       valid_from=BEGAN, **seen(2))  # fmt: skip
    return first, numbers | {"public_own": first}


def _agency() -> str:
    return Account.objects.get(layer="agency").code


def _home(world: World, person: str) -> str:
    return world.other_organisation if person == "adviser" else world.organisation


def _call(title: str, programme: str, account: str, state: str = "planned") -> NewCall:
    opens, closes = (date(2025, 10, 1), date(2025, 11, 30))
    if state == "planned":
        opens, closes = TODAY, TODAY + timedelta(days=40)
    return NewCall(
        title_ja=f"公募 {title}",
        title_en=title,
        programme_code=programme,
        account=account,
        opens_on=opens,
        closes_on=closes,
        state=state,
    )


def _declined(call: str, person: str, title: str) -> NewApplication:
    return NewApplication(
        call=call,
        principal=person,
        title_ja=f"不採択の研究{title}",
        title_en=f"Declined study {title}",
        requested_yen=1_000,
        submitted_on=date(2025, 11, 20),
        state="declined",
        decided_on=date(2026, 2, 1),
        reason="不採択",
    )


def _people(world: World) -> None:
    """A person who agreed to be public; ties and offices of the others."""
    given = NewPerson(
        name_ja="公開の人", name_en="Public Person", organisation=world.other_organisation,
        published=True,
    )  # fmt: skip
    public = parties.register_person(given, **ASKED).code
    parties.record_tie(world.people["leader"], "coauthor", other=public, valid_from=BEGAN, **ASKED)
    parties.record_tie(world.people["adviser"], "advisor", other=world.people["director"],
                       valid_from=BEGAN, note="内密の関係", **ASKED)  # fmt: skip
    office = Office(role="program_supervisor", scope=Ref("programme", PROGRAMME),
                    valid_from=BEGAN, person=world.people["director"])  # fmt: skip
    plan.appoint(office, "任命", **ASKED)


def _steps(numbers: Mapping[str, str]) -> None:
    """A seed, a gate and a hand-over of every award."""
    for number, (name, award) in enumerate(numbers.items()):
        (seed,) = portfolio.record_seeds(
            [NewSeed(title=Text(f"シーズ{name}", f"Seed {name}"), named_on=DAY, awards=(award,),
                     state="ended", ended_on=TODAY, reason="終わりの理由")], **ASKED
        )  # fmt: skip
        decided: dict[str, Any] = {} if number % 2 else {
            "decision": "go", "decided_on": TODAY, "reason": "判断の理由",
        }  # fmt: skip
        (gate,) = portfolio.record_gates(
            [NewGate(award=award, template="drug-1", opened_on=DAY, criteria=criteria(True),
                     **decided)], **ASKED
        )  # fmt: skip
        portfolio.record_handovers(
            [NewHandover(to_programme=_elsewhere(award),
                         proposed_on=TODAY, award=award, proposal="渡す理由")], **ASKED
        )  # fmt: skip
        assert seed
        assert gate


def _elsewhere(award: str) -> str:
    programme = Award.objects.get(code=award).programme_code
    return NEXT_PROGRAMME if programme == PROGRAMME else PROGRAMME


def _follow_up(first: str, numbers: Mapping[str, str]) -> None:
    """Outcomes verified and not, an actual of both, findings, responses and clauses."""
    made = {}
    for name, award in numbers.items():
        for verified in (True, False):
            new = NewOutcome(
                sort="paper",
                title_ja=f"論文{name}{verified}",
                title_en=f"Paper {name} {'verified' if verified else 'reported'}",
                occurred_on=DAY,
                evidence=f"doi:10.1000/{name}-{verified}",
                shares=(Share(award=award),),
                verified=verified,
            )
            (made[name, verified],) = outcomes.record_outcomes([new], **ASKED)
    counted = NewActual(indicator="t3.aimed.approvals", fiscal_year=2026, sort="paper")
    actual = evaluation.record_actual(counted, **ASKED)
    given = NewActual(
        indicator="t3.aimed.launches", fiscal_year=2025, value=Decimal(3), note="府省の集計"
    )
    evaluation.record_actual(given, **ASKED)
    about = {
        "open": Ref("awards.award", numbers["hidden_apart"]),
        "answered": Ref("outcomes.outcome", made["hidden_apart", False]),
        "cited": Ref("evaluation.actual", actual.code),
    }
    findings = {}
    for name, ref in about.items():
        new_finding = NewFinding(about=ref, text_ja=f"所見{name}", text_en=f"Finding {name}",
                                 found_on=DAY)  # fmt: skip
        findings[name] = evaluation.record_finding(new_finding, **ASKED).code
    responses = {}
    for name in ("answered", "cited"):
        answer = NewResponse(finding=findings[name], text_ja=f"対応{name}", due_on=TODAY,
                             text_en=f"Response {name}", owner_role="funder_staff")  # fmt: skip
        responses[name] = evaluation.answer_finding(answer, **seen(1)).code
    Response.objects.filter(code=responses["answered"]).update(published=False)
    evaluation.finish_response(responses["cited"], TODAY, **seen(1))
    for title in ("decided", "draft"):
        clause = NewClause(
            text_ja=f"条項{title}", text_en=f"Clause {title}", programmes=(PROGRAMME,),
            cites=(Ref("evaluation.response", responses["cited"]),
                   Ref("evaluation.finding", findings["open"])),
        )  # fmt: skip
        drafted = plan.draft_clause(clause, **ASKED)
        if title == "decided":
            plan.decide_clause(drafted.code, TODAY, **seen(1))


def _desk(viewers: Mapping[str, Viewer], award: str) -> None:
    """Notices to two accounts, one about what its reader may not see; an absence."""
    readers = [viewers[role].code for role in ("researcher", "company")]
    tell(Text("知らせ", "Something changed"), Ref("awards.award", award), accounts=readers,
         by=viewers["funder_staff"].actor, as_of=TODAY)  # fmt: skip
    days = {"valid_from": timezone.localdate(), "valid_to": timezone.localdate() + timedelta(9)}
    for role, deputy in (("administrator", "auditor"), ("reviewer", "data_user")):
        desk.record_absence(f"{deputy}@example.jp", reason=f"不在{role}", **days,
                            **(ASKED | {"by": viewers[role].actor}))  # fmt: skip


def _files(world: World, first: str, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    """One file for whoever sees the record, one for the offices, on open and on hidden records."""
    on = [Ref("awards.award", code) for code in numbers.values()]
    on += [
        Ref("calls.application", world.application),
        Ref("parties.person", world.people["leader"]),
        Ref("parties.organisation", world.organisation),
    ]
    asked = {"by": ASKED["by"], "as_of": TODAY, "key": None}
    made = []
    for ref in on:
        for level in (AS_RECORD, OFFICES_ONLY):
            name = f"{level}-{ref.code}.pdf"
            row, verdict = receiving.receive(ref, name, [PDF], level=level, **asked)
            assert row.state == "clean", verdict
            made.append(row)
    return tuple(made)
