"""Everything that is wrong with a pack, at once, each finding with its place.

Decides: which checks run. Called by: `ikkan pack check`, the loader, tests. Source: issue
"Bad input"; style 13.
"""

from __future__ import annotations

from pathlib import Path

from ikkan.pack import figures, flows, identities, reader, relations, settings, spans, tables
from ikkan.pack.model import Pack
from ikkan.values.finding import Finding, sort


def check(path: Path) -> list[Finding]:
    """All findings about the pack in a folder, gravest first, then by place."""
    return examine(path)[1]


def examine(path: Path) -> tuple[Pack | None, list[Finding]]:
    """The pack as far as it can be read, and all findings; the pack is None without pack.toml."""
    pack, findings = reader.read(Path(path))
    if pack is not None:
        for inspect in (
            relations.check,
            spans.check,
            figures.check,
            identities.check,
            settings.check,
            flows.check,
            tables.check,
        ):
            findings += inspect(pack)
    readable = pack is not None and bool(pack.settings)
    return pack if readable else None, list(sort(findings))
