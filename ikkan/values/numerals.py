"""Digits, steps of 兆, 億 and 万, and units: the number inside a print, without sign or words.

Decides: which spellings of a number and which units are known. Called by: printed only.
Source: 公用文作成の考え方 (2022) for the steps; the units are those of the public sources.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

from ikkan.values import glyphs
from ikkan.values.text import Text

_NUMBER: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,9})?"
_EXACT: Final = Context(prec=60)
_SCALES: Final = {"兆": 12, "億": 8, "千万": 7, "百万": 6, "万": 4, "千": 3, "": 0}
_YEN: Final = {12: "兆円", 8: "億円", 7: "万円", 6: "百万円", 4: "万円", 3: "千円", 0: "円"}
_YEN_POWER: Final = {"兆円": 12, "億円": 8, "百万円": 6, "万円": 4, "千円": 3, "円": 0}
_STEP: Final = re.compile(rf"({_NUMBER})(兆|億|千万|百万|万|千|)")
_COUNTERS: Final = (
    *("件", "課題", "名", "人", "者", "社", "機関", "大学", "施設", "拠点", "事業", "団体"),
    *("か国・地域", "か国", "カ国", "ヶ国", "ケ国", "国", "品目", "疾患", "種類", "分野", "項目"),
    *("年間", "か年", "カ年", "ヶ年", "か月", "カ月", "ヶ月", "時間", "回", "本", "点", "位"),
    *("歳", "例", "症例", "%", "%ポイント", "ポイント", "倍", "テーマ", "チーム", "プログラム"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number without sign in its unit; `rounding` is one unit of its last printed digit."""

    value: Decimal
    unit: str | None
    rounding: Decimal


def read(body: str, unit: str | None, text: str) -> Number:
    """The number that `body` is; `unit` when it names none. `text` is the whole, for the message.

    Yen keep the largest printed step as unit, counts are multiplied out (20万件 is 200,000 件).
    Raises PrintedFormError.
    """
    number, power, last, rest = _steps(body, text)
    found, shift = _unit_of(rest, power, unit, text)
    rounding = Decimal(f"{last.scaleb(-shift, _EXACT):f}")
    finest = Decimal(1).scaleb(min(0, int(rounding.as_tuple().exponent)))
    value = number.scaleb(-shift, _EXACT).quantize(finest, context=_EXACT)
    return Number(value=value, unit=found, rounding=rounding)


def _steps(body: str, text: str) -> tuple[Decimal, int, Decimal, str]:
    """(number, power of its first scale, one unit of its last digit, rest): 3億8,000万 and 円."""
    total, first, last, before = Decimal(0), 0, Decimal(0), 99
    position = 0
    while match := _STEP.match(body, position):
        power = _SCALES[match[2]]
        value = Decimal(match[1].replace(",", "")).scaleb(power)
        step = Decimal(1).scaleb(before)
        if position and (value >= step or before <= power or last != step):
            raise glyphs.refused(text, _SCALE)
        first = first if position else power
        last = Decimal(1).scaleb(power - len(match[1].partition(".")[2]))
        total, before, position = _EXACT.add(total, value), power, match.end()
    if not position:
        raise glyphs.refused(text, _UNKNOWN)
    return total, first, last, body[position:]


def _unit_of(rest: str, power: int, unit: str | None, text: str) -> tuple[str | None, int]:
    """(unit, how far to shift the point) for what follows the digits."""
    if rest == "円":
        return _YEN[power], _YEN_POWER[_YEN[power]]
    if rest in _COUNTERS:
        return ("年" if rest.endswith(("年間", "年")) else rest), 0
    if (rest and rest == unit) or (not rest and power == 0):
        return unit, 0
    raise glyphs.refused(text, _NO_UNIT.format(unit=rest or _BARE_SCALE))


_BARE_SCALE = Text("（単位なし）", "(no unit)")
_UNKNOWN = Text("知っている数の書き方ではありません", "no known form of a number matches")
_SCALE = Text("兆・億・万の並びが正しくありません", "its steps of 兆, 億 and 万 are out of order")
_NO_UNIT = Text("単位「{unit}」を知りません", 'the unit "{unit}" is not known')
