"""Rows per second of `ikkan import awards` on real tables: read alone, loaded, and run again.

Each case runs in a home of its own. A wrong count has no speed: a line of its own says whether
every row was accounted for and whether the second run changed nothing. `--quick` takes the first
10,000 rows of the large table, `--full` all 328,524. Needs the folder of real data (IKKAN_SHARED).
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.line import Line, Options

QUICK_ROWS = 10_000
REPEAT = 3
FILES = (
    ("judgit", "data/judgit/amed_downstream_awards.csv", "judgit"),
    ("exporter 100", "data/nih/nih_sample_2014_100.csv", "exporter"),
    ("exporter large", "data/nih/project_io.parquet", "exporter"),
)


def run(options: Options) -> Iterator[Line]:
    """Measure in a home of its own; nothing of the person's own home is touched."""
    shared = Path(os.environ.get("IKKAN_SHARED", "../shared"))
    with tempfile.TemporaryDirectory(prefix="ikkan-bench-") as folder:
        os.environ["IKKAN_HOME"] = str(Path(folder) / "home")
        os.environ.pop("IKKAN_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "ikkan.server.settings"
        _command("init")
        for case, name, mapping in FILES:
            path = shared / name
            if case == "exporter large" and not options.full:
                path = _first_rows(path, Path(folder) / "part.parquet")
            yield from _read(case, path, mapping)
            yield from _loaded(case, path, mapping)


def _read(case: str, path: Path, mapping: str) -> Iterator[Line]:
    """Reading under the mapping; the peer only parses the same file, without types or findings."""
    own, peer, rows = [], [], 0
    for _ in range(REPEAT):
        started = time.perf_counter()
        rows = _rows(path, mapping)
        own.append(time.perf_counter() - started)
        started = time.perf_counter()
        _parsed(path)
        peer.append(time.perf_counter() - started)
    seconds = statistics.median(own)
    yield Line(
        bench="imports",
        case=f"{case}: read",
        metric="rows/s",
        value=round(rows / seconds),
        seconds=round(seconds, 3),
        peer_seconds=round(statistics.median(peer), 3),
    )


def _loaded(case: str, path: Path, mapping: str) -> Iterator[Line]:
    found: list[dict[str, Any]] = []
    for label in ("load", "run again"):
        started = time.perf_counter()
        found.append(_command("import", "awards", str(path), "--mapping", mapping, "--json"))
        seconds = time.perf_counter() - started
        yield Line(
            bench="imports",
            case=f"{case}: {label}",
            metric="rows/s",
            value=round(found[-1]["rows"] / seconds),
            seconds=round(seconds, 3),
        )
    first, again = found
    whole = first["rows"] == first["loaded"] + first["merged"] + first["refused"] > 0
    same = all(first[key] == again[key] for key in ("rows", "loaded", "merged", "refused", "yen"))
    yield Line(
        bench="imports",
        case=f"{case}: every row accounted for, the second run changes nothing",
        metric="rows",
        value=first["rows"],
        holds=whole and same and again["changed"] == 0,
    )


def _rows(path: Path, mapping: str) -> int:
    from ikkan.awards import sources
    from ikkan.tabular import reading
    from ikkan.tabular.opening import opened

    source, _ = sources.read(mapping)
    if source is None:
        raise RuntimeError(f"the mapping {mapping} has errors")
    with opened(path) as book:
        return sum(not row.skipped for row in reading.read(book, source.mapping).rows())


def _parsed(path: Path) -> int:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file))
    import duckdb

    return len(duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall())


def _first_rows(path: Path, part: Path) -> Path:
    import duckdb

    duckdb.sql(f"COPY (SELECT * FROM read_parquet('{path}') LIMIT {QUICK_ROWS}) TO '{part}'")
    return part


def _command(*words: str) -> dict[str, Any]:
    """One command in this process; its last line where that is an object."""
    from ikkan.server import cli

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = cli.main(list(words))
    if code:
        sys.stderr.write(out.getvalue())
        raise RuntimeError(f"ikkan {' '.join(words)} ended with {code}")
    lines = out.getvalue().strip().splitlines()
    return json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
