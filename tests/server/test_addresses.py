"""Every address that plan gives for a row leads to a page of the portal."""

from __future__ import annotations

import pytest
from django.urls import resolve, reverse

from ikkan.pack import schema
from ikkan.plan import addresses
from ikkan.values.ref import Ref


@pytest.mark.parametrize("kind", list(schema.load().kinds))
def test_the_address_of_a_row_is_that_of_its_page(kind: str) -> None:
    ref = Ref(kind, "A-01:x.y_z")
    names = {"figure": "figure", "identity": "check", "source": "source"}
    found = resolve(addresses.of(ref))
    assert found.view_name == f"portal:{names.get(kind, 'record')}"
    assert found.kwargs.get("code", found.args[-1:]) in (ref.code, (ref.code,))
    assert reverse(found.view_name, kwargs=found.kwargs) == addresses.of(ref)
