"""The words of findings: what is wrong, with which programme, cap or lump, and what to do.

Decides: nothing else. Called by: checking, feasible, solver, warm.
"""

from __future__ import annotations

from typing import Any, Final

from ikkan.optimize.allocation.faults import Finding
from ikkan.values.text import Text


def finding(sort: str, /, *items: str, **values: Any) -> Finding:
    """One finding in both languages, about `items`."""
    named = {name: _shown(value) for name, value in values.items()}
    text = WORDS[sort].format(items=", ".join(items), **named)
    return Finding(code=f"allocation.{sort}", text=text, items=items)


def _shown(value: Any) -> Any:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value


def amount(sort: str, **values: str) -> Text:
    """Which amount is meant: the floor of a programme, the total, a share of a lump."""
    return AMOUNTS[sort].format(**values)


AMOUNTS: Final = {
    "floor": Text("事業「{code}」の下限", "The floor of programme {code}"),
    "ceiling": Text("事業「{code}」の上限", "The ceiling of programme {code}"),
    "committed": Text("事業「{code}」の継続分", "The commitment of programme {code}"),
    "least": Text("事業「{code}」の最小額", "The least amount of programme {code}"),
    "amount": Text("事業「{code}」の金額", "The amount for programme {code}"),
    "most": Text("制約「{code}」の上限", "The most of cap {code}"),
    "fewest": Text("制約「{code}」の最低", "The fewest of cap {code}"),
    "share": Text("塊「{code}」の事業「{of}」の分担", "The share of programme {of} in lump {code}"),
    "total": Text("総額", "The total"),
    "fund": Text("調整費", "The fund"),
    "floors": Text("下限", "floors"),
    "ceilings": Text("上限", "ceilings"),
    "pins": Text("固定額", "pins"),
}

WORDS: Final = {
    "none": Text("事業が一つもありません。", "There is no programme."),
    "code": Text(
        "コードが空か重複しています（{sort}「{items}」）。一つずつ別のコードを付けてください。",
        "A code is empty or stands twice ({sort} {items}); give each one of its own.",
    ),
    "unit": Text(
        "単位{value}円は使えません（1円以上の整数が必要です）。",
        "The unit of {value} yen is no whole number of at least 1.",
    ),
    "yen": Text(
        "{what}が{value}円です。0以上で単位{unit}円の整数倍にしてください。",
        "{what} is {value} yen; give at least 0, in whole units of {unit} yen.",
    ),
    "large": Text(
        "{what}{value}円は大きすぎます。{most}円以下にしてください。",
        "{what} is {value} yen, which is too large; {most} is the most.",
    ),
    "bounds": Text(
        "事業「{items}」の下限{low}円が上限{high}円を超えています。下限を下げるか上限を上げてください。",
        "Programme {items} has to get {low} yen but may get only {high}; lower one or raise the "
        "other.",
    ),
    "least": Text(
        "事業「{items}」の最小額{low}円が上限{high}円を超えているため、0円しか選べません。"
        "最小額を下げるか、上限を0円にしてください。",
        "The least amount {low} yen of programme {items} is above its ceiling {high}; only nothing "
        "could be given. Lower it, or set the ceiling to 0.",
    ),
    "step": Text(
        "事業「{items}」の価値の段{number}が使えません（金額は正、価値は0以上の有限の数）。",
        "Step {number} of programme {items} needs an amount above 0 and a finite worth of at "
        "least 0.",
    ),
    "concave": Text(
        "事業「{items}」の価値の段{number}で1円あたりの価値が増えています。"
        "段は1円あたりの価値が減る順に並べてください。",
        "In step {number} of programme {items} the worth per yen rises; it has to fall from step "
        "to step.",
    ),
    "member": Text(
        "「{items}」の挙げる「{member}」は、この問題にありません。コードを直すか、それを加えてください。",
        "{items} names {member}, which is not in the problem; correct the code or add it.",
    ),
    "member.twice": Text(
        "「{items}」は「{member}」を二度挙げています。一度だけ挙げてください。",
        "{items} names {member} twice; name it once.",
    ),
    "cap.empty": Text(
        "「{items}」には対象がありません。対象のコードを挙げるか、取り除いてください。",
        "{items} names nothing; name its members, or leave it out.",
    ),
    "cap": Text(
        "制約「{items}」の最低{low}円が上限{high}円を超えています。最低を下げるか上限を上げてください。",
        "Cap {items} asks for at least {low} yen and allows only {high}; lower one or raise the "
        "other.",
    ),
    "penalty": Text(
        "不足1円あたりの罰則{value}は使えません（0以上の有限の数が必要です）。",
        "The penalty {value} per yen of shortfall is no finite number of at least 0.",
    ),
    "scenarios": Text(
        "シナリオが一つもありません。予測からシナリオを作ってから配分してください。",
        "There is no scenario; make scenarios from a forecast first.",
    ),
    "shape": Text(
        "シナリオの配列「{name}」の形{shape}が合いません（必要なのは{needed}）。",
        "The array {name} of the scenarios has the shape {shape}; {needed} is needed.",
    ),
    "starts": Text(
        "シナリオの区切り（starts）が0から増えて塊の数{count}で終わっていません。",
        "The starts of the scenarios do not rise from 0 to the number of lumps {count}.",
    ),
    "weight": Text(
        "シナリオ{number}の重み{value}は使えません（0以上の有限の数が必要です）。",
        "The weight {value} of scenario {number} is no finite number of at least 0.",
    ),
    "weights": Text(
        "シナリオの重みの合計は{value}です。合計を1にしてください。",
        "The weights of the scenarios add up to {value}; they have to add up to 1.",
    ),
    "need": Text(
        "シナリオ{number}、事業「{items}」の必要額{value}円は単位{unit}円の整数倍ではないか、"
        "大きすぎます。",
        "The need {value} yen of programme {items} in scenario {number} is no multiple of {unit} "
        "yen, or too large.",
    ),
    "lump.programme": Text(
        "シナリオ{number}の塊{items}は、事業の番号{value}（0以上{count}未満でない）を指しています。",
        "Lump {items} of scenario {number} names programme number {value}; there are {count}, "
        "from 0.",
    ),
    "lump.yen": Text(
        "シナリオ{number}の塊{items}の金額{value}円は使えません"
        "（正で単位{unit}円の整数倍、{most}円まで）。",
        "The amount {value} yen of lump {items} in scenario {number} is no multiple of {unit} yen "
        "above 0 and up to {most}.",
    ),
    "lump.worth": Text(
        "シナリオ{number}の塊{items}の価値{value}は使えません（0以上の有限の数が必要です）。",
        "The worth {value} of lump {items} in scenario {number} is no finite number of at least 0.",
    ),
    "lump.code": Text(
        "塊のコードの数{given}が塊の数{count}と合いません。",
        "{given} codes of lumps are given for {count} lumps.",
    ),
    "lump.twice": Text(
        "シナリオ{number}に塊「{items}」が二度あります。",
        "Lump {items} stands twice in scenario {number}.",
    ),
    "package.sort": Text(
        "択一の組「{items}」は、塊か事業のどちらか一方を挙げてください。",
        "Package {items} has to name either lumps or programmes.",
    ),
    "package.most": Text(
        "択一の組「{items}」の上限{value}は、0以上の整数ではありません。",
        "At most {value} of package {items} is no whole number of at least 0.",
    ),
    "across": Text(
        "塊「{items}」の分担の合計{shared}円が、塊の金額{yen}円と合いません（シナリオ{number}）。",
        "The shares of lump {items} add up to {shared} yen, the lump is {yen} (scenario {number}).",
    ),
    "changed": Text(
        "変更「{what}」の事業「{items}」は、この問題にありません。",
        "The change of {what} names programme {items}, which is not in the problem.",
    ),
    "amount": Text(
        "事業「{items}」の金額がありません。", "No amount is given for programme {items}."
    ),
    "amount.unknown": Text(
        "事業「{items}」はこの問題にありません。", "Programme {items} is not in the problem."
    ),
    "amount.low": Text(
        "事業「{items}」の{value}円は下限{low}円を下回ります。",
        "{value} yen for programme {items} is below {low}, the least it must get.",
    ),
    "amount.high": Text(
        "事業「{items}」の{value}円は上限{high}円を超えます。",
        "{value} yen for programme {items} is above its ceiling {high}.",
    ),
    "amount.least": Text(
        "事業「{items}」の{value}円は、0円でも最小額{low}円以上でもありません。",
        "{value} yen for programme {items} is neither nothing nor at least {low}.",
    ),
    "amount.cap": Text(
        "制約「{items}」の合計{value}円は、{low}円以上{high}円以下ではありません。",
        "The members of cap {items} get {value} yen together, which is not between {low} and "
        "{high}.",
    ),
    "amount.total": Text(
        "合計{value}円が総額{high}円を超えています。",
        "The amounts add up to {value} yen; the total is {high}.",
    ),
    "infeasible": Text(
        "次の条件は同時には満たせません：{rules}。このうち一つを緩めてください。",
        "These cannot hold together: {rules}. Relax one of them.",
    ),
    "seconds": Text(
        "時間の上限{value}は正の秒数ではありません。",
        "The time limit {value} is no number of seconds above 0.",
    ),
    "target": Text(
        "目標の差{value}は使えません（0以上1未満）。",
        "The target gap {value} is not between 0 and 1.",
    ),
    "solver": Text(
        "ソルバーは「{status}」で終わり、答えを出しませんでした（{what}）。案は作られていません。"
        "同じ入力でもう一度起きるときは、その入力を添えて知らせてください。",
        "The solver ended with the status {status} and no answer ({what}); no plan was made. If "
        "the same input does this again, report it with that input.",
    ),
    "floor": Text("事業「{name}」の下限{value}円", "at least {value} yen for programme {name}"),
    "committed": Text(
        "事業「{name}」の継続分{value}円", "{value} yen committed in programme {name}"
    ),
    "ceiling": Text("事業「{name}」の上限{value}円", "at most {value} yen for programme {name}"),
    "least.rule": Text(
        "事業「{name}」は0円か{value}円以上", "nothing or at least {value} yen for programme {name}"
    ),
    "most": Text("制約「{name}」の上限{value}円", "at most {value} yen under cap {name}"),
    "fewest": Text("制約「{name}」の最低{value}円", "at least {value} yen under cap {name}"),
    "total": Text("総額{value}円", "the total of {value} yen"),
    "whole": Text("単位の整数倍の金額", "amounts in whole units"),
}
