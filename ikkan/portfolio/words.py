"""What records of the portfolio are called; gates bear the name that the pack gives them.

Called by kinds, gaps and the work list.
"""

from __future__ import annotations

from django.utils import timezone

from ikkan.awards.models import Award
from ikkan.plan.queries import snapshot
from ikkan.portfolio.models import Gate, Handover, Seed
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def title_of(record: Seed | Gate | Handover) -> Text:
    """The title of a seed; gate or programme with the award for the others."""
    if isinstance(record, Seed):
        return Text.either(record.title_ja, record.title_en)
    name = award_title(record.award)
    if isinstance(record, Gate):
        gate = pack_name("gate", record.template)
        return Text(f"{gate.ja}：{name.ja}", f"{gate.en}: {name.en}")
    if not record.to_programme:
        return Text(f"企業導出へ：{name.ja}", f"Straight to a licence: {name.en}")
    to = pack_name("programme", record.to_programme)
    return Text(f"{to.ja}への引継ぎ：{name.ja}", f"Hand-over to {to.en}: {name.en}")


def award_title(award: Award) -> Text:
    """The title of an award; in English the Japanese one where no other is known."""
    return Text.either(award.title_ja, award.title_en)


def pack_name(kind: str, code: str) -> Text:
    """What the pack in force today calls a row; its code where there is none."""
    try:
        found = snapshot(timezone.localdate()).find(Ref(kind, code))
    except NotFound:
        found = None
    return Text(code, code) if found is None else found.label
