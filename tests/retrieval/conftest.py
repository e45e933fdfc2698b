"""A small index of made-up records, and a way to ask it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ikkan.retrieval import questions
from ikkan.retrieval.entries import Entry
from ikkan.retrieval.index import Index
from ikkan.retrieval.synonyms import Synonyms
from ikkan.values.ref import Ref
from ikkan.values.text import Text

Ask = Callable[..., list[str]]
SYNONYMS = Synonyms([["がん", "癌", "cancer"], ["遺伝子治療", "gene therapy"], ["AI", "人工知能"]])


def entry(code: str, ja: str, en: str, body: str = "", **given: object) -> Entry:
    """``entry("a", "題", "Title", "text")``: a record of the kind `thing`."""
    filled: dict[str, object] = {"kind_order": 1, "number": 1, "body": Text(body, "")} | given
    return Entry(ref=Ref("thing", code), title=Text(ja, en), **filled)  # type: ignore[arg-type]


ENTRIES = [
    entry("pancreas", "膵がんの早期診断", "Early diagnosis of pancreatic cancers", number=1),
    entry("lung", "肺癌の治療", "Treatment of the lung", number=2, first_year=2020, last_year=2024),
    entry("organ", "オルガン", "Organ", "ガンマ線と音楽、ムーンショット型", number=3),
    entry("JP26ab0123456", "試験課題", "Trial award", "当初予算 1,261億円（S-226）", number=4),
    entry("S-226", "遺伝子治療", "Gene therapies", "人工知能による", number=5, codes=("100-200",)),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The entries above."""
    made = Index(Path(tmp_path_factory.mktemp("search")) / "index", create=True)
    assert made.write(ENTRIES, new=True) == len(ENTRIES)
    return made


@pytest.fixture(scope="module")
def ask(index: Index) -> Ask:
    """`ask("がん")` gives the codes found, best first."""

    def codes(typed: str, *, loose: bool = False, of: Index = index) -> list[str]:
        answer = of.ask(questions.read(typed, SYNONYMS), loose=loose)
        hits = sorted((hit for hits in answer.batches(2) for hit in hits), key=lambda hit: hit.rank)
        return [kept.ref.code for kept in answer.kept(hits)]

    return codes
