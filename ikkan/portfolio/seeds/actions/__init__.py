"""Writes of this part: carriers, lineage, relations, notes, profiles, products of seeds.

Called by the pages of records and the demonstration.
"""

from ikkan.portfolio.seeds.actions.carriers import add_carrier, describe_seed, end_carrier
from ikkan.portfolio.seeds.actions.lineage import (
    link_seeds,
    merge_seeds,
    rename_seed,
    split_seed,
)
from ikkan.portfolio.seeds.actions.notes import note_progress
from ikkan.portfolio.seeds.actions.products import change_product, record_product, write_profile
from ikkan.portfolio.seeds.actions.relations import relate, unrelate

__all__ = [
    "add_carrier",
    "change_product",
    "describe_seed",
    "end_carrier",
    "link_seeds",
    "merge_seeds",
    "note_progress",
    "record_product",
    "relate",
    "rename_seed",
    "split_seed",
    "unrelate",
    "write_profile",
]
