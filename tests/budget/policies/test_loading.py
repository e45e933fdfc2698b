"""The draft that the pack holds becomes a policy: once, by form, with its two lists."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ikkan.budget.models import AllocationPolicy
from ikkan.budget.policies import actions
from ikkan.values.errors import InputError
from tests.budget.policies.conftest import DRAFT, WHO, loaded, typed

pytestmark = pytest.mark.sqlite_only


@pytest.mark.covers("S-223", "S-258")
def test_the_printed_draft_is_loaded_by_a_form_with_its_two_lists(
    applied: Any, as_role: Any
) -> None:
    client = as_role("hq_officer")
    answer = typed(client, "/policies/new/load/", instrument=DRAFT, fiscal_year="2023")
    policy = AllocationPolicy.objects.get()
    assert answer["location"] == f"/policies/{policy.code}/"
    sorts = list(policy.items.values_list("sort", flat=True))
    assert (sorts.count("point"), sorts.count("area")) == (4, 54)
    page = client.get(f"/policies/{policy.code}/").content.decode()
    for item in policy.items.all():
        assert f'data-ref="budget.policy_item:{item.code}"' in page
    assert "Cabinet decisions of 7 June 2022" in page
    assert "Article 21" in page or "第21条" in page
    japanese = Client(headers={"accept-language": "ja"})
    assert japanese.get(f"/policies/{policy.code}/").status_code == 404


def test_a_document_is_loaded_once_and_only_one_that_has_items(applied: None) -> None:
    policy = loaded()
    with pytest.raises(InputError, match=policy.code):
        loaded()
    with pytest.raises(InputError, match="no points to note"):
        actions.load_from_pack("strategy-2", 2023, version=None, **WHO)
    with pytest.raises(InputError, match="There is no"):
        actions.load_from_pack("no-such", 2023, version=None, **WHO)
    assert AllocationPolicy.objects.count() == 1
