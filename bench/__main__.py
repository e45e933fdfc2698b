"""Runs one benchmark by name: `python -m bench pages --quick`.

A benchmark is a module of this folder with `run(options) -> Iterator[Line]`. Every line is printed
as JSON as it comes; the exit code is 1 if a floor fails or nothing was measured, 2 on misuse.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
from pathlib import Path

from bench.line import Options, emit

HERE = Path(__file__).resolve().parent
NO_BENCH = ("line", "verify", "verify_allocation")
NAMES = sorted(path.stem for path in HERE.glob("[a-z]*.py") if path.stem not in NO_BENCH)


def main(words: list[str]) -> int:
    """Parse the call, run the benchmark, print its lines."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="smaller cases, at most 120 s")
    size.add_argument("--full", action="store_true", help="the sizes of docs/performance.md")
    parser.add_argument("--seed", type=int, help="a fresh one each run unless given")
    asked = parser.parse_args(words)
    seed = random.SystemRandom().randrange(2**31) if asked.seed is None else asked.seed
    options = Options(full=asked.full, seed=seed)
    lines = [emit(line) for line in importlib.import_module(f"bench.{asked.name}").run(options)]
    failed = [line for line in lines if line.holds is False]
    return 1 if failed or not lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
