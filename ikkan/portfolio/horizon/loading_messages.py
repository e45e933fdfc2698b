"""What loading items of evidence says: why a row is refused, what stands out; ja and en.

Called by sources, loading and `ikkan import horizon`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

SENTENCES: Final[Mapping[str, Text]] = {
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
    "horizon.undated": Text(
        "年のない行が{count}行あります。件数には入りますが、年ごとの伸びには入りません。",
        "{count} rows carry no year: they are counted, but not in the growth from year to year.",
    ),
}
