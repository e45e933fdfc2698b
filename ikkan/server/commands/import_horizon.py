"""`ikkan import horizon FILE --mapping M`: items of evidence from somebody's table.

Decides: nothing is written before the header was understood, and what is printed: every refusal,
the count of every row. Source: docs/operations.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ikkan.server import ready, speech
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.portfolio.horizon.loading import Tally
    from ikkan.tabular.reading import Table

SHOWN: Final = 200
_COUNTED: Final = ("rows", "loaded", "merged", "refused", "items", "changed", "differs")


@click.command("horizon")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    *("--mapping", "-m"),
    required=True,
    help="A name (nih-projects, nih-publications, nih-patents, nih-trials, items) or a .toml file.",
)
@click.option("--source", default="", help="Code of the registered source they are of. 情報源。")
@click.option("--sheet", default="", help="Sheet of a workbook. シート。")
@click.option("--preview", is_flag=True, help="Say what would happen; write nothing. 試行。")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def command(file: Path, mapping: str, source: str, sheet: str, preview: bool, as_json: bool) -> int:
    """Items of evidence, each row loaded, merged or refused. 集めた情報を取り込む。"""
    from ikkan.portfolio.horizon import sources
    from ikkan.tabular import reading
    from ikkan.tabular.opening import opened

    with ready.database(), opened(file) as book:
        made, found = sources.read(mapping, source)
        _show(found)
        if made is None:
            words = _BAD_MAPPING.format(name=mapping, count=len(found))
            raise InputError("import.mapping", words)
        table = reading.read(book, made.mapping, sheet=sheet)
        _show(table.findings)
        if not table.sound:
            raise InputError("import.header", _NOT_SOUND.format(file=file.name))
        tally = _loaded(table, made, preview=preview)
        _report(tally, table, preview=preview)
    if as_json:
        speech.result(
            {"ok": True, "file": file.name, "mapping": made.mapping.code, "preview": preview}
            | {name: getattr(tally, name) for name in _COUNTED}
            | {"skipped": sum(tally.skipped.values())}
            | _counts(table, tally)
        )
    return 0


def _loaded(table: Table, source: Any, *, preview: bool) -> Tally:
    from django.utils import timezone

    from ikkan.audit.actor import SYSTEM
    from ikkan.portfolio.horizon import loading

    return loading.load(
        table, source, _told, by=SYSTEM, as_of=timezone.localdate(), writes=not preview
    )


def _told(done: int) -> None:
    click.echo(_DONE.format(done=f"{done:,}").of(speech.language()), err=True)


def _show(found: Iterable[Finding]) -> None:
    from ikkan.portfolio.horizon.loading_messages import SENTENCES
    from ikkan.tabular import messages

    for finding in found:
        known = SENTENCES.get(finding.code)
        said = known.format(**finding.values) if known else messages.sentence(finding)
        _both(finding, said)


def _report(tally: Tally, table: Table, *, preview: bool) -> None:
    from ikkan.tabular.messages import SKIPPED

    _show(tally.findings)
    for line, why in tally.refusals[:SHOWN]:
        place = Place(table.opened.name, line=line, key=table.sheet or None)
        _both(Finding("horizon.refused", place), why)
    if len(tally.refusals) > SHOWN:
        more = _MORE.format(count=len(tally.refusals) - SHOWN)
        click.echo(more.of(speech.language()), err=True)
    for sort, count in sorted(tally.skipped.items()):
        speech.say(_SKIPPED.format(what=SKIPPED[sort], count=count))
    counts = {name: f"{getattr(tally, name):,}" for name in _COUNTED}
    speech.say((_PREVIEWED if preview else _LOADED).format(**counts))


def _both(finding: Finding, said: Text) -> None:
    """A finding in both languages on standard error, without what could steer a terminal."""
    for label, words in (
        (finding.severity.label.ja, said.ja),
        (finding.severity.label.en, said.en),
    ):
        line = f"{label}: {finding.place}: {words}"
        click.echo("".join(c if c.isprintable() or c == " " else "�" for c in line), err=True)


def _counts(table: Table, tally: Tally) -> dict[str, Any]:
    found = speech.counts([*table.findings, *tally.findings])
    found[Severity.ERROR.value] += tally.refused
    return {"findings": sum(found.values()), "severity": found}


_DONE = Text("{done}行を読みました", "{done} rows read")
_SKIPPED = Text("{what}: {count}（取り込みの対象外）", "{what}: {count} (no data)")
_MORE = Text("ほかに{count}行を断りました。", "{count} more rows were refused.")
_LOADED = Text(
    "{rows}行 = 情報{loaded} + 情報への追加{merged} + 断り{refused}。情報{items}件、"
    "うち今回書いたもの{changed}件、記録と違う値{differs}個。",
    "{rows} rows = {loaded} loaded + {merged} merged + {refused} refused. {items} items, "
    "{changed} of them written now; {differs} values differ from the record.",
)
_PREVIEWED = Text(
    "試行（何も書いていません）: {rows}行 = 情報{loaded} + 情報への追加{merged} + 断り{refused}。"
    "情報{items}件、書くもの{changed}件、記録と違う値{differs}個。",
    "Preview, nothing was written: {rows} rows = {loaded} loaded + {merged} merged + {refused} "
    "refused. {items} items, {changed} to write; {differs} values differ from the record.",
)
_BAD_MAPPING = Text(
    "対応付け「{name}」に誤りが{count}件あります。すべて直してから、もう一度実行してください。",
    "The mapping {name} has {count} errors; correct them all and run the command again.",
)
_NOT_SOUND = Text(
    "「{file}」は取り込めません。上の誤りをすべて直してください。何も書いていません。",
    "{file} cannot be imported; correct all errors above. Nothing was written.",
)
