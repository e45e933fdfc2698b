"""Writes of in-house themes, other funders' projects and overlap cases.

Called by the pages of records, `ikkan import elsewhere` and the overlap page.
"""

from ikkan.awards.elsewhere.actions.cases import open_overlap, record_talk, settle_overlap
from ikkan.awards.elsewhere.actions.projects import (
    extend_projects,
    link_project,
    record_projects,
)
from ikkan.awards.elsewhere.actions.themes import (
    divide_theme,
    register_theme,
    revise_theme,
    set_theme_amounts,
)

__all__ = [
    "divide_theme",
    "extend_projects",
    "link_project",
    "open_overlap",
    "record_projects",
    "record_talk",
    "register_theme",
    "revise_theme",
    "set_theme_amounts",
    "settle_overlap",
]
