"""Evidence on a criterion, and the panel of a gate.

Called by the page of a gate. Decides: evidence belongs to one criterion of a gate that is not
settled; the case of a gate asks for a mark on each criterion. Source: S-325, S-340.
"""

from __future__ import annotations

from datetime import date

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.files.models import File
from ikkan.line import registry
from ikkan.portfolio import edges
from ikkan.portfolio import messages as words
from ikkan.portfolio.actions.reaching import award_of_gate, changed, for_award, locked_gate
from ikkan.portfolio.gating import messages, queries
from ikkan.portfolio.models import Evidence, Gate
from ikkan.portfolio.rules import CONDITIONAL, PENDING
from ikkan.portfolio.words import title_of
from ikkan.review import actions as review
from ikkan.review.rules import NewSubject
from ikkan.values.errors import InputError, RefError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.add_evidence",
    permission="can_add_evidence",
    description=Text("ゲートの基準に証拠を付ける", "Give evidence on a criterion of a gate"),
    scope=for_award(award_of_gate),
)
def add_evidence(
    code: str,
    place: int,
    text: str = "",
    ref: str = "",
    file: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Gate:
    """`place` counts the criteria from 1; words, a record, or a file attached to the gate.

    Raises NotFound, VersionConflict, InputError with every finding.
    """
    gate = locked_gate(code, version)
    found = [] if gate.decision in (PENDING, CONDITIONAL) else [_final(gate)]
    if not 1 <= place <= len(gate.criteria):
        found.append(messages.NO_PLACE.format(place=place, most=len(gate.criteria)))
    if not (text.strip() or ref.strip() or file.strip()):
        found.append(messages.EVIDENCE_TEXT)
    if ref.strip() and not _exists(ref.strip()):
        found.append(messages.EVIDENCE_REF.format(ref=ref.strip()[:80]))
    if (
        file.strip()
        and not File.objects.filter(code=file.strip(), on_kind=edges.GATE, on_code=code).exists()
    ):
        found.append(messages.EVIDENCE_FILE.format(code=file.strip()[:60]))
    if found:
        said = Text.joined(found)
        raise InputError("portfolio.evidence", said)
    Evidence.objects.create(
        gate=gate,
        place=place - 1,
        text=text.strip(),
        ref=ref.strip(),
        file=file.strip(),
        given_on=as_of,
        given_by=by.code,
    )
    said_of = {"criterion": place, "text": text.strip(), "ref": ref.strip(), "file": file.strip()}
    return changed(gate, edges.GATE, {"evidence": said_of})


@action(
    "portfolio.convene_gate",
    permission="can_convene_gate",
    description=Text("ゲートについて意見を聴く案件を開く", "Open a case for opinions on a gate"),
    scope=for_award(award_of_gate),
)
def convene_gate(
    code: str,
    quorum: int,
    due_on: date | None = None,
    declared: bool = False,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Gate:
    """From now on the gate is decided with the quorum of the case only.

    Raises NotFound, VersionConflict, InputError, and what review refuses.
    """
    gate = locked_gate(code, version)
    if gate.decision not in (PENDING, CONDITIONAL):
        raise InputError("portfolio.final", _final(gate))
    if gate.subject is not None:
        said = messages.HAS_SUBJECT.format(subject=gate.subject.code)
        raise InputError("portfolio.has_subject", said)
    awards = queries.awards_of(gate)
    people, organisations = queries.people_of(awards)
    new = NewSubject(
        ref=Ref(edges.GATE, gate.code),
        title=title_of(gate),
        people=tuple(one.code for one in people),
        organisations=tuple(organisations),
        quorum=quorum,
        due_on=due_on,
        programmes=tuple(dict.fromkeys(a.programme_code for a in awards if a.programme_code)),
        aspects=tuple(Text(one["text_ja"], one["text_en"]) for one in gate.criteria),
        declared=declared,
    )
    gate.subject = review.open_subject(new, by=by, as_of=as_of, version=None, key=None)
    said_of = {"subject": gate.subject.code, "quorum": quorum, "due_on": due_on}
    return changed(gate, edges.GATE, said_of, "subject")


def _final(gate: Gate) -> Text:
    return words.FINAL.format(state=words.DECISION_LABELS[gate.decision])


def _exists(ref: str) -> bool:
    try:
        named = Ref.parse(ref)
    except RefError:
        return False
    return named in registry.exist({named})
