"""Tables under the fields of seeds, gates and hand-overs.

Called by kinds; each shows what the reader may see, as of the day. Criteria and opinions are for
the offices.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.edges import ref_of
from ikkan.awards.kinds.register import OFFICES
from ikkan.budget.queries import statement
from ikkan.budget.rules import Instrument
from ikkan.budget.words import INSTRUMENTS, POTS
from ikkan.parties.models import Person
from ikkan.portfolio import messages
from ikkan.portfolio.edges import GATE
from ikkan.portfolio.models import Handover, Seed
from ikkan.records.kinds import Column, Section
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

INSIDE: Final = frozenset({*OFFICES, "program_officer", "disease_coordinator"})
MONEY_ROLES: Final = frozenset({*OFFICES, "program_officer", "ministry_officer"})
BACK: Final = frozenset({Instrument.RETURN, Instrument.CORRECTION})


def _column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    return Column(label=Text(ja, en), type=type_, choices=choices)


def _awards(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(AWARD, actor).filter(seeds=seed, began_on__lte=as_of)
    for row in rows.order_by("began_on", "pk"):
        programme = Ref("programme", row.programme_code) if row.programme_code else None
        phase = Ref("phase", row.phase) if row.phase else None
        yield ref_of(row.code), programme, phase, row.began_on, row.ends_on


def _support(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(AWARD, actor).filter(seeds=seed, account__isnull=False)
    lines = [
        (line.transfer.made_on, line, row)
        for row in rows.select_related("account").order_by("pk")
        for line in statement(row.account, as_of)
        if line.yen.amount > 0 or line.transfer.instrument in BACK
    ]
    for _, line, row in sorted(lines, key=lambda one: one[0]):
        transfer = line.transfer
        year, pot = transfer.fiscal_year, transfer.pot
        yield year, ref_of(row.code), pot, transfer.instrument, line.yen.amount


def _gates_of_seed(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(GATE, actor).filter(seed=seed, opened_on__lte=as_of)
    for row in rows.order_by("opened_on", "pk"):
        yield Ref(GATE, row.code), row.opened_on, row.decision, row.decided_on


def _opinions(handover: Handover, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = list(handover.opinions.filter(given_on__lte=as_of).order_by("pk"))
    named = dict(
        Person.objects.filter(account_code__in={row.given_by for row in rows}).values_list(
            "account_code", "code"
        )
    )
    for row in rows:
        who = named.get(row.given_by)
        yield row.given_on, Ref("parties.person", who) if who else row.given_by, row.text


_GATE_COLUMNS = (
    _column("記録", "Record", "ref"),
    _column("開いた日", "Opened on", "date"),
    _column("判断", "Decision", "choice", messages.DECISION_LABELS),
    _column("決めた日", "Decided on", "date"),
)
SEED_SECTIONS: Final = (
    Section(
        code="awards",
        label=Text("担う課題", "Awards"),
        columns=(
            _column("課題", "Award", "ref"),
            _column("事業", "Programme", "ref"),
            _column("段階", "Phase", "ref"),
            _column("始まりの日", "First day", "date"),
            _column("終わりの日", "Last day", "date"),
        ),
        rows=_awards,
    ),
    Section(
        code="support",
        label=Text("支援の履歴", "Support over the years"),
        columns=(
            _column("年度", "Fiscal year", "year"),
            _column("課題", "Award", "ref"),
            _column("財源の枠", "Pot", "choice", {**POTS}),
            _column("手段", "Instrument", "choice", {**INSTRUMENTS}),
            _column("額", "Amount", "yen"),
        ),
        rows=_support,
        roles=MONEY_ROLES,
    ),
    Section(
        code="gates",
        label=Text("ゲート", "Gates"),
        columns=_GATE_COLUMNS,
        rows=_gates_of_seed,
    ),
)

HANDOVER_SECTIONS: Final = (
    Section(
        code="opinions",
        label=Text("意見", "Opinions"),
        columns=(
            _column("日", "Day", "date"),
            _column("述べた人", "Given by", "ref"),
            _column("意見", "Opinion", "long"),
        ),
        rows=_opinions,
        roles=INSIDE,
    ),
)
