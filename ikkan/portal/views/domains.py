"""Disease fields with their awards, money and outcomes, and statistics by integrated project.

Decides: two ways of counting stand beside each other, named; only what the public sees is counted.
Every page has a constant number of queries. Source: 004 L151 (per disease), S-487, ui.md §10.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.portal import counting, downloads, fieldreading, fieldtables, reading
from ikkan.portal.counting import NO_SHARE, Fact, Keys
from ikkan.portal.fieldreading import Counted, Shares
from ikkan.portal.fieldtables import Table
from ikkan.records import paging
from ikkan.records.kinds import kind_of
from ikkan.values import glyphs
from ikkan.values.years import FiscalYear

_PAGE: Final = 50
_MOST_OUTCOMES: Final = 50


@require_safe
def domains(request: HttpRequest) -> HttpResponse:
    """Every disease field by term, the newest first, in one year."""
    known, year = reading.snapshot_of(request), _year(request)
    tables, counted = _fields(known, year)
    context = _said(known, year, counted) | {"tables": tables}
    return render(request, "portal/domains.html", context)


@require_safe
def domains_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The same as a file: one row for each field, yen in full digits."""
    known, year = reading.snapshot_of(request), _year(request)
    tables, counted = _fields(known, year)
    return _file(f"domains-{year.year}", suffix, known, [one for _, one in tables], counted)


@require_safe
def domain(request: HttpRequest, code: str) -> HttpResponse:
    """One disease field: by year, phase and project; its public awards and outcomes."""
    known = reading.snapshot_of(request)
    row = known.entry("domain", code)
    year = _year(request)
    tables, counted, years = _field(known, row, year)
    awards = paging.page_of(request, fieldreading.rows(known.as_of, code), _PAGE)
    listed, sorts = fieldreading.outcomes(known.as_of, code)
    kinds = {name: kind_of(name) for name in (fieldreading.AWARD, fieldreading.OUTCOME)}
    clauses = [one for one in known.entries("clause") if one.data["domain"] == code]
    context = _said(known, year, counted) | {
        "row": row,
        "term": known.entry("term", row.data["term"]),
        "tables": tables,
        "years": [one.year for one in years],
        "page": awards,
        "awards": [_record(kinds[fieldreading.AWARD], one) for one in awards],
        "outcomes": [_record(kinds[fieldreading.OUTCOME], one) for one in listed[:_MOST_OUTCOMES]],
        "outcome_table": fieldtables.outcomes(sorts),
        "clauses": clauses,
    }
    return render(request, "portal/domain.html", context)


@require_safe
def domain_file(request: HttpRequest, code: str, suffix: str) -> HttpResponse:
    """The tables of one field as a file."""
    known = reading.snapshot_of(request)
    tables, counted, _ = _field(known, known.entry("domain", code), _year(request))
    return _file(f"domain-{code}", suffix, known, tables, counted)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Awards and yen of a year by project, by phase, new and continuing."""
    known, year = reading.snapshot_of(request), _year(request)
    tables, counted = _projects(known, year)
    context = _said(known, year, counted) | {"tables": tables}
    return render(request, "portal/statistics.html", context)


@require_safe
def statistics_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The same as a file."""
    known, year = reading.snapshot_of(request), _year(request)
    tables, counted = _projects(known, year)
    return _file(f"project-statistics-{year.year}", suffix, known, tables, counted)


def _fields(known: Snapshot, year: FiscalYear) -> tuple[list[tuple[EntryView, Table]], Counted]:
    counted = fieldreading.read(known.as_of, year=year.year)
    facts = counting.facts(counted.awards, counted.amounts, [year])
    found = counting.tally(facts, counting.by_domain)
    tables = []
    for term in reversed(known.entries("term", state="all")):
        rows = [
            row for row in known.entries("domain", state="all") if row.data["term"] == term.code
        ]
        if rows:
            keys = [(row.code, row.label, row) for row in rows]
            tables.append((term, fieldtables.counts(term.label, fieldtables.FIELD, keys, found)))
    return tables, counted


def _field(
    known: Snapshot, row: EntryView, year: FiscalYear
) -> tuple[list[Table], Counted, tuple[FiscalYear, ...]]:
    counted = fieldreading.read(known.as_of, domain=row.code)
    years = counting.spans(counted.awards, year.start_month, _today(known).year)
    facts = counting.facts(counted.awards, counted.amounts, years)
    part = counting.of_domain(row.code)
    by_year = counting.tally(facts, lambda fact: ((fact.year, part(fact)),))
    mine = [fact for fact in facts if fact.year == year.year]
    by_phase = counting.tally(mine, lambda fact: ((fact.award.phase, part(fact)),))
    shares = Shares(known)

    def projects(fact: Fact) -> Keys:
        own = part(fact)
        return [(code, own * share) for code, share in _shares(shares, fact, year)]

    by_project = counting.tally(mine, projects)
    heads = [fieldtables.year_key(one.year, one.start_month) for one in reversed(years)]
    tables = [
        fieldtables.counts(fieldtables.BY_YEAR, fieldtables.YEAR, heads, by_year),
        fieldtables.counts(
            fieldtables.BY_PHASE, fieldtables.PHASE, _keys(known, "phase", by_phase), by_phase
        ),
        fieldtables.counts(
            fieldtables.BY_PROJECT,
            fieldtables.PROJECT,
            _keys(known, "project", by_project),
            by_project,
        ),
    ]
    return tables, counted, years


def _projects(known: Snapshot, year: FiscalYear) -> tuple[list[Table], Counted]:
    counted = fieldreading.read(known.as_of, year=year.year)
    facts = counting.facts(counted.awards, counted.amounts, [year])
    shares = Shares(known)

    def projects(fact: Fact) -> Keys:
        return _shares(shares, fact, year)

    def phases(fact: Fact) -> Keys:
        return [((code, fact.award.phase), share) for code, share in projects(fact)]

    def starts(fact: Fact) -> Keys:
        return [((code, fact.new), share) for code, share in projects(fact)]

    whole = counting.tally(facts, projects)
    keys = _keys(known, "project", whole)
    total = counting.tally(facts, lambda _: ((None, Fraction(1)),))
    return [
        fieldtables.counts(
            fieldtables.BY_PROJECT, fieldtables.PROJECT, keys, whole, total=total.get(None)
        ),
        fieldtables.crossed(
            fieldtables.BY_START,
            keys,
            fieldtables.STARTS,
            counting.tally(facts, starts),
            fieldtables.START,
        ),
        fieldtables.crossed(
            fieldtables.PROJECT_PHASE,
            keys,
            [(code, words) for code, words, _ in _phases(known, facts)],
            counting.tally(facts, phases),
            fieldtables.PHASE,
        ),
    ], counted


def _shares(shares: Shares, fact: Fact, year: FiscalYear) -> list[tuple[str, Fraction]]:
    return list(shares.of(fact.award.programme, year.start, year.end))


def _phases(known: Snapshot, facts: Sequence[Fact]) -> list[fieldtables.Key]:
    return _keys(known, "phase", {fact.award.phase: None for fact in facts})


def _keys(known: Snapshot, kind: str, found: Any) -> list[fieldtables.Key]:
    """Rows of the pack under which something is counted, in its order; then what has none."""
    rows = [row for row in known.entries(kind, state="all") if row.code in found]
    keys: list[fieldtables.Key] = [(row.code, row.label, row) for row in rows]
    named = {row.code for row in rows} | {NO_SHARE}
    keys += [(code, fieldtables.as_is(code), None) for code in sorted(set(found) - named)]
    if NO_SHARE in found:
        keys.append((NO_SHARE, fieldtables.UNKNOWN[kind], None))
    return keys


def _record(kind: Any, row: Any) -> dict[str, Any]:
    value = kind.value(row) if kind.value else None
    return {
        "ref": kind.ref(row),
        "url": kind.url(row.code),
        "title": kind.title(row),
        "value": value,
        "row": row,
    }


def _said(known: Snapshot, year: FiscalYear, counted: Counted) -> dict[str, Any]:
    today = _today(known)
    return {
        "snapshot": known,
        "year": year.year,
        "year_query": f"year={year.year}",
        "before": year.year - 1,
        "before_url": f"?year={year.year - 1}",
        "after": year.year + 1 if year.year < today.year else None,
        "after_url": f"?year={year.year + 1}",
        "year_name": fieldtables.year_key(year.year, year.start_month)[1],
        "fictional": counted.fictional,
        "rules": fieldtables.RULES,
    }


def _today(known: Snapshot) -> FiscalYear:
    return FiscalYear.of(known.as_of, known.settings["fiscal_year_start_month"])


def _year(request: HttpRequest) -> FiscalYear:
    """The year in the address, else the one of the day. Raises Http404 for what is no year."""
    today = _today(reading.snapshot_of(request))
    asked = request.GET.get("year", "")
    if not asked:
        return today
    if not (asked.isdecimal() and asked.isascii() and 1945 <= int(asked[:6]) <= today.year):
        raise Http404(fieldtables.NO_YEAR.format(read=glyphs.shown(asked)).of(reading.language()))
    return FiscalYear(int(asked), today.start_month)


def _file(
    name: str, suffix: str, known: Snapshot, tables: Sequence[Table], counted: Counted
) -> HttpResponse:
    language = reading.language()
    notes = [
        *downloads.notes(known, (), language),
        *(one.of(language) for one in fieldtables.RULES),
    ]
    if counted.fictional:
        notes.append(fieldtables.MADE_UP.of(language))
    sheet = fieldtables.sheet(tables, language, notes, counted.fictional)
    return downloads.answer(name, suffix, [sheet])
