"""What may be said of a seed's carriers, lineage, notes, profile and products; pure.

Decides: which records carry a seed, that a lineage has no circle, how a partly known day is read,
what changed between two profiles. Called by actions and drawings of this part.
Source: 003:450-609, 003:1193, 004:314.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from ikkan.portfolio.seeds import messages
from ikkan.values.errors import InputError
from ikkan.values.text import Text

AWARD: Final = "awards.award"
THEME: Final = "awards.theme"
EXTERNAL: Final = "awards.external"
OUTCOME: Final = "outcomes.outcome"
ORGANISATION: Final = "parties.organisation"
SEED: Final = "portfolio.seed"
PROFILE: Final = "portfolio.profile"
PRODUCT: Final = "portfolio.product"
CARRIER_SORTS: Final = messages.CARRIERS
COMPANY: Final = "company"
CARRIERS_OF: Final[Mapping[str, str]] = {
    THEME: "theme",
    EXTERNAL: "external",
    OUTCOME: "trial",
    ORGANISATION: COMPANY,
}
LINK_SORTS: Final = messages.LINKS
RENAME, MERGE, SPLIT = "rename", "merge", "split"
RELATION_SORTS: Final = messages.RELATIONS
RELATED, REVERSE = "related", "reverse"
RELATABLE: Final = (AWARD, SEED, THEME, EXTERNAL)
PRODUCT_SORTS: Final = messages.PRODUCTS
ATTRIBUTES: Final = messages.ATTRIBUTES
STEPS: Final = ("filed", "approved", "listed")
FIRST_YEAR, LAST_YEAR = 1945, 2100
MOST_CONFIDENTIAL: Final = 1
DAY, MONTH, YEAR, NONE = "day", "month", "year", "none"
_WHEN: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as precise as it is known; both days are None where nothing is."""

    first: date | None
    last: date | None
    precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One line of a target product profile: the least that is accepted and the ideal."""

    attribute: str
    least: str = ""
    ideal: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An attribute that differs between two versions; None where a version lacks it."""

    attribute: str
    before: Attribute | None
    after: Attribute | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the seeds into which another is split, with the awards that carry it on."""

    title: Text
    awards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProduct:
    """A product as it is recorded; days as "2022", "2023-06" or "2023-06-26"."""

    name: Text
    sort: str
    organisation: str = ""
    filed: str = ""
    approved: str = ""
    listed: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The middle and the ends of some numbers of months; `bins` counts them by years begun."""

    count: int
    middle: float
    least: int
    most: int
    bins: tuple[tuple[int, int], ...]


def read_when(written: str) -> When:
    """A year, a month or a day. Raises InputError for anything else."""
    plain = unicodedata.normalize("NFKC", written).strip().replace("/", "-")
    if not plain:
        return When(first=None, last=None, precision=NONE)
    found = _WHEN.fullmatch(plain)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(one) if one else None for one in found.groups())
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError
        if month is None:
            return When(first=date(year, 1, 1), last=date(year, 12, 31), precision=YEAR)
        if day is None:
            last = monthrange(year, date(year, month, 1).month)[1]
            return When(first=date(year, month, 1), last=date(year, month, last), precision=MONTH)
        whole = date(year, month, day)
    except ValueError as error:
        raise InputError("portfolio.when", messages.WHEN.format(read=written[:40])) from error
    return When(first=whole, last=whole, precision=DAY)


def written_when(when: When) -> str:
    """The same as text in its one form."""
    if when.first is None:
        return ""
    return when.first.isoformat()[: {YEAR: 4, MONTH: 7}.get(when.precision, 10)]


def path_back(earlier: Mapping[str, Collection[str]], frm: str, to: str) -> tuple[str, ...]:
    """The way from `frm` over its earlier seeds to `to`; empty where there is none."""
    ways: list[tuple[str, ...]] = [(frm,)]
    seen = {frm}
    while ways:
        way = ways.pop(0)
        if way[-1] == to:
            return way
        for one in sorted(earlier.get(way[-1], ())):
            if one not in seen:
                seen.add(one)
                ways.append((*way, one))
    return ()


def demand_no_circle(earlier: Mapping[str, Collection[str]], seed: str, before: str) -> None:
    """Raise InputError where `before` is the seed itself or continues it already."""
    if seed == before:
        raise InputError("portfolio.self", messages.SELF.format(seed=seed))
    if way := path_back(earlier, before, seed):
        words = messages.CIRCLE.format(seed=seed, earlier=before, path=" → ".join(way))
        raise InputError("portfolio.circle", words)


def demand_one_company(companies: Collection[str]) -> None:
    """Raise InputError where more than one company keeps its interest secret; names nobody."""
    if len(companies) > MOST_CONFIDENTIAL:
        raise InputError("portfolio.confidential", messages.CONFIDENTIAL)


def demand_text(text: str, missing: Text) -> str:
    """The text without blanks around it. Raises InputError where there is none."""
    if not text.strip():
        raise InputError("portfolio.text", missing)
    return text.strip()


def refused_parts(seed: str, carried: Collection[str], parts: Sequence[Part]) -> Iterator[Text]:
    """Everything that keeps a seed from being split so."""
    if len(parts) < 2:
        yield messages.PARTS
    for part in parts:
        if not part.title.ja.strip():
            yield messages.TITLE
        if not part.awards:
            yield messages.PART_AWARDS.format(title=part.title.ja.strip() or "–")
        for award in part.awards:
            if award not in carried:
                yield messages.NOT_OF_SEED.format(award=award, seed=seed)
    taken = {award for part in parts for award in part.awards}
    if left := sorted(set(carried) - taken):
        yield messages.LEFT_OVER.format(awards="、".join(left))


def refused_profile(
    lines: Sequence[Attribute], before: Sequence[Attribute] | None
) -> Iterator[Text]:
    """Everything that keeps these lines from being the next version."""
    if not lines:
        yield messages.NO_ATTRIBUTE
    known = Text.joined(ATTRIBUTES.values(), "、", ", ")
    seen: set[str] = set()
    for one in lines:
        if one.attribute not in ATTRIBUTES:
            yield messages.ATTRIBUTE.format(read=one.attribute[:40], known=known)
            continue
        name = ATTRIBUTES[one.attribute]
        if one.attribute in seen:
            yield messages.ATTRIBUTE_TWICE.format(name=name)
        seen.add(one.attribute)
        if not one.least.strip() and not one.ideal.strip():
            yield messages.ATTRIBUTE_EMPTY.format(name=name)
    if before is not None and lines and not changes(before, lines):
        yield messages.UNCHANGED


def changes(before: Sequence[Attribute], after: Sequence[Attribute]) -> tuple[Change, ...]:
    """The attributes that differ, in their fixed order."""
    old, new = ({one.attribute: one for one in lines} for lines in (before, after))
    return tuple(
        Change(attribute=name, before=old.get(name), after=new.get(name))
        for name in ATTRIBUTES
        if old.get(name) != new.get(name)
    )


def refused_product(new: NewProduct, today: date) -> Iterator[Text]:
    """Everything that keeps a product from being recorded so."""
    if not new.name.ja.strip():
        yield messages.TITLE
    if new.sort not in PRODUCT_SORTS:
        yield messages.PRODUCT_SORT.format(read=new.sort[:40])
    whens: list[tuple[str, When]] = []
    for step in STEPS:
        try:
            when = read_when(getattr(new, step))
        except InputError as error:
            yield error.text
            continue
        if when.first is not None:
            whens.append((step, when))
            if when.first > today:
                yield messages.WHEN_AHEAD.format(step=messages.STEPS[step], read=_of(when))
    for (one, early), (other, late) in itertools.pairwise(whens):
        if early.first and late.last and late.last < early.first:
            yield messages.WHEN_ORDER.format(
                later=messages.STEPS[other],
                later_when=_of(late),
                earlier=messages.STEPS[one],
                earlier_when=_of(early),
            )
    if whens and not new.evidence.strip():
        yield messages.PRODUCT_EVIDENCE


def _of(when: When) -> str:
    return written_when(when)


def months_from(first: date, day: date) -> int:
    """Whole months from one day to a later one; never less than none."""
    months = (day.year - first.year) * 12 + day.month - first.month
    return max(0, months - (day.day < first.day))


def spread(months: Sequence[int]) -> Spread | None:
    """Median, ends and how many by years; None where there is nothing to measure."""
    if not months:
        return None
    years = [one // 12 for one in months]
    return Spread(
        count=len(months),
        middle=float(median(months)),
        least=min(months),
        most=max(months),
        bins=tuple((year, years.count(year)) for year in range(min(years), max(years) + 1)),
    )
