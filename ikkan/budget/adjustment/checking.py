"""What a later check of an amount must say (事後の検証); pure.

Decides: when it is due, and everything against a result, each with its remedy. Types of money whose
connections are checked (discretion, case c) must say what the money connected to.
Called by the actions and forms. Source: adjustment-fund-policy-2025-draft.type-president-c.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from ikkan.budget.adjustment.messages import MANY_EVIDENCE
from ikkan.budget.adjustment.rules import MOST_EVIDENCE
from ikkan.values.errors import RefError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

OPEN: Final = "open"
DONE: Final = "done"
PROGRAMME: Final = "programme"
COMPANY: Final = "company"
NONE: Final = "none"
CONNECTED: Final = {
    PROGRAMME: Text("ほかの事業", "Another programme"),
    COMPANY: Text("企業", "A company"),
    NONE: Text("つながらなかった", "Nothing"),
}
STATES: Final = {
    OPEN: Text("検証待ち", "To be checked"),
    DONE: Text("検証済み", "Checked"),
}
TARGETS: Final = {
    PROGRAMME: frozenset({"programme", "awards.award", "calls.call", "portfolio.handover"}),
    COMPANY: frozenset(
        {"parties.organisation", "outcomes.outcome", "portfolio.deal", "portfolio.exit"}
    ),
}
"""What a connection may be shown by, by its sort."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a check found; references are typed, as text."""

    goals_reached: bool
    connected: str = ""
    connected_to: str = ""
    reached: Mapping[str, Decimal] = field(default_factory=dict)
    effect: str = ""
    evidence: tuple[str, ...] = ()
    early_reason: str = ""
    finding_ja: str = ""
    finding_en: str = ""


def due(executed_on: date) -> date:
    """A year after the money went down; from a 29 February the 28th."""
    try:
        return executed_on.replace(year=executed_on.year + 1)
    except ValueError:
        return executed_on.replace(year=executed_on.year + 1, day=28)


def findings(
    result: Result,
    *,
    connection: bool,
    early: date | None,
    effects: frozenset[str],
    indicators: frozenset[str],
) -> list[Text]:
    """Everything against a result; `connection` where the rules ask what the money led on to.

    `early` is the day it is due, where that is still to come.
    """
    found = []
    if early is not None and not result.early_reason.strip():
        found.append(_EARLY.format(due=early))
    if connection and not result.connected:
        found.append(_CONNECTION)
    if result.connected and result.connected not in CONNECTED:
        found.append(_CONNECTED.format(code=result.connected[:20]))
    if result.connected in TARGETS and not result.connected_to:
        found.append(_CONNECTED_TO.format(sort=CONNECTED[result.connected]))
    if result.connected_to and result.connected not in TARGETS:
        found.append(_NOTHING_CONNECTED)
    if result.connected in TARGETS and result.connected_to:
        ref = parsed(result.connected_to)
        if ref is None or ref.kind not in TARGETS[result.connected]:
            found.append(_WRONG_KIND.format(ref=result.connected_to[:80]))
    if result.effect and result.effect not in effects:
        found.append(_EFFECT.format(code=result.effect[:40], known=", ".join(sorted(effects))))
    for code, count in result.reached.items():
        if code not in indicators:
            found.append(_INDICATOR.format(code=code[:80]))
        elif not count.is_finite() or count < 0:
            found.append(_COUNT.format(code=code, count=count))
    found += [_REF.format(ref=one[:80]) for one in result.evidence if parsed(one) is None]
    if len(result.evidence) > MOST_EVIDENCE:
        found.append(MANY_EVIDENCE.format(most=MOST_EVIDENCE))
    if result.effect and not result.evidence:
        found.append(_NO_EVIDENCE)
    if not result.finding_ja.strip():
        found.append(_FINDING)
    return found


def named(result: Result) -> set[Ref]:
    """Every record that a result names."""
    said = (*result.evidence, result.connected_to)
    return {ref for one in said if one and (ref := parsed(one)) is not None}


def parsed(said: str) -> Ref | None:
    """A typed reference; None for what is none."""
    try:
        return Ref.parse(said)
    except RefError:
        return None


_EARLY = Text(
    "検証の期限は{due}で、まだ来ていません。その日を待つか、早く検証する理由を書いてください。",
    "The check is due on {due}, which has not come; wait for that day, or write why it is finished "
    "earlier.",
)
_CONNECTION = Text(
    "この類型では、お金が何につながったか（ほかの事業・企業・つながらなかった）を書いてください。",
    "For this type say what the money connected to: another programme, a company, or nothing.",
)
_CONNECTED = Text(
    "つながりの種類「{code}」はありません。事業・企業・なしから選んでください。",
    "There is no sort of connection {code}; choose programme, company or none.",
)
_CONNECTED_TO = Text(
    "{sort}につながったなら、その記録を「種類:コード」で示してください。",
    "It connected to {sort}: name that record as kind:code.",
)
_NOTHING_CONNECTED = Text(
    "つながった先を示すときは、つながりの種類も選んでください。",
    "A record it connected to is named; choose the sort of connection as well.",
)
_WRONG_KIND = Text(
    "「{ref}」はこの種類のつながりの先になりません。事業なら事業・課題・公募・引継ぎ、企業なら企業・"
    "成果・契約・出口を「種類:コード」で書いてください。",
    "{ref} is no such connection; name a programme, award, call or hand-over, or for a company "
    "the organisation, outcome, deal or exit, as kind:code.",
)
_EFFECT = Text(
    "効果コード「{code}」はありません。選べるもの：{known}。",
    "There is no effect {code}; there are: {known}.",
)
_INDICATOR = Text(
    "指標「{code}」はパックにありません。指標の一覧から選んでください。",
    "There is no indicator {code}; choose one of the pack.",
)
_COUNT = Text(
    "指標「{code}」の件数{count}は0以上の数ではありません。",
    "The count {count} of {code} is no number from 0 on.",
)
_REF = Text(
    "証拠「{ref}」を読めません。「awards.award:コード」のように、種類とコードで書いてください。",
    "The evidence {ref} cannot be read; write kind and code, as in awards.award:CODE.",
)
_NO_EVIDENCE = Text(
    "効果を確かめたなら、それを示す記録を一つ以上挙げてください。",
    "An effect was seen: name one record at least that shows it.",
)
_FINDING = Text(
    "検証の所見を書いてください。",
    "Write what the check found.",
)
