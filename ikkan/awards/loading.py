"""Awards from somebody's table: every row loaded, merged into an award, or refused with a reason.

Decides: the first row of an award is loaded, its further rows are merged, and a second run of the
same file counts the same and changes nothing. Each batch is one transaction. Called by
`ikkan import`. Source: docs/operations.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from django.db import transaction

from ikkan.audit.actor import Actor
from ikkan.awards import actions, comparing, performers, rules, sources
from ikkan.awards.comparing import Draft
from ikkan.awards.loading_messages import SENTENCES
from ikkan.awards.performers import Performers
from ikkan.awards.sources import Source
from ikkan.awards.staging import StagedRow, Staging
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewOrganisation
from ikkan.plan.queries import snapshot
from ikkan.tabular import cells, tallying
from ikkan.tabular.reading import Table
from ikkan.tabular.tallying import reasons
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.text import Text

BATCH: Final = 500
REPORTED: Final = "reported"
_STAGED: Final = 2_000
_NAMES: Final = 12
Progress = Callable[[int, int], None]


@dataclass(slots=True, kw_only=True)
class Tally(tallying.Tally):
    """`changed` counts awards written in this run, `organisations` those made, `yen` the sum of the
    amounts of all rows loaded or merged.
    """

    organisations: int = 0
    awards: int = 0
    yen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One import: the source, who imports, on which day, and whether anything is written."""

    source: Source
    by: Actor
    as_of: date
    home: str
    start_month: int
    writes: bool = True

    @classmethod
    def of(cls, source: Source, *, by: Actor, as_of: date, writes: bool = True) -> Run:
        """With the currency of the home and the month in which its fiscal years begin."""
        settings = snapshot(as_of).settings
        return cls(
            source=source,
            by=by,
            as_of=as_of,
            home=str(settings["currency"]),
            start_month=int(settings["fiscal_year_start_month"]),
            writes=writes,
        )


def stage(table: Table, run: Run, staging: Staging) -> None:
    """Read the whole table into `staging`; rows that cannot be awards are refused there."""
    staging.begin()
    rows = table.rows()
    while chunk := list(islice(rows, _STAGED)):
        good: list[tuple[object, ...]] = []
        refused: list[tuple[int, Text]] = []
        counted: Counter[str] = Counter()
        for row in chunk:
            if row.skipped:
                counted[f"skipped.{row.skipped}"] += 1
            elif row.refused:
                refused.append((row.line, reasons(row)))
            else:
                try:
                    good.append(sources.staged(run.source, row.line, row.values, run.home))
                except InputError as error:
                    refused.append((row.line, error.text))
        staging.add(good, refused, counted)
    staging.finish(SENTENCES["load.ambiguous"])


def load(table: Table, run: Run, staging: Staging, progress: Progress) -> Tally:
    """Load what was staged, batch by batch; `progress(done, all)` after each."""
    tally = Tally(refusals=list(staging.refused()))
    tally.skipped.update(
        {what.partition(".")[2]: number for what, number in staging.counted().items()}
    )
    known, programmes = Performers(), _programmes(run.as_of)
    notes = _Notes()
    done, count = 0, staging.count()
    groups = staging.awards()
    while batch := list(islice(groups, BATCH)):
        drafts = [_draft(rows, run.source, programmes, notes) for rows in batch]
        _batch(drafts, run, known, tally, table.opened.name)
        done += len(batch)
        progress(done, count)
    tally.close(_said(run, notes, staging, Place(table.opened.name)))
    return tally


def _draft(
    rows: Sequence[StagedRow], source: Source, programmes: Mapping[str, str], notes: _Notes
) -> Draft:
    first = rows[0]
    amounts: dict[int, int] = {}
    for row in rows:
        if row.yen is None:
            notes.without += 1
            continue
        notes.same_year += row.year in amounts
        notes.zero += row.yen == 0
        amounts[row.year] = amounts.get(row.year, 0) + row.yen
    notes.apart += first.rank > 1
    programme = programmes.get(cells.bare(first.programme), "") if first.programme else ""
    if first.programme and not programme:
        notes.unplaced[first.programme] += 1
    key = source.external_key(first.key, first.rank)
    return Draft(
        rows=tuple(rows), external_key=key, programme=programme, amounts=amounts, source=source
    )


def _batch(drafts: Sequence[Draft], run: Run, known: Performers, tally: Tally, file: str) -> None:
    """Find what is new or has new years in these awards, and write it in one transaction."""
    plans = comparing.compare(drafts, run.start_month, tally.findings, file)
    made: list[NewOrganisation] = []
    fresh: dict[tuple[str, str], int] = {}
    ready: list[tuple[comparing.Plan, str | int]] = []
    for plan in plans:
        draft = plan.draft
        try:
            new = plan.new is not None
            place = _performer(plan, known, made, fresh, run.start_month) if new else ""
        except InputError as error:
            tally.refusals += [(row.line, error.text) for row in draft.rows]
            continue
        tally.loaded += 1
        tally.merged += len(draft.rows) - 1
        tally.awards += 1
        tally.yen += sum(draft.amounts.values())
        if plan.new is not None or plan.added:
            tally.changed += 1
            ready.append((plan, place))
    tally.organisations += len(made)
    if run.writes and ready:
        codes = _write(ready, made, run)
        for organisation, code in zip(made, codes, strict=True):
            names = (organisation.name_ja, organisation.name_en)
            known.learn(code, organisation.corporate_number, names)
    elif made:
        for number, organisation in enumerate(made):
            names = (organisation.name_ja, organisation.name_en)
            known.learn(f"new {number} {names}", organisation.corporate_number, names)


def _performer(
    plan: comparing.Plan,
    known: Performers,
    made: list[NewOrganisation],
    fresh: dict[tuple[str, str], int],
    start_month: int,
) -> str | int:
    """The code of the award's organisation, or its place in `made`. Raises InputError."""
    row = plan.draft.rows[0]
    rules.demand_days(plan.began_on, plan.ends_on)
    rules.demand_amounts(
        comparing.new_award(plan, "").year_amounts,
        rules.years_of(plan.began_on, plan.ends_on, start_month),
    )
    who = (row.number, "" if row.number else row.name)
    if who in fresh:
        return fresh[who]
    try:
        code = known.find(row.number, row.name)
    except LookupError as error:
        words = SENTENCES["load.ambiguous"].format(name=row.organisation)
        raise InputError("load.ambiguous", words) from error
    if code is not None:
        return code
    fresh[who] = len(made)
    made.append(performers.new(row.number, row.organisation))
    return fresh[who]


def _write(
    ready: Sequence[tuple[comparing.Plan, str | int]], made: Sequence[NewOrganisation], run: Run
) -> list[str]:
    """Organisations, awards and further years, all or none; the codes of the organisations."""
    with transaction.atomic():
        codes: list[str] = []
        if made:
            codes = parties.record_parties(
                made, (), by=run.by, as_of=run.as_of, version=None, key=None
            )
        new = [
            comparing.new_award(plan, place if isinstance(place, str) else codes[place])
            for plan, place in ready
            if plan.new is not None
        ]
        if new:
            actions.record_awards(new, by=run.by, as_of=run.as_of, version=None, key=None)
        for plan, _ in ready:
            for code, version, amounts in plan.added:
                actions.set_year_amounts(
                    code, amounts, REPORTED, by=run.by, as_of=run.as_of, version=version, key=None
                )
    return codes


def _programmes(as_of: date) -> dict[str, str]:
    """Programme codes of the pack by folded name, aliases too; a name of two is nobody's."""
    held = snapshot(as_of)
    pairs = [
        (cells.bare(name), row.code)
        for row in held.entries("programme", state="all")
        for name in (row.label.ja, row.label.en)
    ]
    pairs += [
        (cells.bare(str(row.data["printed"])), str(row.data["of"]))
        for row in held.entries("alias", state="all")
        if row.data["kind"] == "programme"
    ]
    found: dict[str, set[str]] = {}
    for name, code in pairs:
        found.setdefault(name, set()).add(code)
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


@dataclass(slots=True)
class _Notes:
    """What stands out in the rows of a run."""

    without: int = 0
    zero: int = 0
    same_year: int = 0
    apart: int = 0
    unplaced: Counter[str] = field(default_factory=Counter)


def _said(run: Run, notes: _Notes, staging: Staging, place: Place) -> Iterator[Finding]:
    """What the reader of the result should know, as information."""

    def info(code: str, **values: object) -> Finding:
        return Finding(code, place, severity=Severity.INFO, values=values)

    mapping = run.source.mapping
    if mapping.note.ja:
        yield info("mapping.note", note=mapping.note)
    if mapping.currency != run.home:
        yield info("load.currency", currency=mapping.currency, home=run.home)
    elif notes.without:
        yield info("load.no_amount", count=notes.without)
    for code, count in (
        ("load.zero", notes.zero),
        ("load.same_year", notes.same_year),
        ("load.apart", notes.apart),
    ):
        if count:
            yield info(code, count=count)
    if notes.unplaced:
        names = "、".join(name for name, _ in notes.unplaced.most_common(_NAMES))
        names += " …" if len(notes.unplaced) > _NAMES else ""
        count = notes.unplaced.total()
        yield info("load.programme", count=len(notes.unplaced), awards=count, names=names)
    for number, names in islice(staging.spellings(), _NAMES):
        yield info("load.spellings", number=number, names=names)
