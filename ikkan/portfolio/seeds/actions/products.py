"""Versions of a target product profile, and the products that came of a seed.

Called by the pages of records. Source: 003:488-491 (a product with its way through regulation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.line.writing import SIDE, Joint, join
from ikkan.parties.models import Organisation
from ikkan.portfolio.actions.reaching import for_any_award
from ikkan.portfolio.models import Seed
from ikkan.portfolio.seeds import messages, queries, rules
from ikkan.portfolio.seeds.actions.holding import demand_open, refuse
from ikkan.portfolio.seeds.models import Product, Profile
from ikkan.portfolio.seeds.rules import PRODUCT, PROFILE, SEED, Attribute, NewProduct
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _of_seed(given: Mapping[str, Any]) -> tuple[Ref, ...]:
    return for_any_award({"code": given["seed"], "as_of": given["as_of"]})


def _of_product(given: Mapping[str, Any]) -> tuple[Ref, ...]:
    rows = Product.objects.filter(code=given["code"]).values_list("seed__code", flat=True)
    return for_any_award({"code": rows.first() or "-", "as_of": given["as_of"]})


@action(
    "portfolio.write_profile",
    permission="can_keep_seed",
    description=Text(
        "標的製品プロファイルの版を書く", "Write a version of a target product profile"
    ),
    scope=_of_seed,
)
def write_profile(
    seed: str,
    lines: Sequence[Attribute],
    reason: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Profile:
    """The next version; those before stay as they are. From the second on the reason is written.

    Raises InputError with every finding.
    """
    held = _seed(seed)
    demand_open(held)
    before = queries.newest_profile(held)
    clean = [
        Attribute(**{name: value.strip() for name, value in asdict(one).items()}) for one in lines
    ]
    found = list(rules.refused_profile(clean, queries.lines_of(before) if before else None))
    if before is not None and not reason.strip():
        found.append(messages.REASON)
    refuse(found, "portfolio.profile")
    profile = Profile.objects.create(
        code=next_code("TPP", as_of.year),
        seed=held,
        number=before.number + 1 if before else 1,
        made_on=as_of,
        reason=reason.strip(),
        attributes=[asdict(one) for one in clean],
    )
    join(Ref(PROFILE, profile.code), [Joint(kind="profile", to=Ref(SEED, seed), direction=SIDE)])
    said = {"seed": seed, "number": profile.number, "lines": clean, "reason": reason.strip()}
    journal.write(Ref(PROFILE, profile.code), said)
    return profile


@action(
    "portfolio.record_product",
    permission="can_keep_seed",
    description=Text("シーズから生まれた製品を記録する", "Record a product that came of a seed"),
    scope=_of_seed,
)
def record_product(
    seed: str, new: NewProduct, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Product:
    """Raises InputError with every finding."""
    held = _seed(seed)
    refuse(rules.refused_product(new, as_of), "portfolio.product")
    product = Product(code=next_code("PROD", as_of.year), seed=held, recorded_on=as_of)
    _put(product, new)
    product.save(force_insert=True)
    join(Ref(PRODUCT, product.code), [Joint(kind="product", to=Ref(SEED, seed), direction=SIDE)])
    journal.write(Ref(PRODUCT, product.code), {"seed": seed, "product": new})
    return product


@action(
    "portfolio.change_product",
    permission="can_keep_seed",
    description=Text(
        "製品の申請・承認・収載を記録する", "Record the filing, approval or listing of a product"
    ),
    scope=_of_product,
)
def change_product(
    code: str, new: NewProduct, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Product:
    """Raises NotFound, VersionConflict, InputError with every finding."""
    product = Product.objects.select_for_update().filter(code=code).first()
    if product is None:
        raise NotFound("portfolio.no_product", messages.NO_PRODUCT.format(code=code[:60]))
    require_version(product, version)
    refuse(rules.refused_product(new, as_of), "portfolio.product")
    _put(product, new)
    product.version += 1
    product.save()
    journal.write(Ref(PRODUCT, code), {"product": new})
    return product


def _seed(code: str) -> Seed:
    found = Seed.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise InputError("portfolio.no_seed", messages.NO_SEED.format(code=code[:60]))
    return found


def _put(product: Product, new: NewProduct) -> None:
    organisation = None
    if new.organisation:
        organisation = Organisation.objects.filter(code=new.organisation).first()
        if organisation is None:
            words = messages.NO_ORGANISATION.format(code=new.organisation[:60])
            raise InputError("portfolio.organisation", words)
    product.name_ja, product.name_en = new.name.ja.strip(), new.name.en.strip()
    product.sort, product.organisation = new.sort, organisation
    product.evidence = new.evidence.strip()
    for step in rules.STEPS:
        setattr(product, step, rules.written_when(rules.read_when(getattr(new, step))))
