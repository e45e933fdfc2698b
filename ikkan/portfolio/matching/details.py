"""One award of a board beside one destination: fit by component, price, next best, what is near.

Decides: what is said of a pair; companies appear only to who may see their interest and enter no
fit. Called by the board and the page of a case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.elsewhere import overlapping
from ikkan.portfolio.edges import GATE
from ikkan.portfolio.industry import queries as industry
from ikkan.portfolio.matching import engine, messages
from ikkan.portfolio.matching.board import Board, Place, Row
from ikkan.portfolio.matching.rules import PARTS, Item, Slot
from ikkan.portfolio.messages import DECISION_LABELS
from ikkan.portfolio.models import Seed
from ikkan.records.kinds import kind_of
from ikkan.records.queries import visible
from ikkan.review import queries as panels
from ikkan.review.rules import Standing
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_OTHERS: Final = 5
_NEAR: Final = 3
_LEAST_NEAR: Final = 0.15
_LIKE: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component of the fit with what it rests on in words."""

    label: Text
    value: float
    percent: int
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A destination for the award, with its fit."""

    place: Place
    fit: float
    forbidden: bool
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Research close to the award, or a company interested in its seed."""

    title: Text
    url: str
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What the panel of a pair shows."""

    row: Row
    place: Place | None
    fit: float | None
    parts: tuple[Part, ...]
    planned: bool
    pinned: bool
    forbidden: bool
    loser: Row | None
    after: tuple[Text, float] | None
    gate: Text | None
    gate_url: str
    award_url: str
    choices: tuple[Choice, ...]
    near: tuple[Near, ...]
    companies: tuple[Near, ...]


def of(
    board: Board, award: str, slot: str, actor: Actor, names: Any, *, wide: bool = False
) -> Detail | None:
    """The pair of an award with `slot`, else with its place in the plan. None: not on the board.

    `wide`: research outside the round is looked for as well, which takes longer.
    """
    row, at = board.row(award), board.frozen.item(award)
    if row is None:
        return None
    award_kind = kind_of(AWARD)
    if at is None:
        return _bare(row, award_kind.url(award) if award_kind else "")
    chosen = slot or (row.slot.code if row.slot is not None else "")
    fits = engine.parts(
        board.frozen, board.round.weights, [(at, one) for one in range(len(board.frozen.slots))]
    )
    by_slot = {one.code: fits[n] for n, one in enumerate(board.frozen.slots)}
    place = board.places.get(chosen)
    said = by_slot.get(chosen)
    after = board.result.next.get(award)
    gate_kind = kind_of(GATE)
    return Detail(
        row=row,
        place=place,
        fit=None if said is None else said[-1],
        parts=_parts(row.item, place.slot, said, names) if place and said else (),
        planned=row.slot is not None and row.slot.code == chosen,
        pinned=(award, chosen) in board.limits.pins,
        forbidden=(award, chosen) in board.limits.forbids,
        loser=_loser(board, award, chosen),
        after=None
        if after is None or after[0] not in board.places
        else (board.places[after[0]].slot.title, after[1]),
        gate=DECISION_LABELS.get(row.item.decision),
        gate_url=gate_kind.url(row.item.gate) if gate_kind and row.item.gate else "",
        award_url=award_kind.url(award) if award_kind else "",
        choices=_choices(board, award, chosen, by_slot),
        near=(*_similar(board, at), *(_elsewhere(award, actor) if wide else ())),
        companies=companies(award, actor),
    )


def _bare(row: Row, url: str) -> Detail:
    return Detail(
        row=row,
        place=None,
        fit=None,
        parts=(),
        planned=False,
        pinned=False,
        forbidden=False,
        loser=None,
        after=None,
        gate=None,
        gate_url="",
        award_url=url,
        choices=(),
        near=(),
        companies=(),
    )


def _parts(item: Item, slot: Slot, said: Sequence[float], names: Any) -> tuple[Part, ...]:
    notes = _notes(item, slot, names)
    return tuple(
        Part(
            label=messages.PART_LABELS[name],
            value=value,
            percent=round(100 * value),
            note=notes[name],
        )
        for name, value in zip(PARTS, said, strict=False)
    )


def _notes(item: Item, slot: Slot, names: Any) -> dict[str, Text]:
    first, last = slot.phases
    any_ = Text("問わない", "any")
    phases = any_
    if first:
        low, high = names.order(first), names.order(last)
        phases = Text(f"{low.ja}～{high.ja}", f"{low.en} to {high.en}")
    own = names.order(item.phase)
    areas = names.joined("domain", slot.domains) if slot.domains else any_
    mine = names.joined("domain", item.domains) if item.domains else Text("記載なし", "not said")
    modality = names.modality(item.modality)
    taken = [names.modality(code) for code in slot.modalities]
    kinds = Text.joined(taken, "・", ", ") if taken else any_
    opens = slot.opens_on
    gap = max(0, (opens - item.ends_on).days) if opens else 0
    return {
        "text": Text("題名と事業の説明の語", "words of the title and of the programme"),
        "phase": Text(f"{own.ja} → {phases.ja}", f"{own.en} → {phases.en}"),
        "modality": Text(f"{modality.ja} → {kinds.ja}", f"{modality.en} → {kinds.en}"),
        "domain": Text(f"{mine.ja} → {areas.ja}", f"{mine.en} → {areas.en}"),
        "window": Text(f"切れ目 {gap}日", f"gap of {gap} days")
        if opens
        else Text("時期の定めなし", "no fixed time"),
        "budget": Text(f"課題 {item.yen:,}円／枠 {slot.yen:,}円", f"¥{item.yen:,} of ¥{slot.yen:,}")
        if slot.yen
        else Text("一枠の額は未定", "amount of a place not set"),
    }


def _choices(
    board: Board, award: str, chosen: str, by_slot: dict[str, tuple[float, ...]]
) -> tuple[Choice, ...]:
    """The destinations that fit best, the fast path last."""
    order = sorted(by_slot, key=lambda code: (-by_slot[code][-1], code))
    best = [code for code in order if not board.places[code].slot.industry][:_OTHERS]
    wanted = [*best, *(code for code in order if board.places[code].slot.industry)]
    if chosen and chosen not in wanted:
        wanted.insert(0, chosen)
    return tuple(
        Choice(
            place=board.places[code],
            fit=by_slot[code][-1],
            forbidden=(award, code) in board.limits.forbids,
            here=code == chosen,
        )
        for code in wanted
        if code in board.places
    )


def _loser(board: Board, award: str, slot: str) -> Row | None:
    """Whom this place costs most: the award without it that would take it next."""
    nearest = [
        (cost, other)
        for other, (place, _, cost) in board.result.next.items()
        if place == slot and other != award
    ]
    nearest += [
        (amount, other)
        for other, (_, place, amount) in board.result.why.items()
        if place == slot and other != award
    ]
    return next((row for _, other in sorted(nearest) if (row := board.row(other))), None)


def _similar(board: Board, at: int) -> list[Near]:
    """Awards of the round whose words come nearest."""
    text = board.frozen.item_text
    columns, weights = text.row(at)
    own = dict(zip(columns.tolist(), weights.tolist(), strict=True))
    rows = text.rows()
    scores = [0.0] * len(text)
    for row, column, weight in zip(
        rows.tolist(), text.columns.tolist(), text.weights.tolist(), strict=True
    ):
        if column in own:
            scores[row] += own[column] * weight
    kind = kind_of(AWARD)
    order = sorted(range(len(scores)), key=lambda one: (-scores[one], one))
    near = []
    for one in order:
        item = board.frozen.items[one]
        if one != at and scores[one] >= _LEAST_NEAR and board.row(item.award) and kind:
            note = Text(f"近さ {scores[one]:.2f}", f"likeness {scores[one]:.2f}")
            near.append(Near(title=item.title, url=kind.url(item.award), note=note))
    return near[:_NEAR]


def _elsewhere(award: str, actor: Actor) -> list[Near]:
    """In-house themes and projects of other funders that overlap, for who may see overlaps."""
    if not policy.within_reach("can_see_overlap", actor):
        return []
    ref = str(Ref(AWARD, award))
    _, pairs = overlapping.pairs(overlapping.Asked(least=_LIKE), actor)
    mine = [one for one in pairs if ref in (one.left, one.right)][:_NEAR]
    near = []
    for one in overlapping.shown(mine):
        side = one.right if str(one.left.ref) == ref else one.left
        words = Text(
            f"{side.side.ja}・近さ {one.pair.text:.2f}",
            f"{side.side.en}, likeness {one.pair.text:.2f}",
        )
        near.append(Near(title=side.title, url=side.url, note=words))
    return near


def companies(award: str, actor: Actor) -> tuple[Near, ...]:
    """Interests in the seeds of the award that this viewer may see."""
    near = []
    for seed in visible("portfolio.seed", actor).filter(awards__code=award):
        near += [_company(one, seed) for one in industry.interested(seed, actor)]
    return tuple(near)


def _company(interest: Any, seed: Seed) -> Near:
    kind = kind_of("portfolio.interest")
    company = interest.company
    words = Text.either(company.name_ja, company.name_en)
    url = kind.url(interest.code) if kind else ""
    return Near(title=words, url=url, note=Text(f"シーズ {seed.code}", f"seed {seed.code}"))


def standing(ref: Ref, day: date) -> tuple[tuple[Any, Standing], ...]:
    """Panels about a case with what was said, who is waited for and who is kept out."""
    return tuple((one, panels.standing(one, day)) for one in panels.about(ref))
