"""Where a row of the pack is read on the web; names of URLs only, the portal stands higher.

Called by snapshot views and by the line's resolver.
"""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from ikkan.values.ref import Ref

_OWN_PAGE: Final = {
    "figure": "portal:figure",
    "identity": "portal:check",
    "source": "portal:source",
}


def of(ref: Ref) -> str:
    """The address of the page of `ref`."""
    page = _OWN_PAGE.get(ref.kind)
    if page is not None:
        return reverse(page, args=[ref.code])
    return reverse("portal:record", args=[ref.kind, ref.code])
