"""Themes of in-house research: registered, revised, their money, who does what.

Called by the pages of records. A ministry's officer writes for the ministry, an institute's office
for the institute; neither moves a theme to another. Source: 004:511-517.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.awards.elsewhere import messages, queries, rules
from ikkan.awards.elsewhere.models import Theme, ThemeAmount
from ikkan.awards.elsewhere.rules import THEME, NewTheme
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.parties.models import Organisation
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_CHANGED: Final = (
    *("title_ja", "title_en", "abstract", "domains", "phase", "modality", "state"),
    *("priority", "division_due", "published", "forms"),
)


def reach_of(institute: str, ministry: str) -> tuple[Ref, ...]:
    """The ministry and the institute through which a role reaches a theme."""
    return (Ref("body", ministry), Ref("parties.organisation", institute))


def _new_reach(given: Mapping[str, Any]) -> tuple[Ref, ...]:
    new: NewTheme = given["new"]
    return reach_of(new.institute or "-", new.ministry or "-")


def _held_reach(given: Mapping[str, Any]) -> tuple[Ref, ...]:
    rows = Theme.objects.filter(code=given["code"]).values_list("institute__code", "ministry")
    return reach_of(*(rows.first() or ("-", "-")))


@action(
    "awards.register_theme",
    permission="can_keep_theme",
    description=Text("インハウス研究のテーマを登録する", "Register a theme of in-house research"),
    scope=_new_reach,
)
def register_theme(
    new: NewTheme, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Theme:
    """A theme with its yearly money. Raises InputError with every finding."""
    institute = Organisation.objects.filter(code=new.institute).first()
    _demand(new, institute is not None, as_of)
    theme = Theme(
        code=next_code("TH", as_of.year),
        institute=institute,
        ministry=new.ministry,
        cost_class=new.cost_class,
        role_funder=new.role_funder.strip(),
        role_institute=new.role_institute.strip(),
    )
    _put(theme, new)
    theme.save(force_insert=True)
    _put_amounts(theme, new.amounts)
    journal.write(Ref(THEME, theme.code), {"theme": new})
    return theme


@action(
    "awards.revise_theme",
    permission="can_keep_theme",
    description=Text("インハウス研究のテーマを改める", "Revise a theme of in-house research"),
    scope=_held_reach,
)
def revise_theme(
    code: str, new: NewTheme, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Theme:
    """Other words, domains or state; institute, ministry, money and division stay.

    Raises NotFound, VersionConflict, InputError.
    """
    theme = _locked(code, version)
    _demand(new, True, as_of, ministry=theme.ministry)
    _put(theme, new)
    return _changed(theme, {"theme": new}, *_CHANGED)


@action(
    "awards.set_theme_amounts",
    permission="can_keep_theme",
    description=Text("テーマの年度ごとの額を記録する", "Record the yearly money of a theme"),
    scope=_held_reach,
)
def set_theme_amounts(
    code: str,
    amounts: Mapping[int, int],
    cost_class: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Theme:
    """Replace the money of these years; other years stay.

    Raises NotFound, VersionConflict, InputError (year, amount, class of cost).
    """
    theme = _locked(code, version)
    asked = NewTheme(
        institute="-", ministry="", title=theme.title, cost_class=cost_class, amounts=amounts
    )
    _demand(asked, True, as_of, ministry=theme.ministry)
    before = dict(theme.amounts.values_list("fiscal_year", "yen"))
    _put_amounts(theme, amounts)
    theme.cost_class = cost_class
    said = {"before": before, "amounts": dict(amounts), "cost_class": cost_class}
    return _changed(theme, said, "cost_class")


@action(
    "awards.divide_theme",
    permission="can_keep_theme",
    description=Text("テーマの分担を書く", "Write the division of roles of a theme"),
    scope=_held_reach,
)
def divide_theme(
    code: str,
    role_funder: str,
    role_institute: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Theme:
    """What the funder does and what the institute does. Raises NotFound, VersionConflict,
    InputError (a half is missing)."""
    theme = _locked(code, version)
    if not role_funder.strip() or not role_institute.strip():
        raise InputError("awards.theme_division", messages.DIVISION)
    theme.role_funder, theme.role_institute = role_funder.strip(), role_institute.strip()
    said = {"role_funder": theme.role_funder, "role_institute": theme.role_institute}
    return _changed(theme, said, "role_funder", "role_institute")


def _locked(code: str, version: int | None) -> Theme:
    rows = Theme.objects.select_for_update(of=("self",)).select_related("institute")
    theme = rows.filter(code=code).first()
    if theme is None:
        raise NotFound("awards.theme", messages.NO_THEME.format(code=code))
    require_version(theme, version)
    return theme


def _changed(theme: Theme, said: Mapping[str, object], *fields: str) -> Theme:
    theme.version += 1
    theme.save(update_fields=["version", *fields])
    journal.write(Ref(THEME, theme.code), said)
    return theme


def _demand(new: NewTheme, has_institute: bool, as_of: date, ministry: str = "") -> None:
    """Raise InputError with everything that is wrong."""
    found = list(rules.refused_theme(new))
    if not has_institute:
        found.append(messages.UNKNOWN.format(what=messages.INSTITUTE, code=new.institute or "–"))
    body = ministry or new.ministry
    for what, kind, codes in (
        (messages.BODY, "body", (body,)),
        (messages.DOMAIN, "domain", new.domains),
        (messages.PHASE, "phase", (new.phase,) if new.phase else ()),
        (messages.CLASS, "cost_class", (new.cost_class,) if new.cost_class else ()),
    ):
        known = queries.in_pack(kind, codes, as_of)
        found += [
            messages.UNKNOWN.format(what=what, code=code or "–")
            for code in codes
            if code not in known
        ]
    if new.modality and new.modality not in MODALITY_LABELS:
        found.append(messages.UNKNOWN.format(what=messages.MODALITY, code=new.modality))
    if found:
        words = Text.joined(found)
        raise InputError("awards.theme_form", words)


def _put(theme: Theme, new: NewTheme) -> None:
    theme.title_ja, theme.title_en = new.title.ja.strip(), new.title.en.strip()
    theme.abstract = new.abstract.strip()
    theme.domains, theme.phase, theme.modality = list(new.domains), new.phase, new.modality
    theme.state, theme.priority = new.state, new.priority
    theme.division_due, theme.published = new.division_due, new.published
    theme.forms = queries.forms_to_keep(*queries.texts_of(theme))


def _put_amounts(theme: Theme, amounts: Mapping[int, int]) -> None:
    for year, yen in sorted(amounts.items()):
        ThemeAmount.objects.update_or_create(theme=theme, fiscal_year=year, defaults={"yen": yen})
