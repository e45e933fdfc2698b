"""What the address of the cube page asks for, and the numbers that answer it.

Decides: which sides, measures and ways of counting there are. Called by crossing and cube_views.
Raises InputError for what the page has not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from ikkan.analytics.cube import Cells
from ikkan.awards.messages import SORT_LABELS
from ikkan.plan.queries import snapshot
from ikkan.values.errors import InputError
from ikkan.values.text import Text

YEN, NUMBER = "yen", "number"
FULL, FRACTIONAL = "full", "fractional"
SIDES: Final[Mapping[str, Text]] = {
    "year": Text("年度", "Fiscal year"),
    "project": Text("統合プロジェクト", "Integrated project"),
    "programme": Text("事業", "Programme"),
    "ministry": Text("府省", "Ministry"),
    "domain": Text("疾患領域", "Disease area"),
    "phase": Text("段階", "Phase"),
    "modality": Text("モダリティ", "Modality"),
    "prefecture": Text("所在地（代表機関）", "Prefecture of the lead organisation"),
}
MEASURES: Final[Mapping[str, Text]] = {
    YEN: Text("課題の額", "Award money"),
    NUMBER: Text("課題の数", "Number of awards"),
}
SORTS: Final = SORT_LABELS
COUNTINGS: Final[Mapping[str, Text]] = {
    FRACTIONAL: Text("分数カウント（領域で等分）", "Fractional: shared equally among areas"),
    FULL: Text("整数カウント（領域ごとに全体）", "Full: whole in each of its areas"),
}
SHARES: Final[Mapping[str, Text]] = {
    "last": Text("その年度の割合、なければ直近の割合", "Those of the year, else the last known"),
    "dated": Text("その年度の割合だけ", "Only those of the year"),
}
FIELDS: Final[Mapping[str, Text]] = {
    "rows": Text("行", "Rows"),
    "columns": Text("列", "Columns"),
    "measure": Text("数えるもの", "Measure"),
    "sort": Text("額の種類", "Sort of amount"),
    "counting": Text("疾患領域の数え方", "Counting of disease areas"),
    "term": Text("プロジェクトの期", "Term of the projects"),
    "shares": Text("プロジェクトの割合", "Shares in projects"),
}
FILTERS: Final = ("programme", "ministry", "project", "domain", "phase", "modality", "prefecture")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """One question to the cube; "" leaves a side or filter open, year 0 is every year."""

    rows: str
    columns: str
    measure: str
    sort: str
    counting: str
    term: str
    shares: str
    year: int
    kept: Mapping[str, str]

    def query(self, **other: str) -> str:
        """The address that asks the same but for what is given."""
        said = {
            **{
                name: str(getattr(self, name) or "")
                for name in self.__slots__
                if name not in ("kept",)
            },
            **{f"of_{side}": code for side, code in self.kept.items()},
        }
        found = said | other
        return urlencode({name: value for name, value in found.items() if value or name in _OPEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Cells (rows, columns) with their sums, in `parts` of a unit; `awards` is how many are read.

    `yearly`: a number of awards counts an award once in each fiscal year.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Cells
    by_row: Cells
    by_column: Cells
    whole: int
    parts: int
    awards: int
    yearly: bool


def asked(given: Mapping[str, str], as_of: date) -> Crossed:
    """What the address asks for; programmes by year where it says nothing."""
    said = {name: value.strip()[:80] for name, value in given.items()}
    terms = {row.code: row for row in snapshot(as_of).entries("term", state="all")}
    current = [row.code for row in snapshot(as_of).entries("term", state="in_force")]
    year = said.get("year", "")
    if year and not (year.isdecimal() and len(year) == 4):
        raise refused(_YEAR, year)
    found = Crossed(
        rows=_one(said, "rows", SIDES, "programme"),
        columns=_one(said, "columns", {"": SIDES["year"], **SIDES}, "year"),
        measure=_one(said, "measure", MEASURES, YEN),
        sort=_one(said, "sort", SORTS, "decided"),
        counting=_one(said, "counting", COUNTINGS, FRACTIONAL),
        term=_one(said, "term", terms, next(iter(current or terms), "")),
        shares=_one(said, "shares", SHARES, "last"),
        year=int(year or 0),
        kept={side: code for side in FILTERS if (code := said.get(f"of_{side}", ""))},
    )
    if found.rows == found.columns:
        raise InputError("officers.cube", _SAME.format(side=SIDES[found.rows]))
    return found


def _one(said: Mapping[str, str], name: str, choices: Mapping[str, object], first: str) -> str:
    read = said.get(name, first)
    if read not in choices and (read or choices):
        raise refused(FIELDS[name], read)
    return read


def refused(field: Text, read: str) -> InputError:
    """The refusal of what a field has not."""
    return InputError("officers.cube", _NONE_SUCH.format(field=field, read=read[:40]))


_YEAR: Final = SIDES["year"]
_NONE_SUCH: Final = Text(
    "{field}に「{read}」はありません。一覧から選んでください。",
    "{field}: there is no {read}; choose one of the list.",
)
_OPEN: Final = frozenset({"columns"})
_SAME: Final = Text(
    "行と列が同じ（{side}）です。別の軸を選んでください。",
    "Rows and columns are the same ({side}); choose another side for one of them.",
)
