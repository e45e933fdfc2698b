"""Words for what the actions of accounts refuse, in both languages."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

ACCOUNT_UNKNOWN: Final = Text(
    "アカウント「{who}」はありません。メールアドレスを確かめてください。",
    'There is no account "{who}"; check the address.',
)
EMAIL_TAKEN: Final = Text(
    "「{email}」のアカウントはもうあります。",
    "There is an account for {email} already.",
)
EMAIL_FORM: Final = Text(
    "「{email}」はメールアドレスとして読めません。",
    'Cannot read "{email}" as an address of e-mail.',
)
PASSWORD_WEAK: Final = Text("パスワードが弱すぎます。{why}", "The password is too weak. {why}")
ROLE_UNKNOWN: Final = Text(
    "役割「{role}」はありません。権限表にある役割から選んでください。",
    'There is no role "{role}"; choose one from the permission table.',
)
OWN_ROLE: Final = Text(
    "自分の役割は自分で付けられません。ほかの管理者に頼んでください。",
    "Nobody gives roles to oneself; ask another administrator.",
)
DATES: Final = Text(
    "終わりの日（{valid_to}）が始まりの日（{valid_from}）より前です。",
    "The last day ({valid_to}) lies before the first ({valid_from}).",
)
GRANT_UNKNOWN: Final = Text("役割の付与{pk}はありません。", "There is no grant {pk}.")
ALREADY_ENDED: Final = Text(
    "{day}で終わっています。延ばすには新しく付けてください。",
    "It ended on {day}; to extend it, give it anew.",
)
NOT_HELD: Final = Text(
    "役割「{role}」を、{valid_from}から{valid_to}までの全部の期間は自分で持っていません。"
    "代理で受けた役割は、さらに代理に出せません。",
    'You do not hold the role "{role}" yourself for all of {valid_from} to {valid_to}; '
    "a role lent to you cannot be lent on.",
)
NOT_DELEGABLE: Final = Text(
    "役割「{role}」は代理に出せません。管理者に付け替えを頼んでください。",
    'The role "{role}" cannot be lent; ask an administrator to grant it.',
)
SELF_DELEGATION: Final = Text(
    "自分を代理にはできません。ほかの人を選んでください。",
    "You cannot lend a role to yourself; choose somebody else.",
)
REASON_MISSING: Final = Text("理由を書いてください。", "Write the reason.")
DELEGATION_UNKNOWN: Final = Text("代理{pk}はありません。", "There is no delegation {pk}.")
NOT_YOURS: Final = Text(
    "この代理を終えられるのは、頼んだ人、頼まれた人、管理者だけです。",
    "Only who lent it, who took it, or an administrator can end this delegation.",
)
PAST_START: Final = Text(
    "始まりの日（{valid_from}）が今日（{as_of}）より前です。",
    "The first day ({valid_from}) lies before today ({as_of}).",
)
OWN_ONLY: Final = Text(
    "表示の設定は本人だけが変えられます。",
    "Only the person oneself changes these settings.",
)
CHOICE_UNKNOWN: Final = Text(
    "「{value}」は{field}の値ではありません。",
    '"{value}" is no value of {field}.',
)
SETTING_UNKNOWN: Final = Text(
    "「{field}」という設定はありません。",
    'There is no setting "{field}".',
)
ROLE_NOT_HELD: Final = Text(
    "{email}に、終えられる役割「{role}」はありません。",
    '{email} holds no role "{role}" that could be ended.',
)
DATE_FORM: Final = Text(
    "「{text}」は日付として読めません。2026-04-01のように書いてください。",
    'Cannot read "{text}" as a date; write it like 2026-04-01.',
)
