"""Seeds with their line, target product profiles and products, as the engine of records shows them.

Called at start. Profiles are for the offices and those whose award carries the seed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.kinds.register import OFFICES
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.portfolio import actions as register_actions
from ikkan.portfolio import forms as register_forms
from ikkan.portfolio import messages as said
from ikkan.portfolio import sections as register_sections
from ikkan.portfolio import work
from ikkan.portfolio.industry import sections as industry_sections
from ikkan.portfolio.models import Seed
from ikkan.portfolio.rules import ACTIVE
from ikkan.portfolio.sections import INSIDE
from ikkan.portfolio.seeds import actions, forms, line, messages, queries, sections, timeline
from ikkan.portfolio.seeds.models import Product, Profile
from ikkan.portfolio.seeds.rules import PRODUCT, PROFILE, SEED, NewProduct
from ikkan.portfolio.seeds.words import when_words
from ikkan.portfolio.words import title_of
from ikkan.records import ports
from ikkan.records.kinds import Field, Kind, Write, register
from ikkan.records.sight import EVERYTHING, Sight, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_NEAREST: Final = 3
"""Forms whose buttons stand at the head of the page; the others are folded."""


def _sight(path: str, *offices: str) -> tuple[Sight, ...]:
    """`path` leads from the record to the awards of its seed."""
    seen = dict.fromkeys((*OFFICES, "disease_coordinator", *offices), EVERYTHING)
    return sights(
        **seen,
        program_officer=Within("programme", f"{path}__programme_code"),
        researcher=Within("parties.person", f"{path}__principal__code"),
    )


def _name(_: Any, data: dict[str, Any], **how: Any) -> Seed:
    title = Text(data["title_ja"], data["title_en"])
    return register_actions.name_seed(title, data["awards"], data["modality"], **how)


def _end(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    return register_actions.end_seed(seed.code, **data, **how)


def _add(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    return actions.add_carrier(seed.code, **data, **how)


def _end_carrier(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    return actions.end_carrier(seed.code, **data, **how)


def _describe(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    return actions.describe_seed(seed.code, **data, **how)


def _text(data: dict[str, Any], stem: str) -> Text:
    return Text(data[f"{stem}_ja"], data[f"{stem}_en"])


def _rename(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    return actions.rename_seed(seed.code, _text(data, "title"), data["reason"], **how)


def _merge(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    title = _text(data, "title")
    return actions.merge_seeds(seed.code, data["others"], title, data["reason"], **how)


def _split(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    return actions.split_seed(seed.code, data["parts"], data["reason"], **how)


def _link(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    return actions.link_seeds(seed.code, **data, **how)


def _relate(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    return actions.relate(seed.code, **data, **how)


def _unrelate(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    sort, ref = data["relation"]
    return actions.unrelate(seed.code, ref, sort, **how)


def _note(seed: Seed, data: dict[str, Any], **how: Any) -> Seed:
    words = _text(data, "text")
    return actions.note_progress(seed.code, data["fiscal_year"], words, data["evidence"], **how)


def _profile(_: Any, data: dict[str, Any], **how: Any) -> Profile:
    return actions.write_profile(data["seed"], data["lines"], data["reason"], **how)


def _new_product(data: dict[str, Any]) -> NewProduct:
    named = ("sort", "organisation", "filed", "approved", "listed", "evidence")
    return NewProduct(name=_text(data, "name"), **{name: data[name] for name in named})


def _product(_: Any, data: dict[str, Any], **how: Any) -> Product:
    return actions.record_product(data["seed"], _new_product(data), **how)


def _change_product(product: Product, data: dict[str, Any], **how: Any) -> Product:
    return actions.change_product(product.code, _new_product(data), **how)


def _over(seed: Seed) -> Text | None:
    if seed.state in (ACTIVE, "stalled"):
        return None
    return said.FINAL.format(state=said.SEED_LABELS[seed.state])


def _drawn(seed: Seed, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """The line as a drawing, and the newest target profile."""
    drawing = timeline.draw(line.events(seed, actor, as_of))
    refs = [one.ref for _, one in drawing.events if one.ref is not None]
    names = ports.names(refs, as_of, actor)
    return {
        "timeline": drawing,
        "events": [
            {
                "number": number,
                "event": one,
                "when": when_words(one.when),
                "lane": timeline.LANES[one.lane],
                "named": names.get(one.ref) if one.ref is not None else None,
            }
            for number, one in drawing.events
        ],
        "gaps": line.gaps_of(line.awards_of(queries.family(seed), actor, as_of)),
        "nearest": _NEAREST,
    }


def _of_seed(record: Profile | Product) -> str:
    return record.seed.code


def _profile_title(profile: Profile) -> Text:
    title = title_of(profile.seed)
    return Text(
        f"{title.ja} 標的製品プロファイル 第{profile.number}版",
        f"{title.en}, target product profile, version {profile.number}",
    )


def _product_title(product: Product) -> Text:
    return Text.either(product.name_ja, product.name_en)


def _on_seed(code: str, label: Text, permission: str, form: Any, act: Any, **more: Any) -> Write:
    return Write(code=code, label=label, permission=permission, form=form, act=act, **more)


_KEEP: Final = "can_keep_seed"
_SHAPE: Final = "can_end_seed"
_SEED_FIELD: Final = Field("seed", Text("シーズ", "Seed"), "ref", _of_seed, kind=SEED)

register(
    Kind(
        code=SEED,
        path="seeds",
        label=Text("シーズ", "Seed"),
        plural=Text("シーズ", "Seeds"),
        lead=Text(
            "実用化の可能性のある研究成果と、それを担う課題、その結末。",
            "Results that may reach patients, the awards that carry them, and how they ended.",
        ),
        model=Seed,
        title=title_of,
        begins="named_on",
        template="portfolio/seeds_record.html",
        context=_drawn,
        fields=(
            Field(
                *("state", Text("状態", "State"), "choice"), choices=said.SEED_LABELS, filter=True
            ),
            Field("phase", Text("段階", "Phase"), "ref", kind="phase", filter=True),
            Field(
                *("modality", Text("モダリティ", "Modality"), "choice"),
                choices=MODALITY_LABELS,
                filter=True,
            ),
            Field(
                "domains",
                Text("疾患領域", "Disease areas"),
                "refs",
                lambda seed: [Ref("domain", code) for code in seed.domains],
                listed=False,
            ),
            Field("named_on", Text("登録の日", "Named on"), "date"),
            Field("ended_on", Text("終わった日", "Ended on"), "date"),
            Field("reason", Text("理由", "Reason"), "long", listed=False, roles=INSIDE),
        ),
        sections=(
            *register_sections.SEED_SECTIONS,
            *sections.SECTIONS,
            *industry_sections.SEED_SECTIONS,
        ),
        writes=(
            Write(
                code="name",
                label=Text("シーズを登録する", "Name a seed"),
                permission="can_name_seed",
                form=register_forms.SeedForm,
                act=_name,
                on="new",
            ),
            _on_seed(
                "progress",
                *(Text("進捗を記録する", "Note progress"), "can_note_seed"),
                *(forms.ProgressForm, _note),
            ),
            _on_seed(
                "carry",
                *(Text("担い手を加える", "Add a carrier"), _KEEP, forms.CarrierForm, _add),
                why_not=_over,
            ),
            Write(
                code="end",
                label=Text("結末を記録する", "Record the end"),
                permission=_SHAPE,
                form=register_forms.EndSeedForm,
                act=_end,
                why_not=_over,
            ),
            _on_seed(
                "relate",
                *(Text("関連する研究を結ぶ", "Tie related research"), "can_relate_seed"),
                *(forms.RelateForm, _relate),
                why_not=_over,
            ),
            _on_seed(
                "unrelate",
                *(Text("関連する研究を外す", "Take related research off"), "can_relate_seed"),
                *(forms.UnrelateForm, _unrelate),
                why_not=_over,
            ),
            _on_seed(
                "describe",
                *(Text("段階・領域を記録する", "Record phase and areas"), _KEEP),
                *(forms.DescribeForm, _describe),
                why_not=_over,
            ),
            _on_seed(
                "close",
                *(Text("担い手を終える", "End a carrier"), _KEEP),
                *(forms.EndCarrierForm, _end_carrier),
                why_not=_over,
            ),
            _on_seed(
                "rename",
                *(Text("改称する", "Rename"), _SHAPE, forms.RenameForm, _rename),
                why_not=_over,
            ),
            _on_seed(
                "merge",
                *(Text("統合する", "Merge"), _SHAPE, forms.MergeForm, _merge),
                why_not=_over,
            ),
            _on_seed(
                "split",
                *(Text("分割する", "Split"), _SHAPE, forms.SplitForm, _split),
                why_not=_over,
            ),
            _on_seed(
                "link",
                *(Text("前身を記録する", "Record an earlier seed"), _SHAPE),
                *(forms.LinkForm, _link),
                why_not=_over,
            ),
        ),
        sight=_sight("awards", "ministry_officer"),
        work=work.seeds,
    )
)
register(
    Kind(
        code=PROFILE,
        path="profiles",
        label=Text("標的製品プロファイル", "Target product profile"),
        plural=Text("標的製品プロファイル", "Target product profiles"),
        lead=Text(
            "シーズが目指す製品の、最低限と理想。版ごとに残り、前の版との違いが出ます。",
            "What the product of a seed must at least do and what is ideal; versions stay, with "
            "what changed.",
        ),
        model=Profile,
        title=_profile_title,
        begins="made_on",
        fields=(
            _SEED_FIELD,
            Field("number", Text("版", "Version"), "number"),
            Field("made_on", Text("書いた日", "Written on"), "date"),
            Field("reason", Text("改めた理由", "Why it was changed"), "long", listed=False),
        ),
        sections=sections.PROFILE_SECTIONS,
        writes=(
            Write(
                code="write",
                label=Text("標的製品プロファイルを書く", "Write a target product profile"),
                permission=_KEEP,
                form=forms.ProfileForm,
                act=_profile,
                on="new",
            ),
        ),
        sight=_sight("seed__awards"),
        related=("seed",),
    )
)
register(
    Kind(
        code=PRODUCT,
        path="products",
        label=Text("製品", "Product"),
        plural=Text("製品", "Products"),
        lead=Text(
            "シーズから生まれた製品と、薬事の申請・承認、保険収載。",
            "What came of seeds, with filing, approval and listing by the insurance.",
        ),
        model=Product,
        title=_product_title,
        begins="recorded_on",
        fields=(
            _SEED_FIELD,
            Field(
                *("sort", Text("種類", "Sort"), "choice"), choices=messages.PRODUCTS, filter=True
            ),
            Field(
                "organisation",
                Text("製造販売する企業", "Company that makes it"),
                "ref",
                lambda row: row.organisation.code if row.organisation else None,
                kind="parties.organisation",
                listed=False,
                roles=INSIDE,
            ),
            Field("filed", messages.STEPS["filed"]),
            Field("approved", messages.STEPS["approved"]),
            Field("listed", messages.STEPS["listed"]),
            Field("evidence", Text("根拠", "Evidence"), "long", listed=False),
            Field("recorded_on", Text("記録の日", "Recorded on"), "date", listed=False),
        ),
        writes=(
            Write(
                code="record",
                label=Text("製品を記録する", "Record a product"),
                permission=_KEEP,
                form=forms.ProductForm,
                act=_product,
                on="new",
            ),
            Write(
                code="change",
                label=Text("申請・承認・収載を記録する", "Record filing, approval or listing"),
                permission=_KEEP,
                form=forms.ChangeProductForm,
                act=_change_product,
            ),
        ),
        sight=_sight("seed__awards", "ministry_officer"),
        related=("seed", "organisation"),
    )
)
