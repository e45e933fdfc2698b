"""`ikkan import elsewhere FILE --mapping M`: other funders' projects from their table.

Decides: nothing is written before the header was understood, and what is printed: every refusal,
the count of every row. Source: docs/operations.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ikkan.server import importing, ready, speech
from ikkan.values.errors import InputError
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.awards.elsewhere.loading import Tally
    from ikkan.tabular.reading import Table

_COUNTED: Final = (*("rows", "loaded", "merged", "refused", "projects", "changed", "tied", "yen"),)


@click.command("elsewhere")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping", "-m", required=True, help="A name (exchange, kaken, exporter) or a .toml file."
)
@click.option("--funder", default="", help="Code of the body whose projects they are. 機関。")
@click.option("--sheet", default="", help="Sheet of a workbook. シート。")
@click.option("--preview", is_flag=True, help="Say what would happen; write nothing. 試行。")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def command(file: Path, mapping: str, funder: str, sheet: str, preview: bool, as_json: bool) -> int:
    """Projects of other funders, each row loaded, merged or refused. 他機関の課題を取り込む。"""
    from ikkan.awards.elsewhere import sources
    from ikkan.awards.elsewhere.loading_messages import SENTENCES
    from ikkan.tabular import reading
    from ikkan.tabular.opening import opened

    with ready.database(), opened(file) as book:
        source, found = sources.read(mapping, funder)
        importing.show(found, SENTENCES)
        if source is None:
            bad = importing.BAD_MAPPING.format(name=mapping, count=len(found))
            raise InputError("import.mapping", bad)
        table = reading.read(book, source.mapping, sheet=sheet)
        importing.show(table.findings, SENTENCES)
        if not table.sound:
            raise InputError("import.header", importing.NOT_SOUND.format(file=file.name))
        tally = _loaded(table, source, preview=preview)
        words = _PREVIEWED if preview else _LOADED
        importing.report(tally, table, "elsewhere.refused", _COUNTED, words, SENTENCES)
    if as_json:
        code = source.mapping.code
        speech.result(
            importing.result(tally, table, _COUNTED, code, file=file.name, preview=preview)
        )
    return 0


def _loaded(table: Table, source: Any, *, preview: bool) -> Tally:
    from django.utils import timezone

    from ikkan.audit.actor import SYSTEM
    from ikkan.awards.elsewhere import loading

    return loading.load(
        table, source, importing.told, by=SYSTEM, as_of=timezone.localdate(), writes=not preview
    )


_LOADED = Text(
    "{rows}行 = 課題{loaded} + 課題への追加{merged} + 断り{refused}。課題{projects}件、"
    "うち今回書いたもの{changed}件、登録された機関と一致{tied}件、合計{yen}円。",
    "{rows} rows = {loaded} loaded + {merged} merged + {refused} refused. {projects} projects, "
    "{changed} of them written now, {tied} of registered organisations; {yen} yen.",
)
_PREVIEWED = Text(
    "試行（何も書いていません）: {rows}行 = 課題{loaded} + 課題への追加{merged} + 断り{refused}。"
    "課題{projects}件、書くもの{changed}件、登録された機関と一致{tied}件、合計{yen}円。",
    "Preview, nothing was written: {rows} rows = {loaded} loaded + {merged} merged + {refused} "
    "refused. {projects} projects, {changed} to write, {tied} of registered organisations; "
    "{yen} yen.",
)
