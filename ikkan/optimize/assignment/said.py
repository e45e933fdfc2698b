"""The words of faults: what is wrong, with which item or slot, and what to do.

Decides: nothing else. Called by: check, solving, warm.
"""

from __future__ import annotations

from typing import Any, Final

from ikkan.optimize.assignment.faults import Fault
from ikkan.values.text import Text


def fault(sort: str, /, **values: Any) -> Fault:
    """One fault in both languages; `item`, `slot` and `code` among the values are named on it."""
    text = _WORDS[sort].format(**{name: _shown(value) for name, value in values.items()})
    side = "slots" if sort in _OF_SLOTS else "items"
    own = (str(values["code"]),) if "code" in values else ()
    items = (str(values["item"]),) if "item" in values else own if side == "items" else ()
    slots = (str(values["slot"]),) if "slot" in values else own if side == "slots" else ()
    return Fault(code=f"assignment.{sort}", text=text, items=items, slots=slots)


def _shown(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


_OF_SLOTS: Final = {"slot.twice", "lower", "upper", "money", "bounds", "days", "phases"}
_WORDS: Final = {
    "given": Text(
        "lists（候補の一覧）か scores（点数の行列）の一方だけを与えてください。",
        "Give either lists or scores, not both and not neither.",
    ),
    "missing": Text("{name} がありません。", "{name} is missing."),
    "codes": Text(
        "コードの数が合いません（{side}：{given}件、必要なのは{size}件）。",
        "The number of codes does not fit ({side}: {given} given, {size} needed).",
    ),
    "item.twice": Text(
        "課題コード「{code}」が{times}回あります。一つにしてください。",
        "Item code {code} stands {times} times; leave one.",
    ),
    "slot.twice": Text(
        "枠コード「{code}」が{times}回あります。一つにしてください。",
        "Slot code {code} stands {times} times; leave one.",
    ),
    "shape": Text(
        "{name} の形 {shape} が合いません（必要なのは ({size},)）。",
        "{name} has the shape {shape}; ({size},) is needed.",
    ),
    "scores.shape": Text(
        "点数の行列は二次元でなければなりません（形 {shape}）。",
        "Scores have to be a matrix; their shape is {shape}.",
    ),
    "scores.type": Text(
        "点数は float64 でなければなりません（{type}）。", "Scores have to be float64, not {type}."
    ),
    "score": Text(
        "課題「{item}」と枠「{slot}」の点数 {value} は使えません（0以上の有限の数が必要です）。",
        "The score {value} of item {item} and slot {slot} is no finite number of at least 0.",
    ),
    "floor": Text(
        "最低の適合度 {value} は使えません（0以上の数が必要です）。",
        "The floor {value} is no number of at least 0.",
    ),
    "need": Text(
        "課題「{code}」の必要数 {value} は、0以上の整数ではありません。",
        "The need {value} of item {code} is no whole number of at least 0.",
    ),
    "yen": Text(
        "「{code}」の金額 {value} は、0以上の整数（円）ではありません。",
        "The amount {value} of {code} is no whole number of yen of at least 0.",
    ),
    "lower": Text(
        "枠「{code}」の最少数 {value} は、0以上の整数ではありません。",
        "The lower bound {value} of slot {code} is no whole number of at least 0.",
    ),
    "upper": Text(
        "枠「{code}」の定員 {value} は、0以上の整数ではありません。",
        "The upper bound {value} of slot {code} is no whole number of at least 0.",
    ),
    "money": Text(
        "枠「{code}」の予算 {value} は、0以上の整数（円。制限なしは−1）ではありません。",
        "The money {value} of slot {code} is no whole number of yen of at least 0 (−1: no limit).",
    ),
    "bounds": Text(
        "枠「{code}」の最少数{lower}が定員{upper}を超えています。",
        "Slot {code} needs at least {lower} but takes at most {upper}.",
    ),
    "pairs": Text(
        "{name} は（課題, 枠）の組の並びではありません。", "{name} are no pairs of item and slot."
    ),
    "pair": Text(
        "{name} の組（{item}, {slot}）に当たる課題か枠がありません。",
        "The pair ({item}, {slot}) of {name} names no item or no slot.",
    ),
    "pin.conflicts": Text(
        "課題「{item}」は枠「{slot}」に固定されていますが、その組には利益相反があります。",
        "Item {item} is pinned to slot {slot}, but the two are in conflict.",
    ),
    "pin.forbids": Text(
        "課題「{item}」は枠「{slot}」に固定されていますが、その組は除外されています。",
        "Item {item} is pinned to slot {slot}, but that pair is forbidden.",
    ),
    "pin.twice": Text(
        "課題「{item}」と枠「{slot}」の固定が二重です。",
        "Item {item} is pinned to slot {slot} twice.",
    ),
    "pin.unscored": Text(
        "課題「{item}」は枠「{slot}」に固定されていますが、その組には点数がありません。",
        "Item {item} is pinned to slot {slot}, but the pair has no score.",
    ),
    "pin.need": Text(
        "課題「{item}」は枠（{slots}）に固定されていますが、必要数は{need}です。",
        "Item {item} is pinned to {slots}, but needs only {need}.",
    ),
    "pin.upper": Text(
        "枠「{slot}」に{items}が固定されていますが、定員は{upper}です。",
        "{items} are pinned to slot {slot}, which takes only {upper}.",
    ),
    "pin.money": Text(
        "枠「{slot}」に固定された課題は{spent}円を要しますが、予算は{money}円です。",
        "What is pinned to slot {slot} costs {spent} yen; its money is {money} yen.",
    ),
    "capacity": Text(
        "必要な場所{need}に対し、定員の合計は{upper}です。{missing}足りません。"
        "定員を増やすか、必要数を減らすか、外れる課題を認めてください。",
        "{need} places are needed and only {upper} exist: {missing} are missing. Raise capacities, "
        "lower needs, or let items stay out.",
    ),
    "whole.money": Text(
        "予算に限りのある枠では、すべての課題を必ず割り当てる指定はできません。外れる課題を認めてください。",
        "Where slots have limited money, not every item can be promised its places: let items stay "
        "out.",
    ),
    "proof": Text(
        "最適であることを証明できませんでした（差{gap}）。時間を延ばすか exact を外してください。",
        "The plan was not proven the best (gap {gap}); give more time, or do not ask for exact.",
    ),
    "fit": Text(
        "課題「{item}」と枠「{slot}」の適合度 {value} は使えません（0以上の有限の数が必要です）。",
        "The fit {value} of item {item} and slot {slot} is no finite number of at least 0.",
    ),
    "fit.large": Text(
        "適合度 {value} は大きすぎます（{largest}まで）。",
        "The fit {value} is too large; {largest} is the most that can be set.",
    ),
    "slot": Text("枠の番号 {value} はありません。", "There is no slot number {value}."),
    "lower.sum": Text(
        "枠の最少数の合計{lower}が、必要な場所の合計{need}を超えています。",
        "The lower bounds of the slots add up to {lower}, the needs of the items only to {need}.",
    ),
    "out": Text(
        "課題「{item}」に必要な{need}件のうち{got}件しか割り当てられません。使える枠は{usable}件です"
        "（利益相反{conflicts}件、除外{forbids}件、最低の適合度に届かないもの{low}件を除く）。"
        "定員を増やすか、除外を解くか、最低の適合度を下げてください。",
        "Item {item} gets {got} of the {need} it needs. It can use {usable} slots (without "
        "{conflicts} in conflict, {forbids} forbidden, {low} below the floor). Raise capacities, "
        "lift forbids or lower the floor.",
    ),
    "short": Text(
        "枠「{slot}」は最少{lower}件を要しますが、{got}件しか割り当てられません。"
        "候補は{usable}件です。最少数を下げるか、除外を解くか、最低の適合度を下げてください。",
        "Slot {slot} needs at least {lower} and gets {got}; {usable} items could use it. Lower its "
        "bound, lift forbids or lower the floor.",
    ),
    "weights": Text(
        "重みは0以上で、合計が1でなければなりません（{value}）。",
        "Weights have to be at least 0 and add up to 1 ({value}).",
    ),
    "text": Text(
        "「{code}」の文の重みが負か、長さが1を超えています。",
        "The text weights of {code} are negative or longer than 1.",
    ),
    "days": Text(
        "枠「{code}」は開く前に閉じます。開始日と終了日を確かめてください。",
        "Slot {code} closes before it opens; check its dates.",
    ),
    "phases": Text(
        "枠「{code}」の段階の順序が逆です。", "The phases of slot {code} are in the wrong order."
    ),
    "changed": Text(
        "変更「{name}」：課題「{item}」と枠「{slot}」の組は、元の案で{name}の対象ではありません。",
        "The change {name} of item {item} and slot {slot} undoes nothing that the plan holds.",
    ),
    "k": Text(
        "候補の数 {value} は1以上でなければなりません。",
        "The number of candidates {value} has to be at least 1.",
    ),
}
