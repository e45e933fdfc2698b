"""Seeds, gates and hand-overs as the engine of records shows them.

Called at start. Reasons, criteria and opinions are for the offices; the decisions are for all who
see the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from ikkan.audit.actor import Reach
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.kinds.register import OFFICES
from ikkan.plan.offices import scopes_of
from ikkan.portfolio import actions, forms, messages, sections, work
from ikkan.portfolio.checks import PASSED
from ikkan.portfolio.edges import GATE, HANDOVER, SEED
from ikkan.portfolio.matching import actions as matching
from ikkan.portfolio.matching import forms as matching_forms
from ikkan.portfolio.matching import page
from ikkan.portfolio.matching.messages import LINK_LABELS, ROUTE_LABELS
from ikkan.portfolio.matching.planning import KIND as ROUND
from ikkan.portfolio.models import Gate, Handover
from ikkan.portfolio.rules import DECIDED, PROPOSED
from ikkan.portfolio.words import title_of
from ikkan.records.kinds import Field, Kind, Write, register
from ikkan.records.sight import EVERYTHING, Own, Sight, Within, sights
from ikkan.values.text import Text


def _sight(path: str) -> tuple[Sight, ...]:
    """`path` leads from the record to its award."""
    seen = dict.fromkeys((*OFFICES, "ministry_officer", "disease_coordinator"), EVERYTHING)
    return sights(
        **seen,
        program_officer=Within("programme", f"{path}__programme_code"),
        researcher=Within("parties.person", f"{path}__principal__code"),
    )


def _handover_sight() -> tuple[Sight, ...]:
    """Also cases lent to an officer of another programme, until the day named."""
    lent = Own("lendings__account", until="lendings__until")
    within = Within("programme", "award__programme_code")
    rows = [row for row in _sight("award") if row.role != "program_officer"]
    return (*rows, *sights(program_officer=(within, lent)))


def _of_programme(record: Gate | Handover) -> Reach:
    return scopes_of(record.award.programme_code, timezone.localdate())


def _code_of(name: str) -> Any:
    def value(record: Any) -> str | None:
        found = getattr(record, name)
        return None if found is None else found.code

    return value


def _propose_case(_: Any, data: dict[str, Any], **how: Any) -> Handover:
    return matching.propose_case(matching.NewCase(**data), **how)


def _lend(handover: Handover, data: dict[str, Any], **how: Any) -> Handover:
    return matching.lend_case(handover.code, **data, **how)


def _propose(_: Any, data: dict[str, Any], **how: Any) -> Handover:
    return actions.propose_handover(**data, **how)


def _opine(handover: Handover, data: dict[str, Any], **how: Any) -> Handover:
    return actions.give_opinion(handover.code, data["text"], **how)


def _decide_handover(handover: Handover, data: dict[str, Any], **how: Any) -> Handover:
    return actions.decide_handover(handover.code, **data, **how)


def _link(handover: Handover, data: dict[str, Any], **how: Any) -> Handover:
    return actions.link_successor(handover.code, **data, **how)


def _final(labels: Mapping[str, Text], state: str) -> Text:
    return messages.FINAL.format(state=labels[state])


def _may_pass_on(record: Any) -> bool:
    """A gate hands over once it was passed; awards and seeds at any time."""
    return not isinstance(record, Gate) or record.decision in PASSED


def _handover_over(handover: Handover) -> Text | None:
    if handover.state == PROPOSED:
        return None
    return _final(messages.HANDOVER_LABELS, handover.state)


def _no_successor_yet(handover: Handover) -> Text | None:
    if handover.to_award is not None:
        return messages.LINKED_BEFORE.format(handover=handover.code, award=handover.to_award.code)
    if handover.state != DECIDED:
        label = messages.HANDOVER_LABELS[handover.state]
        return messages.NOT_DECIDED.format(handover=handover.code, state=label)
    return None


_AWARD_FIELD = Field("award", Text("課題", "Award"), "ref", _code_of("award"), kind=AWARD)
_SEED_FIELD = Field("seed", Text("シーズ", "Seed"), "ref", _code_of("seed"), kind=SEED)
_DECIDER = Field(
    *("decided_by", Text("決めた人", "Decided by"), "ref", _code_of("decided_by")),
    kind="parties.person",
    listed=False,
)
_DECIDED_ON = Field("decided_on", Text("決めた日", "Decided on"), "date")
_REASON = Field("reason", Text("理由", "Reason"), "long", listed=False, roles=sections.INSIDE)

register(
    Kind(
        code=HANDOVER,
        path="handovers",
        label=Text("引継ぎ", "Hand-over"),
        plural=Text("引継ぎ", "Hand-overs"),
        lead=Text(
            "課題を次の事業へ渡す提案、意見、決定と、後継の課題。",
            "Proposals to hand an award to another programme: opinions, decision, successor.",
        ),
        model=Handover,
        station="handover",
        title=title_of,
        value=lambda handover: messages.HANDOVER_LABELS[handover.state],
        begins="proposed_on",
        fields=(
            _AWARD_FIELD,
            Field("gate", Text("ゲート", "Gate"), "ref", _code_of("gate"), kind=GATE, listed=False),
            _SEED_FIELD,
            Field(
                *("to_programme", Text("引継ぎ先の事業", "Programme that takes up"), "ref"),
                kind="programme",
                filter=True,
            ),
            Field(
                *("to_award", Text("後継の課題", "Successor award"), "ref", _code_of("to_award")),
                kind=AWARD,
            ),
            Field(
                *("link", Text("引継ぎの種類", "How it came"), "choice"),
                choices=LINK_LABELS,
                filter=True,
            ),
            Field(
                *("route", Text("受け方", "How it is taken up"), "choice"),
                choices=ROUTE_LABELS,
                listed=False,
                filter=True,
            ),
            Field(
                "call",
                Text("受ける公募", "Call"),
                "ref",
                _code_of("call"),
                kind="calls.call",
                listed=False,
            ),
            Field(
                "round",
                Text("調整の回", "Coordination round"),
                "ref",
                _code_of("round"),
                kind=ROUND,
                listed=False,
            ),
            Field("proposed_on", Text("提案の日", "Proposed on"), "date"),
            Field(
                *("state", Text("状態", "State"), "choice"),
                choices=messages.HANDOVER_LABELS,
                filter=True,
            ),
            _DECIDED_ON,
            _DECIDER,
            Field(
                *("proposal", Text("提案の理由", "Why it was proposed"), "long"),
                listed=False,
                roles=sections.INSIDE,
            ),
            Field(
                *("differs", Text("案と違う理由", "Why it differs from the plan"), "long"),
                listed=False,
                roles=sections.INSIDE,
            ),
            _REASON,
        ),
        sections=sections.HANDOVER_SECTIONS,
        writes=(
            Write(
                code="propose",
                label=Text("引継ぎを提案する", "Propose a hand-over"),
                permission="can_propose_handover",
                form=forms.ProposeForm,
                act=_propose,
                on="new",
                follows=_may_pass_on,
            ),
            Write(
                code="case",
                label=Text("引継ぎの案件を起こす", "Open a case"),
                permission="can_propose_case",
                form=matching_forms.CaseForm,
                act=_propose_case,
                on="new",
            ),
            Write(
                code="lend",
                label=Text("他の事業の人に開く", "Open it to another unit"),
                permission="can_lend_case",
                form=matching_forms.LendForm,
                act=_lend,
                lead=Text(
                    "期限まで、この案件だけが見えます。だれに、なぜ開いたかが残ります。",
                    "They see this case alone until that day; to whom and why is kept.",
                ),
            ),
            Write(
                code="opinion",
                label=Text("意見を述べる", "Give an opinion"),
                permission="can_give_opinion",
                form=forms.OpinionForm,
                act=_opine,
                why_not=_handover_over,
            ),
            Write(
                code="decide",
                label=Text("決める", "Decide"),
                permission="can_decide_handover",
                form=forms.DecideHandoverForm,
                act=_decide_handover,
                lead=Text(
                    "職務と利益相反を確かめてから記録します。",
                    "Office and conflicts of interest are checked before it is recorded.",
                ),
                why_not=_handover_over,
            ),
            Write(
                code="successor",
                label=Text("後継の課題を結ぶ", "Link the successor"),
                permission="can_link_successor",
                form=forms.SuccessorForm,
                act=_link,
                why_not=_no_successor_yet,
            ),
        ),
        sight=_handover_sight(),
        scope=_of_programme,
        related=("award", "seed", "gate", "to_award", "decided_by", "call", "round"),
        template="portfolio/matching_case.html",
        context=page.of_case,
        work=work.handovers,
    )
)
