"""Writes of evaluation: actual values, findings of follow-up, and the responses that answer them.

Decides: an actual is never changed, only superseded; a finding becomes public with its first
response. Source: design §1 (the line closes), §3 "Indicators"; S-489 to S-496.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone

from ikkan.audit import journal, ports
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.awards.queries import start_month
from ikkan.evaluation import messages, queries, rules
from ikkan.evaluation.models import Actual, ActualOutcome, Finding, Response
from ikkan.evaluation.rules import ABOUT, ANSWERED, DONE, NewActual, NewFinding, NewResponse
from ikkan.line import registry
from ikkan.line.writing import SIDE, Joint, join, join_many
from ikkan.outcomes.models import Outcome
from ikkan.outcomes.queries import Count, counts
from ikkan.outcomes.rules import COUNTINGS, SORTS
from ikkan.records.codes import next_code, next_codes
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

ACTUAL, FINDING, RESPONSE = "evaluation.actual", "evaluation.finding", "evaluation.response"
EDGES = 200
BATCH = 500
Asked = tuple[str, int, str]


@action(
    "evaluation.record_actual",
    permission="can_record_actual",
    description=Text(
        "指標の実績値を記録する、または改める", "Record or correct the actual value of an indicator"
    ),
)
def record_actual(
    new: NewActual, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Actual:
    """A new row; the one it `replaces` is closed. Raises NotFound, VersionConflict, InputError."""
    before = _replaced(new, version)
    name, count = _checked(new, as_of, {})
    now = queries.current(new.indicator, new.fiscal_year, new.counting)
    if now is not None and now != before:
        raise InputError("evaluation.recorded", messages.RECORDED.format(code=now.code))
    if before is not None:
        before.superseded_at = timezone.now()
        before.save(update_fields=["superseded_at"])
    actual = _made(new, name, next_code("ACT", new.fiscal_year), count, before)
    actual.save(force_insert=True)
    _count(actual, count)
    journal.write(Ref(ACTUAL, actual.code), {"actual": new, "value": actual.value})
    return actual


@action(
    "evaluation.record_actuals",
    permission="can_record_actual",
    description=Text("指標の実績値をまとめて記録する", "Record actual values of many indicators"),
)
def record_actuals(
    rows: Sequence[NewActual], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """New values only; all of them or none. Raises InputError naming the row."""
    taken = set(
        Actual.objects.filter(superseded_at__isnull=True).values_list(
            "indicator_code", "fiscal_year", "counting"
        )
    )
    names: list[Text] = []
    counted: list[Count | None] = []
    known_counts: dict[Asked, Count] = {}
    for number, new in enumerate(rows, start=1):
        try:
            name, count = _checked(new, as_of, known_counts)
        except InputError as error:
            words = messages.IN_ROW.format(row=number, words=error.text)
            raise InputError(error.code, words) from error
        same = (new.indicator, new.fiscal_year, new.counting)
        if same in taken:
            words = messages.RECORDED.format(code=new.indicator)
            raise InputError("evaluation.recorded", messages.IN_ROW.format(row=number, words=words))
        taken.add(same)
        names.append(name)
        counted.append(count)
    years = [new.fiscal_year for new in rows]
    codes = {year: iter(next_codes("ACT", year, years.count(year))) for year in sorted(set(years))}
    made = [
        _made(new, name, next(codes[new.fiscal_year]), count, None)
        for new, name, count in zip(rows, names, counted, strict=True)
    ]
    Actual.objects.bulk_create(made, batch_size=BATCH)
    named = {code for count in counted if count for code in count.outcomes}
    known = _outcomes(sorted(named))
    ActualOutcome.objects.bulk_create(
        [
            ActualOutcome(actual=row, outcome=known[code])
            for row, count in zip(made, counted, strict=True)
            if count is not None
            for code in count.outcomes
        ],
        batch_size=BATCH,
    )
    joints = {
        Ref(ACTUAL, row.code): _joints(row, count) for row, count in zip(made, counted, strict=True)
    }
    join_many(joints)
    written = [row.code for row in made]
    journal.write(Ref(ACTUAL, written[0]) if written else ACTUAL, {"codes": written, "rows": rows})
    return written


@action(
    "evaluation.record_finding",
    permission="can_record_finding",
    description=Text("フォローアップの所見を記録する", "Record a finding of follow-up"),
)
def record_finding(
    new: NewFinding, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Finding:
    """Seen inside until it is answered. Raises InputError (about, words, day)."""
    found = list(rules.refused_finding(new, as_of))
    if new.about.kind in ABOUT and not registry.exist([new.about]):
        found.append(messages.NOTHING_THERE.format(ref=new.about))
    _refuse(found)
    finding = Finding.objects.create(
        code=next_code("FND", new.found_on.year),
        about=str(new.about),
        text_ja=new.text_ja.strip(),
        text_en=new.text_en.strip(),
        found_on=new.found_on,
    )
    join(Ref(FINDING, finding.code), [Joint(kind=ABOUT[new.about.kind], to=new.about)])
    journal.write(Ref(FINDING, finding.code), {"finding": new})
    return finding


@action(
    "evaluation.answer_finding",
    permission="can_respond",
    description=Text("所見への対応を定めて公表する", "Respond to a finding and publish both"),
)
def answer_finding(
    new: NewResponse, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Response:
    """`version` is that of the finding. Raises NotFound, VersionConflict, InputError."""
    finding = Finding.objects.select_for_update().filter(code=new.finding).first()
    if finding is None:
        raise NotFound("evaluation.finding", messages.NO_FINDING.format(code=new.finding))
    require_version(finding, version)
    _refuse(rules.refused_response(new, finding.found_on, ports.role_labels()))
    response = Response.objects.create(
        code=next_code("RES", as_of.year),
        finding=finding,
        text_ja=new.text_ja.strip(),
        text_en=new.text_en.strip(),
        owner_role=new.owner_role,
        due_on=new.due_on,
    )
    finding.state, finding.published = ANSWERED, True
    finding.version += 1
    finding.save(update_fields=["state", "published", "version"])
    joint = Joint(kind="finding", to=Ref(FINDING, finding.code))
    join(Ref(RESPONSE, response.code), [joint])
    journal.write(Ref(RESPONSE, response.code), {"response": new})
    return response


@action(
    "evaluation.finish_response",
    permission="can_respond",
    description=Text("対応を実施済みにする", "Say that a response is done"),
)
def finish_response(
    code: str, done_on: date, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Response:
    """From then on it waits to be cited. Raises NotFound, VersionConflict, InputError."""
    rows = Response.objects.select_for_update(of=("self",)).select_related("finding")
    response = rows.filter(code=code).first()
    if response is None:
        raise NotFound("evaluation.response", messages.NO_RESPONSE.format(code=code))
    require_version(response, version)
    if response.state == DONE:
        raise InputError("evaluation.done", messages.IS_DONE.format(day=response.done_on))
    words = rules.refused_done(done_on, response.finding.found_on, as_of)
    _refuse([words] if words else [])
    response.state, response.done_on = DONE, done_on
    response.version += 1
    response.save(update_fields=["state", "done_on", "version"])
    journal.write(Ref(RESPONSE, code), {"done_on": done_on})
    return response


def _replaced(new: NewActual, version: int | None) -> Actual | None:
    if not new.replaces:
        return None
    before = Actual.objects.select_for_update().filter(code=new.replaces).first()
    if before is None:
        raise NotFound("evaluation.actual", messages.NO_ACTUAL.format(code=new.replaces))
    require_version(before, version)
    if before.superseded_at is not None:
        raise InputError("evaluation.superseded", messages.SUPERSEDED)
    return before


def _checked(new: NewActual, as_of: date, known: dict[Asked, Count]) -> tuple[Text, Count | None]:
    """Its indicator's name, and what was counted (once for `known`), None for a given value.

    Raises InputError with everything wrong.
    """
    found = []
    indicator = queries.indicator(new.indicator, as_of)
    if indicator is None:
        found.append(messages.NO_INDICATOR.format(code=new.indicator))
    if new.counting not in COUNTINGS:
        found.append(messages.COUNTING.format(counting=new.counting))
    first_day = FiscalYear(new.fiscal_year, start_month(as_of)).start
    found += rules.refused_actual(new, first_day, as_of)
    if found or indicator is None:
        raise _refusal(found)
    if not new.sort:
        return indicator.label, None
    asked = (new.sort, new.fiscal_year, new.counting)
    count = known[asked] if asked in known else counts(*asked)
    known[asked] = count
    if not count.outcomes:
        label = SORTS[new.sort]
        words = messages.NOTHING_COUNTED.format(year=new.fiscal_year, sort=label)
        raise _refusal([words])
    return indicator.label, count


def _made(
    new: NewActual, name: Text, code: str, count: Count | None, before: Actual | None
) -> Actual:
    return Actual(
        code=code,
        indicator_code=new.indicator,
        indicator_ja=name.ja,
        indicator_en=name.en,
        fiscal_year=new.fiscal_year,
        counting=new.counting,
        sort=new.sort,
        value=rules.as_decimal(count.value) if count else Decimal(new.value or 0),
        note=new.note.strip(),
        replaces=before,
    )


def _count(actual: Actual, count: Count | None) -> None:
    known = _outcomes(count.outcomes if count else ())
    ActualOutcome.objects.bulk_create(
        [ActualOutcome(actual=actual, outcome=row) for row in known.values()], batch_size=BATCH
    )
    join(Ref(ACTUAL, actual.code), _joints(actual, count))


def _outcomes(codes: Sequence[str]) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for at in range(0, len(codes), BATCH):
        rows = Outcome.objects.filter(code__in=codes[at : at + BATCH])
        found.update({row.code: row for row in rows})
    return found


def _joints(actual: Actual, count: Count | None) -> list[Joint]:
    """The first 200 outcomes counted, the indicator, and the value it supersedes."""
    made = [Joint(kind="indicator", to=Ref("indicator", actual.indicator_code), direction=SIDE)]
    if actual.replaces is not None:
        made.append(Joint(kind="replaces", to=Ref(ACTUAL, actual.replaces.code), direction=SIDE))
    counted = count.outcomes[:EDGES] if count else ()
    return [*made, *(Joint(kind="outcome", to=Ref("outcomes.outcome", code)) for code in counted)]


def _refuse(found: Sequence[Text]) -> None:
    if found:
        raise _refusal(found)


def _refusal(found: Sequence[Text]) -> InputError:
    ja, en = ("\n".join(one.of(language) for one in found) for language in ("ja", "en"))
    return InputError("evaluation.refused", Text(ja, en))
