"""`ikkan import elsewhere FILE --mapping M`: other funders' projects from their table.

Decides: nothing is written before the header was understood, and what is printed: every refusal,
the count of every row. Source: docs/operations.md.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from ikkan.server import importing
from ikkan.values.text import Text

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

    job = importing.Job(
        sentences=SENTENCES,
        refused="elsewhere.refused",
        counted=_COUNTED,
        loaded=_LOADED,
        previewed=_PREVIEWED,
    )
    read = partial(sources.read, mapping, funder)
    return importing.run(
        job, file, mapping, read, _load, sheet=sheet, preview=preview, as_json=as_json
    )


def _load(*table: Any, **how: Any) -> Any:
    from ikkan.awards.elsewhere import loading

    return loading.load(*table, **how)


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
