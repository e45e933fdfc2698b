"""Words of in-house themes, other funders' projects and overlap cases, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

THEME_STATES: Final[Mapping[str, Text]] = {
    "planned": Text("計画中", "Planned"),
    "running": Text("実施中", "Running"),
    "ended": Text("終了", "Ended"),
}
CASE_STATES: Final[Mapping[str, Text]] = {
    "open": Text("未協議", "Open"),
    "talked": Text("協議済み", "Talked over"),
    "divided": Text("分担を決定", "Divided"),
    "merged": Text("一本化を決定", "Merged"),
    "none": Text("重複なし", "No overlap"),
}
SIDE_LABELS: Final[Mapping[str, Text]] = {
    "award": Text("採択課題", "Award"),
    "theme": Text("インハウス研究", "In-house theme"),
    "ministry": Text("府省自らの研究", "Ministry's own research"),
    "funder": Text("他の資金配分機関", "Other funder"),
}
TITLE: Final = Text("名称を書いてください。", "Write the title.")
LONG: Final = Text(
    "名称は{title}字、概要は{text}字までです。短くしてください。",
    "A title has at most {title} characters and an abstract {text}; shorten it.",
)
STATE: Final = Text(
    "「{read}」という状態はありません。選択肢から選んでください。",
    "There is no state {read}; choose one of those offered.",
)
COST_CLASS: Final = Text(
    "金額があるので、経費区分を選んでください。",
    "There are amounts: choose the class of cost they belong to.",
)
KEY: Final = Text(
    "その機関での課題番号を、{most}字までで書いてください。",
    "Write the project's key at its funder, at most {most} characters.",
)
YEAR: Final = Text(
    "{year}年度は使えません（{first}～{last}）。年度を直してください。",
    "FY{year} cannot be used ({first} to {last}); correct the year.",
)
YEARS: Final = Text(
    "最後の年度（{last}）が最初の年度（{first}）より前です。年度を直してください。",
    "The last year ({last}) lies before the first ({first}); correct the years.",
)
AMOUNT: Final = Text(
    "{year}年度の額{yen}円は使えません。0以上、1,000兆円までの整数の円にしてください。",
    "The amount of FY{year}, {yen} yen, cannot be used; give whole yen from 0 to 10^15.",
)
UNKNOWN: Final = Text(
    "{what}「{code}」はありません。先に登録するか、コードを直してください。",
    "There is no {what} {code}; register it first or correct the code.",
)
INSTITUTE: Final = Text("機関", "organisation")
BODY: Final = Text("組織（府省・資金配分機関）", "body")
DOMAIN: Final = Text("疾患領域", "domain")
PHASE: Final = Text("段階", "phase")
MODALITY: Final = Text("モダリティ", "modality")
CLASS: Final = Text("経費区分", "cost class")
NO_THEME: Final = Text("テーマ「{code}」はありません。", "There is no theme {code}.")
NO_PROJECT: Final = Text("課題「{code}」はありません。", "There is no project {code}.")
NO_CASE: Final = Text("重複確認「{code}」はありません。", "There is no overlap case {code}.")
NO_AWARD: Final = Text(
    "採択課題「{codes}」はありません。番号を確かめてください。",
    "There is no award {codes}; check the number.",
)
KEY_TAKEN: Final = Text(
    "{funder}の「{key}」はもう記録されています（{code}）。その記録を使ってください。",
    "{key} of {funder} is on record already ({code}); use that record.",
)
KEY_TWICE: Final = Text(
    "{funder}の「{key}」がこの中に二度あります。一度だけにしてください。",
    "{key} of {funder} stands here twice; leave one out.",
)
BATCH: Final = Text(
    "一度に記録できるのは{most}件までです（{given}件）。分けてください。",
    "At most {most} projects can be recorded at once, not {given}; split them.",
)
DIVISION: Final = Text(
    "分担を書いてください。資金配分機関と研究機関の両方の役割が必要です。",
    "Write the division: what the funder does and what the institute does, both.",
)
NO_SIDE: Final = Text(
    "「{ref}」は比べられません。採択課題（awards.award:…）、インハウス研究（awards.theme:…）、"
    "他機関の課題（awards.external:…）のどれかを書いてください。",
    "{ref} cannot be compared; name an award (awards.award:…), an in-house theme "
    "(awards.theme:…) or a project of another funder (awards.external:…).",
)
SAME: Final = Text(
    "「{ref}」を自分自身とは比べられません。別の記録を選んでください。",
    "{ref} cannot be compared with itself; choose another record.",
)
CASE_THERE: Final = Text(
    "この二つの重複確認はもうあります（{code}）。その記録で続けてください。",
    "There is a case of these two already ({code}); go on with it.",
)
IS_SETTLED: Final = Text(
    "この重複確認は「{state}」で終わっています。終わった確認は変わりません。",
    "This case was settled: {state}. A settled case does not change.",
)
TALK_FIRST: Final = Text(
    "「{state}」にする前に、協議の内容を記録してください。",
    "Record what was talked over before it is settled as “{state}”.",
)
REASON: Final = Text("理由を書いてください。", "Write the reason.")
DECISION_NEEDED: Final = Text(
    "「{state}」には連絡調整の会議の決定が要ります。決定を選んでください。",
    "“{state}” needs a decision of the liaison conference; choose one.",
)
NOT_TAKEN: Final = Text(
    "決定「{decision}」はまだ案です。会議で決定してから選んでください。",
    "{decision} is still a draft; it must be decided by the conference first.",
)
NO_DECISION: Final = Text("決定「{code}」はありません。", "There is no decision {code}.")
OTHER_BODY: Final = Text(
    "決定「{decision}」は{body}のものではありません。連絡調整の会議の決定を選んでください。",
    "{decision} was not taken by {body}; choose a decision of the liaison conference.",
)
TALK: Final = Text("協議の内容を書いてください。", "Write what was talked over.")
TALKED_AHEAD: Final = Text(
    "日付（{day}）が今日（{today}）より後です。日付を直してください。",
    "The day ({day}) lies after today ({today}); correct it.",
)
MORE_YEARS: Final = Text(
    "{code}の{year}年度には{stored}円が記録されています。上書きしません。",
    "{code} has {stored} yen for FY{year} already; nothing is overwritten.",
)
NOTHING: Final = Text(
    "「{ref}」という記録はありません。コードを確かめてください。",
    "There is no record {ref}; check the code.",
)
