"""The management number of an award (課題管理番号) by the scheme of the pack: made, read, cited.

Decides: which text is a number. Called by actions and loads. Source: docs/pack-guide.md `numbers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ikkan.awards import messages
from ikkan.pack.numbers import Scheme, Segment
from ikkan.values.errors import InputError
from ikkan.values.text import Text


def generate(scheme: Scheme, year: int, serial: int, given: Sequence[str] = ()) -> str:
    """The number of the fiscal year `year` with running number `serial`.

    `given` fills the given segments in order; what is missing or "" is filled from the pack.
    Raises InputError where the serial or a given text does not fit.
    """
    texts = iter(given)
    number = "".join(_text(segment, year, serial, texts) for segment in scheme.segments)
    parse(scheme, number)
    return number


def parse(scheme: Scheme, number: str) -> tuple[str, ...]:
    """The segments of a number in order. Raises InputError for any other text."""
    match = scheme.pattern.fullmatch(number)
    if match is None:
        raise InputError(
            "awards.number",
            messages.NUMBER_FORM.format(
                number=number, form=form_of(scheme), example=scheme.example
            ),
        )
    return match.groups()


def of_year(scheme: Scheme, number: str, year: int) -> bool:
    """Whether a number says the fiscal year `year`; true for a scheme that says no year."""
    return all(
        text == _digits(year, segment)
        for segment, text in zip(scheme.segments, parse(scheme, number), strict=True)
        if segment.part == "year"
    )


def acknowledgement(scheme: Scheme, number: str) -> str:
    """How papers cite the award (体系的番号): prefix and first characters; "" where none is."""
    return f"{scheme.prefix}{number[: scheme.take]}" if scheme.take else ""


def form_of(scheme: Scheme) -> Text:
    """The segments in words."""
    names = [segment.name for segment in scheme.segments]
    return Text.joined(names, "＋", " + ")


def _text(segment: Segment, year: int, serial: int, given: Iterator[str]) -> str:
    if segment.part == "year":
        return _digits(year, segment)
    if segment.part == "serial":
        return str(serial).zfill(segment.length)
    if segment.part == "given":
        return next(given, "") or segment.text
    return segment.text


def _digits(year: int, segment: Segment) -> str:
    return str(year)[-segment.length :]
