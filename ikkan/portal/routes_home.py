"""Addresses of the home page and of the money of each year."""

from __future__ import annotations

from django.urls import path, re_path

from ikkan.portal.views import home, menu

urlpatterns = [
    path("", home.home, name="home"),
    path("menu/", menu.menu, name="menu"),
    path("money/<int:year>/", home.money, name="money"),
    re_path(r"^money/(?P<year>\d{4})\.(?P<suffix>csv|xlsx)$", home.money_file, name="money_file"),
]
