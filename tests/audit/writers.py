"""Many writers at once; imported by a test, or run as a process of its own on a database file.

As a process: migrates the home, lets several processes of several threads write, verifies, and
prints what it found as one line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import date
from typing import Any

THREADS, ACTIONS, PROCESSES = 4, 10, 2


def probe_action() -> Any:
    """An action that only journals; registered once per process."""
    from ikkan.audit import journal, policy, registry
    from ikkan.audit.actions import action
    from ikkan.audit.actor import Actor
    from ikkan.values.text import Text

    known = {one.name: one.function for one in registry.all_actions()}
    if "tests.write" in known:
        return known["tests.write"]
    if not policy.known("can_write_probe"):
        policy.allow("can_write_probe")

    @action("tests.write", permission="can_write_probe", description=Text("書く", "Write"))
    def write(number: int, *, by: Actor, as_of: date, version: int | None, key: str | None) -> None:
        journal.write(f"probe:{number}", {"number": number})

    return write


def write_at_once(threads: int = THREADS, actions: int = ACTIONS) -> list[BaseException]:
    """Every thread writes `actions` entries on a connection of its own; what went wrong."""
    from django.db import connection

    from ikkan.audit.actor import SYSTEM

    write, wrong = probe_action(), []
    start = threading.Barrier(threads)

    def work(thread: int) -> None:
        try:
            start.wait()
            for step in range(actions):
                write(
                    thread * actions + step,
                    by=SYSTEM,
                    as_of=date(2026, 4, 1),
                    version=None,
                    key=f"{os.getpid()}-{thread}-{step}",
                )
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    running = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    return wrong


def main(role: str) -> None:
    import django

    django.setup()
    if role == "worker":
        wrong = write_at_once()
        if wrong:
            raise wrong[0]
        return
    from django.core.management import call_command

    from ikkan.audit.verify import verify

    call_command("migrate", verbosity=0)
    words = [sys.executable, "-m", "tests.audit.writers", "worker"]
    workers = [subprocess.Popen(words) for _ in range(PROCESSES)]
    codes = [worker.wait() for worker in workers]
    report = verify()
    print(
        json.dumps(
            {
                "codes": codes,
                "entries": report.entries,
                "pending": report.pending,
                "findings": [one.code for one in report.findings],
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
