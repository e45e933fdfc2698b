"""The paper of a coordination round: plan and proof, changes by people, decisions, linkage.

Decides: the parts and their order, and the columns of the board's export. Called by downloads.
Source: S-345 (多面的な評価、PDCA), ui.md §8 "Print".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.documents.paper import Chapter, Exhibit, Grid, Head, Paper, Row
from ikkan.plan import queries as plan
from ikkan.portfolio.edges import HANDOVER
from ikkan.portfolio.matching import board, continued, messages
from ikkan.portfolio.matching.board import STATES
from ikkan.portfolio.matching.naming import Names
from ikkan.portfolio.messages import HANDOVER_LABELS
from ikkan.portfolio.models import MatchingRound
from ikkan.records.papers import WORDS
from ikkan.records.queries import visible
from ikkan.values.text import Text

_OTHER: Final = {"ja": "en", "en": "ja"}
HEADS: Final = (
    Text("課題", "Award"),
    Text("課題名", "Title"),
    Text("事業", "Programme"),
    Text("段階", "Phase"),
    Text("終わりの日", "Last day"),
    Text("残り（月）", "Months left"),
    Text("状態", "State"),
    Text("行き先", "Destination"),
    Text("適合度", "Fit"),
    Text("固定", "Pinned"),
    Text("行き先なしの理由", "Why nowhere"),
)


def cells(row: board.Row, names: Names, language: str) -> tuple[Any, ...]:
    """One award of the board as a row of a file."""
    item, slot = row.item, row.slot
    return (
        item.award,
        item.title.of(language),
        names.of("programme", item.programme).of(language),
        names.of("phase", item.phase_code).of(language),
        item.ends_on.isoformat(),
        row.months,
        STATES[row.state].of(language),
        _where(slot, names, language),
        f"{row.fit:.4f}" if row.fit is not None else "",
        (_YES if row.pinned else _NO).of(language),
        row.why.of(language) if row.why is not None else "",
    )


def _where(slot: Any, names: Names, language: str) -> str:
    if slot is None:
        return ""
    if slot.title is board.OUTSIDE:
        return str(names.of("programme", slot.programme).of(language))
    return str(slot.title.of(language))


def of(found: MatchingRound, actor: Actor, as_of: date, language: str) -> Paper:
    """The paper in one language, of what the reader sees."""
    known = plan.snapshot(as_of)
    version, settings = known.pack_version, known.settings
    shown = board.of(found, actor, as_of)
    names = Names(found.day)
    foot = _FOOT.format(day=as_of, pack=f"{version.code} {version.version}", code=found.code)
    return Paper(
        language=language,
        other_language=_OTHER[language],
        title=Text.either(found.title_ja, found.title_en).of(language),
        author=Text(settings["funder"]["ja"], settings["funder"]["en"]).of(language),
        lead=_LEAD.of(language),
        facts=tuple(_facts(found, shown, language)),
        foot=foot.of(language),
        words=WORDS[language],
        chapters=(
            Chapter(number=1, title=_PLAN.of(language), exhibits=_plan(shown, names, language)),
            Chapter(number=2, title=_CHANGES.of(language), exhibits=(_changes(found, language),)),
            Chapter(
                number=3,
                title=_DECISIONS.of(language),
                exhibits=(_decisions(found, actor, names, language),),
            ),
            Chapter(
                number=4,
                title=_LINKAGE.of(language),
                exhibits=(_linkage(found, actor, as_of, language),),
            ),
        ),
        stamp=datetime.combine(found.closed_on or as_of, time(12), tzinfo=UTC),
        mark=_MADE_UP.of(language) if found.fictional else "",
    )


def _facts(found: MatchingRound, shown: Any, language: str) -> list[tuple[str, str]]:
    facts = [
        (_DAY.of(language), found.day.isoformat()),
        (_HORIZON.of(language), str(found.horizon)),
        (_ENGINE.of(language), f"{found.engine or '–'} · seed {found.seed}"),
    ]
    weights = " · ".join(
        f"{messages.PART_LABELS[name].of(language)} {value:.2f}"
        for name, value in found.weights.items()
    )
    facts.append((_WEIGHTS.of(language), weights))
    if shown is not None:
        one = shown.plan
        proof = f"{one.value:.6f} ≤ {one.bound:.6f} ({one.gap:.6%})"
        facts.append((_PROOF.format(number=one.number).of(language), proof))
    return facts


def _plan(shown: Any, names: Names, language: str) -> tuple[Exhibit, ...]:
    if shown is None:
        return (_nothing("1-1", _PLAN, language),)
    counts = [(STATES[state].of(language), count) for state, count in shown.counted().items()]
    rows = [cells(row, names, language) for row in shown.rows]
    return (
        _exhibit("1-1", _COUNTS, (_STATE, _NUMBER), counts, _COUNTED, language),
        _exhibit("1-2", _BOARD, HEADS, rows, _ROWS, language),
    )


def _changes(found: MatchingRound, language: str) -> Exhibit:
    rows = []
    for one in found.plans.order_by("number"):
        edit = one.edit.get("edit", "")
        label = messages.EDIT_LABELS.get(edit, Text(edit, edit))
        pair = " → ".join(part for part in (one.edit.get("item"), one.edit.get("slot")) if part)
        gap = f"{one.gap:.6%}"
        rows.append(
            (
                *(one.number, one.made_on.isoformat(), label.of(language), pair, one.reason),
                *(one.matched, one.unmatched, f"{one.value:.4f}", gap),
            )
        )
    if not rows:
        return _nothing("2-1", _CHANGES, language)
    heads = (_VERSION, _ON, _CHANGE, _PAIR, _REASON, _PLACED, _LEFT, _VALUE, _GAP)
    return _exhibit("2-1", _CHANGES, heads, rows, _VERSIONS, language)


def _decisions(found: MatchingRound, actor: Actor, names: Names, language: str) -> Exhibit:
    rows = []
    for one in visible(HANDOVER, actor).filter(round=found).order_by("pk"):
        planned = one.frozen.get("planned", "")
        rows.append(
            (
                one.code,
                one.award.code,
                names.of("programme", one.to_programme).of(language)
                if one.to_programme
                else messages.INDUSTRY.of(language),
                HANDOVER_LABELS[one.state].of(language),
                one.decided_on.isoformat() if one.decided_on else "",
                planned or messages.NOWHERE.of(language),
                one.differs,
            )
        )
    if not rows:
        return _nothing("3-1", _DECISIONS, language)
    heads = (_CASE, HEADS[0], _TO, _STATE, _ON, _PLANNED, _DIFFERS)
    return _exhibit("3-1", _DECISIONS, heads, rows, _CASES, language)


def _linkage(found: MatchingRound, actor: Actor, as_of: date, language: str) -> Exhibit:
    bar = continued.bar(as_of)
    rows = [
        (
            messages.LINK_LABELS[one.link].of(language),
            one.proposed,
            one.decided,
            one.declined,
            one.linked,
            one.days,
        )
        for one in continued.linkages(actor, found.day, as_of)
    ]
    note = _BAR.format(
        label=bar.label, year=bar.year, linked=bar.linked, aim="–" if bar.aim is None else bar.aim
    )
    if not rows:
        return _nothing("4-1", _LINKAGE, language)
    heads = (_WAY, _ASKED, _DECIDED, _DECLINED, _LINKED, _DAYS)
    return _exhibit("4-1", _LINKAGE, heads, rows, _COUNTING, language, notes=(note.of(language),))


def _exhibit(
    number: str,
    title: Text,
    heads: Sequence[Text],
    rows: Sequence[tuple[Any, ...]],
    rule: Text,
    language: str,
    notes: tuple[str, ...] = (),
) -> Exhibit:
    numeric = [all(isinstance(row[at], int | None) for row in rows) for at in range(len(heads))]
    return Exhibit(
        number=number,
        title=title.of(language),
        other=title.of(_OTHER[language]),
        rule=rule.of(language),
        grid=Grid(
            heads=tuple(
                Head(text=head.of(language), numeric=is_number)
                for head, is_number in zip(heads, numeric, strict=True)
            ),
            rows=tuple(Row(cells=tuple(row)) for row in rows),
            missing=_UNKNOWN.of(language),
        ),
        notes=notes,
    )


def _nothing(number: str, title: Text, language: str) -> Exhibit:
    return Exhibit(
        number=number,
        title=title.of(language),
        other=title.of(_OTHER[language]),
        rule=_COUNTED.of(language),
        absent=_ABSENT.of(language),
    )


_YES, _NO = Text("はい", "yes"), Text("いいえ", "no")
_LEAD: Final = Text(
    "終わる課題の行き先の案、人による変更とその理由、決定と、案との違い。計算は案を出し、人が決める。",
    "Where work that ends could go: the plan, changes by people with their reasons, the decisions "
    "and how they differ. The engine proposes, people decide.",
)
_FOOT: Final = Text("{code} · {pack} · {day}現在", "{code} · {pack} · as of {day}")
_MADE_UP: Final = Text("実演値", "Demonstration")
_DAY: Final = Text("基準の日", "Day it looks from")
_HORIZON: Final = Text("期間（月）", "Horizon in months")
_ENGINE: Final = Text("計算の版と種", "Engine and seed")
_WEIGHTS: Final = Text("適合度の重み", "Weights of the fit")
_PROOF: Final = Text("第{number}版の価値と上界", "Value and bound of version {number}")
_PLAN: Final = Text("案", "Plan")
_COUNTS: Final = Text("行き先の数", "Where they go")
_BOARD: Final = Text("課題ごとの行き先", "Award by award")
_CHANGES: Final = Text("人による変更", "Changes by people")
_DECISIONS: Final = Text("決定と、案との違い", "Decisions, and how they differ from the plan")
_LINKAGE: Final = Text("事業間連携の指標", "Indicators of linkage")
_STATE, _NUMBER = Text("状態", "State"), Text("件数", "Number")
_VERSION, _ON, _CHANGE = Text("版", "Version"), Text("日", "Day"), Text("変更", "Change")
_PAIR, _REASON = Text("組", "Pair"), Text("理由", "Reason")
_PLACED, _LEFT = Text("行き先あり", "Placed"), Text("行き先なし", "Nowhere")
_VALUE, _GAP = Text("価値", "Value"), Text("証明された差", "Proven gap")
_CASE, _TO = Text("引継ぎ", "Hand-over"), Text("引継ぎ先", "To")
_PLANNED = Text("案の行き先", "Planned")
_DIFFERS = Text("案と違う理由", "Why it differs")
_WAY, _ASKED = Text("引継ぎの種類", "How it came"), Text("提案", "Proposed")
_DECIDED, _DECLINED = Text("決定", "Decided"), Text("見送り", "Declined")
_LINKED = Text("後継の課題と結んだ", "Linked to a successor")
_DAYS = Text("決定までの日数（中央値）", "Median days to the decision")
_COUNTED: Final = Text(
    "この頁を見る人に見える課題だけを数える。", "Only awards that the reader may see are counted."
)
_ROWS: Final = Text(
    "期間内に終わる課題を終わりの日の順に並べる。", "Awards that end, by their last day."
)
_VERSIONS: Final = Text(
    "版は消さない。変更ごとに解き直し、価値と上界を残す。",
    "No version is deleted; each change is solved again and keeps its value and bound.",
)
_CASES: Final = Text(
    "この回の案件。案と違う決定には理由がある。",
    "Cases of this round; a decision away from the plan says why.",
)
_COUNTING: Final = Text(
    "回の基準の日から今日までに提案された引継ぎを、来た道ごとに数える。",
    "Hand-overs proposed from the round's day until today, by how they came.",
)
_BAR: Final = Text(
    "{label}（{year}年度）：{linked}件、目標 {aim}件。"
    "決定し後継の課題と結んだ引継ぎを決定の年度で数える。",
    "{label} (FY{year}): {linked}, aim {aim}. Decided hand-overs linked to a successor, by the "
    "year of the decision.",
)
_UNKNOWN: Final = Text("決定なし", "nothing decided")
_ABSENT: Final = Text("まだ何もありません。", "There is nothing yet.")
