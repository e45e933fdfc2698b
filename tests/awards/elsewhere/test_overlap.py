"""The overlap page and command, the exchange files and the ties to awards, as people use them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ikkan.awards.elsewhere import actions, comparing, queries
from ikkan.awards.elsewhere.comparing import Collection, Document
from ikkan.awards.elsewhere.models import External
from ikkan.values.text import Text
from tests.awards.elsewhere.conftest import FUNDER, OTHER_FUNDER, TITLE
from tests.awards.world import World, award_of, seen
from tests.coverage_walks.walking import refused, send

pytestmark = pytest.mark.sqlite_only

Make = Callable[..., Any]


def document(key: str, side: str, *texts: str) -> Document:
    return Document(key=key, side=side, forms=comparing.forms_of(texts))


def test_only_different_sides_make_pairs_and_the_better_language_counts() -> None:
    collection = Collection.of(
        [
            document("a1", "award", "膵がんの免疫療法", "Immunotherapy of pancreatic cancer"),
            document("a2", "award", "膵がんの免疫療法"),
            document("t1", "theme", "膵がんの免疫療法の研究"),
            document("f1", "funder", "Pancreatic cancer immunotherapy"),
            document("f2", "funder", "Quantum metrology of light"),
        ]
    )
    found = collection.pairs()
    assert found.complete
    assert (found.records, found.looked_at) == (5, 5)
    keys = {(pair.left, pair.right) for pair in found.pairs}
    assert keys == {("a1", "t1"), ("a2", "t1"), ("a1", "f1")}
    pair = collection.pair("a1", "f1")
    assert pair.parts == {"en": pytest.approx(1.0)}
    assert pair.domains is None
    scores = [one.text for one in found.pairs]
    assert scores == sorted(scores, reverse=True)
    assert not collection.pairs(seconds=-1).complete


@pytest.mark.covers("S-480")
def test_the_page_shows_pairs_to_offices_only(
    world: World, theme_of: Make, project_of: Make, as_role: Any
) -> None:
    theme, project = theme_of(), project_of()
    ours = project_of(funder="MHLW", key="m-1", title=Text(TITLE, ""), number="")
    client = as_role("hq_officer")
    page = client.get("/overlap/").content.decode()
    for row in (theme, project, ours):
        assert row.code in page
    assert "Ministry&#x27;s own research" in page
    narrowed = client.get("/overlap/?side=theme&other=funder").content.decode()
    assert project.code in narrowed
    assert f"awards.external:{ours.code}" not in narrowed
    for query, count in (
        ("domain=T2-D2&side=theme", 2),
        ("domain=T2-D7", 0),
        ("year=2026&side=theme", 2),
        ("year=1999", 0),
        (f"organisation={world.organisation}", 2),
        ("least=0.5&side=theme&other=ministry", 1),
    ):
        assert len(_rows(client, query)) == count, query
    for wrong in ("side=moon", "year=x", "least=9", "least=abc"):
        assert client.get(f"/overlap/?{wrong}").status_code == 400, wrong
    (first, *_) = _rows(client, "side=theme")
    assert float(first["Text score"]) >= 0.3
    assert "免疫" in first["Shared words"]
    stranger = as_role("institution_office")
    for address in ("/overlap/", "/overlap.csv"):
        refusal = stranger.get(address)
        assert refusal.status_code == 403
        assert "See where records overlap" in refusal.content.decode()
    japanese = client.get("/overlap/", headers={"accept-language": "ja"}).content.decode()
    assert "研究内容の重なり" in japanese


def _rows(client: Any, query: str) -> list[dict[str, str]]:
    body = client.get(f"/overlap.csv?{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_the_collection_follows_the_records(theme_of: Make, project_of: Make) -> None:
    theme, project = theme_of(), project_of()
    (pair,) = queries.found(0.3).pairs
    assert (pair.left, pair.right) == (
        f"awards.theme:{theme.code}",
        f"awards.external:{project.code}",
    )
    External.objects.filter(pk=project.pk).update(forms={})
    queries._collection.cache_clear()
    assert queries.collection().pair(pair.left, pair.right) == pair
    project_of(key="2", title=Text("量子計測", ""), abstract="")
    assert len(queries.collection().documents) == 3


def test_the_command_compares_the_home_and_plain_files(
    theme_of: Make, project_of: Make, ikkan: Any, tmp_path: Path
) -> None:
    theme, project = theme_of(), project_of()
    said = ikkan("overlap", "--json").json
    assert (said["pairs"], said["complete"], said["records"]) == (1, True, 2)
    assert said["top"][0]["right"] == f"awards.external:{project.code}"
    assert theme.code in ikkan("overlap").out
    left, right = tmp_path / "left.csv", tmp_path / "right.csv"
    left.write_text("no,title\nA,膵がんの免疫療法\nB,量子計測\n", encoding="utf-8")
    right.write_text("no,title\nX,膵がんの免疫療法の研究\n", encoding="utf-8")
    said = ikkan("overlap", left, right, "--text", "title", "--key", "no", "--json").json
    assert [(one["left"], one["right"]) for one in said["top"]] == [("left.csv:A", "right.csv:X")]
    assert ikkan("overlap", left).code == 2
    assert "no column abstract" in ikkan("overlap", left, right, "--text", "abstract").err


def test_the_command_finds_texts_that_are_nearly_the_same(
    theme_of: Make, ikkan: Any, tmp_path: Path
) -> None:
    one, other = theme_of(), theme_of()
    said = ikkan("overlap", "--near", "0.9", "--json").json
    (found,) = said["top"]
    assert (found["left"], found["score"]) == (f"awards.theme:{one.code}", 1.0)
    assert other.code in ikkan("overlap", "--near", "0.9").out
    left, right = tmp_path / "left.csv", tmp_path / "right.csv"
    left.write_text("no,title\nA,one two three four\nA,another text\n", encoding="utf-8")
    right.write_text("no,title\nX,one two three four five\n", encoding="utf-8")
    given = ("overlap", left, right, "--text", "title", "--key", "no", "--near")
    assert ikkan(*given, "0.6", "--json").json["top"][0]["score"] == 0.6667
    assert ikkan(*given, "0.7", "--json").json["pairs"] == 0
    assert ikkan(*given, "0").code == 2


@pytest.mark.covers("S-032", "S-034")
def test_what_goes_out_comes_back_without_loss(
    world: World, theme_of: Make, project_of: Make, as_role: Any, ikkan: Any, tmp_path: Path
) -> None:
    award_of(world)
    theme_of(published=False)
    project_of(amounts={2025: 1_000_000, 2026: 2_000_000}, organisation_name="架空大学1")
    project_of(funder=OTHER_FUNDER, key="j", title=Text("=1+1の研究", ""), principal="架空 花子")
    client = as_role("hq_officer")
    assert client.get("/exchange/").status_code == 200
    everything = client.get("/exchange/projects.jsonl").content.decode().splitlines()
    sides = [json.loads(line)["side"] for line in everything]
    assert sides == ["award"] * 3 + ["theme"] + ["funder"] * 3
    public = as_role("researcher").get("/exchange/projects.jsonl").content.decode()
    assert {json.loads(line)["side"] for line in public.splitlines()} == {"award"}
    for form in ("jsonl", "csv"):
        out = client.get(f"/exchange/projects.{form}?side=funder").content
        path = tmp_path / f"out.{form}"
        path.write_bytes(out)
        said = ikkan("import", "elsewhere", path, "-m", "exchange", "--json").json
        assert (said["loaded"], said["merged"], said["changed"], said["refused"]) == (2, 1, 0, 0)
    kept = path.with_suffix(".jsonl").read_bytes()
    External.objects.all().delete()
    ikkan("import", "elsewhere", path.with_suffix(".jsonl"), "-m", "exchange")
    back = client.get("/exchange/projects.jsonl?side=funder").content
    assert back == kept
    assert client.get("/exchange/projects.xml").status_code == 404
    assert client.get("/exchange/projects.csv?side=moon").status_code == 404


@pytest.mark.covers("S-157")
def test_an_award_is_tied_to_the_number_of_a_grant(
    world: World, project_of: Make, as_role: Any
) -> None:
    award, project = award_of(world), project_of()
    client = as_role("funder_staff")
    page = f"/elsewhere/{project.code}/"
    body = refused(client, f"{page}link/", awards="23xx0000000")
    assert "There is no award 23xx0000000" in body
    send(client, f"{page}link/", awards=award.code)
    assert award.code in client.get(page).content.decode()
    assert "20H00001" in client.get(f"/awards/{award.code}/").content.decode()
    assert as_role("researcher").get(page).status_code == 404
    project.refresh_from_db()
    actions.link_project(project.code, (), **seen(project.version))
    assert page not in client.get(f"/awards/{award.code}/").content.decode()


def test_a_project_is_recorded_by_hand(world: World, as_role: Any) -> None:
    client = as_role("hq_officer")
    typed = {"funder": FUNDER, "project_key": "K-1", "title_ja": TITLE, "amounts": "2026 5万円"}
    address = "/elsewhere/new/record/"
    page = send(client, address, **typed)
    assert "50,000" in client.get(page).content.decode()
    assert "is on record already" in refused(client, address, **typed)
    typed |= {"project_key": "K-2", "first_year": "2027", "last_year": "2025"}
    assert "lies before the first" in refused(client, address, **typed)
    assert client.get("/elsewhere/?funder=" + FUNDER).status_code == 200
