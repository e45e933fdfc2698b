"""Server time and queries of every public list page and of the home page, on the real pack.

Each page is asked through Django's whole stack in this process, first once to warm the snapshot,
then repeatedly; the median counts. Floor: 50 ms (docs/performance.md); the number of queries must
not depend on how often or in which language it is asked.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator

from bench.line import Line, Options

FLOOR_MS = 50.0
GOAL_MS = 25.0
REPEAT = {False: 15, True: 60}


def run(options: Options) -> Iterator[Line]:
    """Measure in a home of its own; nothing of the person's own home is touched."""
    with tempfile.TemporaryDirectory(prefix="ikkan-bench-") as home:
        os.environ["IKKAN_HOME"] = home
        os.environ["IKKAN_STATIC"] = "collected"
        os.environ.pop("IKKAN_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "ikkan.server.settings"
        from ikkan.server import cli

        started = time.perf_counter()
        with contextlib.redirect_stdout(sys.stderr), contextlib.suppress(SystemExit):
            cli.main(["init"])
        seconds = time.perf_counter() - started
        yield Line(bench="pages", case="ikkan init", metric="seconds", value=seconds)
        yield from _pages(REPEAT[options.full])


def _pages(repeat: int) -> Iterator[Line]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"accept-language": "ja"}, SERVER_NAME="localhost")
    for address in _addresses():
        client.get(address)
        times, queries = [], set()
        for _ in range(repeat):
            with CaptureQueriesContext(connection) as asked:
                started = time.perf_counter()
                answer = client.get(address)
                times.append((time.perf_counter() - started) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")
            queries.add(len(asked))
        median = statistics.median(times)
        yield Line(
            bench="pages",
            case=address,
            metric="ms",
            value=round(median, 2),
            seconds=median / 1000,
            floor=FLOOR_MS,
            goal=GOAL_MS,
            holds=median <= FLOOR_MS,
            reached=median <= GOAL_MS,
        )
        yield Line(
            bench="pages",
            case=address,
            metric="queries",
            value=max(queries),
            holds=len(queries) == 1,
        )


def _addresses() -> list[str]:
    from django.urls import reverse

    from ikkan.pack import schema

    names = (
        *("home", "tables", "figures", "checks", "contradictions", "plan", "outcomes", "funds"),
        *("sources", "register", "glossary"),
    )
    kinds = [kind for kind in schema.load().kinds if kind not in ("figure", "quotation")]
    return [reverse(f"portal:{name}") for name in names] + [
        reverse("portal:kind", kwargs={"kind": kind}) for kind in kinds
    ]
