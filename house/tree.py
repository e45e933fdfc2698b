"""Tells which commit the working tree stands on, whether it is changed, and what is tracked.

Called by the suite, the checks and the proofs; the truth is git's.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GENERATED = ("docs/coverage.csv", "docs/proof.md")


def _git(*words: str) -> str | None:
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode == 0 else None


def commit() -> str:
    """The commit of HEAD, or `none` before the first one."""
    return (_git("rev-parse", "HEAD") or "none").strip()


def dirty() -> bool:
    """True where files differ from the commit, generated reports aside."""
    status = _git("status", "--porcelain")
    if status is None:
        return True
    return any(line[3:] not in GENERATED for line in status.splitlines())


def files(*patterns: str) -> list[Path]:
    """Files that are tracked or new and not ignored, by git's pathspecs."""
    listed = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns)
    names = sorted({name for name in (listed or "").split("\0") if name})
    return [path for name in names if (path := ROOT / name).is_file()]
