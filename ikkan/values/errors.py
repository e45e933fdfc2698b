"""Everything Ikkan can refuse, as one tree; a view maps it to HTTP once.

Decides: the kinds of refusal. A message says what was wrong, where, and what to do (style 12).
Called by: every package.

    IkkanError
    ├── InputError              what was typed or uploaded cannot be read
    │   ├── PrintedFormError    a printed number or period
    │   ├── EraError            a Japanese era, year or date
    │   ├── RefError            a typed reference
    │   ├── UnitError           a unit, or an amount that does not fit it
    │   └── YearError           a fiscal year or plan term
    ├── PackError               a policy pack does not pass its check; carries the findings
    ├── NotAllowed              the actor lacks the permission
    ├── NotFound                nothing of that kind and code (or not visible to the actor)
    ├── VersionConflict         the record changed since it was read
    ├── KeyReused               an idempotency key came back with another request
    └── Busy                    somebody else holds the lock; try again
"""

from __future__ import annotations

from collections.abc import Iterable

from ikkan.values.finding import Finding
from ikkan.values.text import Text


class IkkanError(Exception):
    """A refusal with a stable `code` ("era.impossible") and a `text` in both languages.

    ``str()`` gives both languages, Japanese first; pages use ``error.text.of(language)``.
    """

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text

    def __str__(self) -> str:
        return f"{self.text.ja} / {self.text.en}"


class InputError(IkkanError):
    """What was typed or uploaded cannot be read."""


class PrintedFormError(InputError):
    """A printed number, breakdown or period that no known form matches."""


class EraError(InputError):
    """An era, era year or date that never was, or that the calendar rules exclude."""


class RefError(InputError):
    """A text that is no typed reference."""


class UnitError(InputError):
    """An unknown unit, two units where one is allowed, or a fraction of a yen."""


class YearError(InputError):
    """A fiscal year or plan term that cannot be."""


class PackError(IkkanError):
    """A policy pack does not pass its check; `findings` holds all of them, never the first only."""

    def __init__(self, code: str, text: Text, findings: Iterable[Finding] = ()) -> None:
        super().__init__(code, text)
        self.findings: tuple[Finding, ...] = tuple(findings)


class NotAllowed(IkkanError):
    """The actor lacks the permission for this action on this record."""


class NotFound(IkkanError):
    """Nothing of that kind and code exists, or the actor may not know that it does."""


class VersionConflict(IkkanError):
    """The record changed since the actor read it."""


class KeyReused(IkkanError):
    """An idempotency key came back with a different request."""


class Busy(IkkanError):
    """Somebody else holds what this action needs; nothing was done."""
