"""What the findings of an uploaded request workbook say: what was read, and the next step.

Decides: the words of each finding, in both languages. Called by workbook_findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.tabular.guarded import SAID as GUARDED
from ikkan.values.text import Text

SAID: Final[Mapping[str, tuple[Text, Text]]] = {
    **GUARDED,
    "more": (
        Text("ほかに{count}件の指摘があります。", "There are {count} more findings."),
        Text("ここまでを直して、もう一度上げてください。", "Mend these and upload it again."),
    ),
    "sheet.none": (
        Text(
            "要求の見出しの行が見つかりません。要る見出し：{wanted}。読んだシート：{sheets}",
            "No row of headings was found; needed are {wanted}. Sheets read: {sheets}",
        ),
        Text("雛形の「要求」シートに書いてください。", "Write on the sheet 要求 of the template."),
    ),
    "sheet.hidden": (
        Text("シートが隠れています。読んでいません。", "The sheet is hidden; it was not read."),
        Text("要る行なら「要求」へ写してください。", "Copy lines that are needed to 要求."),
    ),
    "sheet.cut": (
        Text("セルが{most}を超えます。", "It has more than {most} cells."),
        Text("要らないセルを消してください。", "Remove cells that are not needed."),
    ),
    "stamp.none": (
        Text(
            "どの要求の雛形か読めません（「読み方」のシート）。",
            "The sheet 読み方 does not say which request it is made for.",
        ),
        Text("新しい雛形へ行を写してください。", "Copy the lines into a fresh template."),
    ),
    "stamp.body": (
        Text(
            "府省「{read}」のブックです。この要求は「{wanted}」のものです。",
            "The workbook is of the ministry {read}; this request is of {wanted}.",
        ),
        Text("自分の府省の雛形を使ってください。", "Use the template of your own ministry."),
    ),
    "stamp.request": (
        Text(
            "要求「{read}」のブックです。この要求は「{wanted}」です。",
            "The workbook is of the request {read}; this one is {wanted}.",
        ),
        Text("この要求の雛形を取り直してください。", "Take the template of this request."),
    ),
    "stamp.number": (
        Text(
            "版{read}の雛形です。この要求は版{wanted}になっています。",
            "The template is of version {read}; the request has come to version {wanted}.",
        ),
        Text(
            "新しい雛形を取り、変える所を写してください。",
            "Take a fresh template and copy your changes.",
        ),
    ),
    "stamp.edition": (
        Text(
            "雛形の版「{read}」は古いものです（今は「{wanted}」）。",
            "The edition {read} of the template is old; it is now {wanted}.",
        ),
        Text("新しい雛形へ行を写してください。", "Copy the lines into a fresh template."),
    ),
    "column.twice": (
        Text(
            "見出し「{label}」が{first}列にもあります。{first}列を読みました。",
            "{label} heads column {first} as well; {first} was read.",
        ),
        Text("使わない方の見出しを変えてください。", "Rename the heading that is not meant."),
    ),
    "column.renamed": (
        Text(
            "見出し「{read}」を「{label}」と読みました。", "The heading {read} was read as {label}."
        ),
        Text("違うなら見出しを直してください。", "Correct the heading if it is not."),
    ),
    "column.moved": (
        Text(
            "見出し「{label}」が{count}列{side}にあります。見出しの語で対応づけました。",
            "{label} stands {count} columns further {side}; it was found by its heading.",
        ),
        Text("そのままで構いません。", "Nothing needs to be done."),
    ),
    "columns.moved": (
        Text(
            "見出し「{label}」から「{last}」まで{columns}列が{count}列{side}にあります。"
            "見出しの語で対応づけました。",
            "{columns} columns, {label} to {last}, stand {count} further {side}; they were found "
            "by their headings.",
        ),
        Text("そのままで構いません。", "Nothing needs to be done."),
    ),
    "column.unknown": (
        Text("見出し「{read}」の列は読んでいません。", "The column {read} was not read."),
        Text("要る値なら雛形の列に書いてください。", "Write needed values into a template column."),
    ),
    "column.missing": (
        Text("列「{label}」がありません。", "The column {label} is missing."),
        Text("列を戻してください。", "Put the column back."),
    ),
    "column.kept": (
        Text(
            "列「{label}」がありません。今の値のままにします。",
            "The column {label} is missing; the present values are kept.",
        ),
        Text("変えるなら列を戻してください。", "Put it back to change them."),
    ),
    "column.hidden": (
        Text("列「{label}」が隠れています。値は読みました。", "{label} is hidden; it was read."),
        Text("表示して値を確かめてください。", "Show it and check its values."),
    ),
    "row.hidden": (
        Text("行が隠れています。値は読みました。", "The row is hidden; it was read."),
        Text("表示して、要らない行なら消してください。", "Show it; remove it if it is not meant."),
    ),
    "rows.many": (
        Text("行が{most}を超えます。", "There are more than {most} lines."),
        Text("行をまとめてください。", "Put lines together."),
    ),
    "rows.none": (
        Text("要求の行がありません。", "There is no line."),
        Text("見出しの下に行を書いてください。", "Write lines under the headings."),
    ),
    "merged.split": (
        Text(
            "結合セル{span}を{count}行に分けて読みました。",
            "Merged {span} was read as {count} rows.",
        ),
        Text("違うなら結合を解いてください。", "Unmerge it if that is wrong."),
    ),
    "merged.amount": (
        Text(
            "額のセル{span}が結合されています。どの行の額か分かりません。",
            "The amounts {span} are merged; it cannot be told whose they are.",
        ),
        Text("結合を解き、行ごとに額を書いてください。", "Unmerge; write each row's amount."),
    ),
    "cell.error": (
        Text("セルが誤り（{read}）になっています。", "The cell shows the error {read}."),
        Text("値を書いてください。", "Write the value."),
    ),
    "cell.blank": (
        Text("「{label}」が空です。", "{label} is blank."),
        Text("値を書いてください。", "Write the value."),
    ),
    "cell.formula": (
        Text(
            "数式 {formula} の、最後に計算された値 {read} を読みました。",
            "Of the formula {formula} the value last computed was read: {read}.",
        ),
        Text("値を確かめてください。", "Check the value."),
    ),
    "cell.formula_empty": (
        Text(
            "数式 {formula} に計算された値がありません。",
            "The formula {formula} has no computed value.",
        ),
        Text("値だけを貼り付けてください。", "Paste the value alone."),
    ),
    "text.long": (
        Text(
            "{count}字あり、{most}字を超えます。", "It has {count} characters; at most {most} fit."
        ),
        Text("短くしてください。", "Shorten it."),
    ),
    "flag.word": (
        Text("「{read}」は「はい」か空ではありません。", "{read} is neither はい nor blank."),
        Text("「はい」か空にしてください。", "Write はい, or leave it blank."),
    ),
    "refs.form": (
        Text(
            "「{read}」は計画の項目の書き方ではありません。", "{read} is no reference of the plan."
        ),
        Text("clause:… の形で書いてください。", "Write it as clause:…."),
    ),
    "amount.blank": (
        Text("「{label}」が空です。空は0とは読みません。", "{label} is blank; blank is not zero."),
        Text("額を書いてください。ない場合は0と書きます。", "Write the amount, or 0 for none."),
    ),
    "amount.sort": (
        Text(
            "額の欄に{sort}（{read}）があります。",
            "There is {sort} ({read}) where an amount belongs.",
        ),
        Text(
            "セルの書式を数値にして、額を書いてください。",
            "Format it as a number; write the amount.",
        ),
    ),
    "amount.text": (
        Text("「{read}」を額として読めません。", "{read} cannot be read as an amount."),
        Text("千円で、数だけを書いてください。", "Write a number of thousand yen alone."),
    ),
    "amount.negative": (
        Text("額が負（{read}）です。", "The amount is negative ({read})."),
        Text("0以上の額にしてください。", "Write an amount of zero or more."),
    ),
    "amount.fraction": (
        Text("「{read}」は1円に満たない端数を含みます。", "{read} holds a fraction of a yen."),
        Text("円の単位までにしてください。", "Round it to whole yen."),
    ),
    "amount.huge": (
        Text("額「{read}」が大きすぎます。", "The amount {read} is too large."),
        Text("単位（千円）を確かめてください。", "Check the unit (thousand yen)."),
    ),
    "amount.wide": (
        Text("「{read}」を {value} 千円と読みました。", "{read} was read as {value} thousand yen."),
        Text("違うなら半角の数で書いてください。", "If not, write it in plain digits."),
    ),
    "amount.as_text": (
        Text(
            "文字の「{read}」を {value} 千円と読みました。",
            "The text {read} was read as {value} thousand yen.",
        ),
        Text("違うなら数値で書いてください。", "If not, write it as a number."),
    ),
    "amount.unit": (
        Text("「{read}」を {value} 千円と読みました。", "{read} was read as {value} thousand yen."),
        Text("違うなら千円で書いてください。", "If not, write it in thousand yen."),
    ),
    "amount.small": (
        Text(
            "{read} と読みましたが、この欄の単位は千円です。"
            "前年度（{previous}）の約{times}分の1になります。",
            "{read} was read, but the unit is thousand yen: about 1/{times} of the year before "
            "({previous}).",
        ),
        Text(
            "単位を直してください。正しい額なら、この行は画面の書式で入れてください。",
            "Correct the unit. If the amount is right, enter the line by its form.",
        ),
    ),
    "amount.large": (
        Text(
            "{read} と読みましたが、この欄の単位は千円です。"
            "前年度（{previous}）の約{times}倍になります。",
            "{read} was read, but the unit is thousand yen: about {times} times the year before "
            "({previous}).",
        ),
        Text(
            "単位を直してください。正しい額なら、この行は画面の書式で入れてください。",
            "Correct the unit. If the amount is right, enter the line by its form.",
        ),
    ),
    "choice.unknown": (
        Text(
            "「{label}」の「{read}」はありません。近いもの：{near}",
            "{label}: there is no {read}. The nearest: {near}",
        ),
        Text("「選択肢」のシートから選んでください。", "Choose from the sheet 選択肢."),
    ),
    "choice.ended": (
        Text("{read} は {ended} に終了しています。", "{read} ended on {ended}."),
        Text("続いているものを選んでください。", "Choose one that goes on."),
    ),
    "choice.followed": (
        Text(
            "{read} は {ended} に終了しています。後継：{successor}",
            "{read} ended on {ended}; it was followed by {successor}.",
        ),
        Text("後継のコードを選んでください。", "Choose its successor."),
    ),
    "code.given": (
        Text("新しい行です。行コード {code} を付けます。", "A new line; it gets the code {code}."),
        Text("そのままで構いません。", "Nothing needs to be done."),
    ),
    "code.unknown": (
        Text(
            "行コード {code} は今の行にありません。新しい行として読みました。",
            "There is no line {code} at present; it was read as a new one.",
        ),
        Text("書き換えた行なら元のコードに戻してください。", "Put the old code back if it is one."),
    ),
    "code.twice": (
        Text(
            "行コード {code} が {first} にもあります。",
            "The line code {code} stands in {first} too.",
        ),
        Text("新しい行なら行コードを空けてください。", "Leave the code of a new line blank."),
    ),
    "line.body": (
        Text("行 {code} は{body}の行です。", "Line {code} is of {body}."),
        Text("この府省の行だけにしてください。", "Keep the lines of this ministry only."),
    ),
    "line.payer": (
        Text("この事業の経費を出すのは{body}です。", "This programme is paid by {body}."),
        Text("自府省の経費か確かめてください。", "Check that the money is your ministry's."),
    ),
    "line.reprint": (
        Text("再掲元の行「{read}」がこの表にありません。", "The first line {read} is not here."),
        Text("再掲元の行コードを書いてください。", "Write the code of the first line."),
    ),
    "line.area": (
        Text("「{name}」に重点領域の紐づけがありません。", "{name} is tied to no priority area."),
        Text("重点領域を選んでください。", "Choose its priority area."),
    ),
    "line.gone": (
        Text(
            "今の行 {code}「{name}」がブックにありません。反映すると消えます。",
            "The present line {code} ({name}) is not in the workbook; applying removes it.",
        ),
        Text("残すなら行を戻してください。", "Put the row back to keep it."),
    ),
    "line.meanwhile": (
        Text(
            "行 {code} は、雛形を取った後にほかの人が変えました。反映するとブックの値になります。",
            "Line {code} was changed by somebody else after the template was made; applying takes "
            "the workbook's values.",
        ),
        Text("下の「変更」で両方の値を見て選んでください。", "Compare both values under Changes."),
    ),
    "sum.rounding": (
        Text(
            "計 {read} と行 {span} の和 {total} が {difference} 違います（端数の範囲）。",
            "The total {read} and the sum {total} of {span} differ by {difference} (rounding).",
        ),
        Text("端数として認めるか、計を直してください。", "Accept it as rounding, or correct it."),
    ),
    "sum.other": (
        Text(
            "計 {read} と行 {span} の和 {total} が {difference} 違います。",
            "The total {read} and the sum {total} of {span} differ by {difference}.",
        ),
        Text("行の額か計を直してください。", "Correct the lines or the total."),
    ),
    "line.rule": (
        Text("{said}", "{said}"),
        Text("この行を直してください。", "Correct this line."),
    ),
}
"""What is wrong, and the next step."""
