"""Cases before a panel, their members, and the opinions; an opinion is never changed.

Decides: what is stored and what may not stand twice. Written by actions only. Source: design §3.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ikkan.parties.models import Organisation, Person
from ikkan.records.models import CODE_LENGTH, Record
from ikkan.review.rules import CAPACITIES, POSITIONS, STATES


class Subject(Record):
    """What a panel judges: a reference to it, whom it concerns, and how many must speak.

    `aspects` is a list of {"ja", "en"}; opinions mark them in that order.
    """

    ref = models.CharField(max_length=200, db_index=True)
    title_ja = models.TextField()
    title_en = models.TextField(blank=True, default="")
    people = models.ManyToManyField(Person, related_name="concerned_in")
    organisations = models.ManyToManyField(Organisation, related_name="concerned_in")
    quorum = models.PositiveSmallIntegerField(default=1)
    aspects: models.JSONField = models.JSONField(default=list)
    declared = models.BooleanField(default=False)
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="open")
    closed_on = models.DateField(null=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="review_subject_state"),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True)
                | Q(state="closed", closed_on__isnull=False),
                name="review_subject_closed",
            ),
            models.CheckConstraint(condition=Q(quorum__gte=1), name="review_subject_quorum"),
            models.UniqueConstraint(
                fields=["ref"], condition=Q(state="open"), name="review_subject_open_once"
            ),
        ]


class SubjectProgramme(models.Model):
    """A programme that the case concerns; roles for it reach the case."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="programmes")
    code = models.CharField(max_length=CODE_LENGTH, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "code"], name="review_programme_once")
        ]


class Member(models.Model):
    """Somebody asked for an opinion, in which capacity, and whether it stood aside."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="panels")
    capacity = models.CharField(max_length=20)
    asked_on = models.DateField()
    recused_on = models.DateField(null=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "person"], name="review_member_once"),
            models.CheckConstraint(
                condition=Q(capacity__in=CAPACITIES), name="review_member_capacity"
            ),
            models.CheckConstraint(
                condition=Q(recused_on__isnull=True) | ~Q(reason=""), name="review_member_reason"
            ),
        ]


class Opinion(models.Model):
    """What a member said, with its marks; a later one of the same member stands in its place."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="opinions")
    position = models.CharField(max_length=12)
    text = models.TextField()
    marks: models.JSONField = models.JSONField(default=list)
    given_on = models.DateField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(position__in=POSITIONS), name="review_opinion_position"
            )
        ]
