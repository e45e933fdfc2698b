"""Programme review sheets of ministries as they were published, and what people say of them.

Decides: what is stored. A sheet is never changed after it was loaded; an amount that is not
printed is null, a printed zero is 0. Written by actions only. Source: docs/operations.md.
"""

from __future__ import annotations

from django.db import models

from ikkan.records.models import Record, Records
from ikkan.values.text import Text

CODE_LENGTH = 80
KEY_LENGTH = 120
NAME_LENGTH = 200


class Sheet(Record):
    """One programme in the sheets of one year (行政事業レビューシート).

    `key` is the sheet's own at its source, `named` the folded one under which later sheets name
    it; `body` the row of the pack that is the ministry; `finding` is the gravest of what its checks
    found; `digest` says whether a file repeats it. What ministries published is real in a home of
    demonstration too, so that sheets are never marked as made up.
    """

    source = models.CharField(max_length=12)
    key = models.CharField(max_length=KEY_LENGTH)
    year = models.PositiveSmallIntegerField(db_index=True)
    ministry = models.CharField(max_length=60, db_index=True)
    body = models.CharField(max_length=CODE_LENGTH, blank=True)
    number = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=NAME_LENGTH)
    folded = models.CharField(max_length=NAME_LENGTH, db_index=True)
    office = models.CharField(max_length=NAME_LENGTH, blank=True)
    began = models.PositiveSmallIntegerField(null=True)
    ended = models.PositiveSmallIntegerField(null=True)
    purpose = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    attribution = models.CharField(max_length=NAME_LENGTH)
    finding = models.CharField(max_length=10, db_index=True)
    rows = models.PositiveSmallIntegerField()
    unequal = models.PositiveSmallIntegerField()
    payees_count = models.PositiveIntegerField()
    paid_yen = models.BigIntegerField(null=True)
    named = models.CharField(max_length=KEY_LENGTH, db_index=True)
    digest = models.CharField(max_length=64)

    objects = models.Manager()  # type: ignore[misc, assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="budget_sheet_once"),
        ]
        indexes = [models.Index(fields=["year", "ministry"], name="budget_sheet_year")]

    @property
    def title(self) -> Text:
        """The programme's name as printed, in both languages the same."""
        return Text(self.name, self.name)


class SheetBudget(models.Model):
    """What a sheet prints about one fiscal year, in whole yen; null where it prints nothing.

    `gap` is the printed total less the sum of its parts; null where there is no total to check.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="budgets")
    fiscal_year = models.PositiveSmallIntegerField()
    initial = models.BigIntegerField(null=True)
    supplementary = models.BigIntegerField(null=True)
    carried_in = models.BigIntegerField(null=True)
    carried_out = models.BigIntegerField(null=True)
    reserve = models.BigIntegerField(null=True)
    total = models.BigIntegerField(null=True)
    executed = models.BigIntegerField(null=True)
    requested = models.BigIntegerField(null=True)
    requested_next = models.BigIntegerField(null=True)
    gap = models.BigIntegerField(null=True)
    holds = models.BooleanField(null=True)

    class Meta:
        ordering = ["fiscal_year"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "fiscal_year"], name="budget_sheet_year_once")
        ]


class SheetIndicator(models.Model):
    """An outcome or output of a sheet with its years: [[year, target or null, actual or null]]."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="indicators")
    order = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=10)
    goal = models.TextField(blank=True)
    name = models.TextField(blank=True)
    unit = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=60, blank=True)
    target_year = models.PositiveSmallIntegerField(null=True)
    years = models.JSONField()

    class Meta:
        ordering = ["order"]


class SheetPayee(models.Model):
    """One payment that a sheet prints: to whom, for what, how much."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="payees")
    order = models.PositiveIntegerField()
    fiscal_year = models.PositiveSmallIntegerField(null=True)
    block = models.CharField(max_length=20, blank=True)
    name = models.TextField()
    corporate_number = models.CharField(max_length=30, blank=True, db_index=True)
    contract = models.TextField(blank=True)
    yen = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["order"]


class SheetBefore(models.Model):
    """A sheet of an earlier year that a sheet itself names as its predecessor, by its folded key.

    The key is kept whether or not that sheet is here: files may come in any order.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="befores")
    key = models.CharField(max_length=KEY_LENGTH, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "key"], name="budget_before_once")]


class SheetMatch(Record):
    """A proposal that a sheet is a programme of the pack or follows an earlier sheet.

    A person confirms or rejects it; `score` is in thousandths. Confirmed ones are published.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="matches")
    sort = models.CharField(max_length=12)
    target = models.CharField(max_length=121)
    score = models.PositiveSmallIntegerField()
    because = models.CharField(max_length=NAME_LENGTH, blank=True)
    state = models.CharField(max_length=10)
    judged_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "target"], name="budget_sheet_match_once")
        ]
        indexes = [models.Index(fields=["target"], name="budget_sheet_match_target")]
