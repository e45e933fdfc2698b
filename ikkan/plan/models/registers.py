"""The registers of a pack in two times, the clauses in preparation, and who holds which office.

Decides: what is stored; of the pack `recorded_at` and `superseded_at` say what this database knew
when, `valid_from` and `valid_to` when it was so in the world. Rows of a pack are written by
actions.record_pack only. Source: design §3 (published figures are a register of their own);
decisions/0001.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from ikkan.parties.models import Person
from ikkan.plan.rules.clauses import DRAFT, MEASURE, STATES
from ikkan.plan.rules.offices import Office
from ikkan.records.models import Record
from ikkan.values.ref import Ref

CODE_LENGTH = 80
KIND_LENGTH = 40
DIGITS_LENGTH = 40


class PackVersion(models.Model):
    """One application of a pack (政策パックの版) to this database.

    `order` keeps the order of the rows of each kind, so that a moved line is no new fact.
    """

    code = models.CharField(max_length=CODE_LENGTH)
    version = models.CharField(max_length=CODE_LENGTH)
    digest = models.CharField(max_length=64)
    rules = models.CharField(max_length=64, blank=True, default="")
    applied_at = models.DateTimeField()
    applied_by = models.CharField(max_length=200)
    settings: models.JSONField[Any] = models.JSONField(default=dict)
    tables: models.JSONField[Any] = models.JSONField(default=list)
    order: models.JSONField[Any] = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        verbose_name = "pack version"


class Dated(models.Model):
    """What every row of a pack carries: its sources, its two times, and who brought it."""

    code = models.CharField(max_length=CODE_LENGTH)
    source = models.TextField()
    items = models.TextField(blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    pack_version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Entry(Dated):
    """A row of any kind but figures; `data` holds the columns that schema.toml names.

    In `data` a label is {"ja", "en"}, a decimal or fraction its digits, a day its ISO form.
    """

    kind = models.CharField(max_length=KIND_LENGTH)
    label_ja = models.TextField()
    label_en = models.TextField()
    data: models.JSONField[Any] = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=Q(superseded_at__isnull=True),
                name="plan_entry_current",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True)
                | Q(superseded_at__gte=models.F("recorded_at")),
                name="plan_entry_times",
            ),
        ]
        indexes = [models.Index(fields=["kind", "code"], name="plan_entry_kind_code")]


class Figure(Dated):
    """A published figure (公表値): a number exactly as one source prints it, with its dimensions.

    `value` and `rounding` are digits as text: SQLite keeps a decimal column as a float.
    """

    set = models.CharField(max_length=CODE_LENGTH)
    name_ja = models.TextField()
    name_en = models.TextField()
    measure = models.CharField(max_length=KIND_LENGTH)
    printed = models.TextField()
    value = models.CharField(max_length=DIGITS_LENGTH)
    unit = models.CharField(max_length=KIND_LENGTH)
    rounding = models.CharField(max_length=DIGITS_LENGTH)
    exact = models.BooleanField(null=True)
    approximate = models.BooleanField(null=True)
    basis = models.CharField(max_length=CODE_LENGTH)
    vintage = models.TextField(blank=True, default="")
    year = models.IntegerField(null=True)
    period = models.TextField(blank=True, default="")
    ministry = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    total = models.BooleanField(null=True)
    cost_class = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    project = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    programme = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    term = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    stage = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    pot = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    reprint_of = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    note_ja = models.TextField(blank=True, default="")
    note_en = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(superseded_at__isnull=True),
                name="plan_figure_current",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True)
                | Q(superseded_at__gte=models.F("recorded_at")),
                name="plan_figure_times",
            ),
        ]
        indexes = [models.Index(fields=["code"], name="plan_figure_code")]


class Clause(Record):
    """A clause of a plan in preparation (計画の条項): drafted, then decided by headquarters.

    `follows`, `cites`, `answers` and `under` are references as text, the others codes of the pack.
    `lead` is the one body that leads, `owners` those beside it, `implementer` who carries it out.
    """

    term_code = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    text_ja = models.TextField()
    text_en = models.TextField(blank=True, default="")
    state = models.CharField(max_length=20, default=DRAFT)
    published = models.BooleanField(default=False)
    decided_on = models.DateField(null=True)
    follows = models.CharField(max_length=KIND_LENGTH + CODE_LENGTH + 1, blank=True, default="")
    cites: models.JSONField[Any] = models.JSONField(default=list)
    programmes: models.JSONField[Any] = models.JSONField(default=list)
    indicators: models.JSONField[Any] = models.JSONField(default=list)
    form = models.CharField(max_length=20, default=MEASURE)
    under = models.CharField(max_length=KIND_LENGTH + CODE_LENGTH + 1, blank=True, default="")
    answers: models.JSONField[Any] = models.JSONField(default=list)
    lead = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    owners: models.JSONField[Any] = models.JSONField(default=list)
    implementer = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    section = models.CharField(max_length=20, blank=True, default="")
    carrier = models.CharField(max_length=20, blank=True, default="")
    aim = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=tuple(STATES)), name="plan_clause_state"),
            models.CheckConstraint(
                condition=Q(state=DRAFT, published=False, decided_on__isnull=True)
                | (~Q(state=DRAFT) & Q(published=True, decided_on__isnull=False)),
                name="plan_clause_decided",
            ),
        ]


class Appointment(Record):
    """An office (PD, PS, PO, DC) that a person holds, both days counted.

    `scope` is the reference of a project, programme or domain as text; empty means everywhere.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=KIND_LENGTH, db_index=True)
    scope = models.CharField(max_length=KIND_LENGTH + CODE_LENGTH + 1, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="plan_appointment_days",
            ),
        ]

    @property
    def office(self) -> Office:
        """What the rules speak of."""
        return Office(
            role=self.role,
            scope=self.scope_ref,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            person=self.person.code,
        )

    @property
    def scope_ref(self) -> Ref | None:
        """What the office is held for; None where it is held everywhere."""
        return Ref.parse(self.scope) if self.scope else None
