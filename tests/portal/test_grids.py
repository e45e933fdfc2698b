"""Where an identity stands in an arranged table, and which drawing a table may have. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from ikkan.plan.rules import Judgement, identity_of, judge
from ikkan.plan.snapshot import CellView, FigureView, RowView, TableView
from ikkan.portal import charts, grids, printed
from ikkan.values.figure import Figure
from ikkan.values.ref import Ref
from ikkan.values.text import Text

SEALS = {"A": "甲", "B": "乙"}
NAMES = {"A": Text("甲省", "Ministry A"), "B": Text("乙省", "Ministry B")}


def figure(code: str, value: int, **dims: Any) -> FigureView:
    name = Text(code, code)
    known: dict[str, Any] = {"measure": "amount", "basis": "one", "total": False} | dims
    empty = dict.fromkeys(
        ("vintage", "year", "period", "ministry", "cost_class", "project", "programme", "term")
    )
    return FigureView(
        ref=Ref("figure", code),
        label=name,
        data={},
        sources=(),
        items=(),
        valid_from=None,
        valid_to=None,
        state="in_force",
        position=0,
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        figure=Figure(
            code=code, printed=str(value), value=Decimal(value), unit="円", rounding=Decimal(1)
        ),
        **{"set": "s", "stage": None, "pot": None, "reprint_of": None, "note": None}
        | empty
        | known,
    )


def table(columns: list[str], rows: dict[str, list[CellView]]) -> TableView:
    return TableView(
        code="t",
        group="budget",
        title=Text("表", "Table"),
        source="s",
        unit="円",
        basis=None,
        year=None,
        notes=(),
        corner=Text("", ""),
        columns=tuple(Text(column, column) for column in columns),
        layout="printed",
        rows=tuple(
            RowView(head=Text(head, head), cells=tuple(cells)) for head, cells in rows.items()
        ),
    )


def cell(code: str, total: int, **parts: int) -> CellView:
    return CellView(
        main=figure(f"{code}.T", total, total=True),
        parts=tuple(figure(f"{code}.{key}", value, ministry=key) for key, value in parts.items()),
    )


def judged(shown: TableView, code: str, rule: str, left: str, right: str) -> Judgement:
    figures = {found.code: found.figure for found in shown.figures}
    row = {"rule": f"identity.{rule}", "left": left, "right": right}
    return judge(identity_of(code, row), figures)


def arranged(shown: TableView, *found: Judgement) -> grids.Grid:
    return grids.arrange(shown, found, seals=SEALS, names=NAMES, total=Text("計", "Total"))


def request() -> TableView:
    cells = [cell("all", 5, A=3, B=2), cell("ask", 3, A=3), cell("wish", 2, B=2)]
    return table(["all", "ask", "wish"], {"class": cells})


def test_parts_become_columns_by_ministry_and_a_missing_part_stays_empty() -> None:
    grid = arranged(request())
    assert [column.seal for column in grid.columns] == ["甲", "乙", None]
    (group,) = grid.groups
    values = [[f.printed if f else None for f in line.figures] for line in group.lines]
    assert values == [["3", "2", "5"], ["3", None, "3"], [None, "2", "2"]]


def test_a_row_check_stands_in_its_row_and_column_checks_share_one_row() -> None:
    shown = request()
    grid = arranged(
        shown,
        judged(shown, "K-1", "sum", "+all.A +all.B", "+all.T"),
        judged(shown, "K-2", "sum", "+ask.A", "+all.A"),
        judged(shown, "K-3", "sum", "+ask.T +wish.T", "+all.T"),
    )
    lines = grid.groups[0].lines
    assert [judgement.identity.code for judgement in lines[0].checks] == ["K-1"]
    assert [line.is_check for line in lines] == [False, False, False, True]
    below = [[j.identity.code for j in found] for found in lines[3].column_checks]
    assert below == [["K-2"], [], ["K-3"]]
    assert [line.indent for line in lines] == [False, True, True, False]


def test_an_identity_that_leaves_the_table_stands_elsewhere() -> None:
    shown = request()
    figures = {found.code: found.figure for found in shown.figures}
    figures["other"] = figure("other", 5).figure
    outside = judge(
        identity_of("K-9", {"rule": "identity.same", "left": "+other", "right": "+all.T"}), figures
    )
    grid = arranged(shown, outside)
    assert [found.identity.code for found in grid.elsewhere] == ["K-9"]
    assert not grid.row_checked


def test_the_second_line_is_printed_as_its_source_does() -> None:
    seals = request().rows[0].cells[0]
    assert printed.text(seals, SEALS) == "5（甲3,乙2）"
    plain = CellView(main=figure("m", 9), parts=(figure("p", 4),), parts_style="plain")
    assert printed.text(plain, SEALS) == "9（4）"
    angle = CellView(
        main=figure("m", 9),
        parts=(figure("p", 4), figure("q", 5)),
        parts_style="angle",
        separator="、",
        labels=(Text("Ｘ ", "X "), Text("Ｙ ", "Y ")),
        prefix=Text("計", "total"),
        suffix=Text("※", "*"),
    )
    assert printed.text(angle, SEALS) == "計9＜Ｘ 4、Ｙ 5＞※"


def years(basis: str = "one", totals: int = 3) -> TableView:
    def row(key: str | None, base: str) -> list[CellView]:
        return [
            CellView(
                main=figure(
                    f"{key}.{year}",
                    2 if key is None else 1,
                    year=year,
                    ministry=key,
                    total=key is None,
                    basis=base,
                )
            )
            if key or year < 2014 + totals
            else CellView()
            for year in (2014, 2015, 2016)
        ]

    return table(
        ["14", "15", "16"], {"A": row("A", "one"), "B": row("B", basis), "T": row(None, "one")}
    )


def test_years_are_stacked_under_printed_totals_and_stand_apart_without() -> None:
    stacked, apart = charts.of(years()), charts.of(years(totals=2))
    assert isinstance(stacked, charts.YearChart)
    assert stacked.chart.stacked
    assert isinstance(apart, charts.YearChart)
    assert not apart.chart.stacked


def test_two_bases_share_no_drawing() -> None:
    assert charts.of(years(basis="another")) is None
    assert charts.of(years(basis="another"), {"another"}) is not None


def test_bars_need_one_amount_for_each_project() -> None:
    def rows(count: int) -> dict[str, list[CellView]]:
        return {
            str(n): [CellView(main=figure(f"p{n}", n, project=f"P{n}"))]
            for n in range(1, count + 1)
        }

    assert isinstance(charts.of(table(["amount"], rows(3))), charts.ProjectBars)
    assert charts.of(table(["amount"], rows(2))) is None
