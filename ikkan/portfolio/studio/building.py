"""Proposals and what may become of them as a problem of the allocation engine.

Decides: how a round becomes numbers: a proposal is a programme between nothing, its least and what
was asked; wherever it goes well its effect can be bought in proportion to the money, and the
reserve pays more of it later. Called by engine. Source: performance §1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ikkan.portfolio.studio import messages, rules
from ikkan.portfolio.studio.rules import Ask, ValueModel
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.optimize.allocation import Problem, Scenarios

Goes = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Some proposals together get at most `most` yen; `code` and `name` say which rule that is."""

    code: str
    name: Text
    members: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pot:
    """Yen of this round, yen kept for later rounds, and the rules of the policy about both.

    `most` is what the policy lets one proposal take, None where it says nothing of it; `limits`
    are the proposals that ask for more than that.
    """

    yen: int
    reserve: int = 0
    most: int | None = None
    limits: tuple[Limit, ...] = ()


def shares(asks: Sequence[Ask], most: int | None) -> tuple[Limit, ...]:
    """A limit for each proposal that asks for more than one may take."""
    return tuple(
        Limit(code=f"share:{one.code}", name=messages.SHARE, members=(one.code,), most=most)
        for one in asks
        if most is not None and one.yen > most
    )


def problem(asks: Sequence[Ask], pot: Pot, model: ValueModel, goes: Goes) -> Problem:
    """The round without any edit; `goes` (S, n) says where each proposal goes well.

    Nothing has to be paid in mid-year, so the penalty only keeps money that is not there from
    being worth its while.
    Raises AllocationError of the engine for what cannot be, ValueError for amounts out of unit.
    """
    from ikkan.optimize import allocation

    return allocation.Problem(
        programmes=tuple(_programme(one) for one in asks),
        total=_whole(min(pot.yen, sum(one.yen for one in asks))),
        fund=_whole(pot.reserve),
        penalty=2 * len(goes) * max(rules.worth_if(model, one) / one.yen for one in asks),
        scenarios=scenarios(asks, model, goes),
        caps=tuple(
            allocation.Cap(
                code=one.code, name=one.name.ja, members=one.members, most=_whole(one.most)
            )
            for one in pot.limits
        ),
        unit=rules.UNIT,
    )


def _programme(ask: Ask) -> Any:
    from ikkan.optimize import allocation

    return allocation.Programme(
        code=ask.code,
        name=ask.title.ja,
        floor=0,
        ceiling=ask.yen,
        least=ask.least,
        project=ask.project,
        ministry=ask.ministry,
    )


def scenarios(asks: Sequence[Ask], model: ValueModel, goes: Goes) -> Scenarios:
    """Every scenario with the effects of the proposals that go well in it.

    A model that leaves the forecast out takes every proposal as going well. Worths are set so that
    over the scenarios each proposal goes well as often as its forecast says: the sample moves what
    the reserve can pay later, never how two proposals compare.
    """
    from ikkan.optimize import allocation

    taken = goes.copy() if rules.uses_forecast(model) else np.ones_like(goes)
    taken[0, ~taken.any(axis=0)] = True
    likely = np.array([one.probability for one in asks])
    often = likely / taken.mean(axis=0) if rules.uses_forecast(model) else np.ones(len(asks))
    yen = np.array([one.yen for one in asks], dtype=np.int64)
    worth = often * [rules.worth_if(model, one) for one in asks]
    place = np.nonzero(taken)[1].astype(np.int32)
    size = len(taken)
    return allocation.Scenarios(
        weight=np.full(size, 1.0 / size),
        need=np.zeros((size, len(asks)), dtype=np.int64),
        lumps=allocation.Lumps(
            starts=np.concatenate(([0], np.cumsum(taken.sum(axis=1)))).astype(np.int64),
            programme=place,
            yen=yen[place],
            worth=worth[place],
        ),
    )


def _whole(yen: int) -> int:
    """Down to a whole unit: what is left over cannot be planned."""
    return yen - yen % rules.UNIT


def amounts(asks: Sequence[Ask], x: Mapping[str, int]) -> npt.NDArray[np.float64]:
    """The part of each proposal that is paid, in the order of the proposals."""
    return np.array([rules.share(x.get(one.code, 0), one.yen) for one in asks])
