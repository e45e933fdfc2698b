"""Words for what calls refuse, and the labels of their states, in both languages.

Called by: actions, kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.calls.rules import ApplicationState, CallState
from ikkan.values.finding import Finding
from ikkan.values.text import Text

CALL_STATES: Final[Mapping[str, Text]] = {
    CallState.PLANNED: Text("計画中", "Planned"),
    CallState.OPEN: Text("募集中", "Open"),
    CallState.CLOSED: Text("締切後・審査中", "Closed"),
    CallState.DECIDED: Text("決定済み", "Decided"),
}
MODALITY_LABELS: Final[Mapping[str, Text]] = {
    "drug": Text("医薬品", "Drug"),
    "device": Text("医療機器", "Device"),
    "regenerative": Text("再生医療等", "Regenerative"),
}
APPLICATION_STATES: Final[Mapping[str, Text]] = {
    ApplicationState.SUBMITTED: Text("受付済み", "Submitted"),
    ApplicationState.ADOPTED: Text("採択", "Adopted"),
    ApplicationState.DECLINED: Text("不採択", "Declined"),
    ApplicationState.WITHDRAWN: Text("取下げ", "Withdrawn"),
}

OFFER_LATE: Final = Text(
    "この公募は「{state}」です。継続支援の提示と受ける範囲は、締切りまでに決めます。"
    "次の公募で示してください。",
    "This call is {state}; what it takes and offers is settled before it closes: say it in the "
    "next call.",
)
NO_CALL: Final = Text(
    "公募「{code}」はありません。公募の一覧でコードを確かめてください。",
    "There is no call {code}; check the code on the list of calls.",
)
NO_APPLICATION: Final = Text(
    "応募「{code}」はありません。一覧でコードを確かめてください。",
    "There is no application {code}; check the code on the list.",
)
CODE_TAKEN: Final = Text(
    "コード「{code}」はもう使われているか、同じ束に二度あります。別のコードにしてください。",
    "The code {code} is taken or stands twice in this batch; use another.",
)
BATCH: Final = Text(
    "一度に{count}件は多すぎます。{most}件までに分けてください。",
    "{count} rows are too many at once; split them into batches of at most {most}.",
)
WRONG_STATE: Final = Text(
    "この公募は「{state}」です。「{wanted}」の公募だけにできる操作です。",
    "This call is {state}; only a call that is {wanted} allows it.",
)
NOT_YET_OPEN: Final = Text(
    "募集の初日は{opens_on}です（今日は{as_of}）。その日から開けます。",
    "The first day is {opens_on} (today is {as_of}); it can be opened from then on.",
)
OVER: Final = Text(
    "締切の日{closes_on}が過ぎています（今日は{as_of}）。日を改めた公募を計画してください。",
    "The last day, {closes_on}, is over (today is {as_of}); plan a call with other days.",
)
ANNOUNCED: Final = Text(
    "この公募はもう予告されています。募集の初日が来たら、募集を始めてください。",
    "The call is announced already; open it once its first day has come.",
)
CLOSE_EARLY: Final = Text(
    "締切は{closes_on}の17時です。それより早く締め切るなら理由を書いてください。",
    "The call closes on {closes_on} at 17:00; write the reason for closing it earlier.",
)
STILL_OPEN: Final = Text(
    "公募はまだ締め切られていません。締め切ってから決定してください。",
    "The call is not closed yet; close it before you decide.",
)
NOT_WAITING: Final = Text(
    "この応募は「{state}」です。決定や取下げができるのは受付済みの応募だけです。",
    "This application is {state}; only a submitted one can be decided or withdrawn.",
)
REASON: Final = Text("決定の理由を書いてください。", "Write the reason for the decision.")
UNKNOWN_PROGRAMME: Final = Text(
    "事業「{code}」は政策パックにありません。選択肢から選んでください。",
    "The pack has no programme {code}; choose one of those offered.",
)
OTHER_PROGRAMME: Final = Text(
    "口座「{account}」は別の事業（{owner}）のものです。この事業の口座を選んでください。",
    "The account {account} belongs to another programme ({owner}); choose one of this programme.",
)

_FOUND: Final = {
    "calls.title": Text(
        "題名を日本語か英語で書いてください。", "Write the title, in Japanese or in English."
    ),
    "calls.long_title": Text(
        "題名は{most}字までにしてください。", "Write a title of at most {most} characters."
    ),
    "calls.code": Text(
        "コード「{code}」は使えません。空白と「/」を含まない40字までにしてください（newは使えません）。",
        "The code {code} cannot be used; write at most 40 characters without spaces or /, "
        "and not new.",
    ),
    "calls.dates": Text(
        "締切の日（{closes_on}）が初日（{opens_on}）より前です。",
        "The last day ({closes_on}) lies before the first ({opens_on}).",
    ),
    "calls.upper": Text(
        "上限額{yen:,}円は使えません。0円（上限なし）から{largest:,}円までにしてください。",
        "The upper amount ¥{yen:,} cannot be used; give 0 (no limit) to {largest:,}.",
    ),
    "calls.places": Text(
        "採択予定の件数{places}は使えません。0（定めなし）から{most}までにしてください。",
        "{places} places cannot be; give 0 (no limit) to {most}.",
    ),
    "calls.state": Text("公募の状態「{state}」はありません。", "A call has no state {state}."),
    "calls.account": Text(
        "口座「{account}」はありません。台帳で事業の口座を開いてから選んでください。",
        "There is no account {account}; open the programme's account in the ledger first.",
    ),
    "calls.account_layer": Text(
        "口座「{account}」からは公募に払えません。事業か公募の層の口座を選んでください。",
        "The account {account} cannot pay a call; choose one of a programme or a call.",
    ),
    "calls.programme": UNKNOWN_PROGRAMME,
    "calls.modality": Text(
        "モダリティ「{code}」はありません。選択肢から選んでください。",
        "There is no modality {code}; choose one of those offered.",
    ),
    "calls.row": Text(
        "「{code}」は政策パックにありません。選択肢から選んでください。",
        "The pack has no row {code}; choose one of those offered.",
    ),
    "calls.pairing_own": Text(
        "継続支援を示す事業「{code}」は、この公募の事業と同じです。別の後継事業を選んでください。",
        "Continued support is offered in {code}, which is the call's own programme; "
        "choose another successor.",
    ),
    "calls.other_programme": OTHER_PROGRAMME,
    "calls.call": NO_CALL,
    "calls.person": Text(
        "人「{code}」は登録されていません。先に登録するか、コードを確かめてください。",
        "There is no person {code}; register the person first or check the code.",
    ),
    "calls.organisation": Text(
        "機関「{code}」は登録されていません。先に登録するか、コードを確かめてください。",
        "There is no organisation {code}; register it first or check the code.",
    ),
    "calls.not_open": Text(
        "公募「{call}」は「{state}」で、応募を受け付けていません。募集中の公募を選んでください。",
        "The call {call} is {state} and takes no applications; choose one that is open.",
    ),
    "calls.late": Text(
        "公募「{call}」は{closes_on}の17時（日本時間）に締め切られました。次の公募をお待ちください。",
        "The call {call} closed on {closes_on} at 17:00 (JST); wait for the next one.",
    ),
    "calls.early": Text(
        "公募「{call}」の募集は{opens_on}に始まります。その日から応募できます。",
        "The call {call} opens on {opens_on}; apply from that day on.",
    ),
    "calls.yen": Text(
        "申請額{yen:,}円は使えません。1円から{largest:,}円までの整数にしてください。",
        "¥{yen:,} cannot be asked for; give whole yen from 1 to {largest:,}.",
    ),
    "calls.over_upper": Text(
        "申請額{yen:,}円が公募の上限{upper:,}円を超えています。上限までに減らしてください。",
        "¥{yen:,} is above the call's upper amount, ¥{upper:,}; ask for that at most.",
    ),
    "calls.twice": Text(
        "「{principal}」はこの公募（{call}）にもう応募しています。出し直すときは先の応募を取り下げてください。",
        "{principal} applied to this call ({call}) before; withdraw that application first.",
    ),
    "calls.application_state": Text(
        "応募の状態「{state}」はありません。", "An application has no state {state}."
    ),
    "calls.submitted_on": Text(
        "応募の受付日を書いてください。", "Give the day on which the application was submitted."
    ),
    "calls.future": Text(
        "日付{day}が今日（{as_of}）より後です。", "The day {day} lies after today ({as_of})."
    ),
    "calls.decided_on": Text(
        "決定の日「{day}」は、受付日から今日までの日にしてください。",
        "The day of decision ({day}) lies between submission and today; correct it.",
    ),
    "calls.reason": REASON,
    "calls.adopted_yen": Text(
        "採択額{yen:,}円は使えません。1円から申請額{requested:,}円までにしてください。",
        "¥{yen:,} cannot be adopted; give 1 to the ¥{requested:,} asked for.",
    ),
    "calls.no_place": Text(
        "採択予定の{places}件に達しています。不採択にするか、枠を増やした公募にしてください。",
        "All {places} places are taken; decline it, or plan a call with more places.",
    ),
    "calls.no_money": Text(
        "採択額{yen:,}円は公募の口座に足りません。受入は{received:,}円、残りは{left:,}円です。"
        "額を減らすか、先に口座へ資金を入れてください。",
        "¥{yen:,} is more than the call's account allows: it received ¥{received:,}, "
        "¥{left:,} is left; adopt for less, or fund the account first.",
    ),
}


def render(finding: Finding) -> Text:
    """The sentence for a finding of calls. Raises KeyError for another check's."""
    values = dict(finding.values)
    if finding.code == "calls.not_open":
        values["state"] = CALL_STATES[str(values["state"])]
    return _FOUND[finding.code].format(**values)
