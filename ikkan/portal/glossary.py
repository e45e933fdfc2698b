"""The terms of the field as docs/glossary.csv fixes them.

Decides: nothing; a test holds models, labels and pages to this list. Called by the glossary page.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

PATH: Final = Path(__file__).resolve().parents[2] / "docs" / "glossary.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term: its code, its Japanese and English, and what is to be known of it."""

    code: str
    ja: str
    en: str
    note: str


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Every term in the order of the file."""
    with PATH.open(encoding="utf-8", newline="") as file:
        return tuple(
            Term(code=row["term"], ja=row["ja"], en=row["en"], note=row["note"])
            for row in csv.DictReader(file)
        )
