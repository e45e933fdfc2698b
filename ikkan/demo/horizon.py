"""Writes what the horizon of a demonstration holds: items, topics, a short list, a decision.

Called by tower at the end. Decides: one fictional pathogen goes the whole way from the watch list
to a fast-track call that adopts an application; everything is made up.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from ikkan.audit.actor import SYSTEM, Actor
from ikkan.awards.models import Award
from ikkan.calls import actions as calls
from ikkan.calls import queries as purses
from ikkan.calls.models import Call
from ikkan.calls.rules import ZONE, NewApplication, NewCall
from ikkan.demo import money
from ikkan.demo.hands import Tower
from ikkan.demo.setting import STEP
from ikkan.parties.models import Organisation, Person
from ikkan.portfolio.horizon import actions
from ikkan.portfolio.horizon.rules import (
    DOSSIER,
    EMERGENCY,
    NewDossier,
    NewSharing,
    NewSignal,
    NewSource,
    NewStrategy,
    NewTopic,
    Score,
)
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_SOURCES: Final = (
    ("literature", Text("実演の論文データベース", "Demonstration database of papers")),
    ("trials", Text("実演の臨床試験登録", "Demonstration register of trials")),
    ("patents", Text("実演の特許情報", "Demonstration patent information")),
    ("patients", Text("実演の患者・家族の声", "Demonstration: what patients and families say")),
    ("medical_community", Text("実演の学会の動向", "Demonstration: news of societies")),
)
_FEVER: Final = Text("実演熱のワクチン", "Vaccine against demo fever")
_PATCH: Final = Text("貼るワクチンの技術", "Vaccine patches")
_TEST: Final = Text("息で分かる早期診断", "Early diagnosis by breath")
_GROWING: Final = ((_FEVER, 4, 1.35), (_PATCH, 3, 1.2), (_TEST, 6, 1.0))
_VOICES: Final = (
    "通院せずに受けられる予防接種がほしいという声（実演）",
    "副反応が分かりやすく示されると安心するという声（実演）",
)
_YEARS: Final = 8
_CRITERIA: Final = (
    (Text("実用化までの近さ", "Nearness to use"), 1),
    (Text("届く人の数", "People reached"), 2),
    (Text("国際的な優位", "International advantage"), 1),
)
_SCORES: Final = ((4, 5, 3), (3, 5, 4), (2, 3, 4), (3, 3, 2))


def write(tower: Tower) -> dict[str, int]:
    """How many items, topics and fast-track calls were written."""
    sources = [_source(tower, sort, name) for sort, name in _SOURCES]
    items = _items(tower, sources)
    topics = [_topic(tower, *one) for one in _TOPICS]
    dossiers = [
        _dossier(tower, title, topics[at], items) for at, title in ((1, _PATCH), (2, _TEST))
    ]
    _shortlist(tower, dossiers)
    _sharing(tower, topics[0])
    _plain(tower, topics[0])
    founded = _respond(tower, topics[0], items[:2], dossiers[:1])
    return {"items": len(items), "topics": len(topics), "fast_calls": founded}


def _source(tower: Tower, sort: str, name: Text) -> str:
    new = NewSource(sort=sort, name=name, holder="実演／demonstration")
    return str(actions.register_source(new, **tower.how()).code)


def _items(tower: Tower, sources: list[str]) -> list[str]:
    """Items of eight years, some topics growing; what patients say; half of it published."""
    last = tower.setting.today.year
    rows = [
        NewSignal(
            source=sources[number % 3],
            key=f"demo-{title.en}-{year}-{number}",
            title=Text(f"{title.ja}の研究 {year}-{number + 1}", f"Study of {title.en} {year}"),
            year=year,
            provenance="実演のために作った情報／made up for the demonstration",
            published=number % 2 == 0,
        )
        for title, start, factor in _GROWING
        for year in range(last - _YEARS, last + 1)
        for number in range(round(start * factor ** (year - last + _YEARS)))
    ]
    rows += [
        NewSignal(
            source=sources[3],
            key=f"voice-{number}",
            title=Text(said, "A demonstration voice of patients and families"),
            happened_on=tower.back(30 * number + 20),
            provenance="実演の集まりで聞き取り／heard at a demonstration meeting",
        )
        for number, said in enumerate(_VOICES)
    ]
    return actions.record_signals(rows, **tower.how())


_TOPICS: Final = (
    (_FEVER, "pathogen", (("実演熱", "demo fever"), ("ワクチン", "vaccine")), "act"),
    (_PATCH, "technology", (("貼るワクチン", "vaccine patches"),), "rising"),
    (_TEST, "technology", (("早期診断", "early diagnosis"), ("息", "breath")), "quiet"),
)


def _topic(
    tower: Tower, title: Text, sort: str, groups: tuple[tuple[str, ...], ...], level: str
) -> str:
    review = tower.setting.today + timedelta(days=10)
    new = NewTopic(title=title, sort=sort, groups=groups, watched=True, published=True)
    made = actions.keep_topic(new, **tower.how())
    note = "実演：新しい情報を確かめた。／Demonstration: new items were read."
    actions.read_topic(made.code, level, note, review, **tower.how(version=made.version))
    return str(made.code)


def _dossier(tower: Tower, title: Text, topic: str, items: list[str]) -> str:
    said = f"実演：{title.ja}について。／Demonstration: on {title.en}."
    new = NewDossier(
        title=title,
        topic=topic,
        summary=said,
        benefits="実演：注射や通院が難しい人。／People for whom injections are hard.",
        size="実演：年に百万人（架空）。／A million people a year (fictional).",
        evidence=said,
        missing="実演：人での安全性。／Safety in humans.",
        alternatives="実演：経鼻・経口。／Nasal and oral ways.",
        signals=tuple(items[:3]),
    )
    return str(actions.write_dossier(new, **tower.how()).code)


def _shortlist(tower: Tower, dossiers: list[str]) -> None:
    """Two people score both technologies; the list is approved, and so is the first dossier."""
    title = Text("実演：重要な技術の候補", "Demonstration: candidates for important technologies")
    year = tower.setting.year
    made = actions.begin_shortlist(title, year, _CRITERIA, dossiers, **tower.how())
    assessors = (_actor(tower, "program_officer"), _actor(tower, "disease_coordinator"))
    for place, marks in enumerate(_SCORES):
        scores = [
            Score(name=name, score=mark) for (name, _), mark in zip(_CRITERIA, marks, strict=True)
        ]
        subject = str(Ref(DOSSIER, dossiers[place // 2]))
        by = assessors[place % 2]
        actions.assess(subject, scores, "実演の評価", made.code, **tower.how(by=by))
    reason = "実演：届く人の数を重く見た。／Demonstration: people reached weigh most."
    actions.approve_shortlist(made.code, reason, True, **tower.how(version=made.version))
    actions.approve_dossier(dossiers[0], True, **tower.how(version=1))


def _sharing(tower: Tower, topic: str) -> None:
    """A request for a strain, granted with conditions and shipped."""
    homes = list(Organisation.objects.order_by("pk").values_list("code", flat=True)[:2])
    if len(homes) < 2:
        return
    new = NewSharing(
        sort="material",
        title=Text("実演熱の株", "A strain of demo fever"),
        organisation=homes[0],
        provider=homes[1],
        purpose="実演：候補の効き目を試す。／Demonstration: candidates are tested.",
        topic=topic,
    )
    made = actions.ask_sharing(new, **tower.how(tower.back(30)))
    conditions = "実演：施設の外へ出さない。／Not to leave the facility."
    reason = "実演：備えに要る。／Needed to be prepared."
    actions.answer_sharing(
        made.code, "granted", reason, conditions, **tower.how(tower.back(20), version=1)
    )
    actions.log_sharing(
        made.code, "provided", tower.back(12), "実演の送り状", **tower.how(version=2)
    )


def _plain(tower: Tower, topic: str) -> None:
    title = Text("実演熱のワクチンづくり", "Making a vaccine against demo fever")
    text = Text(
        "実演のための文章です。ワクチンは、体が病気に備える練習をする手助けをします。",
        "A text made up for the demonstration. A vaccine helps the body practise.",
    )
    review = tower.setting.today + timedelta(days=180)
    made = actions.write_plain(topic, title, text, review, **tower.how())
    actions.publish_plain(made.code, True, **tower.how(version=made.version))


def _respond(tower: Tower, topic: str, items: list[str], dossiers: list[str]) -> int:
    """The switch to emergency, a decision, and a call that adopts while it is open."""
    programme = next(
        (
            one
            for one in tower.setting.programmes
            if Award.objects.filter(programme_code=one.code, fiscal_year=tower.setting.year)
        ),
        None,
    )
    if programme is None:
        return 0
    begun = max(tower.back(40), tower.setting.first_day(tower.setting.year))
    reason = "実演：実演熱が広がる。／Demonstration: demo fever spreads."
    how = tower.how(begun, by=_actor(tower, "hq_officer"))
    actions.switch_status(EMERGENCY, reason, begun, 7, topic, "実演の決定", **how)
    actions.class_programme(programme.code, reason, begun, **how)
    under = Award.objects.filter(programme_code=programme.code).order_by("-pk")
    new = NewStrategy(
        title=Text("実演熱のワクチンを急ぐ", "Hurry a vaccine against demo fever"),
        text="実演：二つの種類の候補を並べて進める。／Two kinds of candidates side by side.",
        sort="start",
        stage="after",
        topic=topic,
        signals=tuple(items),
        dossiers=tuple(dossiers),
        awards=tuple(under.values_list("code", flat=True)[:2]),
    )
    made = actions.draft_strategy(new, **tower.how(begun))
    director = _actor(tower, "program_director")
    actions.decide_strategy(
        made.code, reason, begun, True, **tower.how(begun, by=director, version=made.version)
    )
    fast = NewCall(
        title_ja="実演熱への機動的な公募",
        title_en="Fast-track call on demo fever (demonstration)",
        programme_code=programme.code,
        account=money.purse(tower.setting.year, programme.code),
        opens_on=begun + timedelta(days=3),
        closes_on=tower.setting.today + timedelta(days=5),
        upper_yen=40 * STEP,
        places=3,
    )
    actions.found_call(made.code, fast, **tower.how(begun, version=made.version + 1))
    _adopt(tower, fast, begun + timedelta(days=3))
    return 1


def _adopt(tower: Tower, fast: NewCall, opened: date) -> None:
    """The call opens, one application arrives and is adopted where the account has the money."""
    call = Call.objects.get(fast_track=True, programme_code=fast.programme_code)
    calls.open_call(call.code, **tower.how(opened, version=call.version))
    person = Person.objects.filter(organisation__isnull=False).order_by("-pk").first()
    left = purses.purses([fast.account], opened)[fast.account].left
    if person is None or left < STEP:
        return
    new = NewApplication(
        call=call.code,
        principal=person.code,
        title_ja="実演：実演熱の候補を三か月で作る",
        title_en="Demonstration: a candidate against demo fever in three months",
        requested_yen=min(left, 20 * STEP),
    )
    at = datetime.combine(opened + timedelta(days=2), time(10, 0), tzinfo=ZONE)
    asked = calls.apply(new, at, **tower.how(opened + timedelta(days=2)))
    day = opened + timedelta(days=6)
    reason = "実演：急ぐ理由が明らか。／Demonstration: the reason to hurry is plain."
    calls.decide(asked.code, True, reason, **tower.how(day, version=asked.version))


def _actor(tower: Tower, role: str) -> Actor:
    """A login of the role; the command line in a home without logins."""
    codes = tower.accounts.get(role, ())
    return Actor(codes[0], frozenset({role})) if codes else SYSTEM
