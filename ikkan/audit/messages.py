"""Words for the refusals of actions and for what a verification finds, in both languages.

Called by: actions, keys, policy, the journal page and `ikkan audit verify`.
"""

from __future__ import annotations

from typing import Final

from ikkan.values.finding import Finding
from ikkan.values.text import Text

NOT_ALLOWED: Final = Text(
    "「{doing}」の権限（{permission}）がないか、この記録には及びません。"
    "できる役割は権限表にあります。",
    'You lack the permission for "{doing}" ({permission}), or it does not reach this record; '
    "the permission table names who has it.",
)
KEY_REUSED: Final = Text(
    "同じ照合キー「{key}」が別の内容で使われています。画面を開き直してから送ってください。",
    'The key "{key}" was used for a different request; open the page anew and send again.',
)
VERSION_CONFLICT: Final = Text(
    "ほかの人が先に変更しました（見た版 {seen}、今の版 {now}）。今の内容を見てから送ってください。",
    "Somebody changed this first (you saw version {seen}, it is now {now}); "
    "look at it again before you send.",
)
BUSY: Final = Text(
    "ほかの処理が記録を使っています。何も変更していません。少し待ってからもう一度送ってください。",
    "Another process holds these records; nothing was changed. Send again in a moment.",
)
RECORDED_MEANWHILE: Final = Text(
    "ほかの人が同時に同じものを記録しました。何も変更していません。今ある記録を見てから送ってください。",
    "Somebody recorded the same at the same moment; nothing was changed. "
    "Look at what is there before you send.",
)
UNSTORABLE: Final = Text(
    "送られた文字の中にNUL（見えない制御文字）があります。取り除いてから送ってください。",
    "What was sent holds a NUL, a control character that cannot be seen; remove it and send again.",
)
ENTRY_UNKNOWN: Final = Text(
    "操作記録に{uid}はありません。一覧で番号を確かめてください。",
    "The journal has no entry {uid}; check it on the list.",
)

NOT_A_NUMBER: Final = Text(
    "「{text}」は記録の番号ではありません。半角数字で書いてください。",
    '"{text}" is no number of an entry; write digits.',
)

RESERVED_ROLE_LABELS: Final = {
    "public": Text("だれでも", "Anyone"),
    "account": Text("ログインした人", "Anyone logged in"),
    "system": Text("コマンド", "Command line"),
}

_FOUND: Final = {
    "journal.entry.changed": Text(
        "記録{number}の内容が、書かれた後に変えられています。",
        "Entry {number} was changed after it was written.",
    ),
    "journal.entry.missing": Text(
        "封印{seal}にある記録{number}が消えています。",
        "Entry {number}, which seal {seal} holds, is gone.",
    ),
    "journal.entry.added": Text(
        "記録{number}は正規の手順で書かれていません。",
        "Entry {number} was not written by Ikkan.",
    ),
    "journal.entry.reordered": Text(
        "記録{sealed}の順序が変えられ、今は{number}番です。",
        "Entry {sealed} was moved; it now stands as {number}.",
    ),
    "journal.entry.unsealed": Text(
        "記録{number}は古いのに封印されていません。",
        "Entry {number} is old and still not sealed.",
    ),
    "journal.payload.changed": Text(
        "記録{number}の詳細が変えられています。",
        "The payload of entry {number} was changed.",
    ),
    "journal.payload.missing": Text(
        "記録{number}の詳細の行が消えています（正規の消去では行が残ります）。",
        "The payload row of entry {number} is gone (a proper erasure keeps the row).",
    ),
    "journal.seal.missing": Text(
        "封印{seal}が消えています。",
        "Seal {seal} is gone.",
    ),
    "journal.seal.changed": Text(
        "封印{seal}が変えられています。",
        "Seal {seal} was changed.",
    ),
    "journal.seal.added": Text(
        "封印{seal}は正規の手順で作られていないか、日時が変えられています。",
        "Seal {seal} was not made by Ikkan, or its time was changed.",
    ),
    "journal.seal.reordered": Text(
        "封印{seal}の中の順序が変えられています。",
        "The order inside seal {seal} was changed.",
    ),
    "journal.leaf.missing": Text(
        "封印{seal}の葉が{count}件のはずが{present}件です。",
        "Seal {seal} should hold {count} leaves and holds {present}.",
    ),
    "journal.head.missing": Text(
        "封印があるのに、ホームにjournal.headがありません。控えから戻してください。",
        "There are seals but no journal.head in the home; restore it from the backup.",
    ),
    "journal.head.unreadable": Text(
        "ホームのjournal.headを読めません。控えから戻してください。",
        "journal.head in the home cannot be read; restore it from the backup.",
    ),
    "journal.head.behind": Text(
        "journal.headは封印{head}までで、データベースは封印{seal}まであります。"
        "`ikkan audit seal`で進めてください。",
        "journal.head stands at seal {head}, the database at {seal}; "
        "`ikkan audit seal` brings it forward.",
    ),
    "journal.head.ahead": Text(
        "journal.headは封印{head}を見ていますが、データベースは封印{seal}までです。"
        "記録が切り取られたか、古い控えです。",
        "journal.head has seen seal {head} but the database ends at {seal}: "
        "the journal was cut, or this is an older copy.",
    ),
    "journal.head.differs": Text(
        "封印{head}がjournal.headの控えと違います。",
        "Seal {head} differs from what journal.head remembers.",
    ),
    "journal.guard.missing": Text(
        "表{table}の変更を拒む仕組み（トリガー）がありません。"
        "データベースを控えから戻してください。",
        "Table {table} has lost the triggers that refuse changes; "
        "restore the database from the backup.",
    ),
}


def codes() -> frozenset[str]:
    """Every code that a verification can find."""
    return frozenset(_FOUND)


def render(finding: Finding) -> Text:
    """The sentence for a finding of `verify`. Raises KeyError for another check's finding."""
    return _FOUND[finding.code].format(**finding.values)
