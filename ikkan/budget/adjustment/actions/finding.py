"""How the actions of the adjustment fund find and lock their records, change them and say so.

Decides: the row of the year is locked before everything else, so that no two decide on one pot at
once. Called by the other modules here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import require_version
from ikkan.budget.adjustment import messages
from ikkan.budget.adjustment.queries import PROPOSAL, ROUND
from ikkan.budget.models import AdjustmentProposal, AdjustmentRound, AdjustmentYear
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def locked_year(code: str) -> AdjustmentYear:
    """The year of that code. Raises NotFound."""
    year = AdjustmentYear.objects.select_for_update().filter(code=code).first()
    if year is None:
        raise NotFound("adjustment.year", messages.NO_YEAR.format(code=code[:80]))
    return year


def locked_round(code: str, version: int | None, *states: str) -> AdjustmentRound:
    """The round with its year locked first. Raises NotFound, VersionConflict, InputError."""
    found = AdjustmentRound.objects.filter(code=code).values_list("pk", "year__code").first()
    if found is None:
        raise NotFound("adjustment.round", messages.NO_ROUND.format(code=code[:80]))
    year = locked_year(found[1])
    round_ = AdjustmentRound.objects.select_for_update().get(pk=found[0])
    round_.year = year
    require_version(round_, version)
    if states and round_.state not in states:
        wanted = _said(messages.ROUND_STATES, states)
        words = messages.ROUND_STATE.format(
            state=messages.ROUND_STATES[round_.state], wanted=wanted
        )
        raise InputError("adjustment.round_state", words)
    return round_


def locked_proposal(code: str, version: int | None, *states: str) -> AdjustmentProposal:
    """The proposal with year and round locked first. Raises NotFound, VersionConflict,
    InputError."""
    found = AdjustmentProposal.objects.filter(code=code).values_list("pk", "round__code").first()
    if found is None:
        raise NotFound("adjustment.proposal", messages.NO_PROPOSAL.format(code=code[:80]))
    round_ = AdjustmentRound.objects.get(code=found[1])
    year = locked_year(round_.year.code)
    one = AdjustmentProposal.objects.select_for_update().get(pk=found[0])
    one.round = AdjustmentRound.objects.select_for_update().get(pk=round_.pk)
    one.round.year = year
    require_version(one, version)
    if one.state not in states:
        words = messages.PROPOSAL_STATE.format(
            state=messages.PROPOSAL_STATES[one.state],
            wanted=_said(messages.PROPOSAL_STATES, states),
        )
        raise InputError("adjustment.proposal_state", words)
    return one


def _said(names: Mapping[str, Text], states: Iterable[str]) -> Text:
    found = [names[state] for state in states]
    return Text("・".join(one.ja for one in found), ", ".join(one.en for one in found))


def refuse(rule: str, found: Iterable[Text]) -> None:
    """Raise InputError with everything that was found, if anything was."""
    texts = list(found)
    if texts:
        ja, en = "".join(one.ja for one in texts), " ".join(one.en for one in texts)
        raise InputError(f"adjustment.{rule}", Text(ja, en))


def changed_round(
    round_: AdjustmentRound, said: Mapping[str, Any], *fields: str
) -> AdjustmentRound:
    """Count the version up, save and write the journal."""
    round_.version += 1
    round_.save(update_fields=["version", *fields])
    journal.write(Ref(ROUND, round_.code), dict(said))
    return round_


def changed_proposal(
    one: AdjustmentProposal, said: Mapping[str, Any], *fields: str
) -> AdjustmentProposal:
    """Count the version up, save and write the journal."""
    one.version += 1
    one.save(update_fields=["version", *fields])
    journal.write(Ref(PROPOSAL, one.code), dict(said))
    return one
