"""The address of the search page."""

from __future__ import annotations

from django.urls import path

from ikkan.portal.views import search

urlpatterns = [path("search/", search.search, name="search")]
