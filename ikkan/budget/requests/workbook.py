"""What the request workbook is: its columns, its choices and the stamp that tells where it is from.

Decides: how a line stands in a row, in both directions. Called by the template, the reading and
the pages. Source: issue of the command tower ("form and Excel workbook"); ui.md §3 (千円).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from ikkan.budget.requests import messages
from ikkan.budget.requests.rules import LONGEST_CODE, LONGEST_TEXT, NewLine
from ikkan.values.text import Text

EDITION: Final = "1"
"""Raised when the columns of the template change."""
LINES_SHEET: Final = "要求"
CHOICES_SHEET: Final = "選択肢"
RULES_SHEET: Final = "読み方"
HEADER_ROW: Final = 4
MOST_LINES: Final = 2_000
LONGEST_NAME: Final = 60
"""Characters of a name that a drop-down shows beside its code."""
UNIT: Final = 1_000
"""Amounts stand in thousands of yen."""
BAR: Final = "｜"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the field of the line, its heading, and how its cells are read.

    `sort`: code, text, amount, one (a choice), several, flag, refs, seen (row version); `aliases`
    are other words a heading may use; `longest` is what the record keeps.
    """

    field: str
    label: Text
    sort: str
    aliases: tuple[str, ...] = ()
    longest: int = 200
    width: int = 14
    required: bool = False

    @property
    def heading(self) -> str:
        """Both languages in one cell."""
        return f"{self.label.ja}\n{self.label.en}"

    @property
    def words(self) -> frozenset[str]:
        """Headings under which the column is found, folded; the unit may be left out."""
        said = (self.label.ja, self.label.en, self.heading, *self.aliases)
        return frozenset(found for one in said for found in (bare(one), bare(_unitless(one))))


def _unitless(heading: str) -> str:
    return re.sub(r"[（(][^（()）]*[)）]", "", heading)


def bare(words: str) -> str:
    """Words for comparing: folded, without white space."""
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


def _column(name: str, sort: str, width: int, **said: object) -> Column:
    label = messages.FIELDS[name]
    if sort == "amount":
        label = Text(f"{label.ja}（千円）", f"{label.en} (thousand yen)")
    return Column(field=name, label=label, sort=sort, width=width, **said)  # type: ignore[arg-type]


COLUMNS: Final[tuple[Column, ...]] = (
    _column("code", "code", 14, longest=LONGEST_CODE, aliases=("行コード", "行番号", "Line code")),
    _column("name_ja", "text", 40, required=True, aliases=("行の名称", "名称", "事項", "Name")),
    _column("name_en", "text", 28, aliases=("行の名称（英語）", "名称（英語）")),
    _column("programme", "one", 34, longest=80, aliases=("事業コード",)),
    _column("project", "one", 26, longest=80, aliases=("PJ", "統合プロジェクト")),
    _column("cost_class", "one", 22, longest=80, required=True, aliases=("費用区分",)),
    _column("request_yen", "amount", 16, required=True, aliases=("要求", "概算要求額")),
    _column("wish_yen", "amount", 16, aliases=("要望",)),
    _column("previous_yen", "amount", 16, aliases=("前年度", "前年度額", "前年度当初")),
    _column("purpose", "one", 16, longest=80, aliases=("目的",)),
    _column("phase", "one", 18, longest=80, aliases=("段階", "フェーズ", "研究段階")),
    _column("domains", "several", 26, aliases=("領域", "疾患領域")),
    _column("area", "one", 26, longest=40),
    _column("affirms", "several", 26),
    _column("no_project", "text", 26, longest=LONGEST_TEXT),
    _column("cites", "refs", 26, aliases=("計画の項目", "根拠")),
    _column("justification", "text", 48, longest=LONGEST_TEXT, aliases=("要求の理由",)),
    _column("note", "text", 28, longest=LONGEST_TEXT, aliases=("注", "摘要")),
    _column("provisional", "flag", 12, aliases=("額は仮置き", "事項要求")),
    _column("reprint_of", "code", 14, longest=LONGEST_CODE, aliases=("再掲", "再掲元の行")),
    Column(
        field="row_version",
        label=Text("行の版（書き換えない）", "Row version (leave as it is)"),
        sort="seen",
        width=12,
    ),
)
FIELDS: Final[Mapping[str, Column]] = {column.field: column for column in COLUMNS}
AMOUNTS: Final = tuple(one.field for one in COLUMNS if one.sort == "amount")
CHOSEN: Final = tuple(one.field for one in COLUMNS if one.sort in ("one", "several"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Where a workbook comes from; it stands in plain sight on the sheet of rules."""

    request: str
    round: str
    body: str
    number: str
    edition: str = EDITION


STAMPED: Final[Mapping[str, Text]] = {
    "request": Text("この雛形の要求", "Request of this template"),
    "round": Text("要求の回", "Round"),
    "body": Text("府省", "Ministry"),
    "number": Text("要求の版", "Version of the request"),
    "edition": Text("雛形の版", "Edition of the template"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A code that may be chosen; `ended` where it no longer may, with its successor if known."""

    code: str
    name: Text
    ended: date | None = None
    successor: str = ""

    @property
    def shown(self) -> str:
        """Code and name in one cell, as the drop-down offers them."""
        name = self.name.ja
        return f"{self.code}{BAR}{name if len(name) <= LONGEST_NAME else f'{name[:LONGEST_NAME]}…'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A line as it stands in the working version."""

    line: NewLine
    row_version: int = 1


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the reading of a workbook is held against.

    `choices` by field; `payers` tells the ministry that pays a programme; `bodies` names the other
    ministries by code; `lines` are those of the working version.
    """

    stamp: Stamp
    lines: tuple[Present, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    payers: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def codes(self) -> dict[str, Present]:
        """The present lines by their codes."""
        return {one.line.code: one for one in self.lines}

    @cached_property
    def _found(self) -> dict[tuple[str, str], Choice]:
        return {(name, one.code): one for name, rows in self.choices.items() for one in rows}

    def find(self, name: str, code: str) -> Choice | None:
        """The choice of that code in that field."""
        return self._found.get((name, code))


def thousands(yen: int | None) -> Decimal | int | None:
    """Yen as they stand in a cell: whole thousands as int, the rest exact."""
    if yen is None:
        return None
    whole, rest = divmod(yen, UNIT)
    return whole if not rest else Decimal(yen) / UNIT


def next_code(body: str, taken: Sequence[str]) -> str:
    """A code for a new line: the ministry's, counted on from the highest in use."""
    head = f"{body[:12]}-"
    used = [
        int(one[len(head) :]) for one in taken if re.fullmatch(rf"{re.escape(head)}\d{{1,6}}", one)
    ]
    return f"{head}{max(used, default=0) + 1:02}"
