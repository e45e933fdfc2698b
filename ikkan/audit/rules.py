"""How entries are hashed and sealed: canonical form, leaf, Merkle root, chain, keyed codes.

Called by: journal and verify. Source: RFC 6962 §2.1 (leaf and node prefixes, tree shape);
decision 0003. Changing anything here breaks every seal: a new form needs a new version word.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from dataclasses import fields as dataclass_fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import PurePath
from typing import Final
from uuid import UUID

from ikkan.values.ref import Ref

FORM: Final = "ikkan.entry.1"
NO_CHAIN: Final = "0" * 64
_LEAF, _NODE, _CHAIN = b"\x00", b"\x01", b"\x02"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Every field of an entry that a seal covers."""

    uid: UUID
    at: datetime
    actor: str
    action: str
    object_ref: str
    request_id: str
    as_of: date
    pack_version: str
    key: str
    payload_digest: str


def canonical(value: object) -> str:
    """One text for one value: JSON with sorted keys and no spaces.

    Takes what JSON has but floats, and dates, Decimal, Fraction, UUID, Ref, Enum, paths,
    sets, dataclasses, and anything with a `digest` text (a pack). Raises TypeError for the rest.
    """
    return json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def plain(value: object) -> object:
    """`value` in the types of JSON; see `canonical`."""
    if value is None or isinstance(value, bool | int | str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction | UUID | PurePath | Ref):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=canonical)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [plain(item) for item in value]
    digest = getattr(value, "digest", None)
    if isinstance(digest, str):
        return {"digest": digest}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclass_fields(value)}
    raise TypeError(f"no canonical form for {type(value).__name__}; floats are refused on purpose")


def moment(at: datetime) -> str:
    """A point in time in UTC with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def payload_digest(salt: str, body: str) -> str:
    """Digest of a canonical payload; the salt keeps a short body from being guessed from it."""
    return hashlib.sha256(bytes.fromhex(salt) + body.encode()).hexdigest()


def _line(number: int | None, fields: Fields) -> bytes:
    return canonical(
        [
            FORM,
            number,
            fields.uid.hex,
            moment(fields.at),
            fields.actor,
            fields.action,
            fields.object_ref,
            fields.request_id,
            fields.as_of,
            fields.pack_version,
            fields.key,
            fields.payload_digest,
        ]
    ).encode()


def entry_mac(secret: bytes, fields: Fields) -> str:
    """Keyed code of an entry: who has no key of the home cannot add or change one."""
    return hmac.new(secret, _line(None, fields), hashlib.sha256).hexdigest()


def leaf(number: int, fields: Fields) -> str:
    """Leaf of an entry with the number it holds in the journal."""
    return hashlib.sha256(_LEAF + _line(number, fields)).hexdigest()


def merkle_root(leaves: Sequence[str]) -> str:
    """Root over at least one leaf (hex), in their order."""
    if not leaves:
        raise ValueError("a seal holds at least one leaf")
    return _root([bytes.fromhex(one) for one in leaves]).hex()


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(_NODE + _root(leaves[:split]) + _root(leaves[split:])).digest()


def chain(previous: str, root: str, count: int) -> str:
    """Chain value of a seal over the one before."""
    parts = bytes.fromhex(previous) + bytes.fromhex(root) + count.to_bytes(8, "big")
    return hashlib.sha256(_CHAIN + parts).hexdigest()


def seal_mac(secret: bytes, number: int, at: datetime, chained: str) -> str:
    """Keyed code of a seal; without it a whole chain could be computed anew."""
    line = canonical(["ikkan.seal.1", number, moment(at), chained]).encode()
    return hmac.new(secret, line, hashlib.sha256).hexdigest()
