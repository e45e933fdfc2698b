"""What a seed is carried by besides awards, its lineage, notes by year, target profile, products.

Decides: what is stored. Written by actions of this part only; other records are named by typed
reference. Source: design §3 "Lineage", 003:450-609.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from ikkan.parties.models import Organisation
from ikkan.portfolio.models.register import Seed
from ikkan.portfolio.seeds.rules import (
    CARRIER_SORTS,
    LINK_SORTS,
    PRODUCT_SORTS,
    RELATION_SORTS,
)
from ikkan.records.models import CODE_LENGTH, Record, Records
from ikkan.values.text import Text

_REF_LENGTH = 40 + 1 + CODE_LENGTH


class Carrier(models.Model):
    """Work other than an award that carries a seed for a time; days that nobody knows are null."""

    seed = models.ForeignKey(Seed, on_delete=models.PROTECT, related_name="carriers")
    ref = models.CharField(max_length=_REF_LENGTH)
    sort = models.CharField(max_length=20)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seed", "ref"], name="portfolio_carrier_once"),
            models.CheckConstraint(
                condition=Q(sort__in=tuple(CARRIER_SORTS)), name="portfolio_carrier_sort"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="portfolio_carrier_days",
            ),
        ]


class SeedLink(models.Model):
    """`seed` continues `earlier`: renamed, merged with others, or split off."""

    seed = models.ForeignKey(Seed, on_delete=models.PROTECT, related_name="earlier_links")
    earlier = models.ForeignKey(Seed, on_delete=models.PROTECT, related_name="later_links")
    sort = models.CharField(max_length=10)
    made_on = models.DateField()
    reason = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seed", "earlier"], name="portfolio_seed_link_once"),
            models.CheckConstraint(
                condition=~Q(seed=F("earlier")), name="portfolio_seed_link_other"
            ),
            models.CheckConstraint(
                condition=Q(sort__in=tuple(LINK_SORTS)), name="portfolio_seed_link_sort"
            ),
        ]


class Relation(models.Model):
    """Related research to bring in, or the basic research to which clinical findings go back."""

    seed = models.ForeignKey(Seed, on_delete=models.PROTECT, related_name="relations")
    ref = models.CharField(max_length=_REF_LENGTH)
    sort = models.CharField(max_length=10)
    reason = models.TextField()
    made_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seed", "ref", "sort"], name="portfolio_relation_once"),
            models.CheckConstraint(
                condition=Q(sort__in=tuple(RELATION_SORTS)), name="portfolio_relation_sort"
            ),
        ]


class SeedNote(models.Model):
    """Progress of a fiscal year, and what shows it; it is never changed."""

    seed = models.ForeignKey(Seed, on_delete=models.PROTECT, related_name="notes")
    fiscal_year = models.PositiveSmallIntegerField()
    text_ja = models.TextField()
    text_en = models.TextField(blank=True, default="")
    noted_on = models.DateField()
    evidence = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["fiscal_year", "pk"]

    @property
    def text(self) -> Text:
        """What it says; words in Japanese only stand for both."""
        return Text.either(self.text_ja, self.text_en)


class Profile(Record):
    """One version of a seed's target product profile (標的製品プロファイル); it never changes.

    `attributes` is a list of {"attribute", "least", "ideal", "ground"}.
    """

    seed = models.ForeignKey(Seed, on_delete=models.PROTECT, related_name="profiles")
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    reason = models.TextField(blank=True, default="")
    attributes: models.JSONField[Any] = models.JSONField(default=list)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seed", "number"], name="portfolio_profile_once")
        ]


class Product(Record):
    """What came of a seed, with its way through regulation.

    Days are as precise as they are known: "2022", "2023-06" or "2023-06-26".
    """

    seed = models.ForeignKey(Seed, on_delete=models.PROTECT, related_name="products")
    name_ja = models.TextField()
    name_en = models.TextField(blank=True, default="")
    sort = models.CharField(max_length=20)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    filed = models.CharField(max_length=10, blank=True, default="")
    approved = models.CharField(max_length=10, blank=True, default="")
    listed = models.CharField(max_length=10, blank=True, default="")
    evidence = models.TextField(blank=True, default="")
    recorded_on = models.DateField()

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=tuple(PRODUCT_SORTS)), name="portfolio_product_sort"
            )
        ]
