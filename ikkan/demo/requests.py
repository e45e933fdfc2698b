"""Composes lines of made-up budget requests: what a ministry asks for, what it gets. Pure.

Decides: every amount is a multiple of the step of the demonstration. Called by rounds.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ikkan.budget.requests.rules import NewLine
from ikkan.demo.setting import STEP

LINES: Final = 6
_UNDIVIDED: Final = "プロジェクトに分けない経費（実演）／not divided (demonstration)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """From which codes of the pack lines are made; `cites` is the plan item that they rest on."""

    cost_classes: Sequence[str]
    projects: Sequence[str]
    programmes: Mapping[str, Sequence[str]]
    purposes: Sequence[str]
    phases: Sequence[str]
    domains: Sequence[str]
    affirms: tuple[str, ...]
    areas: Sequence[str]
    cites: str


def compose(seed: int, year: int, body: str, codes: Codes) -> list[NewLine]:
    """Four lines of projects, one of none, one of the ministry's own institutes."""
    chance = random.Random(f"{seed} {year} {body}")  # noqa: S311 - no secret, made again alike
    return [_line(chance, year, body, number, codes) for number in range(1, LINES + 1)]


def _line(chance: random.Random, year: int, body: str, number: int, codes: Codes) -> NewLine:
    own = number == LINES and len(codes.cost_classes) > 1
    bare = own or number == LINES - 1 or not codes.projects
    start = sum(map(ord, body))
    project = "" if bare else codes.projects[(start + number) % len(codes.projects)]
    programmes = () if own else codes.programmes.get(body, ())
    previous = chance.randrange(2_000, 30_000) * STEP
    return NewLine(
        code=f"L-{number:02d}",
        name_ja=f"実演の事業 {body}-{number:02d}" + ("（研究機関）" if own else ""),
        name_en=f"Demonstration programme {body}-{number:02d}" + (" (institutes)" if own else ""),
        cost_class=codes.cost_classes[1 if own else 0],
        request_yen=previous + chance.randrange(-1_500, 2_500) * STEP,
        wish_yen=chance.choice((0, 1, 2, 4)) * chance.randrange(200, 900) * STEP,
        previous_yen=previous,
        programme=programmes[number % len(programmes)] if programmes else "",
        project=project,
        purpose=_nth(codes.purposes, number),
        phase="" if own else _nth(codes.phases, number),
        domains=() if own or not codes.domains else (_nth(codes.domains, start + number),),
        area=_nth(codes.areas, start + number) if project else "",
        cites=(codes.cites,),
        justification=f"実演のための作られた要求（{year}年度）。 Made up for the demonstration.",
        provisional=number == LINES - 1,
        affirms=codes.affirms,
        no_project="プロジェクトに分けない経費（実演）／not divided (demonstration)"
        if bare
        else "",
    )


def revised(lines: Iterable[NewLine]) -> list[NewLine]:
    """What a ministry comes back with: the first line asks for a tenth less and says why."""
    first, *rest = lines
    less = replace(
        first,
        request_yen=part(first.request_yen, 90),
        note="見直しの指示による減額（実演）／reduced as instructed (demonstration)",
    )
    return [less, *rest]


def outcome(lines: Iterable[NewLine], percent: int) -> dict[str, int]:
    """What the lines came to, by code."""
    return {line.code: part(line.request_yen + line.wish_yen, percent) for line in lines}


def part(yen: int, percent: int) -> int:
    """So many hundredths of an amount, in whole steps."""
    return yen * percent // 100 // STEP * STEP


def _nth(codes: Sequence[str], number: int) -> str:
    return codes[number % len(codes)] if codes else ""
