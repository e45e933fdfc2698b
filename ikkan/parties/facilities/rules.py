"""What a facility may be and what speaks against a designation; pure.

Decides: the sorts of sites and their capabilities, one designation at a time, and that criteria
are in force when somebody is designated by them. Source: 002 L55-L102, L320; 000 L191-L199.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.values.text import Text

SORTS: Final[Mapping[str, Text]] = {
    "translational_centre": Text("橋渡し研究支援機関", "Translational research support centre"),
    "core_hospital": Text("臨床研究中核病院", "Core clinical research hospital"),
    "trial_site": Text("治験・臨床試験の実施機関", "Clinical trial site"),
    "shared_facility": Text("共用施設・機器", "Shared facility or equipment"),
    "biobank": Text("バイオバンク", "Biobank"),
    "bioresource": Text("バイオリソース", "Bioresource"),
    "manufacturing": Text("製造受託（CDMO）など", "Manufacturing partner (CDMO)"),
    "hub": Text("人材育成・スタートアップ支援の拠点", "Hub for people and start-ups"),
    "data_platform": Text("データ基盤", "Data platform"),
    "overseas": Text("海外拠点", "Site abroad"),
}
CAPABILITIES: Final[Mapping[str, Text]] = {
    "first_in_human": Text("ファースト・イン・ヒューマン試験", "First-in-human trials"),
    "international_trial": Text("国際水準の治験", "International-level trials"),
    "decentralised_trial": Text("分散型治験", "Decentralised trials"),
    "single_irb": Text("一括審査", "Single ethics review"),
    "english": Text("英語での対応", "Work in English"),
    "foreign_sponsors": Text("海外の依頼者の支援", "Support of foreign sponsors"),
    "regulatory": Text("薬事の相談", "Regulatory advice"),
    "manufacturing": Text("治験製品の製造", "Manufacturing for trials"),
    "new_modalities": Text("新規モダリティの製造", "Manufacturing of new modalities"),
    "genome": Text("ゲノム解析", "Genome analysis"),
    "library": Text("化合物ライブラリー", "Compound library"),
    "analysers": Text("解析・計測機器", "Analysers"),
    "samples": Text("試料の分譲", "Samples on request"),
    "data_access": Text("安全なデータ利用環境", "Secure access to data"),
    "third_parties": Text("企業など第三者の利用", "Use by companies and other third parties"),
    "training": Text("人材育成・リスキリング", "Training and reskilling"),
    "startups": Text("スタートアップの伴走支援", "Support of start-ups"),
    "infectious_trial": Text("感染症の臨床試験", "Trials for infectious diseases"),
    "cryo_em": Text("クライオ電子顕微鏡", "Cryo-electron microscopy"),
    "automation": Text("操作の自動化", "Automated operation"),
    "remote": Text("遠隔操作", "Remote operation"),
}
SITE_TYPES: Final[Mapping[str, Text]] = {
    "flagship": Text("フラッグシップ拠点", "Flagship site"),
    "synergy": Text("シナジー効果が期待できる拠点", "Site where synergy is expected"),
    "support": Text("支援機関", "Supporting site"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFacility:
    """A site as it is registered; `organisation` by code, `quantity` what it holds, in words."""

    name_ja: str
    sort: str
    organisation: str
    name_en: str = ""
    capabilities: tuple[str, ...] = ()
    services: str = ""
    quantity: str = ""
    access: str = ""
    contact: str = ""
    published: bool = True
    site_type: str = ""
    normal_product: str = ""
    emergency_product: str = ""
    capacity: int | None = None
    capacity_unit: str = ""
    switch_days: int | None = None
    booking_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOpening:
    """Places of a site between two days, and how many are free."""

    begins_on: date
    ends_on: date
    places: int
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """How ready a network is; `ready` are codes of its members that could begin now."""

    subject: str
    ready: tuple[str, ...]
    days_to_start: int | None = None
    single_review: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDesignation:
    """That a body designated a site from a day on, by criteria (a code, "" where none)."""

    facility: str
    body: str
    valid_from: date
    valid_to: date | None = None
    criteria: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A designation that stands: by which body, on which days."""

    body: str
    valid_from: date
    valid_to: date | None


def facility_findings(new: NewFacility) -> list[Text]:
    """Everything against registering it as told."""
    found = []
    if not new.name_ja.strip() and not new.name_en.strip():
        found.append(_NAME)
    if new.sort not in SORTS:
        found.append(_SORT.format(read=new.sort[:40]))
    found += [
        _CAPABILITY.format(read=one[:40]) for one in new.capabilities if one not in CAPABILITIES
    ]
    if new.site_type and new.site_type not in SITE_TYPES:
        found.append(_SORT.format(read=new.site_type[:40]))
    if bool(new.emergency_product.strip()) != (new.switch_days is not None):
        found.append(_SWITCH)
    if new.capacity is not None and not new.capacity_unit.strip():
        found.append(_UNIT)
    if new.booking_url and not new.booking_url.startswith(("https://", "http://")):
        found.append(_ADDRESS.format(read=new.booking_url[:60]))
    return found


def opening_findings(new: NewOpening) -> list[Text]:
    """Everything against the places as told."""
    found = []
    if new.ends_on < new.begins_on:
        found.append(_OPENING_DAYS.format(first=new.begins_on, last=new.ends_on))
    if not 0 <= new.free <= new.places:
        found.append(_FREE.format(free=new.free, places=new.places))
    return found


def report_findings(new: NewReport, members: Collection[str]) -> list[Text]:
    """Everything against what is told of a network with those members."""
    found = []
    if not new.subject.strip():
        found.append(_SUBJECT)
    strange = sorted(set(new.ready) - set(members))
    if strange:
        found.append(_NO_MEMBER.format(codes=", ".join(strange)))
    return found


def designation_findings(
    new: NewDesignation,
    held: Sequence[Held],
    criteria_from: date | None,
    criteria_sort: str,
    sort: str,
) -> list[Text]:
    """Everything against the designation beside those that stand."""
    found = []
    if new.valid_to is not None and new.valid_to < new.valid_from:
        found.append(_DAYS.format(first=new.valid_from, last=new.valid_to))
    for one in held:
        if one.body == new.body and _overlap(one, new):
            found.append(_TWICE.format(first=one.valid_from, last=one.valid_to or "–"))
    if new.criteria and criteria_from is not None and criteria_from > new.valid_from:
        found.append(_CRITERIA_LATER.format(criteria=new.criteria, day=criteria_from))
    if new.criteria and criteria_sort != sort:
        found.append(_CRITERIA_SORT.format(criteria=new.criteria))
    if not new.criteria and not new.basis.strip():
        found.append(_BASIS)
    return found


def _overlap(one: Held, new: NewDesignation) -> bool:
    ends = one.valid_to or date.max
    return one.valid_from <= (new.valid_to or date.max) and new.valid_from <= ends


_NAME = Text(
    "名前がありません。日本語か英語で書いてください。",
    "The name is missing; write it in Japanese or in English.",
)
_SORT = Text(
    "「{read}」という種類はありません。一覧から選んでください。",
    'There is no sort "{read}"; choose one of the list.',
)
_CAPABILITY = Text(
    "「{read}」という機能はありません。一覧から選んでください。",
    'There is no capability "{read}"; choose one of the list.',
)
_DAYS = Text(
    "指定の終わり（{last}）が始まり（{first}）より前です。日付を直してください。",
    "The designation ends ({last}) before it begins ({first}); correct the days.",
)
_TWICE = Text(
    "同じ機関の指定（{first}～{last}）と重なります。前の指定を終えてから記録してください"
    "（規則 parties.designation_once）。",
    "It overlaps the designation by the same body ({first} to {last}); end that one first "
    "(rule parties.designation_once).",
)
_CRITERIA_LATER = Text(
    "指定の要件「{criteria}」は{day}からのものです。その日にあった版を選んでください。",
    "The criteria {criteria} hold from {day}; choose the version in force on that day.",
)
_CRITERIA_SORT = Text(
    "指定の要件「{criteria}」は別の種類の施設のものです。",
    "The criteria {criteria} are for another sort of site.",
)
_BASIS = Text(
    "指定の要件か根拠を書いてください。",
    "Name the criteria or the basis of the designation.",
)
_SWITCH = Text(
    "有事に切り替えて作るものと、切替えにかかる日数は、両方を書いてください。",
    "What is made in an emergency and the days it takes to switch belong together; write both.",
)
_UNIT = Text("能力の単位を書いてください。", "Write the unit of the capacity.")
_ADDRESS = Text(
    "「{read}」は予約の入口の住所ではありません。https://から書いてください。",
    '"{read}" is no address of a booking page; it begins with https://.',
)
_OPENING_DAYS = Text(
    "枠の終わり（{last}）が始まり（{first}）より前です。日付を直してください。",
    "The places end ({last}) before they begin ({first}); correct the days.",
)
_FREE = Text(
    "空き{free}は枠{places}を超えられません。数を直してください。",
    "{free} free of {places} places cannot be; correct the numbers.",
)
_SUBJECT = Text(
    "どの試験・病原体についての状況かを書いてください。",
    "Write for which trials or pathogen it is told.",
)
_NO_MEMBER = Text(
    "拠点{codes}はこのネットワークに入っていません。",
    "The sites {codes} are no members of the network.",
)
