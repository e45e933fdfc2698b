"""Runs every static check and reports all failures, never the first only.

Called by `make check`; names given as arguments pick single checks: `make check ARGS="ruff mypy"`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from house import tree

BIN = Path(sys.executable).parent
PYTHON = sys.executable
FOLDERS = [
    name
    for name in ("ikkan", "house", "tests", "bench", "prove", "packs")
    if (tree.ROOT / name).is_dir()
]
TYPED = [name for name in ("ikkan", "house") if (tree.ROOT / name).is_dir()]

CHECKS: dict[str, list[list[str]]] = {
    "types": [[str(BIN / "mypy"), "--no-error-summary", *TYPED]],
    "format": [[str(BIN / "ruff"), "format", "--check", *FOLDERS]],
    "lint": [[str(BIN / "ruff"), "check", *FOLDERS]],
    "layers": [[str(BIN / "lint-imports"), "--no-logo"]],
    "sources": [[PYTHON, "-m", "house.sources"]],
    "packs": [
        [str(BIN / "ikkan"), "pack", "check", str(folder.relative_to(tree.ROOT))]
        for folder in (tree.ROOT / "packs" / "amed", tree.ROOT / "packs" / "minimal")
    ],
    "licences": [[PYTHON, "-m", "house.licences"]],
    "dead code": [[PYTHON, "-m", "house.dead"]],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one check said, and whether it passed."""

    name: str
    passed: bool
    seconds: float
    said: str


def run(name: str) -> Result:
    started = time.monotonic()
    said, passed = [], True
    for command in CHECKS[name]:
        done = subprocess.run(
            command,
            cwd=tree.ROOT,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "ikkan.server.settings"},
        )
        if done.returncode != 0:
            passed = False
            said.append((done.stdout + done.stderr).strip())
    return Result(
        name=name, passed=passed, seconds=time.monotonic() - started, said="\n".join(said)
    )


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"no such check: {', '.join(unknown)}; there are: {', '.join(CHECKS)}")
        return 2
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(run, names or CHECKS))
    for result in results:
        print(f"{'ok' if result.passed else 'FAILED':<7}{result.name:<10}{result.seconds:6.1f} s")
    failed = [result for result in results if not result.passed]
    for result in failed:
        print(f"\n== {result.name}\n{result.said}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
