"""Runs the long proofs and writes a dated line for each, with the commit, to docs/proof.md.

Called by `make prove`. A proof is `prove/NAME.py` with `main() -> str` (what it showed; it raises
where it fails), or the audit of the locked dependencies that stands here.
"""

from __future__ import annotations

import datetime
import importlib
import subprocess
import sys
import time
import traceback
from collections.abc import Callable

from house import tree

PROOF = tree.ROOT / "docs" / "proof.md"
HEAD = """# Proof

Each line is one run of `make prove`: what was shown, when, on which commit. Newest first.

| date | commit | proof | result | what it showed | seconds |
|---|---|---|---|---|---|
"""


def vulnerabilities() -> str:
    """No known vulnerability in what the run lock installs."""
    lock = tree.ROOT / "requirements" / "run.txt"
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--require-hashes",
        "--disable-pip",
        "-r",
        str(lock),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = (done.stdout.strip() or done.stderr.strip()).splitlines()
    if done.returncode != 0:
        raise RuntimeError(said[-1] if said else "pip-audit failed")
    return (done.stderr.strip().splitlines() or ["no known vulnerability"])[-1]


def proofs() -> dict[str, Callable[[], str]]:
    """Every proof by name: the audit first, then the files of prove/."""
    found: dict[str, Callable[[], str]] = {"vulnerabilities": vulnerabilities}
    for path in sorted((tree.ROOT / "prove").glob("[a-z]*.py")):
        found[path.stem] = importlib.import_module(f"prove.{path.stem}").main
    return found


def record(lines: list[str]) -> None:
    """Put new lines above the older ones."""
    older = PROOF.read_text(encoding="utf-8") if PROOF.exists() else HEAD
    head, rule, rest = older.partition("|---|---|---|---|---|---|\n")
    PROOF.write_text(head + rule + "".join(f"{line}\n" for line in lines) + rest, encoding="utf-8")


def main(names: list[str]) -> int:
    available = proofs()
    unknown = [name for name in names if name not in available]
    if unknown:
        print(f"no such proof: {', '.join(unknown)}; there are: {', '.join(available)}")
        return 2
    commit = tree.commit()[:12] + ("+changes" if tree.dirty() else "")
    lines, failed = [], False
    for name in names or available:
        print(f"== {name}", flush=True)
        started = time.monotonic()
        try:
            verdict, said = "holds", available[name]()
        except Exception as problem:
            traceback.print_exc()
            verdict, said, failed = "FAILS", f"{type(problem).__name__}: {problem}", True
        today = datetime.datetime.now(datetime.UTC).date()
        said = " ".join(said.split()).replace("|", "/")
        seconds = time.monotonic() - started
        lines.append(f"| {today} | {commit} | {name} | {verdict} | {said} | {seconds:.0f} |")
        print(f"{verdict}: {said}", flush=True)
    record(lines)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
