"""`ikkan import awards FILE --mapping M`: somebody's table of awards into the records.

Decides: nothing is written before the whole file was read, and what is printed: every decision
about the file, every refusal, the count of every row. Source: design §5.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import click

from ikkan.server import importing, ready, speech, surroundings
from ikkan.server.commands import import_elsewhere, import_horizon, import_sheets
from ikkan.values.errors import InputError
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.awards.loading import Run, Tally
    from ikkan.awards.sources import Source
    from ikkan.tabular import Cell
    from ikkan.tabular.reading import Table

_FOLDER: Final = "imports"


@click.group("import")
def command() -> None:
    """Tables of others into the records. 他の表の取り込み。"""


command.add_command(import_sheets.command)
command.add_command(import_elsewhere.command)
command.add_command(import_horizon.command)


@command.command("awards")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", "-m", required=True, help="A name (judgit, exporter) or a .toml file.")
@click.option("--sheet", default="", help="Sheet of a workbook. シート。")
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help="For a missing column.")
@click.option("--preview", is_flag=True, help="Say what would happen; write nothing. 試行。")
@click.option("--resume", is_flag=True, help="Use what an interrupted run has read. 続きから。")
@click.option(
    "--refused", type=click.Path(path_type=Path), help="Write refused rows to this CSV file."
)
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def awards(
    file: Path,
    mapping: str,
    sheet: str,
    given: tuple[str, ...],
    preview: bool,
    resume: bool,
    refused: Path | None,
    as_json: bool,
) -> int:
    """Awards from FILE, each row loaded, merged or refused with a reason. 課題を取り込む。"""
    from ikkan.awards import sources
    from ikkan.awards.loading_messages import SENTENCES
    from ikkan.tabular.opening import opened

    values = _given(given)
    job = importing.Job(
        sentences=SENTENCES,
        refused="load.refused",
        counted=_COUNTED,
        loaded=_LOADED,
        previewed=_PREVIEWED,
        more=_MORE,
    )
    with ready.database(), opened(file) as book:
        source = importing.sound(job, mapping, partial(sources.read, mapping))
        table = importing.header(
            job, book, source.mapping, sheet=sheet, given=values, decided=_decisions
        )
        tally = _run(table, source, file, values, preview=preview, resume=resume)
        importing.report(job, tally, table, preview=preview)
        if refused is not None:
            _write_refused(refused, table, tally)
    if as_json:
        code = source.mapping.code
        said = importing.result(job, tally, table, code, file=file.name, preview=preview)
        speech.result(said)
    return 0


def _run(
    table: Table, source: Source, file: Path, values: dict[str, str], *, preview: bool, resume: bool
) -> Tally:
    from django.utils import timezone

    from ikkan.audit.actor import SYSTEM
    from ikkan.awards import loading
    from ikkan.awards.staging import Staging

    run = loading.Run.of(source, by=SYSTEM, as_of=timezone.localdate(), writes=not preview)
    with _staging_file(file, run, table.sheet, values, preview=preview) as path:
        staging = Staging(path)
        try:
            if not (resume and staging.finished):
                staging.close()
                path.unlink(missing_ok=True)
                staging = Staging(path)
                _progress(_READING.format(file=file.name))
                loading.stage(table, run, staging)
            return loading.load(table, run, staging, _told)
        finally:
            staging.close()


@contextmanager
def _staging_file(
    file: Path, run: Run, sheet: str, values: dict[str, str], *, preview: bool
) -> Iterator[Path]:
    """Where the rows wait; it stays behind when the run is interrupted, for --resume."""
    if preview:
        with TemporaryDirectory(prefix="ikkan-") as scratch:
            yield Path(scratch) / "rows"
        return
    digest = hashlib.sha256(repr((run.source, run.home, sheet, sorted(values.items()))).encode())
    with file.open("rb") as body:
        while chunk := body.read(1 << 20):
            digest.update(chunk)
    folder = surroundings.home() / _FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{digest.hexdigest()[:24]}.rows"
    yield path
    path.unlink(missing_ok=True)


def _given(words: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name.strip() or not value.strip() or name.strip() in found:
            raise InputError("import.set", _SET.format(read=word))
        found[name.strip()] = value.strip()
    return found


def _told(done: int, count: int) -> None:
    _progress(_DONE.format(done=f"{done:,}", count=f"{count:,}"))


def _progress(text: Text) -> None:
    click.echo(text.of(speech.language()), err=True)


def _decisions(table: Table) -> None:
    """What was decided about the file, in one line."""
    book = table.opened
    words = [book.form.upper() + (" (gzip)" if book.packed else "")]
    if book.encoding is not None:
        words.append(book.encoding.label)
    if book.delimiter:
        words.append(_DELIMITERS.get(book.delimiter, book.delimiter))
    if table.sheet:
        words.append(_SHEET.format(sheet=table.sheet).of(speech.language()))
    if table.header is not None and table.header.line:
        words.append(_HEADER.format(line=table.header.line).of(speech.language()))
    words += sorted({column.unit for column in table.columns if column.unit})
    speech.say(f"{book.name}: {', '.join(words)}")


def _write_refused(path: Path, table: Table, tally: Tally) -> None:
    """The refused rows as the file has them, with line and reasons: to correct and load again."""
    from ikkan.tabular import Sheet, cells, csv_bytes

    reasons = dict(tally.refusals)
    names = {} if table.header is None else {h.position: h.name for h in table.header.heads}
    width = max(names, default=-1) + 1
    heads = [names.get(position, "") for position in range(width)]
    rows: list[list[Cell]] = []
    for line in table.opened.lines(table.sheet) if reasons else ():
        if (why := reasons.get(line.number)) is not None:
            texts = [cells.text(cell) for cell in line.cells[:width]]
            rows.append([line.number, why.ja, why.en, *texts, *[""] * (width - len(texts))])
    sheet = Sheet.of("refused", ["line", "reason_ja", "reason_en", *heads], rows)
    try:
        path.write_bytes(csv_bytes(sheet))
    except OSError as error:
        words = _UNWRITABLE.format(file=path, reason=error.strerror)
        raise InputError("import.refused", words) from error


_COUNTED: Final = (
    *("rows", "loaded", "merged", "refused", "awards", "changed", "organisations", "yen"),
)
_DELIMITERS: Final = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
_SHEET = Text("シート「{sheet}」", "sheet {sheet}")
_HEADER = Text("見出しは{line}行目", "header on line {line}")
_READING = Text("{file}を読んでいます…", "Reading {file} …")
_DONE = Text("課題 {done} / {count}", "{done} of {count} awards")
_MORE = Text(
    "ほかに{count}行を断りました。--refused ファイル名 で全行を書き出せます。",
    "{count} more rows were refused; --refused FILE writes them all.",
)
_LOADED = Text(
    "{rows}行 = 新しい課題{loaded} + 課題への追加{merged} + 断り{refused}。"
    "課題{awards}件、うち今回書いたもの{changed}件、新しい機関{organisations}件、合計{yen}円。",
    "{rows} rows = {loaded} loaded + {merged} merged + {refused} refused. {awards} awards, "
    "{changed} of them written now; {organisations} new organisations; {yen} yen.",
)
_PREVIEWED = Text(
    "試行（何も書いていません）: {rows}行 = 新しい課題{loaded} + 課題への追加{merged} + "
    "断り{refused}。"
    "課題{awards}件、書くもの{changed}件、新しい機関{organisations}件、合計{yen}円。",
    "Preview, nothing was written: {rows} rows = {loaded} loaded + {merged} merged + {refused} "
    "refused. {awards} awards, {changed} to write; {organisations} new organisations; {yen} yen.",
)
_SET = Text(
    "--set「{read}」を読めません。一つの項目に一度だけ、項目=値 の形で書いてください。",
    "--set {read} cannot be read; write FIELD=VALUE, each field once.",
)
_UNWRITABLE = Text(
    "「{file}」に書けません（{reason}）。書ける場所を指定してください。取り込みは済んでいます。",
    "Cannot write {file} ({reason}); name a place that can be written. The import itself is done.",
)
