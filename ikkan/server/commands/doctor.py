"""`ikkan doctor`: whether this machine and this home can run Ikkan, and what to do if not.

Decides: exit code 1 when something must be mended; a missing font is a warning. Writes nothing.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import click

from ikkan.server import homes, ready, speech, surroundings
from ikkan.values.errors import IkkanError
from ikkan.values.text import Text

PACKAGES: Final = ("ikkan", "django", "django-allauth", "granian", "psycopg", "openpyxl")
_FONT_FOLDERS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
_FONT_MARKS: Final = (
    "cjk",
    "notosansjp",
    "ipa",
    "bizud",
    "takao",
    "vlgothic",
    "hiragino",
    "meiryo",
)
OK, WARNING, FAILURE = "ok", "warning", "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: its state, what was seen, and what to do."""

    name: str
    state: str
    seen: str
    remedy: Text | None = None


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One object as the last line.")
def command(as_json: bool) -> int:
    """Look at database, locale, fonts, versions, folders. 動く状態かを調べる。"""
    checks = [*_python(), *_folders(), _fonts(), *_database()]
    if not as_json:
        for check in checks:
            told = "" if check.remedy is None else f" → {check.remedy.of(speech.language())}"
            speech.say(f"{_MARK[check.state]} {check.name}: {check.seen}{told}")
    failed = [check.name for check in checks if check.state == FAILURE]
    if as_json:
        speech.result(
            {
                "ok": not failed,
                "failures": failed,
                "checks": {
                    check.name: {"state": check.state, "seen": check.seen} for check in checks
                },
            }
        )
    return 1 if failed else 0


def _python() -> Iterator[Check]:
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    seen = platform.python_version()
    yield Check(
        name="python", state=OK if fits else FAILURE, seen=seen, remedy=None if fits else _PYTHON
    )
    for name in PACKAGES:
        try:
            yield Check(name=name, state=OK, seen=version(name))
        except PackageNotFoundError:
            yield Check(name=name, state=FAILURE, seen="–", remedy=_PACKAGE)
    encoding = sys.getfilesystemencoding()
    good = encoding.lower() in {"utf-8", "utf8"}
    yield Check(
        name="locale",
        state=OK if good else FAILURE,
        seen=encoding,
        remedy=None if good else _LOCALE,
    )


def _folders() -> Iterator[Check]:
    home = surroundings.home()
    place = home if home.exists() else home.parent
    writable = os.access(place, os.W_OK)
    yield Check(
        name="home",
        state=OK if writable else FAILURE,
        seen=str(home),
        remedy=None if writable else _WRITABLE,
    )
    missing = homes.keyless()
    yield Check(
        name="keys",
        state=FAILURE if missing else OK,
        seen=", ".join(missing) or "ok",
        remedy=_INIT if missing else None,
    )


def _fonts() -> Check:
    found = _japanese_font()
    return Check(
        name="japanese_font",
        state=OK if found else WARNING,
        seen=found or "–",
        remedy=None if found else _FONT,
    )


def _japanese_font() -> str:
    lister = shutil.which("fc-list")
    if lister is not None:
        words = [lister, ":lang=ja", "family"]
        listed = subprocess.run(words, capture_output=True, text=True, check=False).stdout
        if listed.strip():
            return listed.strip().splitlines()[0]
    for folder in map(Path, _FONT_FOLDERS):
        for file in sorted(folder.rglob("*.[ot]t[fc]")) if folder.is_dir() else ():
            if any(mark in file.name.lower().replace("-", "") for mark in _FONT_MARKS):
                return file.stem
    return ""


def _database() -> Iterator[Check]:
    made = surroundings.database()
    if made["ENGINE"].endswith("sqlite3") and not Path(made["NAME"]).exists():
        yield Check(name="database", state=FAILURE, seen=made["NAME"], remedy=_INIT)
        return
    try:
        with ready.database():
            from ikkan.audit import triggers
            from ikkan.plan import queries
            from ikkan.server import database

            found = database.fitness()
            facts = ", ".join(f"{name} {value}" for name, value in found.facts.items())
            yield Check(
                name="database",
                state=OK if found.fit else FAILURE,
                seen=f"{found.vendor} {found.version} ({facts})",
                remedy=next(iter(found.reasons), None),
            )
            waiting = database.pending_migrations()
            yield Check(
                name="migrations",
                state=FAILURE if waiting else OK,
                seen=", ".join(waiting) or "ok",
                remedy=_INIT if waiting else None,
            )
            bare = triggers.guards_missing(triggers.guarded())
            yield Check(
                name="guards",
                state=FAILURE if bare else OK,
                seen=", ".join(bare) or "ok",
                remedy=_GUARDS if bare else None,
            )
            pack = queries.current_version()
            yield Check(name="pack", state=OK, seen=f"{pack.code}@{pack.version}")
    except IkkanError as error:
        yield Check(name=error.code, state=FAILURE, seen="–", remedy=error.text)


_MARK: Final = {OK: "✓", WARNING: "▲", FAILURE: "✕"}
_PYTHON = Text("Python 3.11～3.13を使ってください。", "Use Python 3.11, 3.12 or 3.13.")
_PACKAGE = Text("make run で入れてください。", "Install it with `make run`.")
_LOCALE = Text("LANG=C.UTF-8 で起動してください。", "Start with LANG=C.UTF-8.")
_WRITABLE = Text(
    "書き込める場所をIKKAN_HOMEにしてください。", "Set IKKAN_HOME to a writable folder."
)
_INIT = Text("ikkan init を実行してください。", "Run `ikkan init`.")
_GUARDS = Text(
    "表の変更を拒む仕組み（トリガー）がありません。データベースを控えから戻してください。",
    "These tables lost the triggers that refuse changes; restore the database from the backup.",
)
_FONT = Text(
    "日本語フォントがありません（画面は閲覧側のフォントで出ます）。例: fonts-noto-cjk",
    "No Japanese font here (pages use the reader's); install one such as fonts-noto-cjk.",
)
