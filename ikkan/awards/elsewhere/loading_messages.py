"""What loading other funders' projects says: why a row is refused, what stands out; ja and en.

Called by sources, loading and `ikkan import elsewhere`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

SENTENCES: Final[Mapping[str, Text]] = {
    "elsewhere.mapping": Text(
        "対応付け「{name}」はありません。使えるもの: {near}。または .tomlを指定してください。",
        "There is no mapping {name}; known: {near}. Or name a .toml file.",
    ),
    "elsewhere.section": Text("[project] を書いてください。", "Write the section [project]."),
    "elsewhere.key": Text(
        "キー「{read}」は使えません。使えるキー: {known}",
        'The key "{read}" is not known; known keys: {known}',
    ),
    "elsewhere.fields": Text(
        '課題を見分ける項目の並び（["…"]）を書いてください。',
        'Write the list of fields that tell projects apart (["…"]).',
    ),
    "elsewhere.field": Text(
        "項目「{field}」は使えません（{near}）。どちらかを直してください。",
        'The field "{field}" is not known ({near}); correct one of them.',
    ),
    "elsewhere.funder": Text(
        "どの機関の課題か分かりません。--funder コード、[project] の funder、"
        "項目 funder のどれかで示してください。",
        "Whose projects are they? Say it by --funder CODE, by funder in [project], or by a field "
        "funder.",
    ),
    "elsewhere.choice": Text(
        "「{read}」は選べません。使える値: {known}", '"{read}" is no choice; known: {known}'
    ),
    "elsewhere.needed": Text(
        "課題には項目「{field}」が必要です。", "A project needs the field {field}."
    ),
    "elsewhere.type": Text(
        "項目「{field}」の型は「{type}」にしてください。", "Give the field {field} the type {type}."
    ),
    "elsewhere.domain": Text(
        "疾患領域「{name}」はパックにありません。コードか名前を直してください。",
        "The pack has no disease area {name}; correct the code or name.",
    ),
    "elsewhere.currency": Text(
        "金額は{currency}で、このホームの通貨{home}ではありません。換算せず、金額なしで取り込みます。",
        "Amounts are in {currency}, not in this home's {home}: projects are loaded without "
        "amounts; nothing is converted.",
    ),
    "elsewhere.differs": Text(
        "{code}の「{field}」は記録では「{stored}」、ファイルでは「{read}」です。変えていません。",
        "{code}: {field} is {stored} on record and {read} in the file; nothing was changed.",
    ),
    "elsewhere.organisations": Text(
        "機関名{count}通りは、登録された機関と完全には一致しません。印字のまま記録します。",
        "{count} names of organisations match no registered one exactly; they are kept as printed.",
    ),
    "elsewhere.note": Text("{note}", "{note}"),
}
