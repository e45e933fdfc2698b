"""Words for what funds refuse and for what their verification finds, in both languages.

Called by: the ledger, the actions of funds, `ikkan ledger verify`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

NO_FUND: Final = Text(
    "基金「{code}」はありません。一覧でコードを確かめてください。",
    "There is no fund {code}; check the code on the list.",
)
CLOSED: Final = Text(
    "基金「{code}」は{day}に終わり、残りは国庫に返りました。これ以上は変えられません。",
    "Fund {code} was closed on {day} and its rest went back to the treasury; nothing more changes.",
)
NAMES: Final = Text(
    "基金の名前と目的を日本語で書いてください。",
    "Write the name and the purpose of the fund in Japanese.",
)
DAYS: Final = Text(
    "基金の終わりの日（{ends}）を始まりの日（{begins}）より後にしてください。",
    "The fund's end ({ends}) must lie after its beginning ({begins}).",
)
LONG: Final = Text(
    "基金の期間は{most}年までです。終わりの日を直してください。",
    "A fund lasts {most} years at most; correct its end.",
)
UNKNOWN: Final = Text(
    "「{ref}」はありません。一覧でコードを確かめてください。",
    "There is no {ref}; check the code on its list.",
)
YEN: Final = Text(
    "金額は1円から{largest:,}円までの整数にしてください。",
    "Give whole yen from 1 to {largest:,}.",
)
OUTSIDE: Final = Text(
    "{day}は基金の期間（{begins}～{ends}）の外です。期間の中の日にしてください。",
    "{day} lies outside the fund's period ({begins} to {ends}); give a day within it.",
)
YEAR_OUTSIDE: Final = Text(
    "{year}年度は基金の期間（{begins}～{ends}）の外です。期間の中の年度にしてください。",
    "FY{year} lies outside the fund's period ({begins} to {ends}); give a year within it.",
)
NO_INSTALMENT: Final = Text(
    "第{number}回の積み増しはこの基金にありません。番号を確かめてください。",
    "The fund has no instalment {number}; check the number.",
)
CAME: Final = Text(
    "第{number}回の積み増しはもう済んでいるか、取りやめました。ほかの回を選んでください。",
    "Instalment {number} has come already or was dropped; choose another.",
)
NO_CONDITION: Final = Text(
    "条件{number}はこの基金にないか、もう満たされています。番号を確かめてください。",
    "The fund has no open condition {number}; check the number.",
)
CONDITION_TEXT: Final = Text("条件を日本語で書いてください。", "Write the condition in Japanese.")
EVIDENCE: Final = Text(
    "条件が満たされたことを示すもの（書類、番号、日付）を書いてください。",
    "Write what shows that the condition is met: paper, number, day.",
)
AHEAD: Final = Text(
    "{day}は今日（{today}）より後です。済んでから、その日で記録してください。",
    "{day} lies after today ({today}); record it once it is done.",
)
REASON: Final = Text("理由を書いてください。", "Write the reason.")
NOT_BELOW: Final = Text(
    "「{taker}」は基金から資金を受ける口座ではありません。公募か採択課題の口座を選んでください。",
    "{taker} is no account that a fund pays; choose an account of a call or an award.",
)
TOO_MUCH: Final = Text(
    "{yen:,}円は約束できません。残りと予定の積み増しから、もう約束した額を引くと{free:,}円です。"
    "額を減らすか、積み増しの予定を先に記録してください。",
    "¥{yen:,} cannot be promised: what is left and planned, less what is promised, is ¥{free:,}; "
    "promise less, or record a planned instalment first.",
)
NO_PROMISE: Final = Text(
    "約束{number}はこの基金にないか、もう解かれています。番号を確かめてください。",
    "The fund has no open promise {number}; check the number.",
)
STILL_OPEN: Final = Text(
    "基金は{ends}まで続きます。終わりより前に閉じるには理由がいります。理由を書いてください。",
    "The fund lasts until {ends}; to close it before, write the reason.",
)
PROMISED: Final = Text(
    "まだ{bound:,}円の約束が残っています。支払うか、約束を解いてから閉じてください。",
    "¥{bound:,} are still promised; pay or release them before the fund is closed.",
)
PROMISED_AGAINST: Final = Text(
    "この積み増し{yen:,}円を当てにした約束があります（約束の残り{bound:,}円）。約束を解いてから取りやめてください。",
    "¥{bound:,} are promised, partly against this instalment of ¥{yen:,}; release promises before "
    "it is dropped.",
)
TAKEN: Final = Text(
    "コード「{code}」はもう使われています。別のコードにしてください。",
    "The code {code} is taken; use another.",
)
TERMS: Final = Text("返還の条件を書いてください。", "Write the terms on which it is repaid.")
REPAID_EARLY: Final = Text(
    "返還の日（{day}）は基金の始まり（{begins}）より後にしてください。",
    "The day of a repayment ({day}) follows the first day of the fund ({begins}).",
)
NOT_INVESTED: Final = Text(
    "返還{yen:,}円は、返還の決まっていない出資{invested:,}円を超えています。"
    "額を減らすか、手段「出資」で支払ってください。",
    "A repayment of ¥{yen:,} is more than the ¥{invested:,} invested without one; agree less, or "
    "pay by the instrument investment.",
)
NO_REPAYMENT: Final = Text(
    "返還{number}番はないか、もう済んだか免除されています。番号を確かめてください。",
    "There is no open repayment {number}; check the number.",
)
PLANNED: Final = Text(
    "予定の積み増しが{count}回残っています。受けるか、取りやめてから閉じてください。",
    "{count} planned instalments remain; receive or drop them before the fund is closed.",
)
NOT_ABOVE: Final = Text(
    "口座「{account}」が上から受けた額は{received:,}円で、{yen:,}円を国庫まで返せません。"
    "間の口座の返還を確かめてください。",
    "Account {account} holds ¥{received:,} from above and cannot pass on ¥{yen:,} to the "
    "treasury; check what the accounts between returned before.",
)

FOUND: Final[Mapping[str, Text]] = {
    "fund.days": Text(
        "基金{fund}からは{begins}から{ends}までしか出せません（{day}）。残りは国庫へ返してください。",
        "Money leaves fund {fund} from {begins} to {ends} only, not on {day}; what is left goes "
        "back to the treasury.",
    ),
    "fund.condition": Text(
        "基金{fund}の条件{number}「{text}」が{day}までに満たされていません。満たされたことを記録してから出してください。",
        "Condition {number} of fund {fund} ({text}) is not met by {day}; record that it is met "
        "before money leaves.",
    ),
    "fund.promised": Text(
        "基金{fund}から{taker}へ{yen:,}円は出せません。ほかや先の年度への約束{bound:,}円があり、出せるのは{free:,}円までです。"
        "額を減らすか、約束を解いてください。",
        "Fund {fund} cannot give {taker} ¥{yen:,}: ¥{bound:,} are promised to others or for later "
        "years and at most ¥{free:,} can leave; give less, or release a promise.",
    ),
    "fund.ended": Text(
        "基金{fund}は{day}に閉じました。口座へ出し入れできるのは返還だけです。ほかの口座を選んでください。",
        "Fund {fund} was closed on {day}; only returns still pass its account. Choose another.",
    ),
    "fund.carried": Text(
        "基金{fund}の口座{account}は期間中ずっと同じで、繰越はいりません。ほかの口座を選んでください。",
        "The account {account} of fund {fund} stays the same in all its years and needs no "
        "carry-over; choose another account.",
    ),
    "fund.late": Text(
        "基金{fund}の期間の外（{day}）に、資金移動{transfer}で資金が出ています。",
        "Transfer {transfer} took money out of fund {fund} on {day}, outside its period.",
    ),
    "fund.unmet": Text(
        "基金{fund}の条件{number}が満たされる前（{day}）に、資金移動{transfer}で資金が出ています。",
        "Transfer {transfer} took money out of fund {fund} on {day}, before its condition "
        "{number} was met.",
    ),
    "fund.overpromised": Text(
        "基金{fund}の約束{bound:,}円が、残り{left:,}円と予定の積み増しを超えています。",
        "Fund {fund} promised ¥{bound:,}, more than the ¥{left:,} left and what is planned.",
    ),
    "fund.rest": Text(
        "閉じた基金{fund}に{left:,}円が残っています。国庫へ返してください。",
        "Fund {fund} is closed and still holds ¥{left:,}; return it to the treasury.",
    ),
    "fund.instalment": Text(
        "基金{fund}の第{number}回の積み増しが、基金の口座への資金移動になっていません（{transfer}）。",
        "Instalment {number} of fund {fund} is no transfer into its account ({transfer}).",
    ),
}
"""Findings by code: what a transfer is refused for, and what the verification finds."""
