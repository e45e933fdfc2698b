"""Pages of policies beside those of records: two policies compared, and the paper.

Decides: nothing; both read through the visibility policy.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikkan.audit.ports import actor_of
from ikkan.budget.policies import paper, queries, showing
from ikkan.budget.policies.differing import ADDED, CHANGED, MOVED, REMOVED, SAME, differences
from ikkan.budget.policies.rules import SORTS
from ikkan.plan import queries as plan
from ikkan.records import days, papers
from ikkan.records import queries as records
from ikkan.records.words import language
from ikkan.values.errors import InputError, NotFound
from ikkan.values.text import Text

_LANGUAGES: Final = ("ja", "en")


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Items that one policy has over another; without one named, over the one it follows."""
    actor, as_of = actor_of(request), days.as_of(request)
    after = records.get(queries.KIND, code, actor)
    asked = request.GET.get("with") or (after.follows.code if after.follows else "")
    if not asked:
        raise InputError("budget.compare", _WITH)
    before = records.get(queries.KIND, asked, actor)
    said = language()
    found = differences(showing.compared(before, said), showing.compared(after, said))
    rows = {row.code: row.label for row in plan.snapshot(as_of).entries("project", state="all")}
    only = request.GET.get("view") == "differences"
    counts = {mark: sum(mark in one.marks for one in found) for mark in (*_MARKS, SAME)}
    context = {
        "before": before,
        "after": after,
        "before_title": showing.title(before),
        "after_title": showing.title(after),
        "rows": [one for one in found if one.differs or not only],
        "counts": [(_MARKS[mark], counts[mark], mark) for mark in _MARKS],
        "same": counts[SAME],
        "projects": rows,
        "sorts": SORTS,
        "marks": _MARKS,
        "only": only,
        "others": records.visible(queries.KIND, actor).exclude(pk=after.pk)[:50],
    }
    return render(request, "budget/policies/differences.html", context)


@require_safe
def download(request: HttpRequest, code: str, said: str, form: str) -> HttpResponse:
    """The paper of a policy in one language as HTML, PDF or workbook."""
    actor, as_of = actor_of(request), days.as_of(request)
    policy = records.get(queries.KIND, code, actor)
    if said not in _LANGUAGES or form not in papers.FORMS:
        raise NotFound("budget.policy_file", _NO_FILE)
    made = paper.of(policy, showing.show(policy, actor, as_of), as_of, said)
    return papers.answer(made, form, f"{policy.code}-{said}")


_MARKS: Final = {
    ADDED: Text("追加", "Added"),
    REMOVED: Text("削除", "Removed"),
    CHANGED: Text("変更", "Changed"),
    MOVED: Text("プロジェクトの移動", "Moved to another project"),
}
_WITH: Final = Text(
    "比べる方針を選んでください（?with=コード）。",
    "Choose the policy to compare with (?with=CODE).",
)
_NO_FILE: Final = Text(
    "そのファイルはありません。方針のページから選び直してください。",
    "There is no such file; choose one on the page of the policy.",
)
