"""Management numbers: made, read and cited by the scheme of each pack."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.awards import numbers
from ikkan.pack.numbers import Scheme, scheme_of
from ikkan.server import packs
from ikkan.values.errors import InputError

PACKS = Path(__file__).resolve().parents[2] / "packs"


def scheme(name: str) -> Scheme:
    found = scheme_of(packs.load(PACKS / name).settings, "award")
    assert found is not None
    return found


AMED, MINIMAL = scheme("amed"), scheme("minimal")


def test_the_printed_example_is_cited_as_printed() -> None:
    assert numbers.acknowledgement(AMED, "17am0101001j0001") == "JP17am0101001"
    assert numbers.parse(AMED, "17am0101001j0001") == ("17", "am", "0101001", "j", "0001")


def test_parts_that_nobody_gives_are_filled_from_the_pack() -> None:
    assert numbers.generate(AMED, 2026, 7) == "26xx0000007j0001"
    assert numbers.generate(AMED, 2026, 7, ("am", "", "0002")) == "26am0000007j0002"
    assert len(numbers.generate(AMED, 2026, 7)) == 16


def test_another_funder_has_another_scheme() -> None:
    assert numbers.generate(MINIMAL, 2025, 42) == "NHF-2025-00042"
    assert numbers.acknowledgement(MINIMAL, "NHF-2025-00042") == "Grant NHF-2025-00042"


@given(st.integers(2000, 2099), st.integers(1, 9_999_999), st.sampled_from(["am", "km", "xx"]))
def test_what_is_made_can_be_read_and_says_its_year(year: int, serial: int, letters: str) -> None:
    number = numbers.generate(AMED, year, serial, (letters,))
    assert numbers.parse(AMED, number)[1:3] == (letters, f"{serial:07}")
    assert numbers.of_year(AMED, number, year)
    assert not numbers.of_year(AMED, number, year + 1)


@pytest.mark.parametrize(
    "text", ["", "17am0101001j000", "17AM0101001j0001", "17am0101001j0001 ", "１７am0101001j0001"]
)
def test_another_form_is_refused_with_form_and_example(text: str) -> None:
    with pytest.raises(InputError) as refusal:
        numbers.parse(AMED, text)
    assert refusal.value.code == "awards.number"
    assert AMED.example in refusal.value.text.ja
    assert "two small letters" in refusal.value.text.en


def test_a_serial_or_part_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError):
        numbers.generate(AMED, 2026, 10_000_000)
    with pytest.raises(InputError):
        numbers.generate(AMED, 2026, 1, ("abc",))
