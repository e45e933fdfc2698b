"""Every address of the portal, gathered from its groups of pages."""

from __future__ import annotations

from ikkan.portal import (
    routes_fields,
    routes_home,
    routes_plan,
    routes_register,
    routes_search,
    routes_tables,
)

app_name = "portal"

urlpatterns = [
    *routes_home.urlpatterns,
    *routes_fields.urlpatterns,
    *routes_tables.urlpatterns,
    *routes_plan.urlpatterns,
    *routes_register.urlpatterns,
    *routes_search.urlpatterns,
]
