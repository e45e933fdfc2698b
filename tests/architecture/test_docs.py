"""Documentation is tested against code: every command, pack kind and column stands in docs/."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ikkan.audit import registry
from ikkan.server import cli

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SCHEMA = ROOT / "ikkan" / "pack" / "schema.toml"


def document(name: str) -> str:
    """Text of a document."""
    return (DOCS / name).read_text(encoding="utf-8")


def commands(group: click.Group, prefix: str = "") -> Iterator[str]:
    """Every command that can be called, as typed after `ikkan`."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, f"{prefix}{name} is listed and missing"
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix}{name} ")
        elif not command.hidden:
            yield f"{prefix}{name}"


def test_every_command_stands_in_the_operations_guide() -> None:
    text = document("operations.md")
    missing = [name for name in commands(cli.command) if f"ikkan {name}" not in text]
    assert not missing


def test_every_action_stands_in_its_table() -> None:
    text = document("actions.md")
    actions = registry.all_actions()
    assert actions
    missing = [one.name for one in actions if f"| `{one.name}` | `{one.permission}` |" not in text]
    assert not missing


def schema_terms() -> dict[str, list[str]]:
    """Kind → its own columns; labels are two columns of one name."""
    schema = tomllib.loads(SCHEMA.read_text(encoding="utf-8"))
    return {
        kind: [column["name"] for column in body["columns"]]
        for kind, body in {"common": schema["common"], **schema["kind"]}.items()
    }


def section(text: str, kind: str) -> str:
    """The part of the guide below the heading that names the kind."""
    parts = re.split(r"(?m)^#{2,4} ", text)
    return next((part for part in parts if f"`{kind}`" in part.splitlines()[0]), "")


@pytest.mark.parametrize("kind", sorted(schema_terms()) if SCHEMA.exists() else [])
def test_every_kind_and_column_stands_in_the_pack_guide(kind: str) -> None:
    guide = document("pack-guide.md")
    part = guide if kind == "common" else section(guide, kind)
    assert part, f"no heading with `{kind}`"
    missing = [name for name in schema_terms()[kind] if not re.search(rf"`{name}(_ja)?`", part)]
    assert not missing


def test_every_make_target_stands_in_the_readme_or_operations() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text += document("operations.md")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"(?m)^([a-z]+):.*## ", makefile)
    assert targets
    assert [name for name in targets if f"make {name}" not in text] == []
