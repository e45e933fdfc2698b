"""The visibility policy as a page: which role sees which records, in words.

Decides: nothing; the table is the one that `sight.condition` enforces.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikkan.audit import ports
from ikkan.audit.actor import PUBLIC_ROLE
from ikkan.records.kinds import Kind, kind_of, kinds
from ikkan.records.sight import Everything, Flag, Own, Where
from ikkan.records.words import language
from ikkan.values.text import Text


@require_safe
def sight(request: HttpRequest) -> HttpResponse:
    """Kinds in rows, roles in columns; an empty cell is nothing beyond what the public sees."""
    speak = language()
    roles = list(ports.role_labels().items())
    table = [
        {
            "kind": kind,
            "cells": [[words.of(speak) for words in said(kind, code)] for code, _ in roles],
            "fields": [
                (field.label.of(speak), sorted(field.roles or ()))
                for field in kind.fields
                if field.roles is not None
            ],
        }
        for kind in kinds()
    ]
    mine = ports.actor_of(request).roles - {PUBLIC_ROLE}
    heads = [(label.of(speak), code in mine) for code, label in roles]
    return render(request, "records/sight.html", {"heads": heads, "table": table})


def said(kind: Kind, role: str) -> tuple[Text, ...]:
    """What a role sees of a kind, in words; the public's part is not repeated."""
    found = next((row for row in kind.sight if row.role == role), None)
    return tuple(_words(kind, where) for where in found.wheres) if found else ()


def _words(kind: Kind, where: Where) -> Text:
    if isinstance(where, Everything):
        return _EVERYTHING
    if isinstance(where, Flag):
        return _PUBLISHED
    if isinstance(where, Own):
        return _OWN
    scope = kind_of(where.kind)
    label = scope.label if scope else _SCOPES.get(where.kind, Text(where.kind, where.kind))
    return _WITHIN.format(kind=label)


_EVERYTHING: Final = Text("すべて", "Everything")
_PUBLISHED: Final = Text("公開されたもの", "What is published")
_OWN: Final = Text("自分あてのもの", "What is addressed to oneself")
_WITHIN: Final = Text("担当する{kind}のもの", "Those of the {kind} one acts for")
_SCOPES: Final = {
    "programme": Text("事業", "programme"),
    "project": Text("プロジェクト", "project"),
    "body": Text("府省", "ministry"),
}
