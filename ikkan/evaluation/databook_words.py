"""Words of the data book: titles, headings, findings and what is said where nothing is known.

Called by the chapters, the files and the page. Labels of codes come from the lake itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values import era
from ikkan.values.text import Text

TITLE: Final = Text("データブック {year}", "Data book {year}")
AUTHOR: Final = "Ikkan 一貫"
LEAD: Final = Text(
    "研究のお金がどこから来て、何になったか。{year}の十の図表。数の隣に、その数え方を印刷する。",
    "Where the research money came from, and what became of it: ten tables and figures of {year}, "
    "each with the rule by which it was counted.",
)
MARK: Final = Text(
    "実演値 – 課題・機関・成果などの記録は架空です（公表値は資料の印字どおり）",
    "Demonstration values – records are fictional (published figures are as printed)",
)
FOOT: Final = Text("時点 {day}　パック {pack}", "As of {day} · Pack {pack}")
AS_OF: Final = Text("時点", "As of")
PACK: Final = Text("パック", "Pack")
EDITION: Final = Text("版", "Edition")
SOURCE_DATA: Final = Text("元データ", "Data")
SAME: Final = Text(
    "{code}（同じ記録からは同じ冊子ができます）", "{code} (the same records make the same book)"
)
EDITIONS: Final[Mapping[str, Text]] = {
    "public": Text("公開版（誰にでも見える記録だけ）", "Public (what anybody may see)"),
    "office": Text(
        "業務版（すべての記録。外に出さない）", "Office (every record; not for release)"
    ),
}
NO_PRINT: Final = Text(
    "印字がありません（ゼロではありません）", "not printed in the sources (not zero)"
)
NO_RECORD: Final = Text("記録がありません（ゼロではありません）", "not recorded (not zero)")
NOTHING_PRINTED: Final = Text(
    "{year}の額は、パックの資料に印字がありません（ゼロという意味ではありません）。",
    "The sources of the pack print no amount of this kind for {year}; that does not mean zero.",
)
NO_ROWS: Final = Text(
    "{what}の記録がまだありません（ゼロという意味ではありません）。記録が入ると、ここに表が出ます。",
    "There are no records of {what} yet, which does not mean zero; "
    "the table appears here once there are.",
)
NONE_IN_YEAR: Final = Text(
    "{year}に当たる{what}の記録はありません（ほかの年度の記録はあります）。",
    "No records of {what} fall in {year}; there are records of other years.",
)
CLOSED: Final = Text(
    "{what}の記録は公開されていません。この版では数えていません（ゼロという意味ではありません）。",
    "Records of {what} are not open to the public; this edition does not count them, "
    "which does not mean zero.",
)
WHAT: Final[Mapping[str, Text]] = {
    "award": Text("課題", "awards"),
    "organisation": Text("機関", "organisations"),
    "gate": Text("ゲート", "gates"),
    "handover": Text("引継ぎ", "hand-overs"),
    "outcome": Text("成果", "outcomes"),
    "indicator": Text("指標", "indicators"),
    "fund": Text("基金", "funds"),
    "actual": Text("実績", "actuals"),
}

BUDGET: Final = Text("予算の推移", "Budgets over the years")
PROJECTS: Final = Text("プロジェクト", "Projects")
ADJUSTMENT: Final = Text("調整費", "Adjustment fund")
FUNDS: Final = Text("基金", "Funds")
PROGRAMMES: Final = Text("課題と事業", "Awards and programmes")
PHASES: Final = Text("段階とモダリティ", "Phases and modalities")
PLACES: Final = Text("機関と所在地", "Organisations and places")
GATES: Final = Text("ゲート", "Gates")
HANDOVERS: Final = Text("引継ぎ", "Hand-overs")
RESULTS: Final = Text("成果と指標", "Outcomes and indicators")

SERIES_TITLE: Final = Text("{of}の推移（府省別）", "{of} by ministry")
PROJECTS_TITLE: Final = Text("プロジェクト別の額（{basis}）", "Amounts by project ({basis})")
ADJUSTMENT_TITLE: Final = Text("調整費の年度ごとの額", "Adjustment fund by fiscal year")
FUNDS_TITLE: Final = Text("{year}にかかる基金", "Funds that cover {year}")
PROGRAMMES_TITLE: Final = Text("事業ごとの課題の数と年額", "Awards in force and their yen")
STARTS_TITLE: Final = Text("新規と継続の課題の数と年額", "New and continuing awards and their yen")
START: Final = Text("新規・継続", "New or continuing")
STARTS: Final[Mapping[bool, Text]] = {
    True: Text("新規", "New"),
    False: Text("継続", "Continuing"),
}
PHASES_TITLE: Final = Text("モダリティと段階ごとの課題の数", "Awards by modality and phase")
PLACES_TITLE: Final = Text("代表機関の種類と所在地ごとの課題の数", "Awards by lead organisation")
GATES_TITLE: Final = Text("ゲートの判定", "Gates by decision")
HANDOVERS_TITLE: Final = Text("引継ぎの決定と待ち", "Hand-overs, decided and waiting")
OUTCOMES_TITLE: Final = Text("成果の種類と計数", "Outcomes by sort and way of counting")
INDICATORS_TITLE: Final = Text("指標の目標と実績", "Indicators: printed target and actual")

MINISTRY: Final = Text("府省", "Ministry")
PRINTED_TOTAL: Final = Text("印字の計", "Printed total")
COMPUTED_TOTAL: Final = Text("計（計算値）", "Total (computed)")
UNDATED: Final = Text("（記録なし）", "(not recorded)")
PROJECT: Final = Text("プロジェクト", "Project")
PROGRAMME: Final = Text("事業", "Programme")
COST_CLASS: Final = Text("費目", "Class")
STAGE: Final = Text("段階", "Stage")
POT: Final = Text("予算の枠", "Pot")
AMOUNT: Final = Text("額", "Amount")
UNIT: Final = Text("単位", "Unit")
YEAR: Final = Text("年度", "Fiscal year")
MEANING: Final = Text("内容", "What it is")
FUND: Final = Text("基金", "Fund")
PERIOD: Final = Text("期間（年度）", "Fiscal years")
AWARDS: Final = Text("課題数", "Awards")
YEN: Final = Text("円", "yen")
MODALITY: Final = Text("モダリティ", "Modality")
PREFECTURE: Final = Text("所在地", "Prefecture")
GATE: Final = Text("ゲート", "Gate")
OUTCOME_SORT: Final = Text("成果の種類", "Outcome")
FULL: Final = Text("整数カウント", "Full counting")
FRACTIONAL: Final = Text("分数カウント", "Fractional counting")
RESULTS_OF: Final = Text("成果", "outcomes")
LINKS: Final = Text("課題ごとの延べ数", "Links to awards")
PAPER_OF: Final = Text("文書", "Paper")
CLASS: Final = Text("区分", "Class")
INDICATOR: Final = Text("指標", "Indicator")
TARGET: Final = Text("目標（印字）", "Target as printed")
ACTUAL: Final = Text("実績", "Actual")
COUNTING: Final = Text("計数", "Counting")
TOTAL: Final = Text("計", "Total")

SERIES_ALT: Final = Text(
    "{of}の棒グラフ、{first}年から{last}年。{last}年の印字の計は{total}{unit}。",
    "Columns of {of}, {first} to {last}; the printed total of {last} is {total} {unit}.",
)
BANDS_ALT: Final = Text(
    "{of}の府省別の棒グラフ、{first}年から{last}年。計は全ての年には印字がなく、積み上げない。",
    "Columns of {of} for each ministry, {first} to {last}, not stacked: totals are not printed "
    "for every year.",
)
BARS_ALT: Final = Text(
    "{of}の横棒グラフ、{count}本。最も大きいのは{name}の{value}{unit}。",
    "Bars of {of}, {count} in all; the largest is {name} with {value} {unit}.",
)
LARGEST_ALT: Final = Text(
    "{of}の横棒グラフ、大きい順に{count}本（全ては表にある）。最も大きいのは{name}の{value}{unit}。",
    "Bars of {of}, the {count} largest (all are in the table); "
    "the largest is {name} with {value} {unit}.",
)
NO_LATER: Final = Text(
    "{year}の印字はありません。最も新しい印字は{last}年度です。",
    "Nothing is printed for {year}; the newest print is of FY{last}.",
)
BASES: Final = Text("基準: {names}", "Basis: {names}")
PAGE: Final = Text("データブック", "Data book")
FILES: Final = Text("ファイル", "Files")
YEARS: Final = Text("年度を移る", "Other years")
LANGUAGE: Final[Mapping[str, str]] = {"ja": "日本語", "en": "English"}


def year_name(year: int, start_month: int, language: str) -> str:
    """``令和3年度（2021）`` where the fiscal year begins in April, else the bare year."""
    return era.label(year, language) if start_month == 4 else str(year)
