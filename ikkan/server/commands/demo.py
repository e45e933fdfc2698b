"""`ikkan demo DIR`: a home of its own with a made-up portfolio of the funder's shape.

Decides: that it never touches a home of real records. The same size, seed and day give the same.
"""

from __future__ import annotations

import os
import time
from datetime import date, datetime
from pathlib import Path

import click

from ikkan.server import ready, speech
from ikkan.server.commands import init
from ikkan.values.text import Text


@click.command("demo")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--size", type=click.IntRange(1, 20_000), default=2600, show_default=True,
              help="Awards that run today. 進行中の課題の数。")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True)
@click.option("--day", type=click.DateTime(formats=["%Y-%m-%d"]), help="Else today. 基準日。")
@click.option("--pack", type=click.Path(path_type=Path), help="Else the installed default.")
@click.option("--if-empty", is_flag=True, help="Do nothing where records stand. 空のときだけ。")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def command(
    folder: Path,
    size: int,
    seed: int,
    day: datetime | None,
    pack: Path | None,
    if_empty: bool,
    as_json: bool,
) -> int:
    """Fill DIR with a made-up portfolio; every record says so. 実演用の記録を作る。"""
    os.environ["IKKAN_HOME"] = str(folder.resolve())
    os.environ.pop("IKKAN_DATABASE_URL", None)
    init.prepare(pack, demo_logins=True)
    begun = time.monotonic()
    with ready.database():
        from django.utils import timezone

        from ikkan.demo import building
        from ikkan.evaluation import lake
        from ikkan.plan import queries
        from ikkan.portal import search_index
        from ikkan.records.kinds import kinds
        from ikkan.server import logins

        if if_empty and any(kind.model._default_manager.exists() for kind in kinds()):
            speech.say(_KEPT.format(home=folder))
            return 0
        today: date = timezone.localdate() if day is None else day.date()
        counts = building.build(size, seed, today, logins.by_role(), _progress)
        seconds = time.monotonic() - begun
        lake.publish(today, "public")
        search_index.rebuild(queries.snapshot(today))
    speech.say(_DONE.format(home=folder, awards=counts["awards"], seconds=f"{seconds:.0f}"))
    if as_json:
        speech.result({"ok": True, "home": str(folder), "seconds": round(seconds, 1)} | counts)
    return 0


def _progress(name: str, count: int) -> None:
    click.echo(f"  {name}: {count:,}", err=True)


_KEPT = Text(
    "{home}には記録があります。何も変えません。", "{home} holds records; nothing was changed."
)
_DONE = Text(
    "{home}に実演用の課題{awards}件とその線を作りました（{seconds}秒）。"
    "すべての記録に「実演値」の印があります。",
    "{awards} demonstration awards and their lines stand in {home} ({seconds} s); "
    "every record is marked as made up.",
)
