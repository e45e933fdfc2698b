"""Goals of the funder and the ratings of a year as records: pages, lists, forms, who sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.evaluation.following import actions, forms, messages, queries, rules
from ikkan.evaluation.following.models import Goal, Rating
from ikkan.evaluation.following.queries import GOAL, RATING
from ikkan.records import ports
from ikkan.records import queries as records
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _new_goal(data: dict[str, Any]) -> rules.NewGoal:
    return rules.NewGoal(
        title_ja=data["title_ja"],
        title_en=data["title_en"],
        body=data["body"],
        first_year=data["first_year"],
        last_year=data["last_year"],
        ministers=tuple(data["ministers"]),
        items=tuple(_goal_item(line) for line in data["items"].splitlines() if line.strip()),
    )


def _goal_item(line: str) -> rules.NewItem:
    ja, en, codes = (*(part.strip() for part in line.split("|")), "", "")[:3]
    return rules.NewItem(text_ja=ja, text_en=en, indicators=tuple(codes.split()))


def _draft(_: None, data: dict[str, Any], **who: Any) -> Goal:
    return actions.draft_goal(_new_goal(data), **who)


def _revise(goal: Goal, data: dict[str, Any], **who: Any) -> Goal:
    return actions.revise_goal(goal.code, _new_goal(data), **who)


def _present(goal: Goal, data: dict[str, Any], **who: Any) -> Goal:
    return actions.present_goal(goal.code, data["presented_on"], **who)


def _rating(goal: Goal, data: dict[str, Any]) -> rules.NewRating:
    names = ("about", "fiscal_year", "grade", "text_ja", "text_en", "rated_on")
    return rules.NewRating(goal=goal.code, **{name: data[name] for name in names})


def _rate_self(goal: Goal, data: dict[str, Any], *, version: int | None, **who: Any) -> Rating:
    return actions.rate_self(_rating(goal, data), version=None, **who)


def _rate(goal: Goal, data: dict[str, Any], *, version: int | None, **who: Any) -> Rating:
    return actions.rate_by_minister(_rating(goal, data), data["body"], version=None, **who)


def _publish(goal: Goal, data: dict[str, Any], **who: Any) -> Goal:
    return actions.publish_ratings(goal.code, data["fiscal_year"], **who)


def _presented(goal: Goal) -> Text | None:
    if goal.state != rules.PRESENTED:
        return None
    return messages.IS_PRESENTED.format(day=goal.presented_on)


def _not_presented(goal: Goal) -> Text | None:
    return None if goal.state == rules.PRESENTED else messages.IS_DRAFT


def _items(goal: Goal, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    named = [Ref("indicator", code) for item in goal.items.all() for code in item.indicators]
    names = ports.names(named, as_of, actor)
    for item in goal.items.all():
        refs = [Ref("indicator", code) for code in item.indicators]
        labels = [names[ref].label if ref in names else Text(ref.code, ref.code) for ref in refs]
        yield item.number, item.text, Text.joined(labels, "、", ", ")


def _evaluation(goal: Goal, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    """Every item in every year that has a rating the reader may see; a gap is said."""
    yield from _table(goal, actor, as_of, roles=False)


def _checklist(goal: Goal, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    """The roles that the plan prints, in every year that was evaluated."""
    yield from _table(goal, actor, as_of, roles=True)


def _table(goal: Goal, actor: Actor, as_of: date, *, roles: bool) -> Iterable[tuple[Any, ...]]:
    seen = records.visible(RATING, actor).filter(goal=goal).order_by("fiscal_year", "pk")
    rows = {(row.fiscal_year, row.about, row.own): row for row in seen}
    scale = queries.grades(as_of)
    subjects = [one for one in queries.subjects(goal, as_of) if (one.ref is not None) == roles]
    for year in sorted({row.fiscal_year for row in rows.values()}):
        for one in subjects:
            own, said = rows.get((year, one.about, True)), rows.get((year, one.about, False))
            yield year, one.ref or one.text, _grade(own, scale), _grade(said, scale), _why(said)


def _grade(row: Rating | None, scale: dict[str, Text]) -> Text:
    if row is None:
        return _MISSING
    return scale.get(row.grade, Text(row.grade, row.grade))


def _why(row: Rating | None) -> Text:
    return Text.either(row.text_ja, row.text_en) if row else Text("", "")


def _rating_title(row: Rating) -> Text:
    who = Text("自己評価", "self-evaluation") if row.own else Text("主務大臣の評価", "ministers")
    return Text(
        f"{row.goal.title.ja} {row.fiscal_year}年度 {row.about} {who.ja}",
        f"{row.goal.title.en} FY{row.fiscal_year} {row.about}, {who.en}",
    )


def _rating_about(row: Rating) -> Ref | None:
    return None if row.about.startswith(rules.ITEM) else Ref.parse(row.about)


_MISSING = Text("記録なし", "not recorded")
_RATED_COLUMNS = (
    Column(label=Text("年度", "Fiscal year"), type="year"),
    Column(label=Text("項目・役割", "Item or role"), type="text2"),
    Column(label=Text("自己評価", "Self-evaluation"), type="text2"),
    Column(label=Text("主務大臣の評価", "Ministers"), type="text2"),
    Column(label=Text("根拠", "Grounds"), type="text2"),
)

register(
    Kind(
        code=GOAL,
        path="evaluation/goals",
        label=Text("中長期目標", "Mid- to long-term goals"),
        plural=Text("中長期目標", "Mid- to long-term goals"),
        lead=Text(
            "主務大臣が機関に示す目標と、項目・役割ごとの年度の評価。",
            "Goals that ministers set for a body, and its yearly evaluation by item and role.",
        ),
        model=Goal,
        station="plan",
        title=lambda goal: goal.title,
        value=lambda goal: rules.GOAL_STATES[goal.state],
        begins="presented_on",
        fields=(
            Field("body", Text("目標を示される機関", "Body"), "ref", kind="body", filter=True),
            Field(
                "ministers",
                Text("目標を定める府省", "Set by"),
                "refs",
                value=lambda goal: [Ref("body", code) for code in goal.ministers],
            ),
            Field("first_year", Text("始まりの年度", "First fiscal year"), "year"),
            Field("last_year", Text("終わりの年度", "Last fiscal year"), "year"),
            Field("state", Text("状態", "State"), "choice", choices=rules.GOAL_STATES, filter=True),
            Field("presented_on", Text("提示の日", "Presented on"), "date"),
        ),
        sections=(
            Section(
                code="items",
                label=Text("項目と指標", "Items and indicators"),
                columns=(
                    Column(label=Text("番号", "Number"), type="number"),
                    Column(label=Text("項目", "Item"), type="text2"),
                    Column(label=Text("指標", "Indicators"), type="text2"),
                ),
                rows=_items,
            ),
            Section(
                code="evaluation",
                label=Text("年度の評価", "Yearly evaluation"),
                columns=_RATED_COLUMNS,
                rows=_evaluation,
            ),
            Section(
                code="roles",
                label=Text("役割の点検（計画が挙げる役割）", "Checklist of the roles in the plan"),
                columns=(
                    _RATED_COLUMNS[0],
                    Column(label=Text("役割", "Role"), type="ref"),
                    *_RATED_COLUMNS[2:],
                ),
                rows=_checklist,
            ),
        ),
        writes=(
            Write(
                code="draft",
                label=Text("目標の案を起こす", "Draft goals"),
                permission="can_set_goals",
                form=forms.GoalForm,
                act=_draft,
                on="new",
            ),
            Write(
                code="revise",
                label=Text("案を直す", "Revise the draft"),
                permission="can_set_goals",
                form=forms.GoalForm,
                act=_revise,
                why_not=_presented,
            ),
            Write(
                code="present",
                label=Text("提示し、公表する", "Present and publish"),
                permission="can_set_goals",
                form=forms.PresentForm,
                act=_present,
                why_not=_presented,
            ),
            Write(
                code="rate_self",
                label=Text("自己評価を記録する", "Record a self-evaluation"),
                permission="can_rate_self",
                form=forms.SelfRatingForm,
                act=_rate_self,
                why_not=_not_presented,
            ),
            Write(
                code="rate",
                label=Text("主務大臣の評価を記録する", "Record the ministers' evaluation"),
                permission="can_rate_funder",
                form=forms.RatingForm,
                act=_rate,
                why_not=_not_presented,
            ),
            Write(
                code="publish",
                label=Text("年度の評価を公表する", "Publish the evaluation of a year"),
                permission="can_set_goals",
                form=forms.PublishForm,
                act=_publish,
                why_not=_not_presented,
            ),
        ),
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            auditor=EVERYTHING,
            ministry_officer=EVERYTHING,
            funder_staff=EVERYTHING,
        ),
        scope=lambda goal: tuple(Ref("body", code) for code in goal.ministers),
    )
)

register(
    Kind(
        code=RATING,
        path="evaluation/ratings",
        label=Text("年度の評価", "Rating"),
        plural=Text("年度の評価（項目・役割ごと）", "Ratings by item and role"),
        lead=Text(
            "中長期目標の項目と役割についての、年度ごとの自己評価と主務大臣の評価。",
            "Self-evaluation and evaluation by the ministers, by item of the goals and by role.",
        ),
        model=Rating,
        title=_rating_title,
        value=lambda row: Text(row.grade, row.grade),
        fields=(
            Field(
                "goal",
                Text("中長期目標", "Goals"),
                "ref",
                value=lambda row: Ref(GOAL, row.goal.code),
            ),
            Field("fiscal_year", Text("年度", "Fiscal year"), "year", filter=True),
            Field("about", Text("項目・役割", "Item or role")),
            Field("role", Text("計画が挙げる役割", "Role in the plan"), "ref", value=_rating_about),
            Field("own", Text("自己評価", "Self-evaluation"), "flag", filter=True),
            Field("body", Text("評価した機関", "Rated by"), "ref", kind="body", filter=True),
            Field("grade", Text("評定", "Grade")),
            Field(
                "grounds",
                Text("根拠", "Grounds"),
                "text2",
                value=_why,
                listed=False,
            ),
            Field("rated_on", Text("評価の日", "Rated on"), "date"),
            Field("published", Text("公表", "Published"), "flag"),
        ),
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            auditor=EVERYTHING,
            ministry_officer=EVERYTHING,
            funder_staff=(Flag("own"), Flag("published")),
        ),
        related=("goal",),
        order=("-fiscal_year", "-pk"),
    )
)
