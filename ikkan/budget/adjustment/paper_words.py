"""Words of the execution plan, in both languages."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

TITLE: Final = Text("調整費の実行計画　{name}", "Execution plan of the adjustment fund: {name}")
LEAD: Final = Text(
    "調整費を受ける事業・施策と、それぞれの金額を示す。決定の後、枠を持つ機関から各府省の予算へ"
    "移し替え、各府省が機構へ交付する。",
    "The programmes and measures that receive money of the fund, with the amount of each. After "
    "the decision it moves from the office that holds it into the budgets of the ministries, "
    "which grant it to the agency.",
)
DRAFT: Final = Text("案", "Draft")
MADE_UP: Final = Text("実演値（架空）", "Demonstration values (made up)")
YEAR: Final = Text("年度", "Fiscal year")
POT: Final = Text("年間の枠", "Pot of the year")
ORIGIN: Final = Text("元になる経費", "Out of")
BEFORE: Final = Text("前の回までの決定", "Decided in earlier rounds")
HERE: Final = Text("この回の新しい配分", "New money of this round")
LEFT: Final = Text("残り", "Left")
RESERVE: Final = Text("後の回のための留保", "Kept for later rounds")
RULES: Final = Text("適用する規則", "Rules in force")
EMERGENCY: Final = Text("緊急の理由", "Reason of the emergency")
DECISION: Final = Text("本部の決定", "Decision of the headquarters")
AS_OF: Final = Text("時点", "As of")
AMOUNTS: Final = Text("配分を受ける事業・施策", "Programmes and measures that receive money")
BY_MINISTRY: Final = Text("移し替え先の府省", "Ministries whose budgets receive it")
BY_PROJECT: Final = Text("統合プロジェクト", "Integrated projects")
REASONS: Final = Text("配分の理由と期待する効果", "Reasons and expected effects")
MOVED: Final = Text("決定済みの額の組み替え", "Decided money that is re-assigned")
FLOW: Final = Text("移し替え・交付の記録", "Transfers and grants as recorded")
CODE: Final = Text("提案", "Proposal")
MEASURE: Final = Text("施策", "Measure")
PROGRAMME: Final = Text("事業", "Programme")
MINISTRY: Final = Text("府省", "Ministry")
PROJECT: Final = Text("プロジェクト", "Project")
TYPE: Final = Text("類型", "Type")
REASON: Final = Text("理由", "Reason")
EFFECT: Final = Text("効果の種類", "Sort of effect")
EXPECTED: Final = Text("期待する件数", "Expected counts")
FROM: Final = Text("元の提案", "From")
TO: Final = Text("移す先", "To")
DAY: Final = Text("日付", "Day")
TRANSFER: Final = Text("資金移動", "Transfer")
ACCOUNTS: Final = Text("口座", "Accounts")
AMOUNT: Final = Text("金額", "Amount")
TOTAL: Final = Text("計", "Total")
NONE: Final = Text("（記載なし）", "(not said)")
NOTHING: Final = Text(
    "この日までに、見られる金額はありません。", "No amount that you may see by this day."
)
RULE: Final = Text(
    "円の額を足してから四捨五入する。のちに組み替えた額は差し引いてある。",
    "Yen are added and then rounded; what was re-assigned later is taken off.",
)
