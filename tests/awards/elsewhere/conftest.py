"""Themes, other funders' projects and an award that say partly the same; files of small tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ikkan.audit.actor import SYSTEM, Actor, Scope
from ikkan.awards.elsewhere import actions
from ikkan.awards.elsewhere.models import External, Theme
from ikkan.awards.elsewhere.rules import NewProject, NewTheme
from ikkan.values.text import Text
from tests.awards.world import ASKED, World

MINISTRY, OTHER_MINISTRY, FUNDER, OTHER_FUNDER = "MHLW", "METI", "JSPS", "JST"
TITLE = "膵がんに対する免疫細胞療法の開発"
ABSTRACT = "膵がんの腫瘍微小環境を標的とする免疫細胞療法を開発し、安全性を評価する。"
HEADS = "funder,key,number,title_ja,abstract,organisation,fiscal_year,yen,domains"


@pytest.fixture
def theme_of(world: World) -> Callable[..., Theme]:
    """`theme_of(title=…)`: a theme of the first organisation, of MHLW."""

    def make(**given: Any) -> Theme:
        who = {**ASKED, "by": given.pop("by", SYSTEM)}
        said: dict[str, Any] = {
            "institute": world.organisation,
            "ministry": MINISTRY,
            "title": Text(TITLE, ""),
            "abstract": ABSTRACT,
            "domains": ("T2-D1",),
            "cost_class": "inhouse",
            "amounts": {2026: 40_000_000},
        }
        return actions.register_theme(NewTheme(**(said | given)), **who)

    return make


@pytest.fixture
def project_of(world: World) -> Callable[..., External]:
    """`project_of(key=…)`: a project of another funder."""

    def make(**given: Any) -> External:
        said: dict[str, Any] = {
            "funder": FUNDER,
            "key": "20H00001",
            "number": "20H00001",
            "title": Text("膵がんに対する免疫細胞療法の基盤研究", ""),
            "abstract": "膵がんの腫瘍微小環境を調べ、免疫細胞療法の標的を探す。",
            "first_year": 2025,
            "last_year": 2027,
            "domains": ("T2-D1", "T2-D2"),
        }
        (code,) = actions.record_projects([NewProject(**(said | given))], **ASKED)
        return External.objects.get(code=code)

    return make


@pytest.fixture
def ministry() -> Actor:
    """An officer of MHLW alone."""
    roles = frozenset({"account", "ministry_officer"})
    return Actor("u-m", roles, (Scope("ministry_officer", "body", MINISTRY),))


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """`table(row, …)`: a CSV file with the columns of `HEADS`."""

    def write(*rows: str, heads: str = HEADS, name: str = "projects.csv", code: str = "utf-8"):
        path = tmp_path / name
        path.write_bytes("\r\n".join((heads, *rows, "")).encode(code))
        return path

    return write
