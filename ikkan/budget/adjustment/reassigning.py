"""What a decided amount still is after later decisions moved some of it elsewhere (組み替え).

Decides: how much of it may be moved; the total of the year stays as it is, since what moves was
in the pot already. Called by actions, pages and the paper. Source: adjustment-2019-3 of the pack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ikkan.budget.adjustment.messages import OVER_SHARE
from ikkan.budget.adjustment.rules import Asked
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Decided money of one proposal to another, in yen."""

    source: str
    to: str
    yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is taken from one decided amount for one proposal."""

    award: Any
    to: str
    yen: int


def left(award: Any) -> int:
    """What the amount still is: as decided, less what was moved away."""
    return int(award.yen) - sum(int(one.yen) for one in award.reassigned.all())


def movable(award: Any) -> int:
    """What of it may still be moved: nothing once transfers were written."""
    return 0 if award.steps.all() else left(award)


def findings(
    moves: Iterable[Move],
    free: Mapping[str, int],
    takes: Mapping[str, Asked],
    share: int | None = None,
) -> list[Text]:
    """What stands against these moves: all of it, each with its proposal.

    `free` is what may be moved of each proposal, `takes` the proposals that may receive, `share`
    what one of them may take by the rules of the year.
    """
    said = list(moves)
    found = [] if said else [_NOTHING]
    pairs = Counter((one.source, one.to) for one in said)
    found += [_TWICE.format(source=pair[0], to=pair[1]) for pair, n in pairs.items() if n > 1]
    for one in said:
        if one.yen <= 0:
            found.append(_YEN.format(source=one.source))
        if one.source == one.to:
            found.append(_SAME.format(source=one.source))
    for source, yen in _sums((one.source, one.yen) for one in said).items():
        if source not in free:
            found.append(_NO_SOURCE.format(source=source))
        elif yen > free[source]:
            found.append(_TOO_MUCH.format(source=source, yen=yen, free=free[source]))
    for to, yen in _sums((one.to, one.yen) for one in said).items():
        asked = takes.get(to)
        if asked is None:
            found.append(_NO_TAKER.format(to=to))
        elif not max(asked.least_yen, 1) <= yen <= asked.yen:
            values = {"to": to, "yen": yen, "least": asked.least_yen, "most": asked.yen}
            found.append(_LIMITS.format(**values))
        elif share is not None and yen > share:
            found.append(OVER_SHARE.format(code=to, yen=yen, most=share))
    return found


def _sums(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, yen in amounts:
        found[code] = found.get(code, 0) + max(yen, 0)
    return found


def parts(move: Move, awards: Iterable[Any], taken: dict[int, int]) -> list[Part]:
    """From which decided amounts the money of a move comes, the oldest first.

    `taken` counts what earlier moves of the same decision took of each amount, and is added to.
    """
    found: list[Part] = []
    rest = move.yen
    for award in awards:
        free = movable(award) - taken.get(award.pk, 0)
        now = min(rest, free)
        if now > 0:
            found.append(Part(award=award, to=move.to, yen=now))
            taken[award.pk] = taken.get(award.pk, 0) + now
            rest -= now
    return found


_NOTHING = Text(
    "組み替える金額がありません。元の提案・移す先・金額を書いてください。",
    "Nothing is re-assigned; give the proposal it comes from, the one it goes to, and the amount.",
)
_YEN = Text(
    "{source}から移す金額は1円以上です。金額を直してください。",
    "The amount moved from {source} is one yen or more; correct it.",
)
_SAME = Text(
    "{source}から自分自身へは移せません。別の提案を選んでください。",
    "{source} cannot give to itself; choose another proposal.",
)
_TWICE = Text(
    "{source}から{to}への組み替えが二行あります。一行にまとめてください。",
    "There are two lines from {source} to {to}; make them one.",
)
_NO_TAKER = Text(
    "{to}は、この回で確認を終えた提案ではありません。先にこの回の提案として確認してください。",
    "{to} is no screened proposal of this round; have it screened in this round first.",
)
_NO_SOURCE = Text(
    "{source}には、前の回で決定されまだ執行していない金額がありません。",
    "{source} has no amount that an earlier round decided and that is not yet executed.",
)
_TOO_MUCH = Text(
    "{source}からは{free:,}円まで移せます（決定済みで未執行の額）。{yen:,}円を減らしてください。",
    "¥{free:,} can be moved from {source} (decided, not yet executed); lower the ¥{yen:,}.",
)
_LIMITS = Text(
    "{to}へ移す計{yen:,}円は、最小額{least:,}円から提案額{most:,}円までにしてください。",
    "The ¥{yen:,} moved to {to} in all must lie between its least amount of ¥{least:,} and the "
    "¥{most:,} asked for.",
)
