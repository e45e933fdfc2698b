"""Exit plans and milestones as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from ikkan.audit import policy
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.portfolio.industry import actions, forms, messages, words
from ikkan.portfolio.industry.kinds.seen import (
    code_of,
    column,
    named,
    seed_field,
    seen,
    typed,
)
from ikkan.portfolio.industry.models import ExitPlan, Milestone
from ikkan.portfolio.industry.reaching import seed_of
from ikkan.portfolio.industry.rules import EXIT, MILESTONE, NewExit, NewMilestone
from ikkan.records.kinds import Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

SOON: Final = timedelta(days=30)
_MOST_WORK: Final = 50
_KEEPERS: Final = frozenset({"researcher", "program_officer"})


def _plan(_: None, data: dict[str, Any], **who: Any) -> ExitPlan:
    seed = data.pop("seed")
    return actions.plan_exit(seed, NewExit(**data), **who)


def _revise(plan: ExitPlan, data: dict[str, Any], **who: Any) -> ExitPlan:
    return actions.plan_exit(plan.seed.code, NewExit(**data), **who)


def _set(_: None, data: dict[str, Any], **who: Any) -> Milestone:
    new = NewMilestone(
        title=Text(data["title_ja"], data["title_en"]), due_on=data["due_on"], owner=data["owner"]
    )
    return actions.set_milestone(data["seed"], new, **who)


def _move(one: Milestone, data: dict[str, Any], **who: Any) -> Milestone:
    return actions.move_milestone(one.code, data["due_on"], data["reason"], **who)


def _reach(one: Milestone, data: dict[str, Any], **who: Any) -> Milestone:
    return actions.reach_milestone(one.code, **data, **who)


def _done(one: Milestone) -> Text | None:
    if one.done_on is None:
        return None
    return messages.DONE.format(code=one.code, day=one.done_on)


def _milestones(plan: ExitPlan, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(MILESTONE, actor).filter(seed=plan.seed).order_by("due_on", "pk"):
        yield Ref(MILESTONE, one.code), one.planned_on, one.due_on, one.done_on


def _moves(one: Milestone, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for move in one.moves:
        days = [date.fromisoformat(move[name]) for name in ("on", "from", "to")]
        yield (*days, move["reason"])


def _waiting(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Milestones that are due within a month or late, for who keeps them."""
    if SYSTEM_ROLE in actor.roles or not policy.within_reach("can_keep_industry", actor):
        return
    rows = visible(MILESTONE, actor).filter(done_on__isnull=True, due_on__lte=as_of + SOON)
    for one in rows.order_by("due_on", "pk")[:_MOST_WORK]:
        yield WorkItem(
            ref=Ref(MILESTONE, one.code),
            verb=_SETTLE,
            title=one.title,
            due=one.due_on,
            write="reach",
            group="mine" if actor.roles & _KEEPERS else "others",
        )


_SETTLE: Final = Text("達成か新しい期日を記録する", "Record it as reached, or a new day")
_DUE: Final = Text("今の期日", "Due now")

register(
    Kind(
        code=EXIT,
        path="exits/plans",
        label=Text("出口戦略", "Exit plan"),
        plural=Text("出口戦略", "Exit plans"),
        lead=Text(
            "シーズをどの道筋で、どのような相手に、どうなれば、いつ渡すか。どの段階からでも立てられます。",
            "By which route, to what partner, on what conditions and when a seed is passed on; "
            "from any phase.",
        ),
        model=ExitPlan,
        title=lambda plan: named(plan, "出口戦略", "Exit plan"),
        value=lambda plan: words.ROUTES[plan.route],
        fields=(
            seed_field(),
            Field("route", Text("道筋", "Route"), "choice", choices=words.ROUTES, filter=True),
            Field(
                "partner", Text("相手", "Partner"), "choice", choices=words.PARTNERS, filter=True
            ),
            Field("planned_on", Text("予定の日", "Planned day"), "date"),
            Field("product_type", Text("製品の種類", "Product type"), "ref", kind="tag"),
            Field("regulatory_path", Text("薬事の道筋", "Regulatory path"), "ref", kind="tag"),
            Field("conditions", Text("渡せる条件", "Conditions"), "long", listed=False),
        ),
        sections=(
            Section(
                code="milestones",
                label=Text("マイルストーン", "Milestones"),
                columns=(
                    column("達すること", "To be reached", "ref"),
                    column("初めの計画", "First planned", "date"),
                    column("今の期日", "Due now", "date"),
                    column("達成の日", "Reached on", "date"),
                ),
                rows=_milestones,
            ),
        ),
        writes=(
            Write(
                code="plan",
                label=Text("出口戦略を立てる", "Plan the exit"),
                permission="can_keep_industry",
                form=forms.ExitForm,
                act=_plan,
                on="new",
            ),
            Write(
                code="revise",
                label=Text("改める", "Revise"),
                permission="can_keep_industry",
                form=forms.ReviseExitForm,
                act=_revise,
            ),
        ),
        sight=seen("seed__awards", watched=True),
        scope=seed_of,
        related=("seed",),
    )
)
register(
    Kind(
        code=MILESTONE,
        path="exits/milestones",
        label=Text("マイルストーン", "Milestone"),
        plural=Text("マイルストーン", "Milestones"),
        lead=Text(
            "シーズが達することと、その期日。出口戦略がまだなくても置けます。初めの計画は残り、"
            "遅れが数えられます。",
            "What a seed is to reach, and by when, with or without an exit plan. The first plan "
            "stays, so that slips are counted.",
        ),
        model=Milestone,
        title=lambda one: one.title,
        fields=(
            seed_field(),
            Field("title_ja", Text("達すること（日本語）", "In Japanese"), "long", listed=False),
            Field("title_en", Text("達すること（英語）", "In English"), "long", listed=False),
            Field("planned_on", Text("初めの計画", "First planned"), "date"),
            Field("due_on", _DUE, "date"),
            Field("done_on", Text("達成の日", "Reached on"), "date"),
            Field("owner", Text("担当者", "Owner"), "ref", code_of("owner"), kind="parties.person"),
            Field("evidence", Text("根拠", "Evidence"), "long", listed=False),
            Field(
                "evidence_ref",
                Text("根拠となる記録", "Record that is the evidence"),
                "ref",
                typed("evidence_ref"),
                listed=False,
            ),
        ),
        sections=(
            Section(
                code="moves",
                label=Text("期日の変更", "How the day moved"),
                columns=(
                    column("変えた日", "Moved on", "date"),
                    column("前の期日", "From", "date"),
                    column("後の期日", "To", "date"),
                    column("理由", "Reason", "long"),
                ),
                rows=_moves,
            ),
        ),
        writes=(
            Write(
                code="set",
                label=Text("マイルストーンを置く", "Set a milestone"),
                permission="can_keep_industry",
                form=forms.MilestoneForm,
                act=_set,
                on="new",
            ),
            Write(
                code="reach",
                label=Text("達成を記録する", "Record as reached"),
                permission="can_keep_industry",
                form=forms.ReachForm,
                act=_reach,
                why_not=_done,
            ),
            Write(
                code="move",
                label=Text("期日を動かす", "Move the day"),
                permission="can_keep_industry",
                form=forms.MoveForm,
                act=_move,
                why_not=_done,
            ),
        ),
        sight=seen("seed__awards", watched=True),
        scope=seed_of,
        related=("seed", "owner"),
        order=("due_on", "pk"),
        work=_waiting,
    )
)
