"""Runs the whole test suite: on SQLite with two workers, then on PostgreSQL from its wheel.

Called by `make test`. Writes var/test-report.json with the commit; `house.coverage` reads it.
Any argument goes to pytest and makes the report a partial one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from house import postgres, tree

VAR = tree.ROOT / "var"
REPORT = VAR / "test-report.json"
INTERRUPTED, NO_TESTS = 2, 5


def run_pass(name: str, words: list[str], address: str | None) -> tuple[int, dict[str, Any]]:
    """Run pytest once; give its exit code and the evidence it wrote."""
    report = VAR / f"test-{name}.json"
    report.unlink(missing_ok=True)
    surroundings = dict(os.environ)
    surroundings.pop("IKKAN_DATABASE_URL", None)
    if address:
        surroundings["IKKAN_DATABASE_URL"] = address
    surroundings |= {"IKKAN_TEST_PASS": name, "IKKAN_TEST_REPORT": str(report)}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]
    command += ["--no-loadscope-reorder", f"--junitxml={VAR / f'junit-{name}.xml'}", *words]
    print(f"== tests on {name}", flush=True)
    code = subprocess.run(command, cwd=tree.ROOT, env=surroundings, check=False).returncode
    evidence = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return code, evidence


def merged(passes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Covered items and shown codes of all passes together."""
    covered: dict[str, set[str]] = {}
    shown: set[str] = set()
    for evidence in passes.values():
        shown.update(evidence.get("shown", []))
        for item, tests in evidence.get("covered", {}).items():
            covered.setdefault(item, set()).update(tests)
    return {
        "covered": {item: sorted(tests) for item, tests in sorted(covered.items())},
        "shown": sorted(shown),
    }


def is_full(words: list[str], passes: dict[str, dict[str, Any]], codes: dict[str, int]) -> bool:
    """True where nothing was selected, lost or failed in the pass over every test."""
    first = passes.get("sqlite", {})
    return (
        not words
        and codes.get("sqlite") == 0
        and codes.get("postgresql", 0) in (0, NO_TESTS)
        and first.get("deselected") == 0
        and first.get("lost_workers") == 0
    )


def main(words: list[str]) -> int:
    VAR.mkdir(exist_ok=True)
    REPORT.unlink(missing_ok=True)
    started, commit, dirty = time.monotonic(), tree.commit(), tree.dirty()
    passes: dict[str, dict[str, Any]] = {}
    codes: dict[str, int] = {}
    codes["sqlite"], passes["sqlite"] = run_pass("sqlite", words, None)
    if passes["sqlite"] and codes["sqlite"] != INTERRUPTED:
        try:
            with postgres.server() as address:
                codes["postgresql"], passes["postgresql"] = run_pass("postgresql", words, address)
        except ImportError as missing:
            print(f"SKIPPED: no test ran on PostgreSQL: {missing}")
            codes["postgresql"] = 1 if os.environ.get("CI") == "true" else 0
    report = merged(passes) | {
        "commit": commit,
        "dirty": dirty or tree.commit() != commit,
        "full": is_full(words, passes, codes),
        "seconds": round(time.monotonic() - started, 1),
        "passes": {
            name: {key: data.get(key) for key in ("exit", "passed", "failed", "skipped")}
            for name, data in passes.items()
        },
    }
    REPORT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    said = ", ".join(f"{data.get('passed', 0)} on {name}" for name, data in passes.items())
    print(f"== passed: {said}; {report['seconds']} s; report in {_short(REPORT)}")
    return verdict(codes)


def verdict(codes: dict[str, int]) -> int:
    """The first pass must run tests and pass; the second may have none to run."""
    if codes.get("sqlite"):
        return codes["sqlite"]
    second = codes.get("postgresql", 0)
    return 0 if second == NO_TESTS else second


def _short(path: Path) -> str:
    return str(path.relative_to(tree.ROOT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
