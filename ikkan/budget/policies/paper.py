"""An allocation policy as an official paper: two lists, grounds under each area, receipts.

Decides: the parts and their order; a draft says so on every page. Called by the page's downloads
and by those who lay it before a meeting. Source: ui.md §8 "Print".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Final

from ikkan.budget.policies.models import AllocationPolicy
from ikkan.budget.policies.rules import DRAFT, STATES
from ikkan.budget.policies.showing import Group, Shown, ShownGround, ShownItem, title
from ikkan.documents.paper import Chapter, Exhibit, Grid, Head, Paper, Row, Words
from ikkan.plan import queries as plan
from ikkan.values import era
from ikkan.values.text import Text

_OTHER: Final = {"ja": "en", "en": "ja"}


def of(policy: AllocationPolicy, shown: Shown, as_of: date, language: str) -> Paper:
    """The paper in one language."""
    known = plan.snapshot(as_of)
    version, settings = known.pack_version, known.settings
    author = Text(settings["headquarters"]["ja"], settings["headquarters"]["en"])
    marks = [_DRAFT] if policy.state == DRAFT else []
    marks += [_MADE_UP] if policy.fictional else []
    foot = _FOOT.format(day=as_of, pack=f"{version.code} {version.version}", code=policy.code)
    return Paper(
        language=language,
        other_language=_OTHER[language],
        title=title(policy).of(language),
        author=author.of(language),
        lead=_LEAD.of(language),
        facts=tuple(_facts(policy, language)),
        foot=foot.of(language),
        words=_words(language),
        chapters=(
            Chapter(
                number=1,
                title=_POINTS.of(language),
                exhibits=(_points(shown.points, language),),
            ),
            Chapter(
                number=2,
                title=_AREAS.of(language),
                exhibits=tuple(
                    _areas(number, group, language)
                    for number, group in enumerate(shown.groups, start=1)
                )
                or (_nothing("2-1", _AREAS, language),),
            ),
            Chapter(
                number=3,
                title=_RECEIPTS.of(language),
                exhibits=(_receipts(shown, language),),
            ),
        ),
        stamp=datetime.combine(policy.decided_on or as_of, time(12), tzinfo=UTC),
        mark=" · ".join(mark.of(language) for mark in marks),
    )


def _facts(policy: AllocationPolicy, language: str) -> Iterable[tuple[str, str]]:
    yield _YEAR.of(language), era.label(policy.fiscal_year, language)
    yield _STATE.of(language), STATES[policy.state].of(language)
    if policy.decided_on is not None:
        yield _DECIDED_ON.of(language), policy.decided_on.isoformat()
    if policy.decision is not None and policy.decision.published:
        yield _DECISION.of(language), policy.decision.code
    if policy.basis:
        yield _BASIS.of(language), policy.basis


def _points(points: tuple[ShownItem, ...], language: str) -> Exhibit:
    if not points:
        return _nothing("1-1", _POINTS, language)
    rows = [(str(one.number), one.text.of(language), one.item.source) for one in points]
    return _exhibit("1-1", _POINTS, (_NUMBER, _TEXT, _SOURCE), rows, _POINTS_RULE, language)


def _areas(number: int, group: Group, language: str) -> Exhibit:
    title = group.project.label if group.project is not None else _NO_PROJECT
    rows = [
        (str(one.number), one.text.of(language), _grounds(one, language), one.item.source)
        for one in group.items
    ]
    heads = (_NUMBER, _TEXT, _GROUNDS, _SOURCE)
    return _exhibit(f"2-{number}", title, heads, rows, _AREAS_RULE, language)


def _grounds(one: ShownItem, language: str) -> str:
    if one.item.accepted_because:
        return _ACCEPTED.format(reason=one.item.accepted_because).of(language)
    if not one.grounds:
        return _NO_GROUND.of(language)
    return " / ".join(_ground(ground, language) for ground in one.grounds)


def _ground(ground: ShownGround, language: str) -> str:
    parts = [ground.text.of(language)]
    if ground.cited is not None:
        parts.append(ground.cited.of(language))
    return f"{ground.sort.of(language)}: {', '.join(parts)}"


def _receipts(shown: Shown, language: str) -> Exhibit:
    if not shown.receipts:
        return _nothing("3-1", _RECEIPTS, language, _NOT_PRESENTED)
    rows = [
        (
            one.body.label.of(language) if one.body is not None else one.code,
            one.receipt.got_on.isoformat() if one.receipt is not None else _WAITING.of(language),
        )
        for one in shown.receipts
    ]
    return _exhibit("3-1", _RECEIPTS, (_MINISTRY, _GOT_ON), rows, _RECEIPTS_RULE, language)


def _exhibit(
    number: str,
    title: Text,
    heads: tuple[Text, ...],
    rows: Sequence[tuple[str, ...]],
    rule: Text,
    language: str,
) -> Exhibit:
    grid = Grid(
        heads=tuple(Head(text=head.of(language)) for head in heads),
        rows=tuple(Row(cells=row) for row in rows),
    )
    return Exhibit(
        number=number,
        title=title.of(language),
        other=title.of(_OTHER[language]),
        rule=rule.of(language),
        grid=grid,
    )


def _nothing(number: str, title: Text, language: str, absent: Text | None = None) -> Exhibit:
    words = absent or _NONE
    return Exhibit(
        number=number,
        title=title.of(language),
        other=title.of(_OTHER[language]),
        rule=_POINTS_RULE.of(language),
        absent=words.of(language),
    )


def _words(language: str) -> Words:
    said = {name: text.of(language) for name, text in _WORDS.items()}
    return Words(**said)


_WORDS: Final = {
    "rule": Text("読み方", "How to read it"),
    "sources": Text("出典", "Sources"),
    "unit": Text("単位", "Unit:"),
    "contents": Text("目次", "Contents"),
    "chart": Text("図", "Figure"),
    "table": Text("表で見る", "See as a table"),
}
_LEAD: Final = Text(
    "予算要求に当たっての留意点と、重点化すべき研究領域を示す。各重点領域には根拠を付す。",
    "Points to note in requesting the budget, and priority areas, each with what it rests on.",
)
_DRAFT: Final = Text("案", "Draft")
_MADE_UP: Final = Text("実演値（架空）", "Demonstration values (made up)")
_FOOT: Final = Text("{code} · {day}現在 · パック {pack}", "{code} · as of {day} · pack {pack}")
_YEAR: Final = Text("年度", "Fiscal year")
_STATE: Final = Text("状態", "State")
_DECIDED_ON: Final = Text("決定の日", "Decided on")
_DECISION: Final = Text("本部の決定", "Decision of the headquarters")
_BASIS: Final = Text("法的な根拠", "Legal basis")
_POINTS: Final = Text("留意点", "Points to note")
_AREAS: Final = Text("重点領域", "Priority areas")
_RECEIPTS: Final = Text("府省の受領", "Receipt by the ministries")
_NO_PROJECT: Final = Text("プロジェクトによらない領域", "Areas of no single project")
_NUMBER: Final = Text("番号", "No.")
_TEXT: Final = Text("内容", "What it says")
_GROUNDS: Final = Text("根拠", "Grounds")
_SOURCE: Final = Text("出典", "Source")
_MINISTRY: Final = Text("府省", "Ministry")
_GOT_ON: Final = Text("受領の日", "Received on")
_WAITING: Final = Text("未受領", "not yet")
_NO_GROUND: Final = Text("根拠なし（所見）", "no ground (finding)")
_ACCEPTED: Final = Text("根拠なしに認める：{reason}", "accepted without ground: {reason}")
_NOT_PRESENTED: Final = Text(
    "決定されると府省に提示されます。", "It is presented to the ministries once it is decided."
)
_NONE: Final = Text("項目はまだありません。", "There are no items yet.")
_POINTS_RULE: Final = Text(
    "全てのプロジェクトを通じて留意すること。出典は資料番号:行。",
    "To be noted throughout all projects. Source is document:line.",
)
_AREAS_RULE: Final = Text(
    "重点領域は根拠を分析した上で抽出する。番号は方針全体を通す。出典は資料番号:行。",
    "Areas are picked after the evidence was analysed; numbers run through the whole policy.",
)
_RECEIPTS_RULE: Final = Text(
    "提示された府省が受領を記録した日。", "The day on which each ministry acknowledged receipt."
)
