"""Idempotency: the same key with the same request gets the first result again.

Decides: whether a request was done before. Called by `action` inside its transaction; on
PostgreSQL a second request with the same key waits at the unique constraint for the first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from ikkan.audit import rules
from ikkan.audit.messages import KEY_REUSED
from ikkan.audit.models import ActionKey
from ikkan.values.errors import KeyReused
from ikkan.values.ref import Ref

LONGEST_KEY = 100


def digest_of(arguments: Mapping[str, object]) -> str:
    """Digest over the arguments of a request; records count by their kind and key."""
    return hashlib.sha256(rules.canonical(_named(dict(arguments))).encode()).hexdigest()


def _named(value: object) -> object:
    if isinstance(value, models.Model):
        return {"record": value._meta.label_lower, "pk": str(value.pk)}
    if isinstance(value, Mapping):
        return {name: _named(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_named(item) for item in value]
    return value


def claim(actor: str, action: str, key: str, digest: str) -> tuple[ActionKey, bool]:
    """The row of this key, and whether it is new. Raises KeyReused for another request."""
    try:
        with transaction.atomic():
            return ActionKey.objects.create(
                actor=actor, action=action, key=key, args_digest=digest, at=timezone.now()
            ), True
    except IntegrityError:
        earlier = ActionKey.objects.get(actor=actor, action=action, key=key)
    if earlier.args_digest != digest:
        raise KeyReused("audit.key_reused", KEY_REUSED.format(key=key))
    return earlier, False


def keep(row: ActionKey, result: object) -> None:
    """Store what a repeated request shall get."""
    row.result = _stored(result)
    row.save(update_fields=["result"])


def replayed(row: ActionKey) -> Any:
    """The result of the first request; a record is read as it is now."""
    match row.result:
        case {"record": label, "pk": pk}:
            return apps.get_model(label)._default_manager.get(pk=pk)
        case {"ref": ref}:
            return Ref.parse(ref)
        case {"value": value}:
            return value
        case _:
            raise TypeError(f"no stored result in key {row.key}")


def _stored(result: object) -> dict[str, object]:
    if isinstance(result, models.Model):
        return {"record": result._meta.label_lower, "pk": str(result.pk)}
    if isinstance(result, Ref):
        return {"ref": str(result)}
    codes = isinstance(result, list) and all(isinstance(one, str) for one in result)
    if codes or result is None or isinstance(result, bool | int | str):
        return {"value": result}
    raise TypeError(
        f"an action with a key returns a record, a Ref, a text, a whole number, texts or None, "
        f"not {type(result).__name__}"
    )
