"""Rows that cannot be: each kind of mistake with the place at which it is found."""

from __future__ import annotations

import pytest

from ikkan.pack import messages
from tests.pack.conftest import Copy


def test_the_untouched_copy_has_no_finding(copy: Copy) -> None:
    assert copy.found() == []


def test_all_findings_come_at_once_in_the_order_of_files_and_lines(copy: Copy) -> None:
    copy.swap("pack.toml", 'currency = "EUR"', 'currency = "euro"\ncolour = "red"')
    copy.swap("tables.toml", "fy2025.grants.change", "fy2025.grants.chance")
    first = copy.swap("figure.csv", "1,204", "1,294")
    project = copy.swap("project.csv", ",N2,1,", ",N9,x,")
    share = copy.swap("programme_share.csv", ",1/2,", ",1/3,")
    identity = copy.swap("identity.csv", "+fund.bridge.years", "+fund.bridge.yeers")
    line = copy.add("phase.csv", "N-F2,2025-01-01,2024-01-01,nowhere:1,S1,N2,3,名,name")
    assert [place for _, place in copy.found()] == [
        f"figure.csv:{first} [value]",
        f"identity.csv:{identity} [right]",
        "pack.toml:colour",
        "pack.toml:currency",
        f"phase.csv:{line} [code]",
        f"phase.csv:{line} [items]",
        f"phase.csv:{line} [source]",
        f"phase.csv:{line} [valid_to]",
        f"programme_share.csv:{share} [share]",
        f"project.csv:{project} [order]",
        f"project.csv:{project} [term]",
        "tables.toml:table[1].rows[1].cells[3].main",
    ]


def test_unknown_column(copy: Copy) -> None:
    copy.swap("domain.csv", "definition_ja", "definiton_ja")
    assert copy.found() == [
        ("column.missing", "domain.csv:1 [definition_ja]"),
        ("column.unknown", "domain.csv:1 [definiton_ja]"),
    ]


def test_missing_required_column(copy: Copy) -> None:
    copy.swap("domain.csv", ",term,", ",trem,")
    found = copy.found()
    assert ("column.missing", "domain.csv:1 [term]") in found
    assert not [place for code, place in found if code == "cell.missing"]


def test_optional_columns_may_be_left_out(copy: Copy) -> None:
    (copy.path / "role.csv").write_text(
        "code,source,name_ja,name_en\nofficer,fictional-notice,担当者,Officer\n", encoding="utf-8"
    )
    assert copy.found() == []


def test_duplicated_header(copy: Copy) -> None:
    copy.swap("domain.csv", "definition_en", "definition_ja")
    assert ("header.duplicate", "domain.csv:1 [definition_ja]") in copy.found()


def test_header_without_a_name(copy: Copy) -> None:
    copy.swap("domain.csv", ",items,", ",,")
    assert copy.found() == [("header.empty", "domain.csv:1")]


@pytest.mark.parametrize(
    "cells", ["N2-D2,,,fictional-notice:4", "N2-D2,,,fictional-notice:4,,N2,2,名,n,d,d,e"]
)
def test_row_with_too_few_or_too_many_cells(copy: Copy, cells: str) -> None:
    line = copy.add("domain.csv", cells)
    assert copy.found() == [("row.cells", f"domain.csv:{line}")]


def test_bad_quoting_names_the_line_where_the_record_begins(copy: Copy) -> None:
    line = copy.add("domain.csv", 'N2-D2,,,fictional-notice:4,,N2,2,"名"x,n,,')
    again = copy.add("domain.csv", 'N2-D3,,,fictional-notice:4,,N2,3,"名,n,,')
    last = copy.add("domain.csv", "N2-D4,,,fictional-notice:4,,N9,4,名,n,,")
    assert copy.found() == [
        ("row.quoting", f"domain.csv:{line}"),
        ("row.quoting", f"domain.csv:{again}"),
        ("ref.dangling", f"domain.csv:{last} [term]"),
    ]


def test_lines_are_counted_through_cells_of_several_lines(copy: Copy) -> None:
    copy.swap("project.csv", "Finds and supports early.", '"Finds\n\nand supports."')
    line = copy.swap("project.csv", ",N2,2,", ",N9,2,")
    assert copy.found() == [("ref.dangling", f"project.csv:{line} [term]")]


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "code"),
    [
        ("project.csv", "N2-01,", ",", "code", "cell.missing"),
        ("project.csv", "N2-01,", "N2 01,", "code", "cell.code"),
        ("project.csv", "N2-01,", "/etc,", "code", "cell.code"),
        ("project.csv", "N2-01,", "x" * 81 + ",", "code", "cell.code"),
        ("project.csv", "2024-01-01", "2024-1-1", "valid_from", "cell.day"),
        ("project.csv", "2024-01-01", "2024-02-30", "valid_from", "cell.no_such_day"),
        ("project.csv", "2027-12-31", "2023-12-31", "valid_to", "dates.order"),
        ("project.csv", "fictional-notice:4", "", "source", "cell.missing"),
        ("project.csv", "fictional-notice:4", "fictional-notice:p4", "source", "cell.source"),
        (
            "project.csv",
            "fictional-notice:4",
            "fictional-notice:5",
            "source",
            "source.no_quotation",
        ),
        ("project.csv", "fictional-notice:4", "elsewhere:4", "source", "source.unknown"),
        ("project.csv", "notice:4,,", "notice:4,S-1,", "items", "cell.items"),
        ("project.csv", "notice:4,,", "notice:4,S-001 226,", "items", "cell.items"),
        ("project.csv", ",N2,1,", ",,1,", "term", "cell.missing"),
        ("project.csv", ",N2,1,", ",N9,1,", "term", "ref.dangling"),
        ("project.csv", ",N2,1,", ",N2,1.0,", "order", "cell.int"),
        ("project.csv", ",N2,1,", ",N2,１,", "order", "cell.int"),
        ("project.csv", "Early care", "", "name_en", "label.language"),
        ("project.csv", "早期ケア,Early care", ",", "name_ja", "cell.missing"),
        ("project.csv", ",official,", ",offical,", "english", "cell.choice"),
        ("gate.csv", ",1,実証", ",x,実証", "order", "cell.int"),
        ("gate.csv", "Proof gate,1", "Proof gate,yes", "loops", "cell.flag"),
        ("crosswalk.csv", "1/2", "0.5", "weight", "cell.fraction"),
        ("crosswalk.csv", "1/2", "1/0", "weight", "cell.fraction"),
        ("event.csv", "2023-12-01", "2023-13", "date", "cell.no_such_day"),
        ("event.csv", "2023-12-01", "December 2023", "date", "cell.date"),
        ("instrument.csv", "BOARD,,act", "BOARD,,plan2", "under", "ref.self"),
        ("quotation.csv", "fictional-notice,8", "fictional-notice,9", "code", "quotation.code"),
        ("alias.csv", ",programme,", ",programm,", "kind", "alias.kind"),
        ("alias.csv", ",screening-at-home,", ",screening,", "of", "ref.dangling"),
        ("figure.csv", 'amount,"1,204",1204', 'amount,"1,204","1,204"', "value", "cell.decimal"),
        ("figure.csv", 'amount,"1,204",1204', 'amount,"1,204",1205', "value", "figure.value"),
        ("figure.csv", 'amount,"1,204",1204', 'amount,"1,204億円",1204', "unit", "figure.unit"),
        ("figure.csv", 'amount,"1,204",1204', "amount,n/a,1204", "printed", "figure.printed"),
        (
            "figure.csv",
            "45.5,45.5,million EUR,0.1",
            "45.5,45.5,million EUR,1",
            "rounding",
            "figure.rounding",
        ),
        (
            "figure.csv",
            "45.5,45.5,million EUR,0.1",
            "45.5,45.5,million EUR,0",
            "rounding",
            "figure.rounding_sign",
        ),
        (
            "figure.csv",
            "45.5,45.5,million EUR,0.1,,",
            "45.5,45.5,million EUR,0.1,,1",
            "approximate",
            "figure.approximate",
        ),
        ("figure.csv", "+4.7%,4.7,%", "+4.7%,4.7,million EUR", "unit", "figure.unit"),
        ("identity.csv", "+fund.bridge.years", "+fund.bridge.yeers", "right", "identity.figure"),
        ("identity.csv", "+fund.bridge.years", "+ fund.bridge.years", "right", "cell.terms"),
        ("identity.csv", "+fund.bridge.years", "", "right", "rule.parameter"),
        ("identity.csv", "identity.span", "identity.spam", "rule", "rule.unknown"),
        (
            "identity.csv",
            "プロジェクトは予算の全体を尽くさない。,The projects do not exhaust the budget.",
            ",",
            "reason",
            "rule.parameter",
        ),
    ],
)
def test_cell_is_found_at_its_place(
    copy: Copy, file: str, old: str, new: str, column: str, code: str
) -> None:
    line = copy.swap(file, old, new)
    assert (code, f"{file}:{line} [{column}]") in copy.found()


def test_duplicate_code_names_the_first_line(copy: Copy) -> None:
    line = copy.add("phase.csv", "N-F1,,,fictional-notice:34,,N2,3,別,other")
    found = copy.findings()
    assert [(f.code, str(f.place)) for f in found] == [
        ("code.duplicate", f"phase.csv:{line} [code]")
    ]
    assert found[0].values["first"] == 2


def test_overlapping_dates_of_one_programme_and_project(copy: Copy) -> None:
    line = copy.add(
        "programme_share.csv",
        "again,2025-06-01,2025-12-31,fictional-notice:26,,screening-at-home,N2-01,1/2,,",
    )
    assert ("dates.overlap", f"programme_share.csv:{line} [valid_from]") in copy.found()


def test_shares_that_do_not_make_a_whole_name_the_days(copy: Copy) -> None:
    line = copy.swap("programme_share.csv", "2025-12-31", "2025-06-30")
    found = copy.findings()
    assert [f.code for f in found] == ["share.sum"]
    assert found[0].values["sum"] == "1/2"
    assert found[0].values["first"] == "2025-07-01"
    assert found[0].values["last"] == "2025-12-31"
    assert found[0].place.line == line + 1


@pytest.mark.parametrize("share", ["0", "3/2"])
def test_share_outside_its_range(copy: Copy, share: str) -> None:
    line = copy.swap("programme_share.csv", ",1/2,", f",{share},")
    assert copy.found() == [("share.range", f"programme_share.csv:{line} [share]")]


def test_dangling_reference_proposes_what_is_near(copy: Copy) -> None:
    copy.swap("programme_share.csv", "screening-at-home", "screening-at-hom")
    [finding] = [f for f in copy.findings() if f.code == "ref.dangling"]
    assert "screening-at-home" in messages.render(finding).en
    assert "screening-at-hom" in messages.render(finding).ja
