"""Who may hold an office at the same time, and for what: directors, supervisors, officers.

Decides: days in order, what each office is held for, and that a project has one director at a
time. Called by plan.actions. Source: S-317, S-322 of the requirements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.values.ref import Ref
from ikkan.values.text import Text

DIRECTOR: Final = "program_director"
SUPERVISOR: Final = "program_supervisor"
OFFICER: Final = "program_officer"
COORDINATOR: Final = "disease_coordinator"
OFFICES: Final[Mapping[str, Text]] = {
    DIRECTOR: Text("プログラム・ディレクター（PD）", "Program director (PD)"),
    SUPERVISOR: Text("プログラム・スーパーバイザー（PS）", "Program supervisor (PS)"),
    OFFICER: Text("プログラム・オフィサー（PO）", "Program officer (PO)"),
    COORDINATOR: Text("疾患領域コーディネーター（DC）", "Disease-area coordinator (DC)"),
}
_HELD_FOR: Final = {
    DIRECTOR: frozenset({"project"}),
    SUPERVISOR: frozenset({"project", "programme"}),
    OFFICER: frozenset({"programme", "project"}),
    COORDINATOR: frozenset({"domain"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One office held for one scope (everything where None) from a day to a last day."""

    role: str
    scope: Ref | None
    valid_from: date
    valid_to: date | None = None
    person: str = ""

    def meets(self, other: Office) -> bool:
        """Whether both are held on some day."""
        starts_late = other.valid_to is not None and self.valid_from > other.valid_to
        ends_early = self.valid_to is not None and self.valid_to < other.valid_from
        return not starts_late and not ends_early


def refused(office: Office, held: Iterable[Office]) -> tuple[Text, ...]:
    """Everything that keeps the office from being given, beside those `held`."""
    found = []
    if office.role not in OFFICES:
        return (_NO_OFFICE.format(role=office.role, offices=", ".join(OFFICES)),)
    if office.scope is not None and office.scope.kind not in _HELD_FOR[office.role]:
        kinds = ", ".join(sorted(_HELD_FOR[office.role]))
        found.append(_SCOPE.format(role=office.role, ref=office.scope, kinds=kinds))
    if office.role == DIRECTOR and office.scope is None:
        found.append(_NO_SCOPE)
    if office.valid_to is not None and office.valid_to < office.valid_from:
        found.append(_DAYS.format(first=office.valid_from, last=office.valid_to))
        return tuple(found)
    for other in held:
        if (other.role, other.scope) != (office.role, office.scope) or not office.meets(other):
            continue
        if other.person == office.person:
            found.append(_AGAIN.format(person=office.person, first=other.valid_from))
        elif office.role == DIRECTOR:
            found.append(_TWO.format(ref=office.scope, person=other.person, first=other.valid_from))
    return tuple(found)


def refused_end(office: Office, last: date) -> Text | None:
    """Why the office cannot end on that day."""
    if last < office.valid_from:
        return _DAYS.format(first=office.valid_from, last=last)
    if office.valid_to is not None and office.valid_to < last:
        return _ENDED.format(day=office.valid_to)
    return None


_NO_OFFICE: Final = Text(
    "「{role}」はここで任命する職ではありません。{offices}から選んでください。",
    "{role} is no office that is appointed here; choose one of {offices}.",
)
_SCOPE: Final = Text(
    "{role}は「{ref}」について任命できません。対象は{kinds}から選んでください。",
    "A {role} is not appointed for {ref}; choose a {kinds}.",
)
_NO_SCOPE: Final = Text(
    "どのプロジェクトのディレクターかを選んでください。",
    "Choose the project whose director this is.",
)
_DAYS: Final = Text(
    "終わりの日（{last}）が始まりの日（{first}）より前です。日付を直してください。",
    "The last day ({last}) lies before the first ({first}); correct the dates.",
)
_TWO: Final = Text(
    "{ref}には、{first}からのディレクター（{person}）がいます。先にその任命を終えるか、期間を分けてください。",
    "{ref} has a director since {first} ({person}); end that appointment first, or use other days.",
)
_AGAIN: Final = Text(
    "{person}はその期間、同じ職にあります（{first}から）。期間を分けてください。",
    "{person} holds that office in these days already (from {first}); use other days.",
)
_ENDED: Final = Text(
    "{day}で終わっています。延ばすには新しく任命してください。",
    "It ended on {day}; to extend it, appoint anew.",
)
