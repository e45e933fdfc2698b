"""Every encoding that Japanese tables come in is told apart; damaged text is refused."""

from __future__ import annotations

import pytest

from ikkan.tabular import encoding
from ikkan.values.errors import InputError

TEXT = 20 * (
    "機関名,配分額（百万円）,年度\r\n国立大学法人東北大学,１２０,令和３年度\r\nﾄｳｷｮｳの会社,3,H30\r\n"
)
WESTERN = "NIH – Alzheimer’s disease, “the patient’s” care\n" * 20


def decided(body: bytes, size: int = 1 << 20) -> str:
    chunks = (body[at : at + size] for at in range(0, len(body), size))
    return encoding.decide(chunks, "t.csv").label


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 (BOM)"),
        ("cp932", "CP932 (Shift_JIS)"),
        ("euc_jp", "EUC-JP"),
        ("iso2022_jp_ext", "ISO-2022-JP"),
        ("utf-16", "UTF-16 (BOM)"),
        ("utf-16-le", "UTF-16LE"),
        ("utf-16-be", "UTF-16BE"),
    ],
)
@pytest.mark.parametrize("size", [65, 1 << 20])
def test_each_encoding_is_told(codec: str, label: str, size: int) -> None:
    assert decided(TEXT.encode(codec), size) == label


def test_english_with_curly_quotes_is_not_taken_for_japanese() -> None:
    assert decided(WESTERN.encode("cp1252")) == "Windows-1252"
    assert decided(WESTERN.encode()) == "UTF-8"
    assert decided(b"a,b\n1,2\n") == "UTF-8"


@pytest.mark.parametrize("wrong", ["cp932", "cp1252", "latin-1"])
def test_text_once_read_in_the_wrong_encoding_is_refused(wrong: str) -> None:
    damaged = TEXT.encode().decode(wrong, "replace").encode()
    with pytest.raises(InputError) as refused:
        decided(damaged)
    assert refused.value.code == "tabular.mojibake"
    assert "文字化け" in refused.value.text.ja


def test_shift_jis_saved_as_latin_is_refused_and_replacement_signs_too() -> None:
    for damaged in (TEXT.encode("cp932").decode("latin-1"), "\ufffd" * 9 + TEXT):
        with pytest.raises(InputError) as refused:
            decided(damaged.encode())
        assert refused.value.code == "tabular.mojibake"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InputError) as refused:
        decided(bytes(range(256)) * 10)
    assert refused.value.code == "tabular.encoding"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "label"),
    [
        ("messy_ja/13TOKYO.CSV", "CP932 (Shift_JIS)"),
        ("messy_ja/syukujitsu.csv", "CP932 (Shift_JIS)"),
        ("messy_ja/icd.csv", "UTF-8 (BOM)"),
        ("judgit/amed_downstream_awards.csv", "UTF-8"),
        ("nih_rcdc/Asthma.csv", "UTF-8 (BOM)"),
    ],
)
def test_real_files(shared, file: str, label: str) -> None:
    body = (shared / "data" / file).read_bytes()
    assert decided(body) == label


@pytest.mark.shared
def test_half_width_kana_in_euc_jp(shared) -> None:
    text = (shared / "data/messy_ja/13TOKYO.CSV").read_bytes().decode("cp932")
    assert decided(text.encode("euc_jp", "replace")) == "EUC-JP"
