"""Words of the portfolio: states, decisions, and what actions refuse, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

SEED_LABELS: Final[Mapping[str, Text]] = {
    "active": Text("進行中", "Active"),
    "succeeded": Text("実用化", "Succeeded"),
    "stalled": Text("停滞", "Stalled"),
    "ended": Text("終了", "Ended"),
    "continued": Text("別のシーズとして継続", "Continued as another seed"),
}
DECISION_LABELS: Final[Mapping[str, Text]] = {
    "pending": Text("判断待ち", "Pending"),
    "go": Text("継続（Go）", "Go"),
    "conditional": Text("条件付き継続", "Conditional go"),
    "no_go": Text("中止（No-go）", "No-go"),
    "redirect": Text("方向転換", "Redirect"),
}
HANDOVER_LABELS: Final[Mapping[str, Text]] = {
    "proposed": Text("提案", "Proposed"),
    "decided": Text("決定", "Decided"),
    "declined": Text("見送り", "Declined"),
}
NO_STEP: Final = Text(
    "「{now}」から「{then}」には進めません。「{now}」は最後の状態です。",
    "“{now}” cannot become “{then}”: “{now}” is final.",
)
NO_STEP_BUT: Final = Text(
    "「{now}」から「{then}」には進めません。進めるのは{allowed}です。",
    "“{now}” cannot become “{then}”; it can become {allowed}.",
)
REASON_MISSING: Final = Text("理由を書いてください。", "Write the reason.")
TITLE_MISSING: Final = Text("名称を書いてください。", "Write the title.")
NO_RECORD: Final = Text(
    "{kind}「{code}」はありません。コードを確かめてください。",
    "There is no {kind} {code}; check the code.",
)
SEED: Final = Text("シーズ", "seed")
GATE: Final = Text("ゲート", "gate")
HANDOVER: Final = Text("引継ぎ", "hand-over")
AWARD: Final = Text("課題", "award")
PERSON: Final = Text("人", "person")
PROGRAMME: Final = Text("事業", "programme")
TEMPLATE: Final = Text("ゲートの型", "gate template")
MODALITY: Final = Text("モダリティ", "modality")
AWARDS_MISSING: Final = Text(
    "シーズを担う課題を一つ以上選んでください。",
    "Choose at least one award that carries the seed.",
)
NOT_OF_AWARD: Final = Text(
    "シーズ{seed}は課題{award}のものではありません。シーズか課題を直してください。",
    "The seed {seed} is not carried by the award {award}; correct one of them.",
)
SEED_OVER: Final = Text(
    "シーズ{seed}は「{state}」です。進行中か停滞のシーズを選んでください。",
    "The seed {seed} is “{state}”; choose one that is active or stalled.",
)
CRITERIA_MISSING: Final = Text(
    "判断の基準を一つ以上書いてください。",
    "Write at least one criterion.",
)
CRITERIA_COUNT: Final = Text(
    "基準は{wanted}件ですが、{given}件の答えがあります。基準ごとに答えてください。",
    "There are {wanted} criteria and {given} answers; answer each criterion.",
)
OPEN_BEFORE: Final = Text(
    "課題{award}の同じゲートが判断待ちです（{gate}）。先にそれを判断してください。",
    "The same gate of the award {award} is still pending ({gate}); decide that one first.",
)
OTHER_MODALITY: Final = Text(
    "ゲート{template}は、通過済みの{passed}とモダリティが違います。同じモダリティの型を選んでください。",
    "The gate {template} has another modality than {passed}, which was passed; "
    "choose one of the same modality.",
)
SEED_MODALITY: Final = Text(
    "ゲート{template}は「{wanted}」のものですが、シーズは「{given}」です。型を選び直してください。",
    "The gate {template} is for “{wanted}”, the seed is “{given}”; choose another template.",
)
NO_LOOP: Final = Text(
    "ゲート{passed}を通過した後で{template}には戻れません（振り返りのない型です）。次のゲートを選んでください。",
    "After {passed} was passed, {template} cannot be opened: its modality has no loop back. "
    "Choose a later gate.",
)
AWARD_OVER: Final = Text(
    "課題{award}は「{state}」です。実施中の課題を選んでください。",
    "The award {award} is “{state}”; choose an active one.",
)
TOO_EARLY: Final = Text(
    "{day}は早すぎます。{first}より前にはできません。日付を直してください。",
    "{day} is too early: it cannot lie before {first}. Correct the day.",
)
FUTURE: Final = Text(
    "{day}は{today}より後です。決めた日を書いてください。",
    "{day} lies after {today}; write the day on which it was decided.",
)
DUE_MISSING: Final = Text(
    "条件付き継続には、条件を満たす期日が要ります。期日を書いてください。",
    "A conditional go needs the day by which its conditions are met; write it.",
)
DUE_SPARE: Final = Text(
    "期日は条件付き継続のときだけ書けます。期日を消すか、判断を改めてください。",
    "Only a conditional go has a due day; remove it or change the decision.",
)
DUE_EARLY: Final = Text(
    "期日（{due_on}）は判断の日（{decided_on}）より後にしてください。",
    "The due day ({due_on}) must follow the day of the decision ({decided_on}).",
)
UNMET: Final = Text(
    "満たされていない基準が{count}件あります。条件付き継続にするか、基準の答えを直してください。",
    "{count} criteria are not met; decide a conditional go, or correct the answers.",
)
NO_OFFICE: Final = Text(
    "「{programme}」のゲートと引継ぎを決められるのは、その事業を受け持つ{roles}だけです"
    "（規則 portfolio.office）。あなたの役割も任命もこの事業に及びません。"
    "決められる人：{holders}。",
    "Gates and hand-overs of {programme} are decided by its {roles} only (rule portfolio.office); "
    "neither your role nor an appointment of yours reaches it. Who may decide: {holders}.",
)
CONFLICT: Final = Text(
    "{facts}ほかに決められる人：{holders}。", "{facts} Others who may: {holders}."
)
NO_PERSON: Final = Text(
    "あなたのアカウントは人の記録と結ばれていないため、利益相反を確かめられません"
    "（規則 portfolio.no_person）。"
    "資金配分機関に、人の登録とアカウントの結び付けを頼んでください。",
    "Your account belongs to no person on record, so conflicts of interest cannot be checked "
    "(rule portfolio.no_person); ask the funder to register you as a person with this account.",
)
NOBODY: Final = Text(
    "記録にはいません。任命を記録するよう資金配分機関に頼んでください",
    "nobody on record; ask the funder to record an appointment",
)
GATE_NOT_PASSED: Final = Text(
    "ゲート{gate}は「{decision}」です。継続か条件付き継続と決まったゲートから提案してください。",
    "The gate {gate} is “{decision}”; propose from one that was decided go or conditional.",
)
GATE_OR_AWARD: Final = Text(
    "引継ぎの元になるゲートか課題を選んでください。",
    "Choose the gate or the award from which it is handed over.",
)
HANDED_BEFORE: Final = Text(
    "課題{award}から同じ事業への引継ぎがもうあります（{handover}）。",
    "There is a hand-over of the award {award} to that programme already ({handover}).",
)
OPINION_LATE: Final = Text(
    "引継ぎ{handover}はもう「{state}」です。意見は決定の前に限ります。",
    "The hand-over {handover} is “{state}” already; opinions come before the decision.",
)
NOT_DECIDED: Final = Text(
    "引継ぎ{handover}は「{state}」です。決定してから後継の課題を結んでください。",
    "The hand-over {handover} is “{state}”; decide it before the successor is linked.",
)
LINKED_BEFORE: Final = Text(
    "引継ぎ{handover}には、もう後継の課題{award}があります。",
    "The hand-over {handover} has the successor {award} already.",
)
OTHER_PROGRAMME: Final = Text(
    "課題{award}は引継ぎ先の事業（{wanted}）の課題ではありません。課題を確かめてください。",
    "The award {award} is not of the programme {wanted} to which it was handed over; "
    "check the award.",
)
SUCCESSOR_EARLIER: Final = Text(
    "後継の課題{award}は、元の課題{earlier}より前に始まっています。課題を確かめてください。",
    "The successor {award} began before the award {earlier} it takes over from; check it.",
)
SAME_AWARD: Final = Text(
    "課題{award}を自分自身に引継ぎできません。後継の課題を選んでください。",
    "The award {award} cannot take over from itself; choose its successor.",
)
BATCH: Final = Text(
    "一度に記録できるのは{most}件までです（{given}件あります）。分けてください。",
    "At most {most} records can be recorded at once, not {given}; split them.",
)
CODE_TAKEN: Final = Text(
    "コード「{code}」はもう使われています。別のコードにしてください。",
    "The code {code} is taken; use another.",
)
OUTSIDE: Final = Text(
    "{day}は課題{award}の期間（{first}～{last}）の外です。日付か課題を直してください。",
    "{day} lies outside the award {award} ({first} to {last}); correct the day or the award.",
)
FINAL: Final = Text(
    "「{state}」と決まっています。決まったことは変えられません。",
    "It was decided as “{state}”; what was decided is not changed.",
)
