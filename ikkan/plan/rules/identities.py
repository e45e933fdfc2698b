"""What an identity is, and what a judgement of it holds: the words of the rules.

Decides: the four verdicts and their order. Called by: judging, snapshots, pages.
Source: design §3; columns of `identity` in schema.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from ikkan.values.figure import Interval
from ikkan.values.text import Text

SUM: Final = "identity.sum"
SAME: Final = "identity.same"
RATE: Final = "identity.rate"
AT_MOST: Final = "identity.at_most"
SPAN: Final = "identity.span"
NONE: Final = "identity.none"
EQUALITIES: Final = frozenset({SUM, SAME, RATE, SPAN})


class Verdict(Enum):
    """What the rule says of an identity; the value is its code everywhere."""

    HOLDS = "holds"
    WITHIN_ROUNDING = "within_rounding"
    CONTRADICTION = "contradiction"
    NO_IDENTITY = "no_identity"

    @property
    def rank(self) -> int:
        """How bad: 0 no identity, 1 holds, 2 within rounding, 3 contradiction."""
        return _RANKS[self]

    @property
    def label(self) -> Text:
        """一致・端数の範囲・矛盾・恒等式でない."""
        return _LABELS[self]


_RANKS: Final = {
    Verdict.NO_IDENTITY: 0,
    Verdict.HOLDS: 1,
    Verdict.WITHIN_ROUNDING: 2,
    Verdict.CONTRADICTION: 3,
}
_LABELS: Final = {
    Verdict.HOLDS: Text("一致", "Holds"),
    Verdict.WITHIN_ROUNDING: Text("端数の範囲", "Within rounding"),
    Verdict.CONTRADICTION: Text("矛盾", "Contradiction"),
    Verdict.NO_IDENTITY: Text("恒等式でない", "No identity"),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """A figure code with its sign, +1 or -1, as an identity names it."""

    sign: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a pack says must agree: parts on the left, the print on the right."""

    code: str
    rule: str
    left: tuple[Signed, ...] = ()
    right: tuple[Signed, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The figures it uses, left first, each once."""
        return tuple(dict.fromkeys(term.code for term in (*self.left, *self.right)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One figure in its place, with what was compared."""

    side: str
    sign: int
    code: str
    printed: str
    value: Decimal
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One left-hand number against one right-hand number."""

    arithmetic: str
    left: Decimal
    right: Decimal
    left_interval: Interval
    right_interval: Interval
    verdict: Verdict

    @property
    def difference(self) -> Decimal:
        return self.left - self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on an identity with everything a page needs to show why.

    `comparisons` is empty without identity; the numbers below are those of the worst comparison.
    """

    identity: Identity
    verdict: Verdict
    terms: tuple[Term, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    @property
    def decisive(self) -> Comparison | None:
        return max(self.comparisons, key=lambda found: found.verdict.rank, default=None)

    @property
    def left(self) -> Decimal | None:
        return None if self.decisive is None else self.decisive.left

    @property
    def right(self) -> Decimal | None:
        return None if self.decisive is None else self.decisive.right

    @property
    def left_interval(self) -> Interval | None:
        return None if self.decisive is None else self.decisive.left_interval

    @property
    def right_interval(self) -> Interval | None:
        return None if self.decisive is None else self.decisive.right_interval

    @property
    def difference(self) -> Decimal | None:
        return None if self.decisive is None else self.decisive.difference

    @property
    def arithmetic(self) -> str:
        """Every comparison in signs and digits: ``557 + 476 + 169 = 1202 ≠ 1201``."""
        return "; ".join(found.arithmetic for found in self.comparisons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why an identity may not be judged; `code` is that of the finding."""

    code: str
    values: Mapping[str, object]


def identity_of(code: str, data: Mapping[str, Any]) -> Identity:
    """The identity that a row of the pack declares (columns rule, left, right)."""
    return Identity(
        code=code,
        rule=str(data["rule"]),
        left=signed(data.get("left")),
        right=signed(data.get("right")),
    )


def signed(terms: object) -> tuple[Signed, ...]:
    """``+a +b -c`` as signed codes; nothing of an empty cell."""
    words = str(terms).split() if terms else []
    return tuple(Signed(-1 if word[0] == "-" else 1, word.lstrip("+-")) for word in words)
