"""Gates and moves of phase as the engine of records shows them.

Called at start. Members of a panel see the gate they judge; criteria, evidence and money are for
the offices.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ikkan.audit.actor import Reach
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.kinds.register import OFFICES
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.plan.offices import scopes_of
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio import messages
from ikkan.portfolio.edges import GATE, SEED
from ikkan.portfolio.gating import actions, forms, page, waiting
from ikkan.portfolio.gating.messages import NO_MONEY, SETTLED
from ikkan.portfolio.gating.moving import KIND as MOVE
from ikkan.portfolio.gating.moving import phase_label
from ikkan.portfolio.gating.sections import INSIDE, SECTIONS
from ikkan.portfolio.models import Gate, GateMoney, PhaseMove
from ikkan.portfolio.rules import CONDITIONAL, PENDING, Decision
from ikkan.portfolio.words import award_title, title_of
from ikkan.records.kinds import Field, Kind, Write, register
from ikkan.records.sight import EVERYTHING, Own, Sight, Within, sights
from ikkan.review.actions import KIND as SUBJECT
from ikkan.review.permissions import OUTSIDE
from ikkan.values.text import Text


def _gate_sight() -> tuple[Sight, ...]:
    """As awards are seen; joint gates by each of their awards; members of the panel besides."""
    seen = dict.fromkeys((*OFFICES, "ministry_officer", "disease_coordinator"), EVERYTHING)
    own = Own("subject__members__person__account_code")
    officer = (
        Within("programme", "award__programme_code"),
        Within("programme", "joined__award__programme_code"),
        own,
    )
    principal = (
        Within("parties.person", "award__principal__code"),
        Within("parties.person", "joined__award__principal__code"),
        own,
    )
    outside = dict.fromkeys(
        (role for role in OUTSIDE if role not in ("researcher", "ministry_officer")), own
    )
    return sights(**seen, program_officer=officer, researcher=principal, **outside)


def _code_of(name: str) -> Any:
    def value(record: Any) -> str | None:
        found = getattr(record, name)
        return None if found is None else found.code

    return value


def _of_gate(gate: Gate) -> Reach:
    return scopes_of(gate.award.programme_code, timezone.localdate())


def _open(_: Any, data: dict[str, Any], **how: Any) -> Gate:
    return portfolio.open_gate(**data, **how)


def _decide(gate: Gate, data: dict[str, Any], **how: Any) -> Gate:
    return portfolio.decide_gate(gate.code, Decision(**data), **how)


def _convene(gate: Gate, data: dict[str, Any], **how: Any) -> Gate:
    return actions.convene_gate(gate.code, **data, **how)


def _evidence(gate: Gate, data: dict[str, Any], **how: Any) -> Gate:
    return actions.add_evidence(gate.code, **data, **how)


def _settle(gate: Gate, data: dict[str, Any], **how: Any) -> Gate:
    return actions.settle_money(gate.code, **how)


def _move(_: Any, data: dict[str, Any], **how: Any) -> PhaseMove:
    return actions.move_phase(**data, **how)


def _over(gate: Gate) -> Text | None:
    if gate.decision in (PENDING, CONDITIONAL):
        return None
    return messages.FINAL.format(state=messages.DECISION_LABELS[gate.decision])


def _has_case(gate: Gate) -> Text | None:
    if gate.subject is not None:
        return page.HAS_CASE.format(subject=gate.subject.code)
    return _over(gate)


def _no_money(gate: Gate) -> Text | None:
    money = GateMoney.objects.filter(gate=gate).first()
    if money is None:
        return NO_MONEY
    return SETTLED.format(day=money.settled_on) if money.settled_on else None


def _move_title(move: PhaseMove) -> Text:
    to, name = phase_label(move.to_phase, timezone.localdate()), award_title(move.award)
    return Text(f"{name.ja}：{to.ja}へ", f"{name.en}: to {to.en}")


_REASON = Field("reason", Text("理由", "Reason"), "long", listed=False, roles=INSIDE)
_AWARD = Field("award", Text("課題", "Award"), "ref", _code_of("award"), kind=AWARD)
_SEED = Field("seed", Text("シーズ", "Seed"), "ref", _code_of("seed"), kind=SEED)

register(
    Kind(
        code=GATE,
        path="gates",
        label=Text("ステージゲート", "Stage gate"),
        plural=Text("ステージゲート", "Stage gates"),
        lead=Text(
            "次の段階へ進むかを、基準ごとに確かめて決める点。",
            "Where it is decided, criterion by criterion, whether an award goes on.",
        ),
        model=Gate,
        station="gate",
        title=title_of,
        value=lambda gate: messages.DECISION_LABELS[gate.decision],
        begins="opened_on",
        fields=(
            _AWARD,
            Field("template", Text("ゲートの型", "Gate template"), "ref", kind="gate", filter=True),
            _SEED,
            Field("opened_on", Text("開いた日", "Opened on"), "date"),
            Field(
                *("decision", Text("判断", "Decision"), "choice"),
                choices=messages.DECISION_LABELS,
                filter=True,
            ),
            Field("decided_on", Text("決めた日", "Decided on"), "date"),
            Field(
                *("decided_by", Text("決めた人", "Decided by"), "ref", _code_of("decided_by")),
                kind="parties.person",
                listed=False,
            ),
            Field("due_on", Text("条件の期日", "Due day of the conditions"), "date"),
            Field(
                *("to_programme", Text("方向転換で移る事業", "Programme to which it turns"), "ref"),
                kind="programme",
                listed=False,
            ),
            Field(
                *("to_modality", Text("方向転換で移るモダリティ", "Modality to which it turns")),
                type="choice",
                choices=MODALITY_LABELS,
                listed=False,
            ),
            Field(
                *("subject", Text("意見を聴く案件", "Case before a panel"), "ref"),
                value=_code_of("subject"),
                kind=SUBJECT,
                listed=False,
            ),
            _REASON,
        ),
        sections=SECTIONS,
        writes=(
            Write(
                code="open",
                label=Text("ゲートを開く", "Open a gate"),
                permission="can_open_gate",
                form=forms.OpenGateForm,
                act=_open,
                on="new",
            ),
            Write(
                code="decide",
                label=Text("判断する", "Decide"),
                permission="can_decide_gate",
                form=forms.DecideGateForm,
                act=_decide,
                lead=Text(
                    "職務、利益相反、案件があれば定足数を確かめてから記録します。",
                    "Office, conflicts of interest and, where there is a case, the quorum are "
                    "checked before it is recorded.",
                ),
                why_not=_over,
            ),
            Write(
                code="convene",
                label=Text("意見を聴く案件を開く", "Ask a panel"),
                permission="can_convene_gate",
                form=forms.ConveneForm,
                act=_convene,
                why_not=_has_case,
            ),
            Write(
                code="evidence",
                label=Text("証拠を付ける", "Add evidence"),
                permission="can_add_evidence",
                form=forms.EvidenceForm,
                act=_evidence,
                why_not=_over,
            ),
            Write(
                code="money",
                label=Text("残りの額を処理する", "Deal with the money left"),
                permission="can_settle_gate_money",
                form=forms.SettleForm,
                act=_settle,
                lead=Text(
                    "判断で決めた扱いのとおり、翌年度以降の額を止め、戻す額は資金の移動に記録します。",
                    "Done as the decision says: later years are stopped, what goes back becomes "
                    "transfers of the ledger.",
                ),
                why_not=_no_money,
            ),
        ),
        sight=_gate_sight(),
        scope=_of_gate,
        related=("award", "seed", "decided_by", "subject"),
        work=waiting.gates,
        template="portfolio/gating_gate.html",
        context=page.context,
    )
)
register(
    Kind(
        code=MOVE,
        path="phase-moves",
        label=Text("段階の移動", "Move of phase"),
        plural=Text("段階の移動", "Moves of phase"),
        lead=Text(
            "課題が次の段階に進んだ記録。前のゲートを通過したか、例外の理由があります。",
            "Awards that went to a later phase, after a gate or as a reasoned exception.",
        ),
        model=PhaseMove,
        title=_move_title,
        begins="moved_on",
        fields=(
            _AWARD,
            _SEED,
            Field("from_phase", Text("前の段階", "From phase"), "ref", kind="phase"),
            Field("to_phase", Text("進んだ段階", "To phase"), "ref", kind="phase", filter=True),
            Field("gate", Text("ゲート", "Gate"), "ref", _code_of("gate"), kind=GATE),
            Field(
                *("exception", Text("例外の理由", "Why an exception was made"), "long"),
                listed=False,
                roles=INSIDE,
            ),
            Field("moved_on", Text("日", "Day"), "date"),
        ),
        writes=(
            Write(
                code="move",
                label=Text("次の段階に進める", "Move to a later phase"),
                permission="can_move_phase",
                form=forms.MoveForm,
                act=_move,
                on="new",
                follows=lambda record: not isinstance(record, Gate),
            ),
        ),
        sight=sights(
            **dict.fromkeys((*OFFICES, "ministry_officer", "disease_coordinator"), EVERYTHING),
            program_officer=Within("programme", "award__programme_code"),
            researcher=Within("parties.person", "award__principal__code"),
        ),
        scope=lambda move: scopes_of(move.award.programme_code, timezone.localdate()),
        related=("award", "seed", "gate"),
    )
)
