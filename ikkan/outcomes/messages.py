"""Words for what the actions of outcomes refuse, in both languages."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

SORT: Final = Text(
    "「{sort}」という成果の種類はありません。選択肢から選んでください。",
    "There is no sort of outcome {sort}; choose one of those offered.",
)
TITLE: Final = Text("成果の名称を書いてください。", "Write the name of the outcome.")
AHEAD: Final = Text(
    "成果の日（{day}）が今日（{today}）より後です。起きてから報告してください。",
    "The day of the outcome ({day}) lies after today ({today}); report it once it has happened.",
)
BEFORE: Final = Text(
    "成果の日（{day}）が、課題{award}の開始日（{began}）より前です。課題より前の成果はその課題の成果にできません。"
    "日付を確かめるか、成果のもとになった前の課題を選んでください。",
    "The outcome ({day}) came before award {award} began ({began}); an outcome is not ascribed to "
    "an award that began later. Check the day, or choose the earlier award it came from.",
)
TRIAL_TYPE: Final = Text(
    "「{read}」という治験の種類はありません。選択肢から選んでください。",
    "There is no type of trial {read}; choose one of those offered.",
)
NO_TRIAL_TYPE: Final = Text(
    "治験の種類を一つ以上選んでください。", "Choose at least one type of trial."
)
NOT_TRIAL: Final = Text(
    "治験の種類は、種類が治験の成果にだけ付けられます（今の種類：{sort}）。",
    "Only a clinical trial has a type of trial; this outcome is of the sort {sort}.",
)
NO_EVIDENCE: Final = Text(
    "根拠がありません。{wanted}を書いてください。", "There is no evidence; give {wanted}."
)
EVIDENCE: Final = Text(
    "「{read}」は{sort}の根拠として読めません。{wanted}を書いてください。",
    'Cannot read "{read}" as evidence of its sort ({sort}); give {wanted}.',
)
SHARE: Final = Text(
    "課題{award}の割合（{share}）は0より大きく1以下にしてください。",
    "The share of award {award} ({share}) must be more than 0 and at most 1.",
)
SHARE_FORM: Final = Text(
    "割合「{read}」を読めません。「1/2」「0.5」「50%」のように書いてください。",
    'Cannot read the share "{read}"; write 1/2, 0.5 or 50%.',
)
TWICE: Final = Text(
    "課題{award}が二度挙げられています。一度だけ挙げてください。",
    "Award {award} is named twice; name it once.",
)
SUM: Final = Text(
    "割合の合計が{sum}で、1を超えます（{awards}）。ほかの課題の割合を先に下げてください。",
    "The shares sum to {sum}, more than one ({awards}); lower the share of another award first.",
)
NO_OUTCOME: Final = Text(
    "成果「{code}」はありません。コードを確かめてください。",
    "There is no outcome {code}; check the code.",
)
NO_AWARD: Final = Text(
    "課題「{codes}」はありません。課題管理番号を確かめてください。",
    "There is no award {codes}; check the management number.",
)
NOT_LINKED: Final = Text(
    "成果{code}は課題{award}につながっていません。",
    "Outcome {code} is not joined to award {award}.",
)
NOT_YOURS: Final = Text(
    "自分の課題（研究機関は所属の課題）の成果だけを報告できます。ほかの課題の成果は、その研究開発代表者か資金配分機関の職員に頼んでください。",
    "You report outcomes of your own awards only (an institution, of its own); ask the principal "
    "investigator of the other award, or the staff of the funder.",
)
IS_VERIFIED: Final = Text("この成果はもう確認済みです。", "This outcome is verified already.")
IN_ROW: Final = Text("{row}行目：{words}", "Row {row}: {words}")
COUNTING: Final = Text(
    "「{counting}」という数え方はありません。full か fractional を選んでください。",
    "There is no counting {counting}; choose full or fractional.",
)
