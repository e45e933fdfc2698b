"""What changed between two versions of a pack."""

from __future__ import annotations

from ikkan.pack import diff, loader
from ikkan.pack.diff import Change
from tests.pack.conftest import MINIMAL, Copy


def changes(copy: Copy) -> list[Change]:
    return diff.diff(loader.load(MINIMAL), loader.load(copy.path))


def test_equal_packs_have_no_change(copy: Copy) -> None:
    assert changes(copy) == []


def test_changed_cell(copy: Copy) -> None:
    copy.swap("domain.csv", "Everyday health", "Daily health")
    assert changes(copy) == [
        Change(
            kind="domain",
            code="N2-D1",
            change="changed",
            column="name",
            old={"ja": "暮らしの健康", "en": "Everyday health"},
            new={"ja": "暮らしの健康", "en": "Daily health"},
        )
    ]


def test_changed_dates_and_sources(copy: Copy) -> None:
    copy.swap("domain.csv", "2027-12-31,fictional-notice:4", "2028-12-31,fictional-notice:8")
    assert [(c.column, c.old, c.new) for c in changes(copy)] == [
        ("valid_to", "2027-12-31", "2028-12-31"),
        ("source", ["fictional-notice:4"], ["fictional-notice:8"]),
    ]


def test_added_and_removed_rows(copy: Copy) -> None:
    copy.swap("role.csv", "officer,", "adviser,")
    assert changes(copy) == [
        Change(kind="role", code="officer", change="removed"),
        Change(kind="role", code="adviser", change="added"),
    ]


def test_row_put_between_moves_no_other(copy: Copy) -> None:
    old = "N-F2,,,fictional-notice:34"
    copy.swap("phase.csv", old, f"N-F9,,,fictional-notice:34,,N2,9,間,Between\n{old}")
    assert changes(copy) == [Change(kind="phase", code="N-F9", change="added")]


def test_rows_in_another_order(copy: Copy) -> None:
    file = copy.path / "phase.csv"
    head, first, second = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([head, second, first, ""]), encoding="utf-8")
    assert [(c.code, c.column, c.old, c.new) for c in changes(copy)] == [
        ("N-F2", "position", 2, 1),
        ("N-F1", "position", 1, 2),
    ]


def test_changed_settings_and_tables(copy: Copy) -> None:
    copy.swap("pack.toml", "default_year = 2025", "default_year = 2024")
    copy.swap("tables.toml", "Budget 2025", "The budget 2025")
    copy.swap("tables.toml", '{ main = "fy2025.grants.change" }', "{}")
    assert [(c.kind, c.code, c.column) for c in changes(copy)] == [
        ("pack", "minimal", "home.default_year"),
        ("table", "budget-2025", "title"),
        ("table", "budget-2025", "rows[1].cells[3].main"),
    ]
