"""Where a row of the pack is read on the web.

The portal stands higher and is not imported; a test of the server asserts that every address
leads to a page. Called by snapshot views and by the line's resolver.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from django.urls import get_script_prefix

from ikkan.values.ref import Ref

_OWN_PAGE: Final = {"figure": "figures", "identity": "checks", "source": "sources"}
_SAFE: Final = "~:@!$&'()*+,;="


def of(ref: Ref) -> str:
    """The address of the page of `ref`."""
    folder = _OWN_PAGE.get(ref.kind) or f"register/{ref.kind}"
    return f"{get_script_prefix()}{folder}/{quote(ref.code, safe=_SAFE)}/"
