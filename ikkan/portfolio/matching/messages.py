"""Words of pairing, coordination rounds and their plans: labels and refusals, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.portfolio.matching.rules import Edit, Route
from ikkan.values.text import Text

INDUSTRY: Final = Text("企業へ直接（早道）", "Straight to a company (fast path)")
LINK_LABELS: Final[Mapping[str, Text]] = {
    "plain": Text("個別の提案", "Plain proposal"),
    "matching": Text("マッチング", "Matching"),
    "pairing": Text("ペアリング", "Pairing"),
}
ROUTE_LABELS: Final[Mapping[str, Text]] = {
    Route.CALL: Text("公募に応募", "By a call"),
    Route.REVIEW: Text("継続審査（公募なし）", "Continued review, no new call"),
    Route.SHORT: Text("短縮した公募", "Shortened call"),
    Route.LICENCE: Text("企業導出へ直行（ファストパス）", "Fast path, straight to a licence"),
}
ROUTE_DEMANDS: Final[Mapping[str, Text]] = {
    Route.CALL: Text(
        "募集前か募集中の公募と、その枠が要ります。",
        "Needs a call that is planned or open, with a place.",
    ),
    Route.REVIEW: Text(
        "通過したゲートと、先行の審査を引き継ぐ理由が要ります。",
        "Needs a gate that was passed, and why the earlier review carries over.",
    ),
    Route.SHORT: Text(
        "受ける公募と、募集の期間を短くする理由が要ります。",
        "Needs the call that takes it, and why its window is shortened.",
    ),
    Route.LICENCE: Text(
        "後の事業を経ない理由が要ります。事業の枠は使いません。",
        "Needs the reason for skipping later programmes; uses no place.",
    ),
}
FUNDING_LABELS: Final[Mapping[str, Text]] = {
    "existing": Text("既存の事業の予算", "Budget of existing programmes"),
    "adjustment": Text("調整費（機動的な配分）", "Adjustment money, allocated flexibly"),
}
EDIT_LABELS: Final[Mapping[str, Text]] = {
    "": Text("計算", "Computed"),
    Edit.PIN: Text("固定", "Pinned"),
    Edit.FORBID: Text("禁止", "Forbidden"),
    Edit.UNPIN: Text("固定を外す", "Unpinned"),
    Edit.PLACES: Text("枠の変更", "Places changed"),
    Edit.ADD_SLOT: Text("枠の追加", "Slot added"),
}
PART_LABELS: Final[Mapping[str, Text]] = {
    "text": Text("文章の近さ", "Likeness of the texts"),
    "phase": Text("開発の段階", "Phase"),
    "modality": Text("モダリティ", "Modality"),
    "domain": Text("疾患領域", "Disease area"),
    "window": Text("時期", "Time"),
    "budget": Text("予算", "Money"),
}
REASON_LABELS: Final[Mapping[str, Text]] = {
    "price": Text("ほかの課題の方が合う", "Others fit better"),
    "conflict": Text("利益相反", "Conflict of interest"),
    "window": Text("期間内に枠がない", "No place in time"),
    "money": Text("予算が足りない", "Not enough money"),
    "forbidden": Text("人が禁じた", "Forbidden by a person"),
    "phase": Text("前の段階には戻れない", "No way back to an earlier phase"),
    "no_candidate": Text("合う枠がない", "Nothing fits"),
    "capacity": Text("枠が足りない", "No place left"),
}
REASON_WORDS: Final[Mapping[str, Text]] = {
    "price": Text(
        "合う枠「{slot}」は、より合う課題が使います（差 {amount:.2f}）。",
        "The place that fits, {slot}, goes to work that fits it better (by {amount:.2f}).",
    ),
    "conflict": Text(
        "合う枠「{slot}」とは利益相反があります。", "{slot} is ruled out by a conflict."
    ),
    "window": Text(
        "合う枠「{slot}」は、この課題が終わる頃に開きません。",
        "{slot} fits but does not open when this work ends.",
    ),
    "money": Text("合う枠「{slot}」に予算が残りません。", "{slot} fits, but its money is used up."),
    "forbidden": Text(
        "最も合う枠「{slot}」との組は人が禁じました。",
        "A person forbade the pair with {slot}, which fits best.",
    ),
    "phase": Text(
        "最も近い枠「{slot}」は前の段階のもので、引き継げません。",
        "The nearest place, {slot}, is of an earlier phase; work is not handed back.",
    ),
    "no_candidate": Text("適合度が下限に届く枠がありません。", "No place reaches the least fit."),
    "capacity": Text("合う枠「{slot}」に空きがありません。", "{slot} fits, but has no place left."),
}
REMEDIES: Final[Mapping[str, Text]] = {
    "price": Text("枠の追加を提案", "Propose another place"),
    "conflict": Text("代わりの意見を頼む", "Ask somebody else"),
    "window": Text("調整費でつなぐ", "Bridge with adjustment money"),
    "money": Text("予算の追加を提案", "Propose more money"),
    "forbidden": Text("禁止を見直す", "Look at the ban again"),
    "phase": Text("枠を足す", "Add a place"),
    "no_candidate": Text("枠を足す", "Add a place"),
    "capacity": Text("枠の追加を提案", "Propose another place"),
}
ROUND: Final = Text("調整の回", "coordination round")
PAIRING: Final = Text("ペアリング", "pairing")
LINK: Final = Text("事業のつながり", "link of programmes")
NO_MACHINE: Final = Text(
    "政策パックに手順（workflow.{case}）がありません。パックに書いて適用してください。",
    "The pack has no machine workflow.{case}; write one and apply the pack.",
)
NO_STEP: Final = Text(
    "「{state}」ではこの操作はできません。{allowed}",
    "In the state “{state}” this cannot be done; {allowed}",
)
WRONG_SIDE: Final = Text(
    "この操作は{who}が行います。あなたの役割では行えません。",
    "This is done by {who}; your role does not allow it.",
)
SIDE_LABELS: Final[Mapping[str, Text]] = {
    "coordinator": Text("調整にあたる人", "those who coordinate"),
    "funder": Text("資金配分機関の職員", "staff of the funder"),
    "decider": Text("PD・PS", "the PD or PS"),
}
NOTHING: Final = Text("最後の状態です。", "it is final.")
ALLOWED: Final = Text("できるのは{steps}です。", "what can be done is {steps}.")
REASON: Final = Text("理由を書いてください。", "Write the reason.")
BAD_WEIGHTS: Final = Text(
    "六つの重みは0から1までで、足して1にしてください（今は{total:.3f}）。",
    "The six weights lie between 0 and 1 and add up to 1 (now {total:.3f}).",
)
BAD_HORIZON: Final = Text(
    "期間は1か月から{most}か月までです。", "The horizon is 1 to {most} months."
)
BAD_FLOOR: Final = Text("適合度の下限は0から1までです。", "The least fit lies between 0 and 1.")
NO_ITEMS: Final = Text(
    "期間内に終わる課題がありません。日か期間を直してください。",
    "No award ends within the horizon; change the day or the horizon.",
)
TOO_MANY: Final = Text(
    "課題が{count}件あります。一度に{most}件までです。期間を短くしてください。",
    "There are {count} awards; at most {most} fit one round. Shorten the horizon.",
)
NO_PLAN: Final = Text(
    "まだ案がありません。先に案を計算してください。",
    "There is no plan yet; compute one first.",
)
NOT_IN_ROUND: Final = Text(
    "「{code}」はこの回にありません。板にある課題と枠から選んでください。",
    "{code} is not in this round; choose an award and a place of the board.",
)
BACKWARDS: Final = Text(
    "枠「{slot}」が受ける段階は課題「{item}」の段階より前で、引き継げません。別の枠を選んでください。",
    "{slot} takes an earlier phase than that of {item}; choose another place.",
)
DECIDED_HERE: Final = Text(
    "課題「{award}」の行き先はこの回で決まりました（{handover}）。決定は板では変えられません。",
    "Where {award} goes was decided in this round ({handover}); the board cannot change it.",
)
OVER_PINNED: Final = Text(
    "枠「{slot}」の空き（{places}）より多くの課題を固定できません。固定を外すか枠を増やしてください。",
    "{slot} has {places} places; more cannot be pinned. Unpin one or add places.",
)
NOTHING_PINNED: Final = Text("課題「{item}」に固定はありません。", "Nothing is pinned for {item}.")
SLOT_TWICE: Final = Text(
    "枠「{slot}」はもうこの回にあります。枠の数を変えてください。",
    "{slot} is in this round already; change its places instead.",
)
BAD_PLACES: Final = Text("枠は0から{most}までです。", "Places lie between 0 and {most}.")
NOT_CERTIFIED: Final = Text(
    "案がまだ証明されていません（差 {gap:.4%}）。計算し直してください。",
    "The plan is not certified yet (gap {gap:.4%}); compute it again.",
)
UNANSWERED: Final = Text(
    "決定を待つ引継ぎが{count}件あります（{codes}）。決めるか見送ってから終えてください。",
    "{count} hand-overs wait for a decision ({codes}); decide or decline them before closing.",
)
CALL_CLOSED: Final = Text(
    "公募「{call}」は「{state}」で、締切は{closes_on}でした。募集前か募集中の公募を選んでください。",
    "The call {call} is {state} and closed on {closes_on}; choose one that is planned or open.",
)
CALL_OTHER: Final = Text(
    "公募「{call}」は事業「{programme}」のものではありません。",
    "The call {call} is not one of the programme {programme}.",
)
PROGRAMME_CLOSED: Final = Text(
    "事業「{programme}」は{day}に終わっています。続いている事業を選んでください。",
    "The programme {programme} ended on {day}; choose one that runs.",
)
EARLIER_PHASE: Final = Text(
    "事業「{programme}」が受けるのは「{last}」までです。課題は「{phase}」にあり、前の段階へは引き継げません。",
    "The programme {programme} takes work up to {last}; the award is in {phase} and cannot be "
    "handed back to an earlier phase.",
)
NO_PLACE: Final = Text(
    "公募「{call}」の枠{places}は、採択{adopted}件と決定済みの引継ぎ{decided}件で埋まっています。"
    "枠を増やすか、別の公募を選んでください。",
    "All {places} places of the call {call} are used, {adopted} by adoptions and {decided} by "
    "hand-overs decided; add places or choose another call.",
)
NO_MONEY: Final = Text(
    "公募「{call}」の残りは{left:,}円で、課題の{yen:,}円に足りません。口座に資金を入れるか、別の公募を選んでください。",
    "The call {call} has ¥{left:,} left, the award needs ¥{yen:,}; fund the account or choose "
    "another call.",
)
ROUTE_UNKNOWN: Final = Text("「{route}」という進め方はありません。", "There is no route {route}.")
ROUTE_CALL: Final = Text(
    "「{route}」には公募が要ります。公募を選んでください。",
    "“{route}” needs a call; choose one.",
)
ROUTE_GATE: Final = Text(
    "「{route}」には通過したゲートが要ります。先にゲートを判断してください。",
    "“{route}” needs a gate that was passed; decide the gate first.",
)
DIFFERS: Final = Text(
    "案（第{number}版）は課題「{award}」を「{planned}」へ渡します。違う決定の理由を書いてください。",
    "The plan (version {number}) hands {award} to {planned}; write why the decision differs.",
)
NOWHERE: Final = Text("行き先なし", "nowhere")
NOT_OFFERED: Final = Text(
    "課題「{award}」の公募は「{programme}」での継続支援を示していません。公募の「継続支援」を確かめてください。",
    "The call of {award} offered no continued support in {programme}; look at the call's offer.",
)
PAIRED_BEFORE: Final = Text(
    "課題「{award}」と事業「{programme}」の組はもうあります（{pairing}）。",
    "{award} is paired with {programme} already ({pairing}).",
)
GATE_OTHER: Final = Text(
    "ゲート「{gate}」は課題「{award}」のものではないか、通過していません。",
    "The gate {gate} is not one of {award}, or was not passed.",
)
SAME_PROGRAMME: Final = Text("先行と後継は別の事業にしてください。", "Choose two programmes.")
LINK_DAYS: Final = Text(
    "終わりの日は始まりの日より後にしてください。", "The last day must follow the first."
)
LINK_CIRCLE: Final = Text(
    "このつながりは「{programme}」を自分の後継にします（{way}）。",
    "This link makes {programme} its own successor ({way}).",
)
LENT_DAYS: Final = Text(
    "期限は今日から{most}日以内にしてください。",
    "The last day lies within {most} days from today.",
)
NO_ACCOUNT: Final = Text(
    "「{person}」にはログインの口座がありません。口座のある人を選んでください。",
    "{person} has no account to open it with; choose somebody who has.",
)
CALL: Final = Text("公募", "call")
FUNDING: Final = Text("財源", "source of money")
ASKED: Final = Text(
    "課題「{award}」の引継ぎに意見をください。", "Give your opinion on handing over {award}."
)
LENT: Final = Text(
    "他の事業の引継ぎの案件が{until}まで開かれました。",
    "A hand-over of another programme is open to you until {until}.",
)
EDITED: Final = Text(
    "解き直しました：案 第{number}版（証明された差 {gap:.4%}、{seconds:.2f}秒）。",
    "Solved again: plan version {number} (proven gap {gap:.4%}, {seconds:.2f} s).",
)
CASE_MADE: Final = Text(
    "案件にして、決める人に意見を求めました。", "A case was made and those who decide were asked."
)
