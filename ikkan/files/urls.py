"""Addresses of attachments; each asks who may see the record before it gives a byte."""

from __future__ import annotations

from django.urls import path

from ikkan.files import views

app_name = "files"

urlpatterns = [
    path("files/attach/<str:kind>/<path:code>/", views.attach, name="attach"),
    path("files/<str:code>/", views.download, name="download"),
    path("files/<str:code>/withdraw/", views.withdraw, name="withdraw"),
]
