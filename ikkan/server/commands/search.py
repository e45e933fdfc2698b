"""`ikkan search rebuild`: the search index made anew from the database.

Decides: nothing; the index makes and mends itself, this makes it at a time of one's choosing.
"""

from __future__ import annotations

import click

from ikkan.server import ready, speech
from ikkan.values.errors import InputError
from ikkan.values.text import Text


@click.group("search")
def command() -> None:
    """The search index. 検索の索引。"""


@command.command("rebuild")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def rebuild(as_json: bool) -> int:
    """Make the index anew, beside the one in use, and put it in its place. 索引を作り直す。"""
    with ready.database():
        from django.utils import timezone

        from ikkan.plan import queries
        from ikkan.portal import search_index

        known = queries.snapshot(timezone.localdate())
        try:
            built = search_index.rebuild(known)
        except OSError as error:
            raise InputError(
                "search.folder",
                _UNWRITABLE.format(folder=search_index.FOLDER, reason=error.strerror or error),
            ) from error
    speech.say(_BUILT.format(count=built.entries, seconds=f"{built.seconds:.1f}"))
    if as_json:
        speech.result({"entries": built.entries, "seconds": round(built.seconds, 2)})
    return 0


_BUILT = Text(
    "{count}件の索引を{seconds}秒で作りました。", "{count} records indexed in {seconds} s."
)
_UNWRITABLE = Text(
    "置き場所の中の「{folder}」に索引を書けません（{reason}）。"
    "書けるようにするか、空きを作ってください。",
    "The index cannot be written in {folder} of the home ({reason}); "
    "make the folder writable or free some space.",
)
