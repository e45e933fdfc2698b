"""What was found is marked where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.retrieval import marks, questions
from tests.retrieval.conftest import SYNONYMS


def shown(text: str, typed: str, room: int = 200) -> str:
    pieces = marks.snippet(text, questions.read(typed, SYNONYMS), room)
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("膵がんと肺癌", "癌", "膵[がん]と肺[癌]"),
        ("オルガンとガン", "がん", "オルガンと[ガン]"),
        ("Gene therapies and genes", "遺伝子治療", "[Gene therapies] and genes"),
        ("予算は１，２６１億円", "1261", "予算は[１，２６１]億円"),
        ("課題 JP26ab0123456 の", "jp26", "課題 [JP26ab0123456] の"),
        ("the plan of the fund", "the plan", "the [plan] of the fund"),
        ("早期診断と早期の診断", "「早期診断」", "[早期診断]と早期の診断"),
        ("がん", "-がん", "がん"),
        ("<b>がん</b>", "がん", "<b>[がん]</b>"),
    ],
)
def test_marked(text: str, typed: str, expected: str) -> None:
    assert shown(text, typed) == expected


def test_a_long_text_is_cut_around_what_was_found() -> None:
    text = "あ" * 300 + "早期診断" + "い" * 300
    found = shown(text, "診断", room=40)
    assert "早期[診断]" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) <= 44
    assert shown(text, "別", room=40) == "あ" * 40 + "…"


@given(
    st.text(alphabet="がん癌AI12- 診断の", max_size=80), st.text(alphabet="がん癌AI-診", max_size=6)
)
def test_pieces_put_together_are_the_text(text: str, typed: str) -> None:
    question = questions.read(typed, SYNONYMS)
    assert "".join(piece.text for piece in marks.marked(text, question)) == text
