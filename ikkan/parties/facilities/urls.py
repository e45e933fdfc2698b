"""Addresses of the search of sites."""

from __future__ import annotations

from django.urls import path

from ikkan.parties.facilities import views

app_name = "facilities"

urlpatterns = [
    path("facilities/search/", views.find, name="search"),
    path("facilities/search.csv", views.find_file, name="search_file"),
]
