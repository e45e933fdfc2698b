"""Eras: every day since 1873, and what never was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.values import era
from ikkan.values.era import Era, EraYear
from ikkan.values.errors import EraError

DAYS = st.dates(min_value=date(1873, 1, 1), max_value=date(2117, 12, 31))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和３年度", 2021),
        ("平成28年度", 2016),
        ("H26", 2014),
        ("R01", 2019),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("平成元年", 1989),
        ("昭和64年", 1989),
        ("大正元年", 1912),
        ("明治45年", 1912),
        ("明治6年", 1873),
        ("Ｒ2", 2020),
        ("R元", 2019),
        ("㋿５年", 2023),
        ("2021年度", 2021),
        ("２０２６", 2026),
        ("202５年", 2025),
        ("FY2021", 2021),
        ("令 和 ４ 年", 2022),
        ("令和3年度（2021）", 2021),
    ],
)
def test_printed_years(text: str, year: int) -> None:
    assert era.parse_year(text) == year


@pytest.mark.parametrize(
    "text",
    [
        *("平成40年", "平成32年度", "昭和65年", "大正16年", "明治46年", "令和0年", "令和00年"),
        *(
            "明治5年",
            "1872年",
            "0000",
            "9999",
            "26",
            "R",
            "令和",
            "年",
            "",
            "　",
            "令和3年度（2020）",
        ),
        *(
            "令和三年",
            "X3",
            "令和3.5年",
            "令和-1年",
            "2020 年 21",
            "文字化\ufffd",
            "令和③年",
            "R2.2",
        ),
        *("令和1000年", "令和3年度中", "20２1年度補正"),
    ],
)
def test_impossible_and_unknown_years_are_refused(text: str) -> None:
    with pytest.raises(EraError):
        era.parse_year(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ｒ2.2.13", date(2020, 2, 13)),
        ("Ｒ2.12.15", date(2020, 12, 15)),
        ("令和２年4月1日", date(2020, 4, 1)),
        ("令和４年５月 31日", date(2022, 5, 31)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("明治6年1月1日", date(1873, 1, 1)),
        ("2020年3月27日", date(2020, 3, 27)),
        ("2020/03/27", date(2020, 3, 27)),
        ("2020-03-27", date(2020, 3, 27)),
        ("２０１５年４月１日", date(2015, 4, 1)),
        ("202５年３月１０日", date(2025, 3, 10)),
    ],
)
def test_printed_days(text: str, day: date) -> None:
    assert era.parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *(
            "令和元年4月30日",
            "令和元年1月1日",
            "平成31年5月1日",
            "平成40年1月1日",
            "昭和64年1月8日",
        ),
        *("明治45年7月30日", "大正15年12月25日", "明治5年12月2日", "1872/12/31", "2021年2月29日"),
        *("2020/03-27", "2020年3/27", "2020/03/27日", "2020年3月27", "2020/13/01", "R2.2", "", "-"),
        *(
            "令 和 ４ 年  月  日",
            "2020年3月",
            "20/3/27",
            "2020年3月27日から",
            "\x00",
            "２０２０３２７",
        ),
    ],
)
def test_impossible_and_unknown_days_are_refused(text: str) -> None:
    with pytest.raises(EraError):
        era.parse_date(text)


def test_a_refusal_says_what_was_read_in_both_languages() -> None:
    with pytest.raises(EraError) as refusal:
        era.parse_year("平成40年")
    assert "平成40年" in refusal.value.text.ja
    assert "平成40年" in refusal.value.text.en
    assert "no such year" in refusal.value.text.en


@given(DAYS)
def test_every_day_goes_to_its_era_and_back(day: date) -> None:
    named = era.of_date(day)
    assert named.gregorian == day.year
    assert era.parse_date(f"{named.text.ja}{day.month}月{day.day}日") == day
    assert era.parse_date(f"{named.era.value}{named.year}.{day.month}.{day.day}") == day
    assert era.parse_date(day.isoformat()) == day


@pytest.mark.parametrize("new", [e for e in Era if e is not Era.MEIJI])
def test_an_era_starts_on_its_first_day(new: Era) -> None:
    assert era.of_date(new.start) == EraYear(era=new, year=1)
    assert era.of_date(new.start - timedelta(days=1)).era is not new


def test_days_before_the_gregorian_calendar_are_refused() -> None:
    with pytest.raises(EraError):
        era.of_date(date(1872, 12, 31))


@pytest.mark.parametrize(
    ("year", "ja"),
    [
        (2021, "令和3年度（2021）"),
        (2019, "令和元年度（2019）"),
        (2018, "平成30年度（2018）"),
        (1989, "平成元年度（1989）"),
        (1988, "昭和63年度（1988）"),
    ],
)
def test_labels(year: int, ja: str) -> None:
    assert era.label(year, "ja") == ja
    assert era.label(year, "en") == f"FY{year}"


@given(st.integers(min_value=1873, max_value=2117))
def test_labels_are_read_back(year: int) -> None:
    assert era.parse_year(era.label(year, "ja")) == era.parse_year(era.label(year, "en")) == year


def test_labels_outside_their_range_are_refused() -> None:
    for year in (1872, 3000):
        with pytest.raises(EraError):
            era.label(year, "ja")
    with pytest.raises(KeyError):
        era.label(2021, "fr")
