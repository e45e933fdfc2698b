"""What makes a reported outcome believable: its evidence, its day, its awards and their shares.

Decides: the form of the evidence for each sort, that an outcome does not come before the award it
is ascribed to, and that shares of one outcome never sum to more than one. Pure; called by actions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from ikkan.outcomes import messages
from ikkan.values import era
from ikkan.values.errors import EraError
from ikkan.values.text import Text

PAPER: Final = "paper"
PATENT: Final = "patent"
LICENCE: Final = "licence"
TRIAL: Final = "trial"
APPROVAL: Final = "approval"
LISTING: Final = "listing"
GUIDELINE: Final = "guideline"
POC: Final = "poc"
PRIZE: Final = "prize"
OTHER: Final = "other"
SORTS: Final[Mapping[str, Text]] = {
    PAPER: Text("論文", "Paper"),
    PATENT: Text("特許", "Patent"),
    LICENCE: Text("企業導出", "Licence to a company"),
    TRIAL: Text("治験", "Clinical trial"),
    APPROVAL: Text("薬事承認", "Regulatory approval"),
    LISTING: Text("保険収載", "Insurance listing"),
    GUIDELINE: Text(
        "ガイドライン・ガイダンス・診断基準", "Guideline, guidance or diagnostic criteria"
    ),
    POC: Text("非臨床PoC", "Non-clinical proof of concept"),
    PRIZE: Text("表彰", "Prize"),
    OTHER: Text("その他", "Other"),
}
TRIAL_LEADS: Final[Mapping[str, Text]] = {
    "investigator": Text("医師主導治験", "Investigator-initiated trial"),
    "company": Text("企業主導治験", "Company-sponsored trial"),
}
TRIAL_STAGES: Final[Mapping[str, Text]] = {
    "first_in_human": Text("First in Human試験", "First-in-human trial"),
    "exploratory": Text("探索的治験", "Exploratory trial"),
    "confirmatory": Text("検証的治験", "Confirmatory trial"),
}
REPORTED: Final = "reported"
VERIFIED: Final = "verified"
STATES: Final[Mapping[str, Text]] = {
    REPORTED: Text("報告済み・未確認", "Reported, not verified"),
    VERIFIED: Text("確認済み", "Verified"),
}
FULL: Final = "full"
FRACTIONAL: Final = "fractional"
COUNTINGS: Final[Mapping[str, Text]] = {
    FULL: Text(
        "整数カウント（課題がいくつあっても成果1件は1件）",
        "Full counting (one outcome is one, however many awards share it)",
    ),
    FRACTIONAL: Text(
        "分数カウント（成果1件を課題の割合で分ける）",
        "Fractional counting (an outcome is divided by the shares of its awards)",
    ),
}
_SHARE: Final = re.compile(r"[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,9})?%?")
_DOI: Final = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]{2,}", re.ASCII)
_PMID: Final = re.compile(r"\bPMID[:\s]*\d{1,8}\b", re.ASCII | re.IGNORECASE)
_REGISTRIES: Final = re.compile(
    r"\bjRCTs?\d{9,10}\b|\bNCT\d{8}\b|\bUMIN\d{9}\b|\bJapicCTI-?\d{6}\b|\bJMA-IIA\d{5}\b"
    r"|\bISRCTN\d{8}\b|\bEUCT\d{4}-\d{6}-\d{2}\b|\b20\d{2}-\d{6}-\d{2}(-\d{2})?\b",
    re.ASCII | re.IGNORECASE,
)
_PATENT: Final = re.compile(
    r"(特願|特開|特許|特表|国際出願|PCT|WO|JP|US|EP|CN|KR)\D{0,6}\d[\d/,\-]{3,}", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"[0-9A-Z]{2,}[0-9A-Z\-/]*\d{3,}", re.ASCII | re.IGNORECASE)
_DOCUMENT: Final = re.compile(r"https?://[^\s]+\.[^\s]+|\S+第\s*\d+\s*号", re.ASCII)
_DAY: Final = re.compile(
    r"(?:令和|平成|昭和|[RHS])?(?:\d{1,4}|元)[./年-]\d{1,2}[./月-]\d{1,2}日?", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The part of an outcome that is ascribed to an award."""

    award: str
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOutcome:
    """An outcome as it is reported; without `code` one is given."""

    sort: str
    title_ja: str
    title_en: str = ""
    occurred_on: date
    evidence: str
    shares: tuple[Share, ...] = ()
    code: str = ""
    verified: bool = False
    trial_lead: str = ""
    trial_stage: str = ""


def refused(new: NewOutcome, began: Mapping[str, date], as_of: date) -> tuple[Text, ...]:
    """Everything that keeps it from being recorded; `began` has the first day of each award."""
    found = []
    if new.sort not in SORTS:
        found.append(messages.SORT.format(sort=new.sort))
    if not new.title_ja.strip():
        found.append(messages.TITLE)
    if new.occurred_on > as_of:
        found.append(messages.AHEAD.format(day=new.occurred_on, today=as_of))
    evidence = refused_evidence(new.sort, new.evidence)
    if evidence is not None:
        found.append(evidence)
    found += refused_trial(new.sort, new.trial_lead, new.trial_stage)
    found += [
        messages.BEFORE.format(day=new.occurred_on, award=one.award, began=began[one.award])
        for one in new.shares
        if one.award in began and new.occurred_on < began[one.award]
    ]
    return (*found, *refused_shares(new.shares))


def refused_trial(sort: str, lead: str, stage: str) -> tuple[Text, ...]:
    """A type of trial that is none, or that is said of another sort of outcome."""
    found = [
        messages.TRIAL_TYPE.format(read=code[:40])
        for code, known in ((lead, TRIAL_LEADS), (stage, TRIAL_STAGES))
        if code and code not in known
    ]
    if (lead or stage) and sort != TRIAL:
        found.append(messages.NOT_TRIAL.format(sort=SORTS.get(sort, sort)))
    return tuple(found)


def refused_evidence(sort: str, evidence: str) -> Text | None:
    """Why the evidence is not that of its sort; None where it will do."""
    plain = unicodedata.normalize("NFKC", evidence).strip()
    if not plain:
        return messages.NO_EVIDENCE.format(wanted=_WANTED.get(sort, _WANTED[OTHER]))
    looks = _LOOKS.get(sort)
    if looks is None or looks(plain):
        return None
    shown = plain if len(plain) <= 60 else f"{plain[:60]}…"
    return messages.EVIDENCE.format(read=shown, sort=SORTS[sort], wanted=_WANTED[sort])


def refused_shares(shares: Iterable[Share]) -> tuple[Text, ...]:
    """Shares out of range, an award named twice, a sum above one."""
    all_ = tuple(shares)
    found = [
        messages.SHARE.format(share=one.share, award=one.award)
        for one in all_
        if not 0 < one.share <= 1
    ]
    named = [one.award for one in all_]
    twice = sorted({code for code in named if named.count(code) > 1})
    found += [messages.TWICE.format(award=code) for code in twice]
    total = sum((one.share for one in all_), Fraction(0))
    if total > 1:
        found.append(messages.SUM.format(sum=total, awards=", ".join(named)))
    return tuple(found)


def read_share(written: str) -> Fraction | None:
    """``1/2``, ``0.5``, ``50%`` or ``1``; None for what is no share."""
    plain = unicodedata.normalize("NFKC", written).replace(" ", "")
    if not _SHARE.fullmatch(plain):  # without it, "1e999999999" would be worked out
        return None
    try:
        found = Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain)
    except ZeroDivisionError:
        return None
    return found if found.denominator <= 10_000 else None


def counted(shares: Iterable[Iterable[Fraction]], counting: str) -> Fraction:
    """The number of outcomes, each given by the shares of its awards.

    An outcome of no award counts in neither way: nobody can say whose it is.
    """
    owned = [tuple(parts) for parts in shares]
    if counting == FULL:
        return Fraction(sum(1 for parts in owned if parts))
    return sum((part for parts in owned for part in parts), Fraction(0))


def basis(sort: str, fiscal_year: int, counting: str) -> Text:
    """The rule of a count, to stand beside its number."""
    return _BASIS.format(sort=SORTS[sort], year=fiscal_year, counting=COUNTINGS[counting])


def _has_day(evidence: str) -> bool:
    for match in _DAY.finditer(evidence):
        try:
            era.parse_date(match[0])
        except EraError:
            continue
        return True
    return False


def _is_official(evidence: str) -> bool:
    return bool(_NUMBER.search(evidence) or _DOCUMENT.search(evidence))


def _is_published(evidence: str) -> bool:
    return bool(_DOI.search(evidence)) or _is_official(evidence)


_LOOKS: Final[Mapping[str, Callable[[str], bool]]] = {
    PAPER: lambda evidence: bool(_DOI.search(evidence) or _PMID.search(evidence)),
    PATENT: lambda evidence: bool(_PATENT.search(evidence)),
    LICENCE: _has_day,
    TRIAL: lambda evidence: bool(_REGISTRIES.search(evidence)),
    APPROVAL: _is_official,
    LISTING: _is_official,
    GUIDELINE: _is_published,
}
_WANTED: Final[Mapping[str, Text]] = {
    PAPER: Text("DOI（10.…/…）かPMID（PMID:12345678）", "a DOI (10.…/…) or a PMID (PMID:12345678)"),
    PATENT: Text(
        "出願・登録の番号（特願2024-012345、特許第1234567号など）",
        "the number of the application or patent (特願2024-012345, WO2024/012345 …)",
    ),
    LICENCE: Text("契約の日（2026-03-31など）", "the day of the contract (such as 2026-03-31)"),
    TRIAL: Text(
        "登録の番号（jRCT2031200001、NCT01234567など）",
        "the number in a trial registry (jRCT2031200001, NCT01234567 …)",
    ),
    APPROVAL: Text(
        "承認番号か、公表した当局の文書（番号か住所）",
        "the approval number, or the document of the authority (its number or address)",
    ),
    LISTING: Text(
        "収載の告示・通知（番号か住所）",
        "the notice of the listing (its number or address)",
    ),
    GUIDELINE: Text(
        "公表された文書（DOI、番号か住所）",
        "the document as published (its DOI, number or address)",
    ),
    POC: Text("確かめた試験の報告書や論文", "the report or paper of the study that showed it"),
    PRIZE: Text(
        "表彰の公表（番号か住所、回と部門）",
        "the announcement of the prize (its number or address, edition and category)",
    ),
    OTHER: Text("何で確かめられるか", "what it can be checked by"),
}
_BASIS: Final = Text(
    "{sort}、{year}年度（成果の日による）。確認済みで課題につながるもの。{counting}",
    "{sort}, FY{year} by the day of the outcome; verified and ascribed to an award. {counting}",
)
