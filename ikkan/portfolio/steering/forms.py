"""Forms of kept scenarios, and how the workshop reads a lever from what was typed.

They read what was typed; the rules decide.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import QueryDict

from ikkan.portfolio.steering import messages, rules
from ikkan.portfolio.steering.messages import SteeringError
from ikkan.portfolio.steering.rules import Levers
from ikkan.portfolio.studio.forms import amount
from ikkan.records import forms
from ikkan.values.errors import InputError
from ikkan.values.text import Text

NAMES: Final = ("move", "gate", "call")
_REF: Final = Text("資料（種類:コード）", "Paper (kind:code)")
_HELP: Final = Text(
    "例：plan.decision:DEC-2026-0001、budget.adjustment_round:…、plan.paper:…",
    "For instance plan.decision:DEC-2026-0001, budget.adjustment_round:…, plan.paper:…",
)


class AttachForm(forms.ActionForm):
    """What a scenario is attached to."""

    ref = forms.text(_REF, help=_HELP)


class WithdrawForm(forms.ActionForm):
    """Why a scenario is taken back."""

    reason = forms.long_text(Text("理由", "Reason"))


def levers(given: QueryDict) -> Levers:
    """What an address asks for, with the lever its form adds. Raises SteeringError, InputError."""
    pairs = [(name, value) for name in NAMES for value in given.getlist(name)]
    made = _added(given)
    found, wrong = rules.read([*pairs, *([made] if made else [])])
    if wrong:
        raise SteeringError(wrong)
    drop = given.get("drop", "")
    return found.without(int(drop)) if drop.isascii() and drop.isdigit() else found


def _added(given: QueryDict) -> tuple[str, str] | None:
    sort = given.get("add", "")
    if sort == "move":
        yen = amount(given.get("yen", ""))
        return sort, f"{_code(given, 'source')}~{_code(given, 'target')}~{yen}"
    if sort == "gate":
        points, stay = _number(given, "points", "0"), _number(given, "stay", "100")
        return sort, f"{_code(given, 'phase')}~{points}~{stay}"
    if sort == "call":
        starts, years = _number(given, "starts", ""), _number(given, "lasting", "")
        return sort, f"{_code(given, 'programme')}~{starts}~{years}"
    return None


def whole(given: QueryDict, name: str, default: int, most: int) -> int:
    """A whole number of an address. Raises InputError."""
    typed = given.get(name, "")
    if not typed:
        return default
    if not (typed.isascii() and typed.isdigit()) or not 0 <= int(typed[:12]) <= most:
        raise InputError("steering.number", messages.NUMBER.format(read=typed[:40]))
    return int(typed)


def _number(given: QueryDict, name: str, default: str) -> int:
    typed = (given.get(name, "").strip() or default).replace("−", "-")
    digits = typed.lstrip("+-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise InputError("steering.number", messages.NUMBER.format(read=typed[:40] or "–"))
    return int(typed)


def _code(given: Any, name: str) -> str:
    written: str = given.get(name, "")[:80]
    return written.replace("~", "")
