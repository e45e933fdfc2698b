"""docs/operations.md names every command, option and variable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ikkan.server import cli


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs" / "operations.md").read_text(encoding="utf-8")


def commands(group: click.Group, words: str = "ikkan") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands(found, f"{words} {name}")
        else:
            yield f"{words} {name}", found


def test_every_command_has_its_heading_with_its_options(text: str) -> None:
    headings = re.findall(r"^### `(.+)`$", text, flags=re.MULTILINE)
    for words, found in commands(cli.command):
        heading = next((line for line in headings if line.split(" [")[0].startswith(words)), None)
        assert heading is not None, words
        for parameter in found.params:
            if isinstance(parameter, click.Option):
                assert any(option in heading for option in parameter.opts), (words, parameter.opts)


def test_every_variable_is_named(text: str, root: Path) -> None:
    files = (root / "ikkan").rglob("*.py")
    read = {
        name
        for file in files
        for name in re.findall(r'"(IKKAN_[A-Z_]+)"', file.read_text(encoding="utf-8"))
    }
    assert read
    assert {name for name in read if f"`{name}`" not in text} == set()
