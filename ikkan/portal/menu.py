"""Every page and list by subject, in one index: what the reader may open and nothing else.

Decides: the order of subjects and which kinds of record belong to each. Called by views.menu and,
one subject at a time, by the pages of stations. Source: ui.md §2 ("Off the line").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from ikkan.audit import policy
from ikkan.audit.actor import ACCOUNT_ROLE, Actor
from ikkan.records.kinds import Kind, kinds
from ikkan.records.sight import condition
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True)
class Page:
    """A page by the name of its route; with `permission`, only for those who have it."""

    route: str
    label: Text
    permission: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A heading of the menu; `contexts` say whose kinds of record stand under it."""

    code: str
    label: Text
    pages: tuple[Page, ...]
    contexts: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()
    """Kinds of record that stand under this heading instead of the one of their context."""


@dataclass(frozen=True, slots=True)
class Group:
    """What one reader is shown of a subject: pages, then lists of records."""

    code: str
    label: Text
    pages: tuple[tuple[str, Text], ...]
    lists: tuple[tuple[str, Text], ...]


SUBJECTS: Final = (
    Subject(
        "plan",
        Text("計画と体制", "Plan and bodies"),
        (
            Page("portal:plan", Text("計画（期ごと）", "Plans, term by term")),
            Page("portal:plan_links", Text("課題から事業へ", "From problem to programme")),
            Page("portal:plan_compare", Text("二つの文書を比べる", "Two documents compared")),
            Page("portal:plan_ahead", Text("公募と予算の予定", "Calls and money to come")),
            Page("portal:domains", Text("疾患領域", "Disease fields")),
            Page("bodies:bodies", Text("機関・会議体", "Bodies")),
            Page("bodies:owing", Text("決定が要る記録", "Records that must carry a decision")),
        ),
        frozenset({"plan"}),
    ),
    Subject(
        "budget",
        Text("予算", "Budget"),
        (
            Page("portal:tables", Text("公表された表", "Published tables")),
            Page("joint:consolidated", Text("要求の集計", "Requests, summed up")),
            Page(
                "studio:latest",
                Text("調整費の決定", "Decision of the adjustment fund"),
                "can_see_studio",
            ),
            Page("steering:home", Text("舵取りの作業台", "Steering workshop"), "can_see_steering"),
            Page("portal:funds", Text("基金と複数年のお金", "Funds and multi-year money")),
            Page("funds:together", Text("すべてのお金を年度ごとに", "All money, year by year")),
            Page("adjustment:fund", Text("調整費", "Adjustment fund")),
            Page(
                "portal:reconciliation", Text("台帳と公表値の照合", "Ledger and published figures")
            ),
        ),
        frozenset({"budget"}),
    ),
    Subject(
        "award",
        Text("公募と課題", "Calls and awards"),
        (
            Page("portal:statistics", Text("統合プロジェクト別の統計", "Statistics by project")),
            Page("elsewhere:overlap", Text("重複の候補", "Possible overlaps"), "can_see_overlap"),
            Page("elsewhere:exchange", Text("研究課題の交換", "Exchange of project records")),
        ),
        frozenset({"calls", "awards"}),
    ),
    Subject(
        "gate",
        Text("ポートフォリオと目利き", "Portfolio and horizon"),
        (
            Page("officers:board", Text("ポートフォリオの盤", "Portfolio board"), "can_see_boards"),
            Page("officers:cube", Text("二つの軸の集計", "By any two sides"), "can_see_boards"),
            Page("horizon:home", Text("目利き（話題と伸び）", "Horizon: topics and growth")),
            Page("horizon:watch", Text("見張りの一覧", "Watch list of the horizon")),
            Page("horizon:decide", Text("戦略的な決定", "Strategic decisions")),
            Page("horizon:fund", Text("機動的なファンディング", "Agile funding")),
        ),
        frozenset({"portfolio"}),
    ),
    Subject(
        "exit",
        Text("出口志向の研究開発マネジメント", "R&D management towards the exit"),
        (
            Page("gating:ahead", Text("ゲートの予定", "Gates ahead"), "can_see_gates_ahead"),
            Page(
                "gating:statistics",
                Text("ゲートの判断の統計", "Statistics of gate decisions"),
                "can_see_gates_ahead",
            ),
            Page(
                "industry:slips",
                Text("遅れているマイルストーン", "Slipped milestones"),
                "can_see_slips",
            ),
            Page("industry:room", Text("資料室", "Data room"), "can_open_room"),
        ),
        frozenset({"review"}),
        kinds=(
            *("portfolio.gate", "portfolio.phase_move", "portfolio.exit", "portfolio.milestone"),
            *("portfolio.readiness", "portfolio.industry_note", "portfolio.support"),
            *("portfolio.referral", "portfolio.interest", "portfolio.steward"),
            *("portfolio.introduction", "portfolio.room_document", "portfolio.room_grant"),
            *("portfolio.deal", "portfolio.certification", "portfolio.investment"),
            "portfolio.eligibility",
        ),
    ),
    Subject(
        "linkage",
        Text("事業間連携の強化", "Stronger links between programmes"),
        (Page("matching:latest", Text("引継ぎの板", "Hand-over board"), "can_see_rounds"),),
        kinds=(
            *("portfolio.handover", "portfolio.matching_round", "portfolio.pairing"),
            *("portfolio.programme_link", "portfolio.cross_case"),
        ),
    ),
    Subject(
        "growth",
        Text("シーズの育成", "Growing seeds"),
        (
            Page("portal:plan_seeds", Text("シーズの流れ", "Seeds in and out")),
            Page("seeds:dormant", Text("埋もれた成果", "Idle results"), "can_search_seeds"),
            Page("seeds:measures", Text("導出までの期間", "Time to a licence"), "can_search_seeds"),
        ),
        kinds=("portfolio.seed", "portfolio.profile", "portfolio.product"),
    ),
    Subject(
        "outcome",
        Text("成果と評価", "Outcomes and evaluation"),
        (
            Page("portal:outcomes", Text("成果と承認", "Outcomes and approvals")),
            Page("following:table", Text("施策のフォローアップ", "Follow-up of measures")),
            Page("evaluation:databooks", Text("データブック", "Data book")),
        ),
        frozenset({"outcomes", "evaluation"}),
    ),
    Subject(
        "parties",
        Text("機関・人・拠点", "Organisations, people, sites"),
        (
            Page(
                "facilities:search",
                Text("できることから拠点を探す", "Find a site by what it can do"),
            ),
        ),
        frozenset({"parties"}),
    ),
    Subject(
        "data",
        Text("数字の出典と公開データ", "Figures, sources and open data"),
        (
            Page("portal:register", Text("登録簿", "Register")),
            Page("portal:figures", Text("公表値", "Published figures")),
            Page("portal:checks", Text("数字の検算", "Checks of the figures")),
            Page("portal:contradictions", Text("資料の食い違い", "Contradictions of the sources")),
            Page("portal:broken", Text("切れている線", "Broken lines")),
            Page("portal:sources", Text("資料", "Sources")),
            Page("portal:counting", Text("数え方", "How figures are counted")),
            Page("portal:data", Text("オープンデータ", "Open data")),
            Page("portal:glossary", Text("用語集", "Glossary")),
            Page("portal:about", Text("このサイトについて", "About")),
            Page("portal:accessibility", Text("アクセシビリティ", "Accessibility")),
            Page("audit:permissions", Text("権限表", "Who may do what")),
            Page("records:sight", Text("誰がどの記録を見られるか", "Who sees which records")),
        ),
    ),
)
MINE: Final = Subject(
    "mine",
    Text("自分の仕事", "My work"),
    (
        Page("desk:work", Text("今日の仕事", "Today's work")),
        Page("desk:calendar", Text("カレンダー", "Calendar")),
        Page("accounts:mine", Text("アカウント", "Account")),
    ),
    frozenset({"desk", "files"}),
)


def groups(actor: Actor) -> Iterator[Group]:
    """Every subject of which the actor may open something; one's own work comes first."""
    if ACCOUNT_ROLE in actor.roles:
        yield _group(MINE, actor)
    for subject in SUBJECTS:
        yield _group(subject, actor)


def group(code: str, actor: Actor) -> Group:
    """One subject. Raises KeyError."""
    return _group({subject.code: subject for subject in SUBJECTS}[code], actor)


def _group(subject: Subject, actor: Actor) -> Group:
    pages = tuple(
        (reverse(page.route), page.label)
        for page in subject.pages
        if not page.permission or policy.within_reach(page.permission, actor)
    )
    lists = tuple((kind.list_url, kind.plural) for kind in _kinds(subject, actor))
    return Group(subject.code, subject.label, pages, lists)


def _kinds(subject: Subject, actor: Actor) -> Iterator[Kind]:
    named = {code for one in SUBJECTS for code in one.kinds} - set(subject.kinds)
    for kind in kinds():
        context, _, _ = kind.code.partition(".")
        mine = kind.code in subject.kinds or context in subject.contexts
        if mine and kind.code not in named and condition(kind.sight, actor) is not None:
            yield kind
