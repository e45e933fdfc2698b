"""What an allocation policy, its items and their grounds must say, and what keeps it undecided.

Decides: form and order only; pure. Called by the actions and the pages of policies. Source: 004
L27 (two lists), L141 (areas are picked after the evidence was analysed).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.values.errors import RefError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

DRAFT: Final = "draft"
DECIDED: Final = "decided"
STATES: Final = {DRAFT: Text("案", "Draft"), DECIDED: Text("決定済み", "Decided")}
POINT: Final = "point"
AREA: Final = "area"
SORTS: Final = {POINT: Text("留意点", "Point to note"), AREA: Text("重点領域", "Priority area")}
FORMS: Final = {"point_to_note": POINT, "policy_item": AREA}
"""Forms of clauses of the pack that are items of a policy."""
GROUNDS: Final[Mapping[str, Text]] = {
    "survey": Text("研究者等への調査", "Survey"),
    "paper": Text("論文調査", "Papers"),
    "trend": Text("海外動向", "Trends abroad"),
    "own_data": Text("府省・機関の保有データ", "Own data"),
    "cabinet_decision": Text("閣議決定", "Cabinet decision"),
    "plan": Text("計画・会議の文書", "Plan or paper of a council"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPolicy:
    """A policy as it is begun."""

    fiscal_year: int
    name_ja: str
    name_en: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """A point to note or a priority area as it is written; `order` None: at the end."""

    sort: str
    text_ja: str
    text_en: str = ""
    project: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGround:
    """What an area rests on; `cites` is kind:code or an address, `said_on` a day or a month."""

    sort: str
    text_ja: str
    text_en: str = ""
    cites: str = ""
    said_on: str = ""

    @property
    def ref(self) -> Ref | None:
        """The record or row it cites; None for an address or nothing. Raises RefError."""
        return None if not self.cites or is_address(self.cites) else Ref.parse(self.cites)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A priority area as the question of grounds sees it."""

    code: str
    text: Text
    grounds: int
    accepted: bool


def is_address(words: str) -> bool:
    """Whether it is an address of the web."""
    return words.startswith(("https://", "http://"))


def refused_policy(new: NewPolicy) -> tuple[Text, ...]:
    """Everything that keeps the policy from being begun."""
    return () if new.name_ja.strip() else (_NAME,)


def refused_item(new: NewItem) -> tuple[Text, ...]:
    """Everything that keeps an item from being written."""
    found = []
    if new.sort not in SORTS:
        found.append(_SORT.format(sort=new.sort))
    if not new.text_ja.strip():
        found.append(_WORDS)
    return tuple(found)


def refused_ground(new: NewGround, as_of: date) -> tuple[Text, ...]:
    """Everything that keeps a ground from being kept."""
    found = []
    if new.sort not in GROUNDS:
        found.append(_GROUND_SORT.format(sort=new.sort))
    if not new.text_ja.strip():
        found.append(_GROUND_WORDS)
    if new.said_on > as_of.isoformat():
        found.append(_AHEAD.format(day=new.said_on, today=as_of))
    try:
        _ = new.ref
    except RefError:
        found.append(_CITES.format(cites=new.cites[:80]))
    return tuple(found)


def open_findings(areas: Iterable[Area]) -> tuple[Area, ...]:
    """Areas that cite nothing and were not accepted without grounds."""
    return tuple(area for area in areas if not area.grounds and not area.accepted)


def refused_decision(
    areas: Collection[Area], points: int, decision: Iterable[Text]
) -> tuple[Text, ...]:
    """Everything that keeps a policy undecided, each finding named; `decision`: what it lacks."""
    found = list(decision)
    if not points:
        found.append(_NO_POINTS)
    if not areas:
        found.append(_NO_AREAS)
    found += [_NO_GROUND.format(code=one.code, text=one.text) for one in open_findings(areas)]
    return tuple(found)


def brief(words: str, longest: int = 60) -> str:
    """The beginning of a text on one line."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


_NAME: Final = Text("方針の名称を書いてください。", "Write the name of the policy.")
_SORT: Final = Text(
    "「{sort}」という種類はありません。留意点か重点領域を選んでください。",
    "There is no sort {sort}; choose point to note or priority area.",
)
_WORDS: Final = Text("項目の文を書いてください。", "Write the words of the item.")
_GROUND_SORT: Final = Text(
    "「{sort}」という根拠の種類はありません。一覧から選んでください。",
    "There is no sort of ground {sort}; choose one of the list.",
)
_GROUND_WORDS: Final = Text("根拠の内容を書いてください。", "Write what the ground says.")
_AHEAD: Final = Text(
    "根拠の日付（{day}）が今日（{today}）より後です。出た後に記録してください。",
    "The day of the ground ({day}) lies after today ({today}); record it once it has come.",
)
_CITES: Final = Text(
    "引用「{cites}」を読めません。「種類:コード」か、https://で始まる所在を書いてください。",
    'Cannot read the citation "{cites}"; write kind:code or an address that begins with https://.',
)
_NO_POINTS: Final = Text(
    "留意点がありません。一つ以上加えてください。", "There is no point to note; add at least one."
)
_NO_AREAS: Final = Text(
    "重点領域がありません。一つ以上加えてください。",
    "There is no priority area; add at least one.",
)
_NO_GROUND: Final = Text(
    "重点領域{code}に根拠がありません（{text}）。根拠を加えるか、理由を書いて認めてください。",
    "Priority area {code} has no ground ({text}); add one, or accept it with a reason.",
)
