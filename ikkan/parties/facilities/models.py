"""Sites, their designations, the criteria of designation by version, and networks of sites.

Decides: what is stored. Written by actions only.
"""

from __future__ import annotations

from django.db import models

from ikkan.records.models import Record
from ikkan.values.text import Text

CODE_LENGTH = 80


class Criteria(Record):
    """Requirements for a designation (指定要件), a version of them; `follows` the one before."""

    sort = models.CharField(max_length=24)
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True)
    valid_from = models.DateField()
    follows = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by"
    )

    class Meta:
        ordering = ["pk"]


class Facility(Record):
    """A site or shared facility (拠点・施設) of an organisation, and what can be had there."""

    name_ja = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="facilities"
    )
    sort = models.CharField(max_length=24)
    services = models.TextField(blank=True)
    quantity = models.CharField(max_length=400, blank=True)
    access = models.TextField(blank=True)
    contact = models.CharField(max_length=400, blank=True)
    published = models.BooleanField(default=True)
    site_type = models.CharField(max_length=24, blank=True, default="")
    normal_product = models.CharField(max_length=300, blank=True, default="")
    emergency_product = models.CharField(max_length=300, blank=True, default="")
    capacity = models.PositiveBigIntegerField(null=True)
    capacity_unit = models.CharField(max_length=60, blank=True, default="")
    switch_days = models.PositiveIntegerField(null=True)
    booking_url = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(switch_days__isnull=True) | ~models.Q(emergency_product=""),
                name="parties_facility_dual_use",
            )
        ]

    @property
    def name(self) -> Text:
        """What it is called; a name in one language only stands for both."""
        return Text(self.name_ja or self.name_en, self.name_en or self.name_ja)

    @property
    def dual_use(self) -> bool:
        """Whether it makes something else in an emergency (デュアルユース)."""
        return bool(self.emergency_product)


class Capability(models.Model):
    """One thing that a site can do."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="capabilities")
    code = models.CharField(max_length=24, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "code"], name="parties_capability_once")
        ]


class Designation(models.Model):
    """That a body designated a site (指定), from day to day, by criteria of a version."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="designations")
    body = models.CharField(max_length=CODE_LENGTH)
    criteria = models.ForeignKey(
        Criteria, null=True, on_delete=models.PROTECT, related_name="designations"
    )
    basis = models.CharField(max_length=400, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["valid_from", "pk"]


class Network(Record):
    """Sites that work as one (ネットワーク): for trials, samples or data."""

    name_ja = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    purpose = models.TextField()
    centre = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="led_networks")
    members = models.ManyToManyField(Facility, related_name="networks")

    class Meta:
        ordering = ["pk"]


class Opening(models.Model):
    """Places that are free at a site between two days (空き枠), as the site told on a day."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="openings")
    begins_on = models.DateField()
    ends_on = models.DateField()
    places = models.PositiveIntegerField()
    free = models.PositiveIntegerField()
    told_on = models.DateField()

    class Meta:
        ordering = ["begins_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "begins_on", "ends_on"], name="parties_opening_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("begins_on"))
                & models.Q(free__lte=models.F("places")),
                name="parties_opening_sound",
            ),
        ]


class NetworkReport(models.Model):
    """How ready a network was to begin a trial (実施体制の状況), as told on a day."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="reports")
    told_on = models.DateField()
    subject = models.CharField(max_length=200)
    ready = models.ManyToManyField(Facility, related_name="ready_reports")
    days_to_start = models.PositiveIntegerField(null=True)
    single_review = models.BooleanField(default=False)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["told_on", "pk"]
