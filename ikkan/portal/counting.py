"""Public awards and their yen of a year counted in full and by shares, by whatever they belong to.

Decides: in full an award counts one in every field it names; by shares it is split evenly over its
disease fields, and over projects as its programme is. An award counts in a year in which it runs
on at least one day; yen of each sort stand apart. Pure. Called by `fieldreading` and the views.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ikkan.values.years import FiscalYear

NO_SHARE = ""
"""The key of what the sources or the records do not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What is counted of an award."""

    key: int
    domains: tuple[str, ...]
    phase: str
    programme: str
    began_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An award in a year: whether it runs, began, and its yen by sort."""

    award: Award
    year: int
    runs: bool
    new: bool
    yen: Mapping[str, int]


@dataclass(slots=True)
class Tally:
    """Awards and yen in both ways of counting."""

    awards: int = 0
    shares: Fraction = Fraction(0)
    yen: dict[str, int] = field(default_factory=dict)
    yen_shares: dict[str, Fraction] = field(default_factory=dict)

    def add(self, fact: Fact, share: Fraction) -> None:
        """Count one award of one year with its share."""
        if fact.runs:
            self.awards += 1
            self.shares += share
        for sort, yen in fact.yen.items():
            self.yen[sort] = self.yen.get(sort, 0) + yen
            self.yen_shares[sort] = self.yen_shares.get(sort, Fraction(0)) + yen * share


Keys = Iterable[tuple[Hashable, Fraction]]


def facts(
    awards: Iterable[Award],
    amounts: Mapping[tuple[int, int], Mapping[str, int]],
    years: Iterable[FiscalYear],
) -> list[Fact]:
    """Every award with every year in which it runs or has an amount."""
    wanted = list(years)
    found = []
    for award in awards:
        for year in wanted:
            runs = award.began_on <= year.end and award.last_on >= year.start
            yen = amounts.get((award.key, year.year), {})
            if runs or yen:
                new = award.began_on >= year.start
                found.append(Fact(award=award, year=year.year, runs=runs, new=new, yen=yen))
    return found


def tally(found: Iterable[Fact], keys: Callable[[Fact], Keys]) -> dict[Hashable, Tally]:
    """Counts under every key that a fact has, each with its share."""
    counted: dict[Hashable, Tally] = {}
    for fact in found:
        for key, share in keys(fact):
            counted.setdefault(key, Tally()).add(fact, share)
    return counted


def by_domain(fact: Fact) -> Keys:
    """Each disease field of the award, evenly; none of them under NO_SHARE."""
    domains = fact.award.domains
    if not domains:
        return ((NO_SHARE, Fraction(1)),)
    return tuple((code, Fraction(1, len(domains))) for code in domains)


def of_domain(code: str) -> Callable[[Fact], Fraction]:
    """The share of one disease field in an award."""

    def share(fact: Fact) -> Fraction:
        domains = fact.award.domains
        return Fraction(domains.count(code), len(domains)) if code in domains else Fraction(0)

    return share


def spans(awards: Iterable[Award], start_month: int, last: int) -> tuple[FiscalYear, ...]:
    """Years in which one of the awards runs, up to `last`."""
    begun = [FiscalYear.of(award.began_on, start_month).year for award in awards]
    ended = [FiscalYear.of(award.last_on, start_month).year for award in awards]
    if not begun or min(begun) > last:
        return ()
    first, end = FiscalYear(min(begun), start_month), FiscalYear(min(max(ended), last), start_month)
    return FiscalYear.range(first, end) if end >= first else ()
