"""The packs that come with Ikkan, and what a loaded pack answers."""

from __future__ import annotations

import csv
import shutil
import time
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ikkan.pack import checker, loader, messages, schema
from ikkan.pack.model import Pack, SourceRef
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.pack.conftest import MINIMAL, Copy


@pytest.fixture(scope="module")
def minimal() -> Pack:
    """The fictional pack."""
    return loader.load(MINIMAL)


@pytest.mark.pack
def test_pack_passes_its_check(pack_dir: Path) -> None:
    if not (pack_dir / "pack.toml").exists():
        pytest.skip(f"{pack_dir.name} has no pack.toml yet")
    assert [messages.render(finding).en for finding in checker.check(pack_dir)] == []


@pytest.mark.pack
def test_pack_is_read_within_a_second(pack_dir: Path) -> None:
    loader.read(pack_dir)
    began = time.process_time()
    loader.read(pack_dir)
    assert time.process_time() - began < 1


@pytest.mark.pack
def test_every_edge_ends_at_a_row(pack_dir: Path) -> None:
    if not (pack_dir / "pack.toml").exists():
        pytest.skip(f"{pack_dir.name} has no pack.toml yet")
    pack = loader.load(pack_dir)
    edges = pack.edges()
    assert edges
    for edge in edges:
        assert pack.find(edge.from_ref.kind, edge.from_ref.code)
        assert pack.find(edge.to_ref.kind, edge.to_ref.code)


def test_minimal_shows_every_kind(minimal: Pack) -> None:
    assert [kind for kind in schema.load().kinds if not minimal.rows_of(kind)] == []


def test_minimal_is_fictional_in_every_source_and_cites_no_inventory_item(minimal: Pack) -> None:
    for source in minimal.rows_of("source"):
        assert "fictional" in source.code
    for rows in minimal.rows.values():
        for row in rows:
            assert all("fictional" in source.code for source in row.sources)
            assert row.items == ()


def test_row_holds_typed_values(minimal: Pack) -> None:
    share = minimal.row("programme_share", "screening-early")
    assert share.data["share"] == Fraction(1, 2)
    assert share.valid_to == date(2025, 12, 31)
    assert share.sources == (SourceRef("fictional-notice", 26),)
    assert share.place.line == 2
    assert share.position == 0
    figure = minimal.row("figure", "fy2025.grants.2025.TOTAL")
    assert figure.data["printed"] == "1,204"
    assert figure.data["unit"] == "million EUR"
    assert figure.data["total"] is True
    assert figure.data["exact"] is None
    assert figure.label == Text("2025年の助成", "Grants 2025")
    assert minimal.row("approval", "home-test-2025").data["date"] == "2025-03"


def test_label_falls_back_to_the_code(minimal: Pack) -> None:
    assert minimal.row("body_relation", "CARE-pays").label == Text("CARE-pays", "CARE-pays")


def test_unknown_row_is_not_found_in_both_languages(minimal: Pack) -> None:
    assert minimal.find("figure", "none") is None
    with pytest.raises(NotFound) as refused:
        minimal.row("figure", "none")
    assert "figure:none" in refused.value.text.ja
    with pytest.raises(NotFound):
        minimal.table("none")


def test_edges_go_from_the_row_that_names_to_the_one_named(minimal: Pack) -> None:
    [edge] = [
        edge
        for edge in minimal.edges()
        if edge.from_ref == Ref("programme_share", "screening-early") and edge.direction == "up"
    ]
    assert edge.column == "project"
    assert edge.to_ref == Ref("project", "N2-01")
    assert (edge.valid_from, edge.valid_to) == (date(2024, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("day", "shares"),
    [
        (date(2023, 12, 31), []),
        (date(2024, 1, 1), ["screening-early", "screening-data"]),
        (date(2025, 12, 31), ["screening-early", "screening-data"]),
        (date(2026, 1, 1), ["screening-early-2026"]),
        (date(2099, 1, 1), ["screening-early-2026"]),
    ],
)
def test_at_a_day_only_valid_rows_are_there(minimal: Pack, day: date, shares: list[str]) -> None:
    rows = minimal.at(day).rows_of("programme_share")
    assert [row.code for row in rows if row.data["programme"] == "screening-at-home"] == shares


def test_at_a_day_rows_outside_are_not_found_and_those_without_dates_stay(minimal: Pack) -> None:
    before = minimal.at(date(2020, 6, 1))
    assert before.find("term", "N1")
    assert before.find("term", "N2") is None
    assert before.rows_of("figure") == minimal.rows_of("figure")
    assert before.digest == minimal.digest


def test_printed_table(minimal: Pack) -> None:
    table = minimal.table("budget-2025")
    cell = table.rows[0].cells[0]
    assert cell.figures == (
        "fy2025.grants.2025.TOTAL",
        "fy2025.grants.2025.CARE",
        "fy2025.grants.2025.LEARN",
    )
    assert table.rows[2].cells[1].figures == ()
    assert minimal.table("funds").rows[0].cells[1].suffix == Text("（見込み）", " (planned)")


def test_digest_is_the_same_again_and_elsewhere(minimal: Pack, copy: Copy) -> None:
    again = loader.load(copy.path)
    assert again.digest == minimal.digest
    assert len(again.digest) == 64


def test_digest_does_not_know_the_order_of_files_and_columns(minimal: Pack, copy: Copy) -> None:
    for file in sorted(copy.path.iterdir(), reverse=True):
        moved = file.with_suffix(".moved")
        file.rename(moved)
        shutil.copyfile(moved, file)
        moved.unlink()
    rows = list(csv.DictReader((copy.path / "role.csv").open(encoding="utf-8", newline="")))
    with (copy.path / "role.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, sorted(rows[0], reverse=True))
        writer.writeheader()
        writer.writerows(rows)
    assert loader.load(copy.path).digest == minimal.digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pack.toml", "2025.1", "2025.2"),
        ("tables.toml", "Budget 2025", "The budget 2025"),
        ("domain.csv", "Everyday", "Daily"),
        ("domain.csv", "fictional-notice:4", "fictional-notice:8"),
        ("project.csv", "2027-12-31", "2027-12-30"),
    ],
)
def test_digest_changes_with_any_content(
    minimal: Pack, copy: Copy, file: str, old: str, new: str
) -> None:
    copy.swap(file, old, new)
    assert loader.load(copy.path).digest != minimal.digest
