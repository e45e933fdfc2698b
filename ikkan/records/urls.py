"""Addresses of every declared kind: its list, files, records and forms.

Longer paths come first: `policies/items/` is a list and no record of `policies/`.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from ikkan.records import sightpage, views
from ikkan.records.kinds import kinds

app_name = "records"
urlpatterns: list[URLPattern] = [path("permissions/records/", sightpage.sight, name="sight")]
for kind in sorted(kinds(), key=lambda one: -one.path.count("/")):
    said = {"kind": kind}
    urlpatterns += [
        path(f"{kind.path}/", views.listing, said, name=f"{kind.code}.list"),
        path(f"{kind.path}.csv", views.file, said | {"suffix": "csv"}, name=f"{kind.code}.csv"),
        path(f"{kind.path}.xlsx", views.file, said | {"suffix": "xlsx"}, name=f"{kind.code}.xlsx"),
        path(f"{kind.path}/new/<slug:write>/", views.make, said, name=f"{kind.code}.new"),
        path(f"{kind.path}/<str:code>/", views.record, said, name=f"{kind.code}.record"),
        path(
            f"{kind.path}/<str:code>/<slug:write>/", views.change, said, name=f"{kind.code}.write"
        ),
    ]
