"""`ikkan pack check|diff|apply`: what is wrong with a pack, what it changes, putting it into force.

Decides: nothing is written unless the whole pack is sound. Source: design §2 "Engine and pack".
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ikkan.server import packs, ready, speech
from ikkan.values.finding import Severity
from ikkan.values.text import Text


@click.group("pack")
def command() -> None:
    """Policy packs: check, diff, apply. 政策パック。"""


@command.command("check")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def check(folder: Path, as_json: bool) -> int:
    """Every finding about the pack in FOLDER; exit code 2 on errors. パックを検査する。"""
    pack, found = packs.read(folder)
    speech.findings(found)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    rows = 0 if pack is None else sum(len(members) for members in pack.rows.values())
    speech.say(_CHECKED.format(folder=folder, rows=rows, errors=errors, all=len(found)))
    if as_json:
        speech.result(
            {
                "ok": errors == 0,
                "pack": None if pack is None else f"{pack.code}@{pack.version}",
                "digest": None if pack is None else pack.digest,
                "rows": rows,
                "findings": speech.counts(found),
            }
        )
    return 2 if errors else 0


@command.command("diff")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("other", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def diff(folder: Path, other: Path | None, as_json: bool) -> int:
    """What FOLDER changes in the database, or what OTHER changes in FOLDER. 差分を見る。"""
    from ikkan.pack import diff as differences

    if other is not None:
        before, after = packs.load(folder), packs.load(other)
    else:
        after = packs.load(folder)
        with ready.database():
            from ikkan.plan import queries

            before = queries.recorded_pack()
    changes = differences.diff(before, after)
    for change in changes:
        where = f"{change.kind}:{change.code}"
        if change.column is None:
            click.echo(f"{_SIGN[change.change]} {where}")
        else:
            click.echo(f"{_SIGN[change.change]} {where} [{change.column}] ", nl=False)
            click.echo(f"{_shown(change.old)} → {_shown(change.new)}")
    speech.say(_DIFFERS.format(count=len(changes), old=before.version, new=after.version))
    if as_json:
        kinds: list[str] = [change.change for change in changes]
        speech.result({word: kinds.count(word) for word in _SIGN} | {"changes": len(changes)})
    return 0


@command.command("apply")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def apply(folder: Path, as_json: bool) -> int:
    """Put the pack in FOLDER into force, as a whole or not at all. パックを適用する。"""
    pack = packs.load(folder)
    with ready.database():
        from django.utils import timezone

        from ikkan.audit.actor import SYSTEM
        from ikkan.plan import actions, queries

        before = {version.applied_at for version in queries.versions()}
        today: date = timezone.localdate()
        made = actions.record_pack(pack, by=SYSTEM, as_of=today, version=None, key=None)
        new = made.applied_at not in before
    name = f"{made.code}@{made.version}"
    speech.say((_APPLIED if new else _NOTHING).format(name=name))
    if as_json:
        speech.result({"ok": True, "pack": name, "digest": made.digest, "changed": new})
    return 0


_SIGN = {"added": "+", "removed": "-", "changed": "±"}


def _shown(value: object) -> str:
    text = "–" if value is None else str(value)
    return text if len(text) <= 80 else f"{text[:80]}…"


_CHECKED = Text(
    "{folder}: {rows}行を検査。指摘{all}件、うち誤り{errors}件。",
    "{folder}: {rows} rows checked; {all} findings, {errors} of them errors.",
)
_DIFFERS = Text("{old} → {new}: 変更{count}件。", "{old} → {new}: {count} changes.")
_APPLIED = Text("{name}を適用しました。", "{name} is in force.")
_NOTHING = Text(
    "{name}はすでに適用されています。何もしていません。",
    "{name} is in force already; nothing to do.",
)
