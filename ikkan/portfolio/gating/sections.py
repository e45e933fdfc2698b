"""Tables under the fields of a gate: criteria, evidence, joint awards, money, moves, hand-overs.

Called by kinds; each shows what the reader may see, as of the day. Criteria, evidence and money
are for the offices.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.edges import ref_of
from ikkan.awards.kinds.register import OFFICES
from ikkan.portfolio import messages
from ikkan.portfolio.edges import GATE, HANDOVER
from ikkan.portfolio.gating import queries
from ikkan.portfolio.gating.messages import FATE_LABELS
from ikkan.portfolio.models import Evidence, Gate, GateMoney
from ikkan.records.kinds import Column, Section
from ikkan.records.queries import visible
from ikkan.review.messages import POSITION_LABELS
from ikkan.values.ref import Ref
from ikkan.values.text import Text

INSIDE: Final = frozenset({*OFFICES, "program_officer", "disease_coordinator"})
MONEY: Final = frozenset({*OFFICES, "program_officer", "ministry_officer"})
_ANSWERS = {"yes": Text("満たす", "Met"), "no": Text("満たさない", "Not met")}


def _column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    return Column(label=Text(ja, en), type=type_, choices=choices)


def _criteria(gate: Gate, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    answers = {True: "yes", False: "no"}
    said = queries.words_of([one.get("code", "") for one in gate.criteria], as_of)
    for place, one in enumerate(gate.criteria, start=1):
        text = Text(one["text_ja"], one["text_en"] or one["text_ja"])
        code = one.get("code", "")
        needed = said[code][1] if code in said else None
        source = Ref("gate_criterion", code) if code in said else None
        yield place, text, needed, source, answers.get(one["met"]), one["note"]


def _evidence(gate: Gate, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in Evidence.objects.filter(gate=gate, given_on__lte=as_of):
        yield (
            row.place + 1,
            row.text,
            Ref.parse(row.ref) if row.ref else None,
            Ref("files.file", row.file) if row.file else None,
            row.given_on,
        )


def _joint(gate: Gate, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    awards = queries.awards_of(gate)
    if len(awards) == 1:
        return
    seen = {row.pk for row in visible(AWARD, actor).filter(pk__in=[one.pk for one in awards])}
    voices = {one.programme: one for one in queries.voices(gate, awards, as_of)}
    for award in awards:
        voice = voices[award.programme_code]
        people = [Ref("parties.person", code) for code in voice.holders]
        seats = voice.seats if INSIDE & actor.roles or "system" in actor.roles else ()
        position = seats[0].position if seats else None
        programme = Ref("programme", award.programme_code) if award.programme_code else None
        if award.pk in seen:
            yield ref_of(award.code), programme, people[0] if people else None, position


def _money(gate: Gate, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    money = GateMoney.objects.filter(gate=gate).first()
    if money is None:
        return
    first = Ref("budget.transfer", money.transfers[0]) if money.transfers else None
    yield (
        money.fate,
        money.from_year,
        money.remaining_yen,
        money.balance_yen,
        money.settled_on,
        money.settled_yen if money.settled_on else None,
        first,
    )


def _transfers(gate: Gate, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    money = GateMoney.objects.filter(gate=gate).first()
    codes = money.transfers if money is not None else []
    for row in visible("budget.transfer", actor).filter(code__in=codes).order_by("pk"):
        yield Ref("budget.transfer", row.code), row.made_on, row.fiscal_year, row.yen


def _handovers(gate: Gate, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(HANDOVER, actor).filter(gate=gate, proposed_on__lte=as_of)
    for row in rows.order_by("proposed_on", "pk"):
        yield Ref(HANDOVER, row.code), row.proposed_on, row.state, row.decided_on


def _passes(gate: Gate, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    """Other passes of the award through the same gate: where the modality loops."""
    rows = visible(GATE, actor).filter(award=gate.award_id, template=gate.template)
    for row in rows.exclude(pk=gate.pk).filter(opened_on__lte=as_of).order_by("opened_on", "pk"):
        yield Ref(GATE, row.code), row.opened_on, row.decision, row.decided_on


SECTIONS: Final = (
    Section(
        code="criteria",
        label=Text("判断の基準", "Criteria"),
        columns=(
            _column("番号", "No.", "number"),
            _column("基準", "Criterion", "text2"),
            _column("要る証拠", "Evidence needed", "text2"),
            _column("印刷された基準", "As printed", "ref"),
            _column("答え", "Answer", "choice", _ANSWERS),
            _column("備考", "Note", "long"),
        ),
        rows=_criteria,
        roles=INSIDE,
    ),
    Section(
        code="evidence",
        label=Text("証拠", "Evidence"),
        columns=(
            _column("基準の番号", "Criterion", "number"),
            _column("説明", "What it shows", "long"),
            _column("記録", "Record", "ref"),
            _column("添付", "File", "ref"),
            _column("日", "Day", "date"),
        ),
        rows=_evidence,
        roles=INSIDE,
    ),
    Section(
        code="joint",
        label=Text("合同の課題", "Awards of the joint gate"),
        columns=(
            _column("課題", "Award", "ref"),
            _column("事業", "Programme", "ref"),
            _column("PD・PS", "Director or supervisor", "ref"),
            _column("賛否", "Position", "choice", POSITION_LABELS),
        ),
        rows=_joint,
        note=Text(
            "合同ゲートでは、各事業のPD・PSのうち、いちばん厳しい意見が効きます。",
            "In a joint gate the strictest opinion of the directors of its programmes holds.",
        ),
    ),
    Section(
        code="money",
        label=Text("残りの額", "Money that is left"),
        columns=(
            _column("扱い", "What becomes of it", "choice", FATE_LABELS),
            _column("対象の年度から", "From fiscal year", "year"),
            _column("翌年度以降の決定額", "Decided for later years", "yen"),
            _column("口座の残高", "On the account", "yen"),
            _column("処理した日", "Dealt with on", "date"),
            _column("止めた額", "Stopped", "yen"),
            _column("資金の移動", "Transfer", "ref"),
        ),
        rows=_money,
        roles=MONEY,
    ),
    Section(
        code="transfers",
        label=Text("戻した資金", "Money returned"),
        columns=(
            _column("記録", "Record", "ref"),
            _column("日", "Day", "date"),
            _column("年度", "Fiscal year", "year"),
            _column("額", "Amount", "yen"),
        ),
        rows=_transfers,
        roles=MONEY,
    ),
    Section(
        code="passes",
        label=Text("同じゲートのほかの回", "Other passes of the same gate"),
        columns=(
            _column("記録", "Record", "ref"),
            _column("開いた日", "Opened on", "date"),
            _column("判断", "Decision", "choice", messages.DECISION_LABELS),
            _column("決めた日", "Decided on", "date"),
        ),
        rows=_passes,
    ),
    Section(
        code="handovers",
        label=Text("引継ぎ", "Hand-overs"),
        columns=(
            _column("記録", "Record", "ref"),
            _column("提案の日", "Proposed on", "date"),
            _column("状態", "State", "choice", messages.HANDOVER_LABELS),
            _column("決めた日", "Decided on", "date"),
        ),
        rows=_handovers,
    ),
)
