"""What loading items of evidence says: why a row is refused, what stands out; ja and en.

Called by sources, loading and `ikkan import horizon`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

SENTENCES: Final[Mapping[str, Text]] = {
    "horizon.mapping": Text(
        "対応付け「{name}」はありません。使えるもの: {near}。または .tomlを指定してください。",
        "There is no mapping {name}; known: {near}. Or name a .toml file.",
    ),
    "horizon.section": Text("[signal] を書いてください。", "Write the section [signal]."),
    "horizon.key": Text(
        "キー「{read}」は使えません。使えるキー: {known}",
        'The key "{read}" is not known; known keys: {known}',
    ),
    "horizon.fields": Text(
        '項目の並び（["…"]）を書いてください。', 'Write a list of fields (["…"]).'
    ),
    "horizon.field": Text(
        "項目「{field}」は使えません（{near}）。どちらかを直してください。",
        'The field "{field}" is not known ({near}); correct one of them.',
    ),
    "horizon.words": Text("文字列を書いてください。", "Write a string."),
    "horizon.pair": Text(
        '日本語と英語を {{ ja = "…", en = "…" }} の形で書いてください。',
        'Write both languages as {{ ja = "…", en = "…" }}.',
    ),
    "horizon.source": Text(
        "どの情報源のものか分かりません。--source コード、または [signal] の source と sort で"
        "示してください。",
        "Which source are they of? Say it by --source CODE, or by source and sort in [signal].",
    ),
    "horizon.no_source": Text(
        "情報源「{code}」は登録されていません。先に登録するか、コードを直してください。",
        "There is no source {code}; register it first or correct the code.",
    ),
    "horizon.choice": Text(
        "「{read}」は選べません。使える値: {known}", '"{read}" is no choice; known: {known}'
    ),
    "horizon.type": Text(
        "項目「{field}」の型は「{type}」にしてください。", "Give the field {field} the type {type}."
    ),
    "horizon.differs": Text(
        "{code}の「{field}」は記録では「{stored}」、ファイルでは「{read}」です。変えていません。",
        "{code}: {field} is {stored} on record and {read} in the file; nothing was changed.",
    ),
    "horizon.undated": Text(
        "年のない行が{count}行あります。件数には入りますが、年ごとの伸びには入りません。",
        "{count} rows carry no year: they are counted, but not in the growth from year to year.",
    ),
    "horizon.note": Text("{note}", "{note}"),
}
