"""Sources, items, topics, dossiers, lists, decisions, requests and plain pages, open and kept.

Called by `gap.make`. What stands for everybody was published, the other of each was not.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

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
from tests.awards.world import ASKED, PROGRAMME, TODAY, seen

if TYPE_CHECKING:
    from tests.visibility.gap import Gap

_VARIANTS = (("open", True), ("kept", False))
_CRITERIA = ((Text("近さ", "Nearness"), 1),)


def make(found: Gap) -> None:
    """Both variants of everything; what is open rests on what is kept back."""
    sources = {name: _source(name, out) for name, out in _VARIANTS}
    signals = {name: _signal(sources["kept"], name, out) for name, out in _VARIANTS}
    topics = {name: _topic(name, out) for name, out in _VARIANTS}
    for name in topics:
        actions.note_contact(f"Community {name}", "聞き取り", TODAY, **ASKED)
    dossiers = {
        name: _dossier(name, out, topics["kept"], tuple(signals.values()))
        for name, out in _VARIANTS
    }
    _lists(found, list(dossiers.values()))
    _strategies(found, topics["kept"], tuple(signals.values()), tuple(dossiers.values()))
    _outbreak(found, topics)


def _source(name: str, out: bool) -> str:
    new = NewSource(sort="literature", name=Text(f"情報源{name}", f"Source {name}"), published=out)
    return str(actions.register_source(new, **ASKED).code)


def _signal(source: str, name: str, out: bool) -> str:
    new = NewSignal(
        source=source,
        key=f"key-{name}",
        title=Text(f"感染症の論文{name}", f"Paper on infection {name}"),
        year=2026,
        provenance="論文の一覧",
        published=out,
    )
    (code,) = actions.record_signals([new], **ASKED)
    return str(code)


def _topic(name: str, out: bool) -> str:
    new = NewTopic(
        title=Text(f"話題{name}", f"Topic {name}"),
        sort="pathogen",
        groups=(("感染症", "infection"),),
        watched=True,
        published=out,
    )
    return str(actions.keep_topic(new, **ASKED).code)


def _dossier(name: str, out: bool, topic: str, signals: tuple[str, ...]) -> str:
    new = NewDossier(
        title=Text(f"技術{name}", f"Technology {name}"),
        topic=topic,
        summary="要約",
        benefits="届く人",
        size="人数",
        evidence="根拠",
        missing="足りないもの",
        alternatives="他の手段",
        signals=signals,
    )
    made = actions.write_dossier(new, **ASKED)
    if out:
        actions.approve_dossier(made.code, True, **seen(made.version))
    return str(made.code)


def _lists(found: Gap, dossiers: list[str]) -> None:
    """Judged by the reviewer and by the coordinator; one list is out."""
    for name, out in _VARIANTS:
        title = Text(f"候補の一覧{name}", f"Short list {name}")
        made = actions.begin_shortlist(title, 2026, _CRITERIA, dossiers, **ASKED)
        for role in ("reviewer", "program_officer"):
            for dossier in dossiers:
                subject = str(Ref(DOSSIER, dossier))
                scores = [Score(name=_CRITERIA[0][0], score=4)]
                by = ASKED | {"by": found.actors[role]}
                actions.assess(subject, scores, f"内々の評価{role}", made.code, **by)
        if out:
            actions.approve_shortlist(made.code, "比べた結果", True, **seen(made.version))


def _strategies(
    found: Gap, topic: str, signals: tuple[str, ...], dossiers: tuple[str, ...]
) -> None:
    for name, out in _VARIANTS:
        new = NewStrategy(
            title=Text(f"決定{name}", f"Strategic decision {name}"),
            text="進め方",
            sort="start",
            stage="after",
            topic=topic,
            signals=signals,
            dossiers=dossiers,
            awards=(found.awards["apart"],),
        )
        made = actions.draft_strategy(new, **ASKED)
        if out:
            actions.decide_strategy(made.code, "理由", TODAY, True, **seen(made.version))


def _outbreak(found: Gap, topics: dict[str, str]) -> None:
    """A switch about a topic that is kept back; requests of the own institution and of others."""
    actions.switch_status(EMERGENCY, "広がり", TODAY, 7, topics["kept"], "決定", **ASKED)
    actions.class_programme(PROGRAMME, "備え", TODAY, **ASKED)
    own, apart = found.homes["own"], found.homes["apart"]
    wanted = {"own": (own, apart), "provided": (apart, own), "apart": (apart, "")}
    for name, (asking, provider) in wanted.items():
        new = NewSharing(
            sort="material",
            title=Text(f"株{name}", f"Strain {name}"),
            organisation=asking,
            provider=provider,
            purpose="効き目を試す",
            topic=topics["kept"],
            award=found.awards["apart"],
        )
        actions.ask_sharing(new, **ASKED)
    review = TODAY + timedelta(days=90)
    for name, out in _VARIANTS:
        title = Text(f"やさしい説明{name}", f"Plain page {name}")
        made = actions.write_plain(
            topics[name], title, Text("説明の文", "What it is"), review, **ASKED
        )
        if out:
            actions.publish_plain(made.code, True, **seen(made.version))
