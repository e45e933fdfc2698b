"""What a question finds, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikkan.retrieval import questions
from ikkan.retrieval.index import Index
from ikkan.values.text import Text
from tests.retrieval.conftest import ENTRIES, SYNONYMS, Ask, entry


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("がん", ["pancreas", "lung"]),
        ("癌", ["pancreas", "lung"]),
        ("ｶﾞﾝ", ["pancreas", "lung"]),
        ("cancer", ["pancreas", "lung"]),
        ("膵", ["pancreas"]),
        ("AI", ["S-226"]),
        ("gene therapy", ["S-226"]),
        ("遺伝子治療", ["S-226"]),
        ("診断 早期", ["pancreas"]),
        ("「早期診断」", ["pancreas"]),
        ('"early diagnosis"', ["pancreas"]),
        ('"diagnosis early"', []),
        ("「診断早期」", []),
        ("がん -肺", ["pancreas"]),
        ("がん －「早期診断」", ["lung"]),
        ("オルガ", ["organ"]),
        ("予算", ["JP26ab0123456"]),
        ("1261", ["JP26ab0123456"]),
        ("１，２６１億円", ["JP26ab0123456"]),
        ("S-226", ["S-226", "JP26ab0123456"]),
        ("s-2", ["S-226"]),
        ("JP26", ["JP26ab0123456"]),
        ("jp26AB0123456", ["JP26ab0123456"]),
        ("thing:lung", ["lung"]),
        ("100-2", ["S-226"]),
        ("cancer-gene", []),
        ("thing:S-226", ["S-226"]),
        ("-肺", []),
        ("", []),
        ("「」", []),
    ],
)
def test_a_question_finds(ask: Ask, typed: str, found: list[str]) -> None:
    assert ask(typed) == found


def test_kana_within_other_words_are_found_only_loosely(ask: Ask) -> None:
    assert ask("ルガン") == []
    assert ask("ルガン", loose=True) == ["organ"]


def test_a_record_named_exactly_so_stands_first(ask: Ask) -> None:
    assert ask("オルガン")[0] == "organ"


def test_the_order_is_the_same_whatever_else_the_index_holds(tmp_path: Path, ask: Ask) -> None:
    made = Index(tmp_path / "index", create=True)
    made.write(reversed(ENTRIES))
    made.write([entry(f"x{n}", "がん", "Cancer", number=100 + n, kind_order=9) for n in range(50)])
    made.write(ENTRIES[:2])
    for typed in ("がん", "治療", "S-226", "診断"):
        asked = [code for code in ask(typed, of=made) if not code.startswith("x")]
        assert asked == ask(typed)


def test_an_entry_replaces_the_one_before_it(tmp_path: Path, ask: Ask) -> None:
    made = Index(tmp_path / "index", create=True)
    made.write([entry("a", "肺", "Lung"), entry("b", "肺", "Lung")])
    made.write([entry("a", "心臓", "Heart")])
    assert (ask("肺", of=made), ask("心臓", of=made), made.size) == (["b"], ["a"], 2)
    made.write([entry("c", "肝臓", "Liver")], kinds=["thing"])
    assert (ask("肺", of=made), made.size) == ([], 1)


def test_what_was_kept_comes_back(index: Index) -> None:
    answer = index.ask(questions.read("肺癌", SYNONYMS))
    [[hit]] = list(answer.batches())
    [kept] = answer.kept([hit])
    assert (kept.title, kept.first_year, kept.last_year) == (
        Text("肺癌の治療", "Treatment of the lung"),
        *(2020, 2024),
    )
    assert (hit.number, hit.first_year, hit.last_year, hit.fictional) == (2, 2020, 2024, False)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="がん癌肺Sa-1226\"「」『』 　+*?()[]{}\\.:~^|&!/\x00'", max_size=24))
def test_whatever_is_typed_is_answered(ask: Ask, typed: str) -> None:
    ask(typed)
    ask(typed, loose=True)


def test_a_question_is_bounded() -> None:
    long = questions.read("語 " * 400, SYNONYMS)
    assert long.cut
    assert len(long.typed) <= questions.LONGEST
    many = questions.read(" ".join(f"w{n}" for n in range(40)), SYNONYMS)
    assert many.cut
    assert len(many.parts) == questions.MOST_PARTS
