"""Overlap cases: opened on two records, talked over, settled with a reason and a decision.

Decides: the score found when a case is opened stands in it for good; a settled case never changes;
division and merging cite a decision of the liaison conference. Source: 004:513-517, 000:284.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.awards.elsewhere import comparing, messages, queries, rules
from ikkan.awards.elsewhere.models import Overlap, Theme
from ikkan.awards.elsewhere.rules import CASE, OPEN, SETTLED, TALKED
from ikkan.line import registry
from ikkan.line.writing import SIDE, Joint, join
from ikkan.plan.models import Decision
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

DECISION = "plan.decision"


def reach_of(bodies: list[str]) -> tuple[Ref, ...]:
    """The ministries and funders through which a role reaches a case."""
    return tuple(Ref("body", code) for code in bodies) or (Ref("body", "-"),)


def _new_reach(given: Mapping[str, Any]) -> tuple[Ref, ...]:
    rows = queries.rows_of((given["left"], given["right"])).values()
    return reach_of([code for row in rows for code in queries.bodies_of(row)])


def _held_reach(given: Mapping[str, Any]) -> tuple[Ref, ...]:
    bodies = Overlap.objects.filter(code=given["code"]).values_list("bodies", flat=True).first()
    return reach_of(bodies or [])


@action(
    "awards.open_overlap",
    permission="can_talk_overlap",
    description=Text("重複の確認を始める", "Open a case of overlap"),
    scope=_new_reach,
)
def open_overlap(
    left: Ref,
    right: Ref,
    due_on: date | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Overlap:
    """A case of two records with the score found now. Raises InputError (no side, the same
    record, nothing there, a case is there)."""
    found = list(rules.refused_pair(left, right))
    if not found:
        known = registry.exist({left, right})
        found = [
            messages.NOTHING.format(ref=ref)
            for ref in dict.fromkeys((left, right))
            if ref not in known
        ]
    if found:
        raise InputError("awards.overlap_pair", _joined(found))
    first, second = rules.in_order(left, right)
    there = Overlap.objects.filter(left=str(first), right=str(second)).first()
    if there is not None:
        words = messages.CASE_THERE.format(code=there.code)
        raise InputError("awards.overlap_there", words)
    rows = queries.rows_of((first, second))
    case = Overlap.objects.create(
        code=next_code("OVL", as_of.year),
        left=str(first),
        right=str(second),
        bodies=sorted({code for row in rows.values() for code in queries.bodies_of(row)}),
        score=_score(first, second),
        state=OPEN,
        due_on=due_on,
    )
    case.themes.set([row for row in rows.values() if isinstance(row, Theme)])
    _join(case)
    said = {"left": case.left, "right": case.right, "score": case.score, "due_on": due_on}
    journal.write(Ref(CASE, case.code), said)
    return case


@action(
    "awards.record_talk",
    permission="can_talk_overlap",
    description=Text("重複についての協議を記録する", "Record what was talked over"),
    scope=_held_reach,
)
def record_talk(
    code: str,
    talk: str,
    talked_on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Overlap:
    """The case counts as talked over. Raises NotFound, VersionConflict, InputError."""
    case = _locked(code, version)
    found = []
    if case.state in SETTLED:
        found.append(messages.IS_SETTLED.format(state=messages.CASE_STATES[case.state]))
    if not talk.strip():
        found.append(messages.TALK)
    if talked_on > as_of:
        found.append(messages.TALKED_AHEAD.format(day=talked_on, today=as_of))
    if found:
        raise InputError("awards.overlap_talk", _joined(found))
    case.state, case.talk, case.talked_on = TALKED, talk.strip(), talked_on
    said = {"talk": case.talk, "talked_on": talked_on}
    return _changed(case, said, "state", "talk", "talked_on")


@action(
    "awards.settle_overlap",
    permission="can_settle_overlap",
    description=Text(
        "重複の扱い（分担・一本化・重複なし）を決める",
        "Settle a case: divided, merged, or no overlap",
    ),
)
def settle_overlap(
    code: str,
    state: str,
    reason: str,
    decision: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Overlap:
    """How it ends; `decision` is the code of one of the liaison conference.

    Raises NotFound, VersionConflict, InputError with every finding.
    """
    case = _locked(code, version)
    cited = Decision.objects.filter(code=decision).first() if decision else None
    named = cited.code if cited is not None else None
    found = list(
        rules.refused_settlement(
            case.state, state, reason, named, cited.state if cited is not None else ""
        )
    )
    if decision and cited is None:
        found = [messages.NO_DECISION.format(code=decision)]
    body = queries.liaison_body(as_of)
    if cited is not None and body and cited.body != body:
        found.append(messages.OTHER_BODY.format(decision=cited.code, body=body))
    if found:
        raise InputError("awards.overlap_settle", _joined(found))
    case.state, case.reason, case.settled_on, case.decision = state, reason.strip(), as_of, cited
    _join(case)
    said = {"state": state, "reason": case.reason, "decision": decision}
    return _changed(case, said, "state", "reason", "settled_on", "decision")


def _locked(code: str, version: int | None) -> Overlap:
    case = Overlap.objects.select_for_update().filter(code=code).first()
    if case is None:
        raise NotFound("awards.overlap", messages.NO_CASE.format(code=code))
    require_version(case, version)
    return case


def _changed(case: Overlap, said: Mapping[str, object], *fields: str) -> Overlap:
    case.version += 1
    case.save(update_fields=["version", *fields])
    journal.write(Ref(CASE, case.code), said)
    return case


def _join(case: Overlap) -> None:
    """The case stands beside both records, and beside the decision that settled it."""
    ends = [Ref.parse(case.left), Ref.parse(case.right)]
    ends += [Ref(DECISION, case.decision.code)] if case.decision is not None else []
    join(Ref(CASE, case.code), [Joint(kind="overlap", to=one, direction=SIDE) for one in ends])


def _score(left: Ref, right: Ref) -> dict[str, Any]:
    """What the engine found, numbers as text with four digits; kept as it is."""
    pair = queries.pair(left, right)
    return {
        "engine": comparing.ENGINE,
        "text": f"{pair.text:.4f}",
        "parts": {language: f"{part:.4f}" for language, part in pair.parts.items()},
        "domains": None if pair.domains is None else f"{pair.domains:.4f}",
        "shared": list(pair.shared),
        "records": len(queries.collection().documents),
    }


def _joined(found: list[Text]) -> Text:
    return Text.joined(found)
