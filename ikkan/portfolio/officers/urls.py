"""Addresses of the portfolio boards and their files."""

from __future__ import annotations

from django.urls import path

from ikkan.portfolio.officers import cube_views, views

app_name = "officers"

urlpatterns = [
    path("portfolio/", views.board, name="board"),
    path("portfolio.<str:form>", views.board_file, name="board_file"),
    path("portfolio/rows/", views.rows, name="rows"),
    path("portfolio/lines/", views.lines, name="lines"),
    path("portfolio/plan/", views.plan, name="plan"),
    path("portfolio/scouting/", views.scouting, name="scouting"),
    path("portfolio/cube/", cube_views.cube, name="cube"),
    path("portfolio/cube.<str:form>", cube_views.cube_file, name="cube_file"),
    path("portfolio/<str:view>.<str:form>", views.table_file, name="table_file"),
]
