"""Writes a made-up portfolio into this home, batch by batch, through the contexts' actions.

Decides: the order, so that every record names only what stands already. Called by `ikkan demo`.
The same size, seed and day give the same records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction

from ikkan.accounts import actions as rights
from ikkan.accounts import queries as holders
from ikkan.audit import journal
from ikkan.audit.actor import SYSTEM
from ikkan.awards import actions as awards
from ikkan.awards import numbers
from ikkan.awards import queries as award_rows
from ikkan.awards.models import Award
from ikkan.awards.rules import NewAward
from ikkan.budget import actions as budget
from ikkan.calls import actions as calls
from ikkan.calls.rules import NewApplication, NewCall
from ikkan.demo import actions, fates, money, people, tower
from ikkan.demo.awards import Draft, compose
from ikkan.demo.hands import MINISTRY, Accounts
from ikkan.demo.setting import STEP, Setting
from ikkan.demo.world import setting_of
from ikkan.evaluation import actions as evaluation
from ikkan.evaluation.rules import NewActual, NewFinding, NewResponse
from ikkan.outcomes import actions as outcomes
from ikkan.parties import actions as parties
from ikkan.plan import actions as plan
from ikkan.plan.rules.clauses import NewClause
from ikkan.plan.rules.offices import Office
from ikkan.portfolio import actions as portfolio
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

BATCH: Final = 500
LETTERS: Final = "zz"
T = TypeVar("T")
Say = Callable[[str, int], None]


def build(size: int, seed: int, today: date, accounts: Accounts, say: Say) -> dict[str, int]:
    """The counts of what was written, by kind; `accounts` has codes of accounts for each role.

    All or nothing. Raises InputError where the home holds records.
    """
    setting = setting_of(size, seed, today)
    how: dict[str, Any] = {"by": SYSTEM, "as_of": today, "version": None, "key": None}
    with journal.sealing_at_the_end(), transaction.atomic():
        actions.begin(seed, size, **how)
        return _Builder(setting, how, accounts, say).all()


class _Builder:
    """One run: what was written so far is kept by code for what follows."""

    def __init__(self, setting: Setting, how: dict[str, Any], accounts: Accounts, say: Say) -> None:
        self.setting, self.how, self.say = setting, how, say
        self.accounts = accounts
        self.drafts = compose(setting)
        self.counts: dict[str, int] = {}

    def all(self) -> dict[str, int]:
        """Everything, in the order in which it can be written."""
        clauses = self._plan()
        self._parties()
        self._money(clauses)
        self._calls()
        self._awards()
        self._payments()
        self._fates()
        self._evaluation(clauses)
        self._tower(clauses)
        return self.counts

    def _write(self, name: str, rows: Iterable[T], act: Callable[..., Any]) -> list[T]:
        """`rows` in batches through one action; the name says what to the person who waits."""
        written = list(rows)
        for part in _parts(written, BATCH):
            act(part, **self.how)
        self.counts[name] = self.counts.get(name, 0) + len(written)
        self.say(name, self.counts[name])
        return written

    def _plan(self) -> list[str]:
        """A clause for each fifth of the programmes, decided before the history begins."""
        made = []
        first = self.setting.first_day(self.setting.years[0])
        for number in range(5):
            codes = tuple(one.code for one in self.setting.programmes[number::5])
            if not codes:
                continue
            indicators = tuple(self.setting.indicators)[number::5]
            clause = plan.draft_clause(
                NewClause(
                    text_ja=f"実演の計画の記載{number + 1}：基礎から実用化まで切れ目なく支援する。",
                    text_en=f"Demonstration clause {number + 1}: support without gaps to practice.",
                    term=self.setting.term,
                    programmes=codes,
                    indicators=indicators,
                ),
                **self.how,
            )
            how = self.how | {"version": clause.version}
            plan.decide_clause(clause.code, first, **how)
            made.append(clause.code)
        self.counts["clauses"] = len(made)
        return made

    def _parties(self) -> None:
        bodies = people.bodies(self.setting)
        leaders = people.leaders(self.setting, bodies, self._account("researcher"))
        officers = people.officers(self._account("program_director"))
        both = parties.record_parties
        self._write(
            "organisations", [people.OFFICE, *bodies], lambda rows, **how: both(rows, (), **how)
        )
        self._write("people", [*officers, *leaders], lambda rows, **how: both((), rows, **how))
        self.officers = [one.code for one in officers]
        self.person_of = [one.code for one in leaders]
        self.body_of = {one.code: one.organisation for one in leaders}
        self._appoint()
        self._act_for(
            {
                "researcher": Ref("parties.person", leaders[0].code),
                "institution_office": Ref("parties.organisation", bodies[0].code),
                "company": Ref("parties.organisation", bodies[4].code),
            }
        )

    def _account(self, role: str) -> str:
        """The first login of a role; empty in a home without logins."""
        return next(iter(self.accounts.get(role, ())), "")

    def _act_for(self, scopes: Mapping[str, Ref]) -> None:
        """The demonstration's logins of these roles act for one party, not for every one."""
        for role, scope in scopes.items():
            if self._account(role):
                self._limit(self._account(role), role, scope)

    def _limit(self, code: str, role: str, scope: Ref) -> None:
        """The account holds the role for one record only."""
        for grant in holders.grants_of(code, role, self.how["as_of"]):
            rights.end_role(grant.pk, **(self.how | {"version": grant.version}))
        rights.grant_role(code, role, scope=scope, **self.how)

    def _appoint(self) -> None:
        """A director for every project of the term; the first and the last person decide gates."""
        begun = self.setting.first_day(self.setting.years[0])
        pairs = list(zip(self.officers[1:-1], self.setting.projects, strict=False))
        for person, project in pairs:
            office = Office(
                role="program_director",
                scope=Ref("project", project),
                valid_from=begun,
                person=person,
            )
            plan.appoint(office, "実演の任命", **self.how)
        self.deciders = [self.officers[0], self.officers[-1]]
        self.counts["appointments"] = len(pairs)

    def _money(self, clauses: list[str]) -> None:
        accounts, flows = money.compose(self.setting, self.drafts, clauses[0])
        for layer in ("treasury", "ministry", "agency", "programme"):
            self._write("accounts", [a for a in accounts if a.layer == layer], budget.open_accounts)
        self._write("transfers", flows, budget.record_transfers)

    def _calls(self) -> None:
        """A call for every programme and year in which awards began; two that are open now."""
        groups: dict[tuple[int, str], list[Draft]] = defaultdict(list)
        for one in self.drafts:
            if one.follows is None:
                groups[one.year, one.programme.code].append(one)
        rows, applications = [], []
        for (year, programme), members in groups.items():
            opens = self.setting.first_day(year) + timedelta(days=2)
            closes = opens + timedelta(days=40)
            call = f"CALL-{year}-{programme}"[:40]
            name = members[0].programme.name
            rows.append(
                NewCall(
                    code=call,
                    title_ja=f"{year}年度 {name.ja} 実演の公募",
                    title_en=f"FY{year} {name.en}: demonstration call",
                    programme_code=programme,
                    account=money.purse(year, programme),
                    opens_on=opens,
                    closes_on=closes,
                    state="decided",
                )
            )
            free = self._people_of(members)
            for one in members:
                one.call = call
                one.lead(next(free))
                applications.append(self._application(one, call, closes, one.person))
            for one in members:
                applications += [
                    self._application(one, call, closes, person, declined=number)
                    for number, person in zip(range(1, one.declined + 1), free, strict=False)
                ]
        self._write("calls", [*rows, *self._open_calls()], calls.record_calls)
        self._write("applications", applications, calls.record_applications)

    def _open_calls(self) -> Iterator[NewCall]:
        """Two calls that take applications now."""
        for programme in self.setting.programmes[:2]:
            purse = money.purse(self.setting.year, programme.code)
            if any(
                (one.year, one.programme) == (self.setting.year, programme) for one in self.drafts
            ):
                yield NewCall(
                    code=f"CALL-OPEN-{programme.code}"[:40],
                    title_ja=f"{programme.name.ja} 実演の公募（受付中）",
                    title_en=f"{programme.name.en}: demonstration call, open now",
                    programme_code=programme.code,
                    account=purse,
                    opens_on=self.setting.today - timedelta(days=10),
                    closes_on=self.setting.today + timedelta(days=30),
                    upper_yen=50 * STEP,
                    places=3,
                    state="open",
                )

    def _people_of(self, members: list[Draft]) -> Iterator[int]:
        """Whom a call hears from: nobody twice."""
        count = len(self.person_of)
        return iter(dict.fromkeys((members[0].person + step) % count for step in range(count)))

    def _application(
        self, one: Draft, call: str, closes: date, number: int, *, declined: int = 0
    ) -> NewApplication:
        """The one that was adopted, or one that was declined beside it."""
        name = f"{one.number:06d}" + (f"-{declined}" if declined else "")
        asked, person = sum(one.amounts.values()), self.person_of[number]
        return NewApplication(
            code=f"APP-DEMO-{name}",
            call=call,
            principal=person,
            organisation=self.body_of[person],
            title_ja=f"実演の提案 {name}",
            title_en=f"Demonstration proposal {name}",
            requested_yen=asked,
            submitted_on=closes,
            state="declined" if declined else "adopted",
            adopted_yen=None if declined else asked,
            decided_on=closes + timedelta(days=20),
            reason="採点の順による（実演）",
        )

    def _awards(self) -> None:
        serial: dict[int, int] = defaultdict(int)
        scheme = award_rows.scheme(self.how["as_of"])
        if scheme is None:
            raise InputError("demo.numbers", _NO_NUMBERS)
        for one in self.drafts:
            serial[one.year] += 1
            one.code = numbers.generate(scheme, one.year, serial[one.year], (LETTERS,))
        ready = sorted(self.drafts, key=lambda one: one.chain)
        for chain in sorted({one.chain for one in ready}):
            rows = [self._award(one) for one in ready if one.chain == chain]
            self._write("awards", rows, awards.record_awards)

    def _award(self, one: Draft) -> NewAward:
        person = self.person_of[one.person]
        setting = self.setting
        return NewAward(
            title=Text(f"実演の課題 {one.number:05d}", f"Demonstration award {one.number:05d}"),
            organisation=self.body_of[person],
            principal=person,
            code=one.code,
            began_on=one.began_on,
            ends_on=one.ends_on,
            programme=one.programme.code,
            call=one.call,
            application=f"APP-DEMO-{one.number:06d}" if one.call else "",
            opens_account=True,
            funded_from=money.purse(one.year, one.programme.code),
            year_amounts=one.amounts,
            modality=one.modality,
            phase=setting.phases[one.phase] if setting.phases else "",
            domains=(setting.domains[one.domain],) if setting.domains else (),
            completed=one.ends_on < setting.today,
            continues=(one.follows.code,) if one.follows else (),
        )

    def _payments(self) -> None:
        codes = Award.objects.values_list("code", "account__code")
        account_of = {code: str(account) for code, account in codes}
        rows = []
        for one in self.drafts:
            for year, yen in one.amounts.items():
                day = max(one.began_on, self.setting.first_day(year) + timedelta(days=20))
                if year <= self.setting.year and day <= self.setting.today:
                    giver = money.purse(one.year, one.programme.code)
                    rows.append(money.flow(giver, account_of[one.code], yen, day, year, "executed"))
        self._write("transfers", rows, budget.record_transfers)

    def _fates(self) -> None:
        by_code = {one.code: one for one in self.drafts}
        pairs = list(fates.seeds(self.setting, self.drafts))
        self._write("seeds", [seed for seed, _ in pairs], portfolio.record_seeds)
        gates = list(fates.gates(self.setting, pairs, self.deciders))
        self._write("gates", gates, portfolio.record_gates)
        cases = fates.handovers(self.setting, gates, by_code, self.deciders)
        self._write("handovers", cases, portfolio.record_handovers)
        came = fates.outcomes(self.setting, self.drafts)
        written = self._write("outcomes", came, outcomes.record_outcomes)
        first = self.setting.first_month
        self.counted = {
            (one.sort, one.occurred_on.year - (one.occurred_on.month < first))
            for one in written
            if one.verified
        }

    def _evaluation(self, clauses: list[str]) -> None:
        """Actuals of counted indicators; a finding, its answer, and the clause that cites it."""
        years = list(self.setting.years)[-4:-1]
        rows = [
            NewActual(indicator=code, fiscal_year=year, sort=sort)
            for code, sort in self.setting.indicators.items()
            for year in years
            if (sort, year) in self.counted
        ]
        self._write("actuals", rows, evaluation.record_actuals)
        silent = next((one for one in self.drafts if one.fate == "silent"), self.drafts[0])
        today = self.setting.today
        finding = evaluation.record_finding(
            NewFinding(
                about=Ref("awards.award", silent.code),
                text_ja="終了した課題に、後継も終了の理由も記録がない（実演）。",
                text_en="An award ended with neither successor nor reason (demonstration).",
                found_on=today - timedelta(days=90),
            ),
            **self.how,
        )
        answer = evaluation.answer_finding(
            NewResponse(
                finding=finding.code,
                text_ja="終了の18か月前に引継ぎの要否を確かめる（実演）。",
                text_en="Ask about a hand-over 18 months before the end (demonstration).",
                owner_role="funder_staff",
                due_on=today + timedelta(days=60),
            ),
            **(self.how | {"version": finding.version}),
        )
        plan.draft_clause(
            NewClause(
                text_ja="実演の次の計画：終了する課題の引継ぎを必ず確かめる。",
                text_en="Demonstration of the next plan: ask about a hand-over for every award.",
                follows=Ref("plan.clause", clauses[0]),
                cites=(Ref("evaluation.response", answer.code),),
            ),
            **self.how,
        )
        self.counts |= {"findings": 1, "responses": 1, "clauses": self.counts["clauses"] + 1}

    def _tower(self, clauses: list[str]) -> None:
        """Two officers of the ministry that is in hearing, one of the ministry that prepares."""
        made = tower.tower_of(self.setting, clauses, self.accounts)
        self.counts |= tower.build(made, self.say)
        seated = made.seated()
        for code, body in zip(self.accounts.get(MINISTRY, ()), seated, strict=False):
            self._limit(code, MINISTRY, Ref("body", body))


def _parts(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (rows[at : at + size] for at in range(0, len(rows), size))


_NO_NUMBERS: Final = Text(
    "パックに課題の番号の決まり（numbers.award）がありません。pack.tomlに加えてください。",
    "The pack has no scheme for numbers of awards (numbers.award); add it to pack.toml.",
)
