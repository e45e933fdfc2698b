"""Review sheets of files into the records: every sheet loaded, merged or refused with reasons.

Decides: a batch is one transaction, so that a run that was cut off goes on where it stopped, and
one that is repeated changes nothing. Called by `ikkan import review-sheets`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from ikkan.audit.actor import Actor
from ikkan.budget.sheets import actions, rules, storing
from ikkan.budget.sheets.files import Raw, Reading
from ikkan.budget.sheets.reading import Reader, Refused
from ikkan.budget.sheets.rules import NewSheet
from ikkan.budget.sheets.sources import Source
from ikkan.values.finding import Finding, Place, Severity

Progress = Callable[[int], None]
_NAMES: Final = 12


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the sheets. `rows` = `loaded` + `merged` + `refused`, in every run.

    `budget_yen` sums the printed totals of the sheets loaded or merged, `paid_yen` their payments.
    """

    rows: int = 0
    loaded: int = 0
    merged: int = 0
    refused: int = 0
    budgets: int = 0
    checked: int = 0
    unequal: int = 0
    missing: int = 0
    indicators: int = 0
    payees: int = 0
    budget_yen: int = 0
    paid_yen: int = 0
    findings: list[Finding] = field(default_factory=list)
    years: set[int] = field(default_factory=set)


def load(
    source: Source, paths: Sequence[Path], progress: Progress, *, by: Actor, as_of: date
) -> Tally:
    """Read and write batch by batch; `progress(sheets so far)` after each. Raises InputError."""
    reading, reader, tally = Reading(source, paths), Reader(source), Tally()
    seen: dict[str, int] = {}
    ministries: Counter[str] = Counter()
    for batch in _batches(reading, reader, tally, seen):
        _load(batch, tally, by=by, as_of=as_of)
        ministries.update(sheet.ministry for _, sheet in batch)
        progress(tally.rows)
    tally.findings += reading.found
    tally.findings += list(_said(source, reader, tally, ministries, as_of))
    return tally


def _batches(
    reading: Reading, reader: Reader, tally: Tally, seen: dict[str, int]
) -> Iterator[list[tuple[Raw, NewSheet]]]:
    raws = reading.sheets()
    while chunk := list(islice(raws, rules.MOST)):
        batch = []
        for raw in chunk:
            tally.rows += 1
            try:
                sheet = reader.sheet(raw)
            except Refused as refusal:
                tally.refused += 1
                tally.findings += refusal.findings
                continue
            if sheet.key in seen:
                tally.refused += 1
                values = {"key": sheet.key, "line": seen[sheet.key]}
                tally.findings.append(_at(raw, "sheets.twice", Severity.ERROR, **values))
                continue
            seen[sheet.key] = raw.line
            batch.append((raw, sheet))
        yield batch


def _load(batch: Sequence[tuple[Raw, NewSheet]], tally: Tally, *, by: Actor, as_of: date) -> None:
    done = actions.load_sheets(
        [sheet for _, sheet in batch], by=by, as_of=as_of, version=None, key=None
    )
    tally.loaded += len(done.new)
    tally.merged += len(done.same)
    tally.refused += len(done.differing)
    for raw, sheet in batch:
        code = done.differing.get(sheet.key)
        if code is not None:
            values = {"key": sheet.key, "code": code}
            tally.findings.append(_at(raw, "sheets.differs", Severity.ERROR, **values))
        else:
            _count(raw, sheet, tally)


def _count(raw: Raw, sheet: NewSheet, tally: Tally) -> None:
    """Sums and checks of a sheet that is loaded, in this run or before."""
    tally.years.add(sheet.year)
    tally.budgets += len(sheet.budgets)
    tally.missing += not sheet.budgets
    tally.indicators += len(sheet.indicators)
    tally.payees += len(sheet.payees)
    tally.budget_yen += sum(one.total or 0 for one in sheet.budgets)
    tally.paid_yen += sum(one.yen or 0 for one in sheet.payees)
    for one in sheet.budgets:
        rest = rules.gap(one, sheet.scale)
        tally.checked += rest is not None
        if rules.holds(rest, sheet.scale) is False:
            tally.unequal += 1
            values = {"key": sheet.key, "year": one.fiscal_year, "gap": f"{rest:,}"}
            tally.findings.append(_at(raw, "sheets.unequal", Severity.WARNING, **values))
    below = sum((one.total or 0) < 0 for one in sheet.budgets)
    below += sum((one.yen or 0) < 0 for one in sheet.payees)
    if below:
        values = {"key": sheet.key, "count": below}
        tally.findings.append(_at(raw, "sheets.below_zero", Severity.WARNING, **values))


def _said(
    source: Source, reader: Reader, tally: Tally, ministries: Counter[str], as_of: date
) -> Iterator[Finding]:
    """What stands out in the run as a whole."""
    place = Place(source.code)
    for key in reader.never():
        yield Finding("sheets.never", place, severity=Severity.WARNING, values={"key": key})
    if tally.missing:
        values: dict[str, object] = {"count": tally.missing}
        yield Finding("sheets.missing", place, severity=Severity.INFO, values=values)
    known = storing.bodies(as_of)
    unknown = [name for name, _ in ministries.most_common() if rules.folded(name) not in known]
    if unknown:
        more = " …" if len(unknown) > _NAMES else ""
        values = {"count": len(unknown), "names": "、".join(unknown[:_NAMES]) + more}
        yield Finding("sheets.body", place, severity=Severity.INFO, values=values)


def _at(raw: Raw, code: str, severity: Severity, /, **values: object) -> Finding:
    return Finding(code, Place(raw.file, line=raw.line), severity=severity, values=values)
