"""Compiles every message catalogue under `ikkan/` whose compiled form is missing or older.

Called by `make env` and `make run`; needs Babel only, which the run lock holds.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages import mofile, pofile

ROOT = Path(__file__).resolve().parents[1]


def compile_catalogue(source: Path) -> Path:
    """Write the `.mo` beside a `.po` in one step; fuzzy entries are left out."""
    with source.open("rb") as handle:
        catalogue = pofile.read_po(handle, locale=source.parts[-3], abort_invalid=True)
    target = source.with_suffix(".mo")
    draft = target.with_suffix(".mo.part")
    with draft.open("wb") as handle:
        mofile.write_mo(handle, catalogue)
    draft.replace(target)
    return target


def is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def main() -> int:
    stale = [path for path in sorted(ROOT.glob("ikkan/**/*.po")) if is_stale(path)]
    for source in stale:
        compile_catalogue(source)
    if stale:
        print(f"compiled {len(stale)} message catalogues")
    return 0


if __name__ == "__main__":
    sys.exit(main())
