"""Words of this part: sorts, states, answers, in both languages.

Called by models' rules, forms and kinds. Source: 003:405-430, 003:1050-1064, 003:1217-1227.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

Words = Mapping[str, Text]

ADVICE_SORTS: Final[Words] = {
    "proposal": Text("提案", "Proposal"),
    "advice": Text("助言", "Advice"),
}
ADDRESSEES: Final[Words] = {
    "president": Text("理事長", "President"),
    "executives": Text("執行部", "Executives"),
    "director": Text("PD", "Program director"),
}
ADVICE_STATES: Final[Words] = {
    "given": Text("回答待ち", "Awaits an answer"),
    "answered": Text("回答済み", "Answered"),
    "done": Text("対応済み", "Followed"),
    "withdrawn": Text("取下げ", "Withdrawn"),
}
ANSWERS: Final[Words] = {
    "accepted": Text("受け入れる", "Accepted"),
    "partly": Text("一部を受け入れる", "Accepted in part"),
    "declined": Text("受け入れない", "Not accepted"),
}
SEVERITIES: Final[Words] = {
    "low": Text("小", "Low"),
    "medium": Text("中", "Medium"),
    "high": Text("大", "High"),
}
ISSUE_STATES: Final[Words] = {
    "open": Text("未着手", "Open"),
    "planned": Text("対応を計画", "Planned"),
    "resolved": Text("解決", "Resolved"),
    "accepted": Text("受容", "Accepted as it is"),
}
CASE_STATES: Final[Words] = {
    "open": Text("協議中", "Open"),
    "settled": Text("合意", "Settled"),
    "dropped": Text("取りやめ", "Dropped"),
}
POSITIONS: Final[Words] = {
    "agree": Text("合意する", "Agrees"),
    "object": Text("異議がある", "Objects"),
}
MEETING_SORTS: Final[Words] = {
    "joint": Text("合同会議", "Joint meeting"),
    "symposium": Text("シンポジウム", "Symposium"),
    "hearing": Text("意見聴取", "Hearing of opinions"),
}
MEETING_STATES: Final[Words] = {
    "planned": Text("予定", "Planned"),
    "held": Text("開催済み", "Held"),
}
CAPACITIES: Final[Words] = {
    "director": Text("PD", "Program director (PD)"),
    "supervisor": Text("PS", "Program supervisor (PS)"),
    "officer": Text("PO", "Program officer (PO)"),
    "coordinator": Text("DC", "Disease-area coordinator (DC)"),
    "reviewer": Text("評価委員", "Reviewer"),
    "other": Text("その他", "Other"),
}
ITEM_STATES: Final[Words] = {
    "open": Text("進行中", "Open"),
    "done": Text("完了", "Done"),
    "dropped": Text("取りやめ", "Dropped"),
}
PROPOSAL_SORTS: Final[Words] = {
    "fast_path": Text("ファストパスの設計", "Fast-path design"),
    "redesign": Text("事業設計の見直し", "Programme redesign"),
}
PROPOSAL_STATES: Final[Words] = {
    "draft": Text("案", "Draft"),
    "sent": Text("提出済み・回答待ち", "Sent, awaits an answer"),
    "answered": Text("回答済み", "Answered"),
    "done": Text("反映済み", "Carried out"),
    "withdrawn": Text("取下げ", "Withdrawn"),
}
DESIGN_STATES: Final[Words] = {
    "draft": Text("案", "Draft"),
    "adopted": Text("採用", "Adopted"),
    "superseded": Text("旧版", "Superseded"),
}
EXIT_PARTS: Final[Words] = {
    "aim": Text("事業の目的", "Aim of the programme"),
    "route": Text("出口までの道筋", "Route to the exit"),
    "product": Text("想定する製品の姿", "Image of the product"),
    "licensing": Text("企業導出の条件", "Conditions of licensing"),
    "successors": Text("後継の事業", "Successor programmes"),
    "gates": Text("ステージゲート", "Stage gates"),
    "gate_plan": Text("ゲートの計画", "Gate plan"),
}
"""The parts of a design without which it is not complete."""
