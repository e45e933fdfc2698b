"""The decorator that makes a function an action, and audit's own action.

Decides: permission, transaction, idempotency and the one journal entry, alike for every context.
An action called inside another joins its transaction: it has its own permission check and its own
entry, and all of them are done or none. Source: design §2 ("Writes are actions").
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.db import DatabaseError, IntegrityError, OperationalError, transaction

from ikkan.audit import journal, keys, policy, registry
from ikkan.audit.actor import Actor, Reach
from ikkan.audit.messages import BUSY, ENTRY_UNKNOWN, RECORDED_MEANWHILE, VERSION_CONFLICT
from ikkan.audit.models import JournalPayload
from ikkan.values.errors import Busy, NotFound, VersionConflict
from ikkan.values.text import Text

P = ParamSpec("P")
R = TypeVar("R")
_DEMANDED = ("by", "as_of", "version", "key")
_BUSY_STATES = {"40001", "40P01", "55P03"}  # serialisation, deadlock, lock not available
_TWICE_STATE = "23505"  # unique violation


class Versioned(Protocol):
    """A record with an optimistic row version."""

    version: Any


def action(
    name: str,
    *,
    permission: str,
    description: Text,
    scope: Callable[[Mapping[str, Any]], Reach] | None = None,
    secret: tuple[str, ...] = (),
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register `name` ("plan.record_pack"); the function takes `by, as_of, version, key` by name.

    `scope(arguments by name)` gives the record, or a tuple of them (the person, the organisation,
    the programme), that a role for one record must reach. Arguments in
    `secret` stay out of the key's digest. Inside, the function calls `journal.write` once, or
    `journal.nothing_to_do()`. Raises NotAllowed, KeyReused, Busy, VersionConflict where another
    action recorded the same at the same moment, and what the function raises.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        for wanted in _DEMANDED:
            given = signature.parameters.get(wanted)
            if given is None or given.kind is not inspect.Parameter.KEYWORD_ONLY:
                raise TypeError(f"action {name} takes `{wanted}` by name only")

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            by, as_of, key = _demanded(name, bound.arguments)
            if scope is not None and policy.asks_where(permission, by):
                policy.demand(permission, by, scope(bound.arguments), doing=description)
            else:
                policy.demand(permission, by, doing=description)
            hidden = {"by", "key", *secret}
            request = {k: v for k, v in bound.arguments.items() if k not in hidden}
            frame = journal.Frame(action=name, actor=by.code, as_of=as_of, key=key)
            try:
                with transaction.atomic():
                    return _once(frame, request, lambda: function(*args, **kwargs))
            except OperationalError as error:
                if _is_busy(error):
                    raise Busy("audit.busy", BUSY) from error
                raise
            except IntegrityError as error:
                if _is_twice(error):
                    raise VersionConflict("audit.recorded_meanwhile", RECORDED_MEANWHILE) from error
                raise

        registry.register(
            registry.Action(name=name, permission=permission, description=description, function=run)
        )
        return run

    return decorate


def _demanded(name: str, arguments: dict[str, Any]) -> tuple[Actor, date, str]:
    by, as_of, key = arguments["by"], arguments["as_of"], arguments["key"]
    if not isinstance(by, Actor):
        raise TypeError(f"action {name}: `by` is an Actor, not {type(by).__name__}")
    if type(as_of) is not date:
        raise TypeError(f"action {name}: `as_of` is a date, not {type(as_of).__name__}")
    if key is not None and not 0 < len(key) <= keys.LONGEST_KEY:
        raise ValueError(f"action {name}: a key has 1 to {keys.LONGEST_KEY} characters")
    return by, as_of, key or ""


def _once(frame: journal.Frame, request: dict[str, Any], body: Callable[[], R]) -> R:
    if not frame.key:
        return journal.run_in(frame, body)
    row, new = keys.claim(frame.actor, frame.action, frame.key, keys.digest_of(request))
    if not new:
        result: R = keys.replayed(row)
        return result
    result = journal.run_in(frame, body)
    keys.keep(row, result)
    return result


def _is_busy(error: DatabaseError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _BUSY_STATES or "database is locked" in str(error)


def _is_twice(error: DatabaseError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state == _TWICE_STATE or "UNIQUE constraint failed" in str(error)


def require_version(record: Versioned, version: int | None) -> None:
    """Raise VersionConflict unless the caller saw this version; None never matches.

    Read the record with `select_for_update()` first; add 1 to `record.version` before saving.
    """
    if record.version != version:
        raise VersionConflict(
            "audit.version",
            VERSION_CONFLICT.format(seen="–" if version is None else version, now=record.version),
        )


@action(
    "audit.erase_payload",
    permission="can_erase_payload",
    description=Text(
        "操作記録の一件から個人の情報を含む内容を消す（封印は検証できるまま残る）",
        "Erase what one entry of the journal said about a person; its seal stays verifiable",
    ),
)
def erase_payload(
    uid: UUID, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> None:
    """Erase one payload for good; the reason is journalled. Raises NotFound."""
    payload = (
        JournalPayload.objects.select_related("entry")
        .select_for_update(of=("self",))
        .filter(entry__uid=uid)
        .first()
    )
    if payload is None:
        raise NotFound("audit.entry_unknown", ENTRY_UNKNOWN.format(uid=uid))
    if payload.body is None:
        journal.nothing_to_do()
        return
    payload.body, payload.salt = None, ""
    payload.save(update_fields=["body", "salt"])
    journal.write(f"entry:{payload.entry.number}", {"reason": reason})
