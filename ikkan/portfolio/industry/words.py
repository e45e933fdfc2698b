"""What the choices of this part are called: states, routes, categories, sorts.

Called by rules, models, forms and kinds. Source: 003:983-990, 003:1072-1084, 003:1223-1231.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

Labels = Mapping[str, Text]
OPEN, WORKING, EVIDENCED, NOT_NEEDED = "open", "working", "evidenced", "not_needed"
ITEM_STATES: Final[Labels] = {
    OPEN: Text("未着手", "Not begun"),
    WORKING: Text("準備中", "In preparation"),
    EVIDENCED: Text("根拠あり", "With evidence"),
    NOT_NEEDED: Text("対象外", "Does not apply"),
}
NOTE_SORTS: Final[Labels] = {
    "competitor": Text("競合との比較", "Comparison with a competitor"),
    "market": Text("市場の動向", "Market note"),
    "earlier_licence": Text("先行する導出", "Earlier licence"),
    "data_plan": Text("データ戦略", "Data plan"),
    "ip_plan": Text("知財戦略", "IP plan"),
    "review": Text("競争優位性の点検", "Review of competitive advantage"),
}
STANDINGS: Final[Labels] = {
    "ahead": Text("当方が先行", "Ours is ahead"),
    "level": Text("同等", "Level"),
    "behind": Text("当方が後れ", "Ours is behind"),
    "open": Text("判断できない", "Cannot be told"),
}
ROUTES: Final[Labels] = {
    "licence": Text("実施許諾", "Licence"),
    "assignment": Text("権利譲渡", "Assignment of rights"),
    "joint_development": Text("共同研究開発", "Joint development"),
    "startup": Text("スタートアップの設立", "Start-up"),
    "own": Text("自らの事業化", "Own commercialisation"),
    "clinical_use": Text("企業によらない臨床実装", "Clinical use without a company"),
}
PARTNERS: Final[Labels] = {
    "drug_company": Text("製薬企業", "Drug company"),
    "device_company": Text("医療機器企業", "Device company"),
    "venture": Text("創薬ベンチャー・スタートアップ", "Venture or start-up"),
    "investor": Text("投資家（VC）", "Investor (VC)"),
    "manufacturer": Text("製造受託（CDMO）", "Manufacturing partner (CDMO)"),
    "public": Text("公的機関・医療機関", "Public body or hospital"),
    "undecided": Text("未定", "Not decided"),
}
CATEGORIES: Final[Labels] = {
    "technology": Text("技術開発", "Technology"),
    "regulation": Text("規制・薬事", "Regulation"),
    "company_link": Text("企業連携", "Company link"),
    "know_how": Text("開発ノウハウ", "Development know-how"),
    "ip": Text("知財指導", "IP coaching"),
}
ASKED, RUNNING, ENDED, DECLINED = "asked", "running", "ended", "declined"
SUPPORT_STATES: Final[Labels] = {
    ASKED: Text("依頼", "Asked for"),
    RUNNING: Text("支援中", "Running"),
    ENDED: Text("終了", "Ended"),
    DECLINED: Text("見送り", "Declined"),
}
MEETINGS: Final[Labels] = {
    "consultation": Text("相談", "Consultation"),
    "coaching": Text("指導", "Coaching"),
    "round_table": Text("関係者の会合（ラウンドテーブル）", "Round table"),
    "search": Text("関連研究・技術の探索", "Search for related research"),
}
SENT, ANSWERED = "sent", "answered"
REFERRAL_STATES: Final[Labels] = {
    SENT: Text("回答待ち", "Waiting for the answer"),
    ANSWERED: Text("回答あり", "Answered"),
}
STATED, WITHDRAWN = "stated", "withdrawn"
INTEREST_STATES: Final[Labels] = {
    STATED: Text("表明中", "Stated"),
    WITHDRAWN: Text("取下げ", "Withdrawn"),
}
PROPOSED, INTRODUCED = "proposed", "introduced"
INTRODUCTION_STATES: Final[Labels] = {
    PROPOSED: Text("企業の同意待ち", "Waits for the company's consent"),
    ASKED: Text("研究者の同意待ち", "Waits for the researcher's consent"),
    INTRODUCED: Text("紹介済み", "Introduced"),
    DECLINED: Text("見送り", "Declined"),
}
LICENCE, ASSIGNMENT, JOINT, INVESTMENT = "licence", "assignment", "joint", "investment"
DEAL_SORTS: Final[Labels] = {
    LICENCE: Text("実施許諾契約", "Licence contract"),
    ASSIGNMENT: Text("権利譲渡契約", "Assignment contract"),
    JOINT: Text("共同研究開発契約", "Joint R&D contract"),
    INVESTMENT: Text("出資", "Investment"),
}
COUNTED: Final = (LICENCE, ASSIGNMENT, JOINT)
"""Contracts that the indicator for licensing counts (printed in its draft definition)."""
ELIGIBLE, REFUSED = "eligible", "refused"
VERDICTS: Final[Labels] = {
    ELIGIBLE: Text("要件を満たす", "Meets the condition"),
    REFUSED: Text("要件を満たさない", "Does not meet the condition"),
}
