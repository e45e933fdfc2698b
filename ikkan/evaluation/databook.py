"""The data book of a fiscal year: ten tables and figures from one publication of the lake.

Decides: the chapters and their order, and what stands on every page (mark, as-of, pack version).
The same publication gives the same book. Called by `ikkan databook` and the page. Picture 07.
"""

from __future__ import annotations

from datetime import UTC, datetime, time

from ikkan.analytics.lake import Publication
from ikkan.documents.paper import Paper
from ikkan.evaluation import databook_money as money
from ikkan.evaluation import databook_records as records
from ikkan.evaluation import databook_words as words
from ikkan.evaluation.databook_reading import Book, Reading, read
from ikkan.records import papers as papers_of

CHAPTERS = (
    *(money.budget, money.projects, money.adjustment, money.funds),
    *(records.programmes, records.phases, records.places, records.gates, records.handovers),
    records.results,
)
LANGUAGES = ("ja", "en")


def file_name(year: int, language: str, form: str) -> str:
    """``databook-2021-ja.pdf``."""
    return f"databook-{year}-{language}.{form}"


def papers(publication: Publication, year: int) -> dict[str, Paper]:
    """The book in each language. Raises YearError for a year that no book can have."""
    reading = read(publication, year)
    return {language: paper(reading, language) for language in LANGUAGES}


def paper(reading: Reading, language: str) -> Paper:
    """The book in one language."""
    book, facts = Book(reading=reading, language=language), reading.publication.facts
    day, pack = facts.as_of.isoformat(), f"{facts.pack} {facts.pack_version}"
    return Paper(
        language=language,
        other_language=book.other,
        title=book.say(words.TITLE),
        author=words.AUTHOR,
        lead=book.say(words.LEAD),
        facts=(
            (book.say(words.EDITION), book.say(words.EDITIONS[facts.viewer])),
            (book.say(words.AS_OF), day),
            (book.say(words.PACK), pack),
            (book.say(words.SOURCE_DATA), book.say(words.SAME, code=reading.publication.code)),
        ),
        foot=book.say(words.FOOT, day=day, pack=pack),
        words=papers_of.WORDS[language],
        chapters=tuple(chapter(book) for chapter in CHAPTERS),
        stamp=datetime.combine(facts.as_of, time.min, tzinfo=UTC),
        mark=book.say(words.MARK) if facts.fictional else "",
    )
