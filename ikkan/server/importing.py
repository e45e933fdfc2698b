"""How somebody's table is imported, and what is said: every refusal, every finding, every count.

Decides: nothing is written before mapping and header are sound. Called by the commands `import
awards`, `import elsewhere` and `import horizon`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from ikkan.server import ready, speech
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.tabular.mapping import TableMapping
    from ikkan.tabular.opening import Opened
    from ikkan.tabular.reading import Table

SHOWN: Final = 200
_MORE: Final = Text("ほかに{count}行を断りました。", "{count} more rows were refused.")
Sentences = Mapping[str, Text]
Source = TypeVar("Source")
Read = Callable[[], tuple[Source | None, list[Finding]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one import counts and says; `refused` is the code of its refusals."""

    sentences: Sentences
    refused: str
    counted: Sequence[str]
    loaded: Text
    previewed: Text
    more: Text = _MORE


def run(
    job: Job, file: Path, mapping: str, read: Read[Any], load: Callable[..., Any], *,
    sheet: str, preview: bool, as_json: bool,
) -> int:  # fmt: skip
    """A whole import: mapping, header, rows, report. Raises InputError."""
    with ready.database():
        from django.utils import timezone

        from ikkan.audit.actor import SYSTEM
        from ikkan.tabular.opening import opened

        with opened(file) as book:
            source = sound(job, mapping, read)
            table = header(job, book, source.mapping, sheet=sheet)
            how = {"by": SYSTEM, "as_of": timezone.localdate(), "writes": not preview}
            tally = load(table, source, told, **how)
            report(job, tally, table, preview=preview)
    if as_json:
        code = source.mapping.code
        speech.result(result(job, tally, table, code, file=file.name, preview=preview))
    return 0


def sound(job: Job, mapping: str, read: Read[Source]) -> Source:
    """The source of a mapping without errors; they are shown. Raises InputError."""
    source, found = read()
    show(found, job.sentences)
    if source is None:
        raise InputError("import.mapping", _BAD_MAPPING.format(name=mapping, count=len(found)))
    return source


def header(
    job: Job, book: Opened, mapping: TableMapping, *, sheet: str,
    given: Mapping[str, str] | None = None, decided: Callable[[Table], None] | None = None,
) -> Table:  # fmt: skip
    """The table of a file whose header was understood; `decided` says how it is read.

    Raises InputError.
    """
    from ikkan.tabular import reading

    table = reading.read(book, mapping, sheet=sheet, given=given or {})
    if decided is not None:
        decided(table)
    show(table.findings, job.sentences)
    if not table.sound:
        raise InputError("import.header", _NOT_SOUND.format(file=book.name))
    return table


def told(done: int) -> None:
    """How far it is, on standard error."""
    click.echo(_DONE.format(done=f"{done:,}").of(speech.language()), err=True)


def show(found: Iterable[Finding], sentences: Sentences) -> None:
    """Findings in the words of the import, else in those of tables."""
    from ikkan.tabular import messages

    for finding in found:
        known = sentences.get(finding.code)
        _both(finding, known.format(**finding.values) if known else messages.sentence(finding))


def report(job: Job, tally: Any, table: Table, *, preview: bool) -> None:
    """Findings, refusals, and one sentence with the counts."""
    from ikkan.tabular.messages import SKIPPED

    show(tally.findings, job.sentences)
    for line, why in tally.refusals[:SHOWN]:
        place = Place(table.opened.name, line=line, key=table.sheet or None)
        _both(Finding(job.refused, place), why)
    if len(tally.refusals) > SHOWN:
        more = job.more.format(count=len(tally.refusals) - SHOWN)
        click.echo(more.of(speech.language()), err=True)
    for sort, count in sorted(tally.skipped.items()):
        speech.say(_SKIPPED.format(what=SKIPPED[sort], count=count))
    words = job.previewed if preview else job.loaded
    speech.say(words.format(**{name: f"{getattr(tally, name):,}" for name in job.counted}))


def result(
    job: Job, tally: Any, table: Table, mapping: str, *, file: str, preview: bool
) -> dict[str, Any]:
    """The object of `--json`."""
    found = speech.counts([*table.findings, *tally.findings])
    found[Severity.ERROR.value] += tally.refused
    return (
        {"ok": True, "file": file, "mapping": mapping, "preview": preview}
        | {name: getattr(tally, name) for name in job.counted}
        | {"skipped": sum(tally.skipped.values())}
        | {"findings": sum(found.values()), "severity": found}
    )


def _both(finding: Finding, said: Text) -> None:
    """A finding in both languages on standard error, without what could steer a terminal."""
    for label, words in (
        (finding.severity.label.ja, said.ja),
        (finding.severity.label.en, said.en),
    ):
        line = f"{label}: {finding.place}: {words}"
        click.echo(
            "".join(
                c if c.isprintable() or c == " " else "\N{REPLACEMENT CHARACTER}" for c in line
            ),
            err=True,
        )


_DONE = Text("{done}行を読みました", "{done} rows read")
_SKIPPED = Text("{what}: {count}（取り込みの対象外）", "{what}: {count} (no data)")
_BAD_MAPPING = Text(
    "対応付け「{name}」に誤りが{count}件あります。すべて直してから、もう一度実行してください。",
    "The mapping {name} has {count} errors; correct them all and run the command again.",
)
_NOT_SOUND = Text(
    "「{file}」は取り込めません。上の誤りをすべて直してください。何も書いていません。",
    "{file} cannot be imported; correct all errors above. Nothing was written.",
)
