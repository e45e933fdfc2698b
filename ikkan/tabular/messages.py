"""What the findings of tabular say: what was read, what is wrong, one next step; ja and en.

Called by `ikkan import` through `render`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.finding import Finding
from ikkan.values.text import Text

_NEAR: Final = Text("「{near}」のことですか。", 'Did you mean "{near}"?')

SENTENCES: Final[Mapping[str, Text]] = {
    "mapping.toml": Text(
        "TOMLとして読めません（{reason}）。その行を直してください。",
        "It cannot be read as TOML ({reason}); correct that line.",
    ),
    "mapping.key": Text(
        "キー「{read}」は使えません。{hint}docs/operations.mdの一覧にあるキーにしてください。",
        'The key "{read}" is not known. {hint} Use a key of the list in docs/operations.md.',
    ),
    "mapping.string": Text("文字列を書いてください。", "Write a string here."),
    "mapping.strings": Text(
        '空でない文字列の並び（["…"]）を書いてください。', 'Write a list of strings (["…"]) here.'
    ),
    "mapping.label": Text(
        '{{ ja = "…", en = "…" }} の両方を書いてください。',
        'Write both languages: {{ ja = "…", en = "…" }}.',
    ),
    "mapping.choice": Text(
        "「{read}」は選べません。{hint}使える値: {known}",
        '"{read}" is no choice. {hint} Known values: {known}',
    ),
    "mapping.currency": Text(
        "通貨「{read}」は三文字の符号（JPY、USDなど）で書いてください。",
        'Write the currency "{read}" as its three letters (JPY, USD).',
    ),
    "mapping.unit": Text(
        "単位「{read}」は使えません。円の金額の欄に、{known}のどれかを書いてください。",
        'The unit "{read}" cannot be used; on a money field in JPY write one of {known}.',
    ),
    "mapping.transform": Text(
        "変換「{read}」はありません。{hint}docs/operations.mdの一覧から選んでください。",
        'There is no transform "{read}". {hint} Choose one from the list in docs/operations.md.',
    ),
    "mapping.no_fields": Text(
        "[fields.…] を一つ以上書いてください。", "Write at least one [fields.…]."
    ),
    "mapping.no_columns": Text("列の名前を一つ以上書いてください。", "Name at least one column."),
    "mapping.table": Text("表（[fields.…]）にしてください。", "Make it a table ([fields.…])."),
    "mapping.flag": Text("true か false を書いてください。", "Write true or false."),
    "section.file": Text(
        "対応付け「{name}」はありません。使えるもの: {near}。または .tomlを指定してください。",
        "There is no mapping {name}; known: {near}. Or name a .toml file.",
    ),
    "section.none": Text("[{section}] を書いてください。", "Write the section [{section}]."),
    "section.key": Text(
        "キー「{read}」は使えません。使えるキー: {known}",
        'The key "{read}" is not known; known keys: {known}',
    ),
    "section.list": Text(
        '項目の名前の並び（["…"]）を書いてください。', 'Write a list of field names (["…"]).'
    ),
    "section.field": Text(
        "項目「{field}」は使えません（{near}）。どちらかを直してください。",
        'The field "{field}" is not known ({near}); correct one of them.',
    ),
    "section.choice": Text(
        "「{read}」は選べません。使える値: {known}", '"{read}" is no choice; known: {known}'
    ),
    "section.type": Text(
        "項目「{field}」の型は「{type}」にしてください。", "Give the field {field} the type {type}."
    ),
    "record.differs": Text(
        "{code}の「{field}」は記録では「{stored}」、ファイルでは「{read}」です。変えていません。",
        "{code}: {field} is {stored} on record and {read} in the file; nothing was changed.",
    ),
    "mapping.note": Text("{note}", "{note}"),
    "sheet.none": Text(
        "そのシートはありません。あるシート: {known}",
        "There is no such sheet; there are: {known}",
    ),
    "header.none": Text(
        "見出しの行が見つかりません。{wanted} の列がある表か、別の --mapping を指定してください。",
        "No header row was found; name a table with the columns {wanted}, or another --mapping.",
    ),
    "header.missing": Text(
        "列「{column}」（{label}）がありません。{hint}見出しを直すか、全行同じ値なら "
        "--set {field}=値 を加えてください。",
        'The column "{column}" ({label}) is missing. {hint} Correct the heading or, where every '
        "row has the same value, add --set {field}=VALUE.",
    ),
    "header.optional": Text(
        "列「{column}」（{label}）がありません。{hint}そうなら見出しを直してください。",
        'The column "{column}" ({label}) is missing. {hint} If so, correct the heading.',
    ),
    "header.absent": Text(
        "列「{column}」（{label}）がないので、全行に「{value}」を使います。"
        "違う値なら --set {field}=値 を加えてください。",
        'There is no column "{column}" ({label}): every row gets "{value}". '
        "Add --set {field}=VALUE for another value.",
    ),
    "header.given": Text(
        "--set {field} を指定しましたが、列「{column}」があります。--set を外してください。",
        '--set {field} was given, but the file has the column "{column}"; leave --set out.',
    ),
    "header.twice": Text(
        "列「{column}」が二つ以上あります（{places}列）。使わない方の見出しを変えてください。",
        'There is more than one column "{column}" ({places}); rename the one not meant.',
    ),
    "header.unit": Text(
        "列「{column}」の単位は見出しで{printed}、対応付けで{given}です。どちらかを直してください。",
        'The unit of "{column}" is {printed} in the file and {given} in the mapping; '
        "correct one of them.",
    ),
    "header.no_unit": Text(
        "列「{column}」の金額の単位が、見出しにも対応付けにもありません。"
        "対応付けのunitに書いてください。",
        'Neither the heading nor the mapping says the unit of "{column}"; '
        "write it as unit in the mapping.",
    ),
    "header.unused": Text(
        "使わない列が{count}あります: {columns}。必要な列なら対応付けに加えてください。",
        "{count} columns are not used: {columns}. Add those that are needed to the mapping.",
    ),
    "given.field": Text(
        "--set の「{field}」という項目はありません。{hint}使える項目: {known}",
        '--set: there is no field "{field}". {hint} Known fields: {known}',
    ),
    "row.value": Text("{reason}", "{reason}"),
    "row.missing": Text(
        "「{label}」が空です（読んだ値「{read}」）。値を入れてください。",
        "{label} is empty (read: “{read}”); fill it in.",
    ),
    "row.width": Text(
        "セルが{cells}あり、列は{columns}までです。区切りの文字か引用符を確かめてください。",
        "It has {cells} cells and the table {columns} columns; check delimiters and quotes.",
    ),
}
SKIPPED: Final[Mapping[str, Text]] = {
    "empty": Text("空の行", "empty rows"),
    "total": Text("合計の行", "total rows"),
    "note": Text("注の行", "notes"),
    "header": Text("繰り返された見出し", "repeated headers"),
}


def sentence(finding: Finding) -> Text:
    """The sentence of a finding of tabular. Raises KeyError for another code."""
    values = dict(finding.values)
    near = values.get("near")
    values["hint"] = _NEAR.format(near=near) if near else Text("", "")
    said = SENTENCES[finding.code].format(**values)
    return Text(said.ja, " ".join(said.en.split()))
