"""How seeds, gates and hand-overs are written, one or five hundred at a time, by the same rules.

Decides: which rows are refused, with all reasons at once. Called by actions only. The number of
queries does not grow with the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from ikkan.awards.loads import demand, refusals
from ikkan.awards.models import Award
from ikkan.awards.queries import in_pack
from ikkan.line.writing import join_many
from ikkan.parties.models import Person
from ikkan.portfolio import checks, edges, messages, queries, rules
from ikkan.portfolio.models import Gate, Handover, Seed, SeedAward
from ikkan.portfolio.offices import Decider, batch_refusals
from ikkan.portfolio.rules import NewGate, NewHandover, NewSeed
from ikkan.records.codes import filled_codes, taken_codes
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref

MOST = 500
Refusal = tuple[int, InputError]


def seeds(rows: Sequence[NewSeed], as_of: date) -> list[Seed]:
    """Write seeds with their awards. Raises InputError with every reason."""
    _demand_size(rows)
    awards = queries.awards_of({code for row in rows for code in row.awards})
    demand(
        [
            (place, error)
            for place, row in enumerate(rows)
            for error in checks.against_seed(row, awards, as_of)
        ],
        len(rows),
    )
    codes = _codes("SEED", Seed, [(row.code, row.named_on.year) for row in rows])
    made = Seed.objects.bulk_create(
        Seed(
            code=code,
            title_ja=row.title.ja.strip(),
            title_en=row.title.en.strip(),
            modality=row.modality,
            phase=row.phase or _newest_phase(row, awards),
            phase_set=bool(row.phase),
            domains=list(row.domains or _domains(row, awards)),
            named_on=row.named_on,
            state=row.state,
            reason=row.reason.strip(),
            ended_on=row.ended_on,
        )
        for row, code in zip(rows, codes, strict=True)
    )
    pairs = list(zip(made, rows, strict=True))
    SeedAward.objects.bulk_create(
        SeedAward(seed=seed, award=awards[code])
        for seed, row in pairs
        for code in dict.fromkeys(row.awards)
    )
    join_many({Ref(edges.SEED, seed.code): edges.of_seed(row.awards) for seed, row in pairs})
    return made


def _newest_phase(row: NewSeed, awards: Mapping[str, Award]) -> str:
    """The phase of the award that began last and has one."""
    known = [awards[code] for code in row.awards if awards[code].phase]
    return max(known, key=lambda award: award.began_on).phase if known else ""


def _domains(row: NewSeed, awards: Mapping[str, Award]) -> tuple[str, ...]:
    """The disease areas of its awards, each once."""
    return tuple(dict.fromkeys(one for code in row.awards for one in awards[code].domains))


def gates(rows: Sequence[NewGate], as_of: date) -> list[Gate]:
    """Write gates, pending or decided. Raises InputError with every reason."""
    _demand_size(rows)
    awards = queries.awards_of({row.award for row in rows})
    carried = queries.seeds_of({row.seed for row in rows if row.seed})
    people = _people(row.decided_by for row in rows)
    templates = queries.templates(as_of)
    before = queries.gates_at(list(awards))
    passed = {
        code: [
            templates[one.template]
            for one in held
            if one.decision == rules.GO and one.template in templates
        ]
        for code, held in before.items()
    }
    waiting = {
        (code, one.template): one.code
        for code, held in before.items()
        for one in held
        if one.decision == rules.PENDING
    }
    refused: list[Refusal] = []
    for place, row in enumerate(rows):
        award, template = awards.get(row.award), templates.get(row.template)
        if award is None or template is None:
            missing = [
                *checks.known(messages.AWARD, row.award or "–", awards),
                *checks.known(messages.TEMPLATE, row.template or "–", templates),
            ]
            refused += [(place, one) for one in missing]
            continue
        found = [
            *checks.against_gate(row, award, template, carried.get(row.seed), as_of),
            *checks.known(messages.PERSON, row.decided_by, people),
            *refusals(partial(rules.demand_order, template, tuple(passed[row.award]))),
        ]
        open_one = waiting.get((row.award, row.template))
        if open_one is not None:
            words = messages.OPEN_BEFORE.format(award=row.award, gate=open_one)
            found.append(InputError("portfolio.open_before", words))
        refused += [(place, one) for one in found]
        if row.decision == rules.GO:
            passed[row.award].append(template)
        if row.decision == rules.PENDING:
            waiting[row.award, row.template] = row.code or row.template
    refused += batch_refusals(
        [_decider(row.decided_by, row.award, row.decided_on, people, awards) for row in rows],
        as_of,
    )
    demand(refused, len(rows))
    codes = _codes("GATE", Gate, [(row.code, row.opened_on.year) for row in rows])
    made = Gate.objects.bulk_create(
        Gate(
            code=code,
            award=awards[row.award],
            seed=carried.get(row.seed),
            template=row.template,
            criteria=[criterion_json(one) for one in row.criteria],
            opened_on=row.opened_on,
            decision=row.decision,
            decided_on=row.decided_on,
            decided_by=people.get(row.decided_by),
            due_on=row.due_on,
            reason=row.reason.strip(),
        )
        for row, code in zip(rows, codes, strict=True)
    )
    join_many({Ref(edges.GATE, gate.code): edges.of_gate(gate) for gate in made})
    return made


def handovers(rows: Sequence[NewHandover], as_of: date) -> list[Handover]:
    """Write hand-overs, proposed, decided or declined. Raises InputError with every reason."""
    _demand_size(rows)
    passed = queries.gates_of({row.gate for row in rows if row.gate})
    froms = [passed[row.gate].award.code if row.gate in passed else row.award for row in rows]
    awards = queries.awards_of({*froms, *(row.to_award for row in rows)} - {""})
    carried = queries.seeds_of({row.seed for row in rows if row.seed})
    people = _people(row.decided_by for row in rows)
    programmes = in_pack("programme", {row.to_programme for row in rows}, as_of)
    before = queries.handed_over(list(awards))
    refused: list[Refusal] = []
    for place, (row, frm) in enumerate(zip(rows, froms, strict=True)):
        award, taker = awards.get(frm), awards.get(row.to_award)
        found = [
            *checks.known(messages.GATE, row.gate, passed),
            *checks.known(messages.AWARD, frm, awards),
            *checks.known(messages.AWARD, row.to_award, awards),
            *checks.known(messages.SEED, row.seed, carried),
            *checks.known(messages.PERSON, row.decided_by, people),
            *checks.destination(row, programmes),
        ]
        if not frm and not row.gate:
            found.append(InputError("portfolio.from", messages.GATE_OR_AWARD))
        if award is not None:
            gate, seed = passed.get(row.gate), carried.get(row.seed)
            found += checks.against_handover(row, award, gate, seed, as_of)
            if taker is not None:
                named = (row.code or frm, row.state, row.to_programme)
                found += checks.against_successor(*named, award, taker)
            if (held := before.get((frm, row.to_programme))) is not None:
                words = messages.HANDED_BEFORE.format(award=frm, handover=held)
                found.append(InputError("portfolio.handed_before", words))
            if row.state != rules.DECLINED:
                before[frm, row.to_programme] = row.code or str(place + 1)
        refused += [(place, one) for one in found]
    refused += batch_refusals(
        [
            _decider(row.decided_by, frm, row.decided_on, people, awards)
            for row, frm in zip(rows, froms, strict=True)
        ],
        as_of,
    )
    demand(refused, len(rows))
    codes = _codes("HAND", Handover, [(row.code, row.proposed_on.year) for row in rows])
    made = Handover.objects.bulk_create(
        Handover(
            code=code,
            gate=passed.get(row.gate),
            award=awards[frm],
            seed=carried.get(row.seed),
            to_programme=row.to_programme,
            to_award=awards.get(row.to_award),
            link=row.link,
            route=row.route,
            proposed_on=row.proposed_on,
            proposal=row.proposal.strip(),
            state=row.state,
            reason=row.reason.strip(),
            decided_on=row.decided_on,
            decided_by=people.get(row.decided_by),
        )
        for row, frm, code in zip(rows, froms, codes, strict=True)
    )
    join_many({Ref(edges.HANDOVER, one.code): edges.of_handover(one) for one in made})
    return made


def criterion_json(criterion: rules.Criterion) -> dict[str, object]:
    """A criterion as a gate keeps it."""
    return {
        "text_ja": criterion.text.ja.strip(),
        "text_en": criterion.text.en.strip(),
        "met": criterion.met,
        "note": criterion.note.strip(),
        **({"code": criterion.code} if criterion.code else {}),
    }


def _demand_size(rows: Sequence[object]) -> None:
    if len(rows) > MOST:
        raise InputError("portfolio.batch", messages.BATCH.format(given=len(rows), most=MOST))


def _people(codes: Iterable[str]) -> dict[str, Person]:
    wanted = {code for code in codes if code}
    rows = Person.objects.filter(code__in=wanted).select_related("organisation")
    return {row.code: row for row in rows} if wanted else {}


def _decider(
    code: str,
    award: str,
    day: date | None,
    people: Mapping[str, Person],
    awards: Mapping[str, Award],
) -> Decider | None:
    if code not in people or award not in awards or day is None:
        return None
    return Decider(person=people[code], award=awards[award], day=day)


def _codes(prefix: str, model: Any, rows: Sequence[tuple[str, int]]) -> list[str]:
    """Codes given, and new ones of the row's year. Raises InputError for one that is taken."""
    if taken := taken_codes(model, [code for code, _ in rows]):
        words = messages.CODE_TAKEN.format(code=", ".join(taken[:10]))
        raise InputError("portfolio.code_taken", words)
    return filled_codes(prefix, rows)
