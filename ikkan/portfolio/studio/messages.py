"""Words of the studio: labels, refusals and findings, in both languages.

Decides: nothing; says what rules and engine found, with the item. Called by readers and pages.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from ikkan.portfolio.studio.rules import Edit, Formula
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding
from ikkan.values.text import Text

_NOTHING: Final = 1e-12
PLAN: Final = Text("調整費の案", "plan of the adjustment fund")
SORTS: Final[Mapping[str, Text]] = {
    "engine": Text("計算案", "Engine's plan"),
    "human": Text("人の案", "Person's plan"),
}
NONE: Final = Text("なし", "None")


def amount(yen: int) -> Text:
    """An amount in a sentence: 0.33億円, or ¥33 million."""
    oku, million = f"{yen / 10**8:,.2f}".rstrip("0").rstrip("."), f"{yen / 10**6:,.2f}"
    short = million.rstrip("0").rstrip(".")
    return Text(f"{short}百万円" if 0 < yen < 10**7 else f"{oku}億円", f"¥{short} million")


def gap(share: float) -> str:
    """A proven gap in per cent, rounded up to four digits: never said to be less than it is."""
    if share <= _NOTHING:
        return "0%"
    return f"{math.ceil(share * 1_000_000) / 10_000:.4f}".rstrip("0").rstrip(".") + "%"


PATHS: Final[Mapping[str, Text]] = {
    "structured": Text("構造を使う解法", "by its structure"),
    "general": Text("一般の解法", "general"),
}
SHORT: Final[Mapping[str, Text]] = {
    "none": NONE,
    "engine": Text("計算", "Engine"),
    "human": Text("人", "Person"),
}
STATES: Final[Mapping[str, Text]] = {
    "saved": Text("保存済み", "Saved"),
    "decided": Text("決定に用いた", "Decided on"),
    "withdrawn": Text("取り下げ", "Withdrawn"),
}
FORMULAS: Final[Mapping[str, Text]] = {
    Formula.BOTH: Text(
        "提案の評点 × 成就の見込み × 指標の重み × 期待件数",
        "score of the proposal × forecast probability × weight × expected count",
    ),
    Formula.PROBABILITY: Text(
        "成就の見込み × 指標の重み × 期待件数（評点を使わない）",
        "forecast probability × weight × expected count (no score)",
    ),
    Formula.SCORE: Text(
        "提案の評点 × 指標の重み × 期待件数（見込みを使わない）",
        "score of the proposal × weight × expected count (no forecast)",
    ),
}
EDITS: Final[Mapping[str, Text]] = {
    Edit.PIN: Text("固定", "Pinned"),
    Edit.FLOOR: Text("下限", "Floor"),
    Edit.FORBID: Text("不採択に固定", "Left out"),
}
_FINDINGS: Final[Mapping[str, Text]] = {
    "value.no_edition": Text(
        "価値モデル「{model}」に版がありません。パックの value_model.csv の edition に版を書き、"
        "適用してください。版のない価値モデルでは計算しません。",
        "The value model {model} has no edition; write one in the column edition of "
        "value_model.csv and apply the pack. Nothing is computed with a model without one.",
    ),
    "value.unknown_rule": Text(
        "価値モデル「{model}」の規則「{rule}」は知られていません。",
        "The rule {rule} of the value model {model} is not known.",
    ),
    "value.no_weight": Text(
        "価値モデル「{model}」に重みがありません。value_weight.csv に一つ以上書いてください。",
        "The value model {model} has no weight; write at least one in value_weight.csv.",
    ),
    "value.bad_weight": Text(
        "価値モデル「{model}」の「{indicator}」の重み {weight} は正の数ではありません。",
        "The weight {weight} of {indicator} in the value model {model} is not above zero.",
    ),
    "studio.edit": Text(
        "「{read}」は固定・下限・不採択のどれとしても読めません。",
        "“{read}” is neither a pin nor a floor nor a proposal left out.",
    ),
    "studio.amount": Text(
        "提案「{place}」の額 {yen:,}円と最小額 {least:,}円が成り立ちません。提案を直してください。",
        "The proposal {place} asks for ¥{yen:,} with a least amount of ¥{least:,}, which cannot "
        "be; correct the proposal.",
    ),
    "studio.unit": Text(
        "提案「{place}」の額が百万円単位ではありません。百万円単位にしてください。",
        "An amount of the proposal {place} is no whole million yen; make it one.",
    ),
    "studio.score": Text(
        "提案「{place}」の評点 {score} は0から10の間にありません。",
        "The score {score} of the proposal {place} is not between 0 and 10.",
    ),
    "studio.probability": Text(
        "提案「{place}」の成就の見込み {probability} は確率ではありません。",
        "The forecast {probability} of the proposal {place} is no probability.",
    ),
    "studio.expected": Text(
        "提案「{place}」の期待件数に負の数か数でないものがあります。",
        "An expected count of the proposal {place} is negative or no number.",
    ),
    "studio.no_effect": Text(
        "提案「{place}」には、価値モデルが数える指標の期待件数がありません。"
        "提案に期待する効果を書いてください。",
        "The proposal {place} expects nothing of any indicator that a value model counts; write "
        "its expected effect.",
    ),
    "studio.unknown": Text(
        "提案「{proposal}」はこの回の計算の対象にありません。",
        "The proposal {proposal} is not among those planned in this round.",
    ),
    "studio.above": Text(
        "提案「{place}」に {yen:,}円とありますが、提案額は {asked:,}円です。"
        "それ以下にしてください。",
        "¥{yen:,} for the proposal {place} is above the ¥{asked:,} it asks for; lower it.",
    ),
    "studio.below": Text(
        "提案「{place}」に {yen:,}円とありますが、最小額は {least:,}円です。"
        "それ以上か、不採択にしてください。",
        "¥{yen:,} for the proposal {place} is below its least amount of ¥{least:,}; raise it or "
        "leave the proposal out.",
    ),
    "studio.over_share": Text(
        "提案「{place}」に {yen:,}円とありますが、一提案が受けられるのは {most:,}円までです"
        "（方針の定める枠の割合）。それ以下にしてください。",
        "¥{yen:,} for the proposal {place} is above the ¥{most:,} that the policy lets one "
        "proposal take of the pot; lower it.",
    ),
    "studio.over_pot": Text(
        "固定と下限の計 {held:,}円が今回の枠 {pot:,}円を超えています（{names}）。"
        "どれかを下げるか外してください。",
        "Pins and floors come to ¥{held:,}, more than the ¥{pot:,} of this round ({names}); lower "
        "or lift one.",
    ),
}
SHARE: Final = Text("一提案の上限", "Most of one proposal")
NO_MODEL: Final = Text(
    "政策パックに価値モデルがありません。"
    "value_model.csv と value_weight.csv に書いて適用してください。",
    "The pack has no value model; write value_model.csv and value_weight.csv and apply it.",
)
UNKNOWN_MODEL: Final = Text(
    "価値モデル「{model}」はパックにありません。次から選べます：{known}",
    "The pack has no value model {model}; there are {known}.",
)
NO_ASKS: Final = Text(
    "この回には確認の済んだ提案がありません。提案を確認すると、ここで計算できます。",
    "No proposal of this round has been screened yet; once one is, it can be planned here.",
)
NO_POT: Final = Text(
    "今回の枠が残っていません。配れる額がないので、計算するものがありません。",
    "Nothing is left in the pot of this round, so there is nothing to plan.",
)
NO_SCENARIOS: Final = Text(
    "将来の場合の数が {read} です。1から{most}までの数にしてください。",
    "The number of scenarios is {read}; it must be between 1 and {most}.",
)
NO_HISTORY: Final = Text(
    "見通しのもとになる記録がありません。段階のある課題を記録すると、見込みを計算できます。",
    "There is nothing on record to forecast from; record awards with their phases first.",
)
NOT_OPTIMAL: Final = Text(
    "計算は最適と証明されていません（状態 {status}）。差は {gap:.4%}以下です。",
    "The engine did not prove this plan the best (status {status}); it is within {gap:.4%}.",
)
LIMIT_HIT: Final = Text(
    "計算は {seconds:.1f}秒の上限で止まりました。"
    "これまでで最も良い案と、証明された差 {gap:.4%} を示します。",
    "The engine was stopped by its limit after {seconds:.1f} s; this is the best plan it found, "
    "proven to be within {gap:.4%} of the best.",
)
TOO_FAR: Final = Text(
    "計算案が最善から {gap:.2%} 以内としか証明されていないため、決定には使えません。"
    "場合の数を減らすか、固定を外して計算し直してください。",
    "The engine's plan is proven only to be within {gap:.2%} of the best, which is too far for a "
    "decision; solve again with fewer scenarios or fewer pins.",
)
STALE: Final = Text(
    "案「{plan}」のもとになったデータが、その後変わりました（提案、残りの枠、方針のどれか）。"
    "古い案では決定できません。計算し直して保存してください。",
    "What the plan {plan} rests on has changed since (proposals, the pot or the policy). A stale "
    "plan cannot be decided; solve again and save.",
)
NOT_SAVED: Final = Text(
    "案「{plan}」は「{state}」です。保存済みの案だけを使えます。",
    "The plan {plan} is “{state}”; only a saved one can be used.",
)
REASON: Final = Text("理由を書いてください。", "Give the reason.")
DIFFERS: Final = Text(
    "計算案と違う提案があります（{names}）。一つずつ理由を書いてください。",
    "These proposals differ from the engine's plan: {names}; give a reason for each.",
)
NO_EDIT: Final = Text(
    "「{read}」という操作はありません。固定・下限・不採択・外すから選んでください。",
    "There is no edit “{read}”; pin, set a floor, leave out, or lift.",
)
NO_NUMBER: Final = Text(
    "{name} の「{read}」は使える数ではありません。",
    "“{read}” is no number that {name} can take.",
)
NAME: Final = Text("案の名前を書いてください。", "Name the plan.")
SAVED: Final = Text("案「{plan}」を保存しました。", "Saved as plan {plan}.")


class StudioError(InputError):
    """Inputs the studio cannot plan with; `findings` holds every one of them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        told = [said(one) for one in self.findings]
        joined = Text("\n".join(one.ja for one in told), "\n".join(one.en for one in told))
        super().__init__(self.findings[0].code, joined)


def said(finding: Finding) -> Text:
    """A finding in words, with its item."""
    return _FINDINGS[finding.code].format(place=str(finding.place), **finding.values)
