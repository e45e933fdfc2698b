"""The log of changes of regulation: a review of a law, from when, what changes, who must act."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ikkan.evaluation.following.models import Entry
from ikkan.parties.models import Organisation
from ikkan.values.ref import Ref

pytestmark = pytest.mark.sqlite_only
LIST = "/evaluation/log/"
REVIEW = "allocation-policy-fy2023-draft.004-316"


@pytest.mark.covers("S-567")
def test_the_review_of_a_law_is_logged_with_day_change_and_who_must_act(
    applied: Any, as_role: Any
) -> None:
    Organisation.objects.create(code="ORG-7", name_ja="審査の機関", name_en="Reviewing body")
    officer = as_role("ministry_officer", Ref("body", "MHLW"))
    sent = {
        "sort": "regulation",
        "clause": REVIEW,
        "body": "MHLW",
        "name_ja": "施行後５年の見直し（架空の記載）",
        "begins_on": "2026-06-01",
        "detail_ja": "対象の範囲が変わる。計画の提出先が変わるため、実施機関が届け直す。",
        "organisation": "ORG-7",
        "published": "on",
        "key": "law",
    }
    assert officer.post(f"{LIST}new/keep/", sent).status_code == 303
    entry = Entry.objects.get()
    public = Client(headers={"accept-language": "en"})
    page = public.get(f"{LIST}{entry.code}/").content.decode()
    for words in ("1 Jun 2026", "実施機関が届け直す", "Reviewing body", "Change of regulation"):
        assert words in page, words
    assert entry.code in public.get(LIST, {"sort": "regulation"}).content.decode()
    assert entry.code in public.get(f"/plan/clause/clause/{REVIEW}/").content.decode()
