"""Words of gates: evidence, joint gates, money after a No-go, moves of phase."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

FATE_LABELS: Final[Mapping[str, Text]] = {
    "stop": Text("翌年度以降の額を止める", "Stop the amounts of later years"),
    "return": Text(
        "翌年度以降の額を止め、残高を戻す",
        "Stop later years and return the balance to where it came from",
    ),
    "keep": Text("終わりの整理に使う", "Keep it to bring the work to an orderly end"),
}
FATE: Final = Text(
    "残りの額の扱い「{read}」はありません。選択肢から選んでください。",
    "There is no such use of the remaining money: {read}; choose one of those offered.",
)
FATE_MISSING: Final = Text(
    "中止すると{yen}円が残ります（翌年度以降の決定額）。その扱いを選んでください"
    "（規則 portfolio.money_missing）。",
    "A No-go leaves {yen} yen decided for later years; say what becomes of it "
    "(rule portfolio.money_missing).",
)
FATE_SPARE: Final = Text(
    "残りの額の扱いは、中止のときだけ書けます。消すか、判断を改めてください。",
    "What becomes of the remaining money is said for a No-go only; remove it or change the "
    "decision.",
)
TARGET_MISSING: Final = Text(
    "方向転換には、移る先の事業かモダリティが要ります"
    "（規則 portfolio.redirect_to）。選んでください。",
    "A redirect names the programme or modality to which it turns (rule portfolio.redirect_to); "
    "choose one.",
)
TARGET_SPARE: Final = Text(
    "移る先は、方向転換のときだけ書けます。消すか、判断を改めてください。",
    "Only a redirect names where it turns to; remove it or change the decision.",
)
NO_TARGET: Final = Text(
    "移る先「{code}」はありません。選び直してください。",
    "There is no {code} to turn to; choose again.",
)
JOINT_SEED: Final = Text(
    "複数の課題の合同ゲートには、それらの課題すべてが担うシーズが要ります。シーズを選んでください。",
    "A joint gate of several awards needs the seed that all of them carry; choose it.",
)
JOINT_TWICE: Final = Text(
    "課題{award}が二度あります。合同の課題を選び直してください。",
    "The award {award} stands twice; choose the joint awards again.",
)
JOINT_PANEL: Final = Text(
    "合同ゲートは、すべての事業のPDかPSの意見がそろうまで判断できません"
    "（規則 portfolio.joint_panel）。意見のない事業：{programmes}。"
    "案件を開き、その事業のPDかPSを委員に加えて意見を求めてください。",
    "A joint gate is decided once a director or supervisor of every programme has spoken "
    "(rule portfolio.joint_panel). Nobody spoke for: {programmes}. "
    "Open a case, seat them, and ask for their opinion.",
)
JOINT_AGAINST: Final = Text(
    "{programme}のPD・PSは「{position}」です。合同ゲートではいちばん厳しい意見が効くため、"
    "「{decision}」にはできません（規則 portfolio.joint_strictest）。"
    "判断を改めるか、意見を調整してください。",
    "Those who answer for {programme} are “{position}”. In a joint gate the strictest opinion "
    "holds, so “{decision}” cannot be decided (rule portfolio.joint_strictest); change the "
    "decision or settle the difference first.",
)
NO_CRITERION: Final = Text(
    "基準「{code}」はこのゲートのものではありません。選び直してください。",
    "The criterion {code} is not one of this gate; choose again.",
)
NO_PLACE: Final = Text(
    "{place}番目の基準はありません（1から{most}まで）。",
    "There is no criterion number {place}; choose 1 to {most}.",
)
EVIDENCE_TEXT: Final = Text(
    "証拠の説明、記録、添付のどれかを書いてください。",
    "Give a text, a record or a file as evidence.",
)
EVIDENCE_REF: Final = Text(
    "「{ref}」という記録はありません。「種類:コード」を確かめてください。",
    "There is no record {ref}; check kind and code.",
)
EVIDENCE_FILE: Final = Text(
    "添付「{code}」はこのゲートに添付されていません。先にこのゲートの頁で添付してください。",
    "The file {code} is not attached to this gate; attach it on the page of the gate first.",
)
HAS_SUBJECT: Final = Text(
    "このゲートには、もう案件{subject}があります。それを使ってください。",
    "The gate has the case {subject} already; use that one.",
)
NO_MONEY: Final = Text(
    "このゲートには、残りの額の扱いが決まっていません。",
    "Nothing was decided about remaining money at this gate.",
)
SETTLED: Final = Text(
    "残りの額は{day}に処理しました。", "The remaining money was dealt with on {day}."
)
NO_GATE: Final = Text(
    "課題{award}を「{frm}」から「{to}」に進めるには、ゲート{gates}の通過が要ります"
    "（規則 portfolio.phase_gate）。先にゲートを開いて判断するか、例外の理由を書いてください。",
    "The award {award} moves from “{frm}” to “{to}” only after the gates {gates} were passed "
    "(rule portfolio.phase_gate); decide them first, or write why an exception is made.",
)
NO_PHASE: Final = Text(
    "段階「{code}」はありません。選び直してください。",
    "There is no phase {code}; choose again.",
)
SAME_PHASE: Final = Text(
    "課題{award}はもう「{phase}」です。", "The award {award} is in “{phase}” already."
)
