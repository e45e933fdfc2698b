"""Which body may do what to which: who appoints, advises, examines, and who keeps its records.

Decides: everything from the relations of the pack and the charters in force, nothing by name of a
body. Called by actions and pages. Source: 000:391 (専門的調査・政策的助言), 000:28, 000:605.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.values.ref import Ref
from ikkan.values.text import Text

HQ_ROLE: Final = "hq_officer"
MINISTRY_ROLE: Final = "ministry_officer"
FUNDER_ROLE: Final = "funder_staff"
COMPANY_ROLE: Final = "company"
HEADQUARTERS: Final = "headquarters"
ASSOCIATION: Final = "association"
FUNDERS: Final = frozenset({"funder", "fund_body"})
MINISTRIES: Final = frozenset({"ministry", "agency"})
COLLEGES: Final = frozenset({HEADQUARTERS, "council", "panel", "conference", "board"})
"""Forms of bodies that decide in a meeting, not by one head."""
OPINING: Final = COLLEGES - {HEADQUARTERS} | {ASSOCIATION} | FUNDERS
_OF_FUNDER: Final = frozenset({"below", "advises", "examines"})
_COUNCIL: Final = re.compile(r"CHT-\d{4}-\d{6}")
_CHARTER_KIND: Final = "plan.charter"


def ref_of(body: str) -> Ref:
    """The row of the pack, or the charter of a council set up after it."""
    return Ref(_CHARTER_KIND if _COUNCIL.fullmatch(body) else "body", body)


@dataclass(frozen=True, slots=True, order=True)
class Keeper:
    """A role that keeps the records of a body; `body` is for whom the role is held."""

    role: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The bodies of a day with their relations ``(from, relation, to)``."""

    names: Mapping[str, Text]
    forms: Mapping[str, str]
    relations: frozenset[tuple[str, str, str]]

    def name(self, body: str) -> Text:
        """What a body is called; its code where nobody knows it."""
        return self.names.get(body, Text(body, body))

    def listed(self, bodies: tuple[str, ...]) -> Text:
        """Names in a row."""
        named = [self.name(body) for body in bodies]
        return Text.joined(named, "、", ", ")

    def who(self, relation: str, to: str) -> tuple[str, ...]:
        """Bodies that stand in `relation` to this one."""
        return tuple(sorted(a for a, said, b in self.relations if (said, b) == (relation, to)))

    def whom(self, body: str, *relations: str) -> tuple[str, ...]:
        """Bodies to which this one stands in one of the relations."""
        return tuple(
            sorted({b for a, said, b in self.relations if a == body and said in relations})
        )

    def appointers(self, body: str) -> tuple[str, ...]:
        """Who appoints and dismisses its president and auditors."""
        return self.who("appoints", body)

    def is_college(self, body: str) -> bool:
        """Whether it decides in a meeting."""
        return self.forms.get(body) in COLLEGES

    def is_headquarters(self, body: str) -> bool:
        """Whether it is the headquarters, or the pack has none and the question does not arise."""
        return self.forms.get(body) == HEADQUARTERS or HEADQUARTERS not in self.forms.values()

    def of_funder(self, body: str) -> bool:
        """Whether its records are the funder's own."""
        return any(keeper.role == FUNDER_ROLE for keeper in self.keepers(body))

    def keepers(self, body: str) -> tuple[Keeper, ...]:
        """Who calls its meetings and drafts its decisions; nobody here for an association."""
        form = self.forms.get(body, "")
        if form in FUNDERS:
            return (Keeper(FUNDER_ROLE, body),)
        if form in MINISTRIES:
            return (Keeper(MINISTRY_ROLE, body), *self._houses_secretariat(body))
        if form == ASSOCIATION:
            return ()
        if form != HEADQUARTERS:
            funders = [
                one for one in self.whom(body, *_OF_FUNDER) if self.forms.get(one) in FUNDERS
            ]
            if funders:
                return tuple(Keeper(FUNDER_ROLE, one) for one in funders)
        return (Keeper(HQ_ROLE, body), *(Keeper(MINISTRY_ROLE, o) for o in self.who("owns", body)))

    def _houses_secretariat(self, ministry: str) -> tuple[Keeper, ...]:
        """The secretariat of the headquarters acts for the ministry in which it stands."""
        for inside in self.who("below", ministry):
            served = self.whom(inside, "secretariat")
            if any(self.forms.get(one) == HEADQUARTERS for one in served):
                return (Keeper(HQ_ROLE, ministry),)
        return ()

    def acts_for(self, actor: Actor, body: str) -> bool:
        """Whether the actor keeps the records of the body."""
        return SYSTEM_ROLE in actor.roles or any(
            actor.holds(keeper.role, Ref("body", keeper.body)) for keeper in self.keepers(body)
        )

    def speaks_for(self, actor: Actor, body: str) -> bool:
        """Whether the actor was named to speak for an association."""
        return self.forms.get(body) == ASSOCIATION and actor.granted(
            {COMPANY_ROLE}, Ref("body", body)
        )

    def reach(self, *bodies: str) -> tuple[Ref, ...]:
        """What a role granted for one body must reach to act for one of these."""
        kept = {keeper.body for body in bodies for keeper in self.keepers(body)}
        return tuple(Ref("body", one) for one in sorted({*bodies, *kept} - {""}))

    def said_keepers(self, body: str) -> Text:
        """Who keeps the records of the body, in words."""
        said = [
            _KEEPS[keeper.role].format(body=self.name(keeper.body)) for keeper in self.keepers(body)
        ] or [_NOBODY]
        return Text.joined(said, "、", ", ")


_KEEPS: Final = {
    HQ_ROLE: Text("本部事務局の担当者", "an officer of the headquarters' secretariat"),
    MINISTRY_ROLE: Text("{body}の担当者", "an officer of {body}"),
    FUNDER_ROLE: Text("{body}の職員", "staff of {body}"),
}
_NOBODY: Final = Text(
    "その団体のために任じられた企業の利用者", "a company's user named for that association"
)
