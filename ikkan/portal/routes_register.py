"""Addresses of the plan, the outcomes, the register, the line and the pages of words."""

from __future__ import annotations

from django.urls import path, re_path

from ikkan.portal.views import line, pages, plan, register

_FILE = r"\.(?P<suffix>csv|xlsx)$"

urlpatterns = [
    path("plan/", plan.plan, name="plan"),
    re_path(rf"^plan{_FILE}", plan.plan_file, name="plan_file"),
    path("outcomes/", plan.outcomes, name="outcomes"),
    re_path(rf"^outcomes{_FILE}", plan.outcomes_file, name="outcomes_file"),
    path("funds/", plan.funds, name="funds"),
    re_path(rf"^funds{_FILE}", plan.funds_file, name="funds_file"),
    path("register/", register.index, name="register"),
    path("register/<slug:kind>/", register.kind, name="kind"),
    re_path(rf"^register/(?P<kind>[a-z_]+){_FILE}", register.kind_file, name="kind_file"),
    path("register/<slug:kind>/<str:code>/", register.record, name="record"),
    path("line/broken/", line.broken, name="broken"),
    re_path(rf"^line/broken{_FILE}", line.broken_file, name="broken_file"),
    path("line/<slug:kind>/<str:code>/", line.walk, name="line"),
    path("glossary/", pages.glossary, name="glossary"),
    re_path(rf"^glossary{_FILE}", pages.glossary_file, name="glossary_file"),
    path("about/", pages.about, name="about"),
    path("about/figures/", pages.counting, name="counting"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("data/", pages.data, name="data"),
]
