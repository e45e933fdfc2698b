"""What the address of a board asks for: level, side, state, and the number that was opened.

Decides: what may be asked; a director begins with his project, a coordinator with his area.
Called by views. Raises InputError for what no board has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from ikkan.audit.actor import Actor
from ikkan.portfolio.officers import messages, queries
from ikkan.values.errors import InputError
from ikkan.values.text import Text

LEVELS: Final[Mapping[str, Text]] = {
    "all": Text("全体", "Everything"),
    "project": Text("統合プロジェクト", "Integrated project"),
    "programme": Text("事業", "Programme"),
    "domain": Text("疾患領域", "Disease area"),
}
BY: Final[Mapping[str, Text]] = {
    "modality": Text("モダリティ", "Modality"),
    "domain": Text("疾患領域", "Disease area"),
    "programme": Text("事業", "Programme"),
    "ministry": Text("府省", "Ministry"),
    "money": Text("金額の規模", "Size in money"),
    "risk": Text("リスク", "Risk"),
}
STATES: Final[Mapping[str, Text]] = {
    "running": Text("実施中", "Under way"),
    "ended": Text("終わったもの", "Over"),
    "all": Text("すべて", "All"),
}
_DOMAIN_ROLE: Final = "disease_coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question to the boards; "" leaves a side open."""

    level: str = "all"
    of: str = ""
    by: str = "modality"
    state: str = "running"
    phase: str = ""
    value: str = ""
    flag: str = ""

    def holds(self, one: Any) -> bool:
        """Whether an award stands at the level."""
        if not self.of or self.level == "all":
            return True
        if self.level == "project":
            return self.of in one.projects
        return self.of == one.programme if self.level == "programme" else self.of in one.domains

    def query(self, **other: str) -> str:
        """The address that asks the same but for what is given."""
        said = {name: getattr(self, name) for name in self.__slots__} | other
        return urlencode({name: value for name, value in said.items() if value})


def asked(given: Mapping[str, str], actor: Actor, as_of: date) -> Asked:
    """What the address asks for; without a level, where the reader's office stands."""
    said = {name: given[name].strip()[:80] for name in Asked.__slots__ if given.get(name)}
    if "level" not in said:
        said |= _at_home(actor, as_of)
    found = Asked(**said)
    for read, choices in ((found.level, LEVELS), (found.by, BY), (found.state, STATES)):
        if read not in choices:
            raise InputError("officers.board", messages.CHOICE.format(read=read[:40]))
    return found


def _at_home(actor: Actor, as_of: date) -> dict[str, str]:
    directed = queries.directed(actor, as_of)
    if len(directed) == 1:
        return {"level": "project", "of": directed[0]}
    areas = [one.code for one in actor.scopes if one.role == _DOMAIN_ROLE and one.kind == "domain"]
    return {"level": "domain", "of": areas[0]} if areas else {}
