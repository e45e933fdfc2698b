"""What a clause in preparation must say before it is kept, and on which day it may be decided.

Decides: form only; whether what it names exists is asked of the pack and the line. Called by
plan.actions. Source: design §1 (the line closes); S-017, S-019, S-044, S-056, S-060,
S-062, S-063, S-069.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.values.ref import Ref
from ikkan.values.text import Text

DRAFT: Final = "draft"
DECIDED: Final = "decided"
STATES: Final = {DRAFT: Text("案", "Draft"), DECIDED: Text("決定済み", "Decided")}
CLAUSES: Final = frozenset({"clause", "plan.clause"})
FOLLOWED: Final = CLAUSES
CITED: Final = frozenset({"evaluation.finding", "evaluation.response"})
MEASURE: Final = "measure"
FORMS: Final[Mapping[str, Text]] = {
    "situation": Text("現状・課題", "Situation or problem"),
    "policy_item": Text("求められる取組・方針の項目", "Effort called for"),
    "principle": Text("基本的な考え方", "Principle"),
    MEASURE: Text("施策", "Measure"),
    "common_effort": Text("共通の取組", "Common effort"),
    "goal": Text("目標", "Goal"),
    "rule": Text("規則", "Rule"),
    "heading": Text("見出し", "Heading"),
}
SECTIONS: Final[Mapping[str, Text]] = {
    "research": Text("研究開発", "R&D"),
    "environment": Text("環境の整備", "Environment"),
    "diffusion": Text("成果の普及", "Diffusion of results"),
}
CARRIERS: Final[Mapping[str, Text]] = {
    "funder": Text("資金配分機関", "Funder"),
    "inhouse": Text("インハウス", "In-house"),
    "other": Text("その他", "Other"),
}
AIMS: Final[Mapping[str, Text]] = {
    "social": Text("社会課題の解決", "Social"),
    "economic": Text("経済成長", "Economic"),
    "both": Text("社会・経済の両方", "Social and economic"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClause:
    """A clause as it is drafted: its words, what it orders, what it follows, cites and answers.

    `lead`, `owners` and `implementer` are bodies; of several owners one leads.
    """

    text_ja: str
    text_en: str = ""
    term: str = ""
    programmes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    follows: Ref | None = None
    cites: tuple[Ref, ...] = ()
    form: str = MEASURE
    under: Ref | None = None
    answers: tuple[Ref, ...] = ()
    lead: str = ""
    owners: tuple[str, ...] = ()
    implementer: str = ""
    section: str = ""
    carrier: str = ""
    aim: str = ""

    def named(self) -> tuple[Ref, ...]:
        """Every record and row that it names, the bodies and its heading aside."""
        rows = [Ref("term", self.term)] if self.term else []
        rows += [Ref("programme", code) for code in self.programmes]
        rows += [Ref("indicator", code) for code in self.indicators]
        rows += [self.follows] if self.follows else []
        return (*rows, *self.cites, *self.answers)

    def beside(self) -> tuple[Ref, ...]:
        """Its bodies and the heading it stands under."""
        bodies = [code for code in (self.lead, *self.owners, self.implementer) if code]
        heading = (self.under,) if self.under else ()
        return (*(Ref("body", code) for code in bodies), *heading)


def refused(clause: NewClause) -> tuple[Text, ...]:
    """Everything that keeps the clause from being drafted, each with its remedy."""
    found = []
    if not clause.text_ja.strip():
        found.append(_WORDS)
    if clause.follows is not None and clause.follows.kind not in FOLLOWED:
        found.append(_FOLLOWS.format(ref=clause.follows))
    found += [_CITES.format(ref=ref) for ref in clause.cites if ref.kind not in CITED]
    found += [_ANSWERS.format(ref=ref) for ref in clause.answers if ref.kind not in CLAUSES]
    if clause.under is not None and clause.under.kind not in CLAUSES:
        found.append(_ANSWERS.format(ref=clause.under))
    named = clause.named()
    twice = sorted({str(ref) for ref in named if named.count(ref) > 1})
    if twice:
        found.append(_TWICE.format(refs=", ".join(twice)))
    return (*found, *_owners(clause), *_choices(clause))


def refused_decision(decided_on: date, as_of: date) -> Text | None:
    """Why it cannot be decided on that day: the day has not come."""
    return _AHEAD.format(day=decided_on, today=as_of) if decided_on > as_of else None


def _owners(clause: NewClause) -> list[Text]:
    """Several owners have one lead, who stands once."""
    found = []
    if clause.owners and not clause.lead:
        found.append(_LEAD)
    again = sorted({one for one in clause.owners if (clause.lead, *clause.owners).count(one) > 1})
    if again:
        found.append(_TWICE.format(refs=", ".join(again)))
    return found


def _choices(clause: NewClause) -> list[Text]:
    asked = (
        (clause.form, FORMS),
        (clause.section, SECTIONS),
        (clause.carrier, CARRIERS),
        (clause.aim, AIMS),
    )
    return [
        _CHOICE.format(read=read, known=", ".join(known))
        for read, known in asked
        if read and read not in known
    ]


_WORDS: Final = Text(
    "条項の文を書いてください。",
    "Write the words of the clause.",
)
_FOLLOWS: Final = Text(
    "「{ref}」は条項ではありません。引き継ぐ前の条項をclause:…かplan.clause:…で書いてください。",
    "{ref} is no clause; name the clause it follows as clause:… or plan.clause:….",
)
_ANSWERS: Final = Text(
    "「{ref}」は条項ではありません。応える課題や見出しは、clause:…かplan.clause:…で書いてください。",
    "{ref} is no clause; name a problem or heading as clause:… or plan.clause:….",
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
_LEAD: Final = Text(
    "担当が複数のときは、主担当を一つ選んでください。",
    "Several bodies own the clause; choose the one that leads.",
)
_CHOICE: Final = Text(
    "「{read}」という区分はありません。{known}のどれかを選んでください。",
    "There is no {read}; choose one of {known}.",
)
_AHEAD: Final = Text(
    "決定の日（{day}）が今日（{today}）より後です。決定してから、その日で記録してください。",
    "The day of the decision ({day}) lies after today ({today}); record it once it is decided.",
)
