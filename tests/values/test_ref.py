"""Typed references."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.values.errors import RefError
from ikkan.values.ref import Ref

KINDS = st.from_regex(r"\A[a-z][a-z_]{0,20}(\.[a-z_]{1,20})?\Z")
CODES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=80)


@given(KINDS, CODES)
def test_references_are_read_back(kind: str, code: str) -> None:
    assert Ref.parse(str(Ref(kind, code))) == Ref(kind, code)


def test_a_reference_is_printed_kind_colon_code() -> None:
    assert str(Ref("awards.award", "A-0012")) == "awards.award:A-0012"
    assert Ref.parse("plan.term:T2:draft") == Ref("plan.term", "T2:draft")
    assert Ref("award", "課題-1") < Ref("award", "課題-2")


@pytest.mark.parametrize(
    "text",
    [
        *("", "award", ":x", "award:", "Award:x", "1award:x", "a.b.c:x", "a.:x", ".a:x", "a-b:x"),
        *("award:a b", "award:a\n", "award:a\u3000b", "award:a\u200b", "award:\x00", "award\n:x"),
        "award:" + "x" * 81,
    ],
)
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(RefError) as refusal:
        Ref.parse(text)
    assert "\n" not in str(refusal.value)
