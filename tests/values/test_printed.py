"""Printed numbers: the real forms, generated ones, and what must be refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.values import printed
from ikkan.values.errors import PrintedFormError, UnitError

FULL_WIDTH = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")

# text, value, unit, rounding, further fields
REAL: list[tuple[str, str, str | None, str, dict[str, Any]]] = [
    ("１，５８６億円", "1586", "億円", "1", {}),
    ("1,261億円", "1261", "億円", "1", {}),
    ("１,２４８億円", "1248", "億円", "1", {}),
    ("20.3億円", "20.3", "億円", "0.1", {"decimals": 1}),
    ("３.0億円", "3", "億円", "0.1", {"decimals": 1}),
    ("２億円", "2", "億円", "1", {}),
    ("１００億円", "100", "億円", "1", {}),
    ("＋２億円", "2", "億円", "1", {"signed": True}),
    ("▲３億円", "-3", "億円", "1", {"signed": True}),
    ("▲ ３億円", "-3", "億円", "1", {"signed": True}),
    ("△3", "-3", None, "1", {"signed": True}),
    ("−3", "-3", None, "1", {"signed": True}),
    ("ー3", "-3", None, "1", {"signed": True}),
    ("－３", "-3", None, "1", {"signed": True}),
    ("＋０．１％", "0.1", "%", "0.1", {"signed": True, "decimals": 1}),
    ("８９％", "89", "%", "1", {}),
    ("約2500億円/年", "2500", "億円", "1", {"approximate": True, "per": "年"}),
    ("約1250億円／年", "1250", "億円", "1", {"approximate": True, "per": "年"}),
    ("年間約2,600課題", "2600", "課題", "1", {"approximate": True, "per": "年"}),
    ("新規約1,000課題", "1000", "課題", "1", {"approximate": True, "qualifier": "新規"}),
    ("40件", "40", "件", "1", {}),
    ("6,090件", "6090", "件", "1", {}),
    ("120件/年", "120", "件", "1", {"per": "年"}),
    ("130件/年(20件増)", "130", "件", "1", {"per": "年", "remark": "20件増"}),
    ("20件増", "20", "件", "1", {"signed": True}),
    ("20件減", "-20", "件", "1", {"signed": True}),
    ("４課題", "4", "課題", "1", {}),
    ("上位25 か国・地域", "25", "か国・地域", "1", {"qualifier": "上位"}),
    ("742名", "742", "名", "1", {}),
    ("７４２名", "742", "名", "1", {}),
    ("１０２人", "102", "人", "1", {}),
    ("約２００人規模", "200", "人", "1", {"approximate": True}),
    ("職員数567名", "567", "名", "1", {"qualifier": "職員数"}),
    ("（うち常勤職員386名）", "386", "名", "1", {"qualifier": "うち常勤職員"}),
    ("常勤職員数：397名", "397", "名", "1", {"qualifier": "常勤職員数"}),
    (
        "センター職員（40名程度）",
        "40",
        "名",
        "1",
        {"approximate": True, "qualifier": "センター職員"},
    ),
    ("3億8,000万円", "3.8", "億円", "0.0001", {"decimals": 4}),
    ("1億1,500万円", "1.15", "億円", "0.0001", {"decimals": 4}),
    ("3億8千万円", "3.8", "億円", "0.1", {"decimals": 1}),
    ("5千万円", "5000", "万円", "1000", {}),
    ("1兆2,345億円", "1.2345", "兆円", "0.0001", {"decimals": 4}),
    ("8,920百万円", "8920", "百万円", "1", {}),
    ("1,234千円", "1234", "千円", "1", {}),
    ("20万件", "200000", "件", "10000", {}),
    ("5年間", "5", "年", "1", {}),
    ("10か年", "10", "年", "1", {}),
    ("557", "557", None, "1", {}),
    ("180", "180", None, "1", {}),
    ("▲0億円", "0", "億円", "1", {"signed": True}),
    ("469億円（厚）", "469", "億円", "1", {"remark": "厚"}),
]


@pytest.mark.parametrize(("text", "value", "unit", "rounding", "more"), REAL)
def test_real_printed_forms(
    text: str, value: str, unit: str | None, rounding: str, more: dict[str, Any]
) -> None:
    expected: dict[str, Any] = {
        "text": text,
        "value": Decimal(value),
        "unit": unit,
        "rounding": Decimal(rounding),
        "decimals": 0,
        "approximate": False,
        "signed": False,
        "per": None,
        "qualifier": None,
        "remark": None,
    } | more
    read = printed.parse(text)
    assert {name: getattr(read, name) for name in expected} == expected


def test_words_about_the_number_are_kept() -> None:
    assert printed.parse("年間約2,600課題").per == "年"
    assert printed.parse("新規約1,000課題").qualifier == "新規"


def test_the_column_gives_the_unit_when_the_cell_prints_none() -> None:
    assert printed.parse("8,920,860", unit="千円").unit == "千円"
    assert printed.parse("３", unit="億円").unit == "億円"
    assert printed.parse("12億円", unit="億円").unit == "億円"
    assert printed.parse("1,200kr", unit="kr").value == 1200


@pytest.mark.parametrize(("text", "unit"), [("3億円", "千円"), ("40件", "億円"), ("5%", "件")])
def test_a_cell_in_another_unit_than_its_column_is_refused(text: str, unit: str) -> None:
    with pytest.raises(UnitError, match=unit):
        printed.parse(text, unit=unit)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "　",
            "-",
            "－",
            "―",
            "…",
            "億円",
            "件",
            "増",
            "％",
            "約",
            "N/A",
            "nan",
            "inf",
            "1e5",
        ),
        *(
            "1,26億円",
            "12,34",
            ",123",
            "1,",
            "1.",
            ".5",
            "1.2.3",
            "1..2",
            "12 34億円",
            "1 ,261",
            "+-3",
        ),
        *(
            "▲▲3",
            "－－3",
            "3億円億円",
            "3億",
            "3万",
            "8,000万3億円",
            "3億18,000万円",
            "3.5億8,000万円",
        ),
        *(
            "100/2/2億円",
            "550+300+250+200+180=1,480億円",
            "二億円",
            "平成30",
            "令和2年度",
            "2021年",
        ),
        *(
            "①200億円",
            "10²億円",
            "½億円",
            "⒈5億円",
            "٣億円",
            "１２３\ufffd",
            "\x00",
            "40\x07件",
            "\ue000",
        ),
        *(
            "ï¼‘ï¼’å„„å††",
            "縺薙ｓ",
            "3ドル",
            "＄3",
            "(300)",
            "（24億円）",
            "3億円(",
            "3億円)(",
            "約約3件",
        ),
        *(
            "年間3件/年",
            "＋20件増",
            "3億円((再掲))",
            "第１期",
            "データ3",
            "コロナー3",
            "3～5件",
            "120件以上",
        ),
        "9" * 16 + "億円",
        "1" * 201,
    ],
)
def test_what_is_no_known_form_is_refused(text: str) -> None:
    with pytest.raises(PrintedFormError) as refusal:
        printed.parse(text)
    assert "1,261億円" in refusal.value.text.en
    assert len(str(refusal.value)) < 600
    assert all(character.isprintable() for character in str(refusal.value))


def test_a_cell_of_forty_megabytes_is_refused_at_once() -> None:
    with pytest.raises(PrintedFormError) as refusal:
        printed.parse("1," * 20_000_000)
    assert len(str(refusal.value)) < 600


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("　１，５８６　億円 ", "1,586 億円"),
        ("▲３", "-3"),
        ("△ 3", "-3"),
        ("ー3％", "-3%"),
        ("（−３）", "(-3)"),
        ("データ3", "データ3"),
        ("コロナー3", "コロナー3"),
        ("ﾃﾞｰﾀ", "データ"),
        ("2017-2019", "2017-2019"),
        ("令和2年度①補正", "令和2年度①補正"),
        ("10²", "10²"),
        ("AMED　研究", "AMED 研究"),
        ("△印", "△印"),
        ("", ""),
    ],
)
def test_normalising_folds_signs_and_widths_and_keeps_words(text: str, normal: str) -> None:
    assert printed.normalise(text) == normal


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x30FE), max_size=30))
def test_normalising_is_stable_on_kana(text: str) -> None:
    try:
        once = printed.normalise(text)
    except PrintedFormError:  # an unassigned code point
        return
    assert printed.normalise(once) == once


@given(st.text(max_size=60), st.sampled_from([None, "億円"]))
def test_any_text_is_read_or_refused(text: str, unit: str | None) -> None:
    try:
        read = printed.parse(text, unit=unit)
    except (PrintedFormError, UnitError):
        return
    assert read.text == text
    assert any(character.isdigit() for character in text)
    assert read.rounding > 0


@given(
    st.integers(min_value=0, max_value=10**13),
    st.integers(min_value=0, max_value=4),
    st.sampled_from(["", "+", "＋", "-", "－", "−", "▲", "△", "▲ "]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "億円", "千円", "百万円", "円", "件", "%", "課題", "名"]),
)
def test_a_printed_number_is_read_back(
    digits: int, decimals: int, sign: str, commas: bool, wide: bool, unit: str
) -> None:
    size = Decimal(digits).scaleb(-decimals)
    body = f"{size:,f}" if commas else f"{size:f}"
    text = sign + (body.translate(FULL_WIDTH) if wide else body) + unit
    read = printed.parse(text)
    assert read.value == (-size if sign.strip() in ("-", "－", "−", "▲", "△") else size)
    assert (read.unit, read.decimals) == (unit or None, decimals)
    assert read.rounding == Decimal(1).scaleb(-decimals)
    assert read.signed == bool(sign)


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=9999))
def test_amounts_in_steps_are_read_back(oku: int, man: int) -> None:
    read = printed.parse(f"{oku:,}億{man:,}万円")
    assert (read.value * 10_000, read.unit) == (oku * 10_000 + man, "億円")
