"""Review sheets: what one says, whether its amounts add up, under which key others name it.

Decides: sums are checked and reported, never repaired; nothing printed is not zero. Called by
sheets.loading, actions and pages. Source: docs/operations.md.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ikkan.values.text import Text

MOST: Final = 500
"""Sheets of one batch."""
LARGEST_YEN: Final = 10**15
"""More than any budget of a state; an amount above it was read in a wrong unit."""
PARTS: Final = ("initial", "supplementary", "carried_in", "carried_out", "reserve")
AMOUNTS: Final = (*PARTS, "total", "executed", "requested", "requested_next")

EITHER: Final = "either"
APART: Final = "apart"
CARRIED: Final = (EITHER, APART)

SOUND: Final = "sound"
UNEQUAL: Final = "unequal"
MISSING: Final = "missing"
FINDINGS: Final = {
    MISSING: Text("予算の記載なし", "No budget printed"),
    UNEQUAL: Text("内訳と計が不一致", "Parts and total disagree"),
    SOUND: Text("不一致なし", "No disagreement"),
}

PROGRAMME: Final = "programme"
EARLIER: Final = "earlier"
SORTS: Final = {
    PROGRAMME: Text("パックの事業", "Programme of the pack"),
    EARLIER: Text("前の年のシート", "Sheet of an earlier year"),
}
PROPOSED: Final = "proposed"
CONFIRMED: Final = "confirmed"
REJECTED: Final = "rejected"
STATES: Final = {
    PROPOSED: Text("候補", "Proposed"),
    CONFIRMED: Text("確認済み", "Confirmed"),
    REJECTED: Text("却下", "Rejected"),
}

OUTCOME: Final = "outcome"
OUTPUT: Final = "output"
INDICATORS: Final = {
    OUTCOME: Text("成果（アウトカム）", "Outcome"),
    OUTPUT: Text("活動（アウトプット）", "Output"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBudget:
    """What a sheet prints about one fiscal year, in whole yen; None where it prints nothing."""

    fiscal_year: int
    initial: int | None = None
    supplementary: int | None = None
    carried_in: int | None = None
    carried_out: int | None = None
    reserve: int | None = None
    total: int | None = None
    executed: int | None = None
    requested: int | None = None
    requested_next: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIndicator:
    """An outcome or output with (year, target, actual) of each year that is printed."""

    sort: str
    goal: str = ""
    name: str = ""
    unit: str = ""
    target: str = ""
    target_year: int | None = None
    years: tuple[tuple[int, str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPayee:
    """One payment of a sheet."""

    name: str
    fiscal_year: int | None = None
    block: str = ""
    corporate_number: str = ""
    contract: str = ""
    yen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How amounts of a source add up: whether carried-over money stands in the sum, how exactly.

    `carried_out` EITHER: printed with either sign, APART: not part of the total.
    """

    carried_out: str
    tolerance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSheet:
    """One sheet as a file gives it; `befores` are folded keys of sheets that it names."""

    source: str
    key: str
    year: int
    ministry: str
    name: str
    digest: str
    scale: Scale
    attribution: str
    number: str = ""
    office: str = ""
    began: int | None = None
    ended: int | None = None
    purpose: str = ""
    summary: str = ""
    address: str = ""
    budgets: tuple[NewBudget, ...] = ()
    indicators: tuple[NewIndicator, ...] = ()
    payees: tuple[NewPayee, ...] = ()
    befores: tuple[str, ...] = ()


def gap(budget: NewBudget, scale: Scale) -> int | None:
    """The printed total less its parts, the sign of money carried out being the kinder one."""
    if budget.total is None:
        return None
    parts = (budget.initial, budget.supplementary, budget.carried_in, budget.reserve)
    bare = budget.total - sum(part or 0 for part in parts)
    out = budget.carried_out or 0
    if scale.carried_out == APART or not out:
        return bare
    return min((bare + out, bare - out), key=lambda rest: (abs(rest), rest < 0))


def holds(rest: int | None, scale: Scale) -> bool | None:
    """Whether a gap is within what rounding in the source's unit explains; None: not checked."""
    return None if rest is None else abs(rest) <= scale.tolerance


def finding(rests: Iterable[bool | None]) -> str:
    """The gravest finding of a sheet: no budget at all, parts that disagree with the total."""
    found = list(rests)
    if not found:
        return MISSING
    return UNEQUAL if False in found else SOUND


def folded(words: str) -> str:
    """A name for comparing: NFKC, small letters, no spaces, no brackets or marks."""
    plain = unicodedata.normalize("NFKC", words).casefold().translate(_DASHES)
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LNM")


def sheet_key(year: int, ministry: str, number: str) -> str:
    """The key under which a later sheet names this one; a number that says its year is enough."""
    parts = unicodedata.normalize("NFKC", number).translate(_DASHES).split("-")
    bare = "-".join(part.strip() for part in parts if part.strip() not in ("", "0"))
    if bare.startswith(f"{year}-") and bare.count("-") > 1:
        return f"{year}/{bare}"
    return f"{year}/{unicodedata.normalize('NFKC', ministry).strip()}/{bare}"


def refused(sheets: Sequence[NewSheet]) -> Text | None:
    """Why a batch cannot be written: too many, or the same key twice."""
    if len(sheets) > MOST:
        return _TOO_MANY.format(count=len(sheets), most=MOST)
    keys = [(sheet.source, sheet.key) for sheet in sheets]
    twice = sorted({key for _, key in keys if sum(other == key for _, other in keys) > 1})
    return _TWICE.format(keys=", ".join(twice[:5])) if len(set(keys)) < len(keys) else None


_DASHES: Final = {ord(sign): "-" for sign in "ー‐‑‒–—―−－ｰ"}
_TOO_MANY: Final = Text(
    "一度に書けるのは{most}枚までです（{count}枚ありました）。分けてください。",
    "At most {most} sheets are written at once, {count} were given; split them.",
)
_TWICE: Final = Text(
    "同じシートが二度あります：{keys}。一枚だけにしてください。",
    "The same sheet stands twice: {keys}; keep one of each.",
)
