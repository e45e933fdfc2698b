"""Writes of follow-ups, goals and ratings.

Decides: an owner reports for its own body only; headquarters comments and publishes; only bodies
that set goals set them; a year's evaluation is published whole. Source: S-013, S-014, S-312, S-481.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.awards.queries import start_month
from ikkan.evaluation.following import messages, queries, rules
from ikkan.evaluation.following.models import Followup, Goal, GoalItem, Rating
from ikkan.evaluation.following.queries import FOLLOWUP, GOAL, RATING
from ikkan.evaluation.following.rules import (
    DRAFT,
    PRESENTED,
    NewFollowup,
    NewGoal,
    NewRating,
    Report,
)
from ikkan.line import registry
from ikkan.line.writing import SIDE, Joint, join
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear


def _body_of_new(arguments: Mapping[str, Any]) -> Ref:
    return Ref("body", arguments["new"].body)


def _body_of_followup(arguments: Mapping[str, Any]) -> Ref | None:
    body = Followup.objects.filter(code=arguments["code"]).values_list("body", flat=True).first()
    return Ref("body", body) if body else None


def _setters_of_new(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    return tuple(Ref("body", code) for code in arguments["new"].ministers if code)


def _setters_of_goal(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    goal = Goal.objects.filter(code=arguments["code"]).first()
    return tuple(Ref("body", code) for code in goal.ministers) if goal else ()


@action(
    "evaluation.open_followup",
    permission="can_open_followup",
    description=Text(
        "施策の年度のフォローアップを求める", "Ask for the follow-up of a measure in a year"
    ),
    scope=_body_of_new,
)
def open_followup(
    new: NewFollowup, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Followup:
    """It waits for its owner; the due day is that of the source unless told. Raises InputError."""
    found = rules.refused_followup(new)
    found += _nothing([new.measure, Ref("body", new.body)])
    _refuse("evaluation.followup", found)
    said = Followup.objects.filter(
        measure=str(new.measure), fiscal_year=new.fiscal_year, body=new.body
    ).first()
    if said is not None:
        words = messages.TWICE.format(year=new.fiscal_year, body=new.body, code=said.code)
        raise InputError("evaluation.followup_twice", words)
    row = Followup.objects.create(
        code=next_code("FU", new.fiscal_year),
        measure=str(new.measure),
        fiscal_year=new.fiscal_year,
        body=new.body,
        due_on=new.due_on or queries.due_of(new.measure, as_of),
    )
    join(Ref(FOLLOWUP, row.code), _joints(row))
    journal.write(Ref(FOLLOWUP, row.code), {"followup": new})
    return row


@action(
    "evaluation.report_followup",
    permission="can_follow_up",
    description=Text("施策で何をしたかを報告する", "Report what was done for a measure"),
    scope=_body_of_followup,
)
def report_followup(
    code: str, report: Report, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Followup:
    """Again until it is published. Raises NotFound, VersionConflict, InputError."""
    row = _locked_followup(code, version)
    if row.published:
        raise InputError("evaluation.followup_published", messages.IS_PUBLISHED)
    first_day = FiscalYear(row.fiscal_year, start_month(as_of)).start
    found = rules.refused_report(report, first_day, as_of)
    _refuse("evaluation.report", [*found, *_nothing(report.evidence)])
    row.state, row.reported_on = report.state, report.reported_on
    row.done_ja, row.done_en = report.done_ja.strip(), report.done_en.strip()
    row.evidence = [str(ref) for ref in dict.fromkeys(report.evidence)]
    row.commented_on = None
    row.version += 1
    row.save()
    join(Ref(FOLLOWUP, code), _joints(row))
    journal.write(Ref(FOLLOWUP, code), {"report": report})
    return row


@action(
    "evaluation.comment_followup",
    permission="can_comment_followup",
    description=Text("報告を講評し、公表する", "Comment on a report and publish it"),
)
def comment_followup(
    code: str,
    comment: Text,
    publish: bool,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Followup:
    """What headquarters says of it. Raises NotFound, VersionConflict, InputError."""
    row = _locked_followup(code, version)
    if row.reported_on is None:
        raise InputError("evaluation.not_reported", messages.NOT_REPORTED)
    row.comment_ja, row.comment_en = comment.ja.strip(), comment.en.strip()
    row.commented_on, row.published = as_of, row.published or publish
    row.version += 1
    row.save()
    journal.write(Ref(FOLLOWUP, code), {"comment": comment, "publish": publish})
    return row


@action(
    "evaluation.draft_goal",
    permission="can_set_goals",
    description=Text("中長期目標の案を起こす", "Draft mid- to long-term goals"),
    scope=_setters_of_new,
)
def draft_goal(
    new: NewGoal, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Goal:
    """Seen inside until presented. Raises InputError (who may set them, period, items)."""
    _demand_goal(new, as_of)
    goal = Goal(code=next_code("GOAL", new.first_year))
    _put(goal, new)
    goal.save(force_insert=True)
    _put_items(goal, new)
    journal.write(Ref(GOAL, goal.code), {"goal": new})
    return goal


@action(
    "evaluation.revise_goal",
    permission="can_set_goals",
    description=Text("中長期目標の案を直す", "Revise the draft of goals"),
    scope=_setters_of_goal,
)
def revise_goal(
    code: str, new: NewGoal, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Goal:
    """Raises NotFound, VersionConflict, InputError (presented, form)."""
    goal = _draft_goal(code, version)
    _demand_goal(new, as_of)
    _put(goal, new)
    goal.version += 1
    goal.save()
    goal.items.all().delete()
    _put_items(goal, new)
    journal.write(Ref(GOAL, code), {"goal": new})
    return goal


@action(
    "evaluation.present_goal",
    permission="can_set_goals",
    description=Text("中長期目標を提示し、公表する", "Present goals and publish them"),
    scope=_setters_of_goal,
)
def present_goal(
    code: str,
    presented_on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Goal:
    """From then on they do not change. Raises NotFound, VersionConflict, InputError."""
    goal = _draft_goal(code, version)
    if presented_on > as_of:
        words = messages.AHEAD.format(day=presented_on, today=as_of)
        raise InputError("evaluation.goal_day", words)
    goal.state, goal.presented_on, goal.published = PRESENTED, presented_on, True
    goal.version += 1
    goal.save()
    journal.write(Ref(GOAL, code), {"presented_on": presented_on})
    return goal


@action(
    "evaluation.rate_self",
    permission="can_rate_self",
    description=Text("年度の自己評価を記録する", "Record the self-evaluation of a year"),
)
def rate_self(
    new: NewRating, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Rating:
    """By the body that has the goals. Raises NotFound, InputError."""
    goal = _presented(new.goal)
    return _rate(goal, new, goal.body, as_of, own=True)


@action(
    "evaluation.rate_by_minister",
    permission="can_rate_funder",
    description=Text("主務大臣の年度評価を記録する", "Record the evaluation by a minister"),
    scope=lambda arguments: Ref("body", arguments["body"]),
)
def rate_by_minister(
    new: NewRating, body: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Rating:
    """By one of the bodies that set the goals. Raises NotFound, InputError."""
    goal = _presented(new.goal)
    if body not in goal.ministers:
        words = messages.MINISTER.format(body=body, known=", ".join(goal.ministers))
        raise InputError("evaluation.minister", words)
    return _rate(goal, new, body, as_of, own=False)


@action(
    "evaluation.publish_ratings",
    permission="can_set_goals",
    description=Text("年度の評価をまとめて公表する", "Publish the evaluation of a year as a whole"),
    scope=_setters_of_goal,
)
def publish_ratings(
    code: str,
    fiscal_year: int,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Goal:
    """Refused while the ministers have not rated everything. Raises NotFound, InputError."""
    goal = _presented(code, version)
    rows = Rating.objects.filter(goal=goal, fiscal_year=fiscal_year)
    rated = rows.filter(own=False).values_list("about", flat=True)
    abouts = [one.about for one in queries.subjects(goal, as_of)]
    left = rules.unrated(abouts, list(rated))
    if left:
        words = messages.UNRATED.format(year=fiscal_year, abouts=", ".join(left))
        raise InputError("evaluation.unrated", words)
    rows.update(published=True)
    goal.version += 1
    goal.save(update_fields=["version"])
    journal.write(Ref(GOAL, code), {"ratings_published": fiscal_year})
    return goal


def _rate(goal: Goal, new: NewRating, body: str, as_of: date, *, own: bool) -> Rating:
    """One rating of an item in a year; again until it is published."""
    abouts = [one.about for one in queries.subjects(goal, as_of)]
    scale = list(queries.grades(as_of))
    found = rules.refused_rating(new, (goal.first_year, goal.last_year), abouts, scale)
    if new.rated_on > as_of:
        found.append(messages.AHEAD.format(day=new.rated_on, today=as_of))
    _refuse("evaluation.rating", found)
    row = (
        Rating.objects.select_for_update()
        .filter(goal=goal, about=new.about, fiscal_year=new.fiscal_year, own=own)
        .first()
    )
    if row is not None and row.published:
        words = messages.RATED.format(year=new.fiscal_year)
        raise InputError("evaluation.rated", words)
    if row is None:
        row = Rating(code=next_code("RAT", new.fiscal_year), goal=goal, about=new.about, own=own)
    else:
        row.version += 1
    row.fiscal_year, row.body, row.grade = new.fiscal_year, body, new.grade.strip()
    row.text_ja, row.text_en = new.text_ja.strip(), new.text_en.strip()
    row.rated_on = new.rated_on
    row.save()
    joints = [Joint(kind="goal", to=Ref(GOAL, goal.code))]
    if not new.about.startswith(rules.ITEM):
        joints.append(Joint(kind="role", to=Ref.parse(new.about), direction=SIDE))
    join(Ref(RATING, row.code), joints)
    journal.write(Ref(RATING, row.code), {"rating": new, "own": own, "body": body})
    return row


def _joints(row: Followup) -> list[Joint]:
    made = [
        Joint(kind="measure", to=row.measure_ref),
        Joint(kind="owner", to=Ref("body", row.body), direction=SIDE),
    ]
    evidence = [Ref.parse(ref) for ref in row.evidence]
    return [*made, *(Joint(kind="evidence", to=ref, direction=SIDE) for ref in evidence)]


def _put(goal: Goal, new: NewGoal) -> None:
    goal.title_ja, goal.title_en = new.title_ja.strip(), new.title_en.strip()
    goal.body, goal.ministers = new.body, list(new.ministers)
    goal.first_year, goal.last_year = new.first_year, new.last_year


def _put_items(goal: Goal, new: NewGoal) -> None:
    GoalItem.objects.bulk_create(
        [
            GoalItem(
                goal=goal,
                number=number,
                text_ja=item.text_ja.strip(),
                text_en=item.text_en.strip(),
                indicators=list(item.indicators),
            )
            for number, item in enumerate(new.items, start=1)
        ]
    )
    measured = dict.fromkeys(code for item in new.items for code in item.indicators)
    bodies = dict.fromkeys([new.body, *new.ministers])
    made = [Joint(kind="body", to=Ref("body", code), direction=SIDE) for code in bodies]
    made += [Joint(kind="indicator", to=Ref("indicator", one), direction=SIDE) for one in measured]
    join(Ref(GOAL, goal.code), made)


def _demand_goal(new: NewGoal, as_of: date) -> None:
    found = rules.refused_goal(new, queries.setters(new.body, as_of))
    named = {Ref("indicator", code) for item in new.items for code in item.indicators}
    missing = sorted(ref.code for ref in named - registry.exist(named))
    if missing:
        found.append(messages.NO_INDICATOR.format(read=", ".join(missing)))
    _refuse("evaluation.goal", found)


def _nothing(refs: Sequence[Ref]) -> list[Text]:
    named = set(refs)
    missing = sorted(str(ref) for ref in named - registry.exist(named))
    return [messages.NOTHING.format(refs=", ".join(missing))] if missing else []


def _locked_followup(code: str, version: int | None) -> Followup:
    row: Followup | None = Followup.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotFound("evaluation.followup", messages.NO_FOLLOWUP.format(code=code))
    require_version(row, version)
    return row


def _draft_goal(code: str, version: int | None) -> Goal:
    goal: Goal | None = Goal.objects.select_for_update().filter(code=code).first()
    if goal is None:
        raise NotFound("evaluation.goal", messages.NO_GOAL.format(code=code))
    require_version(goal, version)
    if goal.state != DRAFT:
        words = messages.IS_PRESENTED.format(day=goal.presented_on)
        raise InputError("evaluation.goal_presented", words)
    return goal


def _presented(code: str, version: int | None = None) -> Goal:
    """The goals that are rated; `version` is asked where the goals themselves change."""
    goal: Goal | None = Goal.objects.select_for_update().filter(code=code).first()
    if goal is None:
        raise NotFound("evaluation.goal", messages.NO_GOAL.format(code=code))
    if version is not None:
        require_version(goal, version)
    if goal.state != PRESENTED:
        raise InputError("evaluation.goal_draft", messages.IS_DRAFT)
    return goal


def _refuse(code: str, found: Sequence[Text]) -> None:
    if found:
        ja, en = ("\n".join(one.of(language) for one in found) for language in ("ja", "en"))
        raise InputError(code, Text(ja, en))
