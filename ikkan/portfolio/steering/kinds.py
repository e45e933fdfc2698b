"""Kept scenarios as records: list, page, export, forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode

from ikkan.audit.actor import Actor
from ikkan.portfolio.models import SteeringScenario
from ikkan.portfolio.steering import actions, forms, messages, queries, rules, standing, telling
from ikkan.records import papers
from ikkan.records.kinds import Field, Kind, Write, kind_of, register
from ikkan.records.queries import many
from ikkan.records.sight import EVERYTHING, sights
from ikkan.records.words import language
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _title(one: SteeringScenario) -> Text:
    return Text(one.name_ja, one.name_en or one.name_ja)


def _levers(one: SteeringScenario) -> Text:
    said = [Text(*words) for words in one.payload["said"]]
    return Text("。".join(text.ja for text in said), "; ".join(text.en for text in said))


def _attach(one: SteeringScenario, data: dict[str, Any], **how: Any) -> SteeringScenario:
    return actions.attach_scenario(one.code, data["ref"], **how)


def _withdraw(one: SteeringScenario, data: dict[str, Any], **how: Any) -> SteeringScenario:
    return actions.withdraw_scenario(one.code, data["reason"], **how)


def _not_saved(one: SteeringScenario) -> Text | None:
    return None if one.state == rules.SAVED else messages.NOT_SAVED.format(code=one.code)


def _context(one: SteeringScenario, actor: Actor, as_of: date) -> Mapping[str, Any]:
    pairs = [("years", one.years), ("seed", one.seed), *map(tuple, one.payload["levers"])]
    attached = [Ref.parse(written) for written in one.papers]
    return {
        **telling.shown(one.payload),
        "changed": True,
        "forms": tuple(papers.FORMS),
        "language": language(),
        "stale": standing.stamp(date.fromisoformat(one.payload["as_of"])) != one.stamp,
        "stale_words": messages.STALE,
        "open_url": f"{reverse('steering:home')}?{urlencode(pairs)}",
        "compare_url": f"{reverse('steering:compare')}?{urlencode([('scenario', one.code)])}",
        "papers": [
            (kind.url(ref.code), kind.title(row), ref)
            for ref, row in many(attached, actor).items()
            if (kind := kind_of(ref.kind)) is not None
        ],
    }


SCENARIO: Final = register(
    Kind(
        code=queries.KIND,
        path="steering/scenarios",
        label=messages.SCENARIO,
        plural=Text("舵取りの案", "Steering scenarios"),
        lead=Text(
            "お金、ゲート、公募を変えると指標がどう変わるか。保存した案を、もとの記録の印とともに残す。",
            "What moved money, another gate or a new call would do to indicators, as it was kept, "
            "with the stamp of the records it rests on.",
        ),
        model=SteeringScenario,
        station="budget",
        title=_title,
        value=lambda one: messages.STATES[one.state],
        begins="made_on",
        fields=(
            Field("state", Text("状態", "State"), "choice", choices=messages.STATES, filter=True),
            Field("levers", Text("変えたこと", "What is changed"), "text2", _levers),
            Field("note", Text("考え", "Reasoning"), "long", listed=False),
            Field("years", Text("年数", "Years"), "number", listed=False),
            Field("runs", Text("試行の数", "Runs"), "number", listed=False),
            Field("seed", Text("乱数の種", "Random seed"), "number", listed=False),
            Field("engine", Text("計算の版", "Engine"), listed=False),
            Field("stamp", Text("もとのデータの印", "Stamp of the data"), listed=False),
            Field("digest", Text("内容のSHA-256", "SHA-256 of its content"), listed=False),
            Field("made_on", Text("作った日", "Made on"), "date"),
            Field("ended_on", Text("終えた日", "Ended on"), "date", listed=False),
            Field("end_reason", Text("取り下げの理由", "Why taken back"), "long", listed=False),
        ),
        writes=(
            Write(
                code="attach",
                label=Text("資料に添える", "Attach to a paper"),
                permission="can_steer",
                form=forms.AttachForm,
                act=_attach,
                why_not=_not_saved,
            ),
            Write(
                code="withdraw",
                label=Text("取り下げる", "Take back"),
                permission="can_steer",
                form=forms.WithdrawForm,
                act=_withdraw,
                why_not=_not_saved,
            ),
        ),
        sight=sights(
            **dict.fromkeys(
                ("hq_officer", "funder_staff", "program_director", "auditor"), EVERYTHING
            )
        ),
        template="portfolio/steering_scenario.html",
        context=_context,
    )
)
