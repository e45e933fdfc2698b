"""Addresses of disease fields and of statistics by integrated project."""

from __future__ import annotations

from django.urls import URLPattern, path

from ikkan.portal.downloads import SUFFIXES
from ikkan.portal.views import domains

urlpatterns: list[URLPattern] = [
    path("domains/", domains.domains, name="domains"),
    path("projects/statistics/", domains.statistics, name="statistics"),
]
for suffix in SUFFIXES:
    urlpatterns += [
        path(f"{route}.{suffix}", view, {"suffix": suffix}, name=f"{name}_{suffix}")
        for route, view, name in (
            ("domains", domains.domains_file, "domains"),
            ("domains/<str:code>", domains.domain_file, "domain"),
            ("projects/statistics", domains.statistics_file, "statistics"),
        )
    ]
urlpatterns.append(path("domains/<str:code>/", domains.domain, name="domain"))
