"""Building the search index and asking it, on the real pack and on what else the home may hold.

The index is built from the database, then questions of every sort are asked through the policy as
the search page asks them: words, one character, phrases, codes, numbers, words left out. Floor: p95
50 ms with facets (docs/performance.md). `IKKAN_BENCH_HOME` names a home with a demonstration.
"""

from __future__ import annotations

import contextlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bench.line import Line, Options

if TYPE_CHECKING:
    from ikkan.audit.actor import Actor
    from ikkan.plan.snapshot import Snapshot

FLOOR_MS = 50.0
GOAL_MS = 20.0
REPEAT = {False: 10, True: 60}
SORTS = {
    "word": (
        "がん",
        "癌",
        "cancer",
        "再生医療",
        "認知症",
        "vaccine",
        "予算",
        "研究",
        "プロジェクト",
    ),
    "one character": ("薬", "癌", "脳", "国", "年"),
    "phrase": ("「医療機器」", '"research and development"', "「研究開発の推進」"),
    "code": ("series.amed", "T3-", "fy2021", "project:T1"),
    "number": ("1,261", "２０２１", "420"),
    "several": ("再生医療 予算", "regenerative medicine budget", "研究 -予算", "膵がんの早期診断"),
    "nothing": ("ぽぽぽぽ", "zzzzzz", "「無い句」"),
}


def run(options: Options) -> Iterator[Line]:
    """Measure in a home of its own, and in the one that the environment names."""
    with tempfile.TemporaryDirectory(prefix="ikkan-bench-") as made:
        named = os.environ.get("IKKAN_BENCH_HOME")
        os.environ["IKKAN_HOME"] = named or made
        os.environ.pop("IKKAN_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "ikkan.server.settings"
        from ikkan.server import cli, ready

        if not named:
            with contextlib.redirect_stdout(sys.stderr), contextlib.suppress(SystemExit):
                cli.main(["init"])
        with ready.database():
            from django.utils import timezone

            from ikkan.audit.actor import PUBLIC, SYSTEM
            from ikkan.plan import queries

            known = queries.snapshot(timezone.localdate())
            yield from _built(known)
            chance = random.Random(options.seed)
            for viewer in (PUBLIC, SYSTEM):
                for sort in SORTS:
                    yield from _asked(known, viewer, sort, chance, REPEAT[options.full])


def _built(known: Snapshot) -> Iterator[Line]:
    from ikkan.portal import search_index

    search_index.rebuild(known)  # loads the dictionary
    built = search_index.rebuild(known)
    yield Line(bench="search", case="rebuild", metric="entries", value=built.entries)
    yield Line(
        bench="search",
        case="rebuild",
        metric="entries/s",
        value=round(built.entries / built.seconds, 1),
        seconds=built.seconds,
    )


def _asked(
    known: Snapshot, viewer: Actor, sort: str, chance: random.Random, repeat: int
) -> Iterator[Line]:
    from ikkan.portal import search

    times, most = [], 0
    questions = [question for question in SORTS[sort] for _ in range(repeat)]
    chance.shuffle(questions)
    for question in SORTS[sort]:
        search.ask(question, known, viewer)
    for question in questions:
        started = time.perf_counter()
        found = search.ask(question, known, viewer)
        times.append((time.perf_counter() - started) * 1000)
        most = max(most, len(found.hits))
    p95 = statistics.quantiles(times, n=20)[-1]
    case = f"{sort} ({viewer.code})"
    yield Line(bench="search", case=case, metric="most hits", value=most)
    yield Line(bench="search", case=case, metric="p50 ms", value=round(statistics.median(times), 2))
    yield Line(
        bench="search",
        case=case,
        metric="p95 ms",
        value=round(p95, 2),
        seconds=p95 / 1000,
        floor=FLOOR_MS,
        goal=GOAL_MS,
        holds=p95 <= FLOOR_MS,
        reached=p95 <= GOAL_MS,
    )
