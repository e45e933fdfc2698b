"""Chapters of the data book on printed money: years, projects, adjustment fund, funds.

Decides: which printed figures stand together; bases and units never mix in one table or drawing.
Called by databook. Source: ui.md §7; picture 07.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ikkan.analytics import measures
from ikkan.budget.rules import Pot
from ikkan.documents import columns, svg
from ikkan.documents.paper import Chapter, Drawing, Exhibit, Grid, Head, Row, Value
from ikkan.evaluation import databook_words as words
from ikkan.evaluation.databook_reading import Book, grid

Figure = dict[str, Any]
_FEWEST_BARS = 3


def budget(book: Book) -> Chapter:
    """Printed budgets over the years, one exhibit for each class of cost."""
    rows = book.rows(measures.SERIES)
    classes = list(dict.fromkeys(row["cost_class"] for row in rows))
    exhibits = [
        _series(book, f"1-{place}", code, [row for row in rows if row["cost_class"] == code])
        for place, code in enumerate(classes, start=1)
    ]
    return Chapter(
        number=1,
        title=book.say(words.BUDGET),
        exhibits=tuple(exhibits) or (_nothing(book, "1-1", words.BUDGET, measures.SERIES),),
    )


def projects(book: Book) -> Chapter:
    """Amounts of the year printed by project; first the basis with the most printed totals."""
    rows = book.rows(measures.PROJECTS)
    whole = [row["basis"] for row in rows if row["total"]]
    bases = book.ordered("basis", (row["basis"] for row in rows))
    bases.sort(key=lambda basis: -whole.count(basis))
    exhibits = [
        _projects(book, f"2-{place}", basis, [row for row in rows if row["basis"] == basis])
        for place, basis in enumerate(bases, start=1)
    ]
    return Chapter(
        number=2,
        title=book.say(words.PROJECTS),
        exhibits=tuple(exhibits) or (_nothing(book, "2-1", words.PROJECTS, measures.PROJECTS),),
    )


def adjustment(book: Book) -> Chapter:
    """Printed amounts of the adjustment fund, by fiscal year."""
    rows = [row for row in book.rows(measures.POTS) if row["pot"] == Pot.ADJUSTMENT]
    if not rows:
        exhibit = _nothing(book, "3-1", words.ADJUSTMENT_TITLE, measures.POTS)
    else:
        found = grid(
            (book.say(head) for head in (words.YEAR, words.MEANING, words.AMOUNT, words.UNIT)),
            (
                (book.year_name(row["year"]), _label(book, row), row["value"], row["unit"])
                for row in rows
            ),
        )
        exhibit = book.exhibit(
            *("3-1", words.ADJUSTMENT_TITLE, measures.POTS, found),
            notes=_later(book, [row["year"] for row in rows]),
            sources=_cited(book, rows),
        )
    return Chapter(number=3, title=book.say(words.ADJUSTMENT), exhibits=(exhibit,))


def funds(book: Book) -> Chapter:
    """Funds over several years that cover the year."""
    rows = book.rows(measures.FUNDS)
    absent = book.absent(measures.FUNDS)
    table = None if absent else _funds(book, rows)
    exhibit = book.exhibit(
        *("4-1", words.FUNDS_TITLE, measures.FUNDS, table),
        absent=absent,
        drawing=None if absent else _fund_bars(book, rows),
        sources=_cited(book, rows),
    )
    return Chapter(number=4, title=book.say(words.FUNDS), exhibits=(exhibit,))


def _series(book: Book, number: str, code: str | None, rows: list[Figure]) -> Exhibit:
    label, years = book.label("cost_class", code), sorted({row["series_year"] for row in rows})
    cells = {(row["ministry"], row["series_year"]): row["value"] for row in rows}
    payers = [one for one in dict.fromkeys(row["ministry"] for row in rows) if one is not None]
    totals = [cells.get((None, year)) for year in years]
    table = Grid(
        heads=(
            Head(text=book.say(words.MINISTRY)),
            *(Head(text=str(year), numeric=True) for year in years),
        ),
        rows=(
            *(
                Row(cells=(book.name("body", one), *(cells.get((one, year)) for year in years)))
                for one in payers
            ),
            Row(cells=(book.say(words.PRINTED_TOTAL), *totals), strong=True),
        ),
        unit=rows[0]["unit"],
        missing=book.say(words.NO_PRINT),
    )
    bases = book.ordered("basis", (row["basis"] for row in rows))
    notes = [book.say(words.BASES, names="、".join(book.name("basis", one) for one in bases))]
    return book.exhibit(
        *(number, words.SERIES_TITLE, measures.SERIES, table),
        values={"of": label},
        drawing=_columns(book, code, rows, years),
        notes=(*notes, *_later(book, years)),
        sources=_cited(book, rows),
    )


def _columns(book: Book, code: str | None, rows: list[Figure], years: list[int]) -> Drawing:
    """Stacked under printed totals where each year has one, else one band for each ministry."""
    cells = {(row["ministry"], row["series_year"]): row["value"] for row in rows}
    payers = [one for one in dict.fromkeys(row["ministry"] for row in rows) if one is not None]
    totals = [cells[None, year] for year in years if cells.get((None, year)) is not None]
    parts = [
        columns.Series(key=one, values=tuple(cells.get((one, year)) for year in years))
        for one in payers
    ]
    of, ends = book.label("cost_class", code), {"first": years[0], "last": years[-1]}
    if len(totals) == len(years):
        chart = columns.stacked(years, parts, totals)
        said = {"total": f"{totals[-1]:,}", "unit": rows[0]["unit"]}
        alt = book.say(words.SERIES_ALT, of=of, **ends, **said)
    else:
        chart = columns.banded(years, parts)
        alt = book.say(words.BANDS_ALT, of=of, **ends)
    names = {one: book.name("body", one) for one in payers}
    return Drawing(svg=svg.of_columns(chart, names=names, tints=_tints(book), alt=alt), alt=alt)


def _tints(book: Book) -> dict[str, int]:
    """The colour of each ministry, from 1, by the first amount printed of it."""
    payers = dict.fromkeys(row["ministry"] for row in book.rows(measures.SERIES))
    return {code: place for place, code in enumerate((one for one in payers if one), start=1)}


def _projects(book: Book, number: str, basis: str | None, rows: list[Figure]) -> Exhibit:
    asked = [
        (words.PROJECT, "project", "project"),
        (words.PROGRAMME, "programme", "programme"),
        (words.MINISTRY, "body", "ministry"),
        (words.COST_CLASS, "cost_class", "cost_class"),
        (words.STAGE, "stage", "stage"),
        (words.POT, "pot", "pot"),
    ]
    used = [one for one in asked if any(row[one[2]] is not None for row in rows)]
    heads = [*(one[0] for one in used), words.AMOUNT, words.UNIT]
    ordered = _by_project(book, rows)
    table = grid(
        (book.say(head) for head in heads),
        (
            (
                *(_named(book, kind, row[column], row) for _, kind, column in used),
                *(row["value"], row["unit"]),
            )
            for row in ordered
        ),
    )
    return book.exhibit(
        *(number, words.PROJECTS_TITLE, measures.PROJECTS, table),
        values={"basis": book.label("basis", basis)},
        drawing=_project_bars(book, ordered),
        sources=_cited(book, rows),
    )


def _named(book: Book, kind: str, code: str | None, row: Figure) -> Value:
    """The name of a dimension; a total says so where it has no class of its own."""
    if code is None:
        return book.say(words.TOTAL) if kind == "cost_class" and row["total"] else ""
    return book.name(kind, code)


def _by_project(book: Book, rows: list[Figure]) -> list[Figure]:
    order = book.ordered("project", (row["project"] for row in rows))
    return sorted(rows, key=lambda row: (order.index(row["project"]), row["position"]))


def _project_bars(book: Book, rows: list[Figure]) -> Drawing | None:
    """The printed totals of projects, where one is printed for each of them in one unit."""
    totals = [row for row in rows if row["total"] and row["programme"] is None]
    projects_of = [row["project"] for row in totals]
    one_each = len(set(projects_of)) == len(projects_of)
    alike = len({(row["unit"], row["stage"], row["pot"]) for row in totals}) == 1
    if len(totals) < _FEWEST_BARS or not one_each or not alike:
        return None
    named = ((book.name("project", row["project"]), row["value"]) for row in totals)
    return book.bars(named, words.PROJECTS, totals[0]["unit"])


def _funds(book: Book, rows: list[Figure]) -> Grid:
    heads = (words.FUND, words.PERIOD, words.AMOUNT, words.UNIT)
    return grid(
        (book.say(head) for head in heads),
        (
            (book.name("fund", row["code"]), _period(row), row["value"], row["unit"] or "")
            for row in rows
        ),
        missing=book.say(words.NO_PRINT),
    )


def _period(row: Figure) -> str | None:
    first, last = row["first_year"], row["last_year"]
    return None if first is None else f"{first}–{'' if last is None else last}"


def _fund_bars(book: Book, rows: list[Figure]) -> Drawing | None:
    printed = [row for row in rows if row["value"] is not None]
    if len({row["unit"] for row in printed}) != 1:
        return None
    named: list[tuple[str, Decimal]] = [
        (book.name("fund", row["code"]), row["value"]) for row in printed
    ]
    return book.bars(named, words.FUNDS, printed[0]["unit"])


def _nothing(book: Book, number: str, title: Any, measure: measures.Measure) -> Exhibit:
    return book.exhibit(number, title, measure, None, absent=book.say(words.NOTHING_PRINTED))


def _label(book: Book, row: Figure) -> str:
    return str(row["label_ja" if book.language == "ja" else "label_en"])


def _later(book: Book, years: Iterable[int]) -> tuple[str, ...]:
    """A note where the newest print is of an earlier year than the book."""
    last = max(years)
    return () if last >= book.year else (book.say(words.NO_LATER, last=last),)


def _cited(book: Book, rows: list[Figure]) -> tuple[str, ...]:
    return book.sources(row["source"] for row in rows if row["source"])
