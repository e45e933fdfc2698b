"""Every model of the horizon."""

from ikkan.portfolio.horizon.models.dossiers import Assessment, Dossier, ShortList
from ikkan.portfolio.horizon.models.outbreak import (
    Alert,
    EmergencyProgramme,
    Explainer,
    Sharing,
    SharingStep,
    Strategy,
)
from ikkan.portfolio.horizon.models.signals import (
    ContactNote,
    ScanSource,
    Signal,
    Topic,
    TopicReading,
)

__all__ = [
    "Alert",
    "Assessment",
    "ContactNote",
    "Dossier",
    "EmergencyProgramme",
    "Explainer",
    "ScanSource",
    "Sharing",
    "SharingStep",
    "ShortList",
    "Signal",
    "Strategy",
    "Topic",
    "TopicReading",
]
