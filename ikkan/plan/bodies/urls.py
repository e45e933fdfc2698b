"""Addresses of bodies at work beside those of their records."""

from __future__ import annotations

from django.urls import path

from ikkan.plan.bodies import views

app_name = "bodies"

urlpatterns = [
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/owing/", views.owing, name="owing"),
    path("bodies/<str:code>/", views.body, name="body"),
    path("meetings/<str:code>/minutes.<str:form>", views.minutes, name="minutes"),
    path("decisions/<str:code>/paper.<str:form>", views.decision_paper, name="decision_paper"),
]
