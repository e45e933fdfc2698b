"""`ikkan lake publish`: what there is, frozen as Parquet for analysis and the data book.

Decides: nothing; evaluation.lake does. Source: design §4 "analytics".
"""

from __future__ import annotations

from datetime import datetime

import click

from ikkan.server import ready, speech
from ikkan.values.text import Text


@click.group("lake")
def command() -> None:
    """Frozen tables for analysis. 分析用に固めた表。"""


@command.command("publish")
@click.option("--as-of", type=click.DateTime(formats=["%Y-%m-%d"]), help="Else today. 時点。")
@click.option(
    "--edition",
    type=click.Choice(["public", "office"]),
    default="public",
    show_default=True,
    help="Whose eyes it is read with. 誰の見える範囲か。",
)
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def publish(as_of: datetime | None, edition: str, as_json: bool) -> int:
    """Write every table anew and point to it; the same contents keep their folder. 公開する。"""
    with ready.database():
        from django.utils import timezone

        from ikkan.evaluation import lake

        day = timezone.localdate() if as_of is None else as_of.date()
        made = lake.publish(day, edition)
    rows = {name: file.rows for name, file in made.files.items()}
    speech.say(_DONE.format(rows=f"{sum(rows.values()):,}", folder=made.folder))
    if as_json:
        facts = {"edition": edition, "as_of": day, "fictional": made.facts.fictional}
        facts |= {"lake": made.code, "folder": str(made.folder), "tables": rows}
        speech.result({"ok": True, **facts})
    return 0


_DONE = Text("{rows}行を{folder}に公開しました。", "{rows} rows published in {folder}.")
