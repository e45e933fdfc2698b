"""What a decision at a gate demands beside its criteria: panel, joint directors, target, money.

Called by decide_gate. Decides: all refusals of a decision at once; a gate without a case and of
one award asks none of it. Source: S-346 (003:1204), E-3 p.36 (cross-project gates).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ikkan.awards.messages import MODALITY_LABELS
from ikkan.awards.models import Award
from ikkan.parties import conflicts
from ikkan.parties.conflicts import Case
from ikkan.parties.models import Person
from ikkan.parties.rules import Conflict
from ikkan.plan.queries import snapshot
from ikkan.portfolio import messages as words
from ikkan.portfolio.gating import messages, queries, rules
from ikkan.portfolio.models import Gate, GateMoney
from ikkan.portfolio.rules import NO_GO, REDIRECT, Decision
from ikkan.review import messages as panel_words
from ikkan.review import queries as panels
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def conflicts_of(person: Person, gate: Gate, awards: Sequence[Award], day: date) -> list[Conflict]:
    """Why the person may not decide about any of the awards, or about the case: the strictest."""
    people, organisations = [], [award.organisation for award in awards]
    people = [award.principal for award in awards if award.principal is not None]
    if gate.subject is not None:
        people += list(gate.subject.people.select_related("organisation"))
        organisations += list(gate.subject.organisations.all())
    case = Case(
        person=person,
        people=tuple({one.pk: one for one in people}.values()),
        organisations=tuple({one.pk: one for one in organisations}.values()),
        day=day,
    )
    return conflicts.found([case])[0]


def against(gate: Gate, made: Decision, awards: Sequence[Award], day: date) -> Iterator[InputError]:
    """Quorum, directors of every programme, where a redirect leads, the money of a No-go."""
    if gate.subject is not None:
        try:
            panels.demand_quorum(gate.subject, day)
        except InputError as error:
            yield error
    if len(awards) > 1:
        yield from _joint(gate, made.decision, awards, day)
    yield from _target(gate, made, day)
    yield from _money(gate, made, day)


def keep_money(gate: Gate, made: Decision) -> GateMoney | None:
    """Write what becomes of the money of a No-go; None where nothing was said."""
    if made.decision != NO_GO or not made.money:
        return None
    left = queries.left_of(gate.award, made.decided_on)
    return GateMoney.objects.create(
        gate=gate,
        fate=made.money,
        from_year=left.from_year,
        remaining_yen=left.remaining_yen,
        balance_yen=left.balance_yen,
    )


def _joint(gate: Gate, decision: str, awards: Sequence[Award], day: date) -> Iterator[InputError]:
    voices = queries.voices(gate, awards, day)
    silent = [one.programme for one in voices if not one.seats]
    if silent:
        said = messages.JOINT_PANEL.format(programmes=_programmes(silent, day))
        yield InputError("portfolio.joint_panel", said)
    for one in voices:
        position = rules.strictest(seat.position for seat in one.seats)
        if decision in rules.forbidden(position):
            said = messages.JOINT_AGAINST.format(
                programme=_programmes([one.programme], day),
                position=panel_words.POSITION_LABELS[position],
                decision=words.DECISION_LABELS[decision],
            )
            yield InputError("portfolio.joint_strictest", said)


def _target(gate: Gate, made: Decision, day: date) -> Iterator[InputError]:
    named = made.to_programme or made.to_modality
    if named and made.decision != REDIRECT:
        yield InputError("portfolio.target_spare", messages.TARGET_SPARE)
    if made.decision == REDIRECT and not named and gate.subject is not None:
        yield InputError("portfolio.redirect_to", messages.TARGET_MISSING)
    if made.to_programme and snapshot(day).find(Ref("programme", made.to_programme)) is None:
        said = messages.NO_TARGET.format(code=made.to_programme[:60])
        yield InputError("portfolio.no_target", said)
    if made.to_modality and made.to_modality not in MODALITY_LABELS:
        said = messages.NO_TARGET.format(code=made.to_modality[:60])
        yield InputError("portfolio.no_target", said)


def _money(gate: Gate, made: Decision, day: date) -> Iterator[InputError]:
    if made.money and made.money not in rules.FATES:
        yield InputError("portfolio.money", messages.FATE.format(read=made.money[:40]))
    if made.money and not rules.asks_money(made.decision):
        yield InputError("portfolio.money_spare", messages.FATE_SPARE)
    if rules.asks_money(made.decision) and not made.money and gate.subject is not None:
        left = queries.left_of(gate.award, day)
        if left.remaining_yen:
            said = messages.FATE_MISSING.format(yen=f"{left.remaining_yen:,}")
            yield InputError("portfolio.money_missing", said)


def _programmes(codes: Sequence[str], day: date) -> Text:
    held = snapshot(day)
    rows = [held.find(Ref("programme", code)) if code else None for code in codes]
    named = [
        row.label if row is not None else Text(code, code)
        for row, code in zip(rows, codes, strict=True)
    ]
    return Text.joined(named, "、", ", ")
