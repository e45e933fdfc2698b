"""Everything Ikkan can refuse, as one tree; a view maps it to HTTP once.

Decides: the kinds of refusal. A message says what was wrong, where, and what to do (style 12).
Called by: every package.

    IkkanError
    ├── InputError              what was typed or uploaded cannot be read
    │   ├── PrintedFormError    a printed number or period
    │   ├── FaultsError         a problem, a history or a file with several faults at once
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
from typing import Generic, Protocol, TypeVar

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


class Fault(Protocol):
    """One thing that is wrong, with its code and its words."""

    @property
    def code(self) -> str: ...

    @property
    def text(self) -> Text: ...


F = TypeVar("F", bound=Fault)


class FaultsError(InputError, Generic[F]):
    """Every fault at once in `findings`; the text says the first `SHOWN` and counts the rest."""

    SHOWN = 20

    def __init__(self, findings: Iterable[F]) -> None:
        self.findings: tuple[F, ...] = tuple(findings)
        shown = self.findings[: self.SHOWN]
        rest = len(self.findings) - len(shown)
        ja = "\n".join(one.text.ja for one in shown) + (f"\nほか{rest}件" if rest else "")
        en = "\n".join(one.text.en for one in shown) + (f"\nand {rest} more" if rest else "")
        super().__init__(self.findings[0].code if self.findings else "input", Text(ja, en))


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
