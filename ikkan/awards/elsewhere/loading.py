"""Other funders' projects from their table: every row loaded, merged into a project, or refused.

Decides: the first row of a project is loaded, its further rows are merged; what stands on record is
never overwritten, and a second run of the same file counts the same and changes nothing. Each batch
is one transaction. Called by `ikkan import elsewhere`. Source: docs/operations.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.db import transaction

from ikkan.audit.actor import Actor
from ikkan.awards.elsewhere import actions, rules, sources
from ikkan.awards.elsewhere.actions.projects import BLANKS, YEARS
from ikkan.awards.elsewhere.models import External
from ikkan.awards.elsewhere.rules import Further, NewProject
from ikkan.awards.elsewhere.sources import Source
from ikkan.awards.performers import Performers
from ikkan.plan.queries import snapshot
from ikkan.tabular import cells, tallying
from ikkan.tabular.conversion import Value
from ikkan.tabular.reading import Row, Table
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.text import Text

BATCH: Final = 500
Progress = Callable[[int], None]
Key = tuple[str, str]


@dataclass(slots=True, kw_only=True)
class Tally(tallying.Tally):
    """`changed` counts projects written in this run, `tied` those of a registered organisation."""

    projects: int = 0
    tied: int = 0
    yen: int = 0


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A project as the rows of one batch have it."""

    line: int
    new: NewProject
    first: bool = True


@dataclass(slots=True)
class _Run:
    source: Source
    file: str
    as_of: date
    by: Actor
    writes: bool
    home: str
    domains: Mapping[str, str]
    bodies: frozenset[str]
    performers: Performers
    tally: Tally
    seen: set[Key] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)


def load(
    table: Table, source: Source, progress: Progress, *, by: Actor, as_of: date, writes: bool = True
) -> Tally:
    """Load every row; `progress(rows read)` after each batch."""
    held = snapshot(as_of)
    areas = held.entries("domain", state="all")  # a name of several terms is that of the last
    known = {cells.bare(name): row.code for row in areas for name in (row.label.ja, row.label.en)}
    run = _Run(
        *(source, table.opened.name, as_of, by, writes, str(held.settings["currency"])),
        known | {row.code: row.code for row in areas},
        frozenset(row.code for row in held.entries("body", state="all")),
        Performers(),
        Tally(),
    )
    for chunk in tallying.batches(table, BATCH, progress):
        _batch(chunk, run)
    run.tally.projects = len(run.seen)
    run.tally.close(_said(run))
    return run.tally


def _batch(chunk: Sequence[Row], run: _Run) -> None:
    """Group the rows of a batch by project, compare them with the record, write what is new."""
    drafts: dict[Key, _Draft] = {}
    for line, new in run.tally.made(chunk, lambda row: _read(row, run)):
        key = (new.funder, new.key)
        first = key not in run.seen
        run.seen.add(key)
        run.tally.loaded += first
        run.tally.merged += not first
        run.tally.yen += sum(new.amounts.values())
        if key in drafts:
            drafts[key] = _joined(drafts[key], new, line, run)
        else:
            drafts[key] = _Draft(line=line, new=new, first=first)
    held = {
        (one.funder, one.key): one
        for one in External.objects.filter(key__in=[key for _, key in drafts]).prefetch_related(
            "amounts"
        )
        if (one.funder, one.key) in drafts
    }
    fresh = [draft.new for key, draft in drafts.items() if key not in held]
    more = [
        further
        for key, draft in drafts.items()
        if key in held and (further := _further(held[key], draft, run)) is not None
    ]
    run.tally.tied += sum(draft.first and bool(draft.new.organisation) for draft in drafts.values())
    run.tally.changed += len(fresh) + len(more)
    if run.writes:
        with transaction.atomic():
            how: dict[str, Any] = {
                "by": run.by,
                "as_of": run.as_of,
                "version": None,
                "key": None,
            }
            if fresh:
                actions.record_projects(fresh, **how)
            if more:
                actions.extend_projects(more, **how)


def _read(row: Row, run: _Run) -> NewProject:
    """The project that a row is of. Raises InputError with every reason against it."""
    new = sources.project_of(run.source, row.values, run.home, run.domains)
    found = list(rules.refused_project(new))
    if new.funder not in run.bodies:
        found.append(_FUNDER.format(code=new.funder or "–"))
    if found:
        raise InputError("elsewhere.row", Text.joined(found))
    return replace(new, organisation=_organisation(row.values, new.organisation_name, run))


def _organisation(values: Mapping[str, Value], name: str, run: _Run) -> str:
    """The registered organisation of exactly that number or name; "" where there is none."""
    number = str(values.get("corporate_number") or "")
    try:
        code = run.performers.find(number, cells.bare(name)) if number or name else None
    except LookupError:
        code = None
    if code is None and name:
        run.unknown.add(cells.bare(name))
    return code or ""


def _joined(draft: _Draft, new: NewProject, line: int, run: _Run) -> _Draft:
    """A further row of the same batch: years are added, blanks filled, the rest reported."""
    held, amounts = draft.new, dict(draft.new.amounts)
    for year, yen in new.amounts.items():
        if amounts.setdefault(year, yen) != yen:
            _differs(run, line, held.key, f"FY{year}", f"{amounts[year]:,}", f"{yen:,}")
    years = [one for one in (held.first_year, new.first_year) if one is not None]
    ends = [one for one in (held.last_year, new.last_year) if one is not None]
    filled = replace(
        held,
        amounts=amounts,
        first_year=min(years, default=None),
        last_year=max(ends, default=None),
        **{
            name: getattr(held, name) or getattr(new, name)
            for name in ("abstract", "number", "principal", "organisation_name", "domains")
        },
    )
    return _Draft(line=draft.line, new=filled, first=draft.first)


def _further(held: External, draft: _Draft, run: _Run) -> Further | None:
    """What the rows add to a project on record; None where it is nothing."""
    new = draft.new
    stored = {one.fiscal_year: one.yen for one in held.amounts.all()}
    for year, yen in new.amounts.items():
        if stored.get(year, yen) != yen:
            _differs(run, draft.line, held.code, f"FY{year}", f"{stored[year]:,}", f"{yen:,}")
    said: dict[str, object] = {
        "title_ja": new.title.ja.strip(),
        "title_en": new.title.en.strip(),
        **{name: getattr(new, name) for name in BLANKS if not name.startswith("title")},
    }
    blanks: dict[str, object] = {}
    for name, value in said.items():
        value = list(value) if isinstance(value, tuple) else value
        before = getattr(held, name)
        if value in ("", None, []):
            continue
        if name in YEARS:
            if before is None or YEARS[name](before, value) != before:
                blanks[name] = value
        elif before in ("", None, []):
            blanks[name] = value
        elif before != value:
            _differs(run, draft.line, held.code, name, str(before), str(value))
    amounts = {year: yen for year, yen in new.amounts.items() if year not in stored}
    if not blanks and not amounts:
        return None
    return Further(code=held.code, version=held.version, amounts=amounts, blanks=blanks)


def _differs(run: _Run, line: int, code: str, name: str, stored: str, read: str) -> None:
    run.tally.told(Place(run.file, line=line), code, name, stored, read)


def _said(run: _Run) -> Iterator[Finding]:
    """What the reader of the result should know, as information."""
    place, mapping = Place(run.file), run.source.mapping

    def info(code: str, **values: object) -> Finding:
        return Finding(code, place, severity=Severity.INFO, values=values)

    if mapping.note.ja:
        yield info("mapping.note", note=mapping.note)
    if mapping.currency != run.home:
        yield info("elsewhere.currency", currency=mapping.currency, home=run.home)
    if run.unknown:
        yield info("elsewhere.organisations", count=len(run.unknown))


_FUNDER: Final = Text(
    "「{code}」という資金配分機関・府省はパックにありません。コードを直してください。",
    "The pack has no funder or ministry {code}; correct the code.",
)
