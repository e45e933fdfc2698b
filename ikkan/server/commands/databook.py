"""`ikkan databook --year Y`: ten tables and figures as HTML, PDF/UA and a workbook.

Decides: that the book is made from what is published just now, so that it can be made again.
The same records give the same files. Source: design §5 "CLI"; picture 07.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import click

from ikkan.server import ready, speech, surroundings
from ikkan.values.errors import InputError
from ikkan.values.text import Text


@click.command("databook")
@click.option("--year", type=int, required=True, help="Fiscal year. 年度。")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder (else in IKKAN_HOME). 出力先。"
)
@click.option("--lang", type=click.Choice(["ja", "en"]), help="Else both. 言語（なければ両方）。")
@click.option("--as-of", type=click.DateTime(formats=["%Y-%m-%d"]), help="Else today. 時点。")
@click.option(
    "--edition",
    type=click.Choice(["public", "office"]),
    default="public",
    show_default=True,
    help="Whose eyes it is read with. 誰の見える範囲か。",
)
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def command(
    year: int,
    out: Path | None,
    lang: str | None,
    as_of: datetime | None,
    edition: str,
    as_json: bool,
) -> int:
    """Make the data book of a fiscal year. データブックを作る。"""
    with ready.database():
        from django.utils import timezone

        from ikkan.evaluation import databook, databook_reading, lake
        from ikkan.records import papers as forms_of

        day = timezone.localdate() if as_of is None else as_of.date()
        publication = lake.publish(day, edition)
        reading = databook_reading.read(publication, year)
        languages = databook.LANGUAGES if lang is None else (lang,)
        papers = {language: databook.paper(reading, language) for language in languages}
        files = {
            databook.file_name(year, language, form): forms_of.body(papers[language], form)
            for language in languages
            for form in forms_of.FORMS
        }
    folder = out or surroundings.home() / "databook" / str(year)
    _write(folder, files)
    absent = [exhibit.number for exhibit in papers[languages[0]].exhibits if exhibit.absent]
    speech.say(_DONE.format(folder=folder, files=len(files), lake=publication.code))
    if as_json:
        sums = {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
        facts = {"year": year, "edition": edition, "fictional": publication.facts.fictional}
        made = {"lake": publication.code, "folder": str(folder), "files": sums, "absent": absent}
        hashes = {code: result.hash for code, result in reading.results.items()}
        speech.result({"ok": True, **facts, **made, "measures": hashes})
    return 0


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Each file whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, body in files.items():
            draft = folder / f".{name}.part"
            draft.write_bytes(body)
            draft.replace(folder / name)
    except OSError as error:
        raise InputError(
            "databook.folder", _UNWRITABLE.format(folder=folder, reason=error.strerror)
        ) from error


_DONE = Text(
    "{folder}に{files}個のファイルを書きました（元データ{lake}）。",
    "{files} files written to {folder} (data {lake}).",
)
_UNWRITABLE = Text(
    "「{folder}」に書けません（{reason}）。書ける場所を --out で指定してください。",
    "Cannot write to {folder} ({reason}); name a folder that can be written with --out.",
)
