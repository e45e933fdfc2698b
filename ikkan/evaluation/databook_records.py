"""Chapters of the data book on records: awards, gates, hand-overs, outcomes, indicators.

Decides: which code stands in a row and which in a column. Every number is a count or a sum of the
lake; a table that the edition may not see, or that has no rows, says so in words.
Called by databook. Source: ui.md §1 "Say what is missing".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ikkan.analytics import measures, rules
from ikkan.analytics.measures import Measure
from ikkan.documents.paper import Chapter, Exhibit, Grid, Head, Row
from ikkan.evaluation import databook_words as words
from ikkan.evaluation.databook_reading import Book, grid
from ikkan.evaluation.rules import CLASSES
from ikkan.values.text import Text

Counts = dict[tuple[str | None, str | None], int]


def programmes(book: Book) -> Chapter:
    """Awards in force and their yen: by programme, and new beside continuing."""
    rows = _ordered(book, "programme", "programme", book.rows(measures.BY_PROGRAMME))
    named = [(book.name("programme", row["programme"]), row) for row in rows]
    starts = {row["new"]: row for row in book.rows(measures.BY_START)}
    begun = [(book.say(text), starts[new]) for new, text in words.STARTS.items() if new in starts]
    return _chapter(
        *(book, 5, words.PROGRAMMES),
        _amounts(book, "5-1", words.PROGRAMMES_TITLE, measures.BY_PROGRAMME, named),
        _amounts(book, "5-2", words.STARTS_TITLE, measures.BY_START, begun),
    )


def _amounts(
    book: Book, number: str, title: Text, measure: Measure, named: list[tuple[str, dict[str, Any]]]
) -> Exhibit:
    """Counts of awards, and a column for each sort of yen that is recorded."""
    rows = [row for _, row in named]
    sorts = [sort for sort in rules.AMOUNT_SORTS if any(row[sort] is not None for row in rows)]
    corner = words.PROGRAMME if measure is measures.BY_PROGRAMME else words.START
    heads = [book.say(corner), book.say(words.AWARDS)]
    heads += [f"{book.name('awards.amount', sort)} ({book.say(words.YEN)})" for sort in sorts]
    absent = book.absent(measure)
    table = grid(
        heads,
        ((name, row["awards"], *(row[sort] for sort in sorts)) for name, row in named),
        total=(
            *(book.say(words.COMPUTED_TOTAL), sum(row["awards"] for row in rows)),
            *(sum(row[sort] for row in rows if row[sort] is not None) for sort in sorts),
        ),
        missing=book.say(words.NO_RECORD),
    )
    return book.exhibit(
        *(number, title, measure, None if absent else table),
        absent=absent,
        drawing=book.bars(((name, row["awards"]) for name, row in named), words.AWARDS),
    )


def phases(book: Book) -> Chapter:
    """Awards in force by modality and phase."""
    counts = _counts(book.rows(measures.BY_PHASE), "modality", "phase", "awards")
    table = _cross(book, words.MODALITY, ("awards.award.modality", "phase"), counts)
    exhibit = _crossed(book, "6-1", words.PHASES_TITLE, measures.BY_PHASE, table)
    return _chapter(book, 6, words.PHASES, exhibit)


def places(book: Book) -> Chapter:
    """Awards in force by place and sort of the lead organisation."""
    counts = _counts(book.rows(measures.BY_PLACE), "prefecture", "sort", "awards")
    kinds = ("prefecture", "parties.organisation.sort")
    table = _cross(book, words.PREFECTURE, kinds, counts)
    exhibit = _crossed(book, "7-1", words.PLACES_TITLE, measures.BY_PLACE, table)
    return _chapter(book, 7, words.PLACES, exhibit)


def gates(book: Book) -> Chapter:
    """Gates by decision."""
    counts = _counts(book.rows(measures.BY_GATE), "template", "decision", "gates")
    table = _cross(book, words.GATE, ("gate", "portfolio.gate.decision"), counts)
    exhibit = _crossed(book, "8-1", words.GATES_TITLE, measures.BY_GATE, table)
    return _chapter(book, 8, words.GATES, exhibit)


def handovers(book: Book) -> Chapter:
    """Hand-overs by receiving programme and state."""
    counts = _counts(book.rows(measures.BY_HANDOVER), "to_programme", "state", "cases")
    table = _cross(book, words.PROGRAMME, ("programme", "portfolio.handover.state"), counts)
    exhibit = _crossed(book, "9-1", words.HANDOVERS_TITLE, measures.BY_HANDOVER, table)
    return _chapter(book, 9, words.HANDOVERS, exhibit)


def results(book: Book) -> Chapter:
    """Outcomes by sort, counted in two ways; indicators with printed target and actual."""
    return _chapter(book, 10, words.RESULTS, _outcomes(book), _indicators(book))


def _outcomes(book: Book) -> Exhibit:
    rows = book.rows(measures.OUTCOMES)
    absent = book.absent(measures.OUTCOMES)
    lines = []
    for sort in book.ordered("outcomes.outcome.sort", (row["sort"] for row in rows)):
        mine = [row for row in rows if row["sort"] == sort]
        shares = rules.fractional((row["share_top"], row["share_bottom"]) for row in mine)
        links = sum(row["linked"] or 0 for row in mine)
        name = book.name("outcomes.outcome.sort", sort)
        lines.append((name, mine[0]["outcomes"], rules.hundredths(shares), links))
    table = grid(
        (
            book.say(head)
            for head in (words.OUTCOME_SORT, words.FULL, words.FRACTIONAL, words.LINKS)
        ),
        lines,
    )
    return book.exhibit(
        *("10-1", words.OUTCOMES_TITLE, measures.OUTCOMES, None if absent else table),
        absent=absent,
        drawing=book.bars(((line[0], line[1]) for line in lines), words.RESULTS_OF),
    )


def _indicators(book: Book) -> Exhibit:
    rows = book.rows(measures.INDICATORS)
    absent = book.absent(measures.INDICATORS)
    heads = (
        *(words.PAPER_OF, words.CLASS, words.INDICATOR, words.TARGET, words.UNIT, words.ACTUAL),
        words.COUNTING,
    )
    lines = [
        (
            book.name("instrument", row["of"]),
            CLASSES[row["class"]].of(book.language),
            book.name("indicator", row["code"]),
            *(row["target"], row["unit"] or "", row["value"]),
            "" if row["counting"] is None else _counting(book, row["counting"]),
        )
        for row in rows
    ]
    missing = f"{book.say(words.TARGET)}: {book.say(words.NO_PRINT)} / "
    table = grid(
        (book.say(head) for head in heads),
        lines,
        missing=f"{missing}{book.say(words.ACTUAL)}: {book.say(words.NO_RECORD)}",
    )
    return book.exhibit(
        *("10-2", words.INDICATORS_TITLE, measures.INDICATORS, None if absent else table),
        absent=absent,
    )


def _counting(book: Book, code: str) -> str:
    return book.name("evaluation.actual.counting", code)


def _chapter(book: Book, number: int, title: Text, *exhibits: Exhibit) -> Chapter:
    return Chapter(number=number, title=book.say(title), exhibits=exhibits)


def _crossed(book: Book, number: str, title: Text, measure: Measure, table: Grid) -> Exhibit:
    absent = book.absent(measure)
    return book.exhibit(number, title, measure, None if absent else table, absent=absent)


def _cross(book: Book, corner: Text, kinds: tuple[str, str], counts: Counts) -> Grid:
    """Counts with a total at the right and below; nothing in a cell is a count of zero."""
    down, across = kinds
    rows = book.ordered(down, (row for row, _ in counts))
    columns = book.ordered(across, (column for _, column in counts))
    total = book.say(words.COMPUTED_TOTAL)
    heads = [book.say(corner), *(book.name(across, column) for column in columns), total]
    return Grid(
        heads=tuple(Head(text=head, numeric=place > 0) for place, head in enumerate(heads)),
        rows=(
            *(_line(book.name(down, row), _across(counts, [row], columns)) for row in rows),
            _line(total, _across(counts, rows, columns), strong=True),
        ),
    )


def _line(name: str, numbers: Sequence[int], *, strong: bool = False) -> Row:
    return Row(cells=(name, *numbers, sum(numbers)), strong=strong)


def _across(counts: Counts, rows: Iterable[str | None], columns: Iterable[str | None]) -> list[int]:
    listed = list(rows)
    return [sum(counts.get((row, column), 0) for row in listed) for column in columns]


def _counts(rows: Iterable[dict[str, Any]], down: str, across: str, count: str) -> Counts:
    return {(row[down], row[across]): row[count] for row in rows}


def _ordered(
    book: Book, kind: str, column: str, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    order = book.ordered(kind, (row[column] for row in rows))
    return sorted(rows, key=lambda row: order.index(row[column]))
