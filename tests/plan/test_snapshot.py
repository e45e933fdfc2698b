"""What a reader of a day sees: rows, states, verdicts, tables, in a constant number of queries."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.pack.model import Pack
from ikkan.plan import queries
from ikkan.plan.models import PackVersion
from ikkan.plan.rules import Verdict
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget() -> None:
    queries._kept.clear()


def test_no_pack_no_snapshot() -> None:
    with pytest.raises(NotFound) as refused:
        queries.snapshot(TODAY)
    assert refused.value.code == "plan.version"


def test_a_snapshot_takes_four_queries_and_then_one(applied: PackVersion) -> None:
    with CaptureQueriesContext(connection) as first:
        made = queries.snapshot(TODAY)
    with CaptureQueriesContext(connection) as second:
        assert queries.snapshot(TODAY) is made
    assert (len(first), len(second)) == (4, 1)


def test_kept_snapshots_are_few(applied: PackVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "KEPT", 3)
    for day in range(1, 6):
        queries.snapshot(date(2026, 3, day))
    assert len(queries._kept) == 3


def test_rows_keep_their_types_and_order(applied: PackVersion, amed: Pack) -> None:
    snapshot = queries.snapshot(TODAY)
    for kind, rows in amed.rows.items():
        if kind == "figure":
            assert [one.code for one in snapshot.figures(state="all")] == [r.code for r in rows]
            continue
        views = snapshot.entries(kind, state="all")
        assert [view.code for view in views] == [row.code for row in rows]
        for view, row in zip(views, rows, strict=True):
            assert dict(view.data) == dict(row.data)
            assert view.label == row.label
            assert view.items == row.items
            assert [(one.code, one.line) for one in row.sources] == list(view.sources)


def test_a_row_has_begun_ended_or_not_yet(applied: PackVersion) -> None:
    early = queries.snapshot(date(2019, 1, 1))
    assert early.entry("term", "T1").state == "in_force"
    assert early.entry("term", "T3").state == "not_yet"
    assert "T3" not in [one.code for one in early.entries("term")]
    assert "T3" in [one.code for one in early.entries("term", state="all")]
    assert queries.snapshot(TODAY).entry("term", "T1").state == "ended"


def test_figures_are_found_by_dimension(applied: PackVersion) -> None:
    snapshot = queries.snapshot(TODAY)
    found = snapshot.figures(year=2021, cost_class="amed_target", ministry=("MEXT", "MHLW"))
    assert {one.ministry for one in found} == {"MEXT", "MHLW"}
    assert {one.year for one in found} == {2021}
    assert queries.figures_filter(TODAY, year=2021, ministry="", project=None)
    figure = snapshot.figure("fy2021.amed.2021.TOTAL")
    assert (figure.printed, figure.value, figure.unit) == ("１，２６１億円", Decimal(1261), "億円")
    assert figure.total
    assert figure.interval is not None
    assert figure.interval.low == Decimal("1260.5")


def test_marks_show_the_worst_verdict_of_the_print(applied: PackVersion) -> None:
    snapshot = queries.snapshot(TODAY)
    assert snapshot.mark("series.amed.2014.TOTAL.recast") is Verdict.WITHIN_ROUNDING
    assert snapshot.mark("fund.university-startup.years") is Verdict.CONTRADICTION
    assert snapshot.mark("fy2021.amed.change") is Verdict.HOLDS
    assert snapshot.mark("fy2021.amed.2021.TOTAL") is Verdict.WITHIN_ROUNDING, "part of K-20"
    assert snapshot.mark("moonshot.2019") is Verdict.NO_IDENTITY
    assert snapshot.mark("scale.total") is None
    assert sum(snapshot.summary.values()) == 89
    used = snapshot.judgements_of("fy2021.amed.2021.TOTAL")
    assert {"K-18", "K-20"} <= {one.identity.code for one in used}


def test_tables_carry_their_figures(applied: PackVersion, amed: Pack) -> None:
    snapshot = queries.snapshot(TODAY)
    assert [table.code for table in snapshot.tables] == [table.code for table in amed.tables]
    for view, table in zip(snapshot.tables, amed.tables, strict=True):
        named = [code for row in table.rows for cell in row.cells for code in cell.figures]
        assert [figure.code for figure in view.figures] == named
        assert view.title == table.title


def test_a_source_knows_who_cites_it(applied: PackVersion) -> None:
    cited = queries.snapshot(TODAY).cited("001")
    assert any(row.ref == Ref("identity", "K-29") for row in cited[20])
    assert list(cited) == sorted(cited)


def test_unknown_codes_are_not_found(applied: PackVersion) -> None:
    snapshot = queries.snapshot(TODAY)
    for look in (
        lambda: snapshot.entry("project", "nothing"),
        lambda: snapshot.figure("nothing"),
        lambda: snapshot.table("nothing"),
    ):
        with pytest.raises(NotFound) as refused:
            look()
        assert isinstance(refused.value.text, Text)
    assert snapshot.find(Ref("project", "nothing")) is None


@pytest.mark.django_db(transaction=True)
def test_many_threads_read_snapshots_at_once(applied: PackVersion) -> None:
    days = [date(2026, 1, 1 + number % 3) for number in range(12)]
    seen: list[tuple[date, int]] = []

    def read(day: date) -> None:
        try:
            snapshot = queries.snapshot(day)
            seen.append((snapshot.as_of, len(snapshot.figures())))
        finally:
            connection.close()

    threads = [threading.Thread(target=read, args=(day,)) for day in days]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(day for day, _ in seen) == sorted(days)
    assert len({count for _, count in seen}) == 1
