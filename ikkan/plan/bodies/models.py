"""Who holds an office of a body, its meetings, papers, advice and decisions.

Decides: what is stored; the bodies themselves are rows of the pack. Written by actions only.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from ikkan.records.models import Record, Records

CODE_LENGTH = 80


class Seat(Record):
    """An office of a body and who holds it, by office and not by person only (職・任期).

    `appointed_by` is the body that appoints and dismisses; `holder` is printed as the paper has it.
    """

    body = models.CharField(max_length=CODE_LENGTH)
    office_ja = models.CharField(max_length=200)
    office_en = models.CharField(max_length=200, blank=True)
    sort = models.CharField(max_length=15)
    holder_ja = models.CharField(max_length=200)
    holder_en = models.CharField(max_length=200, blank=True)
    by_office = models.BooleanField(default=False)
    appointed_by = models.CharField(max_length=CODE_LENGTH, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.CharField(max_length=400, blank=True)
    dismissed_because = models.TextField(blank=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]


class Charter(Record):
    """The charter of a council (設置要綱): owners, scope, members by office, plans, its days.

    `body` is the row of the pack; the code of the charter itself for a council set up after it.
    """

    body = models.CharField(max_length=CODE_LENGTH, db_index=True)
    name_ja = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    owners: models.JSONField[Any] = models.JSONField(default=list)
    scope_ja = models.TextField()
    scope_en = models.TextField(blank=True)
    members: models.JSONField[Any] = models.JSONField(default=list)
    plans: models.JSONField[Any] = models.JSONField(default=list)
    basis = models.CharField(max_length=400)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    ended_because = models.CharField(max_length=400, blank=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]


class Meeting(Record):
    """One meeting of a body (会議): called, held, minuted, published."""

    body = models.CharField(max_length=CODE_LENGTH)
    number = models.PositiveSmallIntegerField()
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    agenda: models.JSONField[Any] = models.JSONField(default=list)
    present: models.JSONField[Any] = models.JSONField(default=list)
    minutes_ja = models.TextField(blank=True)
    minutes_en = models.TextField(blank=True)
    state = models.CharField(max_length=12)
    published = models.BooleanField(default=False)
    of_funder = models.BooleanField(default=False)
    written_by = models.CharField(max_length=CODE_LENGTH, blank=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="plan_meeting_once")]


class Paper(Record):
    """A paper laid before a meeting (資料), by number; `about` names the records it speaks of."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    number = models.CharField(max_length=20)
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    laid_by = models.CharField(max_length=CODE_LENGTH, blank=True)
    text = models.TextField(blank=True)
    about: models.JSONField[Any] = models.JSONField(default=list)
    withheld_because = models.CharField(max_length=400, blank=True)
    published = models.BooleanField(default=False)
    written_by = models.CharField(max_length=CODE_LENGTH, blank=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]


class Advice(Record):
    """What a body gave to another (助言等): examination, policy advice or opinion; its answer."""

    body = models.CharField(max_length=CODE_LENGTH)
    sort = models.CharField(max_length=15)
    to_body = models.CharField(max_length=CODE_LENGTH)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="advice")
    about: models.JSONField[Any] = models.JSONField(default=list)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True)
    verdict = models.CharField(max_length=12)
    evidence = models.CharField(max_length=1000, blank=True)
    given_on = models.DateField()
    answer_ja = models.TextField(blank=True)
    answer_en = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    published = models.BooleanField(default=False)
    of_funder = models.BooleanField(default=False)
    written_by = models.CharField(max_length=CODE_LENGTH, blank=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]


class Decision(Record):
    """What a body decided (決定): draft, decided, amended or published, and what it changed.

    `about` are references of what it decides; `advice` its typed inputs; `amends` the decision that
    it takes the place of. `of_funder`: the funder's staff see it before it is out.
    """

    body = models.CharField(max_length=CODE_LENGTH)
    meeting = models.ForeignKey(
        Meeting, null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True)
    basis = models.CharField(max_length=400, blank=True)
    about: models.JSONField[Any] = models.JSONField(default=list)
    advice = models.ManyToManyField(Advice, related_name="decisions")
    circulated_because = models.CharField(max_length=400, blank=True)
    departs_because = models.TextField(blank=True)
    state = models.CharField(max_length=12)
    decided_on = models.DateField(null=True)
    amends = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="amendments"
    )
    published = models.BooleanField(default=False)
    of_funder = models.BooleanField(default=False)
    written_by = models.CharField(max_length=CODE_LENGTH, blank=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
