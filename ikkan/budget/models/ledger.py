"""Accounts and the ledger: transfers, each with the postings that take and give the same money.

Decides: what is stored. Rows of the ledger only grow (triggers); a balance is the sum of postings
and stands nowhere else. Written by ledger.py only. Source: design §3 "Ledger".
"""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ikkan.budget.rules import Ground, Instrument, Layer, Pot, Stage
from ikkan.records.models import Record, Records
from ikkan.values.text import Text

REF_LENGTH = 121


def _one_of(name: str, words: type[Layer | Stage | Pot | Instrument | Ground]) -> Q:
    return Q(**{f"{name}__in": [word.value for word in words]})


class ShownAccounts(models.Manager.from_queryset(Records)):  # type: ignore[misc]
    """Accounts with their balance of today's ledger beside them, for lists, pages and exports."""

    def get_queryset(self) -> Records:
        postings = Posting.objects.filter(account=OuterRef("pk")).order_by().values("account")
        summed = postings.annotate(sum=Sum("yen")).values("sum")
        rows: Records = super().get_queryset()
        return rows.annotate(balance_yen=Coalesce(Subquery(summed), Value(0)))


class ShownTransfers(models.Manager.from_queryset(Records)):  # type: ignore[misc]
    """Transfers with both sides read along."""

    def get_queryset(self) -> Records:
        rows: Records = super().get_queryset()
        return rows.prefetch_related("postings__account")


class Account(Record):
    """Where money lies (口座): one body, programme, call, award or performer in one year.

    `owner` names whose it is; `parent` is the account it is funded from; `programme` the programme
    it belongs to from that layer down; `cost_class` what the money is counted as, where it is said.
    """

    layer = models.CharField(max_length=10)
    name_ja = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    fiscal_year = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    owner = models.CharField(max_length=REF_LENGTH, blank=True, db_index=True)
    clause = models.CharField(max_length=80, blank=True)
    programme = models.CharField(max_length=80, blank=True, default="", db_index=True)
    cost_class = models.CharField(max_length=80, blank=True, default="")
    opened_on = models.DateField()
    published = models.BooleanField()

    objects = Records.as_manager()  # type: ignore[misc]
    shown = ShownAccounts()

    class Meta:
        ordering = ["pk"]
        default_manager_name = "shown"
        constraints = [
            models.CheckConstraint(condition=_one_of("layer", Layer), name="budget_account_layer"),
            models.CheckConstraint(
                condition=Q(layer=Layer.TREASURY.value, parent__isnull=True)
                | (~Q(layer=Layer.TREASURY.value) & Q(parent__isnull=False)),
                name="budget_account_parent",
            ),
        ]
        indexes = [models.Index(fields=["layer", "fiscal_year"], name="budget_account_layer_year")]

    @property
    def name(self) -> Text:
        """What it is called; a name in one language only stands for both."""
        return Text(self.name_ja or self.name_en, self.name_en or self.name_ja)


class Transfer(Record):
    """One movement of money (資金移動); a correction is a transfer that names another.

    `supplement` counts the supplementary budget of the year (0: none); `ground` says why money goes
    to the next year or back to the treasury.
    """

    made_on = models.DateField(db_index=True)
    fiscal_year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10)
    pot = models.CharField(max_length=15)
    supplement = models.PositiveSmallIntegerField(default=0)
    instrument = models.CharField(max_length=15)
    ground = models.CharField(max_length=10, blank=True, default="")
    reason = models.TextField(blank=True)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )

    objects = Records.as_manager()  # type: ignore[misc]
    shown = ShownTransfers()

    class Meta:
        ordering = ["pk"]
        default_manager_name = "shown"
        constraints = [
            models.CheckConstraint(condition=_one_of("stage", Stage), name="budget_transfer_stage"),
            models.CheckConstraint(condition=_one_of("pot", Pot), name="budget_transfer_pot"),
            models.CheckConstraint(
                condition=_one_of("instrument", Instrument), name="budget_transfer_instrument"
            ),
            models.CheckConstraint(
                condition=Q(ground="") | _one_of("ground", Ground), name="budget_transfer_ground"
            ),
            models.CheckConstraint(
                condition=Q(instrument=Instrument.CORRECTION.value, corrects__isnull=False)
                | (~Q(instrument=Instrument.CORRECTION.value) & Q(corrects__isnull=True)),
                name="budget_transfer_corrects",
            ),
        ]

    @property
    def giver(self) -> Account:
        """The account that the money left."""
        return next(one.account for one in self.postings.all() if one.yen < 0)

    @property
    def taker(self) -> Account:
        """The account that got the money."""
        return next(one.account for one in self.postings.all() if one.yen > 0)

    @property
    def yen(self) -> int:
        """How much was moved, without corrections."""
        return next(one.yen for one in self.postings.all() if one.yen > 0)


class Posting(models.Model):
    """What one transfer takes from (−) or gives to (+) one account, in whole yen."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    yen = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "account"], name="budget_posting_account_once"
            ),
            models.CheckConstraint(condition=~Q(yen=0), name="budget_posting_not_zero"),
        ]
