"""What a data book is made of: the measures of one publication for one year, and names of codes.

Decides: when a table has nothing to say, and in which words. Called by the chapters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ikkan.analytics import door, measures
from ikkan.analytics.door import Result
from ikkan.analytics.lake import Publication
from ikkan.analytics.measures import Measure
from ikkan.documents import svg
from ikkan.documents.paper import Drawing, Exhibit, Grid, Head, Row, Value
from ikkan.evaluation import databook_words as words
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

MOST_BARS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Results by measure, and names by (kind, code) in the order of the pack."""

    publication: Publication
    year: FiscalYear
    results: Mapping[str, Result]
    labels: Mapping[str, Mapping[str, Text]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A reading in one language."""

    reading: Reading
    language: str

    @property
    def other(self) -> str:
        """The other language."""
        return "en" if self.language == "ja" else "ja"

    @property
    def year(self) -> int:
        """The fiscal year of the book."""
        return self.reading.year.year

    def rows(self, measure: Measure) -> list[dict[str, Any]]:
        """The rows of a measure."""
        return list(self.reading.results[measure.code])

    def say(self, text: Text, **values: object) -> str:
        """A text in the language of the book; `{year}` is always its fiscal year."""
        return self._in(self.language, text, values)

    def say_other(self, text: Text, **values: object) -> str:
        """The same in the other language."""
        return self._in(self.other, text, values)

    def _in(self, language: str, text: Text, values: Mapping[str, object]) -> str:
        named = Text(self.year_name(self.year, "ja"), self.year_name(self.year, "en"))
        return text.format(year=named, **values).of(language)

    def year_name(self, year: int, language: str | None = None) -> str:
        """The name of a fiscal year in the language of the book or in another."""
        month = self.reading.publication.facts.start_month
        return words.year_name(year, month, language or self.language)

    def label(self, kind: str, code: str | None) -> Text:
        """The name of a code; the code itself where the lake has no name for it."""
        if code is None:
            return words.UNDATED
        return self.reading.labels.get(kind, {}).get(code) or Text(code, code)

    def name(self, kind: str, code: str | None) -> str:
        """The name of a code in the language of the book."""
        return self.label(kind, code).of(self.language)

    def ordered(self, kind: str, codes: Iterable[str | None]) -> list[str | None]:
        """Codes in the order of the pack; unknown ones behind them, what has none at the end."""
        known = list(self.reading.labels.get(kind, {}))
        found = set(codes)
        strange = sorted(code for code in found if code is not None and code not in known)
        listed: list[str | None] = [code for code in known if code in found]
        return [*listed, *strange, *([None] if None in found else [])]

    def absent(self, measure: Measure) -> str:
        """Why a measure of records says nothing; empty where it does say something."""
        publication, say = self.reading.publication, self.say
        for table in measure.needs:
            if table in publication.facts.closed:
                return say(words.CLOSED, what=words.WHAT[table])
        for table in measure.needs:
            if not publication.has(table):
                return say(words.NO_ROWS, what=words.WHAT[table])
        if not self.reading.results[measure.code].rows:
            return say(words.NONE_IN_YEAR, what=words.WHAT[measure.needs[0]])
        return ""

    def exhibit(
        self, number: str, title: Text, measure: Measure, grid: Grid | None, **more: Any
    ) -> Exhibit:
        """An exhibit under the rule of its measure; `{of}`, `{basis}` of the title in `values`."""
        values = more.pop("values", {})
        return Exhibit(
            number=number,
            title=self.say(title, **values),
            other=self.say_other(title, **values),
            rule=measure.rule.of(self.language),
            grid=grid,
            **more,
        )

    def sources(self, cited: Iterable[str]) -> tuple[str, ...]:
        """Titles of sources with the cited lines: ``医療分野の… (000: 744, 777)``."""
        lines: dict[str, list[str]] = {}
        for place in (place for cell in cited for place in cell.split()):
            code, _, line = place.partition(":")
            known = lines.setdefault(code, [])
            if line and line not in known:
                known.append(line)
        return tuple(
            f"{self.name('source', code)} ({': '.join([code, *_listed(known)])})"
            for code, known in lines.items()
        )

    def bars(
        self, named: Iterable[tuple[str, Decimal | int]], of: Text, unit: str = ""
    ) -> Drawing | None:
        """One bar for each name, of many the largest; none where there is but one."""
        pairs = list(named)
        if len(pairs) < 2:
            return None
        text = words.BARS_ALT
        if len(pairs) > MOST_BARS:
            text = words.LARGEST_ALT
            pairs = sorted(pairs, key=lambda pair: -pair[1])[:MOST_BARS]
        name, value = max(pairs, key=lambda pair: pair[1])
        alt = self.say(text, of=of, count=len(pairs), name=name, value=f"{value:,}", unit=unit)
        names, values = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        return Drawing(svg=svg.of_bars(names, values, alt=alt), alt=alt)


def read(publication: Publication, year: int) -> Reading:
    """Every measure of a publication for a fiscal year."""
    asked = FiscalYear(year, publication.facts.start_month)
    with door.opened(publication) as tables:
        names = tables.run(tables["label"].order_by("kind", "position", "code"))
        labels: dict[str, dict[str, Text]] = {}
        for row in names:
            kind, code = str(row["kind"]), str(row["code"])
            labels.setdefault(kind, {})[code] = Text(str(row["ja"]), str(row["en"]))
        results = {one.code: one.run(tables, asked) for one in measures.MEASURES}
    return Reading(publication=publication, year=asked, results=results, labels=labels)


def grid(
    heads: Iterable[str],
    rows: Iterable[tuple[Value, ...]],
    total: tuple[Value, ...] | None = None,
    **more: str,
) -> Grid:
    """A table; a column is numeric where every value in it is a number; `total` is the last row."""
    found = [tuple(row) for row in rows]
    every = [*found, *([total] if total else [])]
    return Grid(
        heads=tuple(
            Head(text=head, numeric=_numeric([row[place] for row in every]))
            for place, head in enumerate(heads)
        ),
        rows=(
            *(Row(cells=row) for row in found),
            *([Row(cells=total, strong=True)] if total else []),
        ),
        **more,
    )


def _listed(lines: list[str]) -> list[str]:
    return [", ".join(sorted(lines, key=lambda line: (len(line), line)))] if lines else []


def _numeric(values: list[Value]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and not any(isinstance(value, str) for value in known)
