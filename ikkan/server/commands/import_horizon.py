"""`ikkan import horizon FILE --mapping M`: items of evidence from somebody's table.

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
    from ikkan.portfolio.horizon.loading_messages import SENTENCES

    job = importing.Job(
        sentences=SENTENCES,
        refused="horizon.refused",
        counted=_COUNTED,
        loaded=_LOADED,
        previewed=_PREVIEWED,
    )
    read = partial(sources.read, mapping, source)
    return importing.run(
        job, file, mapping, read, _load, sheet=sheet, preview=preview, as_json=as_json
    )


def _load(*table: Any, **how: Any) -> Any:
    from ikkan.portfolio.horizon import loading

    return loading.load(*table, **how)


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
