"""Words for what `files` refuses, in both languages: the rule, what was found, the remedy."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

EMPTY: Final = Text(
    "「{name}」は空のファイルです。中身のあるファイルを選び直してください。",
    '"{name}" is empty; choose a file that has content.',
)
TOO_LARGE: Final = Text(
    "ファイルが上限の{limit} MBを超えています。何も保存していません。"
    "分けるか、画像を小さくして、上限より小さくしてから送ってください。",
    "The file is larger than the limit of {limit} MB; nothing was stored. "
    "Split it or make its pictures smaller, then send it again.",
)
NO_FILE: Final = Text("ファイルを選んでください。", "Choose a file.")
PROGRAM: Final = Text(
    "「{name}」の中身は{what}です。名前にかかわらず、プログラムは添付できません。"
    "元の文書をPDFなどで保存し直して送ってください。",
    '"{name}" is {what} whatever its name says; programs are not taken. '
    "Save the document itself, such as to PDF, and send that.",
)
PROGRAM_INSIDE: Final = Text(
    "ZIPの中の「{member}」は{what}です。プログラムを除いたZIPを送ってください。",
    'Inside the ZIP, "{member}" is {what}; send a ZIP without programs.',
)
PROGRAM_NAME: Final = Text("プログラムの名前のファイル", "named as a program")
MACRO: Final = Text(
    "「{name}」にはマクロがあります。マクロのない形式（.docx、.xlsx、.pptx）かPDFで"
    "保存し直して送ってください。",
    '"{name}" holds macros; save it without them (.docx, .xlsx, .pptx) or as PDF.',
)
OLD_OFFICE: Final = Text(
    "「{name}」は古いOffice形式か、パスワードの付いたOffice文書です。"
    "パスワードを外し、.docx、.xlsx、.pptxかPDFで保存し直して送ってください。",
    '"{name}" is an old or password-protected Office document; take the password off and save it '
    "as .docx, .xlsx, .pptx or PDF.",
)
MISMATCH: Final = Text(
    "名前は「{suffix}」ですが、中身は{found}です。中身に合う名前（{fitting}）に直すか、"
    "正しいファイルを選んでください。",
    "The name ends in {suffix}, but the content is {found}; give it a name that fits ({fitting}) "
    "or choose the right file.",
)
NO_SUFFIX: Final = Text("（拡張子なし）", "nothing")
FORMAT: Final = Text(
    "「{name}」の中身（{found}）は添付できる形式ではありません。添付できるのは{known}です。",
    '"{name}" is of a format that is not taken ({found}); taken are {known}.',
)
UNKNOWN_FORMAT: Final = Text("不明な形式", "unknown")
ENCODING: Final = Text(
    "「{name}」は文字コードを読めないテキストです。UTF-8かShift_JIS（CP932）で保存し直してください。",
    'The text in "{name}" cannot be read; save it as UTF-8 or Shift_JIS (CP932).',
)
DAMAGED: Final = Text(
    "「{name}」は壊れていて開けません。手元で開けることを確かめてから送り直してください。",
    '"{name}" is damaged and cannot be opened; see that it opens on your side and send it again.',
)
LOCKED: Final = Text(
    "パスワード付きのZIPは検査できないので添付できません。パスワードを外して送ってください。",
    "A ZIP with a password cannot be checked; send it without the password.",
)
SWOLLEN: Final = Text(
    "開くと大きくなりすぎるか、ファイルの数が多すぎます（上限 {limit} MB、{count}個）。"
    "分けて送ってください。",
    "It grows too large when opened or holds too many files (at most {limit} MB and {count} files);"
    " send it in parts.",
)
INFECTED: Final = Text(
    "ウイルス検査で見つかりました（{said}）。送る前に、手元のパソコンを検査してください。",
    "The virus check found something ({said}); have your own computer checked before you send.",
)
SCAN_FAILED: Final = Text(
    "検査を終えられませんでした（{reason}）。ファイルは検査待ちのままです。"
    "しばらくしてから検査をやり直します。",
    "The check could not be finished ({reason}); the file keeps waiting and is checked again.",
)
ATTACHED: Final = Text("「{name}」を添付しました。", '"{name}" is attached.')
WAITS: Final = Text(
    "「{name}」を受け取りました。検査が済むまで、ほかの人は開けません。",
    '"{name}" was received; nobody opens it before its check is done.',
)
REFUSED: Final = Text(
    "「{name}」は添付されませんでした。{reason}", '"{name}" was not attached. {reason}'
)
WITHDRAWN: Final = Text("「{name}」を取り下げました。", '"{name}" is withdrawn.')
NONE: Final = Text(
    "そのファイルはないか、見る権限がありません。記録の画面から開き直してください。",
    "There is no such file, or you may not see it; open it from the page of its record.",
)
BROKEN: Final = Text(
    "保存された中身が、受け取ったときの中身と一致しません。管理者に知らせてください（{code}）。",
    "What is stored is not what was received; tell the administrator ({code}).",
)
NOT_YOURS: Final = Text(
    "この記録にファイルを添付できる役割がありません。記録の担当者に頼んでください。",
    "You hold no role that attaches files to this record; ask whoever keeps it.",
)
NOT_WITHDRAWN_BY: Final = Text(
    "取り下げられるのは、添付した人と事務局だけです。",
    "Only who attached it and the offices withdraw it.",
)
STATE: Final = Text(
    "「{name}」は「{now}」なので、「{wanted}」にできません。",
    '"{name}" is "{now}" and cannot become "{wanted}".',
)
REASON: Final = Text("理由を書いてください。", "Write the reason.")
LEVEL: Final = Text(
    "「{level}」という公開の範囲はありません。選択肢から選んでください。",
    'There is no level "{level}"; choose one of those offered.',
)
BY_RULE: Final = Text("{words}（規則: {rule}）", "{words} (rule: {rule})")
