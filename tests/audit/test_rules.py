"""Canonical form, leaves, Merkle roots and chains, against published vectors where they exist."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.audit import rules
from ikkan.values.ref import Ref
from ikkan.values.text import Text

# Test vectors of the Certificate Transparency reference implementation for RFC 6962.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
INPUTS += ["606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def fields(**other: object) -> rules.Fields:
    given_fields: dict = {
        "uid": UUID(int=1),
        "at": datetime(2026, 4, 1, tzinfo=UTC),
        "actor": "u-1",
        "action": "x.y",
        "object_ref": "a:b",
        "request_id": "r",
        "as_of": date(2026, 4, 1),
        "pack_version": "p@1",
        "key": "k",
        "payload_digest": "0" * 64,
    }
    return rules.Fields(**(given_fields | other))


@pytest.mark.parametrize("count", sorted(ROOTS))
def test_merkle_root_is_that_of_rfc_6962(count: int) -> None:
    leaves = [hashlib.sha256(b"\x00" + bytes.fromhex(text)).hexdigest() for text in INPUTS[:count]]
    assert rules.merkle_root(leaves) == ROOTS[count]


def test_canonical_form_is_one_for_equal_values_and_refuses_floats() -> None:
    assert rules.canonical({"b": 1, "a": ["あ", None]}) == '{"a":["あ",null],"b":1}'
    assert rules.canonical(frozenset({"b", "a"})) == '["a","b"]'
    assert rules.canonical((Decimal("1.20"), Fraction(1, 3), date(2026, 4, 1))) == (
        '["1.20","1/3","2026-04-01"]'
    )
    assert rules.canonical([Ref("a", "b"), Text("い", "e")]) == '["a:b",{"en":"e","ja":"い"}]'
    with pytest.raises(TypeError, match="floats"):
        rules.canonical({"share": 0.1})
    with pytest.raises(TypeError):
        rules.canonical(object())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("uid", UUID(int=2)),
        ("at", datetime(2026, 4, 1, 0, 0, 0, 1, tzinfo=UTC)),
        ("actor", "u-2"),
        ("action", "x.z"),
        ("object_ref", "a:c"),
        ("request_id", ""),
        ("as_of", date(2026, 4, 2)),
        ("pack_version", ""),
        ("key", ""),
        ("payload_digest", "1" * 64),
    ],
)
def test_every_field_moves_leaf_and_mac(name: str, value: object) -> None:
    changed = fields(**{name: value})
    assert rules.leaf(1, changed) != rules.leaf(1, fields())
    assert rules.entry_mac(b"k", changed) != rules.entry_mac(b"k", fields())


def test_number_moves_the_leaf_and_the_key_moves_the_mac() -> None:
    assert rules.leaf(1, fields()) != rules.leaf(2, fields())
    assert rules.entry_mac(b"k", fields()) != rules.entry_mac(b"l", fields())


def test_time_zone_of_a_moment_does_not_matter() -> None:
    tokyo = timezone(timedelta(hours=9))
    same = fields(at=datetime(2026, 4, 1, 9, tzinfo=tokyo))
    assert rules.leaf(1, same) == rules.leaf(1, fields())


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=40, unique=True))
def test_order_of_leaves_moves_the_root(raw: list[bytes]) -> None:
    leaves = [one.hex() for one in raw]
    assert rules.merkle_root(leaves) != rules.merkle_root(leaves[::-1])
    assert rules.merkle_root(leaves) != rules.merkle_root(leaves[:-1])


def test_chain_depends_on_what_came_before_and_on_the_count() -> None:
    root = "ab" * 32
    first = rules.chain(rules.NO_CHAIN, root, 1)
    assert len({first, rules.chain(first, root, 1), rules.chain(rules.NO_CHAIN, root, 2)}) == 3
