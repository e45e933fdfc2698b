"""Words of the desk: what its actions refuse, what its notices and calendar say."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

NOTICE_UNKNOWN: Final = Text(
    "あなた宛てのお知らせに「{code}」はありません。一覧を開き直してください。",
    "There is no notice {code} to you; open the list again.",
)
CALENDAR_UNKNOWN: Final = Text(
    "この暦の住所は使えません。新しい住所に替わったか、アカウントが閉じられています。"
    "ログインして「暦に入れる」から今の住所を写してください。",
    "This calendar address does not work: it was renewed, or the account is closed. "
    "Log in and copy the present one from the calendar page.",
)
ORDER_UNKNOWN: Final = Text(
    "並べ方「{order}」はありません。「期限順」か「線の順」を選んでください。",
    'There is no order "{order}"; choose by due day or by the line.',
)
DATES: Final = Text(
    "終わりの日（{valid_to}）が始まりの日（{valid_from}）より前です。日付を直してください。",
    "The last day ({valid_to}) lies before the first ({valid_from}); correct the dates.",
)
PAST: Final = Text(
    "始まりの日（{valid_from}）が今日（{as_of}）より前です。今日以降の日を選んでください。",
    "The first day ({valid_from}) lies before today ({as_of}); choose today or later.",
)
TOO_LONG: Final = Text(
    "不在は{most}日までです。長い場合は管理者に役割の付け替えを頼んでください。",
    "An absence has at most {most} days; for longer, ask an administrator to move the roles.",
)
REASON_MISSING: Final = Text("理由を書いてください。", "Give a reason.")
DEPUTY_UNKNOWN: Final = Text(
    "「{email}」のアカウントはありません。代理の人のメールアドレスを確かめてください。",
    'There is no account "{email}"; check the address of the deputy.',
)
DEPUTY_SELF: Final = Text(
    "自分を代理にはできません。ほかの人を選んでください。",
    "Nobody is one's own deputy; choose somebody else.",
)
DEPUTY_AWAY: Final = Text(
    "代理の人も{valid_from}から{valid_to}まで不在です。ほかの人か、ほかの日を選んでください。",
    "The deputy is away too, from {valid_from} to {valid_to}; choose somebody else or other days.",
)
AWAY_ALREADY: Final = Text(
    "{valid_from}から{valid_to}までの不在がもう記録されています。先にそれを終えてください。",
    "An absence from {valid_from} to {valid_to} is recorded already; end that one first.",
)
ABSENCE_UNKNOWN: Final = Text(
    "不在の記録「{code}」はありません。一覧を開き直してください。",
    "There is no absence {code}; open the list again.",
)
ABSENCE_ENDED: Final = Text("この不在は{day}で終わっています。", "This absence ended on {day}.")
DEPUTY_TOLD: Final = Text(
    "{name}さんが{valid_from}から{valid_to}まで不在です。その間、あなたが代理です（{reason}）。",
    "{name} is away from {valid_from} to {valid_to}; you act meanwhile ({reason}).",
)
DEPUTY_FREED: Final = Text(
    "{name}さんの不在が終わりました。代理も終わりです。",
    "{name} is back; you no longer act for them.",
)
AWAY_ALL: Final = Text("不在（代理 {name}）", "Away ({name} acts)")
ACTING: Final = Text("{name}さんの代理", "Acting for {name}")
CALENDAR_NAME: Final = Text("一貫 – 期限", "Ikkan – deadlines")
ABSENCE_TITLE: Final = Text("{name}さんの不在（{first}から）", "{name} away from {first}")
MAIL_SUBJECT: Final = Text("[Ikkan] {words}", "[Ikkan] {words}")
MAIL_BODY: Final = Text(
    "{words}\n\nIkkanにログインして「お知らせ」を開くと、詳しい内容を読めます。\n"
    "このメールには返信できません。\n",
    "{words}\n\nLog in to Ikkan and open Notices to read more.\n"
    "Replies to this mail are not read.\n",
)
