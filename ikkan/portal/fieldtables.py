"""Tables of awards and yen in both ways of counting, for pages and files alike.

Decides: which columns stand beside each other and how they are named; yen in 億円 on a page, in
whole yen in a file. Called by the views of disease fields and statistics.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from ikkan.awards.messages import SORT_LABELS
from ikkan.outcomes.rules import SORTS
from ikkan.plan.snapshot import EntryView
from ikkan.portal.counting import Tally
from ikkan.tabular import Cell, Sheet
from ikkan.values import era
from ikkan.values.text import Text

Key = tuple[Hashable, Text, EntryView | None]
_OKU: Final = 10**8
_APRIL: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: what it is of, the cells of the page and those of the file."""

    key: Hashable
    head: Text
    row: EntryView | None
    shown: tuple[str, ...]
    cells: tuple[Cell, ...]
    total: bool = False
    second: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its corner and the headings of its columns; `second` heads a second key."""

    title: Text
    corner: Text
    heads: tuple[Text, ...]
    file_heads: tuple[Text, ...]
    lines: tuple[Line, ...]
    second: Text | None = None


def counts(
    title: Text,
    corner: Text,
    keys: Iterable[Key],
    found: Mapping[Hashable, Tally],
    *,
    total: Tally | None = None,
) -> Table:
    """A row for each key; nothing counted is a count of zero, no amount recorded a dash."""
    sorts = _sorts([*found.values(), *([total] if total else [])])
    lines = [_line(key, head, row, found.get(key, Tally()), sorts) for key, head, row in keys]
    if total is not None:
        lines.append(_line(None, TOTAL, None, total, sorts, total=True))
    return Table(
        title=title,
        corner=corner,
        heads=_heads(sorts, OKU),
        file_heads=_heads(sorts, YEN),
        lines=tuple(lines),
    )


def crossed(
    title: Text,
    keys: Iterable[Key],
    seconds: Sequence[tuple[Hashable, Text]],
    found: Mapping[Hashable, Tally],
    second: Text,
) -> Table:
    """A row for each pair of keys that counts something."""
    sorts = _sorts(found.values())
    lines = [
        _line((key, other), head, row, found[key, other], sorts, second=words)
        for key, head, row in keys
        for other, words in seconds
        if (key, other) in found
    ]
    return Table(
        title=title,
        corner=PROJECT,
        heads=_heads(sorts, OKU),
        file_heads=_heads(sorts, YEN),
        lines=tuple(lines),
        second=second,
    )


def outcomes(found: Mapping[str, tuple[int, Fraction]]) -> Table:
    """Outcomes by sort in both ways of counting."""
    lines = [
        Line(
            key=sort,
            head=words,
            row=None,
            shown=(f"{found[sort][0]:,}", _hundredths(found[sort][1])),
            cells=(found[sort][0], _exact(found[sort][1])),
        )
        for sort, words in SORTS.items()
        if sort in found
    ]
    heads = (FULL, FRACTIONAL)
    return Table(title=OUTCOMES, corner=OUTCOME, heads=heads, file_heads=heads, lines=tuple(lines))


def sheet(tables: Sequence[Table], language: str, notes: Iterable[str], fictional: bool) -> Sheet:
    """All tables under one heading, so that a CSV holds every number; columns are named."""
    columns = list(dict.fromkeys(head for table in tables for head in table.file_heads))
    heads = [one.of(language) for one in (TABLE, ITEM, CODE, SECOND, *columns)]
    mark = [MADE_UP.of(language)] if fictional else []
    rows = []
    for table in tables:
        for line in table.lines:
            cells = dict(zip(table.file_heads, line.cells, strict=True))
            code = line.row.code if line.row is not None else ""
            second = line.second.of(language) if line.second is not None else ""
            rows.append(
                [
                    *(table.title.of(language), line.head.of(language), code, second),
                    *(cells.get(one) for one in columns),
                    *mark,
                ]
            )
    return Sheet.of(TITLE.of(language), [*heads, *([NOTE.of(language)] if mark else [])], rows,
                    notes)  # fmt: skip


def year_key(year: int, start_month: int) -> Key:
    """A fiscal year with its name."""
    if start_month != _APRIL:
        return (year, Text(str(year), str(year)), None)
    return (year, Text(era.label(year, "ja"), era.label(year, "en")), None)


def as_is(code: Hashable) -> Text:
    """A code that no row of the pack names."""
    return Text(str(code), str(code))


def _sorts(found: Iterable[Tally]) -> list[str]:
    used = {sort for one in found for sort in one.yen}
    return [sort for sort in SORT_LABELS if sort in used]


def _heads(sorts: Sequence[str], unit: Text) -> tuple[Text, ...]:
    heads = [AWARDS_FULL, AWARDS_FRACTIONAL]
    for sort in sorts:
        label = SORT_LABELS[sort]
        heads += [way.format(what=label, unit=unit) for way in (AMOUNT_FULL, AMOUNT_FRACTIONAL)]
    return tuple(heads)


def _line(
    key: Hashable,
    head: Text,
    row: EntryView | None,
    found: Tally,
    sorts: Sequence[str],
    *,
    total: bool = False,
    second: Text | None = None,
) -> Line:
    shown = [f"{found.awards:,}", _hundredths(found.shares)]
    cells: list[Cell] = [found.awards, _exact(found.shares)]
    for sort in sorts:
        yen, share = found.yen.get(sort), found.yen_shares.get(sort)
        shown += [_oku(yen), _oku(share)]
        cells += [yen, None if share is None else _whole(share)]
    return Line(
        key=key,
        head=head,
        row=row,
        shown=tuple(shown),
        cells=tuple(cells),
        total=total,
        second=second,
    )


def _oku(yen: int | Fraction | None) -> str:
    """億円 with one decimal; a dash where nothing is recorded."""
    if yen is None:
        return "–"
    return f"{_rounded(Fraction(yen) / _OKU, '0.1'):,}"


def _hundredths(share: Fraction) -> str:
    return f"{_rounded(share, '0.01'):,}"


def _exact(share: Fraction) -> Decimal:
    """For a file: digits enough that the rows add up."""
    return _rounded(share, "0.000001")


def _whole(share: Fraction) -> int:
    return int(_rounded(share, "1"))


def _rounded(share: Fraction, step: str) -> Decimal:
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact.quantize(Decimal(step), ROUND_HALF_UP)


FULL: Final = Text("整数カウント", "Full counting")
FRACTIONAL: Final = Text("分数カウント", "Fractional counting")
AWARDS_FULL: Final = Text("課題数（整数カウント）", "Awards (full counting)")
AWARDS_FRACTIONAL: Final = Text("課題数（分数カウント）", "Awards (fractional counting)")
AMOUNT_FULL: Final = Text("{what}（整数カウント、{unit}）", "{what} (full counting, {unit})")
AMOUNT_FRACTIONAL: Final = Text(
    "{what}（分数カウント、{unit}）", "{what} (fractional counting, {unit})"
)
OKU: Final = Text("億円", "¥100 million")
YEN: Final = Text("円", "yen")
FIELD: Final = Text("疾患領域", "Disease field")
YEAR: Final = Text("年度", "Fiscal year")
PHASE: Final = Text("段階", "Phase")
PROJECT: Final = Text("統合プロジェクト", "Integrated project")
START: Final = Text("新規・継続", "New or continuing")
OUTCOME: Final = Text("成果の種類", "Sort of outcome")
BY_YEAR: Final = Text("年度ごと", "By fiscal year")
BY_PHASE: Final = Text("段階ごと", "By phase")
BY_PROJECT: Final = Text("統合プロジェクトごと", "By integrated project")
BY_START: Final = Text("プロジェクトごとの新規・継続", "New and continuing by project")
PROJECT_PHASE: Final = Text("プロジェクトと段階ごと", "By project and phase")
OUTCOMES: Final = Text("成果", "Outcomes")
TOTAL: Final = Text("計（計算値、課題は一度ずつ）", "Total (computed, each award once)")
TITLE: Final = Text("課題と額", "Awards and yen")
TABLE: Final = Text("表", "Table")
ITEM: Final = Text("項目", "Item")
CODE: Final = Text("コード", "Code")
SECOND: Final = Text("細目", "Detail")
NOTE: Final = Text("注記", "Note")
STARTS: Final[Sequence[tuple[Hashable, Text]]] = (
    (True, Text("新規", "New")),
    (False, Text("継続", "Continuing")),
)
UNKNOWN: Final = {
    "phase": Text("段階の記録なし", "Phase not recorded"),
    "project": Text("プロジェクトの配分の印字なし", "No share of a project is printed"),
}
MADE_UP: Final = Text("実演値（架空）", "Demonstration value (made up)")
NO_YEAR: Final = Text(
    "「{read}」年度はありません。1945から今の年度までの西暦を選んでください。",
    "There is no fiscal year {read}; choose one from 1945 to the present.",
)
RULES: Final = (
    Text(
        "整数カウント：複数の領域・プロジェクトにまたがる課題を、それぞれで1と数える。足し合わせると全体を超える。",
        "Full counting: an award in several fields or projects counts one in each; "
        "the sum exceeds the whole.",
    ),
    Text(
        "分数カウント：課題とその額を、名を挙げた疾患領域に等分し、プロジェクトには事業の配分（パックの印字）で分ける。足し合わせると全体になる。",
        "Fractional counting: an award and its yen are split evenly over the disease fields it "
        "names, and over projects by the shares printed for its programme; they add up.",
    ),
    Text(
        "課題は年度に一日でも実施期間がかかれば数える。額はその年度の年額で、決定・支払・公表の三種を足し合わせない。",
        "An award counts in a year in which it runs on at least one day; yen are those of the "
        "year, and decided, paid and reported amounts are never added.",
    ),
    Text(
        "数えるのは、公開された課題だけ。疾患領域ごとの予算額は、どの資料にも印字がない。",
        "Only public awards are counted. No source prints a budget by disease field.",
    ),
)
