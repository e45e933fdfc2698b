"""What commands say: lines for people, and with --json one small object as the last line.

Decides: the language ($LC_ALL, $LC_MESSAGES, $LANG, or --lang) and how refusals are printed: always
in both languages, on standard error. Called by every command.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any

import click

from ikkan.values.errors import IkkanError
from ikkan.values.finding import Finding, Severity
from ikkan.values.text import Text

_language = "ja"


def choose(language: str | None) -> None:
    """Set the language of the command in hand."""
    global _language
    _language = language or _of_surroundings()


def language() -> str:
    """`ja` or `en`."""
    return _language


def _of_surroundings() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and not value.startswith(("C", "POSIX")):
            return "ja" if value.startswith("ja") else "en"
    return "en"


def say(text: Text | str) -> None:
    """One line for people."""
    click.echo(text if isinstance(text, str) else text.of(_language))


def result(data: Mapping[str, Any]) -> None:
    """One JSON object on one line."""
    click.echo(json.dumps(data, ensure_ascii=False, default=str))


def both(text: Text) -> dict[str, str]:
    """A text as JSON holds it."""
    return {"ja": text.ja, "en": text.en}


def refuse(error: IkkanError, *, as_json: bool) -> int:
    """Print a refusal in both languages; returns the exit code of bad input."""
    click.echo(error.text.ja, err=True)
    click.echo(error.text.en, err=True)
    if as_json:
        result({"ok": False, "error": error.code, "message": both(error.text)})
    return 2


def findings(found: Iterable[Finding]) -> None:
    """Every finding with its severity and place, in both languages, on standard error."""
    from ikkan.server import packs

    for finding in found:
        label, said = finding.severity.label, packs.render(finding)
        click.echo(_visible(f"{label.ja}: {said.ja}"), err=True)
        click.echo(_visible(f"{label.en}: {said.en}"), err=True)


def _visible(line: str) -> str:
    """`line` without control characters: what a file holds never steers a terminal."""
    return "".join(sign if sign.isprintable() or sign.isspace() else "�" for sign in line)


def counts(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity."""
    severities = [finding.severity for finding in found]
    return {severity.value: severities.count(severity) for severity in Severity}
