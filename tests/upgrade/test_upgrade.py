"""A home of every release upgrades: its pack, its line and its journal are as they were.

`home-VERSION.tar.gz` is a home that `ikkan init --pack packs/minimal` of that release made.
"""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
HOMES = sorted(HERE.glob("home-*.tar.gz"))


@pytest.mark.parametrize("release", HOMES, ids=lambda path: path.name)
def test_a_home_of_a_release_upgrades(
    ikkan: Any, root: Path, tmp_path: Path, release: Path
) -> None:
    with tarfile.open(release) as bundle:
        bundle.extractall(tmp_path, filter="data")
    env = {"IKKAN_HOME": str(tmp_path), "IKKAN_DATABASE_URL": ""}
    made = ikkan.process("init", "--pack", root / "packs" / "minimal", "--json", env=env)
    assert made.code == 0, made.err
    assert ikkan.process("audit", "verify", env=env).code == 0
    walked = ikkan.process("line", "broken", "--json", env=env)
    assert walked.code == 0
    assert walked.json["broken"]["ref"] == 0


def test_there_is_a_home_of_the_first_release() -> None:
    assert [path.name for path in HOMES] == ["home-0.1.0.tar.gz"]
