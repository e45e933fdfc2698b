"""What the templates of the studio show, from the data of a plan, live or kept.

Decides: words and addresses around the numbers of `board`. Called by views and kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.http import QueryDict

from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import queries as fund
from ikkan.plan.queries import snapshot
from ikkan.portfolio.studio import board, messages, queries, rules
from ikkan.portfolio.studio.rules import Edit
from ikkan.values.text import Text


def kinds(found: Any, as_of: date) -> Callable[[str, str], Text]:
    """What the types of money of the round's rules are called."""
    held = fund.rules_of(found.year, as_of)

    def said(sort: str, case: str) -> Text:
        known = held.case(sort, case)
        return Text(sort, sort) if known is None else known.name

    return said


def plan(found: Any, kept: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """Rows, strip, proof, prices, effects and robustness of one plan."""
    own, human = (kept["plans"][name] for name in (rules.ENGINE, rules.HUMAN))
    rows = board.rows(kept["proposals"], own["x"], human["x"], kept["edits"], kinds(found, as_of))
    weights = list(kept["model"]["weights"].items())
    unit = float(fraction(weights[0][1])) * rules.POINTS
    names = {row.proposal: row.letter for row in rows}
    projects = snapshot(as_of).entries("project", state="all")
    return {
        "rows": rows,
        "orders": {row.code: row.data["order"] for row in projects},
        "sums": {
            "asked": sum(row.asked for row in rows),
            "engine": sum(row.engine for row in rows),
            "human": sum(row.human for row in rows),
            "more": sum(row.more for row in rows),
        },
        "strip": board.strip(
            rows,
            found.year.yen,
            earlier(found),
            kept["pot"]["yen"],
            kept["pot"]["reserve"],
        ),
        "unit": unit,
        "unit_name": indicator(weights[0][0], as_of),
        "own": own,
        "human": human,
        "distance": max(0.0, own["value"] - human["value"]),
        "far": _share(own["value"] - human["value"], own["value"]),
        "alone": [
            {**one, "letter": names.get(one["proposal"], ""), "label": messages.EDITS[one["edit"]]}
            for one in kept["alone"]
        ],
        "rest_minus": sum(one["costs"] for one in kept["alone"])
        - max(0.0, own["value"] - human["value"]),
        "binding": binding(kept, rows),
        "effects": board.indicators(kept["effects"]),
        "under": [_under(one) for one in kept["under"]],
        "interval": kept["interval"],
        "model": kept["model"],
        "payload": kept,
    }


def fraction(written: str) -> float:
    """A weight as it is kept: "1/130"."""
    top, _, bottom = written.partition("/")
    return float(top) / float(bottom or 1)


def _share(part: float, whole: float) -> float:
    return max(0.0, part / whole) if whole > 0 else 0.0


def _under(one: Mapping[str, Any]) -> dict[str, Any]:
    best = one["best"]
    return {
        "name": Text(one["model"]["ja"], one["model"]["en"]),
        "edition": one["model"]["edition"],
        "rule": messages.FORMULAS[one["model"]["rule"]],
        "engine": one["engine"] / best if best > 0 else None,
        "human": one["human"] / best if best > 0 else None,
    }


def indicator(code: str, as_of: date) -> Text:
    """What an indicator is called."""
    for row in snapshot(as_of).entries("indicator", state="all"):
        if row.code == code:
            return row.label
    return Text(code, code)


def phases(as_of: date) -> dict[str, Text]:
    """What the phases of the pack are called."""
    return {row.code: row.label for row in snapshot(as_of).entries("phase", state="all")}


def earlier(found: Any) -> list[tuple[Text, int]]:
    """What other rounds of the year were decided, by round; its own where it was decided too."""
    given: dict[int, int] = {}
    rows = found.year.rounds.filter(decisions__awards__reassigned_from__isnull=True)
    for number, yen in rows.values_list("number", "decisions__awards__yen"):
        given[number] = given.get(number, 0) + (yen or 0)
    return [
        (_ROUND.format(number=number), yen)
        for number, yen in sorted(given.items())
        if number != found.number
    ]


def binding(kept: Mapping[str, Any], rows: Sequence[board.Row]) -> list[dict[str, Any]]:
    """Rules that hold the person's plan back, or not, each with its price where there is one."""
    human, pot = kept["plans"][rules.HUMAN], kept["pot"]
    given = sum(row.human for row in rows)
    made = [
        {
            "name": _POT,
            "yen": pot["yen"],
            "binds": given >= pot["yen"] - rules.UNIT,
            "slack": pot["yen"] - given,
            "price": human["total_price"],
        }
    ]
    if pot["reserve"]:
        made.append(
            {
                "name": _RESERVE,
                "yen": pot["reserve"],
                "binds": human["fund_price"] > 0,
                "slack": None,
                "price": human["fund_price"],
            }
        )
    for row in rows:
        if row.edit is None:
            continue
        price = human["prices"].get(row.proposal, 0.0) - human["total_price"]
        held = row.edit is not Edit.FLOOR or row.human <= row.edit_yen
        made.append(
            {
                "name": _EDITED.format(letter=row.letter, edit=messages.EDITS[row.edit]),
                "yen": row.edit_yen,
                "binds": held,
                "slack": 0 if held else row.human - row.edit_yen,
                "price": price if held else 0.0,
            }
        )
    return made + _shares(kept, rows)


def _shares(kept: Mapping[str, Any], rows: Sequence[board.Row]) -> list[dict[str, Any]]:
    """What one proposal may take: each that asks for more, else how far the largest is from it."""
    human, pot = kept["plans"][rules.HUMAN], kept["pot"]
    by_code = {row.proposal: row for row in rows}
    made = []
    for one in pot["limits"]:
        row, most = by_code[one["members"][0]], one["most"]
        binds = row.human > most - rules.UNIT
        made.append(
            {
                "name": _SHARE_OF.format(letter=row.letter),
                "yen": most,
                "binds": binds,
                "slack": 0 if binds else most - row.human,
                "price": human["cap_prices"].get(one["code"], 0.0) if binds else 0.0,
            }
        )
    most = pot.get("most")
    if made or most is None:
        return made
    slack = most - max((row.human for row in rows), default=0)
    return [{"name": messages.SHARE, "yen": most, "binds": False, "slack": slack, "price": 0.0}]


def saved(found: Any, actor: Actor) -> list[dict[str, Any]]:
    """Saved plans of the round with their marks."""
    kept = queries.plans(found, actor)
    old = queries.stale(found, kept)
    return [
        {
            "plan": one,
            "name": Text(one.name_ja, one.name_en or one.name_ja),
            "sort": messages.SORTS[one.sort],
            "state": messages.STATES[one.state],
            "stale": one.code in old,
        }
        for one in kept
    ]


def address(given: QueryDict, written: Sequence[str]) -> str:
    """The address of the studio with these edits and what else was asked for."""
    query = QueryDict(mutable=True)
    for name in ("model", "seed", "size", "as_of", "what"):
        if given.get(name):
            query[name] = str(given[name])
    query.setlist("e", list(written))
    return query.urlencode()


def again(kept: Mapping[str, Any]) -> str:
    """The query by which the studio shows what a saved plan was made with."""
    query = QueryDict(mutable=True)
    query["model"], query["seed"] = kept["model"]["code"], str(kept["seed"])
    query["size"] = str(kept["scenarios"])
    query.setlist("e", [f"{code}~{edit}~{yen}" for code, edit, yen in kept["edits"]])
    return query.urlencode()


_POT: Final = Text("今回の枠", "This round's pot")
_RESERVE: Final = Text("後の回のために残す額", "Kept for later rounds")
_SHARE_OF: Final = Text("{letter} の一提案の上限", "Most of one proposal: {letter}")
_EDITED: Final = Text("{letter} の{edit}", "{letter}: {edit}")
_ROUND: Final = Text("第{number}回 決定済", "Round {number}, decided")
