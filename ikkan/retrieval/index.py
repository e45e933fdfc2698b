"""The index of one folder: entries in, ranked hits out.

Decides: what matches and how much it counts. Scores are sums of fixed weights, never statistics of
the collection: the order of what a viewer sees does not depend on what it may not see, nor on how
the index came to be. Called by the store. Engine: tantivy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import tantivy

from ikkan.retrieval import folding, words
from ikkan.retrieval.entries import Entry, Kept, identity, unpacked
from ikkan.retrieval.questions import Part, Question, Wording

LAYOUT: Final = 1
"""Counts up whenever an index made before would be read wrongly."""
BATCH: Final = 2_500
_HEAP: Final = 64_000_000
_GAP: Final = " \x1f" * 4 + " "
_TITLE: Final = 60
"""What is longer is a text that stands as its own name; it is found as text."""
_ABOUT: Final = 16
"""Names that differ in length by less than this many characters count as alike."""
_KANA: Final = re.compile(r"[ァ-ヺー]+")
_SHORTEST_PREFIX: Final = 3

_WHOLE_TITLE: Final = 16.0
_PHRASE_IN_TITLE: Final = 4.0
_PHRASE: Final = 1.0
_CODE: Final = 24.0
_CODE_BEGINS: Final = 10.0
_OWN: Final = {"title": 8.0, "body": 3.0}
_SYNONYM: Final = {"title": 6.0, "body": 2.0}
_CHARACTERS: Final = {"title_pairs": 4.0, "pairs": 1.0, "singles": 1.0}
_WORD_BEGINS: Final = {"title": 3.0, "body": 0.5}


class Hit(NamedTuple):
    """A match: enough to ask whether it may be seen, to count and to sort it."""

    score: float
    kind_order: int
    number: int
    identity: int
    first_year: int
    last_year: int
    fictional: int
    room: int
    at: Any

    @property
    def rank(self) -> tuple[float, int, int, int, int, int]:
        """Best first; then short names, the kinds in their order, the latest year, the row."""
        order = (self.room // _ABOUT, self.kind_order, -self.last_year, self.number, self.identity)
        return (-self.score, *order)


def schema() -> tantivy.Schema:
    """The fields of the index."""
    made = tantivy.SchemaBuilder()
    made.add_text_field("ref", tokenizer_name="raw", index_option="basic")
    made.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    made.add_text_field("codes", tokenizer_name="whitespace", index_option="basic")
    made.add_text_field("whole", tokenizer_name="raw", index_option="basic")
    for name in ("title", "body", "title_pairs", "pairs"):
        made.add_text_field(name, tokenizer_name="whitespace")
    made.add_text_field("singles", tokenizer_name="whitespace", index_option="basic")
    for name in _NUMBERS:
        made.add_unsigned_field(name, fast=True)
    made.add_bytes_field("kept", stored=True)
    return made.build()


class Index:
    """An index in a folder; `write` and `ask` may be used by several threads."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        if create:
            folder.mkdir(parents=True)
        self._schema = schema()
        self._index = (
            tantivy.Index(self._schema, path=str(folder))
            if create
            else tantivy.Index.open(str(folder))
        )
        self._index.config_reader("manual")

    def write(
        self, entries: Iterable[Entry], *, kinds: Iterable[str] = (), new: bool = False
    ) -> int:
        """Put entries in place of those of the same reference; whole `kinds` leave first.

        One commit; `new` says that nothing is there to be replaced. Returns how many were put in.
        """
        writer = self._index.writer(_HEAP, 1)
        count = 0
        try:
            for kind in kinds:
                writer.delete_documents_by_term("kind", kind)
            for entry in entries:
                if not new:
                    writer.delete_documents_by_term("ref", str(entry.ref))
                writer.add_document(_document(entry))
                count += 1
        except BaseException:
            writer.rollback()
            writer.wait_merging_threads()
            raise
        writer.commit()
        writer.wait_merging_threads()
        self.reload()
        return count

    def reload(self) -> None:
        """See what was committed since."""
        self._index.reload()

    @property
    def size(self) -> int:
        """How many entries it holds."""
        return int(self._index.searcher().num_docs)

    def ask(self, question: Question, *, loose: bool = False) -> Answer:
        """What matches; `loose` also within words of kana, for questions that find nothing else."""
        return Answer(self._index.searcher(), _query(self._schema, question, loose=loose))


class Answer:
    """The hits of one question, read in batches, best first."""

    def __init__(self, searcher: tantivy.Searcher, query: tantivy.Query) -> None:
        self._searcher = searcher
        self._query = query

    def batches(self, size: int = BATCH) -> Iterator[list[Hit]]:
        """Every hit in batches of at most `size`, the best batch first."""
        offset = 0
        while found := self._searcher.search(self._query, size, offset=offset, count=False).hits:
            yield self._hits(found)
            if len(found) < size:
                return
            offset += size

    def kept(self, hits: Sequence[Hit]) -> list[Kept]:
        """What was kept of these hits."""
        return [unpacked(self._searcher.doc(hit.at)["kept"][0]) for hit in hits]

    def _hits(self, found: Sequence[tuple[Any, Any]]) -> list[Hit]:
        places = [place for _, place in found]
        columns = [self._searcher.fast_field_values(name, places) for name in _NUMBERS]
        return [
            Hit(round(score, 3), kind, number, same, first, last, fictional, room, place)
            for (score, place), kind, number, same, first, last, fictional, room in zip(
                found, *columns, strict=True
            )
        ]


_NUMBERS: Final = (
    "kind_order",
    "number",
    "identity",
    "first_year",
    "last_year",
    "fictional",
    "room",
)


def _document(entry: Entry) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("ref", str(entry.ref))
    made.add_text("kind", entry.ref.kind)
    named = (entry.title.ja, entry.title.en) if len(entry.title.ja) <= _TITLE else ()
    titles = tuple(dict.fromkeys(text for text in named if text))
    for title in titles:
        made.add_text("whole", words.line(title))
    names = {entry.ref.code, str(entry.ref), *entry.codes}
    lowered = {folding.plain(name).text.replace(" ", "") for name in names if name}
    lowered |= {
        word.form
        for text in titles
        for word in words.codes(text)
        if any(one.isdigit() for one in word.form)
    }
    made.add_text("codes", " ".join(sorted(lowered)))
    made.add_text("title", _GAP.join(words.line(text) for text in titles))
    made.add_text("body", _GAP.join(words.line(text) for text in entry.texts))
    runs = [word.form for text in entry.texts for word in words.runs(text)]
    title_runs = [word.form for text in titles for word in words.runs(text)]
    made.add_text("title_pairs", _GAP.join(" ".join(_pairs(run)) for run in title_runs))
    made.add_text("pairs", _GAP.join(" ".join(_pairs(run)) for run in runs))
    made.add_text("singles", " ".join(sorted({one for run in runs for one in run})))
    made.add_unsigned("kind_order", entry.kind_order)
    made.add_unsigned("number", entry.number)
    made.add_unsigned("identity", identity(entry.ref))
    made.add_unsigned("first_year", entry.first_year)
    made.add_unsigned("last_year", entry.last_year)
    made.add_unsigned("fictional", int(entry.fictional))
    made.add_unsigned("room", len(entry.title.ja))
    made.add_bytes("kept", entry.packed())
    return made


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _query(known: tantivy.Schema, question: Question, *, loose: bool) -> tantivy.Query:
    if not question.wanted:
        return tantivy.Query.empty_query()
    clauses = [
        (
            tantivy.Occur.MustNot if part.excluded else tantivy.Occur.Must,
            _part(known, part, loose=loose),
        )
        for part in question.parts
    ]
    whole = tantivy.Query.term_query(known, "whole", " ".join(question.phrase))
    clauses.append((tantivy.Occur.Should, _worth(whole, _WHOLE_TITLE)))
    if len(question.wanted) > 1:
        for name, weight in (("title", _PHRASE_IN_TITLE), ("body", _PHRASE)):
            phrase = _in_order(known, name, question.phrase)
            clauses.append((tantivy.Occur.Should, _worth(phrase, weight)))
    return tantivy.Query.boolean_query(clauses)


def _part(known: tantivy.Schema, part: Part, *, loose: bool) -> tantivy.Query:
    """The best of all the ways in which a part may be found."""
    ways: list[tantivy.Query] = []
    for wording in part.wordings:
        weights = _OWN if wording.own else _SYNONYM
        ways += [
            _worth(_in_order(known, name, wording.words), weight)
            for name, weight in weights.items()
        ]
        ways += _by_characters(known, wording, loose=loose or part.quoted)
    if part.code:
        ways.append(_worth(tantivy.Query.term_query(known, "codes", part.code), _CODE))
        if not part.excluded:
            begins = tantivy.Query.regex_query(known, "codes", f"{re.escape(part.code)}.+")
            ways.append(_worth(begins, _CODE_BEGINS))
    return tantivy.Query.disjunction_max_query(ways)


def _by_characters(
    known: tantivy.Schema, wording: Wording, *, loose: bool
) -> Iterator[tantivy.Query]:
    """Japanese characters wherever they stand; kana only where a word begins, or if loose."""
    text = wording.characters
    if not text:
        return
    if _KANA.fullmatch(text) and not loose:
        if len(text) >= _SHORTEST_PREFIX and len(wording.words) == 1:
            for name, weight in _WORD_BEGINS.items():
                begins = tantivy.Query.regex_query(known, name, f"{re.escape(wording.words[0])}.+")
                yield _worth(begins, weight)
        return
    if len(text) == 1:
        single = tantivy.Query.term_query(known, "singles", text)
        yield _worth(single, _CHARACTERS["singles"])
        return
    for name in ("title_pairs", "pairs"):
        yield _worth(_in_order(known, name, tuple(_pairs(text))), _CHARACTERS[name])


def _in_order(known: tantivy.Schema, name: str, forms: tuple[str, ...]) -> tantivy.Query:
    if not forms:
        return tantivy.Query.empty_query()
    if len(forms) == 1:
        return tantivy.Query.term_query(known, name, forms[0])
    return tantivy.Query.phrase_query(known, name, list(forms))


def _worth(query: tantivy.Query, score: float) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, score)
