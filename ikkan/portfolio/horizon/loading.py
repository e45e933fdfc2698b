"""Items of evidence from somebody's table: every row loaded, merged into an item, or refused.

Decides: the first row of an item is loaded, its further rows are merged; what stands on record is
never overwritten, and a second run of the same file counts the same and changes nothing. Each batch
is one transaction, so that an interrupted run goes on where it stopped. Called by
`ikkan import horizon`. Source: docs/operations.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.db import transaction

from ikkan.audit.actor import Actor
from ikkan.portfolio.horizon import actions, rules, sources
from ikkan.portfolio.horizon.loading_messages import SENTENCES
from ikkan.portfolio.horizon.models import ScanSource, Signal
from ikkan.portfolio.horizon.rules import MoreSignal, NewSignal, NewSource
from ikkan.portfolio.horizon.sources import Source
from ikkan.tabular import tallying
from ikkan.tabular.reading import Row, Table
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.text import Text

BATCH: Final = rules.MOST
_BLANKS: Final = ("text", "happened_on", "year", "link")
Progress = Callable[[int], None]


@dataclass(slots=True, kw_only=True)
class Tally(tallying.Tally):
    """`changed` counts items written in this run, `items` those that the file holds."""

    items: int = 0
    undated: int = 0


@dataclass(slots=True, kw_only=True)
class _Run:
    source: Source
    file: str
    how: Mapping[str, Any]
    writes: bool
    code: str
    sort: str
    tally: Tally
    seen: set[str] = field(default_factory=set)
    earlier: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)


def load(
    table: Table, source: Source, progress: Progress, *, by: Actor, as_of: date, writes: bool = True
) -> Tally:
    """Load every row; `progress(rows read)` after each batch. Raises InputError (no source)."""
    how = {"by": by, "as_of": as_of, "version": None, "key": None}
    code, sort = _source(source, how, writes=writes)
    run = _Run(
        source=source,
        file=table.opened.name,
        how=how,
        writes=writes,
        code=code,
        sort=sort,
        tally=Tally(),
    )
    for chunk in tallying.batches(table, BATCH, progress):
        _batch(chunk, run)
    run.tally.items, run.tally.changed = len(run.seen), len(run.written)
    run.tally.close(_said(run))
    return run.tally


def _source(source: Source, how: Mapping[str, Any], *, writes: bool) -> tuple[str, str]:
    """Code and sort of the source on record; that of the mapping is registered once."""
    if source.source:
        held = ScanSource.objects.filter(code=source.source).first()
        if held is None:
            words = SENTENCES["horizon.no_source"].format(code=source.source[:60])
            raise InputError("horizon.no_source", words)
        return held.code, held.sort
    held = ScanSource.objects.filter(key=source.mapping.code).first()
    if held is None and not writes:
        return "", source.sort
    if held is None:
        new = NewSource(
            sort=source.sort,
            name=source.name,
            key=source.mapping.code,
            holder=source.holder,
            address=source.address,
        )
        held = actions.register_source(new, **how)
    return held.code, held.sort


def _batch(chunk: Sequence[Row], run: _Run) -> None:
    """Group the rows of a batch by item, compare them with the record, write what is new."""
    drafts: dict[str, tuple[int, NewSignal]] = {}
    for line, new in run.tally.made(chunk, lambda row: _read(row, run)):
        run.tally.undated += new.of_year is None
        run.tally.loaded += new.key not in run.seen
        run.tally.merged += new.key in run.seen
        run.seen.add(new.key)
        if new.key in drafts:
            began, first = drafts[new.key]
            drafts[new.key] = (began, _joined(first, new, line, run))
        else:
            drafts[new.key] = (line, new)
    rows = Signal.objects.filter(source__code=run.code, key__in=list(drafts))
    held = {one.key: one for one in rows.defer("words")}
    held_by = {one.code: one.key for one in held.values()}
    fresh = [new for key, (_, new) in drafts.items() if key not in held and key not in run.earlier]
    run.earlier |= set(drafts)
    more = [
        further
        for key, (line, new) in drafts.items()
        if key in held and (further := _further(held[key], new, line, run)) is not None
    ]
    run.written |= {new.key for new in fresh} | {held_by[one.code] for one in more}
    if run.writes:
        with transaction.atomic():
            if fresh:
                actions.record_signals(fresh, **run.how)
            if more:
                actions.extend_signals(more, **run.how)


def _read(row: Row, run: _Run) -> NewSignal:
    """The item that a row is. Raises InputError with every reason against it."""
    place = f"{run.file} ({run.source.mapping.code})"
    new = sources.signal_of(run.source, run.code, row.values, place)
    found = list(rules.refused_signal(new, run.sort, run.how["as_of"]))
    if found:
        raise InputError("horizon.row", Text.joined(found))
    return new


def _joined(held: NewSignal, new: NewSignal, line: int, run: _Run) -> NewSignal:
    """A further row of the same batch: numbers join, blanks are filled, the rest is reported."""
    for name in ("title", *_BLANKS):
        before, now = getattr(held, name), getattr(new, name)
        if before and now and before != now:
            _differs(run, line, held.key, name, before, now)
    _same_facts(held.facts, new.facts, held.key, line, run)
    return replace(
        held,
        numbers=tuple(dict.fromkeys((*held.numbers, *new.numbers))),
        **{name: getattr(held, name) or getattr(new, name) for name in _BLANKS},
    )


def _further(held: Signal, new: NewSignal, line: int, run: _Run) -> MoreSignal | None:
    """What the rows add to an item on record; None where it is nothing."""
    said: dict[str, object] = {
        "title_ja": new.title.ja.strip(),
        "title_en": new.title.en.strip(),
        "text": new.text.strip(),
        "happened_on": new.happened_on,
        "year": new.of_year,
        "link": new.link,
    }
    blanks: dict[str, object] = {}
    for name, value in said.items():
        before = getattr(held, name)
        if value in ("", None) or before == value:
            continue
        if before in ("", None):
            blanks[name] = value
        else:
            _differs(run, line, held.code, name, before, value)
    _same_facts(held.facts, new.facts, held.code, line, run)
    known = set(held.numbers.split())
    numbers = tuple(one for one in new.numbers if one.replace(" ", "") not in known)
    if not blanks and not numbers:
        return None
    return MoreSignal(code=held.code, version=held.version, numbers=numbers, blanks=blanks)


def _same_facts(
    held: Mapping[str, str], new: Mapping[str, str], code: str, line: int, run: _Run
) -> None:
    for name, value in new.items():
        if held.get(name, value) != value:
            _differs(run, line, code, name, held[name], value)


def _differs(run: _Run, line: int, code: str, name: str, stored: object, read: object) -> None:
    run.tally.told(Place(run.file, line=line), code, name, stored, read)


def _said(run: _Run) -> Iterator[Finding]:
    """What the reader of the result should know, as information."""
    place, mapping = Place(run.file), run.source.mapping
    if mapping.note.ja:
        values: dict[str, object] = {"note": mapping.note}
        yield Finding("mapping.note", place, severity=Severity.INFO, values=values)
    if run.tally.undated:
        values = {"count": run.tally.undated}
        yield Finding("horizon.undated", place, severity=Severity.INFO, values=values)
