"""Seeds are renamed, merged and split and go on; circles and two confidential companies do not."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest

from ikkan.accounts import actions as accounts
from ikkan.accounts import queries as account_rows
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewOrganisation
from ikkan.portfolio.industry import actions as industry
from ikkan.portfolio.industry.inside import Steward
from ikkan.portfolio.industry.rules import NewInterest
from ikkan.portfolio.models import Seed
from ikkan.portfolio.seeds import actions
from ikkan.portfolio.seeds.models import SeedLink
from ikkan.portfolio.seeds.rules import Attribute
from ikkan.values.errors import InputError, VersionConflict
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, BEGAN, TODAY
from tests.coverage_walks.walking import code_of, enter, refused, send
from tests.portfolio.seeds.conftest import Read, award, seed
from tests.portfolio.stage import Stage, by

pytestmark = pytest.mark.sqlite_only


def test_a_seed_lives_on_through_names_unions_and_parts(staged: Stage, read: Read) -> None:
    director, officer = enter(staged, "director"), enter(staged, "officer")
    old = award(staged, "最初", began_on=date(2020, 4, 1), ends_on=date(2023, 3, 31), phase="F1")
    new = award(staged, "次", began_on=date(2023, 4, 1), phase="F3")
    one, two = seed(staged, "Alpha", old), seed(staged, "Beta", new)
    send(officer, f"/seeds/{one}/progress/", fiscal_year=2021, text_ja="前の名の進捗")
    renamed = send(
        director, f"/seeds/{one}/rename/", title_ja="Alpha改", title_en="Alpha II", reason="改称"
    )
    merged = send(
        *(director, f"{renamed}merge/"),
        others=[two],
        title_ja="統合",
        title_en="Union",
        reason="同じ標的",
    )
    shown = read(merged, by=director)
    for words in ("前の名の進捗", "最初", "次", "Merged, from Alpha II", "Renamed, from Alpha"):
        assert words in shown
    assert "Non-clinical" in shown
    before = read(f"/seeds/{one}/", by=director)
    assert "Continued as another seed" in before
    assert "Alpha II" in before
    assert (
        "「別のシーズとして継続」"
        in director.get(f"/seeds/{one}/rename/", headers={"accept-language": "ja"}).content.decode()
    )
    parts = {"title_ja_1": "診断", "awards_1": [old], "title_ja_2": "治療", "awards_2": [old]}
    assert new in refused(director, f"{merged}split/", reason="分ける", **parts)
    first = send(
        *(director, f"{merged}split/"), reason="分ける", **(parts | {"awards_2": [old, new]})
    )
    assert "診断" in read(first, by=director)
    assert SeedLink.objects.filter(earlier__code=code_of(merged), sort="split").count() == 2
    assert "前の名の進捗" in read(first, by=director)
    assert (
        code_of(merged) in director.get(f"/line/portfolio.seed/{code_of(first)}/").content.decode()
    )


def test_a_lineage_never_runs_in_a_circle(staged: Stage) -> None:
    director = enter(staged, "director")
    codes = [seed(staged, name, staged.award) for name in ("A", "B", "C")]
    for earlier, later in itertools.pairwise(codes):
        send(director, f"/seeds/{later}/link/", earlier=earlier, sort="split", reason="分かれた")
    said = refused(director, f"/seeds/{codes[0]}/link/", earlier=codes[2], sort="merge", reason="x")
    assert "in a circle" in said
    assert " → ".join(reversed(codes)) in said
    assert "cannot continue itself" in refused(
        director, f"/seeds/{codes[0]}/link/", earlier=codes[0], sort="merge", reason="x"
    )
    assert "is on record" in refused(
        director, f"/seeds/{codes[1]}/link/", earlier=codes[0], sort="split", reason="x"
    )


def test_two_companies_in_confidence_are_not_brought_together(staged: Stage) -> None:
    director = enter(staged, "director")
    one, two, three = (seed(staged, name, staged.award) for name in ("P", "Q", "R"))
    companies = [_interested(staged, name, code) for name, code in (("甲", one), ("乙", three))]
    typed = {"title_ja": "統合", "title_en": "Union", "reason": "同じ標的"}
    merged = send(director, f"/seeds/{one}/merge/", others=[two], **typed)
    said = refused(director, f"{merged}merge/", others=[three], **typed)
    assert "two companies or more have a confidential interest" in said
    assert not any(name in said for name in ("甲", "乙", *companies))
    assert Seed.objects.get(code=three).state == "active"
    linked = refused(director, f"/seeds/{three}/link/", earlier=one, sort="merge", reason="x")
    assert "confidential interest" in linked


def _interested(staged: Stage, name: str, code: str) -> str:
    new = NewOrganisation(name_ja=name, name_en=name, sort="company")
    (company,) = parties.record_parties([new], [], **ASKED)
    user = accounts.create_account(f"{company}@example.jp".lower(), name, None, **ASKED)
    scope = Ref("parties.organisation", company)
    accounts.grant_role(user.code, "company", scope=scope, valid_from=BEGAN, **ASKED)
    actor = account_rows.actor_of(user, TODAY)
    interest = NewInterest(company=company, text="関心", stewards=_trusted(staged), seed=code)
    industry.state_interest(interest, **by(actor))
    return company


def _trusted(staged: Stage) -> tuple[str, ...]:
    held = Steward.objects.filter(person__code=staged.people["staff"]).first()
    return ((held or industry.name_steward(staged.people["staff"], **ASKED)).code,)


def test_what_carries_a_seed_is_a_record_that_one_may_see(staged: Stage) -> None:
    code = seed(staged, "担い手", staged.award)
    held: dict[str, Any] = by(staged.actors["officer"], Seed.objects.get(code=code).version)
    home = Ref("parties.organisation", staged.world.organisation)
    for ref, words in (
        (Ref("awards.theme", "TH-2026-000999"), "no record"),
        (home, "no company"),
        (Ref("awards.award", staged.award), "already"),
        (Ref("parties.person", staged.people["officer"]), "cannot carry"),
    ):
        with pytest.raises(InputError, match=words):
            actions.add_carrier(code, ref, **held)
    with pytest.raises(VersionConflict):
        actions.add_carrier(code, Ref("awards.award", staged.successor), **by(held["by"], 99))
    added = actions.add_carrier(code, Ref("awards.award", staged.successor), **held)
    assert set(added.awards.values_list("code", flat=True)) == {staged.award, staged.successor}


def test_company_work_and_profiles_stay_inside(staged: Stage, read: Read) -> None:
    officer = enter(staged, "officer")
    new = NewOrganisation(name_ja="架空製薬", name_en="Fictional Pharma", sort="company")
    (company,) = parties.record_parties([new], [], **ASKED)
    code = seed(staged, "社内", staged.award)
    page = f"/seeds/{code}/"
    send(officer, f"{page}carry/", ref=f"parties.organisation:{company}", valid_from="2026-05-01")
    lines = {"efficacy_least": "60 %", "seed": code}
    first = send(officer, "/profiles/new/write/", **lines)
    form = officer.get(f"/profiles/new/write/?seed={code}").content.decode()
    assert 'value="60 %"' in form
    assert "Write the reason" in refused(officer, "/profiles/new/write/", **lines)
    second = send(
        *(officer, "/profiles/new/write/"), **lines, efficacy_ideal="80 %", reason="試験の結果"
    )
    changed = read(second, by=officer)
    assert "version 2" in changed
    assert "60 % 60 % 80 %" in changed[changed.index("Changed since") :]
    assert "Fictional Pharma" in read(page, by=officer)
    ministry = _ministry()
    assert "Fictional Pharma" not in read(page, by=ministry)
    assert "Target product profile" not in read(page, by=ministry)
    assert ministry.get(first).status_code == 404
    stranger = {"efficacy": "60 %"}
    assert (
        stranger["efficacy"]
        not in ministry.get(f"/profiles/new/write/?seed={code}").content.decode()
    )
    send(officer, f"{page}close/", ref=f"parties.organisation:{company}", valid_to="2026-10-31")
    assert "31 Oct 2026" in read(page, by=officer)


def _ministry() -> Any:
    from django.test import Client

    from tests.coverage_walks.walking import BACKEND

    user = accounts.create_account("ministry@example.jp", "府省", None, **ASKED)
    accounts.grant_role(user.code, "ministry_officer", valid_from=BEGAN, **ASKED)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend=BACKEND)
    return client


def test_the_phase_is_that_of_the_newest_carrier_unless_set(staged: Stage) -> None:
    number = award(staged, "段階", began_on=date(2025, 4, 1), phase="F2")
    code = seed(staged, "段階のシーズ", number)
    assert Seed.objects.get(code=code).phase == "F2"
    officer = staged.actors["officer"]
    later = award(staged, "段階の後", began_on=date(2026, 4, 1), phase="F3")
    added = actions.add_carrier(code, Ref("awards.award", later), **by(officer, 1))
    assert added.phase == "F3"
    with pytest.raises(InputError):
        actions.describe_seed(code, "F4", "device", ["T3-D1"], **by(officer, 2))
    asked = by(officer, 2)
    fixed = actions.describe_seed(code, "F4", "device", ["T3-D1"], "企業の治験が先", **asked)
    assert (fixed.phase, fixed.modality, fixed.domains) == ("F4", "device", ["T3-D1"])
    freed = actions.describe_seed(code, "", "", [], **by(officer, 3))
    assert freed.phase == "F3"
    for phase, domains in (("F99", []), ("", ["nowhere"])):
        with pytest.raises(InputError):
            actions.describe_seed(code, phase, "", domains, **by(officer, 4))
    with pytest.raises(InputError):
        actions.write_profile(code, [Attribute(attribute="x", least="y")], **by(officer))
    with pytest.raises(InputError):
        actions.note_progress(code, 2030, Text("先", ""), **by(officer, 4))
