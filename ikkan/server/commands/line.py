"""`ikkan line walk|broken`: the line of a record, and where lines are broken.

Decides: nothing; line.queries does. Source: design §1.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from ikkan.server import ready, speech
from ikkan.values.ref import Ref
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.line.queries import Node, Walk

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group("line")
def command() -> None:
    """The line between records. 記録の線。"""


@command.command("walk")
@click.argument("ref")
@click.option("--as-of", type=_DAY, help="As it was on this day (else today). 時点。")
@click.option("--known-on", type=_DAY, help="As this database knew it on that day. 記録の時点。")
@click.option("--depth", type=click.IntRange(1, 20), default=8, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One object as the last line.")
def walk(
    ref: str, as_of: datetime | None, known_on: datetime | None, depth: int, as_json: bool
) -> int:
    """Walk up and down from REF (kind:code). 線を上流と下流へたどる。"""
    asked = Ref.parse(ref)
    with ready.database():
        from ikkan.audit.actor import SYSTEM
        from ikkan.line import queries

        found = queries.walk(
            asked,
            as_of=_day(as_of),
            known_on=None if known_on is None else known_on.date(),
            depth=depth,
            viewer=SYSTEM,
        )
    if as_json:
        speech.result(_walked(found))
        return 0
    for title, nodes in ((_UP, found.up), (_DOWN, found.down), (_SIDES, found.sides)):
        speech.say(title.format(count=len(nodes)))
        for node in nodes:
            _print(node, 1)
    return 0


@command.command("broken")
@click.option("--as-of", type=_DAY, help="As it was on this day (else today). 時点。")
@click.option("--json", "as_json", is_flag=True, help="One object as the last line.")
def broken(as_of: datetime | None, as_json: bool) -> int:
    """Where the line is broken, by kind; exit code 1 for references to nothing. 切れた線の報告。"""
    with ready.database():
        from ikkan.audit.actor import SYSTEM
        from ikkan.line import queries

        reports = queries.broken(_day(as_of), SYSTEM)
    for report in reports:
        head = f"{report.label.of(speech.language())}: {len(report.gaps)}"
        speech.say(head)
        if not as_json:
            for gap in report.gaps:
                speech.say(f"  {gap.ref} {gap.label.of(speech.language())}")
    if as_json:
        speech.result({"broken": {report.code: len(report.gaps) for report in reports}})
    return 1 if any(report.code == "ref" and report.gaps for report in reports) else 0


def _day(given: datetime | None) -> date:
    from django.utils import timezone

    return timezone.localdate() if given is None else given.date()


def _print(node: Node, depth: int) -> None:
    record = node.record
    value = "" if record.value is None else f" {record.value.of(speech.language())}"
    mark = " ↺" if node.repeated else " …" if node.cut else ""
    label = record.label.of(speech.language())
    speech.say(f"{'  ' * depth}{record.ref} {label}{value} ({record.state}){mark}")
    for child in node.children:
        _print(child, depth + 1)


def _walked(found: Walk) -> dict[str, Any]:
    return {
        "ref": str(found.root.ref),
        "label": speech.both(found.root.label),
        "as_of": found.as_of,
        "up": [_noded(node) for node in found.up],
        "down": [_noded(node) for node in found.down],
        "sides": [_noded(node) for node in found.sides],
    }


def _noded(node: Node) -> dict[str, Any]:
    record = node.record
    return {
        "ref": str(record.ref),
        "label": speech.both(record.label),
        "state": record.state,
        "edge": node.kind,
        "children": [_noded(child) for child in node.children],
    }


_UP = Text("上流（計画の側）: {count}", "Up, towards the plan: {count}")
_DOWN = Text("下流（成果の側）: {count}", "Down, towards the outcome: {count}")
_SIDES = Text("かたわら: {count}", "Beside: {count}")
