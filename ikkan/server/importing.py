"""What the imports of somebody's table say: every refusal, every finding, the count of every row.

Called by the commands `import elsewhere` and `import horizon`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from ikkan.server import speech
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.tabular.reading import Table

SHOWN: Final = 200
Sentences = Mapping[str, Text]


def told(done: int) -> None:
    """How far it is, on standard error."""
    click.echo(_DONE.format(done=f"{done:,}").of(speech.language()), err=True)


def show(found: Iterable[Finding], sentences: Sentences) -> None:
    """Findings in the words of the import, else in those of tables."""
    from ikkan.tabular import messages

    for finding in found:
        known = sentences.get(finding.code)
        _both(finding, known.format(**finding.values) if known else messages.sentence(finding))


def report(
    tally: Any, table: Table, code: str, counted: Sequence[str], words: Text, sentences: Sentences
) -> None:
    """Findings, refusals (finding `code`) and the sentence `words` with the counts."""
    from ikkan.tabular.messages import SKIPPED

    show(tally.findings, sentences)
    for line, why in tally.refusals[:SHOWN]:
        place = Place(table.opened.name, line=line, key=table.sheet or None)
        _both(Finding(code, place), why)
    if len(tally.refusals) > SHOWN:
        more = _MORE.format(count=len(tally.refusals) - SHOWN)
        click.echo(more.of(speech.language()), err=True)
    for sort, count in sorted(tally.skipped.items()):
        speech.say(_SKIPPED.format(what=SKIPPED[sort], count=count))
    speech.say(words.format(**{name: f"{getattr(tally, name):,}" for name in counted}))


def result(
    tally: Any, table: Table, counted: Sequence[str], mapping: str, *, file: str, preview: bool
) -> dict[str, Any]:
    """The object of `--json`."""
    found = speech.counts([*table.findings, *tally.findings])
    found[Severity.ERROR.value] += tally.refused
    return (
        {"ok": True, "file": file, "mapping": mapping, "preview": preview}
        | {name: getattr(tally, name) for name in counted}
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
_MORE = Text("ほかに{count}行を断りました。", "{count} more rows were refused.")
BAD_MAPPING = Text(
    "対応付け「{name}」に誤りが{count}件あります。すべて直してから、もう一度実行してください。",
    "The mapping {name} has {count} errors; correct them all and run the command again.",
)
NOT_SOUND = Text(
    "「{file}」は取り込めません。上の誤りをすべて直してください。何も書いていません。",
    "{file} cannot be imported; correct all errors above. Nothing was written.",
)
