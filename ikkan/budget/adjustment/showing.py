"""What the page of a round shows: the pot as a bar, the proposals, the steps, what comes next.

Decides: only proposals that the reader may see are listed and drawn; the rest of the pot stands as
one part, so that the bar always adds up. Called by the kind of rounds. Source: ui/04.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import messages, naming, queries, rules
from ikkan.budget.adjustment.queries import PROPOSAL
from ikkan.budget.models import AdjustmentAward, AdjustmentProposal, AdjustmentRound
from ikkan.plan.queries import snapshot
from ikkan.records.queries import visible
from ikkan.values.text import Text

_WIDE: Final = 1000
_GIVEN: Final = frozenset({rules.DECIDED, rules.EXECUTED, rules.CLOSED})
_INSIDE: Final = ("hq_officer", "funder_staff", "auditor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the bar, from `x` on; `mark` says how it is drawn."""

    name: Text
    yen: int
    mark: str
    x: float
    width: float
    letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One proposal in the table; `yen` is decided, else drafted, else None."""

    letter: str
    row: AdjustmentProposal
    type: Text
    programme: Text
    state: Text
    yen: int | None
    asked_width: float
    yen_width: float
    least_x: float


def title(round_: AdjustmentRound) -> Text:
    """What a round is called."""
    year, number = round_.year.fiscal_year, round_.number
    extra = messages.SORTS[round_.sort] if round_.sort != rules.REGULAR else None
    ja, en = (f"（{extra.ja}）", f" ({extra.en})") if extra is not None else ("", "")
    return Text(
        f"{year}年度 調整費 第{number}回{ja}", f"Adjustment fund FY{year}, round {number}{en}"
    )


def takes(round_: AdjustmentRound) -> Text:
    """The types of money that a round takes, in words."""
    names = []
    for token in round_.sorts:
        sort, _, case = str(token).partition(".")
        said = messages.CASES.get(case, Text(case, case)) if case else None
        name = messages.TYPES.get(sort, Text(sort, sort))
        ja = f"{name.ja}（{said.ja}）" if said else name.ja
        names.append(Text(ja, f"{name.en} ({said.en})" if said else name.en))
    return Text("、".join(one.ja for one in names), ", ".join(one.en for one in names))


def page(round_: AdjustmentRound, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Bar, table, steps and the next step; a constant number of queries."""
    year = round_.year
    rows = list(visible(PROPOSAL, actor).filter(round=round_).order_by("pk"))
    given = _given(round_)
    inside = any(actor.holds(role) for role in _INSIDE)
    lines = _lines(round_, rows, given, inside, as_of)
    before = year.decided_yen - sum(given.values())
    return {
        "year": year,
        "lines": lines,
        "asked": sum(line.row.yen for line in lines if line.row.state in _COUNTED),
        "given": sum(line.yen or 0 for line in lines),
        "parts": _parts(round_, lines, before, given),
        "remaining": queries.remaining(year),
        "free": max(queries.remaining(year) - round_.reserve_yen, 0),
        "steps": [(messages.ROUND_STATES[state], state == round_.state) for state in rules.STEPS],
        "state": messages.ROUND_STATES[round_.state],
        "next_step": NEXT[round_.state],
        "rules_of_year": queries.rules_of(year, as_of),
        "decided": round_.state in _GIVEN,
    }


_COUNTED: Final = rules.LIVING | {rules.DECIDED, rules.DECLINED}


def _given(round_: AdjustmentRound) -> dict[int, int]:
    """New money that the round decided, by proposal; re-assigned money burdens the pot once."""
    rows = AdjustmentAward.objects.filter(decision__round=round_, reassigned_from__isnull=True)
    found: dict[int, int] = {}
    for proposal, yen in rows.values_list("proposal_id", "yen"):
        found[proposal] = found.get(proposal, 0) + yen
    return found


def _lines(
    round_: AdjustmentRound,
    rows: list[AdjustmentProposal],
    given: Mapping[int, int],
    inside: bool,
    as_of: date,
) -> list[Line]:
    known = snapshot(as_of)
    most = max((one.yen for one in rows), default=1)
    found = []
    for number, one in enumerate(rows):
        yen = given.get(one.pk)
        if yen is None and inside and round_.state == rules.PROPOSED:
            yen = one.draft_yen
        found.append(
            Line(
                letter=_letter(number),
                row=one,
                type=naming.type_of(known, round_.year.policy, one),
                programme=naming.name_of(known, "programme", one.programme),
                state=messages.PROPOSAL_STATES[one.state],
                yen=yen,
                asked_width=round(100 * one.yen / most, 2),
                yen_width=round(100 * (yen or 0) / most, 2),
                least_x=round(100 * one.least_yen / most, 2),
            )
        )
    return found


def _letter(number: int) -> str:
    """A to Z, then AA and so on."""
    first, last = divmod(number, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def _parts(
    round_: AdjustmentRound, lines: list[Line], before: int, given: Mapping[int, int]
) -> list[Part]:
    """Earlier rounds, this one's amounts, what nobody sees here, the reserve, the rest."""
    pot = round_.year.yen
    wanted = [(_BEFORE, before, "before", "")]
    title_of = [
        (Text(one.row.title_ja, one.row.title_en or one.row.title_ja), one) for one in lines
    ]
    wanted += [(name, one.yen or 0, "here", one.letter) for name, one in title_of]
    shown = sum(one.yen or 0 for one in lines)
    if given:
        wanted.append((_HIDDEN, sum(given.values()) - shown, "here", ""))
    used = sum(yen for _, yen, _, _ in wanted)
    kept = min(round_.reserve_yen, max(pot - used, 0)) if round_.state not in _GIVEN else 0
    wanted += [(_RESERVE, kept, "reserve", ""), (_LEFT, pot - used - kept, "left", "")]
    found, x = [], 0.0
    for name, yen, mark, letter in wanted:
        if yen > 0:
            width = _WIDE * yen / pot
            found.append(
                Part(
                    name=name,
                    yen=yen,
                    mark=mark,
                    x=round(x, 1),
                    width=round(width, 1),
                    letter=letter,
                )
            )
            x += width
    return found


_BEFORE: Final = Text("ほかの回で決定済み", "Decided in other rounds")
_HIDDEN: Final = Text("ほかの提案", "Other proposals")
_RESERVE: Final = Text("後の回への留保", "Kept for later rounds")
_LEFT: Final = Text("残り", "Left")
NEXT: Final = {
    rules.OPEN: Text(
        "PDと本部が提案を書き、締切までに提出します。締切の後、機構が確認に入ります。",
        "Directors and the headquarters write proposals and submit them by the closing day; "
        "then the agency screens them.",
    ),
    rules.SCREENING: Text(
        "機構が提案を確認し、額の原案を本部に提出します。",
        "The agency screens the proposals and puts a draft of the amounts forward.",
    ),
    rules.PROPOSED: Text(
        "本部が決定を記録し、配分を決めます。計算案と違う額には理由が要ります。",
        "The headquarters record their decision and set the amounts; where an amount differs "
        "from the engine's, they say why.",
    ),
    rules.DECIDED: Text(
        "枠を持つ機関から府省・機構・事業・課題へ、一度に移します。",
        "The money moves from the body that holds it down to ministries, agency, programmes and "
        "awards, all at once.",
    ),
    rules.EXECUTED: Text(
        "一年後に、目標とつながりを検証します。",
        "A year later goals and connections are checked.",
    ),
    rules.CLOSED: Text("この回は終わりました。", "This round is closed."),
}
