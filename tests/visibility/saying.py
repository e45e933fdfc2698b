"""What the tables of `oracle` are made of: sentences about one record and one viewer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.visibility.viewers import Viewer

Sees = Callable[[Any, Viewer], bool]
Table = Mapping[str, Mapping[str, Sees]]

PERSON, ORGANISATION, PROGRAMME = "parties.person", "parties.organisation", "programme"
BODY = "body"


def every(record: Any, viewer: Viewer) -> bool:
    """All records of the kind."""
    return True


def published(record: Any, viewer: Viewer) -> bool:
    """Those that were published."""
    return bool(record.published)


def addressed(record: Any, viewer: Viewer) -> bool:
    """A notice to the viewer."""
    return record.to == viewer.code


def away(record: Any, viewer: Viewer) -> bool:
    """The viewer's own absence, or one in which the viewer is deputy."""
    return viewer.code in (record.account, record.deputy)


def shared(record: Any, viewer: Viewer) -> bool:
    """Requests that ministries see of one another before they are put together."""
    return bool(record.shared)


def written(record: Any, viewer: Viewer) -> bool:
    """What the viewer wrote itself."""
    return bool(record.written_by) and record.written_by == viewer.code


def by_the_body(record: Any, viewer: Viewer) -> bool:
    """What the body that is evaluated said of itself, and what is out."""
    return bool(record.own or record.published)


def either(*found: Sees) -> Sees:
    """Records that any of these lets somebody see."""
    return lambda record, viewer: any(one(record, viewer) for one in found)


def within(kind: str, codes: Callable[[Any], list[str]]) -> Sees:
    """Records of which one of `codes` is that for which the viewer's role was granted."""

    def sees(record: Any, viewer: Viewer) -> bool:
        return bool(viewer.holds(kind)) and viewer.holds(kind) in codes(record)

    return sees


def code_of(record: Any) -> list[str]:
    return [record.code] if record is not None else []


OFFICES = ("hq_officer", "funder_staff", "program_director", "program_supervisor", "auditor")
MINISTRY, OFFICER, DC = "ministry_officer", "program_officer", "disease_coordinator"


def all_of(*roles: str) -> dict[str, Sees]:
    return dict.fromkeys(roles, every)
