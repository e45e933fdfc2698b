"""One form for one word: width, kana, plural; every word knows where it stood."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.retrieval import folding, words
from ikkan.retrieval.synonyms import Synonyms, forms


def said(text: str) -> list[str]:
    return [word.form for word in words.words(text) if not word.silent]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("がん", "ガン"),
        ("ｶﾞﾝ", "ガン"),
        ("ガン", "ガン"),
        ("ＡＭＥＤ", "amed"),
        ("１，２６１億円", "1261億円"),
        ("コンピューター", "コンピュータ"),
        ("S‐226", "s-226"),
        ("therapies", "therapy"),
        ("vaccines", "Vaccine"),
        ("①", "1"),
    ],
)
def test_spellings_of_one_word_are_one_form(one: str, other: str) -> None:
    assert forms(one) == forms(other) != ()


def test_japanese_is_cut_into_short_words_and_kana_apart_from_kanji() -> None:
    assert said("再生医療の推進") == ["再生", "医療", "推進"]
    assert said("膵がんの早期診断") == ["膵", "ガン", "早期", "診断"]


@pytest.mark.parametrize("word", ["virus", "diagnosis", "class", "gas", "2026", "as"])
def test_an_s_that_is_no_plural_stays(word: str) -> None:
    assert words.stem(word) == word


def test_codes_stay_whole() -> None:
    assert [code.form for code in words.codes("課題 JP26ab0123456 と S-226、fy2021.amed")] == [
        *("jp26ab0123456", "s-226", "fy2021.amed")
    ]


@given(st.text(max_size=60))
def test_every_word_lies_in_its_text_in_order(text: str) -> None:
    found = words.words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)
    plain = folding.plain(text)
    assert len(plain.origin) == len(plain.text) + 1


@given(st.text(alphabet="がガｶﾞ゙癌A１,2 ー-㈱", max_size=30))
def test_plain_text_twice_is_the_same(text: str) -> None:
    once = folding.plain(text).text
    assert folding.plain(once).text == once


def test_each_thread_has_a_tokenizer_of_its_own() -> None:
    texts = [f"再生医療の研究開発を推進する計画{number}" for number in range(40)]
    alone = [words.words(text) for text in texts]
    words.words.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(words.words, texts)) == alone


def test_the_longest_known_phrase_wins() -> None:
    known = Synonyms([["癌", "がん", "cancer"], ["膵癌", "膵がん", "pancreatic cancer"], ["alone"]])
    length, phrases = known.at([*forms("pancreatic cancer"), "trial"])
    assert (length, phrases) == (2, ("膵癌", "膵がん", "pancreatic cancer"))
    assert known.at(["cancer"]) == (1, ("癌", "がん", "cancer"))
    assert known.at(["alone"]) == (0, ())
    assert Synonyms().at(["癌"]) == (0, ())
