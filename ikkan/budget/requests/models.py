"""Rounds, requests and their lines by version, the thread, and the amounts that came of it.

Decides: what is stored; every version keeps all its lines, so that any two can be compared and
what was known on a day can be read. Written by actions only. Source: 004 L49-L92.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from ikkan.plan.models import Decision
from ikkan.records.models import Record, Records

CODE_LENGTH = 80


class ShownRequests(models.Manager.from_queryset(Records)):  # type: ignore[misc]
    """Requests with the sums of the version compiled, else submitted last, for lists, exports."""

    def get_queryset(self) -> Records:
        lines = Line.objects.filter(
            version__request=OuterRef("pk"),
            version__number=Coalesce(OuterRef("compiled_number"), OuterRef("submitted_number")),
            reprint_of="",
        )
        of_request = lines.order_by().values("version__request")
        rows: Records = super().get_queryset()
        return rows.annotate(
            request_yen=Subquery(of_request.annotate(sum=Sum("request_yen")).values("sum")),
            wish_yen=Subquery(of_request.annotate(sum=Sum("wish_yen")).values("sum")),
        )


class Round(Record):
    """One budget request over all ministries (要求の回): of a year, or a supplementary one.

    `workflow` is the machine as it stood when the round was opened, `settings` the pack's settings
    of requests; `deadlines` gives the moment (ISO, with its zone) by which each step is due;
    `shared`: ministries see one another's requests before they are put together.
    """

    fiscal_year = models.PositiveSmallIntegerField()
    pot = models.CharField(max_length=15)
    number = models.PositiveSmallIntegerField(default=0)
    name_ja = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    policy = models.ForeignKey("budget.AllocationPolicy", null=True, on_delete=models.PROTECT)
    ceiling_on = models.DateField()
    state = models.CharField(max_length=40)
    workflow: models.JSONField[Any] = models.JSONField()
    settings: models.JSONField[Any] = models.JSONField(default=dict)
    deadlines: models.JSONField[Any] = models.JSONField(default=dict)
    shared = models.BooleanField()
    published = models.BooleanField(default=False)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    compiled_at = models.DateTimeField(null=True)
    drafted_on = models.DateField(null=True)
    enacted_on = models.DateField(null=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "pot", "number"], name="budget_round_once"
            )
        ]


class Request(Record):
    """What one ministry asks for in a round (府省の要求); `number` is its newest version.

    `prepared_by` and `confirmed_by` are accounts, never the same one. `submitted_number` and
    `compiled_number` are the versions that went to the headquarters and into the joint request.
    `circumstances`: what was considered of the times (004 L132); `exceptions` from the one set of
    grant rules (004 L131), each with its lines and reason.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="requests")
    body = models.CharField(max_length=CODE_LENGTH)
    state = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=1)
    submitted_number = models.PositiveSmallIntegerField(null=True)
    compiled_number = models.PositiveSmallIntegerField(null=True)
    circumstances = models.TextField(blank=True)
    exceptions: models.JSONField[Any] = models.JSONField(default=list)
    prepared_by = models.CharField(max_length=200, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    reopened_until = models.DateTimeField(null=True)
    reopened_because = models.TextField(blank=True)
    consented_at = models.DateTimeField(null=True)
    shared = models.BooleanField()
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]
    shown = ShownRequests()

    class Meta:
        ordering = ["pk"]
        default_manager_name = "shown"
        constraints = [
            models.UniqueConstraint(fields=["round", "body"], name="budget_request_once")
        ]


class Version(models.Model):
    """One version of a request with all its lines (版); it no longer changes once submitted.

    `hands` are the accounts that wrote in it, with those in whose place they did; `reason` is why
    a version was corrected after consent.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    hands: models.JSONField[Any] = models.JSONField(default=list)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="budget_version_once")
        ]


class Line(models.Model):
    """One line of a version (要求の行): what is asked for one programme in one project.

    `code` stays with the line through all versions; whole yen. `cites` are references of plan
    items; `area` is the key of a priority area; `reprint_of` the line that is printed again;
    `affirms` the questions of the inclusion test answered with yes (004 L23); `no_project` says why
    a line stands in no project.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="lines")
    code = models.CharField(max_length=20)
    row_version = models.PositiveIntegerField(default=1)
    name_ja = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    programme = models.CharField(max_length=CODE_LENGTH, blank=True)
    project = models.CharField(max_length=CODE_LENGTH, blank=True)
    cost_class = models.CharField(max_length=CODE_LENGTH)
    request_yen = models.BigIntegerField()
    wish_yen = models.BigIntegerField(default=0)
    previous_yen = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=CODE_LENGTH, blank=True)
    phase = models.CharField(max_length=CODE_LENGTH, blank=True)
    domains: models.JSONField[Any] = models.JSONField(default=list)
    area = models.CharField(max_length=40, blank=True)
    cites: models.JSONField[Any] = models.JSONField(default=list)
    justification = models.TextField(blank=True)
    note = models.TextField(blank=True)
    provisional = models.BooleanField(default=False)
    reprint_of = models.CharField(max_length=20, blank=True)
    affirms: models.JSONField[Any] = models.JSONField(default=list)
    no_project = models.TextField(blank=True)

    class Meta:
        ordering = ["version", "code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="budget_line_once"),
            models.CheckConstraint(
                condition=models.Q(request_yen__gte=0, wish_yen__gte=0), name="budget_line_yen"
            ),
        ]


class Message(models.Model):
    """One entry of the thread of a request (やりとり); it only grows.

    `sort`: hearing, question, answer, instruction, report, consent, reopening, note; `lines` are
    codes; `answers` names the entry it replies to; a question or instruction is open until
    `closed_at`.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="messages")
    number = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=15)
    body = models.CharField(max_length=CODE_LENGTH)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    lines: models.JSONField[Any] = models.JSONField(default=list)
    text = models.TextField()
    due_at = models.DateTimeField(null=True)
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replies")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="budget_message_once")
        ]


class Amount(models.Model):
    """What a line came to at a stage after the request: draft or enacted (計上額).

    The newest of a line and stage holds; earlier ones tell how the negotiation went.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="amounts")
    line = models.CharField(max_length=20)
    stage = models.CharField(max_length=10)
    yen = models.BigIntegerField()
    reason = models.TextField(blank=True)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(yen__gte=0), name="budget_amount_yen")
        ]


class Upload(models.Model):
    """A workbook that was read for a request (取り込み); nothing of it stands in the request yet.

    `seen` is the row version of the request it was held against; `lines` and `findings` are kept
    until it is applied, so that neither a log-in that ends nor another device loses them.
    """

    token = models.CharField(max_length=40, unique=True)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    seen = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField()
    rows = models.PositiveIntegerField()
    errors = models.PositiveIntegerField()
    findings: models.JSONField[Any] = models.JSONField(default=list)
    lines: models.JSONField[Any] = models.JSONField(default=list)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
