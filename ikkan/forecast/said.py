"""The words of faults: what is wrong, where, and what to do.

Decides: nothing else. Called by: history, assumed, simulating, calibrating.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from ikkan.forecast.faults import Fault
from ikkan.values.text import Text


def fault(sort: str, /, **values: Any) -> Fault:
    """One fault in both languages; `place` among the values says where."""
    text = _WORDS[sort].format(**{name: _shown(value) for name, value in values.items()})
    return Fault(code=f"forecast.{sort}", text=text, place=str(values.get("place", "")))


def _shown(value: Any) -> str | Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,.12g}" if isinstance(value, float) else f"{value:,}"
    if isinstance(value, list | Mapping):
        return json.dumps(value, ensure_ascii=False)[:60]
    return "–" if value is None else str(value)[:60]


_WORDS: Final = {
    "phases": Text(
        "段階の一覧（phases）が空か、同じコードが二度あります：{value}。",
        "The list of phases is empty or holds a code twice: {value}.",
    ),
    "empty": Text(
        "履歴に一件もありません。観測された在籍期間を一件以上入れてください。",
        "The history is empty; give at least one observed stay.",
    ),
    "phase": Text(
        "{place}：段階「{value}」は一覧にありません。",
        "{place}: the phase {value} is not in the list.",
    ),
    "outcome": Text(
        "{place}：結果「{value}」は使えません（advanced・stopped・censored か空）。",
        "{place}: the outcome {value} is none of advanced, stopped, censored or empty.",
    ),
    "order": Text(
        "{place}：出た日{left}が入った日{entered}より前です。",
        "{place}: it left on {left}, before it entered on {entered}.",
    ),
    "open": Text(
        "{place}：結果があるのに出た日がありません。出た日を入れるか、結果を空にしてください。",
        "{place}: an outcome without the day it left; add the day or leave the outcome empty.",
    ),
    "unsaid": Text(
        "{place}：出た日があるのに結果がありません（advanced・stopped・censored のどれか）。",
        "{place}: it left but has no outcome; say advanced, stopped or censored.",
    ),
    "future": Text(
        "{place}：日付{value}は観測の終わり{observed}より後です。",
        "{place}: the day {value} lies after the end of the observation, {observed}.",
    ),
    "late": Text(
        "{place}：観測の始まり{value}が、出た日か観測の終わりより後です。",
        "{place}: it is seen from {value} on, after it left or the observation ended.",
    ),
    "twice": Text(
        "{place}：課題「{value}」は同じ時期に二つの段階にいます。",
        "{place}: project {value} is in two phases at the same time.",
    ),
    "date": Text(
        "{place}：「{value}」は日付ではありません（YYYY-MM-DD）。",
        "{place}: {value} is no day (YYYY-MM-DD).",
    ),
    "prior.years": Text(
        "段階「{place}」の事前の平均年数 {value} は使えません（0より大きい数が必要です）。",
        "The prior mean years {value} of phase {place} have to be a number above 0.",
    ),
    "prior.success": Text(
        "段階「{place}」の事前の成功確率 {value} は使えません（0と1の間の数が必要です）。",
        "The prior success {value} of phase {place} has to lie strictly between 0 and 1.",
    ),
    "prior.strength": Text(
        "事前の強さ {value} は使えません（0より大きい数が必要です）。",
        "The strength {value} of the prior has to be a number above 0.",
    ),
    "prior.missing": Text(
        "段階「{place}」の事前の値（{value}）がありません。",
        "The prior says nothing about {value} of phase {place}.",
    ),
    "bins": Text(
        "一年の区切り {value} は使えません（1・2・4・12のどれか）。",
        "{value} bins a year cannot be used; 1, 2, 4 or 12 can.",
    ),
    "shape": Text(
        "{place} の形 {value} が合いません（必要なのは {needed}）。",
        "{place} has the shape {value}; {needed} is needed.",
    ),
    "share": Text(
        "{place} に0から1の数でない値があります：{value}。",
        "{place} holds a value that is no number from 0 to 1: {value}.",
    ),
    "number": Text(
        "{place} の値 {value} は使えません（{least}以上の数が必要です）。",
        "{place} cannot be {value}; a number of at least {least} is needed.",
    ),
    "between": Text(
        "{place} の値 {value} は使えません（{least}以上{most}以下の数が必要です）。",
        "{place} cannot be {value}; a number from {least} to {most} is needed.",
    ),
    "limits": Text(
        "{place} の下限と上限 {value} は使えません（0＜下限≦1≦上限）。",
        "{place}: the limits {value} cannot be used; 0 < least ≤ 1 ≤ most is needed.",
    ),
    "whole": Text(
        "{place} の値 {value} は使えません（{least}以上{most}以下の整数が必要です）。",
        "{place} cannot be {value}; a whole number from {least} to {most} is needed.",
    ),
    "years": Text(
        "{place} に{value}年分しかありません。{needed}年分が必要です。",
        "{place} covers {value} years; {needed} are needed.",
    ),
    "age": Text(
        "{place}：段階にいる年数 {value} は使えません（0から{most}）。",
        "{place}: {value} years in a phase cannot be; from 0 to {most} can.",
    ),
    "horizon": Text(
        "{value}年は長すぎます（この区切りでは{most}年まで）。",
        "{value} years are too long; with these bins {most} can be forecast.",
    ),
    "level": Text(
        "水準 {value} は使えません（0と1の間）。", "The level {value} has to lie between 0 and 1."
    ),
    "event": Text(
        "出来事「{value}」はありません（advance・exit か段階のコード）。",
        "There is no event {value}; say advance, exit or the code of a phase.",
    ),
    "indicator": Text("指標「{value}」はありません。", "There is no indicator {value}."),
    "code": Text("課題コード「{value}」が二度あります。", "The project code {value} stands twice."),
    "key": Text(
        "項目「{place}」は知られていません。綴りを確かめてください。",
        "The key {place} is unknown; check its spelling.",
    ),
    "missing": Text("「{place}」がありません。加えてください。", "{place} is missing; add it."),
    "kind": Text(
        "{place}：値 {value} の種類が違います（{needed}が必要です）。",
        "{place}: {value} is of the wrong kind; {needed} is needed.",
    ),
    "sides": Text(
        "推計する履歴（history）か、既知の値（known）の一方だけを与えてください。",
        "Give either a history to fit (history) or known values (known).",
    ),
    "nothing": Text(
        "課題も、まとまり（cohorts）も、新規の開始もありません。何かを始めるものが必要です。",
        "There is no project, no cohort and no new start: nothing to forecast.",
    ),
}
