"""Refuses an installed package whose licence is not a permissive one.

Called by `house.check`. LGPL is accepted only where a package is an unmodified dependency and is
named here; GPL and AGPL never are.
"""

from __future__ import annotations

import json
import subprocess
import sys

PERMISSIVE = (
    *("mit", "bsd", "apache", "isc", "psf", "python software foundation", "python-2.0", "mpl"),
    *("mozilla public", "unlicense", "zlib", "0bsd", "cc0", "hpnd", "public domain", "blueoak"),
    *("historical permission", "ofl-1.1"),  # the second is for fonts only
)
RECIPROCAL = ("gpl", "general public", "sspl", "busl", "commons clause", "proprietary")
LGPL_UNMODIFIED = {"psycopg", "psycopg-binary", "psycopg-pool"}
# Unclear in the metadata; read in the LICENSE file of the distribution itself.
READ_BY_HAND = {"axe-playwright-python": "MIT", "qrcode": "BSD-3-Clause"}


def installed() -> list[dict[str, str]]:
    """Name and licence of every package in the environment."""
    command = [
        sys.executable,
        "-m",
        "piplicenses",
        "--format=json",
        "--from=mixed",
        "--with-system",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    packages: list[dict[str, str]] = json.loads(done.stdout)
    return packages


def accepted(name: str, licence: str) -> bool:
    """True for a permissive licence; one permissive choice of several (`OR`) is enough."""
    said = licence.lower()
    if name.lower() == "ikkan" or name.lower() in READ_BY_HAND:
        return True
    if any(word in said for word in RECIPROCAL):
        choices = [part for part in said.replace(";", " or ").split(" or ") if part.strip()]
        if name.lower() in LGPL_UNMODIFIED:
            return "lesser" in said or "lgpl" in said
        return any(_permissive(part) for part in choices) and " or " in said
    return _permissive(said)


def _permissive(said: str) -> bool:
    return any(word in said for word in PERMISSIVE) and not any(word in said for word in RECIPROCAL)


def main() -> int:
    refused = [
        f"{package['Name']} {package['Version']}: {package['License']}"
        for package in installed()
        if not accepted(package["Name"], package["License"])
    ]
    for line in refused:
        print(f"licence not accepted: {line}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
