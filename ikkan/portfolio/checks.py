"""Every reason against one new seed, gate or hand-over, beside those that rules say alone.

Called by loads; no query inside. All reasons of a row are given at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import partial

from ikkan.awards.loads import refusals
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.awards.models import Award
from ikkan.portfolio import messages, rules
from ikkan.portfolio.models import Gate, Seed
from ikkan.portfolio.rules import NewGate, NewHandover, NewSeed, Template
from ikkan.values.errors import InputError
from ikkan.values.text import Text

PASSED = (rules.GO, rules.CONDITIONAL, rules.REDIRECT)


def known(what: Text, code: str, codes: Collection[str]) -> Iterator[InputError]:
    """That `code`, where one is given, is among `codes`."""
    if code and code not in codes:
        words = messages.NO_RECORD.format(kind=what, code=code[:60])
        yield InputError("portfolio.unknown", words)


def against_seed(row: NewSeed, awards: Mapping[str, Award], as_of: date) -> Iterator[InputError]:
    """Title, awards, modality, days, and a reason where the seed has come to an end."""
    if not row.title.ja.strip():
        yield InputError("portfolio.title", messages.TITLE_MISSING)
    if not row.awards:
        yield InputError("portfolio.awards", messages.AWARDS_MISSING)
    for code in row.awards:
        yield from known(messages.AWARD, code, awards)
    yield from known(messages.MODALITY, row.modality, MODALITY_LABELS)
    if row.named_on > as_of:
        words = messages.FUTURE.format(day=row.named_on, today=as_of)
        yield InputError("portfolio.future", words)
    if row.state == rules.ACTIVE:
        return
    yield from refusals(
        partial(rules.demand_step, rules.SEED_STEPS, messages.SEED_LABELS, rules.ACTIVE, row.state),
        partial(rules.demand_reason, row.reason),
        partial(rules.demand_day, row.ended_on or as_of, first=row.named_on, today=as_of),
    )


def against_gate(
    row: NewGate, award: Award, template: Template, seed: Seed | None, as_of: date
) -> Iterator[InputError]:
    """Criteria, seed, days within the award, and the decision where one is brought."""
    if not any(one.text.ja.strip() for one in row.criteria):
        yield InputError("portfolio.criteria", messages.CRITERIA_MISSING)
    if row.seed and seed is None:
        yield from known(messages.SEED, row.seed, ())
    if seed is not None:
        yield from of_award(seed, award)
        if seed.modality and seed.modality != template.modality:
            words = messages.SEED_MODALITY.format(
                template=template.code,
                wanted=MODALITY_LABELS[template.modality],
                given=MODALITY_LABELS[seed.modality],
            )
            yield InputError("portfolio.seed_modality", words)
    last = min(award.ended_on or award.ends_on, as_of)
    if not award.began_on <= row.opened_on <= last:
        words = messages.OUTSIDE.format(
            day=row.opened_on, award=award.code, first=award.began_on, last=last
        )
        yield InputError("portfolio.outside", words)
    if row.decision != rules.PENDING:
        yield from against_decision(
            rules.PENDING,
            rules.Decision(
                decision=row.decision,
                reason=row.reason,
                decided_on=row.decided_on or as_of,
                due_on=row.due_on,
            ),
            [one.met for one in row.criteria],
            first=row.opened_on,
            today=as_of,
        )


def against_decision(
    now: str,
    made: rules.Decision,
    met: list[bool | None],
    *,
    first: date,
    today: date,
) -> Iterator[InputError]:
    """The step, the reason, the days, and criteria that a plain Go leaves open."""
    return refusals(
        partial(rules.demand_step, rules.GATE_STEPS, messages.DECISION_LABELS, now, made.decision),
        partial(rules.demand_reason, made.reason),
        partial(rules.demand_day, made.decided_on, first=first, today=today),
        partial(rules.demand_due, made.decision, made.due_on, made.decided_on),
        partial(rules.demand_met, made.decision, met),
    )


def of_award(seed: Seed, award: Award) -> Iterator[InputError]:
    """That the award carries the seed."""
    if award.pk not in {one.pk for one in seed.awards.all()}:
        words = messages.NOT_OF_AWARD.format(seed=seed.code, award=award.code)
        yield InputError("portfolio.not_of_award", words)


def destination(row: NewHandover, programmes: Collection[str]) -> Iterator[InputError]:
    """A programme of the pack; the way straight to a licence names none."""
    if row.route != "licence" or row.to_programme:
        yield from known(messages.PROGRAMME, row.to_programme or "–", programmes)


def against_handover(
    row: NewHandover, award: Award, gate: Gate | None, seed: Seed | None, as_of: date
) -> Iterator[InputError]:
    """A gate that was passed, the seed of the award, days, reason."""
    if gate is not None and gate.decision not in PASSED:
        words = messages.GATE_NOT_PASSED.format(
            gate=gate.code, decision=messages.DECISION_LABELS[gate.decision]
        )
        yield InputError("portfolio.gate_not_passed", words)
    if seed is not None:
        yield from of_award(seed, award)
    first = award.began_on if gate is None or gate.decided_on is None else gate.decided_on
    yield from refusals(partial(rules.demand_day, row.proposed_on, first=first, today=as_of))
    if row.state != rules.PROPOSED:
        yield from refusals(
            partial(
                rules.demand_step,
                rules.HANDOVER_STEPS,
                messages.HANDOVER_LABELS,
                rules.PROPOSED,
                row.state,
            ),
            partial(rules.demand_reason, row.reason),
            partial(rules.demand_day, row.decided_on or as_of, first=row.proposed_on, today=as_of),
        )


def against_successor(
    code: str, state: str, to_programme: str, award: Award, taker: Award
) -> Iterator[InputError]:
    """That a decided hand-over goes to a later award of the programme named."""
    if state != rules.DECIDED:
        label = messages.HANDOVER_LABELS[state]
        words = messages.NOT_DECIDED.format(handover=code, state=label)
        yield InputError("portfolio.not_decided", words)
    if taker.pk == award.pk:
        words = messages.SAME_AWARD.format(award=award.code)
        yield InputError("portfolio.same_award", words)
    if taker.programme_code != to_programme:
        words = messages.OTHER_PROGRAMME.format(award=taker.code, wanted=to_programme)
        yield InputError("portfolio.other_programme", words)
    if taker.began_on < award.began_on:
        words = messages.SUCCESSOR_EARLIER.format(award=taker.code, earlier=award.code)
        yield InputError("portfolio.successor_earlier", words)
