"""The registry of named rules: a pack names a rule and gives its parameters, never an expression.

Decides: which rules exist and which columns of the naming row each needs. Called by: the checker
and numbers.
Source: design §2 "A pack names a registered rule", §3 "An identity holds if".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRule:
    """One rule: the columns it needs filled and what it says; plan judges by its name."""

    name: str
    parameters: tuple[str, ...]
    description: Text


def builtin() -> Mapping[str, NamedRule]:
    """The rules every pack may name, by name."""
    return _BUILTIN


def of_numbers() -> Mapping[str, NamedRule]:
    """The rules that a number scheme of pack.toml may name, by name."""
    return _NUMBERS


def _rule(name: str, parameters: tuple[str, ...], ja: str, en: str) -> NamedRule:
    return NamedRule(name=name, parameters=parameters, description=Text(ja, en))


_BOTH = ("left", "right")
_BUILTIN: Final[Mapping[str, NamedRule]] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            _rule(
                "identity.sum",
                _BOTH,
                "符号付きの部分の和が、印字された計に等しい。",
                "The signed parts sum to the printed total.",
            ),
            _rule(
                "identity.same",
                ("left",),
                "同じ量が二度以上印字され、すべてが等しい（右は空でもよい）。",
                "The same amount is printed more than once; all agree (right may be empty).",
            ),
            _rule(
                "identity.rate",
                _BOTH,
                "前の値に対する増減の割合（％）が、印字された率に等しい（左は「+新 -旧」）。",
                "The change over the earlier value, in percent, is the printed rate (+new -old).",
            ),
            _rule(
                "identity.at_most",
                _BOTH,
                "左の和は右の和を超えない。",
                "The left sum is at most the right one.",
            ),
            _rule(
                "identity.span",
                _BOTH,
                "最初から最後までの年度の数が、印字された年数に等しい（左は「+最後 -最初」）。",
                "The years from first to last, both counted, are as printed (+last -first).",
            ),
            _rule(
                "identity.none",
                ("reason",),
                "恒等式ではない。理由を必ず書く。",
                "Not an identity; the reason is given.",
            ),
        )
    }
)
_NUMBERS: Final[Mapping[str, NamedRule]] = MappingProxyType(
    {
        "number.segments": _rule(
            "number.segments",
            ("segments",),
            "番号は区分を順に並べたもの。謝辞では、接頭辞と先頭の決まった字数で引く。",
            "A number is its segments in order; it is cited as a prefix and its first characters.",
        )
    }
)
