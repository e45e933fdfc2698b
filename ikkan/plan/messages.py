"""Words for what the actions on clauses and offices refuse, in both languages."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

NO_CLAUSE: Final = Text(
    "条項「{code}」はありません。コードを確かめてください。",
    "There is no clause {code}; check the code.",
)
NOTHING: Final = Text(
    "「{refs}」はありません。政策パックの行か記録から選び直してください。",
    "There is no {refs}; choose a row of the policy pack or a record.",
)
IS_DECIDED: Final = Text(
    "この条項は{day}に決定されています。変えるには、これを引き継ぐ新しい条項を起こしてください。",
    "This clause was decided on {day}; to change it, draft a new clause that follows it.",
)
NO_PERSON: Final = Text(
    "「{code}」という人の記録はありません。先に人を記録してください。",
    "There is no person {code}; record the person first.",
)
NO_APPOINTMENT: Final = Text(
    "任命「{code}」はありません。コードを確かめてください。",
    "There is no appointment {code}; check the code.",
)
NO_BASIS: Final = Text(
    "任命の根拠（辞令、決裁など）を書いてください。",
    "Write what the appointment rests on (the letter or decision).",
)
