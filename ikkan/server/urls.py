"""Which context answers which address; everything not named here is the portal's."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path


def _there(name: str) -> bool:
    """TEMPORARY while the packages are being written."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


urlpatterns = [
    path(route, include(name))
    for route, name in (
        ("accounts/", "allauth.urls"),
        ("account/", "ikkan.accounts.urls"),
        ("", "ikkan.audit.urls"),
        ("", "ikkan.portal.urls"),
    )
    if _there(name)
]

if _there("ikkan.portal.errors"):
    handler400 = "ikkan.portal.errors.bad_request"
    handler403 = "ikkan.portal.errors.not_allowed"
    handler404 = "ikkan.portal.errors.not_found"
    handler500 = "ikkan.portal.errors.failed"
