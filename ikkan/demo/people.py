"""Composes organisations and people by role and number, none of them real. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ikkan.demo.setting import Setting
from ikkan.parties.loads import NewOrganisation, NewPerson

OFFICE: Final = NewOrganisation(
    code="ORG-DEMO-OFFICE",
    name_ja="実演の事務所",
    name_en="Demonstration office",
    sort="agency",
)
_SORTS: Final = ("university", "university", "institute", "hospital", "company")
_OFFICERS: Final = 12


def bodies(setting: Setting) -> list[NewOrganisation]:
    """About one organisation for nine awards; every fifth is a company."""
    return [
        NewOrganisation(
            code=f"ORG-DEMO-{n:04d}",
            name_ja=f"実演機関 {n:04d}",
            name_en=f"Demonstration organisation {n:04d}",
            sort=_SORTS[n % len(_SORTS)],
            prefecture=f"{n % 47 + 1:02d}",
        )
        for n in range(max(8, setting.size // 9))
    ]


def leaders(setting: Setting, homes: Sequence[NewOrganisation], account: str) -> list[NewPerson]:
    """Who leads awards; two of three agreed to be shown. `account` acts for the first."""
    return [
        NewPerson(
            code=f"P-DEMO-{n:05d}",
            name_ja=f"研究代表者 {n:05d}",
            name_en=f"Principal investigator {n:05d}",
            organisation=homes[n % len(homes)].code,
            account_code=account if n == 0 else "",
            published=n % 3 > 0,
        )
        for n in range(max(12, setting.size * 2 // 3))
    ]


def officers(account: str) -> list[NewPerson]:
    """Who decides gates, at an office that leads no award. `account` acts for the first."""
    return [
        NewPerson(
            code=f"P-DEMO-PD{n:02d}",
            name_ja=f"プログラム・ディレクター {n:02d}",
            name_en=f"Program director {n:02d}",
            organisation=OFFICE.code,
            account_code=account if n == 0 else "",
            published=True,
        )
        for n in range(_OFFICERS)
    ]
