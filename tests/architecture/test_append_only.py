"""Ledger, journal and figures only grow: no write passes by `save()` and its checks.

`QuerySet.update` takes keywords only, which tells it from the `update` of a dict, set or hash.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("audit", "plan", "line", "budget")
# What waits to be done is no record: a row goes when its work is done.
QUEUES = {"Unsealed", "Upload"}
# Drafts that are still written: lines of a version not yet submitted, items and grounds of a policy
# not yet decided. Guards of their actions refuse it afterwards; what went is in the journal.
DRAFTS = {
    "ikkan/budget/policies/actions/grounds.py": {"gone"},
    "ikkan/budget/policies/actions/items.py": {"item"},
    "ikkan/budget/requests/actions/lines.py": {"Line", "stored"},
}
ALWAYS = {"bulk_update", "update_or_create", "_raw_delete", "aupdate", "adelete", "abulk_update"}


def passes_by(call: ast.Call) -> str | None:
    """The name of the call if it rewrites or removes rows, else None."""
    if not isinstance(call.func, ast.Attribute):
        return None
    name = call.func.attr
    if name in ALWAYS:
        return name
    if name == "update" and not call.args and call.keywords:
        return name
    if name == "delete" and not call.args and not call.keywords:
        return name
    return None


def model_of(call: ast.Call) -> str | None:
    """The name at the root of the chain: `Entry` in `Entry.objects.filter(…).delete()`."""
    node: ast.AST = call
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def findings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or model_of(node) in QUEUES:
            continue
        if model_of(node) in DRAFTS.get(str(path.relative_to(ROOT)), set()):
            continue
        if name := passes_by(node):
            yield f"{path.relative_to(ROOT)}:{node.lineno}: .{name}("


def test_no_row_is_rewritten_past_its_model() -> None:
    found = [
        finding
        for package in PACKAGES
        for path in sorted((ROOT / "ikkan" / package).rglob("*.py"))
        if "migrations" not in path.parts
        for finding in findings(path)
    ]
    assert not found, "\n".join(found)


def test_the_scan_tells_a_queryset_from_a_dict() -> None:
    calls = [
        node.value
        for node in ast.parse(
            "rows.update(state=1)\nseen.update({1: 2})\nrow.delete()\ncache.delete('k')"
        ).body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]
    assert [passes_by(call) for call in calls] == ["update", None, "delete", None]
