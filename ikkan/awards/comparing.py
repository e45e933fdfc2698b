"""Awards of a file against those on record: which are new, which have further years.

Decides: an award on record is never overwritten; a year within its days is added to it, years
after them become an award that continues it. Called by: loading, once per batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ikkan.awards.models import Award, YearAmount
from ikkan.awards.rules import NewAward, years_of
from ikkan.awards.sources import Source
from ikkan.awards.staging import StagedRow
from ikkan.values.finding import Finding, Place, Severity

REPORTED = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An award as the file has it: its rows in order, its yen by fiscal year."""

    rows: tuple[StagedRow, ...]
    external_key: str
    programme: str
    amounts: Mapping[int, int]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An award on record with its reported amounts."""

    code: str
    key: str
    version: int
    began_on: date
    ends_on: date
    amounts: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to write for one draft: a new award (with these rows), or amounts of further years.

    `added` holds (code, version, yen by year) for awards on record.
    """

    draft: Draft
    new: tuple[StagedRow, ...] | None = None
    external_key: str = ""
    continues: str = ""
    added: tuple[tuple[str, int, Mapping[int, int]], ...] = ()

    @property
    def began_on(self) -> date:
        """The first day of the new award."""
        return min(row.began for row in self.new or self.draft.rows)

    @property
    def ends_on(self) -> date:
        """The last day of the new award."""
        return max(row.ends for row in self.new or self.draft.rows)


def compare(
    drafts: Sequence[Draft], start_month: int, findings: list[Finding], file: str
) -> list[Plan]:
    """One plan per draft, in order; amounts that differ from those on record go to `findings`."""
    held = _held(drafts)
    return [
        _plan(draft, held.get(draft.external_key, []), start_month, findings, file)
        for draft in drafts
    ]


def new_award(plan: Plan, organisation: str) -> NewAward:
    """The award that a plan asks for."""
    draft = plan.draft
    years = {row.year for row in plan.new or ()}
    return NewAward(
        title=draft.source.title(draft.rows[0].title),
        organisation=organisation,
        began_on=plan.began_on,
        ends_on=plan.ends_on,
        code=draft.source.award_code(plan.external_key),
        programme=draft.programme,
        year_amounts={year: yen for year, yen in draft.amounts.items() if year in years},
        amounts_are=REPORTED,
        external_source=draft.source.code,
        external_key=plan.external_key,
        continues=(plan.continues,) if plan.continues else (),
    )


def _plan(
    draft: Draft, held: Sequence[Held], start_month: int, findings: list[Finding], file: str
) -> Plan:
    if not held:
        return Plan(draft=draft, new=draft.rows, external_key=draft.external_key)
    added: list[tuple[str, int, Mapping[int, int]]] = []
    for one in held:
        years = years_of(one.began_on, one.ends_on, start_month)
        mine = {year: yen for year, yen in draft.amounts.items() if year in years}
        for year, yen in mine.items():
            stored = one.amounts.get(year)
            if stored is not None and stored != yen:
                place = Place(file, line=draft.rows[0].line)
                findings.append(_differs(place, one, year, stored, yen))
        missing = {year: yen for year, yen in mine.items() if year not in one.amounts}
        if missing:
            added.append((one.code, one.version, missing))
    later = tuple(
        row
        for row in draft.rows
        if not any(row.began <= one.ends_on and one.began_on <= row.ends for one in held)
    )
    if not later:
        return Plan(draft=draft, added=tuple(added))
    last = max(held, key=lambda one: one.began_on)
    first = min(row.began for row in later)
    return Plan(
        draft=draft,
        new=later,
        external_key=_further_key(draft.external_key, min(row.year for row in later)),
        continues=last.code if last.began_on <= first else "",
        added=tuple(added),
    )


def _further_key(key: str, year: int) -> str:
    return f"{key}@{year}"


def _held(drafts: Iterable[Draft]) -> dict[str, list[Held]]:
    """Awards on record by the key of the draft that they belong to. Two queries."""
    wanted = {
        key: draft
        for draft in drafts
        for key in (
            draft.external_key,
            *(_further_key(draft.external_key, row.year) for row in draft.rows),
        )
    }
    if not wanted:
        return {}
    source = next(iter(wanted.values())).source.code
    rows = Award.objects.filter(external_source=source, external_key__in=wanted).order_by("pk")
    columns = ("pk", "code", "external_key", "version", "began_on", "ends_on")
    awards = list(rows.values_list(*columns))
    amounts: dict[int, dict[int, int]] = {}
    reported = YearAmount.objects.filter(award__in=[row[0] for row in awards], sort=REPORTED)
    for award, year, yen in reported.values_list("award_id", "fiscal_year", "yen"):
        amounts.setdefault(award, {})[year] = yen
    found: dict[str, list[Held]] = {}
    for pk, code, key, version, began_on, ends_on in awards:
        held = Held(
            code=code,
            key=key,
            version=version,
            began_on=began_on,
            ends_on=ends_on,
            amounts=amounts.get(pk, {}),
        )
        found.setdefault(wanted[key].external_key, []).append(held)
    return found


def _differs(place: Place, one: Held, year: int, stored: int, read: int) -> Finding:
    values = {"code": one.code, "year": year, "stored": f"{stored:,}", "read": f"{read:,}"}
    return Finding("load.differs", place, severity=Severity.WARNING, values=values)
