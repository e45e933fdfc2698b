"""Findings about the files themselves: size, names, traces of a registry or a machine.

Called by `house.check` and `tests/architecture`; every finding is one line `path:line: what`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from house import tree

WALL = 400
SIZED = (".py", ".html", ".css", ".js", ".sh")
FORBIDDEN_NAMES = {
    "utils",
    "util",
    "common",
    "helpers",
    "helper",
    "manager",
    "managers",
    "base",
    "core",
}
# Written in pieces, so that this file is not a finding of its own.
REGISTRY = re.compile(
    "|".join(
        ("pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "index" + "-url")
    )
)
MACHINE = re.compile(r"(?<![\w.])/(?:" + "work" + r"/|root/|home/\w+/|Users/\w+/)")
REGISTRY_EXEMPT = ("Makefile",)  # names the flag that keeps the address out of the locks


def too_long(path: Path) -> Iterator[str]:
    if path.suffix not in SIZED or "migrations" in path.parts or "vendor" in path.parts:
        return
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > WALL:
        yield f"{_name(path)}: {lines} lines, the wall is {WALL}"


def badly_named(path: Path) -> Iterator[str]:
    relative = path.relative_to(tree.ROOT)
    if path.suffix != ".py" or relative.parts[0] not in (
        "ikkan",
        "house",
        "tests",
        "bench",
        "prove",
    ):
        return
    for part in (*relative.parts[:-1], path.stem):
        if part in FORBIDDEN_NAMES:
            yield f"{relative}: `{part}` says nothing; name it for what it decides"


def traces(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE.search(line):
            yield f"{_name(path)}:{number}: a path of one machine"
        if path.name not in REGISTRY_EXEMPT and REGISTRY.search(line):
            yield f"{_name(path)}:{number}: names a package registry"


def findings() -> list[str]:
    """All findings over the files that git knows or would take."""
    found: list[str] = []
    for path in tree.files():
        for rule in (too_long, badly_named, traces):
            found.extend(rule(path))
    return found


def _name(path: Path) -> str:
    return str(path.relative_to(tree.ROOT))


def main() -> int:
    found = findings()
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
