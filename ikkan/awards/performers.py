"""Organisations of imported awards: found by corporate number, else by exact name, else made.

Decides: two names are the same when they are equal after folding width and white space; a name
that several organisations have is nobody's. No person is ever made. Called by: loading.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ikkan.parties.loads import NewOrganisation
from ikkan.parties.models import Organisation
from ikkan.tabular.cells import bare

_SORTS: Final = (
    ("hospital", ("病院", "医療センター", "hospital", "clinic")),
    ("company", ("会社", "組合", "inc.", "l.c.c.", "llc", "corp", "ltd")),
    ("university", ("大学", "慶應義塾", "早稲田", "university", "college", "school")),
    ("agency", ("独立行政法人", "機構", "agency")),
    ("institute", ("研究所", "研究センター", "research", "institute", "center", "centre")),
)
_CJK: Final = "\u2e80"


class Performers:
    """What is known of organisations while a file is loaded; read once, then kept up to date."""

    def __init__(self) -> None:
        self._by_number: dict[str, str] = {}
        self._by_name: dict[str, dict[str, str]] = {}
        rows = Organisation.objects.order_by("pk").values_list(
            "code", "corporate_number", "name_ja", "name_en"
        )
        for code, number, ja, en in rows.iterator():
            self.learn(code, number, (ja, en))

    def learn(self, code: str, number: str, names: Iterable[str]) -> None:
        """Remember an organisation."""
        if number:
            self._by_number[number] = code
        for name in filter(None, map(bare, names)):
            self._by_name.setdefault(name, {})[code] = number

    def find(self, number: str, name: str) -> str | None:
        """The code of the organisation; None where it is new.

        With a number: whoever has it, else the one organisation of that name that has none.
        Without: the one organisation of that name. Raises LookupError where several have it.
        """
        if number in self._by_number:
            return self._by_number[number]
        named = self._by_name.get(name, {})
        fitting = [code for code, held in named.items() if not (number and held)]
        if number:
            return fitting[0] if len(fitting) == 1 else None
        if len(fitting) > 1:
            raise LookupError(name)
        return fitting[0] if fitting else None


def new(number: str, name: str) -> NewOrganisation:
    """An organisation as the file names it, in the language of its letters."""
    japanese = any(sign >= _CJK for sign in name)
    return NewOrganisation(
        name_ja=name if japanese else "",
        name_en="" if japanese else name,
        sort=sort_of(name),
        corporate_number=number,
    )


def sort_of(name: str) -> str:
    """What sort of organisation a name says it is; other where it says nothing."""
    folded = bare(name)
    return next((sort for sort, words in _SORTS if any(word in folded for word in words)), "other")
