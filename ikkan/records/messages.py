"""Words of the engine's refusals, in both languages."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

NO_RECORD: Final = Text(
    "「{code}」という{kind}はないか、見る権限がありません。コードを確かめるか、一覧から選んでください。",
    "There is no {kind} {code}, or you may not see it; check the code or choose from the list.",
)
NO_CHOICE: Final = Text(
    "「{read}」は{field}の選択肢にありません。一覧の絞り込みから選び直してください。",
    '"{read}" is no choice of {field}; choose one from the filters of the list.',
)
BAD_YEN: Final = Text(
    "金額「{read}」を読めません。「1,250,000」「１２５万円」「1.5億円」のように、整数の円になるように書いてください。",
    'Cannot read the amount "{read}"; write whole yen such as 1,250,000 or 1.5億円.',
)
UNKNOWN_ROW: Final = Text(
    "「{read}」という{kind}はありません。選択肢から選んでください。",
    "There is no {kind} {read}; choose one of those offered.",
)
SAVED: Final = Text("「{label}」を記録しました。", "{label}: recorded.")
DRAFT_KEPT: Final = Text(
    "ログインの期限が切れていました。入力した内容は残してあります。確かめてからもう一度送ってください。",
    "Your session had ended. What you typed was kept: check it and send it again.",
)
