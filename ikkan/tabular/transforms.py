"""Named changes of a cell's text that a mapping file may ask for; there are no expressions.

Decides: what each name does. Called by: conversion; the names stand in docs/operations.md.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from ikkan.values import glyphs


def one_line(text: str) -> str:
    """White space runs, line breaks too, as one blank; ends trimmed."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Full and half width made alike (NFKC), white space as `one_line`."""
    return one_line(glyphs.normalise(text))


def digits(text: str) -> str:
    """Full-width digits made plain, hyphens and white space taken out."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if not c.isspace() and c not in "-‐‑‒–—−ー")


def upper(text: str) -> str:
    """Latin letters as capitals."""
    return one_line(text).upper()


def amount_only(text: str) -> str:
    """A dollar sign and thousands separators taken out: ``$1,234.00``."""
    return one_line(text).lstrip("$").replace(",", "")


def no_list_end(text: str) -> str:
    """Without the separator that ends a list: ``NIDA:212488\\``, ``1910136;``."""
    return one_line(text).rstrip("\\; ")


TRANSFORMS: Final[Mapping[str, Callable[[str], str]]] = {
    change.__name__: change for change in (one_line, fold, digits, upper, amount_only, no_list_end)
}
