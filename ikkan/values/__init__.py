"""The words every package shares: money, years, eras, printed figures, references, errors.

Decides nothing itself; the modules do. Called by: every package. Pure Python, nothing else.
Source: design §2 (`values` is the lowest layer).
"""

from ikkan.values.era import Era, EraYear
from ikkan.values.errors import (
    Busy,
    EraError,
    IkkanError,
    InputError,
    KeyReused,
    NotAllowed,
    NotFound,
    PackError,
    PrintedFormError,
    RefError,
    UnitError,
    VersionConflict,
    YearError,
)
from ikkan.values.figure import Figure, Interval
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.money import Rounding, Unit, Yen
from ikkan.values.periods import Period
from ikkan.values.printed import Printed
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear, PlanTerm

__all__ = [
    "Busy",
    "Era",
    "EraError",
    "EraYear",
    "Figure",
    "Finding",
    "FiscalYear",
    "IkkanError",
    "InputError",
    "Interval",
    "KeyReused",
    "NotAllowed",
    "NotFound",
    "PackError",
    "Period",
    "Place",
    "PlanTerm",
    "Printed",
    "PrintedFormError",
    "Ref",
    "RefError",
    "Rounding",
    "Severity",
    "Text",
    "Unit",
    "UnitError",
    "VersionConflict",
    "YearError",
    "Yen",
]
