"""Addresses of the plan, the outcomes, the register, the line and the pages of words."""

from __future__ import annotations

from django.urls import URLPattern, path

from ikkan.portal.downloads import SUFFIXES
from ikkan.portal.views import line, opendata, pages, plan, register

urlpatterns: list[URLPattern] = []
for suffix in SUFFIXES:
    urlpatterns += [
        path(f"{route}.{suffix}", view, {"suffix": suffix}, name=f"{name}_{suffix}")
        for route, view, name in (
            ("plan", plan.plan_file, "plan"),
            ("outcomes", plan.outcomes_file, "outcomes"),
            ("funds", plan.funds_file, "funds"),
            ("register/<slug:kind>", register.kind_file, "kind"),
            ("line/broken", line.broken_file, "broken"),
            ("glossary", pages.glossary_file, "glossary"),
        )
    ]
    urlpatterns.append(
        path(
            f"data/records/<slug:name>.{suffix}",
            opendata.records,
            {"suffix": suffix},
            name=f"open_{suffix}",
        )
    )
urlpatterns += [
    path("plan/", plan.plan, name="plan"),
    path("outcomes/", plan.outcomes, name="outcomes"),
    path("funds/", plan.funds, name="funds"),
    path("register/", register.index, name="register"),
    path("register/<slug:kind>/", register.kind, name="kind"),
    path("register/<slug:kind>/<str:code>/", register.record, name="record"),
    path("line/broken/", line.broken, name="broken"),
    path("line/<str:kind>/<str:code>/", line.walk, name="line"),
    path("glossary/", pages.glossary, name="glossary"),
    path("about/", pages.about, name="about"),
    path("about/figures/", pages.counting, name="counting"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("data/", pages.data, name="data"),
]
