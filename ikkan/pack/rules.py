"""The registry of named rules: a pack names a rule and gives its parameters, never an expression.

Decides: which rules exist and which columns of the naming row each needs. Called by: the checker
(`declared` reads a pack's rules.py without running it), apply (`load` runs it), plan.
Source: design §2 "A pack names a registered rule", §3 "An identity holds if".
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import re
import sys
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from ikkan.values.errors import PackError
from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text

FILE: Final = "rules.py"
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
Rule = TypeVar("Rule", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRule:
    """One rule: the columns it needs filled, what it says, and the function of a pack's own rule.

    The functions of the rules that Ikkan brings stand in plan, which judges figures.
    """

    name: str
    parameters: tuple[str, ...]
    description: Text
    function: Callable[..., Any] | None = None


_collecting: ContextVar[dict[str, NamedRule] | None] = ContextVar("collecting", default=None)


def builtin() -> Mapping[str, NamedRule]:
    """The rules every pack may name, by name."""
    return _BUILTIN


def named_rule(
    name: str, *, parameters: tuple[str, ...] = (), description: Text
) -> Callable[[Rule], Rule]:
    """Registers a pack's own rule while its rules.py is loaded.

    Raises ValueError for a bad name, for one that exists, and outside of `load`.
    """

    def register(function: Rule) -> Rule:
        rules = _collecting.get()
        if rules is None:
            raise ValueError(f"{name}: named rules are registered only while a pack is loaded")
        if not _NAME.fullmatch(name) or name in rules or name in _BUILTIN:
            raise ValueError(f"{name}: not a free name of the form group.rule")
        rules[name] = NamedRule(
            name=name, parameters=parameters, description=description, function=function
        )
        return function

    return register


def declared(path: Path) -> tuple[frozenset[str], Finding | None]:
    """The rule names that a pack's rules.py registers, read without running it.

    Only names written as plain text in a `@named_rule("…")` decorator count.
    """
    file = path / FILE
    if not file.is_file():
        return frozenset(), None
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        place = Place(FILE, line=line if line else None)
        return frozenset(), Finding("rules.broken", place, values={"reason": str(error)})
    names = {
        call.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for call in node.decorator_list
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rpartition(".")[2] == "named_rule"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }
    return frozenset(names), None


def load(path: Path) -> Mapping[str, NamedRule]:
    """The rules of a pack: Ikkan's and those of its rules.py, which is run.

    Raises PackError when it cannot be run. The module is named by the hash of its path and text,
    so it never takes the place of another.
    """
    file = path / FILE
    if not file.is_file():
        return _BUILTIN
    mark = hashlib.sha256(str(file.resolve()).encode() + b"\0" + file.read_bytes()).hexdigest()
    name = f"ikkan_pack_rules_{mark[:16]}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise _broken("no loader")
    module = importlib.util.module_from_spec(spec)
    rules: dict[str, NamedRule] = {}
    token = _collecting.set(rules)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # foreign code may raise anything; it becomes one finding
        del sys.modules[name]
        raise _broken(f"{type(error).__name__}: {error}") from error
    finally:
        _collecting.reset(token)
    return MappingProxyType({**_BUILTIN, **rules})


def _broken(reason: str) -> PackError:
    finding = Finding("rules.broken", Place(FILE), values={"reason": reason})
    return PackError("rules.broken", _BROKEN.format(reason=reason), [finding])


_BROKEN = Text(
    "パックの規則rules.pyを実行できません（{reason}）。直してから読み込んでください。",
    "The pack's rules.py cannot be run ({reason}). Correct it, then load the pack.",
)


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
