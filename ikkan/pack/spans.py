"""What rows say about the same days: overlaps, and shares that make a whole.

Decides: that on no day two rows share what the schema's `once` names, and that on every day the
shares of one `whole.of` sum to exactly one. Called by: the checker.
Source: design §3 "dated shares".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ikkan.pack import schema
from ikkan.pack.model import Pack, Row
from ikkan.pack.note import found
from ikkan.pack.relations import at
from ikkan.pack.schema import Kind, Whole
from ikkan.values.finding import Finding

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days first to last on which the shares sum to `total`; `rows` are those valid then."""

    first: date
    last: date
    total: Fraction
    rows: tuple[Row, ...]


def check(pack: Pack) -> list[Finding]:
    """Findings about overlapping dates and shares."""
    findings: list[Finding] = []
    for kind in schema.load().kinds.values():
        rows = pack.rows_of(kind.code)
        if kind.once:
            findings += _overlaps(kind, rows)
        if kind.whole is not None:
            findings += _wholes(kind.whole, rows)
    return findings


def overlapping(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Each row that shares a day with one that begins no later, with that earlier one."""
    pairs = []
    latest: Row | None = None
    for row in sorted(rows, key=lambda row: (_begin(row), row.position)):
        if latest is not None and _begin(row) <= _end(latest):
            pairs.append((row, latest))
        if latest is None or _end(row) > _end(latest):
            latest = row
    return pairs


def stretches(rows: Sequence[Row], share: str) -> list[Stretch]:
    """The days on which any row is valid, in stretches of the same rows, with the sum of shares."""
    bounds = sorted({_begin(row) for row in rows} | {_end(row) + 1 for row in rows})
    made = []
    for first, after in pairwise(bounds):
        valid = tuple(row for row in rows if _begin(row) <= first <= _end(row))
        if valid:
            parts = (row.data[share] for row in valid)
            total = sum((part for part in parts if isinstance(part, Fraction)), start=Fraction(0))
            days = date.fromordinal(first), date.fromordinal(after - 1)
            made.append(Stretch(first=days[0], last=days[1], total=total, rows=valid))
    return made


def _overlaps(kind: Kind, rows: Sequence[Row]) -> Iterator[Finding]:
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        key: tuple[object, ...] = tuple(row.data[name] for name in kind.once)
        if None not in key:
            groups[key].append(row)
    for key, group in groups.items():
        for row, other in overlapping(group):
            shown = " + ".join(str(part) for part in key)
            line = other.place.line
            yield found("dates.overlap", at(row, "valid_from"), read=shown, other=line)


def _wholes(whole: Whole, rows: Sequence[Row]) -> Iterator[Finding]:
    groups: dict[str, list[Row]] = defaultdict(list)
    unknown: set[str] = set()
    for row in rows:
        of, share = row.data[whole.of], row.data[whole.share]
        if not isinstance(of, str):
            continue
        groups[of].append(row)
        if not isinstance(share, Fraction):
            unknown.add(of)
        elif not 0 < share <= 1:
            unknown.add(of)
            yield found("share.range", at(row, whole.share), read=str(share))
    for of, group in groups.items():
        if of in unknown:
            continue
        for stretch in stretches(group, whole.share):
            if stretch.total != 1:
                first = None if stretch.first == date.min else stretch.first.isoformat()
                last = None if stretch.last == date.max else stretch.last.isoformat()
                lines = [row.place.line for row in stretch.rows]
                place = at(stretch.rows[0], whole.share)
                total = str(stretch.total)
                yield found(
                    "share.sum", place, of=of, sum=total, first=first, last=last, lines=lines
                )


def _begin(row: Row) -> int:
    return _FIRST if row.valid_from is None else row.valid_from.toordinal()


def _end(row: Row) -> int:
    return _LAST if row.valid_to is None else row.valid_to.toordinal()
