"""Impact dossiers: written, approved, revised as a new edition, cited by other records.

Called by the pages of records. Source: 003:1070 (インパクト分析).
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.line import registry
from ikkan.line.writing import SIDE, Joint, join
from ikkan.portfolio.horizon import messages, rules
from ikkan.portfolio.horizon.actions.reaching import (
    anywhere,
    changed,
    demand,
    demand_state,
    locked,
    named,
    one_named,
)
from ikkan.portfolio.horizon.messages import DOSSIER_STATES
from ikkan.portfolio.horizon.models import Dossier, Signal, Topic
from ikkan.portfolio.horizon.rules import (
    APPROVED,
    ASSESSMENT,
    DOSSIER,
    DRAFT,
    SIGNAL,
    SUPERSEDED,
    NewDossier,
)
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, RefError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_TEXTS: Final = ("summary", "benefits", "size", "evidence", "missing", "alternatives")
NEEDED: Final = {
    "benefits": Text("だれの役に立つか", "who benefits"),
    "size": Text("規模", "its size"),
    "evidence": Text("根拠", "the evidence"),
    "missing": Text("足りないこと", "what is missing"),
    "alternatives": Text("ほかの手段", "alternatives"),
}
_NO_CITING: Final = frozenset({DOSSIER, SIGNAL, ASSESSMENT})


@action(
    "portfolio.write_dossier",
    permission="can_write_dossier",
    description=Text("技術の資料を書く", "Write the dossier of a technology"),
    scope=anywhere,
)
def write_dossier(
    new: NewDossier, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Dossier:
    """A draft. Raises InputError with every reason."""
    return _new(new, None, as_of)


@action(
    "portfolio.revise_dossier",
    permission="can_write_dossier",
    description=Text(
        "技術の資料を改める（承認済みなら新しい版にする）",
        "Revise a dossier; an approved one becomes a new edition",
    ),
    scope=anywhere,
)
def revise_dossier(
    code: str, new: NewDossier, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Dossier:
    """The draft changed, or a new draft that follows an approved one. Raises InputError."""
    dossier: Dossier = locked(Dossier, messages.DOSSIER, code, version)
    if dossier.state == APPROVED and not Dossier.objects.filter(follows=dossier).exists():
        return _new(new, dossier, as_of)
    demand_state(dossier, messages.DOSSIER, DOSSIER_STATES, DRAFT)
    demand("dossier", _refused(new))
    signals = named(Signal, messages.SIGNAL, new.signals)
    for name, value in _values(new).items():
        setattr(dossier, name, value)
    dossier.signals.set(signals)
    names = ("title_ja", "title_en", "topic", *_TEXTS)
    made: Dossier = changed(dossier, DOSSIER, {"dossier": new}, *names)
    return made


@action(
    "portfolio.approve_dossier",
    permission="can_approve_dossier",
    description=Text("技術の資料を承認する", "Approve a dossier"),
)
def approve_dossier(
    code: str,
    published: bool = False,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Dossier:
    """Frozen from now on; the edition before is superseded. Raises InputError with what lacks."""
    dossier: Dossier = locked(Dossier, messages.DOSSIER, code, version)
    demand_state(dossier, messages.DOSSIER, DOSSIER_STATES, DRAFT)
    lacking = [words for name, words in NEEDED.items() if not getattr(dossier, name).strip()]
    if lacking:
        names = Text.joined(lacking, "、", ", ")
        raise InputError("horizon.not_complete", messages.NOT_COMPLETE.format(names=names))
    if dossier.follows is not None:
        Dossier.objects.filter(pk=dossier.follows.pk).update(state=SUPERSEDED)
    dossier.state, dossier.approved_on, dossier.approved_by = APPROVED, as_of, by.code
    dossier.published = published
    fields = ("state", "approved_on", "approved_by", "published")
    said = {"state": APPROVED, "published": published}
    made: Dossier = changed(dossier, DOSSIER, said, *fields)
    return made


@action(
    "portfolio.cite_dossier",
    permission="can_write_dossier",
    description=Text(
        "技術の資料を引く記録（方針の項目・ゲート・提案など）を結ぶ",
        "Tie a dossier to a record that cites it",
    ),
    scope=anywhere,
)
def cite_dossier(
    code: str, ref: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Dossier:
    """`ref` is kind:code of a record or a row of the pack. Raises NotFound, InputError."""
    dossier: Dossier = locked(Dossier, messages.DOSSIER, code, version)
    try:
        citing = Ref.parse(ref.strip())
    except RefError as error:
        words = messages.CITE_KIND.format(ref=ref[:60])
        raise InputError("horizon.cite", words) from error
    found = [messages.CITE_KIND.format(ref=citing)] if citing.kind in _NO_CITING else []
    if not found and not registry.exist({citing}):
        found.append(messages.NO_RECORD.format(kind=messages.ASSET, code=citing))
    if str(citing) in dossier.cited:
        found.append(messages.CITED_BEFORE.format(ref=citing))
    demand("cite", found)
    dossier.cited = [*dossier.cited, str(citing)]
    own = Ref(DOSSIER, code)
    joints = [Joint(kind="cites", to=own, frm=Ref.parse(one), direction=SIDE)
              for one in dossier.cited]  # fmt: skip
    join(own, joints)
    made: Dossier = changed(dossier, DOSSIER, {"cited": str(citing)}, "cited")
    return made


def _new(new: NewDossier, follows: Dossier | None, as_of: date) -> Dossier:
    demand("dossier", _refused(new))
    signals = named(Signal, messages.SIGNAL, new.signals)
    dossier = Dossier.objects.create(
        code=next_code("DOS", as_of.year),
        follows=follows,
        edition=follows.edition + 1 if follows is not None else 1,
        **_values(new),
    )
    dossier.signals.set(signals)
    said = {"dossier": new, "follows": follows.code if follows is not None else ""}
    journal.write(Ref(DOSSIER, dossier.code), said)
    return dossier


def _refused(new: NewDossier) -> list[Text]:
    found = list(rules.titled(new.title))
    if not new.summary.strip():
        found.append(messages.TEXT)
    return found


def _values(new: NewDossier) -> dict[str, Any]:
    return {
        "title_ja": new.title.ja.strip() or new.title.en.strip(),
        "title_en": new.title.en.strip(),
        "topic": one_named(Topic, messages.TOPIC, new.topic),
        **{name: getattr(new, name).strip() for name in _TEXTS},
    }
