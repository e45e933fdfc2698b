"""`ikkan init`: a home that can be served: keys, tables, static files, a pack in force.

Decides: the order, so that a refused pack leaves nothing behind. Safe to repeat: data is kept.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from ikkan.server import homes, packs, ready, speech, surroundings
from ikkan.values.text import Text

DEFAULT_PACK = "amed"


@click.command("init")
@click.option(
    "--pack",
    "folder",
    type=click.Path(path_type=Path),
    help="Pack to put into force (else the installed default). 適用するパック。",
)
@click.option(
    "--demo-logins", is_flag=True, help="One account per role, for a demonstration. 実演用。"
)
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def command(folder: Path | None, demo_logins: bool, as_json: bool) -> int:
    """Prepare IKKAN_HOME. 置き場所を用意する。"""
    name, collected = prepare(folder, demo_logins=demo_logins)
    home = surroundings.home()
    speech.say(_READY.format(home=home, name=name))
    if as_json:
        speech.result({"ok": True, "home": str(home), "pack": name, "static": collected})
    return 0


def prepare(folder: Path | None, *, demo_logins: bool) -> tuple[str, bool]:
    """Make the home ready; the pack in force, and whether static files were collected anew."""
    pack = packs.load(folder or packs.INSTALLED / DEFAULT_PACK)
    new = homes.make()
    os.environ["IKKAN_STATIC"] = "collected"
    ready.start()
    from django.core.management import call_command
    from django.utils import timezone

    from ikkan.audit.actor import SYSTEM
    from ikkan.audit.request import request_id
    from ikkan.plan import actions, queries
    from ikkan.server import database, logins

    database.refuse_unfit()
    homes.refuse_strange_journal(new)
    call_command("migrate", interactive=False, verbosity=0)
    collected = homes.collect_static()
    with request_id():
        other = folder is None and any(one.code != pack.code for one in queries.versions()[:1])
        if not other:
            today = timezone.localdate()
            actions.record_pack(pack, by=SYSTEM, as_of=today, version=None, key=None)
        if demo_logins:
            logins.create_demonstration()
    version = queries.current_version()
    return f"{version.code}@{version.version}", collected


_READY = Text(
    "{home}の用意ができました（パック{name}）。ikkan serve で始めてください。",
    "{home} is ready (pack {name}); start it with `ikkan serve`.",
)
