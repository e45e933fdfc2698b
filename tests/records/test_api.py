"""The API over records and the pack: paging, tags, bounds, refusals, and its published shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ikkan.audit.actor import SYSTEM
from ikkan.parties import actions
from ikkan.parties.loads import NewOrganisation
from tests.conftest import ROOT, TODAY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("applied"),
    pytest.mark.sqlite_only,
]
HOW: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}


@pytest.fixture
def seven() -> list[str]:
    rows = [NewOrganisation(name_ja=f"機関{n}", sort="institute") for n in range(7)]
    actions.record_parties(rows, (), **HOW)
    return sorted(f"機関{n}" for n in range(7))


def test_cursors_give_every_record_once(client: Client, seven: list[str]) -> None:
    found, following = [], ""
    while following is not None:
        page = client.get(f"/api/v1/organisations?limit=3&cursor={following}").json()
        found += [item["title"]["ja"] for item in page["items"]]
        following = page["next"]
        assert page["total"] == 7
    assert sorted(found) == seven


def test_a_tag_saves_the_body(client: Client, seven: list[str]) -> None:
    first = client.get("/api/v1/organisations")
    again = client.get("/api/v1/organisations", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    actions.record_parties([NewOrganisation(name_ja="新しい機関", sort="institute")], (), **HOW)
    assert client.get("/api/v1/organisations")["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=201", "limit=" + "9" * 33, "limit=x", "cursor=abc", "cursor=%ff",
     "as_of=2026-13-40", "as_of=tomorrow", "sort=castle"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_both_languages(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/organisations?{query}")
    assert answer.status_code == 400
    said = answer.json()
    assert said["code"]
    assert said["ja"]
    assert said["en"]


@pytest.mark.parametrize(
    "path", ["organisations/ORG-1", "register/castle", "register/programme/none", "castles"]
)
def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    assert client.get(f"/api/v1/{path}").status_code == 404


def test_rows_of_the_pack_are_paged_alike(client: Client) -> None:
    page = client.get("/api/v1/register/figure?limit=200").json()
    rest = client.get(f"/api/v1/register/figure?limit=200&cursor={page['next']}").json()
    assert len(page["items"]) + len(rest["items"]) == page["total"] == 356
    one = client.get(f"/api/v1/register/figure/{page['items'][0]['code']}").json()
    assert one == page["items"][0]


def test_the_published_shape_is_the_one_that_answers(client: Client) -> None:
    """Write it anew after a wanted change: `ikkan export openapi -o docs/openapi.json`."""
    served = client.get("/api/v1/openapi.json").json()
    kept = json.loads(Path(ROOT, "docs", "openapi.json").read_text(encoding="utf-8"))
    assert served == kept
