"""Writes of clauses in preparation: drafted, revised, decided by headquarters.

Decides: a decided clause orders its programmes and indicators from that day and never changes.
What it cites and follows joins the line from the draft on, for those who may see drafts.
Source: design §1 (the line closes: the next plan cites what was found).
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.line import registry
from ikkan.line.writing import SIDE, Joint, join
from ikkan.plan import messages
from ikkan.plan.models import Clause
from ikkan.plan.rules import clauses as rules
from ikkan.plan.rules.clauses import DECIDED, DRAFT, NewClause
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND = "plan.clause"


@action(
    "plan.draft_clause",
    permission="can_draft_clause",
    description=Text("次の計画の条項の案を起こす", "Draft a clause of the next plan"),
)
def draft_clause(
    new: NewClause, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Clause:
    """A draft, seen inside only. Raises InputError (words, references)."""
    _demand(new)
    clause = Clause(code=next_code("CL", as_of.year), state=DRAFT)
    _put(clause, new)
    clause.save(force_insert=True)
    join(Ref(KIND, clause.code), _joints(clause))
    journal.write(Ref(KIND, clause.code), {"clause": new})
    return clause


@action(
    "plan.revise_clause",
    permission="can_draft_clause",
    description=Text("条項の案を直す", "Revise the draft of a clause"),
)
def revise_clause(
    code: str, new: NewClause, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Clause:
    """Other words or references. Raises NotFound, VersionConflict, InputError."""
    clause = _draft(code, version)
    _demand(new)
    _put(clause, new)
    clause.version += 1
    clause.save()
    join(Ref(KIND, code), _joints(clause))
    journal.write(Ref(KIND, code), {"clause": new})
    return clause


@action(
    "plan.decide_clause",
    permission="can_decide_clause",
    description=Text("条項を決定し、公表する", "Decide a clause and publish it"),
)
def decide_clause(
    code: str,
    decided_on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Clause:
    """From that day it orders its programmes. Raises NotFound, VersionConflict, InputError."""
    clause = _draft(code, version)
    words = rules.refused_decision(decided_on, as_of)
    if words is not None:
        raise InputError("plan.clause_day", words)
    clause.state, clause.published, clause.decided_on = DECIDED, True, decided_on
    clause.version += 1
    clause.save(update_fields=["state", "published", "decided_on", "version"])
    join(Ref(KIND, code), _joints(clause))
    journal.write(Ref(KIND, code), {"decided_on": decided_on})
    return clause


def _draft(code: str, version: int | None) -> Clause:
    clause = Clause.objects.select_for_update().filter(code=code).first()
    if clause is None:
        raise NotFound("plan.clause", messages.NO_CLAUSE.format(code=code))
    require_version(clause, version)
    if clause.state != DRAFT:
        words = messages.IS_DECIDED.format(day=clause.decided_on)
        raise InputError("plan.clause_decided", words)
    return clause


def _demand(new: NewClause) -> None:
    found = list(rules.refused(new))
    named = {*new.named(), *new.beside()}
    missing = sorted(str(ref) for ref in named - registry.exist(named))
    if missing:
        found.append(messages.NOTHING.format(refs=", ".join(missing)))
    if found:
        ja, en = ("\n".join(one.of(language) for one in found) for language in ("ja", "en"))
        raise InputError("plan.clause_form", Text(ja, en))


def _put(clause: Clause, new: NewClause) -> None:
    clause.term_code = new.term
    clause.text_ja, clause.text_en = new.text_ja.strip(), new.text_en.strip()
    clause.follows = str(new.follows) if new.follows else ""
    clause.cites = [str(ref) for ref in new.cites]
    clause.programmes, clause.indicators = list(new.programmes), list(new.indicators)
    clause.form, clause.under = new.form, str(new.under) if new.under else ""
    clause.answers = [str(ref) for ref in new.answers]
    clause.lead, clause.owners = new.lead, list(new.owners)
    clause.implementer = new.implementer
    clause.section, clause.carrier, clause.aim = new.section, new.carrier, new.aim


def _joints(clause: Clause) -> list[Joint]:
    """A plan that cites what came of the one before closes the line without standing under it."""
    here = Ref(KIND, clause.code)
    made = [Joint(kind="cites", to=Ref.parse(ref), direction=SIDE) for ref in clause.cites]
    made += [Joint(kind="answers", to=Ref.parse(ref), direction=SIDE) for ref in clause.answers]
    bodies = dict.fromkeys([clause.lead, *clause.owners, clause.implementer])
    made += [Joint(kind="owner", to=Ref("body", code), direction=SIDE) for code in bodies if code]
    if clause.follows:
        made.append(Joint(kind="follows", to=Ref.parse(clause.follows)))
    if clause.state == DRAFT:
        return made
    ordered = [("ordered_by", Ref("programme", code)) for code in clause.programmes]
    ordered += [("measured_by", Ref("indicator", code)) for code in clause.indicators]
    made += [
        Joint(kind=kind, to=here, frm=ref, own=False, valid_from=clause.decided_on)
        for kind, ref in ordered
    ]
    return made
