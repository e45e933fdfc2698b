"""Words for what the actions of evaluation refuse, in both languages."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

NO_INDICATOR: Final = Text(
    "「{code}」という指標は政策パックにありません。指標の一覧から選んでください。",
    "The policy pack has no indicator {code}; choose one from its list.",
)
ONE_WAY: Final = Text(
    "成果の種類（数えて値を出す）か値（根拠を書く）の、どちらか一つだけを入れてください。",
    "Give either the sort of outcome to be counted, or a value with its basis, not both.",
)
NO_BASIS: Final = Text(
    "値を直接入れるときは、何によるかを根拠に書いてください。",
    "A value that is not counted here needs its basis; write where it comes from.",
)
NOTHING_COUNTED: Final = Text(
    "{year}年度に数えられる確認済みの{sort}がありません。記録がないことはゼロではありません。"
    "本当にゼロなら、値0をその根拠とともに入れてください。",
    "No verified outcome ({sort}) is counted in FY{year}; missing is not zero. If it really is "
    "zero, give the value 0 with its basis.",
)
RECORDED: Final = Text(
    "この指標・年度・数え方の値はもうあります（{code}）。改めるには、その記録の頁で「値を改める」を選んでください。",
    "There is a value of this indicator, year and counting ({code}); to correct it, choose "
    "“Correct the value” on its page.",
)
SUPERSEDED: Final = Text(
    "この値はもう改められています。今の値の頁で改めてください。",
    "This value has been superseded; correct the one that is current.",
)
YEAR_AHEAD: Final = Text(
    "{year}年度はまだ始まっていません（今日は{today}）。始まってから記録してください。",
    "FY{year} has not begun (today is {today}); record it once it has.",
)
COUNTING: Final = Text(
    "「{counting}」という数え方はありません。full か fractional を選んでください。",
    "There is no counting {counting}; choose full or fractional.",
)
TOO_LONG: Final = Text(
    "値「{value}」は大きすぎるか細かすぎます。小数は4桁までです。",
    "The value {value} is too great or too fine; four decimals at most.",
)
NO_ACTUAL: Final = Text(
    "指標の値「{code}」はありません。コードを確かめてください。",
    "There is no actual value {code}; check the code.",
)
NO_FINDING: Final = Text(
    "所見「{code}」はありません。コードを確かめてください。",
    "There is no finding {code}; check the code.",
)
NO_RESPONSE: Final = Text(
    "対応「{code}」はありません。コードを確かめてください。",
    "There is no response {code}; check the code.",
)
ABOUT: Final = Text(
    "「{ref}」についての所見は記録できません。指標の値（evaluation.actual:…）、課題（awards.award:…）、"
    "成果（outcomes.outcome:…）、フォローアップ（evaluation.followup:…）、調整費の検証"
    "（budget.adjustment_check:…）のどれかを選んでください。",
    "A finding is not about {ref}; choose an actual value (evaluation.actual:…), an award "
    "(awards.award:…), an outcome (outcomes.outcome:…), a follow-up (evaluation.followup:…) or a "
    "later check of the adjustment fund (budget.adjustment_check:…).",
)
NOTHING_THERE: Final = Text(
    "「{ref}」という記録はありません。コードを確かめてください。",
    "There is no record {ref}; check the code.",
)
WORDS: Final = Text("文を書いてください。", "Write the words.")
AHEAD: Final = Text(
    "{day}は今日（{today}）より後です。その日が来てから記録してください。",
    "{day} lies after today ({today}); record it on or after that day.",
)
BEFORE_FINDING: Final = Text(
    "{day}は所見の日（{found}）より前です。日付を確かめてください。",
    "{day} lies before the day of the finding ({found}); check the day.",
)
ROLE: Final = Text(
    "「{role}」という役割はありません。対応する役割を選択肢から選んでください。",
    "There is no role {role}; choose who responds from those offered.",
)
IS_DONE: Final = Text(
    "この対応は{day}に終わっています。",
    "This response was finished on {day}.",
)
IN_ROW: Final = Text("{row}行目：{words}", "Row {row}: {words}")
