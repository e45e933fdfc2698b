"""A small lake with every case of counting: shared outcomes, several sorts of yen, open ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from ikkan.analytics.lake import Facts, Row

FACTS: Final = Facts(
    viewer="office",
    as_of=date(2026, 11, 22),
    pack="test",
    pack_version="1",
    start_month=4,
    fictional=True,
)
_WORDS: Final = {"set": "s", "measure": "amount", "unit": "億円", "basis": "b1", "source": "000:1"}


def figure(position: int, code: str, value: str, **dims: Any) -> Row:
    """A printed amount."""
    given = _WORDS | {"total": False, "printed": value} | dims
    return (
        *(position, code, given["set"], given["measure"], given["printed"], Decimal(value)),
        *(given["unit"], given["basis"], given.get("year"), given.get("ministry")),
        *(given.get("cost_class"), given.get("project"), given.get("programme")),
        *(given.get("stage"), given.get("pot"), given["total"], given.get("series_year")),
        *(given["source"], f"額{position}", f"Amount {position}"),
    )


def award(code: str, programme: str | None, first: date, last: date, *more: str | None) -> Row:
    """An award; `more` are organisation, modality and phase."""
    organisation, modality, phase = (*more, *[None] * (3 - len(more)))
    return code, programme, None, organisation, "active", modality, phase, first, last, True


TABLES: Final[dict[str, list[Row]]] = {
    "figure": [
        figure(2, "s.2021.M", "7", series_year=2021, year=2021, ministry="M", cost_class="c"),
        figure(1, "s.2020.M", "5", series_year=2020, year=2020, ministry="M", cost_class="c"),
        figure(3, "s.2022.M", "9", series_year=2022, year=2022, ministry="M", cost_class="c"),
        figure(4, "p.2021", "3", year=2021, project="P1", total=True, stage="enacted"),
        figure(5, "f.amount", "100", programme="X", year=2021),
        figure(6, "a.2021", "175", year=2021, pot="adjustment"),
    ],
    "label": [("project", 0, "P1", "一番", "First"), ("programme", 0, "X", "事業X", "X")],
    "fund": [
        (0, "f", "X", None, None, "f.amount"),
        (1, "past", "X", 2010, 2012, None),
        (2, "later", "X", 2024, None, None),
    ],
    "organisation": [("O1", "university", "13", True), ("O2", "company", None, True)],
    "award": [
        award("A1", "X", date(2019, 4, 1), date(2021, 4, 1), "O1", "drug", "F1"),
        award("A2", "X", date(2022, 3, 31), date(2024, 3, 31), "O1", "drug", "F2"),
        award("A3", None, date(2021, 5, 1), date(2021, 5, 2), "O2", "device"),
        award("A4", "X", date(2022, 4, 1), date(2025, 3, 31), "O1", "drug", "F1"),
        award("A5", "X", date(2018, 4, 1), date(2021, 3, 31), "O1", "drug", "F1"),
    ],
    "year_amount": [
        ("A1", 2021, "decided", 1000, True),
        ("A1", 2021, "paid", 900, True),
        ("A1", 2020, "decided", 5000, True),
        ("A2", 2021, "decided", 10, True),
        ("A4", 2021, "decided", 777, True),
    ],
    "gate": [
        ("G1", "A1", "g1", "go", None, date(2021, 4, 1), True),
        ("G2", "A1", "g2", "pending", None, None, True),
        ("G3", "A1", "g1", "no_go", None, date(2022, 4, 1), True),
    ],
    "handover": [
        ("H1", "A1", "X", "decided", date(2022, 3, 31), date(2021, 12, 1), True),
        ("H2", "A2", "X", "proposed", None, date(2021, 12, 1), True),
    ],
    "outcome": [
        ("C1", "paper", "verified", date(2021, 6, 1), True),
        ("C2", "paper", "verified", date(2021, 7, 1), True),
        ("C3", "approval", "verified", date(2022, 3, 31), True),
        ("C4", "paper", "verified", date(2022, 4, 1), True),
        ("C5", "trial", "verified", date(2021, 8, 1), True),
    ],
    "outcome_award": [
        ("C1", "A1", 1, 3, True),
        ("C1", "A2", 1, 3, True),
        ("C1", "A3", 1, 3, True),
        ("C2", "A1", 1, 2, True),
        ("C3", "A1", 1, 1, True),
    ],
    "indicator": [
        (0, "i1", "plan", "aimed_at", "増", None, 2020, 2024),
        (1, "i2", "plan", "managed", None, "件", 2025, 2029),
    ],
    "actual": [
        ("V1", "i1", 2021, "full", Decimal("12"), True),
        ("V2", "i1", 2021, "fractional", Decimal("7.5"), True),
    ],
}
