"""What the page of a seed shows of its way to industry; a confidence only to who handles it.

Called by the kind of seeds. Each table holds what the reader may see of its own kind of record.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.portfolio.industry import queries, words
from ikkan.portfolio.industry.rules import (
    DEAL,
    EXIT,
    INTEREST,
    MILESTONE,
    NOTE,
    READINESS,
    SUPPORT,
    ref_or_none,
)
from ikkan.portfolio.models import Seed
from ikkan.portfolio.rules import DECIDERS
from ikkan.portfolio.seeds.queries import family_codes
from ikkan.records.kinds import Column, Section
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_INSIDE: Final = frozenset(
    {"funder_staff", "disease_coordinator", "auditor", "program_officer", *DECIDERS}
    | {"researcher", "institution_office"}
)
_HANDLERS: Final = frozenset({"funder_staff", "disease_coordinator"})
_WATCHED: Final = _INSIDE | {"hq_officer", "ministry_officer"}


def _column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    return Column(label=Text(ja, en), type=type_, choices=choices)


def _summary(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    if not visible(READINESS, actor).filter(seed=seed).exists():
        return
    found = queries.readiness([seed], as_of)[seed.pk]
    yield (
        found.wanted,
        found.evidenced,
        found.working,
        found.open,
        found.unowned,
        found.overdue,
    )


def _readiness(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(READINESS, actor).filter(seed=seed).order_by("pk")
    for one in rows:
        owner = Ref("parties.person", one.owner.code) if one.owner is not None else None
        evidence = ref_or_none(one.evidence_ref)
        yield Ref(READINESS, one.code), one.state, owner, one.due_on, one.evidence, evidence


def _notes(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(NOTE, actor).filter(seed=seed, noted_on__lte=as_of).order_by("sort", "pk"):
        yield (
            Ref(NOTE, one.code),
            one.sort,
            one.holder,
            one.stage,
            one.standing or None,
            one.noted_on,
        )


def _exit(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(EXIT, actor).filter(seed=seed):
        yield Ref(EXIT, one.code), one.route, one.partner, one.planned_on


def _milestones(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in sorted(
        queries.milestones(actor, as_of, seeds=family_codes(seed)), key=lambda one: one.slip.due_on
    ):
        one, slip = row.milestone, row.slip
        yield Ref(MILESTONE, one.code), slip.planned_on, slip.due_on, slip.done_on, slip.days


def _support(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(SUPPORT, actor).filter(seed=seed, asked_on__lte=as_of).order_by("pk"):
        scheme = Ref("programme", one.scheme) if one.scheme else None
        yield Ref(SUPPORT, one.code), one.category, scheme, one.asked_on, one.state


def _deals(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(DEAL, actor).filter(seed=seed, signed_on__lte=as_of).order_by("pk"):
        counted = Ref("outcomes.outcome", one.outcome.code) if one.outcome is not None else None
        yield Ref(DEAL, one.code), one.signed_on, counted


def _interests(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    """Those that the reader handles; empty for everybody else of the same role."""
    for one in queries.interested(seed, actor):
        yield Ref(INTEREST, one.code), Ref("parties.organisation", one.company.code), one.text


SEED_SECTIONS: Final = (
    Section(
        code="readiness_counts",
        label=Text("企業導出の条件：件数", "Licence readiness, counted"),
        columns=(
            _column("当てはまる条件", "Conditions that apply", "number"),
            _column("根拠あり", "With evidence", "number"),
            _column("準備中", "In preparation", "number"),
            _column("未着手", "Not begun", "number"),
            _column("担当者なし", "Without owner", "number"),
            _column("期日超過", "Overdue", "number"),
        ),
        rows=_summary,
        roles=_INSIDE,
        note=Text(
            "根拠のある条件の数です。点数は付けません。",
            "How many conditions have evidence; there is no score.",
        ),
    ),
    Section(
        code="readiness",
        label=Text("企業導出の条件整備", "Licence readiness"),
        columns=(
            _column("条件", "Condition", "ref"),
            _column("状態", "State", "choice", words.ITEM_STATES),
            _column("担当者", "Owner", "ref"),
            _column("期日", "Due day", "date"),
            _column("根拠", "Evidence", "long"),
            _column("根拠となる記録", "Record", "ref"),
        ),
        rows=_readiness,
        roles=_INSIDE,
    ),
    Section(
        code="industry_notes",
        label=Text("競合・市場・データ・知財", "Competitors, market, data and IP"),
        columns=(
            _column("調べ", "Note", "ref"),
            _column("種類", "Sort", "choice", words.NOTE_SORTS),
            _column("保有者", "Who has it"),
            _column("到達段階", "How far it is"),
            _column("比べた結果", "Comparison", "choice", words.STANDINGS),
            _column("確かめた日", "As of", "date"),
        ),
        rows=_notes,
        roles=_INSIDE,
    ),
    Section(
        code="exit",
        label=Text("出口戦略", "Exit plan"),
        columns=(
            _column("出口戦略", "Exit plan", "ref"),
            _column("道筋", "Route", "choice", words.ROUTES),
            _column("相手", "Partner", "choice", words.PARTNERS),
            _column("予定の日", "Planned day", "date"),
        ),
        rows=_exit,
        roles=_WATCHED,
    ),
    Section(
        code="milestones",
        label=Text("マイルストーン", "Milestones"),
        columns=(
            _column("達すること", "To be reached", "ref"),
            _column("初めの計画", "First planned", "date"),
            _column("今の期日", "Due now", "date"),
            _column("達成の日", "Reached on", "date"),
            _column("遅れ（日）", "Slip in days", "number"),
        ),
        rows=_milestones,
        roles=_WATCHED,
    ),
    Section(
        code="accompaniment",
        label=Text("伴走支援", "Accompanying support"),
        columns=(
            _column("支援", "Support", "ref"),
            _column("区分", "Category", "choice", words.CATEGORIES),
            _column("枠組み", "Scheme", "ref"),
            _column("依頼の日", "Asked on", "date"),
            _column("状態", "State", "choice", words.SUPPORT_STATES),
        ),
        rows=_support,
        roles=_WATCHED,
    ),
    Section(
        code="deals",
        label=Text("契約・出資", "Deals"),
        columns=(
            _column("契約・出資", "Deal", "ref"),
            _column("契約の日", "Signed on", "date"),
            _column("数えた成果", "Counted as", "ref"),
        ),
        rows=_deals,
        roles=_INSIDE,
    ),
    Section(
        code="confidences",
        label=Text("内密の関心（あなたが扱うもの）", "Interests in confidence that you handle"),
        columns=(
            _column("関心", "Interest", "ref"),
            _column("企業", "Company", "ref"),
            _column("内容", "What it is about", "long"),
        ),
        rows=_interests,
        roles=_HANDLERS,
    ),
)
