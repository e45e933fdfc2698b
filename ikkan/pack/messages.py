"""The sentence for every finding about a pack: what was read, and what to do, in both languages.

Decides: the words; the codes come from the checks. Called by: `ikkan pack check`, pages, errors.
Source: style 12 and 13; a test asserts that every code has a sentence.
"""

from __future__ import annotations

from typing import Final

from ikkan.values.finding import Finding
from ikkan.values.text import Text

SENTENCES: Final[dict[str, Text]] = {
    "folder.missing": Text(
        "パックのフォルダー「{path}」がありません。場所を確かめてください。",
        'There is no pack folder "{path}"; check the path.',
    ),
    "folder.unreadable": Text(
        "フォルダーを読めません（{reason}）。読む権限を確かめてください。",
        "The folder cannot be read ({reason}); check its permissions.",
    ),
    "file.unknown": Text(
        "「{name}」はパックのファイルではありません。名前を種類に合わせるか、取り除いてください。",
        '"{name}" is no file of a pack; rename it to a kind (kind.csv) or remove it.',
    ),
    "file.unreadable": Text(
        "ファイルを読めません（{reason}）。ファイルであることと権限を確かめてください。",
        "The file cannot be read ({reason}); check that it is a file and may be read.",
    ),
    "file.too_large": Text(
        "{size} MBあります。上限は{limit} MBです。分けるか、余計な内容を除いてください。",
        "It has {size} MB; the limit is {limit} MB. Split it or remove what does not belong.",
    ),
    "file.empty": Text(
        "空のファイルです。見出し行を書くか、ファイルを取り除いてください。",
        "The file is empty; write the header line or remove the file.",
    ),
    "file.bom": Text(
        "先頭にBOM（バイト順マーク）があります。BOMなしのUTF-8で保存してください。",
        "It begins with a byte order mark; save it as UTF-8 without BOM.",
    ),
    "file.utf16": Text(
        "UTF-16で書かれています。UTF-8で保存し直してください。",
        "It is written in UTF-16; save it as UTF-8.",
    ),
    "file.cp932": Text(
        "UTF-8ではなく、CP932（Shift_JIS）のようです（バイト{byte}）。次で変換してください: "
        "iconv -f CP932 -t UTF-8 {name} > new.csv",
        "It is not UTF-8 but seems to be CP932 (Shift_JIS) (byte {byte}). Convert it: "
        "iconv -f CP932 -t UTF-8 {name} > new.csv",
    ),
    "file.encoding": Text(
        "UTF-8として読めないバイト{byte}があります。UTF-8で保存し直してください。",
        "It holds the byte {byte}, which is not UTF-8; save the file as UTF-8.",
    ),
    "file.mojibake": Text(
        "文字化けと思われる「{text}」があります。元の資料から正しい文字を入れてください。",
        '"{text}" looks damaged by a wrong encoding; enter the text from the source again.',
    ),
    "file.nul": Text(
        "NUL文字があります。取り除いてください。",
        "It holds a NUL character; remove it.",
    ),
    "file.stopped": Text(
        "引用符か長さの誤りが{breaks}か所あり、ここで読むのをやめました。上の誤りを先に直してください。",
        "After {breaks} broken records reading stopped here; correct those above first.",
    ),
    "file.more": Text(
        "ほかに{more}件あります。上のものを直してから、もう一度確かめてください。",
        "There are {more} more findings in this file; correct those above and check again.",
    ),
    "toml.broken": Text(
        "TOMLとして読めません（{reason}）。この行の書き方を直してください。",
        "It is no TOML ({reason}); correct this line.",
    ),
    "pack.no_settings": Text(
        "{name}がありません。パックのコード、版、機関名などを書いて置いてください。",
        "There is no {name}; write it with code, version, funder and the other keys.",
    ),
    "pack.currency": Text(
        "通貨「{read}」は3文字のコードではありません。JPYやEURのように書いてください。",
        'The currency "{read}" is no three-letter code; write JPY or EUR.',
    ),
    "pack.languages": Text(
        "言語{read}は使えません。{known}の両方を書いてください。",
        "The languages {read} cannot be used; write both of {known}.",
    ),
    "key.missing": Text(
        "キー「{key}」がないか空です。書き加えてください。",
        'The key "{key}" is missing or empty; add it.',
    ),
    "key.unknown": Text(
        "「{read}」というキーはありません。使えるキー: {known}",
        'There is no key "{read}". Known keys: {known}',
    ),
    "key.type": Text(
        "「{read}」は{expected}ではありません。書き方を直してください。",
        '"{read}" is no {expected}; correct it.',
    ),
    "key.range": Text(
        "{read}は使えません。{least}から{most}までの整数にしてください。",
        "{read} cannot be used; give a whole number from {least} to {most}.",
    ),
    "header.empty": Text(
        "見出しに空の列があります。列の名前を書くか、列を取り除いてください。",
        "A column has no header; name the column or remove it.",
    ),
    "header.duplicate": Text(
        "見出し「{header}」が{times}回あります。一つにしてください。",
        'The header "{header}" comes {times} times; keep one.',
    ),
    "column.unknown": Text(
        "「{header}」という列はありません。使える列: {known}",
        'There is no column "{header}". Known columns: {known}',
    ),
    "column.missing": Text(
        "列「{header}」がありません。見出しに加えてください。",
        'The column "{header}" is missing; add it to the header.',
    ),
    "row.cells": Text(
        "セルが{read}個あります。見出しは{expected}個です。カンマと引用符を確かめてください。",
        "The row has {read} cells, the header {expected}; check commas and quotation marks.",
    ),
    "row.quoting": Text(
        "引用符の使い方が正しくありません（{reason}）。閉じる引用符を確かめてください。",
        "The quotation marks are wrong ({reason}); check the closing one.",
    ),
    "cell.too_long": Text(
        "セルが{length}字あります。上限は{limit}字です。短くするか、閉じる引用符を確かめてください。",
        "The cell has {length} characters; the limit is {limit}. Shorten it or check that its "
        "quotation mark is closed.",
    ),
    "cell.missing": Text(
        "「{header}」が空です。必ず書いてください。",
        '"{header}" is empty; it is required.',
    ),
    "cell.code": Text(
        "「{read}」はコードになりません。"
        "英数字で始め、英数字と . _ : + ~ @ - で80字以内にしてください。",
        '"{read}" is no code; begin with a letter or digit and use letters, digits and '
        ". _ : + ~ @ - only, at most 80.",
    ),
    "cell.int": Text(
        "「{read}」は整数ではありません。2021のように書いてください。",
        '"{read}" is no whole number; write it like 2021.',
    ),
    "cell.decimal": Text(
        "「{read}」は数ではありません。1261や-0.5のように、桁区切りなしで書いてください。",
        '"{read}" is no number; write it like 1261 or -0.5, without thousands separators.',
    ),
    "cell.date": Text(
        "「{read}」は日付ではありません。2021、2021-03、2021-03-31のどれかで書いてください。",
        '"{read}" is no date; write 2021, 2021-03 or 2021-03-31.',
    ),
    "cell.day": Text(
        "「{read}」は日ではありません。2021-03-31のように書いてください。",
        '"{read}" is no day; write it like 2021-03-31.',
    ),
    "cell.no_such_day": Text(
        "「{read}」という日はありません。暦を確かめてください。",
        'There is no day "{read}"; check the calendar.',
    ),
    "cell.flag": Text(
        "「{read}」は0でも1でもありません。どちらかにしてください。",
        '"{read}" is neither 0 nor 1; write one of them.',
    ),
    "cell.fraction": Text(
        "「{read}」は分数ではありません。1/3や1のように書いてください。",
        '"{read}" is no fraction; write it like 1/3 or 1.',
    ),
    "cell.choice": Text(
        "「{read}」は選択肢にありません。選べるもの: {options}",
        '"{read}" is none of the options: {options}',
    ),
    "cell.ref": Text(
        "「{read}」は参照になりません。「種類:コード」で書いてください。種類: {kinds}",
        '"{read}" is no reference; write kind:code with one of the kinds {kinds}.',
    ),
    "cell.terms": Text(
        "「{part}」を読めません（全体:「{read}」）。"
        "「+a +b -c」のように公表値のコードを並べてください。",
        'Cannot read "{part}" in "{read}"; write codes of figures like "+a +b -c".',
    ),
    "cell.source": Text(
        "出典「{part}」を読めません（全体:「{read}」）。「資料:行」か「資料」を空白で区切ってください。",
        'Cannot read the source "{part}" in "{read}"; write SOURCE:LINE or SOURCE, with blanks.',
    ),
    "cell.items": Text(
        "要件番号「{part}」を読めません（全体:「{read}」）。S-001のように、空白で区切ってください。",
        'Cannot read the item "{part}" in "{read}"; write them like S-001, with blanks.',
    ),
    "label.language": Text(
        "一方の言語（「{read}」）しかありません。{header}も書いてください。",
        'Only one language is given ("{read}"); write {header} too.',
    ),
    "code.duplicate": Text(
        "コード「{read}」は{first}行目にもあります。どちらかを変えるか除いてください。",
        'The code "{read}" is on line {first} already; change or remove one of them.',
    ),
    "dates.order": Text(
        "有効終了日{until}が開始日{since}より前です。順を確かめてください。",
        "valid_to {until} comes before valid_from {since}; check their order.",
    ),
    "dates.overlap": Text(
        "「{read}」の期間が{other}行目と重なっています。日付を分けてください。",
        'The dates of "{read}" overlap those of line {other}; set them apart.',
    ),
    "share.range": Text(
        "割合{read}は使えません。0より大きく1以下にしてください。",
        "The share {read} cannot be used; give more than 0 and at most 1.",
    ),
    "share.sum": Text(
        "「{of}」の割合の和が{first}～{last}に{sum}です（行{lines}）。合わせて1にしてください。",
        'The shares of "{of}" sum to {sum} from {first} to {last} (lines {lines}); make them 1.',
    ),
    "ref.dangling": Text(
        "{kind}に「{read}」がありません。コードを直すか、{kind}に加えてください。近いもの: {near}",
        'There is no {kind} "{read}"; correct the code or add it to {kind}. Near: {near}',
    ),
    "ref.self": Text(
        "「{read}」が自分自身を指しています。別のコードにするか、空にしてください。",
        '"{read}" refers to itself; name another record or leave it empty.',
    ),
    "source.unknown": Text(
        "出典「{read}」の資料がsource.csvにありません。コードを直すか、加えてください。",
        'The source of "{read}" is not in source.csv; correct the code or add it.',
    ),
    "source.no_quotation": Text(
        "出典「{read}」の引用がquotation.csvにありません。その行の引用文を加えてください。",
        'The quotation "{read}" is not in quotation.csv; add the quoted line.',
    ),
    "quotation.code": Text(
        "引用のコード「{read}」が資料と行に合いません。「{expected}」にしてください。",
        'The code "{read}" does not fit its source and line; make it "{expected}".',
    ),
    "alias.kind": Text(
        "「{read}」という種類はありません。使える種類: {known}",
        'There is no kind "{read}". Known kinds: {known}',
    ),
    "figure.unit": Text(
        "印字「{read}」の単位は「{unit}」ではありません。単位か印字を直してください。",
        'The print "{read}" is not in "{unit}"; correct the unit or the print.',
    ),
    "figure.printed": Text(
        "印字「{read}」を数として読めません（{reason}）。資料のとおりか確かめてください。",
        'The print "{read}" cannot be read as a number ({reason}); compare it with the source.',
    ),
    "figure.value": Text(
        "値{read}が印字「{text}」と合いません。印字からは{expected}です。",
        'The value {read} does not agree with the print "{text}", which says {expected}.',
    ),
    "figure.rounding": Text(
        "丸めの単位{read}が印字「{text}」と合いません。印字からは{expected}です。",
        'The rounding {read} does not agree with the print "{text}", which says {expected}.',
    ),
    "figure.rounding_sign": Text(
        "丸めの単位{read}は使えません。正の数にするか、丸めなし（exact）を1にしてください。",
        "The rounding {read} cannot be used; give a positive one or set exact to 1.",
    ),
    "figure.approximate": Text(
        "「約」の有無が印字「{text}」と合いません。approximateを印字に合わせてください。",
        'The print "{text}" and the column approximate disagree; follow the print.',
    ),
    "identity.figure": Text(
        "公表値「{read}」がありません。コードを直すか、figure.csvに加えてください。",
        'There is no figure "{read}"; correct the code or add it to figure.csv.',
    ),
    "rule.unknown": Text(
        "「{read}」という規則はありません。使える規則: {known}",
        'There is no rule "{read}". Known rules: {known}',
    ),
    "rule.parameter": Text(
        "規則{rule}には「{parameter}」が要ります。書いてください。",
        'The rule {rule} needs "{parameter}"; write it.',
    ),
    "rules.own": Text(
        "パック独自の規則（{name}）はまだ使えません。"
        "ファイルを取り除き、登録済みの規則を名前で使ってください。",
        "Rules of a pack's own ({name}) are not taken yet; remove the file and name registered "
        "rules.",
    ),
    "scheme.text": Text(
        "「{read}」は{form}{length}字ではありません。書かれないときに入る文字を合わせてください。",
        '"{read}" is not {length} {form}; write a text that fits the segment.',
    ),
    "scheme.year": Text(
        "年度の区分は2字か4字です（{read}字とあります）。",
        "A segment of the year has 2 or 4 characters, not {read}.",
    ),
    "scheme.parts": Text(
        "連番（serial）は一つ、年度（year）は一つまでです（連番{serials}、年度{years}）。",
        "A number has one serial and at most one year (serials {serials}, years {years}).",
    ),
    "scheme.length": Text(
        "番号は{length}字です。{longest}字までとし、謝辞に引く字数（{take}）はそれ以下にしてください。",
        "The number has {length} characters; keep it to {longest}, and take no more ({take}).",
    ),
    "scheme.example": Text(
        "例「{read}」は区分の並びに合いません。例か区分を直してください。",
        'The example "{read}" does not fit the segments; correct one of them.',
    ),
    "home.default_year": Text(
        "{read}年はyearsにありません（{years}）。どれかにしてください。",
        "{read} is not among the years {years}; choose one of them.",
    ),
    "home.year_twice": Text(
        "{read}年が二度書かれています。一つにしてください。",
        "The year {read} is described twice; keep one.",
    ),
    "home.years": Text(
        "{read}年がyearsとflow.yearの一方にしかありません。両方に書くか、除いてください。",
        "The year {read} is only in one of years and flow.year; write it in both or in neither.",
    ),
    "home.prefix": Text(
        "「{read}」で始まるコードの公表値がありません。接頭辞を直してください。",
        'No figure has a code beginning with "{read}"; correct the prefix.',
    ),
    "flow.total": Text(
        "{year}年のプロジェクト{project}に、印字された計（total=1の金額）が{count}個あります。"
        "ちょうど一つにしてください。",
        "The project {project} has {count} printed totals (amounts with total=1) in {year}; "
        "it needs exactly one.",
    ),
    "flow.class": Text(
        "経費区分「{read}」がhome.flow.cost_classesにありません（{year}年）。加えるか、"
        "区分を直してください。",
        'The cost class "{read}" is not in home.flow.cost_classes (year {year}); add it or correct '
        "the class.",
    ),
    "flow.class_unpaid": Text(
        "経費区分「{read}」の額が{year}年のfiguresにありません。接頭辞を加えるか、区分を直してください。",
        'The figures of {year} have no amount of the cost class "{read}"; add their prefix or '
        "correct the class.",
    ),
    "flow.unit": Text(
        "{year}年のお金の流れに単位が混ざっています（{units}）。一つの単位にしてください。",
        "The flow of {year} mixes units ({units}); take figures of one unit only.",
    ),
    "flow.payer": Text(
        "{year}年の基準{basis}に、経費区分のある府省の0より大きい額がありません。"
        "接頭辞と基準を確かめてください。",
        "No amount above zero of a ministry and a listed cost class stands on the basis {basis} in "
        "{year}; check the prefixes and the basis.",
    ),
    "flow.basis": Text(
        "{year}年のお金の流れに、比べられない基準が混ざっています（{bases}）。"
        "figures、projects、changesを一つの基準にそろえてください。",
        "The flow of {year} mixes bases that do not compare ({bases}); take figures, projects and "
        "changes of one basis.",
    ),
    "table.twice": Text(
        "表「{read}」が二度あります。コードを変えるか、一つにしてください。",
        'The table "{read}" comes twice; change the code or keep one.',
    ),
    "table.width": Text(
        "セルが{read}個、列が{expected}個です。空のセルは{{}}と書いて数を合わせてください。",
        "The row has {read} cells for {expected} columns; write a blank cell as {{}}.",
    ),
}
_NONE: Final = Text("なし", "none")
_OPEN: Final = Text("（定めなし）", "(open)")


def sentence(finding: Finding) -> Text:
    """What was read and what to do, without the place."""
    spoken = {name: _spoken(value) for name, value in finding.values.items()}
    return SENTENCES[finding.code].format(**spoken)


def render(finding: Finding) -> Text:
    """The place, then the sentence: "figure.csv:12 [unit]: …"."""
    said = sentence(finding)
    return Text(f"{finding.place}: {said.ja}", f"{finding.place}: {said.en}")


def _spoken(value: object) -> object:
    if value is None:
        return _OPEN
    if isinstance(value, list | tuple):
        words = [str(word) for word in value]
        return Text("、".join(words), ", ".join(words)) if words else _NONE
    return value
