"""Which context answers which address; everything not named here is the portal's."""

from __future__ import annotations

from django.urls import include, path

from ikkan.portal.api import api

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("account/", include("ikkan.accounts.urls")),
    path("api/v1/", api.urls),
    path("", include("ikkan.audit.urls")),
    path("", include("ikkan.files.urls")),
    path("", include("ikkan.desk.urls")),
    path("", include("ikkan.evaluation.urls")),
    path("", include("ikkan.evaluation.following.urls")),
    path("", include("ikkan.budget.joint.urls")),
    path("", include("ikkan.budget.adjustment.urls")),
    path("", include("ikkan.budget.funds.urls")),
    path("", include("ikkan.budget.policies.urls")),
    path("", include("ikkan.plan.bodies.urls")),
    path("", include("ikkan.awards.elsewhere.urls")),
    path("", include("ikkan.budget.requests.urls")),
    path("", include("ikkan.portfolio.studio.urls")),
    path("", include("ikkan.portfolio.steering.urls")),
    path("", include("ikkan.portfolio.seeds.urls")),
    path("", include("ikkan.portfolio.officers.urls")),
    path("", include("ikkan.portfolio.gating.urls")),
    path("", include("ikkan.parties.facilities.urls")),
    path("", include("ikkan.portfolio.industry.urls")),
    path("", include("ikkan.portfolio.horizon.urls")),
    path("", include("ikkan.portfolio.matching.urls")),
    path("", include("ikkan.records.urls")),
    path("", include("ikkan.portal.urls")),
]

handler400 = "ikkan.portal.errors.bad_request"
handler403 = "ikkan.portal.errors.not_allowed"
handler404 = "ikkan.portal.errors.not_found"
handler500 = "ikkan.portal.errors.failed"
