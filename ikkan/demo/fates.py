"""Composes what became of a made-up portfolio: seeds, gates, hand-overs, outcomes.

Decides: nothing about real research; odds are chosen so that every state of every machine occurs.
Pure and deterministic by the seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from ikkan.demo.awards import Draft
from ikkan.demo.setting import Setting
from ikkan.outcomes.rules import NewOutcome, Share
from ikkan.portfolio.rules import Criterion, NewGate, NewHandover, NewSeed
from ikkan.values.text import Text

_DECIDED: Final = {
    "handed": "go", "waiting": "go", "stalled": "conditional", "no_go": "no_go",
    "succeeded": "go",
}  # fmt: skip
_REASONS: Final = {
    "go": "基準をすべて満たした（実演）",
    "conditional": "追加の資料を待って進める（実演）",
    "no_go": "有効性の基準を満たさない（実演）",
}
_CRITERIA: Final = (
    Text("実演の基準1：有効性の根拠", "Demonstration criterion 1: evidence of efficacy"),
    Text("実演の基準2：安全性の根拠", "Demonstration criterion 2: evidence of safety"),
    Text("実演の基準3：出口の計画", "Demonstration criterion 3: plan of exit"),
)
_OUTCOMES: Final = (
    ("paper", "論文", "Paper", 60, "DOI 10.99999/demo.{n}"),
    ("patent", "特許", "Patent", 16, "特願2099-{n:06d}"),
    ("trial", "治験", "Clinical trial", 10, "jRCT999{n:07d}"),
    ("licence", "企業導出", "Licence", 9, "契約日 {day}"),
    ("approval", "薬事承認", "Approval", 5, "承認番号 99999DEM{n:05d}"),
)


def chains(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """The awards of each seed from its first to its last."""
    for first in drafts:
        if first.modality and first.follows is None:
            chain = [first]
            while chain[-1].children:
                chain.append(chain[-1].children[0])
            yield chain


def seeds(setting: Setting, drafts: Iterable[Draft]) -> Iterator[tuple[NewSeed, list[Draft]]]:
    """One seed for each chain: it lives, succeeded, stalled, ended, or died without a word."""
    for number, chain in enumerate(chains(drafts)):
        last = chain[-1]
        over = last.ends_on < setting.today
        state = {"succeeded": "succeeded", "stalled": "stalled", "no_go": "ended"}.get(last.fate)
        ended = over and state is not None
        yield (
            NewSeed(
                code=f"SEED-DEMO-{number:05d}",
                title=Text(f"実演のシーズ {number:05d}", f"Demonstration seed {number:05d}"),
                named_on=chain[0].began_on,
                awards=tuple(one.code for one in chain),
                modality=chain[0].modality,
                state=state if ended and state else "active",
                reason=_REASONS.get(_DECIDED.get(last.fate, ""), "") if ended else "",
                ended_on=last.ends_on if ended else None,
            ),
            chain,
        )


def gates(
    setting: Setting, pairs: Iterable[tuple[NewSeed, list[Draft]]], deciders: list[str]
) -> Iterator[NewGate]:
    """A gate in the last half-year of each award of a seed; silent seeds have none."""
    for seed, chain in pairs:
        templates = setting.gates[chain[0].modality]
        for place, one in enumerate(chain):
            opened = max(one.began_on, one.ends_on - timedelta(days=150))
            decision = _DECIDED.get("handed" if one.children else one.fate)
            if decision is None or opened > setting.today:
                continue
            decided = opened + timedelta(days=40)
            later, done = decided + timedelta(days=180), decided <= setting.today
            met = {"go": True, "conditional": None, "no_go": False}[decision] if done else None
            yield NewGate(
                code=f"GATE-{one.code}",
                award=one.code,
                template=templates[min(place, len(templates) - 1)],
                opened_on=opened,
                criteria=tuple(Criterion(text=text, met=met) for text in _CRITERIA),
                seed=seed.code,
                decision=decision if done else "pending",
                reason=_REASONS[decision] if done else "",
                decided_on=decided if done else None,
                decided_by=deciders[one.number % len(deciders)] if done else "",
                due_on=later if done and decision == "conditional" else None,
            )


def handovers(
    setting: Setting, made: Iterable[NewGate], drafts: dict[str, Draft], deciders: list[str]
) -> Iterator[NewHandover]:
    """A hand-over for every gate that let its seed pass: decided where an award followed."""
    for gate in made:
        one = drafts[gate.award]
        if gate.decision != "go" or one.fate == "succeeded" or gate.decided_on is None:
            continue
        after = one.children[0] if one.children else None
        target = (
            after.programme if after else setting.programmes[one.number % len(setting.programmes)]
        )
        decided = after is not None and after.began_on <= setting.today
        proposed = gate.decided_on + timedelta(days=14)
        settled = min(gate.decided_on + timedelta(days=45), setting.today)
        yield NewHandover(
            code=f"HAND-{one.code}",
            gate=gate.code,
            award=one.code,
            seed=gate.seed,
            to_programme=target.code,
            proposed_on=min(proposed, setting.today),
            to_award=after.code if after and decided else "",
            proposal="次の段階の事業へ引き継ぐ（実演）",
            state="decided" if decided else "proposed",
            reason="受け手の事業の目的に合う（実演）" if decided else "",
            decided_on=settled if decided else None,
            decided_by=deciders[one.number % len(deciders)] if decided else "",
        )


def outcomes(setting: Setting, drafts: Iterable[Draft]) -> Iterator[NewOutcome]:
    """About one outcome for each award, none before it began."""
    chance = random.Random(setting.seed + 1)  # noqa: S311 - no secret, a reproducible portfolio
    number = 0
    for one in drafts:
        if chance.random() > 0.8 or one.began_on + timedelta(days=200) > setting.today:
            continue
        sort, ja, en, _, evidence = chance.choices(_OUTCOMES, [row[3] for row in _OUTCOMES])[0]
        day = _between(chance, one.began_on + timedelta(days=120), min(one.ends_on, setting.today))
        number += 1
        yield NewOutcome(
            code=f"OUT-DEMO-{number:06d}",
            sort=sort,
            title_ja=f"実演の{ja} {number:06d}",
            title_en=f"Demonstration {en.lower()} {number:06d}",
            occurred_on=day,
            evidence=evidence.format(n=number, day=day.isoformat()),
            shares=(Share(award=one.code),),
            verified=chance.random() < 0.8,
        )


def _between(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange(max(1, (last - first).days)))
