"""Words in a drawing break where a reader would break them, and lose nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.documents import lettering

WORDS = st.text(alphabet="医薬品のプロジェクト、（）AMED data・ー ", min_size=0, max_size=60)


@given(WORDS, st.integers(4, 30))
def test_breaking_loses_no_letter(text: str, room: int) -> None:
    found = lettering.lines(text, room)
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", text)
    assert all(line == line.rstrip() for line in found)


@given(
    st.text(alphabet="医薬品再生細胞医療遺伝子治療", min_size=1, max_size=60), st.integers(2, 30)
)
def test_no_line_of_wide_characters_outgrows_its_room(text: str, room: int) -> None:
    assert all(lettering.width(line) <= room for line in lettering.lines(text, room))


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("医薬品", 9, ("医薬品",)),
        ("再生・細胞医療・遺伝子治療", 8, ("再生・細胞医療・", "遺伝子治療")),
        ("基盤（続き）", 3, ("基盤", "（続", "き）")),
        ("Medical devices and healthcare", 8, ("Medical", "devices and", "healthcare")),
        ("", 8, ()),
        ("   ", 8, ()),
    ],
)
def test_lines_break_as_readers_expect(text: str, room: float, lines: tuple[str, ...]) -> None:
    assert lettering.lines(text, room) == lines


def test_lines_are_placed_under_each_other() -> None:
    first, second = lettering.placed(("a", "b"), top=10, leading=19)
    assert second.y - first.y == pytest.approx(19)
    assert first.y > 10
