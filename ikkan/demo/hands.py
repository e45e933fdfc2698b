"""What a made-up command tower stands on: bodies of the pack by what they do, days, and who acts.

Called by tower and its parts. Decides: no body by name, only by its form and its relations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from ikkan.audit.actor import SYSTEM, Actor, Scope
from ikkan.budget.requests import queries as requests
from ikkan.demo.setting import Setting
from ikkan.plan.bodies.rules.standing import FUNDERS
from ikkan.plan.snapshot import Snapshot

MINISTRY: Final = "ministry_officer"
HEADQUARTERS: Final = "hq_officer"
ACTING: Final = 1
"""Which ministry of the current round is in hearing; the next one still prepares."""
_MINISTRIES: Final = 3
Accounts = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tower:
    """One demonstration as its command tower sees it.

    `clauses` are codes of its own plan, `accounts` codes of logins by their role.
    """

    setting: Setting
    known: Snapshot
    clauses: Sequence[str]
    accounts: Accounts

    @property
    def headquarters(self) -> str:
        """The body that decides; empty where the pack names none."""
        return str(self._bodies.get("headquarters") or "")

    @property
    def funder(self) -> str:
        """The body that funds; empty where the pack names none."""
        return str(self._bodies.get("funder") or "")

    @property
    def _bodies(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.known.settings.get("bodies", {})
        return found

    def who(self, relation: str, to: str) -> list[str]:
        """Bodies that stand in a relation to another, as the pack has it."""
        rows = self.known.entries("body_relation", state="all")
        return [
            str(row.data["from"])
            for row in rows
            if (row.data["relation"], row.data["to"]) == (relation, to)
        ]

    def other_funders(self) -> list[str]:
        """Funders beside the one of this home."""
        rows = self.known.entries("body", state="all")
        return [row.code for row in rows if row.data["form"] in FUNDERS and row.code != self.funder]

    def ministries(self) -> tuple[str, ...]:
        """Those that ask for money: at most three that pay the funder."""
        paying = set(self.who("pays", self.funder))
        may = requests.payers(self.setting.today)
        return tuple([code for code in may if code in paying] or may)[-_MINISTRIES:]

    def seated(self) -> tuple[str, ...]:
        """The ministries of the officers' logins: two for that in hearing, one for the next."""
        asking = self.ministries()
        hearing, preparing = asking[ACTING : ACTING + 1], asking[ACTING + 1 : ACTING + 2]
        return (*hearing, *hearing, *preparing)

    def back(self, days: int) -> date:
        """A day before today."""
        return self.setting.today - timedelta(days=days)

    def officer(self, body: str, number: int) -> Actor:
        """One of the officers of a ministry."""
        held = (Scope(MINISTRY, "body", body),)
        return Actor(self._account(MINISTRY, number), frozenset({MINISTRY}), held)

    def secretary(self) -> Actor:
        """An officer of the headquarters' secretariat."""
        return Actor(self._account(HEADQUARTERS, 0), frozenset({HEADQUARTERS}))

    def _account(self, role: str, number: int) -> str:
        """A login of the role; a made-up one in a home without logins."""
        codes = self.accounts.get(role, ())
        return codes[number] if number < len(codes) else f"demo-{role}-{number}"

    def how(
        self, day: date | None = None, *, by: Actor = SYSTEM, version: int | None = None
    ) -> dict[str, Any]:
        """What every action takes by name."""
        on = day or self.setting.today
        return {"by": by, "as_of": on, "version": version, "key": None}
