"""The adjustment fund (調整費): its years, rounds, proposals, decisions, amounts and after-checks.

Decides: what is stored. `decided_yen` of a year is kept by a trigger on its amounts, so that a
CHECK of the database refuses more than the pot however a row is written. Source: 003, 004 L97-L112.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import F, Q

from ikkan.plan.models import Decision
from ikkan.records.models import Record, Records

CODE_LENGTH: Final = 80
REF_LENGTH: Final = 121
TEXT_LENGTH: Final = 4000


class AdjustmentYear(Record):
    """The pot of a fiscal year (調整費の年度): how much, out of what, and under which rules.

    `figure` and `origin_figure` are published figures of the pack (175 of 555); `account` is that
    of the office that holds it; `policy` the row of the pack in force. `decided_yen` is written by
    the database alone.
    """

    fiscal_year = models.PositiveSmallIntegerField(unique=True)
    yen = models.BigIntegerField()
    status = models.CharField(max_length=10)
    figure = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    origin_yen = models.BigIntegerField(null=True)
    origin_ja = models.CharField(max_length=200, blank=True, default="")
    origin_en = models.CharField(max_length=200, blank=True, default="")
    origin_figure = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    account = models.ForeignKey("budget.Account", on_delete=models.PROTECT, related_name="+")
    policy = models.CharField(max_length=CODE_LENGTH)
    decided_yen = models.BigIntegerField(default=0)
    confirmed_on = models.DateField(null=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-fiscal_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_yen__gte=0) & Q(decided_yen__lte=F("yen")),
                name="budget_adjustment_within_pot",
            ),
            models.CheckConstraint(condition=Q(yen__gt=0), name="budget_adjustment_pot_yen"),
            models.CheckConstraint(
                condition=Q(origin_yen__isnull=True) | Q(origin_yen__gte=F("yen")),
                name="budget_adjustment_within_origin",
            ),
        ]


class AdjustmentRound(Record):
    """One round of a year (配分の回): regular, irregular or an emergency.

    `sorts` are the types of money it takes; `reserve_yen` is kept back for later rounds; an
    emergency names `reason_code`, a row of the pack, and says why in `reason`.
    """

    year = models.ForeignKey(AdjustmentYear, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=10)
    sorts: models.JSONField[Any] = models.JSONField(default=list)
    opens_on = models.DateField()
    closes_on = models.DateField()
    meets_on = models.DateField(null=True)
    state = models.CharField(max_length=10)
    reserve_yen = models.BigIntegerField(default=0)
    reason_code = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    put_forward_on = models.DateField(null=True)
    put_forward_by = models.CharField(max_length=200, blank=True, default="")
    executed_on = models.DateField(null=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-year__fiscal_year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="budget_adjustment_round_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="budget_adjustment_round_days"
            ),
            models.CheckConstraint(
                condition=Q(reserve_yen__gte=0), name="budget_adjustment_round_reserve"
            ),
            models.CheckConstraint(
                condition=~Q(sort="emergency") | ~Q(reason_code=""),
                name="budget_adjustment_round_reason",
            ),
        ]


class AdjustmentProposal(Record):
    """What somebody asks of a round (提案), with reason, evidence and expected effect.

    `target` is a typed reference (award, seed, asset, call, programme; empty: a call to be made),
    `programme` who carries it out and `ministry` the body whose budget pays it. `expected` counts
    by indicator; `until` the last fiscal year of money over several; `predecessor` the project it
    continues; `flexible`: adopted without a call of its own. `draft_yen` is the funder's draft.
    """

    round = models.ForeignKey(AdjustmentRound, on_delete=models.PROTECT, related_name="proposals")
    sort = models.CharField(max_length=10)
    case = models.CharField(max_length=1)
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True, default="")
    target = models.CharField(max_length=REF_LENGTH, blank=True, default="", db_index=True)
    programme = models.CharField(max_length=CODE_LENGTH)
    project = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    ministry = models.CharField(max_length=CODE_LENGTH)
    yen = models.BigIntegerField()
    least_yen = models.BigIntegerField(default=0)
    score = models.DecimalField(max_digits=4, decimal_places=2)
    reason_ja = models.TextField()
    reason_en = models.TextField(blank=True, default="")
    progress = models.TextField(blank=True, default="")
    evidence: models.JSONField[Any] = models.JSONField(default=list)
    effect = models.CharField(max_length=CODE_LENGTH)
    expected: models.JSONField[Any] = models.JSONField(default=dict)
    predecessor = models.CharField(max_length=REF_LENGTH, blank=True, default="")
    outside_frame = models.BooleanField(default=False)
    multi_year = models.BooleanField(default=False)
    until = models.PositiveSmallIntegerField(null=True)
    flexible = models.BooleanField(default=False)
    state = models.CharField(max_length=10)
    proposer = models.CharField(max_length=200)
    proposed_on = models.DateField()
    submitted_on = models.DateField(null=True)
    screened_on = models.DateField(null=True)
    screened_by = models.CharField(max_length=200, blank=True, default="")
    screening = models.TextField(blank=True, default="")
    draft_yen = models.BigIntegerField(null=True)
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["round", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(yen__gt=0) & Q(least_yen__gte=0) & Q(least_yen__lte=F("yen")),
                name="budget_adjustment_proposal_yen",
            ),
            models.CheckConstraint(
                condition=Q(draft_yen__isnull=True)
                | (Q(draft_yen__gte=0) & Q(draft_yen__lte=F("yen"))),
                name="budget_adjustment_proposal_draft",
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0) & Q(score__lte=10),
                name="budget_adjustment_proposal_score",
            ),
        ]


class AdjustmentDecision(Record):
    """What the headquarters decided in a round (配分の決定); it never changes.

    `sort`: allocation, or reassignment of decided money. `frozen` holds all it rested on, `digest`
    is the SHA-256 of it, `stamp` that of the round when the plan was made.
    """

    round = models.ForeignKey(AdjustmentRound, on_delete=models.PROTECT, related_name="decisions")
    sort = models.CharField(max_length=15)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    policy = models.CharField(max_length=CODE_LENGTH)
    pack_version = models.CharField(max_length=CODE_LENGTH)
    stamp = models.CharField(max_length=64)
    plan = models.CharField(max_length=REF_LENGTH, blank=True, default="")
    frozen: models.JSONField[Any] = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True, default="")

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]


class AdjustmentAward(models.Model):
    """The amount for one proposal in a decision; 0 where it was not taken. It never changes.

    `engine_yen` is what the engine had said, `reason` why the decision differs from it. Money taken
    away from an earlier amount names it in `reassigned_from`: it does not burden the pot again.
    """

    decision = models.ForeignKey(
        AdjustmentDecision, on_delete=models.PROTECT, related_name="awards"
    )
    proposal = models.ForeignKey(
        AdjustmentProposal, on_delete=models.PROTECT, related_name="awards"
    )
    yen = models.BigIntegerField()
    engine_yen = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True, default="")
    reassigned_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="reassigned"
    )

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "proposal"],
                condition=Q(reassigned_from__isnull=True),
                name="budget_adjustment_award_once",
            ),
            models.UniqueConstraint(
                fields=["decision", "proposal", "reassigned_from"],
                name="budget_adjustment_reassigned_once",
            ),
            models.CheckConstraint(condition=Q(yen__gte=0), name="budget_adjustment_award_yen"),
        ]


class AdjustmentStep(models.Model):
    """One transfer of the chain that brought an amount down: holder, ministry, agency, programme.

    `group` is the same for every transfer written by one execution.
    """

    award = models.ForeignKey(AdjustmentAward, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField()
    transfer = models.OneToOneField(
        "budget.Transfer", on_delete=models.PROTECT, related_name="adjustment_step"
    )
    group = models.CharField(max_length=CODE_LENGTH, db_index=True)

    class Meta:
        ordering = ["award", "order"]
        constraints = [
            models.UniqueConstraint(fields=["award", "order"], name="budget_adjustment_step_once")
        ]


class AfterCheck(Record):
    """What came of an amount, looked at later (事後の検証).

    `connected`: programme, company or none, with `connected_to` as a typed reference; `reached`
    counts by indicator what was expected and came; `effect` is the one seen, `evidence` typed
    references that show it. `early_reason` says why it was finished before the day it was due.
    """

    award = models.ForeignKey(AdjustmentAward, on_delete=models.PROTECT, related_name="checks")
    due_on = models.DateField()
    state = models.CharField(max_length=10)
    connected = models.CharField(max_length=10, blank=True, default="")
    connected_to = models.CharField(max_length=REF_LENGTH, blank=True, default="")
    goals_reached = models.BooleanField(null=True)
    reached: models.JSONField[Any] = models.JSONField(default=dict)
    effect = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    evidence: models.JSONField[Any] = models.JSONField(default=list)
    finding_ja = models.TextField(blank=True, default="")
    finding_en = models.TextField(blank=True, default="")
    early_reason = models.TextField(blank=True, default="")
    finished_on = models.DateField(null=True)
    finished_by = models.CharField(max_length=200, blank=True, default="")
    published = models.BooleanField(default=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "due_on"], name="budget_adjustment_check_once")
        ]
