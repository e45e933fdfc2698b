"""Words for what the actions on bodies at work refuse, in both languages."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

NONE: Final = Text(
    "{kind}「{code}」はありません。コードを確かめてください。",
    "There is no {kind} {code}; check the code.",
)
NOTHING: Final = Text(
    "「{refs}」はありません。政策パックの行か記録から選び直してください。",
    "There is no {refs}; choose a row of the policy pack or a record.",
)
NOT_KEEPER: Final = Text(
    "{body}の記録をつくるのは{who}です。その担当に頼むか、役割を受けてから行ってください。",
    "Records of {body} are kept by {who}; ask them, or do it once you hold that role.",
)
NOT_APPOINTER: Final = Text(
    "この職の任命・解任を記録するのは任命者{body}の側（{who}）です。その担当に頼んでください。",
    "Appointment and dismissal from this office are recorded for {body}, which appoints ({who}); "
    "ask them.",
)
REASON: Final = Text("理由を書いてください。", "Write the reason.")
ENDED: Final = Text(
    "この任期は{day}に終わっています。新しい任命を記録してください。",
    "This term ended on {day}; record a new appointment.",
)
CHARTER_ENDED: Final = Text(
    "この設置要綱は{day}に終わっています。新しい設置要綱を記録してください。",
    "This charter ended on {day}; record a new one.",
)
NOT_HELD: Final = Text(
    "議事録を書けるのは、開催を記録した会議だけです（いまは「{state}」）。",
    "Minutes are written of a meeting that was recorded as held (now “{state}”).",
)
NO_MINUTES: Final = Text(
    "公表できるのは議事録のある会議だけです（いまは「{state}」）。先に議事録を書いてください。",
    "Only a meeting with minutes is published (now “{state}”); write the minutes first.",
)
NOT_CALLED: Final = Text(
    "議題を直せるのは開催の前だけです（いまは「{state}」）。",
    "The agenda is revised before the meeting is held only (now “{state}”).",
)
ANSWERED: Final = Text("この助言には{day}に答えています。", "This advice was answered on {day}.")
OUT: Final = Text("もう公表されています。", "It is published already.")
NOT_DRAFT: Final = Text(
    "この決定は案ではありません（いまは「{state}」）。改めるには、これを改める新しい決定を起こしてください。",
    "This decision is no draft (now “{state}”); to change it, draft a new one that amends it.",
)
NOT_DECIDED: Final = Text(
    "公表できるのは決定されたものだけです（いまは「{state}」）。",
    "Only what was decided is published (now “{state}”).",
)
PAPER_TWICE: Final = Text(
    "資料{number}はこの会議にもうあります。別の番号にしてください。",
    "Paper {number} lies before this meeting already; take another number.",
)
