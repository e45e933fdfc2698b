"""`ikkan overlap`: where awards, in-house themes and other funders' projects are alike.

Decides: what is printed; with files, that their texts alone are compared and no database is
touched. Source: 004:515, 000:172.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import numpy as np

from ikkan.retrieval import shingles
from ikkan.server import ready, speech
from ikkan.values.errors import InputError
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.awards.elsewhere.comparing import Document, Found, Pair

SHOWN: Final = 50
_SIDES: Final = ("award", "funder")


@click.command("overlap")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--text", "columns", multiple=True, help="Column with text, in FILES. 文の列。")
@click.option("--key", "key", default="", help="Column that names a row; else its line. 番号の列。")
@click.option("--least", type=click.FloatRange(0.0, 1.0), default=0.2, show_default=True)
@click.option(
    "--near",
    type=click.FloatRange(0.0, 1.0, min_open=True),
    help="Near-duplicate texts only: least share of common word triples. ほぼ同じ文だけを探す。",
)
@click.option("--seconds", type=click.FloatRange(1, 3600), default=300, show_default=True)
@click.option("--top", type=click.IntRange(1, 100_000), default=SHOWN, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One object as the last line.")
def command(
    files: tuple[Path, ...],
    columns: tuple[str, ...],
    key: str,
    least: float,
    near: float | None,
    seconds: float,
    top: int,
    as_json: bool,
) -> int:
    """Pairs of records that are alike: of this home, or of two FILES. 内容の重なりを探す。"""
    if files and (len(files) != 2 or not columns):
        raise InputError("overlap.files", _TWO)
    if near is not None:
        return _near(_texts(files, columns, key), near, top, as_json)
    with ready.database():
        found = _of_files(files, columns, key, least, seconds) if files else _own(least, seconds)
    if as_json:
        speech.result(_result(found, top))
        return 0
    for pair in found.pairs[:top]:
        speech.say(f"{pair.text:.3f}  {pair.left}  {pair.right}  {' '.join(pair.shared)}")
    said = _DONE if found.complete else _STOPPED
    speech.say(
        said.format(
            pairs=f"{len(found.pairs):,}",
            records=f"{found.records:,}",
            looked_at=f"{found.looked_at:,}",
            seconds=found.seconds,
        )
    )
    return 0


def _near(texts: list[tuple[str, str]], least: float, top: int, as_json: bool) -> int:
    """Near-duplicates among all texts, whatever side they are of; the nearest first."""
    from ikkan.retrieval import overlap

    began = time.monotonic()
    keys, found = [key for key, _ in texts], overlap.near([said for _, said in texts], least)
    order = np.argsort(-found.scores, kind="stable")[:top]
    pairs = [
        {
            "left": keys[int(found.left[one])],
            "right": keys[int(found.right[one])],
            "score": round(float(found.scores[one]), 4),
        }
        for one in order
    ]
    seconds = round(time.monotonic() - began, 2)
    counts = {"records": len(keys), "seconds": seconds, "pairs": len(found)}
    if as_json:
        speech.result({"ok": True, "engine": shingles.VERSION, **counts, "top": pairs})
        return 0
    for pair in pairs:
        speech.say(f"{pair['score']:.3f}  {pair['left']}  {pair['right']}")
    speech.say(_DONE.format(pairs=f"{len(found):,}", records=f"{len(keys):,}", seconds=seconds))
    return 0


def _texts(files: tuple[Path, ...], columns: tuple[str, ...], key: str) -> list[tuple[str, str]]:
    """The name and the text of everything that is compared."""
    with ready.database():
        from ikkan.awards.elsewhere import queries

        rows: Iterable[tuple[str, tuple[str, ...]]] = (
            (row for path in files for row in _rows(path, columns, key))
            if files
            else queries.texts()
        )
        return [(name, "\n".join(filter(None, said))) for name, said in rows]


def _own(least: float, seconds: float) -> Found:
    from ikkan.awards.elsewhere import queries

    return queries.collection().pairs(least, seconds)


def _of_files(
    files: tuple[Path, ...], columns: tuple[str, ...], key: str, least: float, seconds: float
) -> Found:
    from ikkan.awards.elsewhere.comparing import Collection

    documents = [
        one
        for path, side in zip(files, _SIDES, strict=True)
        for one in _documents(path, side, columns, key)
    ]
    return Collection.of(documents).pairs(least, seconds)


def _documents(path: Path, side: str, columns: tuple[str, ...], key: str) -> Iterator[Document]:
    from ikkan.awards.elsewhere import comparing

    for name, said in _rows(path, columns, key):
        yield comparing.Document(key=name, side=side, forms=comparing.forms_of(said))


def _rows(path: Path, columns: tuple[str, ...], key: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name and the texts of every row of a file."""
    from ikkan.tabular import reading
    from ikkan.tabular.mapping import FieldRule, TableMapping
    from ikkan.tabular.opening import opened

    def rule(name: str, column: str) -> FieldRule:
        return FieldRule(name=name, label=Text(column, column), columns=(column,))

    named = {f"text{number}": column for number, column in enumerate(columns)}
    rules = [rule(name, column) for name, column in named.items()]
    rules += [rule("key", key)] if key else []
    table_of = TableMapping(
        code="plain",
        name=Text(path.name, path.name),
        note=Text("", ""),
        currency="JPY",
        fields=tuple(rules),
        ignored=("*",),
    )
    with opened(path) as book:
        table = reading.read(book, table_of)
        missing = [rule.columns[0] for rule in rules if not _has(table, rule.name)]
        if not table.sound or missing:
            raise InputError(
                "overlap.columns",
                _COLUMNS.format(file=path.name, columns=", ".join(missing or columns)),
            )
        for row in table.rows():
            if not row.skipped:
                said = row.values.get("key")
                texts = tuple(str(row.values.get(name) or "") for name in named)
                yield f"{path.name}:{row.line if said is None else said}", texts


def _has(table: Any, name: str) -> bool:
    return any(one.rule.name == name and one.position is not None for one in table.columns)


def _result(found: Found, top: int) -> dict[str, Any]:
    from ikkan.awards.elsewhere.comparing import ENGINE

    return {
        "ok": True,
        "engine": ENGINE,
        "records": found.records,
        "looked_at": found.looked_at,
        "complete": found.complete,
        "seconds": found.seconds,
        "pairs": len(found.pairs),
        "top": [_pair(one) for one in found.pairs[:top]],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "left": pair.left,
        "right": pair.right,
        "text": pair.text,
        "parts": dict(pair.parts),
        "domains": pair.domains,
        "shared": list(pair.shared),
    }


_DONE = Text(
    "記録{records}件を比べ、{pairs}組が見つかりました（{seconds}秒）。",
    "{records} records compared, {pairs} pairs found ({seconds} s).",
)
_STOPPED = Text(
    "{seconds}秒で止めました：記録{records}件のうち{looked_at}件を比べ、{pairs}組が見つかりました。"
    "--seconds で延ばせます。",
    "Stopped after {seconds} s: {looked_at} of {records} records compared, {pairs} pairs found; "
    "--seconds gives more time.",
)
_TWO = Text(
    "ファイルを比べるには、二つのファイルと --text 列名 を指定してください。",
    "To compare files, name two of them and --text COLUMN.",
)
_COLUMNS = Text(
    "「{file}」に列「{columns}」が見つかりません。見出しの名前を確かめてください。",
    "{file} has no column {columns}; check the names of its header.",
)
