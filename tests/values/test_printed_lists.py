"""Printed breakdowns by ministry seal, and printed periods."""

from __future__ import annotations

import pytest

from ikkan.values import printed
from ikkan.values.errors import PrintedFormError, UnitError


@pytest.mark.parametrize(
    "text",
    [
        "内30,総6,文726,厚601,経223",
        "（内30,総6,文726,厚601,経223）",
        "（内３０、総６、文７２６、厚６０１、経２２３）",
        "内30億円，総6億円，文726億円，厚601億円，経223億円",
        "（内 30、総 6、文 726、厚 601、経 223）",
    ],
)
def test_a_breakdown_by_seal(text: str) -> None:
    parts = printed.parse_breakdown(text, unit="億円")
    read = [(seal, int(number.value), number.unit) for seal, number in parts if number]
    assert read == [
        (s, n, "億円") for s, n in zip("内総文厚経", (30, 6, 726, 601, 223), strict=True)
    ]


def test_a_comma_before_a_digit_belongs_to_the_number() -> None:
    parts = printed.parse_breakdown("内1,234,文▲5")
    assert [(seal, number and int(number.value)) for seal, number in parts] == [
        ("内", 1234),
        ("文", -5),
    ]


def test_a_seal_alone_has_no_number() -> None:
    assert printed.parse_breakdown("（厚）") == printed.parse_breakdown("厚") == (("厚", None),)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "（）",
            "30",
            "内30,内6",
            "内30,総",
            "内30,,総6",
            "内30総6",
            "約30",
            "内1、234",
            "内30,総六",
        ),
        *("厚生労働省30", "A30", "内30)", "内30,総6)(", "文\ufffd30"),
    ],
)
def test_what_is_no_breakdown_is_refused(text: str) -> None:
    with pytest.raises(PrintedFormError):
        printed.parse_breakdown(text)


def test_a_breakdown_in_another_unit_is_refused() -> None:
    with pytest.raises(UnitError):
        printed.parse_breakdown("内30千円", unit="億円")


@pytest.mark.parametrize(
    ("text", "first", "last", "years", "agrees"),
    [
        ("FY2020～2027  8年間", 2020, 2027, 8, True),
        ("FY2020～2024  5年間", 2020, 2024, 5, True),
        ("FY2022～２０２６ 5年間", 2022, 2026, 5, True),
        ("FY2022～２０３１ 10年間", 2022, 2031, 10, True),
        ("FY2023～2029  6年間", 2023, 2029, 6, False),
        ("FY2022～2027", 2022, 2027, None, None),
        ("FY2023～", 2023, None, None, None),
        ("当面５年間", None, None, 5, None),
        ("5年間", None, None, 5, None),
        ("５か年", None, None, 5, None),
        ("2017～2019年度", 2017, 2019, None, None),
        ("2020年度〜2024年度（5年間）", 2020, 2024, 5, True),
        ("2020年度から5年間", 2020, None, 5, None),
        ("1965-", 1965, None, None, None),
        ("FY2021", 2021, 2021, None, None),
    ],
)
def test_printed_periods(
    text: str, first: int | None, last: int | None, years: int | None, agrees: bool | None
) -> None:
    read = printed.parse_period(text)
    assert (read.text, read.first, read.last, read.years) == (text, first, last, years)
    assert read.agrees is agrees


def test_a_reservation_is_kept() -> None:
    assert printed.parse_period("当面５年間").remark == "当面"


@pytest.mark.parametrize(
    "text",
    [
        *("", "当面", "年間", "FY", "～", "FY2027～2020", "FY20～27", "FY2020～24", "FY2020 5年間"),
        *(
            "FY2020～2027 8年間 8年間",
            "５年間の研究期間",
            "８億円",
            "FY2020～2027(8年間",
            "2020\ufffd",
        ),
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PrintedFormError):
        printed.parse_period(text)
