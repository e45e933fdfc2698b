"""What loading awards says: why a row is refused, what stands out in a file; ja and en.

Called by sources, loading and `ikkan import`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

SENTENCES: Final[Mapping[str, Text]] = {
    "load.source": Text(
        "英小文字と数字で2～12字の名前を書いてください（例 judgit）。",
        "Write a name of 2 to 12 small letters and digits, such as judgit.",
    ),
    "load.needed": Text(
        "課題には項目「{field}」が必要です。required = true で加えてください。",
        "An award needs the field {field}; add it with required = true.",
    ),
    "load.currency": Text(
        "金額は{currency}で、このホームの通貨{home}ではありません。換算せず、金額なしで取り込みます。",
        "Amounts are in {currency}, not in this home's {home}: awards are loaded without amounts; "
        "nothing is converted.",
    ),
    "load.withheld": Text(
        "支出先「{name}」は名前が伏せられていて、機関を特定できません。分かる名前に直してください。",
        'The name of the performer is withheld ("{name}"): no organisation can be told. '
        "Write its name.",
    ),
    "load.long": Text(
        "機関の名前「{name}…」は200字を超えます。名前だけにしてください。",
        'The name "{name}…" is longer than 200 characters; leave the name only.',
    ),
    "load.number": Text(
        "法人番号「{number}」は正しくありません（13桁と検査用数字）。番号を確かめてください。",
        "The corporate number {number} is wrong (13 digits with a check digit); check it.",
    ),
    "load.ambiguous": Text(
        "「{name}」という名前の機関が複数あり、この行には法人番号がありません。番号を書いてください。",
        "Several organisations are called {name} and the row has no corporate number; write it.",
    ),
    "load.spellings": Text(
        "法人番号{number}の名前が一通りではありません（{names}）。最初の名前を使います。",
        "The corporate number {number} has several names ({names}); the first one is used.",
    ),
    "load.zero": Text(
        "{count}行の金額は0です（単位未満か支払いなし）。0円として取り込みます。",
        "{count} rows print the amount 0 (below the unit, or nothing paid); they are loaded as 0.",
    ),
    "load.no_amount": Text(
        "{count}行に金額がありません。課題だけを取り込み、額は入れません。",
        "{count} rows print no amount; their awards are loaded without one.",
    ),
    "load.same_year": Text(
        "{count}行は同じ年度・同じ支払元の二件目以降です。年度の額に合計します。",
        "{count} rows are further payments of one payer in the same year; "
        "they are added to the amount of the year.",
    ),
    "load.apart": Text(
        "{count}件の課題は、同じ年度の別の支払元の行です。重ねて合計せず、別の課題にします。",
        "{count} awards come of another payer in the same year; they stand apart, "
        "so that nothing is counted twice.",
    ),
    "load.programme": Text(
        "事業名{count}通り（課題{awards}件）はパックの事業名と一致しません。"
        "事業なしで取り込みます: {names}",
        "{count} programme names ({awards} awards) match no programme of the pack; they are loaded "
        "without one: {names}",
    ),
    "load.differs": Text(
        "課題{code}の{year}年度の額は{stored}円で、ファイルでは{read}円です。"
        "変えていません。正しい方を確かめ、課題の画面で直してください。",
        "The award {code} has {stored} yen for FY{year}, the file says {read}; nothing was "
        "changed. Find out which is right and correct it on the award's page.",
    ),
}
