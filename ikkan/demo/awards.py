"""Composes the awards of a made-up portfolio: when each began, what it pays, what it continues.

Decides: durations, amounts and the fate of each seed. Pure and deterministic by the seed.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ikkan.demo.setting import STEP, Programme, Setting

_YEARS: Final = ((1, 15), (2, 15), (3, 45), (4, 5), (5, 20))
_FATES: Final = (("handed", 40), ("waiting", 12), ("stalled", 16), ("no_go", 18), ("silent", 14))
_SEEDED: Final = 0.45


@dataclass(slots=True, kw_only=True)
class Draft:
    """An award in the making; `fate` is that of its seed, "" where it has none."""

    number: int
    year: int
    programme: Programme
    began_on: date
    ends_on: date
    amounts: dict[int, int]
    person: int
    modality: str
    phase: int
    domain: int
    fate: str = ""
    chain: int = 0
    follows: Draft | None = None
    code: str = ""
    call: str = ""
    declined: int = 0
    children: list[Draft] = field(default_factory=list)

    def lead(self, person: int) -> None:
        """Who leads it, and every award that follows it."""
        self.person = person
        for one in self.children:
            one.lead(person)

    def live(self, today: date) -> bool:
        """Whether it runs today."""
        return self.began_on <= today <= self.ends_on


def compose(setting: Setting) -> list[Draft]:
    """Awards of ten years, of which exactly `setting.size` run today."""
    chance = random.Random(setting.seed)  # noqa: S311 - no secret, a reproducible portfolio
    made: list[Draft] = []
    for year in setting.years:
        started = round(setting.size / 3.5)
        for _ in range(started):
            made.append(_award(setting, chance, year, len(made)))
        made += [
            _successor(setting, chance, one, year, len(made) + at)
            for at, one in enumerate(_handed(made, year))
        ]
    return _sized(setting, chance, made)


def _sized(setting: Setting, chance: random.Random, made: list[Draft]) -> list[Draft]:
    """Take single awards of this year away, or add some, until the size is met."""
    live = [one for one in made if one.live(setting.today)]
    spare = [one for one in live if one.year == setting.year and not one.follows]
    drop = {one.number for one in spare[: max(0, len(live) - setting.size)]}
    made = [one for one in made if one.number not in drop]
    while sum(one.live(setting.today) for one in made) < setting.size:
        number = max((one.number for one in made), default=-1) + 1
        extra = _award(setting, chance, setting.year, number)
        if extra.live(setting.today):
            made.append(extra)
    for number, one in enumerate(made):
        one.number = number
    return made


def _award(setting: Setting, chance: random.Random, year: int, number: int) -> Draft:
    span = _drawn(chance, _YEARS)
    modality = chance.choice(sorted(setting.gates)) if chance.random() < _SEEDED else ""
    draft = Draft(
        number=number,
        year=year,
        programme=chance.choice(setting.programmes),
        began_on=setting.day(year, (setting.first_month + 2) % 12 + 1, 1),
        ends_on=_last_day(setting, year + span - 1),
        amounts={},
        person=chance.randrange(max(12, setting.size * 2 // 3)),
        modality=modality,
        phase=chance.randrange(max(1, len(setting.phases))),
        domain=chance.randrange(max(1, len(setting.domains))),
        fate=_drawn(chance, _FATES) if modality else "",
        declined=chance.choice((0, 0, 1, 1, 1, 2)),
    )
    _pay(setting, chance, draft)
    return draft


def _handed(made: list[Draft], year: int) -> Iterator[Draft]:
    return iter(
        [one for one in made if one.fate == "handed" and one.ends_on.year == year and one.chain < 3]
    )


def _successor(
    setting: Setting, chance: random.Random, before: Draft, year: int, number: int
) -> Draft:
    """What a hand-over leads to: another programme, a later phase, the same person."""
    draft = _award(setting, chance, year, number)
    others = [one for one in setting.programmes if one != before.programme]
    draft.programme = chance.choice(others) if others else before.programme
    draft.person, draft.modality, draft.domain = before.person, before.modality, before.domain
    draft.phase = min(before.phase + 1, max(0, len(setting.phases) - 1))
    draft.fate = "succeeded" if before.chain >= 1 and chance.random() < 0.5 else draft.fate
    draft.fate = draft.fate or "silent"
    draft.chain, draft.follows, draft.declined = before.chain + 1, before, 0
    before.children.append(draft)
    return draft


def _pay(setting: Setting, chance: random.Random, draft: Draft) -> None:
    yearly = max(9, round(chance.lognormvariate(5.2, 0.7))) * STEP
    last = draft.ends_on.year - 1 if setting.first_month != 1 else draft.ends_on.year
    draft.amounts = dict.fromkeys(range(draft.year, last + 1), yearly)


def _last_day(setting: Setting, year: int) -> date:
    month = setting.last_month()
    calendar_year = year + (setting.first_month != 1)
    return date(calendar_year, month, calendar.monthrange(calendar_year, month)[1])


def _drawn(chance: random.Random, table: tuple[tuple[object, int], ...]):
    values, weights = zip(*table, strict=True)
    return chance.choices(values, weights)[0]
