"""The flow of one year upright, for narrow screens: bars under each other, widths in percent.

Decides: two scales, one for payers and one for projects and remainders, each from zero.
Called by views.home. Same data as the wide drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ikkan.portal.flow import Part, Payer, ProjectMoney, Remainder, YearMoney
from ikkan.portal.flowwords import short_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a bar."""

    part: Part
    x: float
    width: float

    @property
    def end(self) -> float:
        return round(self.x + self.width, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerBar:
    """A payer's printed parts behind each other."""

    payer: Payer
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectBar:
    """A project's printed parts behind each other."""

    project: ProjectMoney
    name: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestBar:
    """A remainder."""

    rest: Remainder
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Upright:
    """The bars of the stations of payers and projects."""

    payers: tuple[PayerBar, ...]
    projects: tuple[ProjectBar, ...]
    rests: tuple[RestBar, ...]


def draw(money: YearMoney, language: str) -> Upright:
    """Every bar of the upright line."""
    payers = [_sum(one.parts) for one in money.payers]
    projects = [_sum(one.parts) for one in money.projects]
    counted = [one.value for one in money.remainders if one.value is not None]
    most_paid = max(payers, default=Decimal(1)) or Decimal(1)
    most_spent = max([*projects, *counted], default=Decimal(1)) or Decimal(1)
    names = short_names([one.entry.label.of(language) for one in money.projects])
    return Upright(
        payers=tuple(
            PayerBar(payer=one, stretches=_stretches(one.parts, most_paid)) for one in money.payers
        ),
        projects=tuple(
            ProjectBar(project=one, name=name, stretches=_stretches(one.parts, most_spent))
            for one, name in zip(money.projects, names, strict=True)
        ),
        rests=tuple(
            RestBar(rest=one, width=100.0 if one.value is None else _share(one.value, most_spent))
            for one in money.remainders
        ),
    )


def _stretches(parts: Sequence[Part], most: Decimal) -> tuple[Stretch, ...]:
    found, before = [], Decimal(0)
    for part in parts:
        found.append(Stretch(part=part, x=_share(before, most), width=_share(part.value, most)))
        before += part.value
    return tuple(found)


def _sum(parts: Sequence[Part]) -> Decimal:
    return sum((part.value for part in parts), start=Decimal(0))


def _share(value: Decimal, most: Decimal) -> float:
    return round(float(100 * value / most), 2)
