"""Short lists and assessments: criteria, technologies, several assessors side by side, approval.

Called by the pages of records. Source: 003:1070, 003:1191 (シーズに対する多角的判定).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.models import Award
from ikkan.line import registry
from ikkan.line.writing import SIDE, Joint, join
from ikkan.parties import queries as parties
from ikkan.parties.messages import words_of
from ikkan.portfolio import offices
from ikkan.portfolio.horizon import messages, rules
from ikkan.portfolio.horizon.actions.reaching import (
    anywhere,
    changed,
    demand,
    demand_state,
    locked,
    named,
    one_named,
)
from ikkan.portfolio.horizon.messages import DOSSIER_STATES
from ikkan.portfolio.horizon.models import Assessment, Dossier, ShortList, Signal
from ikkan.portfolio.horizon.rules import (
    APPROVED,
    ASSESSED,
    ASSESSMENT,
    AWARD,
    DOSSIER,
    DRAFT,
    SHORTLIST,
    SUPERSEDED,
    Score,
)
from ikkan.portfolio.offices import Decider
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotAllowed, RefError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.begin_shortlist",
    permission="can_write_dossier",
    description=Text("重要な技術のショートリストを起こす", "Begin a short list of technologies"),
    scope=anywhere,
)
def begin_shortlist(
    title: Text,
    year: int,
    criteria: Sequence[tuple[Text, int]],
    items: Sequence[str] = (),
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> ShortList:
    """`criteria` with their weights, `items` codes of dossiers. Raises InputError."""
    return _new(title, year, criteria, items, None, as_of)


@action(
    "portfolio.add_to_shortlist",
    permission="can_write_dossier",
    description=Text("ショートリストに技術を加える", "Put technologies on a short list"),
    scope=anywhere,
)
def add_to_shortlist(
    code: str,
    items: Sequence[str],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> ShortList:
    """Dossiers beside those on it. Raises NotFound, VersionConflict, InputError."""
    found = _draft(code, version)
    dossiers = named(Dossier, messages.DOSSIER, items)
    there = set(found.items.values_list("code", flat=True))
    twice = (messages.ITEM_TWICE.format(code=one.code) for one in dossiers if one.code in there)
    demand("items", twice)
    found.items.add(*dossiers)
    made: ShortList = changed(found, SHORTLIST, {"items": list(items)})
    return made


@action(
    "portfolio.approve_shortlist",
    permission="can_approve_dossier",
    description=Text("ショートリストを承認する", "Approve a short list"),
)
def approve_shortlist(
    code: str,
    reason: str,
    published: bool = False,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> ShortList:
    """Frozen from now on. Raises InputError where an item was assessed by nobody."""
    found = _draft(code, version)
    items = list(found.items.values_list("code", flat=True))
    judged = set(found.assessments.values_list("subject", flat=True))
    unscored = [one for one in items if str(Ref(DOSSIER, one)) not in judged]
    said = [] if reason.strip() else [messages.REASON]
    said += [] if items else [messages.NO_ITEMS]
    said += [messages.UNSCORED.format(codes="、".join(unscored))] if unscored else []
    demand("shortlist", said)
    if found.follows is not None:
        ShortList.objects.filter(pk=found.follows.pk).update(state=SUPERSEDED)
    found.state, found.reason, found.published = APPROVED, reason.strip(), published
    found.approved_on, found.approved_by = as_of, by.code
    names = ("state", "reason", "published", "approved_on", "approved_by")
    entry = {"state": APPROVED, "reason": reason, "published": published}
    made: ShortList = changed(found, SHORTLIST, entry, *names)
    return made


@action(
    "portfolio.follow_shortlist",
    permission="can_write_dossier",
    description=Text("ショートリストの新しい版を起こす", "Begin a new edition of a short list"),
    scope=anywhere,
)
def follow_shortlist(
    code: str, year: int, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> ShortList:
    """Criteria and technologies are taken over, scores are not. Raises InputError."""
    before: ShortList = locked(ShortList, messages.SHORTLIST, code, version)
    demand_state(before, messages.SHORTLIST, DOSSIER_STATES, APPROVED)
    taken = [(Text(one["ja"], one["en"]), int(one["weight"])) for one in before.criteria]
    items = list(before.items.values_list("code", flat=True))
    title = Text(before.title_ja, before.title_en)
    return _new(title, year, taken, items, before, as_of)


@action(
    "portfolio.assess",
    permission="can_assess",
    description=Text(
        "シーズ・課題・技術を観点ごとに評価する", "Assess a seed, award or technology by criteria"
    ),
    scope=anywhere,
)
def assess(
    subject: str,
    scores: Sequence[Score],
    text: str = "",
    shortlist: str = "",
    signals: Sequence[str] = (),
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Assessment:
    """`subject` is kind:code; in a list every criterion is scored. An earlier one stays on record.

    Raises NotAllowed (conflict of interest), InputError with every reason.
    """
    asset = _asset(subject)
    _demand_free(by, asset, as_of)
    listed = one_named(ShortList, messages.SHORTLIST, shortlist)
    wanted = [str(one["ja"]) for one in listed.criteria] if listed is not None else []
    found = list(rules.refused_scores(scores, wanted))
    if listed is not None:
        demand_state(listed, messages.SHORTLIST, DOSSIER_STATES, DRAFT)
        if asset.kind != DOSSIER or not listed.items.filter(code=asset.code).exists():
            found.append(messages.NO_RECORD.format(kind=messages.ASSET, code=asset))
    demand("assessment", found)
    made = Assessment.objects.create(
        code=next_code("ASM", as_of.year),
        subject=str(asset),
        shortlist=listed,
        made_by=by.code,
        made_on=as_of,
        scores=[
            {"ja": one.name.ja, "en": one.name.en, "score": one.score, "reason": one.reason}
            for one in scores
        ],
        text=text.strip(),
    )
    made.signals.set(named(Signal, messages.SIGNAL, signals))
    own = Ref(ASSESSMENT, made.code)
    join(own, [Joint(kind="assesses", to=asset, direction=SIDE)])
    journal.write(own, {"subject": str(asset), "scores": made.scores, "text": made.text})
    return made


def _asset(subject: str) -> Ref:
    """Raises InputError for what is no asset or not there."""
    try:
        asset = Ref.parse(subject.strip())
    except RefError as error:
        words = messages.NO_RECORD.format(kind=messages.ASSET, code=subject[:60])
        raise InputError("horizon.asset", words) from error
    if asset.kind not in ASSESSED or not registry.exist({asset}):
        words = messages.NO_RECORD.format(kind=messages.ASSET, code=asset)
        raise InputError("horizon.asset", words)
    return asset


def _demand_free(by: Actor, asset: Ref, day: date) -> None:
    """Nobody judges what a conflict of interest stands against. Raises NotAllowed."""
    person = parties.person_of(by)
    if person is None or asset.kind == DOSSIER:
        return
    named = {"code": asset.code} if asset.kind == AWARD else {"seeds__code": asset.code}
    awards = Award.objects.filter(**named).select_related("organisation", "principal")
    cases = [Decider(person=person, award=award, day=day) for award in awards.distinct()]
    found = [one for conflicts in offices.conflicts(cases) for one in conflicts]
    if found:
        said = [words_of(one) for one in found]
        facts = Text.joined(said)
        raise NotAllowed(found[0].rule.value, messages.CONFLICT.format(facts=facts))


def _draft(code: str, version: int | None) -> ShortList:
    found: ShortList = locked(ShortList, messages.SHORTLIST, code, version)
    demand_state(found, messages.SHORTLIST, DOSSIER_STATES, DRAFT)
    return found


def _new(
    title: Text,
    year: int,
    criteria: Sequence[tuple[Text, int]],
    items: Sequence[str],
    follows: Any,
    as_of: date,
) -> ShortList:
    demand("shortlist", [*rules.titled(title), *rules.refused_criteria(criteria)])
    dossiers = named(Dossier, messages.DOSSIER, items)
    made = ShortList.objects.create(
        code=next_code("SHORT", as_of.year),
        title_ja=title.ja.strip() or title.en.strip(),
        title_en=title.en.strip(),
        year=year,
        criteria=[{"ja": one.ja, "en": one.en, "weight": weight} for one, weight in criteria],
        follows=follows,
        edition=follows.edition + 1 if follows is not None else 1,
    )
    made.items.set(dossiers)
    said = {"title": title, "year": year, "criteria": made.criteria, "items": list(items)}
    journal.write(Ref(SHORTLIST, made.code), said)
    return made
