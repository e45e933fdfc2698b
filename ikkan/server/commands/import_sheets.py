"""`ikkan import review-sheets FILE… --mapping M`: programme review sheets into the records.

Decides: what is printed: every refusal with line and remedy, what the checks of the sums found,
the count of every sheet. Source: docs/operations.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ikkan.server import ready, speech
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Severity
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.budget.sheets.loading import Tally
    from ikkan.budget.sheets.sources import Source

SHOWN: Final = 60


@click.command("review-sheets")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--mapping", "-m", required=True, help="A name (judgit, rs2024) or a .toml file.")
@click.option(
    "--findings", "to", type=click.Path(path_type=Path), help="Write all findings to this CSV."
)
@click.option(
    "--propose", is_flag=True, help="Propose what the sheets match, for people to confirm. 候補。"
)
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def command(
    files: tuple[Path, ...], mapping: str, to: Path | None, propose: bool, as_json: bool
) -> int:
    """Programme review sheets of ministries; run again to go on. レビューシートを取り込む。"""
    with ready.database():
        source = _source(mapping)
        tally = _run(source, files)
        proposed = _propose(sorted(tally.years)) if propose else 0
    _show(tally.findings)
    if to is not None:
        _write(to, tally.findings)
    counts = {name: f"{getattr(tally, name):,}" for name in _COUNTED}
    speech.say(_LOADED.format(**counts))
    speech.say(_CHECKED.format(**{name: f"{getattr(tally, name):,}" for name in _SUMS}))
    if propose:
        speech.say(_PROPOSED.format(count=f"{proposed:,}"))
    cut = any(finding.code == "sheets.cut" for finding in tally.findings)
    if as_json:
        speech.result(_result(tally, source, files, proposed) | {"ok": not cut})
    return 1 if cut or (tally.rows == 0 and tally.findings) else 0


def _source(name: str) -> Source:
    from ikkan.budget.sheets import sources

    source, found = sources.read(name)
    _show(found)
    if source is None:
        raise InputError("import.mapping", _BAD_MAPPING.format(name=name, count=len(found)))
    return source


def _run(source: Source, files: tuple[Path, ...]) -> Tally:
    from django.utils import timezone

    from ikkan.audit.actor import SYSTEM
    from ikkan.budget.sheets import loading

    return loading.load(source, files, _told, by=SYSTEM, as_of=timezone.localdate())


def _propose(years: Sequence[int]) -> int:
    from django.utils import timezone

    from ikkan.audit.actor import SYSTEM
    from ikkan.budget.sheets import proposing

    return proposing.propose(years, by=SYSTEM, as_of=timezone.localdate())


def _told(done: int) -> None:
    click.echo(_DONE.format(done=f"{done:,}").of(speech.language()), err=True)


def _show(found: Sequence[Finding]) -> None:
    """The gravest first, the first of each sort; all of them go to --findings."""
    from ikkan.budget.sheets.messages import sentence

    ordered = sorted(found, key=lambda one: one.severity.rank)
    for finding in ordered[:SHOWN]:
        said = sentence(finding)
        for label, words in (
            (finding.severity.label.ja, said.ja),
            (finding.severity.label.en, said.en),
        ):
            line = f"{label}: {finding.place}: {words}"
            click.echo("".join(c if c.isprintable() else "�" for c in line), err=True)
    if len(found) > SHOWN:
        more = _MORE.format(count=f"{len(found) - SHOWN:,}")
        click.echo(more.of(speech.language()), err=True)


def _write(path: Path, found: Sequence[Finding]) -> None:
    from ikkan.budget.sheets.messages import sentence
    from ikkan.tabular import Sheet, csv_bytes

    rows = []
    for one in found:
        said = sentence(one)
        rows.append(
            [one.severity.value, one.code, one.place.file, one.place.line or "", said.ja, said.en]
        )
    heads = ["severity", "code", "file", "line", "finding_ja", "finding_en"]
    try:
        path.write_bytes(csv_bytes(Sheet.of("findings", heads, rows)))
    except OSError as error:
        words = _UNWRITABLE.format(file=path, reason=error.strerror)
        raise InputError("import.findings", words) from error


def _result(tally: Tally, source: Source, files: tuple[Path, ...], proposed: int) -> dict[str, Any]:
    found = speech.counts(tally.findings)
    return {
        "files": [file.name for file in files],
        "mapping": source.code,
        **{name: getattr(tally, name) for name in (*_COUNTED, *_SUMS)},
        "proposed": proposed,
        "findings": sum(found.values()),
        "severity": {severity.value: found[severity.value] for severity in Severity},
    }


_COUNTED: Final = ("rows", "loaded", "merged", "refused", "budget_yen", "paid_yen")
_SUMS: Final = ("budgets", "checked", "unequal", "missing", "indicators", "payees")
_DONE = Text("シート {done}枚", "{done} sheets")
_LOADED = Text(
    "{rows}枚 = 新しいシート{loaded} + 前と同じ{merged} + 断り{refused}。"
    "予算計の合計{budget_yen}円、支出先の合計{paid_yen}円。",
    "{rows} sheets = {loaded} loaded + {merged} there before + {refused} refused. "
    "Budget totals {budget_yen} yen, payments {paid_yen} yen.",
)
_CHECKED = Text(
    "予算の行{budgets}（計を検算した行{checked}、うち内訳と違うもの{unequal}）、"
    "予算の記載なし{missing}枚、指標{indicators}、支出先{payees}。",
    "{budgets} budget rows ({checked} totals checked, {unequal} differ from their parts), "
    "{missing} sheets without a budget, {indicators} indicators, {payees} payments.",
)
_PROPOSED = Text(
    "対応の候補{count}件を作りました。画面で確認か却下をしてください。",
    "{count} matches were proposed; confirm or reject them on their pages.",
)
_MORE = Text(
    "ほかに{count}件あります。--findings ファイル名 で全部を書き出せます。",
    "{count} more findings; --findings FILE writes them all.",
)
_BAD_MAPPING = Text(
    "対応付け「{name}」に誤りが{count}件あります。すべて直してから、もう一度実行してください。",
    "The mapping {name} has {count} errors; correct them all and run the command again.",
)
_UNWRITABLE = Text(
    "「{file}」に書けません（{reason}）。書ける場所を指定してください。取り込みは済んでいます。",
    "Cannot write {file} ({reason}); name a place that can be written. The import itself is done.",
)
