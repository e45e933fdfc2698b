"""Addresses of the desk: work, notices, calendar; absences are drawn as records are."""

from __future__ import annotations

from django.urls import path

from ikkan.desk import views

app_name = "desk"

urlpatterns = [
    path("desk/", views.work_list, name="work"),
    path("notices/", views.notice_list, name="notices"),
    path("notices/read/", views.read, name="read"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/renew/", views.renew_calendar, name="renew_calendar"),
    path("calendar/<slug:token>.ics", views.feed, name="feed"),
]
