"""Printed numbers as ministries print them: ``１，２６１億円``, ``▲３億円``, ``約1250億円/年``.

Decides: value, unit and rounding of one printed number; never guesses, refuses with the reason.
Called by: pack, tabular, plan. Source: the five public sources of the first user (the forms are in
the tests). A blank or a dash is no number: missing is not zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ikkan.values import glyphs, numerals
from ikkan.values.errors import UnitError
from ikkan.values.glyphs import normalise
from ikkan.values.periods import Period, parse_period
from ikkan.values.text import Text

__all__ = ["Period", "Printed", "normalise", "parse", "parse_breakdown", "parse_period"]

_HEAD: Final = re.compile(
    r"(?P<about>約|およそ|概ね)|(?P<yearly>年間|毎年)"
    r"|(?P<qualifier>新規|上位|累計|延べ|(?:うち)?[一-龠ァ-ヶー]{0,8}職員数?:?|うち|合?計:?)"
)
_TAIL: Final = re.compile(
    r"(?:(?P<loose>程度|規模)|(?P<change>[増減])|/(?P<per>年度?|月|課題|件|人))$"
)
_REMARK: Final = re.compile(r"(?P<body>[^()]+)\((?P<remark>[^()]+)\)")
_SEAL: Final = re.compile(r"(?P<seal>[一-龠]{1,2})(?P<amount>[+\-0-9].*)?")
_NO_SEAL: Final = frozenset("約計新上兆億万千百円年月日件名人増減")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One printed number, in the printed unit.

    `value` is in `unit` (None: nothing printed and no default given); `rounding` is one unit of
    the last printed digit, in `unit` (``3億8,000万円``: 3.8 億円, rounding 0.0001); `decimals` are
    the digits of `rounding` after the point. `signed`: a sign, 増 or 減 is printed.
    `approximate`: 約, 程度 or 規模 is printed. `per`: 年 in ``/年`` or 年間.
    `qualifier`: 新規, 上位, うち… before the number. `remark`: what stands in brackets after it.
    """

    text: str
    value: Decimal
    unit: str | None
    decimals: int
    rounding: Decimal
    approximate: bool = False
    signed: bool = False
    per: str | None = None
    qualifier: str | None = None
    remark: str | None = None


def parse(text: str, *, unit: str | None = None) -> Printed:
    """The number printed in `text`; `unit` is what its column says, used when `text` prints none.

    Raises UnitError when `text` prints another unit than `unit`, PrintedFormError otherwise.
    """
    marks: dict[str, str] = {}
    body = _marked(_unwrapped(glyphs.tight(text), marks), marks, text)
    sign = body[0] if body[:1] in ("+", "-") else ""
    number = numerals.read(body[len(sign) :], unit, text)
    if unit is not None and number.unit != unit:
        shown = glyphs.shown(text)
        raise UnitError("unit.other", _OTHER.format(text=shown, printed=number.unit, given=unit))
    if sign and "change" in marks:
        raise glyphs.refused(text, _TWICE)
    negative = sign == "-" or marks.get("change") == "減"
    return Printed(
        text=text,
        value=-number.value if negative and number.value else number.value,
        unit=number.unit,
        decimals=max(0, -int(number.rounding.as_tuple().exponent)),
        rounding=number.rounding,
        approximate="about" in marks or "loose" in marks,
        signed=bool(sign) or "change" in marks,
        per="年" if "yearly" in marks else marks.get("per"),
        qualifier=marks.get("qualifier"),
        remark=marks.get("remark"),
    )


def parse_breakdown(
    text: str, *, unit: str | None = None
) -> tuple[tuple[str, Printed | None], ...]:
    """The parts of ``（内30,総6,文726,厚601,経223）`` as (seal, number), in printed order.

    A seal is one or two kanji; alone in ``（厚）`` it has None. Raises PrintedFormError, also for a
    seal that comes twice, and UnitError as `parse`.
    """
    folded = glyphs.tight(text)
    if folded.startswith("(") and folded.endswith(")"):
        folded = folded[1:-1]
    parts: dict[str, Printed | None] = {}
    pieces = re.split(r"[,、/・;](?=[^0-9])", folded)
    for piece in pieces:
        match = _SEAL.fullmatch(piece)
        if match is None or set(match["seal"]) & _NO_SEAL:
            raise glyphs.refused(text, _NO_PARTS, _PARTS_FORMS)
        if match["seal"] in parts:
            raise glyphs.refused(text, _SEAL_TWICE.format(seal=match["seal"]), _PARTS_FORMS)
        if match["amount"] is None and len(pieces) > 1:
            raise glyphs.refused(text, _NO_PARTS, _PARTS_FORMS)
        amount = match["amount"]
        parts[match["seal"]] = None if amount is None else parse(amount, unit=unit)
    return tuple(parts.items())


def _unwrapped(folded: str, marks: dict[str, str]) -> str:
    """Brackets around words and a number are dropped, behind a number they are its remark.

    A number alone in brackets stays refused: it may be a part, a reprint or last year's.
    """
    if re.fullmatch(r"\([^()0-9+-][^()]*\)", folded):
        return folded[1:-1]
    match = _REMARK.fullmatch(folded)
    if match is None:
        return folded
    if not re.search("[0-9]", match["body"]):  # 職員（40名程度）
        return match["body"] + match["remark"]
    marks["remark"] = match["remark"]
    return match["body"]


def _marked(body: str, marks: dict[str, str], text: str) -> str:
    """`body` without the words around the number, which go into `marks`; each at most once."""
    while match := _HEAD.match(body):
        _mark(match, marks, text)
        body = body[match.end() :]
    while match := _TAIL.search(body):
        _mark(match, marks, text)
        body = body[: match.start()]
    return body


def _mark(match: re.Match[str], marks: dict[str, str], text: str) -> None:
    name = match.lastgroup or ""
    if name in marks or {name, *marks} >= {"yearly", "per"}:
        raise glyphs.refused(text, _TWICE)
    marks[name] = match[name].rstrip(":")


_PARTS_FORMS = "内30,総6,文726,厚601,経223 / (厚)"
_TWICE = Text("同じ種類の言葉が二度あります", "it says the same kind of thing twice")
_NO_PARTS = Text("府省の略字と数の並びではありません", "it is no list of seals and numbers")
_SEAL_TWICE = Text("略字「{seal}」が二度あります", 'the seal "{seal}" comes twice')
_OTHER = Text(
    "「{text}」の単位は{printed}で、列の単位{given}と違います。どちらかを直してください。",
    '"{text}" is in {printed}, but its column in {given}. Correct one of them.',
)
