"""Rules of counting: one sentence for each measure, in both languages, and the exact sum of shares.

Called by measures; the sentence is printed beside every number that the measure gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from ikkan.values.text import Text

AMOUNT_SORTS: Final = ("decided", "paid", "reported")
"""Sorts of yearly amounts of an award; they are never added to each other."""
_HUNDREDTH: Final = Decimal("0.01")

RULES: Final = {
    "series": Text(
        "公表値をそのまま載せ、足し合わせない。基準の同じ値（または比べられると資料が示す値）だけを"
        "並べ、計は印字された計だけを載せる。",
        "Published figures stand as printed and are never added; only figures on one basis (or "
        "comparable with it by their source) stand side by side, and a total is a printed total.",
    ),
    "projects": Text(
        "プロジェクトごとに印字された、この年度の額をそのまま載せる。段階（要求・予算案・成立）と"
        "費目の違う額は行を分け、足し合わせない。",
        "Amounts of this fiscal year printed for each project, as printed; amounts of another "
        "stage (request, draft, enacted) or class stand on lines of their own, never added.",
    ),
    "pots": Text(
        "印字された額を年度ごとに載せる。予算の額と配分の額は別の行で、足し合わせない。",
        "Amounts as printed, by fiscal year; budgets and allocations stand on lines of their own "
        "and are never added.",
    ),
    "funds": Text(
        "この年度を期間に含む基金（始まりや終わりの印字がないものは、続くものとみる）を、総額のまま"
        "一度ずつ載せる。年割りはしない。",
        "Funds whose period includes the fiscal year (where no first or last year is printed they "
        "are taken to last), each once with its whole amount, never divided by years.",
    ),
    "by_programme": Text(
        "年度に一日でも実施期間のかかる課題を、事業ごとに一度ずつ数える。額はその年度の年額で、"
        "決定・支払・報告の三種を別に合計する。",
        "Awards in force on at least one day of the fiscal year, each once under its programme; "
        "yen are those of that year, added apart for decided, paid and reported amounts.",
    ),
    "by_start": Text(
        "年度に一日でも実施期間のかかる課題を一度ずつ数え、年度内に始まったものを新規、前の年度までに"
        "始まったものを継続とする。額はその年度の年額で、三種を別に合計する。",
        "Awards in force on at least one day of the fiscal year, each once: new where the first "
        "day falls in the year, else continuing; yen are those of the year, each sort apart.",
    ),
    "by_phase": Text(
        "年度に一日でも実施期間のかかる課題を、記録されたモダリティと段階で一度ずつ数える。",
        "Awards in force on at least one day of the fiscal year, each once by its recorded "
        "modality and phase.",
    ),
    "by_place": Text(
        "年度に一日でも実施期間のかかる課題を、代表機関の種類と所在地で一度ずつ数える。"
        "分担機関は数えない。",
        "Awards in force on at least one day of the fiscal year, each once by sort and place of "
        "its lead organisation; partners are not counted.",
    ),
    "by_gate": Text(
        "年度内に判定したゲートを判定ごとに、未判定のゲートを時点の数で、一度ずつ数える。",
        "Gates decided within the fiscal year by decision, and gates still pending on the as-of "
        "day, each once.",
    ),
    "by_handover": Text(
        "年度内に決定または見送りとした引継ぎと、時点で決定を待つ引継ぎを、引継ぎ先の事業ごとに"
        "一度ずつ数える。",
        "Hand-overs decided or declined within the fiscal year, and those waiting on the as-of "
        "day, each once under the receiving programme.",
    ),
    "outcomes": Text(
        "年度内の成果。整数カウントは一件を一度、分数カウントは課題の割合を足す（課題のほかの寄与は"
        "残る）。延べ数は関わった課題ごとに一。",
        "Outcomes of the fiscal year: full counting counts each once, fractional counting adds "
        "the shares of its awards (what others contributed stays out); links count each award.",
    ),
    "indicators": Text(
        "目標は資料の印字のまま、実績はこの年度に記録された値。計数の方法が違う実績は行を分け、"
        "印字と比べて達成を判定しない。",
        "Targets as printed; actuals as recorded for this fiscal year, on a line for each way of "
        "counting; nothing is judged as reached.",
    ),
}


def fractional(shares: Iterable[tuple[int | None, int | None]]) -> Fraction:
    """The sum of (numerator, denominator); pairs without a denominator are no shares."""
    return sum((Fraction(top or 0, bottom) for top, bottom in shares if bottom), start=Fraction(0))


def hundredths(number: Fraction) -> Decimal:
    """A fraction as printed: two decimals, halves away from zero."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
