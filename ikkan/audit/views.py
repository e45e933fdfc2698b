"""Pages of audit: who may do what (for anyone), and who did what (for those who watch)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ikkan.audit import policy, queries, registry
from ikkan.audit.actor import PUBLIC_ROLE
from ikkan.audit.messages import NOT_A_NUMBER
from ikkan.audit.messages import render as words_of
from ikkan.audit.ports import actor_of
from ikkan.audit.verify import verify
from ikkan.values.errors import InputError

BIGGEST = 2**63 - 1


@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    """The matrix role × action, generated from what the code enforces."""
    language = _language()
    matrix = queries.matrix()
    mine = actor_of(request).roles

    def row(one: queries.Row) -> dict[str, object]:
        return {
            "name": one.name,
            "permission": one.permission,
            "description": one.description.of(language),
            "cells": [code in one.roles for code, _ in matrix.roles],
        }

    context = {
        "roles": [
            {
                "code": code,
                "label": label.of(language),
                "mine": code in mine and code != PUBLIC_ROLE,
            }
            for code, label in matrix.roles
        ],
        "actions": [row(one) for one in matrix.actions],
        "rights": [row(one) for one in matrix.rights],
    }
    return render(request, "audit/permissions.html", context)


@never_cache
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Entries from new to old, by actor, action or object."""
    actor = actor_of(request)
    policy.demand("can_read_journal", actor)
    chosen = queries.Filter(
        actor=request.GET.get("actor", "").strip()[:64],
        action=request.GET.get("action", "").strip()[:100],
        object_ref=request.GET.get("object", "").strip()[:200],
        before=_number(request.GET.get("before", "")),
    )
    return _journal(request, chosen, {})


@never_cache
@require_POST
def verify_now(request: HttpRequest) -> HttpResponse:
    """Verify the whole journal and show every finding above the list."""
    policy.demand("can_verify_journal", actor_of(request))
    report = verify()
    language = _language()
    findings = [
        {
            "severity": one.severity.value,
            "label": one.severity.label.of(language),
            "words": words_of(one).of(language),
            "code": one.code,
        }
        for one in report.findings
    ]
    return _journal(request, queries.Filter(), {"report": report, "findings": findings})


def _journal(
    request: HttpRequest, chosen: queries.Filter, outcome: dict[str, object]
) -> HttpResponse:
    language = _language()
    found = queries.page(chosen)
    context = {
        "lines": [
            {
                "entry": line.entry,
                "actor_name": line.actor_name,
                "description": line.description.of(language) if line.description else "",
                "erased": line.erased,
                "sealed": line.sealed,
            }
            for line in found.lines
        ],
        "older": found.older,
        "chosen": chosen,
        "filtered": bool(chosen.actor or chosen.action or chosen.object_ref),
        "action_names": [
            (one.name, one.description.of(language)) for one in registry.all_actions()
        ],
        "status": queries.status(),
        "may_verify": policy.permitted("can_verify_journal", actor_of(request)),
        **outcome,
    }
    return render(request, "audit/journal.html", context)


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 19 or int(text) > BIGGEST:
        raise InputError("audit.number", NOT_A_NUMBER.format(text=text[:20]))
    return int(text)


def _language() -> str:
    return "en" if get_language() == "en" else "ja"
