"""What a clause in preparation must say before it is kept, and on which day it may be decided.

Decides: form only; whether what it names exists is asked of the pack and the line. Called by
plan.actions. Source: design §1 (the line closes: what was found is cited by the next plan).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.values.ref import Ref
from ikkan.values.text import Text

DRAFT: Final = "draft"
DECIDED: Final = "decided"
STATES: Final = {DRAFT: Text("案", "Draft"), DECIDED: Text("決定済み", "Decided")}
FOLLOWED: Final = frozenset({"clause", "plan.clause"})
CITED: Final = frozenset({"evaluation.finding", "evaluation.response"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClause:
    """A clause as it is drafted: its words, what it orders, what it follows and cites."""

    text_ja: str
    text_en: str = ""
    term: str = ""
    programmes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    follows: Ref | None = None
    cites: tuple[Ref, ...] = ()

    def named(self) -> tuple[Ref, ...]:
        """Every record and row that it names."""
        rows = [Ref("term", self.term)] if self.term else []
        rows += [Ref("programme", code) for code in self.programmes]
        rows += [Ref("indicator", code) for code in self.indicators]
        rows += [self.follows] if self.follows else []
        return (*rows, *self.cites)


def refused(clause: NewClause) -> tuple[Text, ...]:
    """Everything that keeps the clause from being drafted, each with its remedy."""
    found = []
    if not clause.text_ja.strip():
        found.append(_WORDS)
    if clause.follows is not None and clause.follows.kind not in FOLLOWED:
        found.append(_FOLLOWS.format(ref=clause.follows))
    found += [_CITES.format(ref=ref) for ref in clause.cites if ref.kind not in CITED]
    named = clause.named()
    twice = sorted({str(ref) for ref in named if named.count(ref) > 1})
    if twice:
        found.append(_TWICE.format(refs=", ".join(twice)))
    return tuple(found)


def refused_decision(decided_on: date, as_of: date) -> Text | None:
    """Why it cannot be decided on that day: the day has not come."""
    return _AHEAD.format(day=decided_on, today=as_of) if decided_on > as_of else None


_WORDS: Final = Text(
    "条項の文を書いてください。",
    "Write the words of the clause.",
)
_FOLLOWS: Final = Text(
    "「{ref}」は条項ではありません。引き継ぐ前の条項をclause:…かplan.clause:…で書いてください。",
    "{ref} is no clause; name the clause it follows as clause:… or plan.clause:….",
)
_CITES: Final = Text(
    "「{ref}」は引用できません。引用できるのはフォローアップの所見（evaluation.finding:…）と"
    "対応（evaluation.response:…）です。",
    "{ref} cannot be cited; a clause cites findings (evaluation.finding:…) and responses "
    "(evaluation.response:…).",
)
_TWICE: Final = Text(
    "同じものが二度挙げられています：{refs}。一度だけ挙げてください。",
    "Named twice: {refs}. Name each once.",
)
_AHEAD: Final = Text(
    "決定の日（{day}）が今日（{today}）より後です。決定してから、その日で記録してください。",
    "The day of the decision ({day}) lies after today ({today}); record it once it is decided.",
)
