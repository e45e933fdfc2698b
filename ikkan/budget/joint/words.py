"""Words of the views over rounds, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.budget.joint.comparing import Verdict
from ikkan.budget.joint.rules import Counting, Stage
from ikkan.values.money import Unit
from ikkan.values.text import Text

AXES: Final[Mapping[str, Text]] = {
    "ministry": Text("府省", "Ministry"),
    "project": Text("プロジェクト", "Project"),
    "cost_class": Text("経費区分", "Cost class"),
    "programme": Text("事業", "Programme"),
    "purpose": Text("開発目的", "Purpose"),
    "phase": Text("研究段階", "Phase"),
    "domain": Text("疾患領域", "Disease area"),
    "year": Text("年度", "Fiscal year"),
    "pot": Text("財源の枠", "Pot"),
    "stage": Text("段階", "Stage"),
}
STAGES: Final[Mapping[str, Text]] = {
    Stage.REQUEST: Text("要求", "Request"),
    Stage.WISH: Text("要望", "Wish"),
    Stage.ASKED: Text("要求・要望", "Request and wish"),
    Stage.DRAFT: Text("政府案", "Government draft"),
    Stage.ENACTED: Text("成立", "Enacted"),
}
COUNTINGS: Final[Mapping[str, Text]] = {
    Counting.FULL: Text("延べ（領域ごとに全額）", "In full in each area"),
    Counting.FRACTIONAL: Text("按分（領域の数で等分）", "In equal parts"),
}
UNITS: Final[Mapping[str, Unit]] = {
    "oku": Unit.OKU,
    "million": Unit.MILLION,
    "thousand": Unit.THOUSAND,
}
UNIT_NAMES: Final[Mapping[str, Text]] = {
    "oku": Text("億円", "100 million yen (億円)"),
    "million": Text("百万円", "million yen (百万円)"),
    "thousand": Text("千円", "thousand yen (千円)"),
}
VERDICTS: Final[Mapping[str, Text]] = {
    Verdict.AGREES: Text("丸めの範囲で一致", "agrees within its rounding"),
    Verdict.DIFFERS: Text("差がある", "differs"),
    Verdict.ABOUT: Text("約の値（判定しない）", "approximate, not judged"),
    Verdict.NO_LINES: Text("行がない", "no lines"),
}
REMAINDER: Final = Text("（記載なし）", "(not said)")
TOTAL: Final = Text("行の計（計算値）", "Sum of the lines (computed)")
OFF: Final = Text(
    "四捨五入した値を足すと、計と{off}の差になります。計は端数のまま足してから丸めたものです。",
    "The rounded values add up to {off} beside the total, which is rounded after adding.",
)
AGAIN: Final = Text(
    "再掲の行 {lines}行・{yen}は、どの計にも入れていません。",
    "{lines} lines printed again ({yen}) are part of no sum.",
)
MISSING: Final = Text(
    "「―」はまだ金額がないところです。0ではありません。",
    "A dash means that there is no amount yet; it is not zero.",
)
WAITING: Final = Text(
    "この日までに提出された版がない府省: {names}",
    "No version submitted by this day: {names}",
)
SEEN: Final = Text(
    "あなたに見える要求だけの計です。取りまとめの前は、ほかの府省の要求が見えないことがあります。",
    "Sums of the requests that you may see; before the requests are put together those of other "
    "ministries may not be shown.",
)
COUNTED: Final = Text(
    "要求の行を足したもの（この日までに提出された最新の版）。再掲は足さない。",
    "Sums of the lines of the newest version submitted by this day; lines printed again are not "
    "added.",
)
MARK: Final = Text("実演値：架空の要求", "Demonstration values: made-up requests")

CONSOLIDATED: Final = Text("要求の集計", "Requests, summed up")
ROUND: Final = Text("要求の回", "Round")
ALL_ROUNDS: Final = Text("すべての回", "Every round")
ROWS: Final = Text("行", "Rows")
COLUMNS: Final = Text("列", "Columns")
UNIT: Final = Text("単位", "Unit")
COUNTING: Final = Text("疾患領域の数え方", "Counting of disease areas")
TWICE: Final = Text(
    "延べで数えているため、一つの行が複数の領域に全額で入ります。計は出しません。",
    "Lines of several areas stand in each of them in full, so that nothing is added up.",
)
BY_CLASS: Final = Text("経費区分と府省", "Cost classes and ministries")
BY_PROJECT: Final = Text("統合プロジェクト", "Integrated projects")
EVERY_LINE: Final = Text("府省別の要求の行", "Every line by ministry")
LINE: Final = Text("行", "Line")
NAME: Final = Text("事業", "Programme")
REPRINT: Final = Text("（再掲）", "(printed again)")
PROVISIONAL: Final = Text("（精査中）", "(provisional)")
JOINT: Final = Text("{name}　共同要求", "{name}: joint request")
JOINT_LEAD: Final = Text(
    "各府省の要求を、了解を得たうえで一つに取りまとめたもの。",
    "The requests of the ministries, put together as one after consent.",
)
AUTHOR: Final = Text("予算要求の取りまとめ", "Joint budget request")
AS_OF: Final = Text("時点", "As of")
STATE: Final = Text("状態", "State")
COMPILED: Final = Text("取りまとめ済", "Put together")
NOT_COMPILED: Final = Text("取りまとめ前", "Not yet put together")
NO_LINES: Final = Text(
    "この日までに提出された要求の行がありません。", "No line was submitted by this day."
)
ROUNDED: Final = Text(
    "計数は端数のまま足してから四捨五入しているため、合計と一致しないことがあります。",
    "Amounts are added exactly and then rounded; they may not add up to the totals.",
)
LANGUAGES: Final[Mapping[str, str]] = {"ja": "日本語", "en": "English"}
