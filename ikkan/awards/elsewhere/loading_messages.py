"""What loading other funders' projects says: why a row is refused, what stands out; ja and en.

Called by sources, loading and `ikkan import elsewhere`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

SENTENCES: Final[Mapping[str, Text]] = {
    "elsewhere.funder": Text(
        "どの機関の課題か分かりません。--funder コード、[project] の funder、"
        "項目 funder のどれかで示してください。",
        "Whose projects are they? Say it by --funder CODE, by funder in [project], or by a field "
        "funder.",
    ),
    "elsewhere.needed": Text(
        "課題には項目「{field}」が必要です。", "A project needs the field {field}."
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
    "elsewhere.organisations": Text(
        "機関名{count}通りは、登録された機関と完全には一致しません。印字のまま記録します。",
        "{count} names of organisations match no registered one exactly; they are kept as printed.",
    ),
}
