"""Seeds and their awards, gates with criteria and decision, hand-overs with opinions.

Decides: what is stored. Written by actions only. Source: design §3 ("Lineage", "Workflows"),
docs/decisions/0006.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ikkan.awards.models import CODE_LENGTH, Award
from ikkan.calls.models import Call
from ikkan.parties.models import Person
from ikkan.portfolio.rules import DECISIONS, HANDOVER_STATES, SEED_STATES
from ikkan.records.models import Record
from ikkan.review.models import Subject


class Seed(Record):
    """A technology seed (シーズ) that may reach patients, carried by one award or more.

    `phase` is that of its newest carrier unless somebody set it (`phase_set`).
    """

    title_ja = models.TextField()
    title_en = models.TextField(blank=True, default="")
    modality = models.CharField(max_length=40, blank=True, default="")
    phase = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    phase_set = models.BooleanField(default=False)
    domains: models.JSONField = models.JSONField(default=list)
    named_on = models.DateField()
    state = models.CharField(max_length=20, default="active")
    reason = models.TextField(blank=True, default="")
    ended_on = models.DateField(null=True)
    awards = models.ManyToManyField(Award, through="SeedAward", related_name="seeds")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SEED_STATES), name="portfolio_seed_state"),
            models.CheckConstraint(
                condition=Q(state="active", ended_on__isnull=True)
                | (~Q(state="active") & Q(ended_on__isnull=False) & ~Q(reason="")),
                name="portfolio_seed_end",
            ),
        ]


class SeedAward(models.Model):
    """An award that carries a seed."""

    seed = models.ForeignKey(Seed, on_delete=models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seed", "award"], name="portfolio_seed_award_once")
        ]


class Gate(Record):
    """One pass of an award through a gate (ステージゲート) of the pack, with its criteria.

    `criteria` is a list of {"text_ja", "text_en", "met", "note"}; the officer writes them, or takes
    those that the pack prints ("code"). `subject` is the case on which opinions are gathered; a
    redirect names a programme or a modality.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="gates")
    seed = models.ForeignKey(Seed, on_delete=models.PROTECT, null=True, related_name="gates")
    template = models.CharField(max_length=CODE_LENGTH)
    criteria: models.JSONField = models.JSONField(default=list)
    opened_on = models.DateField()
    decision = models.CharField(max_length=20, default="pending")
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    reason = models.TextField(blank=True, default="")
    to_programme = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    to_modality = models.CharField(max_length=40, blank=True, default="")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="gates")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=DECISIONS), name="portfolio_gate_decision"
            ),
            models.CheckConstraint(
                condition=Q(decision="pending", decided_on__isnull=True)
                | (~Q(decision="pending") & Q(decided_on__isnull=False) & ~Q(reason="")),
                name="portfolio_gate_decided",
            ),
            models.CheckConstraint(
                condition=Q(decision="conditional", due_on__isnull=False)
                | (~Q(decision="conditional") & Q(due_on__isnull=True)),
                name="portfolio_gate_due",
            ),
            models.UniqueConstraint(
                fields=["award", "template"],
                condition=Q(decision="pending"),
                name="portfolio_gate_open_once",
            ),
        ]


class Handover(Record):
    """A hand-over (引継ぎ): from an award, after a gate, to a programme and then its award.

    `link` says how it came: by plain proposal, pairing (ペアリング) or matching (マッチング).
    `route` is how it is taken up; the fast path straight to a licence names no programme.
    `frozen` keeps the engine's inputs beside the decision; `differs` is why it is not the plan's.
    """

    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, null=True, related_name="handovers")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="handovers")
    seed = models.ForeignKey(Seed, on_delete=models.PROTECT, null=True, related_name="handovers")
    to_programme = models.CharField(max_length=CODE_LENGTH, blank=True)
    to_award = models.ForeignKey(
        Award, on_delete=models.PROTECT, null=True, related_name="taken_over"
    )
    link = models.CharField(max_length=12, default="plain")
    route = models.CharField(max_length=20, default="call")
    round = models.ForeignKey(
        "MatchingRound", on_delete=models.PROTECT, null=True, related_name="handovers"
    )
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="handovers")
    frozen: models.JSONField = models.JSONField(default=dict)
    differs = models.TextField(blank=True, default="")
    proposed_on = models.DateField()
    proposal = models.TextField(blank=True, default="")
    state = models.CharField(max_length=20, default="proposed")
    reason = models.TextField(blank=True, default="")
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=HANDOVER_STATES), name="portfolio_handover_state"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_on__isnull=True)
                | (~Q(state="proposed") & Q(decided_on__isnull=False) & ~Q(reason="")),
                name="portfolio_handover_decided",
            ),
            models.CheckConstraint(
                condition=Q(to_award__isnull=True) | Q(state="decided"),
                name="portfolio_handover_successor",
            ),
            models.CheckConstraint(
                condition=(Q(route="licence") & Q(to_programme="", call__isnull=True))
                | (~Q(route="licence") & ~Q(to_programme="")),
                name="portfolio_handover_destination",
            ),
            models.CheckConstraint(
                condition=Q(to_award__isnull=True) | ~Q(to_award=models.F("award")),
                name="portfolio_handover_other",
            ),
        ]


class Opinion(models.Model):
    """What somebody says about a hand-over before it is decided; it is never changed."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="opinions")
    given_by = models.CharField(max_length=64)
    given_on = models.DateField()
    text = models.TextField()

    class Meta:
        ordering = ["pk"]
