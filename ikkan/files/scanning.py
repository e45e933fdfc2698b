"""Looks at a file in quarantine: built-in checks, registered hooks, a command of the house.

Decides: clean, refused with the reason, or not yet known (the file keeps waiting). Called after
`attach`, by the button and by `release_waiting`. IKKAN_SCAN_COMMAND (such as ``clamdscan
--no-summary -``) gets the bytes on its input: 0 clean, 1 infected, anything else not known.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ikkan.files import formats, limits, messages
from ikkan.files.naming import safe_name, suffix_of
from ikkan.files.rules import CLEAN, QUARANTINED, REFUSED
from ikkan.values.text import Text

MOST_MEMBERS: Final = 5_000
MOST_TIMES: Final = 20
"""How many times the limit of a file an archive may hold."""
DEFAULT_SECONDS: Final = 60
_HEAD: Final = 64
NOTHING: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check said; `state` is clean, refused, or quarantined where it is not known."""

    state: str
    said: Text = NOTHING
    by: str = ""


Scan = Callable[[Path], Verdict]
_scans: dict[str, Scan] = {}


def register(name: str, scan: Scan) -> None:
    """Add a check that every file must pass; a name taken before is replaced."""
    _scans[name] = scan


def scan(path: Path) -> Verdict:
    """One verdict from all checks: a refusal wins, then doubt; clean only where all say so."""
    names, doubt = [], None
    for name, one in _scans.items():
        verdict = one(path)
        if verdict.state == REFUSED:
            return Verdict(REFUSED, verdict.said, name)
        if verdict.state != CLEAN:
            doubt = doubt or Verdict(QUARANTINED, verdict.said, name)
        names.append(name)
    return doubt or Verdict(CLEAN, by=" ".join(names))


def contents(path: Path) -> Verdict:
    """What lies inside an archive or Office document: size, passwords, programs."""
    with path.open("rb") as file:
        if not file.read(4).startswith(b"PK\x03\x04"):
            return Verdict(CLEAN)
    try:
        with zipfile.ZipFile(path) as package:
            return _members(package)
    except formats.BROKEN_ZIP:
        return Verdict(REFUSED, messages.DAMAGED.format(name="ZIP"))


def _members(package: zipfile.ZipFile) -> Verdict:
    members = package.infolist()
    most = MOST_TIMES * limits.longest_file()
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > most:
        words = messages.SWOLLEN.format(limit=most // limits.MEGABYTE, count=MOST_MEMBERS)
        return Verdict(REFUSED, words)
    office = "[Content_Types].xml" in package.namelist()
    for member in members:
        if member.is_dir():
            continue
        if member.flag_bits & 1:
            return Verdict(REFUSED, messages.LOCKED)
        with package.open(member) as part:
            program = formats.program_in(part.read(_HEAD))
        if program is None and not office and suffix_of(_name(member)) in formats.PROGRAM_SUFFIXES:
            program = messages.PROGRAM_NAME
        if program is not None:
            words = messages.PROGRAM_INSIDE.format(member=_name(member), what=program)
            return Verdict(REFUSED, words)
    return Verdict(CLEAN)


def _name(member: zipfile.ZipInfo) -> str:
    return safe_name(member.filename)


def command(path: Path) -> Verdict:
    """What the command of the house says; clean where none is set."""
    try:
        words = shlex.split(os.environ.get("IKKAN_SCAN_COMMAND", ""))
    except ValueError as error:
        return Verdict(QUARANTINED, messages.SCAN_FAILED.format(reason=error))
    if not words:
        return Verdict(CLEAN)
    try:
        with path.open("rb") as file:
            done = subprocess.run(
                words, stdin=file, capture_output=True, timeout=_seconds(), check=False
            )
    except subprocess.TimeoutExpired:
        reason: Text | str = Text("時間切れ", "it took too long")
        return Verdict(QUARANTINED, messages.SCAN_FAILED.format(reason=reason))
    except OSError as error:
        return Verdict(QUARANTINED, messages.SCAN_FAILED.format(reason=error.strerror or words[0]))
    if done.returncode == 0:
        return Verdict(CLEAN)
    said = (done.stdout or done.stderr).decode(errors="replace").strip()[-200:]
    if done.returncode == 1:
        return Verdict(REFUSED, messages.INFECTED.format(said=said or words[0]))
    reason = f"{words[0]}: {done.returncode}"
    return Verdict(QUARANTINED, messages.SCAN_FAILED.format(reason=reason))


def _seconds() -> float:
    try:
        return float(os.environ.get("IKKAN_SCAN_SECONDS", ""))
    except ValueError:
        return DEFAULT_SECONDS


register("contents", contents)
register("command", command)
