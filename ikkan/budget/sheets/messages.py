"""What the import of review sheets says: what is wrong in a mapping, a file, a sheet; ja and en.

Called by sources, files, reading, loading, actions and `ikkan import review-sheets`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.finding import Finding
from ikkan.values.text import Text

SENTENCES: Final[Mapping[str, Text]] = {
    "sheets.mapping": Text(
        "対応付け「{name}」はありません。使えるもの: {near}。または .tomlを指定してください。",
        "There is no mapping {name}; known: {near}. Or name a .toml file.",
    ),
    "sheets.toml": Text(
        "TOMLとして読めません（{reason}）。その行を直してください。",
        "It cannot be read as TOML ({reason}); correct that line.",
    ),
    "sheets.key": Text(
        "キー「{read}」は使えません。使えるキー: {known}",
        'The key "{read}" is not known; known keys: {known}',
    ),
    "sheets.code": Text(
        "「{read}」は使えません。英小文字と数字で2～12字の名前を書いてください（例 judgit）。",
        '"{read}" cannot be used; write a name of 2 to 12 small letters and digits, like judgit.',
    ),
    "sheets.choice": Text(
        "「{read}」は選べません。使える値: {known}", '"{read}" is no choice; known: {known}'
    ),
    "sheets.number": Text(
        "「{read}」は使えません。0以上の整数を書いてください。",
        '"{read}" cannot be used; write a whole number from 0.',
    ),
    "sheets.label": Text(
        '{{ ja = "…", en = "…" }} の両方を書いてください。',
        'Write both languages: {{ ja = "…", en = "…" }}.',
    ),
    "sheets.string": Text("文字列を書いてください。", "Write a string here."),
    "sheets.table": Text("表にしてください。", "Make it a table."),
    "sheets.needed": Text("「{field}」を書いてください。", "Write {field} here."),
    "sheets.spot": Text(
        "ファイルのキー、その並び（[…]）、または {{ value = … }} を書いてください。",
        "Write a key of the file, a list of keys, or {{ value = … }}.",
    ),
    "sheets.documents": Text(
        'form = "documents" のときだけ、[[documents]] を一つ以上書いてください。',
        'Write [[documents]] where form = "documents", and only there.',
    ),
    "sheets.cut": Text(
        "{line}行目の後で途切れています（{reason}）。もとのファイルをもう一度受け取って、同じ命令を"
        "実行してください。ここまでのシートは残り、続きから取り込まれます。",
        "The file breaks off after line {line} ({reason}). Get it again and run the same command: "
        "the sheets up to here are kept and the rest is loaded.",
    ),
    "sheets.line": Text(
        "JSONとして読めません（{reason}）。この行を直して、もう一度実行してください。",
        "It cannot be read as JSON ({reason}); correct this line and run the command again.",
    ),
    "sheets.shape": Text(
        "一枚のシート（JSONのオブジェクト）ではありません。この行を直してください。",
        "It is no sheet (a JSON object); correct this line.",
    ),
    "sheets.lacks": Text(
        "シートに「{key}」がありません。キーの名前が変わったなら、対応付けを直してください。",
        "The sheet has no {key}; if the key got another name, correct the mapping.",
    ),
    "sheets.empty": Text("「{key}」が空です。値を入れてください。", "{key} is empty; fill it in."),
    "sheets.kind": Text(
        "「{key}」の値「{read}」を{wanted}として読めません。直してください。",
        "The value {read} of {key} cannot be read as {wanted}; correct it.",
    ),
    "sheets.negative": Text(
        "{year}年度の「{key}」が負の額（{yen}円）です。減額は補正に書き、この欄は0以上にしてください。",
        "{key} of FY{year} is negative ({yen} yen); put cuts under supplementary budgets, "
        "this amount is 0 or more.",
    ),
    "sheets.large": Text(
        "「{key}」が{yen}円になります。対応付けの単位（unit）を確かめてください。",
        "{key} comes to {yen} yen; check the unit of the mapping.",
    ),
    "sheets.twice": Text(
        "「{key}」は同じファイルの{line}行目にもあります。一つにしてください。",
        "{key} stands on line {line} too; keep one of them.",
    ),
    "sheets.long": Text(
        "「{key}」が{most}字を超えます。短くしてください。",
        "{key} has more than {most} characters; shorten it.",
    ),
    "sheets.year_twice": Text(
        "{year}年度の予算が二度あります。一つにしてください。",
        "The budget of FY{year} stands twice; keep one.",
    ),
    "sheets.differs": Text(
        "シート「{key}」は前に違う内容で取り込まれています（{code}）。変えていません。"
        "改めて公表されたものなら、別のsource（対応付けのcode）で取り込むと並べて比べられます。",
        "The sheet {key} was loaded before with other contents ({code}); nothing was changed. If "
        "it was published anew, load it under another code of the mapping to compare both.",
    ),
    "sheets.unequal": Text(
        "{key}：{year}年度の計は内訳の合計と{gap}円違います。そのまま取り込みました。",
        "{key}: the total of FY{year} differs from its parts by {gap} yen; kept as printed.",
    ),
    "sheets.below_zero": Text(
        "{key}：{count}件の額（計または支出）が負です。印字のまま取り込みました。もとの公表資料で"
        "確かめてください。",
        "{key}: {count} amounts (totals or payments) are negative; kept as printed. Check them in "
        "the published sheet.",
    ),
    "sheets.missing": Text(
        "{count}枚のシートには予算の記載がありません。0ではなく「なし」として取り込みました。",
        "{count} sheets print no budget; they are kept as missing, not as zero.",
    ),
    "sheets.never": Text(
        "「{key}」はファイルのどのシートにもありません。名前が変わったなら、対応付けを直してください。",
        "No sheet of the file has {key}; if it got another name, correct the mapping.",
    ),
    "sheets.document": Text(
        "「{label}」にあたるファイルがありません（必要なキー: {wanted}）。一緒に指定してください。",
        "No file is the {label} (wanted keys: {wanted}); name it together with the others.",
    ),
    "sheets.document_twice": Text(
        "「{label}」にあたるファイルが二つあります（{files}）。一つにしてください。",
        "Two files are the {label} ({files}); name one of them.",
    ),
    "sheets.stray": Text(
        "このファイルは対応付けのどの部分でもありません（部分: {labels}）。外してください。",
        "This file is no part that the mapping knows ({labels}); leave it out.",
    ),
    "sheets.unplaced": Text(
        "「{label}」の{count}行は、どの事業のものか分かりません（例 {example}）。",
        "{count} rows of the {label} belong to no project (such as {example}).",
    ),
    "sheets.body": Text(
        "府省庁{count}通りはパックの機関の名前と一致しません。名前だけ記録しました: {names}",
        "{count} ministries match no body of the pack; only their names are kept: {names}",
    ),
}

WANTED: Final = {
    "number": Text("数", "a number"),
    "year": Text("年", "a year"),
    "rows": Text("行の並び", "a list of rows"),
    "text": Text("文字", "text"),
}

NO_MATCH: Final = Text(
    "対応「{code}」はありません。一覧でコードを確かめてください。",
    "There is no match {code}; check the code on the list.",
)
JUDGED: Final = Text(
    "この対応は{day}に「{state}」と判断されています。もう一度は判断できません。",
    'This match was judged "{state}" on {day}; it is not judged twice.',
)
OTHER_CONFIRMED: Final = Text(
    "シート{sheet}は、もう{target}と対応すると確認されています。先にそちらを却下に改めてください。",
    "The sheet {sheet} is confirmed to be {target} already; withdraw that first.",
)
NO_SHEET: Final = Text(
    "シート「{code}」はありません。一覧でコードを確かめてください。",
    "There is no sheet {code}; check the code on the list.",
)
NO_TARGET: Final = Text(
    "「{ref}」は、シートと対応させられません。事業か、前の年のシートを選んでください。",
    "{ref} cannot be matched; choose a programme, or a sheet of an earlier year.",
)
REASON_NEEDED: Final = Text("却下の理由を書いてください。", "Write why it is rejected.")


def sentence(finding: Finding) -> Text:
    """The words of a finding of the import."""
    return SENTENCES[finding.code].format(**finding.values)
