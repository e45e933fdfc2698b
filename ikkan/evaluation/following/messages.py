"""Words for what follow-ups, goals and ratings refuse, in both languages."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

MEASURE: Final = Text(
    "「{ref}」は施策ではありません。計画の条項（clause:…かplan.clause:…）を選んでください。",
    "{ref} is no measure; choose a clause of the plan (clause:… or plan.clause:…).",
)
ONE_MEASURE: Final = Text(
    "施策を一つだけ選んでください（資料の条項か、決定された条項）。",
    "Choose one measure: a printed clause or a decided one.",
)
NOTHING: Final = Text(
    "「{refs}」という記録はありません。コードを確かめてください。",
    "There is no record {refs}; check the code.",
)
TWICE: Final = Text(
    "この施策の{year}年度の{body}のフォローアップはもうあります（{code}）。そこに報告してください。",
    "There is a follow-up of this measure, FY{year}, by {body} ({code}); report there.",
)
STATE: Final = Text(
    "「{read}」という状態はありません。{known}のどれかを選んでください。",
    "There is no state {read}; choose one of {known}.",
)
WORDS: Final = Text(
    "何をしたか、何によるかを書いてください。",
    "Write what was done, or what the judgement rests on.",
)
AHEAD: Final = Text(
    "{day}は今日（{today}）より後です。その日が来てから記録してください。",
    "{day} lies after today ({today}); record it on or after that day.",
)
YEAR: Final = Text(
    "{day}は年度の始まり（{first}）より前です。始まる前なら「未着手」としてください。",
    "{day} lies before the year begins ({first}); until then it is not started.",
)
NO_FOLLOWUP: Final = Text(
    "フォローアップ「{code}」はありません。コードを確かめてください。",
    "There is no follow-up {code}; check the code.",
)
NOT_REPORTED: Final = Text(
    "まだ報告がありません。担当の機関が報告してから講評してください。",
    "Nothing is reported yet; comment once the owner has reported.",
)
IS_PUBLISHED: Final = Text(
    "公表された報告です。変わったことは、次の年度のフォローアップに報告してください。",
    "The report is published; say what changed in the follow-up of the next year.",
)
TITLE: Final = Text("目標の題名を書いてください。", "Write the title of the goals.")
PERIOD: Final = Text(
    "期間（{first}〜{last}年度）が逆か長すぎます。始まりと終わりの年度を確かめてください。",
    "The period (FY{first} to {last}) is reversed or too long; check both years.",
)
NOBODY: Final = Text(
    "目標を定める主務大臣の府省を選んでください。",
    "Choose the ministries whose ministers set the goals.",
)
SETTER: Final = Text(
    "{read}は{body}の目標を定める府省ではありません。定められるのは{known}です。",
    "{read} does not set the goals of {body}; those that do are {known}.",
)
ITEMS: Final = Text(
    "目標の項目を、一行に一つ書いてください。",
    "Write the items of the goals, one on each line.",
)
NO_INDICATOR: Final = Text(
    "{read}という指標はありません。指標の一覧のコードを書いてください。",
    "There is no indicator {read}; write a code from the list of indicators.",
)
NO_GOAL: Final = Text(
    "目標「{code}」はありません。コードを確かめてください。",
    "There are no goals {code}; check the code.",
)
IS_PRESENTED: Final = Text(
    "この目標は{day}に提示されています。変えるには、新しい目標を起こしてください。",
    "These goals were presented on {day}; to change them, draft new ones.",
)
IS_DRAFT: Final = Text(
    "目標はまだ案です。提示してから評価してください。",
    "The goals are still a draft; present them before rating.",
)
OUTSIDE: Final = Text(
    "{year}年度は目標の期間（{first}〜{last}年度）の外です。",
    "FY{year} lies outside the period of the goals (FY{first} to {last}).",
)
ABOUT: Final = Text(
    "「{read}」は評価の対象ではありません。{known}のどれかを選んでください。",
    "{read} is not rated; choose one of {known}.",
)
GRADE: Final = Text(
    "「{read}」という評定はありません。{known}のどれかを選んでください。",
    "There is no grade {read}; choose one of {known}.",
)
NO_RATING: Final = Text(
    "評価「{code}」はありません。コードを確かめてください。",
    "There is no rating {code}; check the code.",
)
RATED: Final = Text(
    "{year}年度のこの評価は公表されています。公表後は変わりません。",
    "This rating of FY{year} is published and changes no more.",
)
UNRATED: Final = Text(
    "{year}年度の主務大臣の評価がそろっていません：{abouts}。すべて評価してから公表してください。",
    "The ministers have not rated everything of FY{year}: {abouts}. Rate all, then publish.",
)
MINISTER: Final = Text(
    "{body}はこの目標を定めた府省ではありません。{known}のどれかとして評価してください。",
    "{body} did not set these goals; rate as one of {known}.",
)
NO_ENTRY: Final = Text(
    "記録簿の記載「{code}」はありません。コードを確かめてください。",
    "There is no entry {code}; check the code.",
)
SAME_BODY: Final = Text(
    "記載する機関は変えられません。別の機関のものは、新しく載せてください。",
    "The body that keeps the entry cannot change; put in a new entry for the other.",
)
SORT: Final = Text(
    "「{read}」という種類はありません。{known}のどれかを選んでください。",
    "There is no sort {read}; choose one of {known}.",
)
NAME: Final = Text("名称か件名を書いてください。", "Write a name or subject.")
ORDER: Final = Text(
    "終わり（{last}）が始まり（{first}）より前です。",
    "The end ({last}) lies before the beginning ({first}).",
)
BEGINS: Final = Text(
    "この種類には日付が要ります。始まりの日・できごとの日を入れてください。",
    "This sort needs a day; give the day on which it begins or happened.",
)
UNIT: Final = Text(
    "数には単位が要ります（件、人、床など）。",
    "A number needs its unit (cases, people, beds).",
)
LINK: Final = Text(
    "「{read}」はアドレスではありません。https:// から書いてください。",
    "{read} is no address; write it from https://.",
)
