import django.db.models.deletion
from django.db import migrations, models

from ikkan.records.creating import CreateTogether


class Migration(migrations.Migration):
    dependencies = [
        ("budget", "0005_request_guards"),
        ("plan", "0004_command_tower"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="AdjustmentYear",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                        ("fictional", models.BooleanField(default=False)),
                        ("fiscal_year", models.PositiveSmallIntegerField(unique=True)),
                        ("yen", models.BigIntegerField()),
                        ("status", models.CharField(max_length=10)),
                        ("figure", models.CharField(blank=True, default="", max_length=80)),
                        ("origin_yen", models.BigIntegerField(null=True)),
                        ("origin_ja", models.CharField(blank=True, default="", max_length=200)),
                        ("origin_en", models.CharField(blank=True, default="", max_length=200)),
                        ("origin_figure", models.CharField(blank=True, default="", max_length=80)),
                        ("policy", models.CharField(max_length=80)),
                        ("decided_yen", models.BigIntegerField(default=0)),
                        ("confirmed_on", models.DateField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="budget.account",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-fiscal_year"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_yen__gte", 0), ("decided_yen__lte", models.F("yen"))
                                ),
                                name="budget_adjustment_within_pot",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("yen__gt", 0)), name="budget_adjustment_pot_yen"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("origin_yen__isnull", True),
                                    ("origin_yen__gte", models.F("yen")),
                                    _connector="OR",
                                ),
                                name="budget_adjustment_within_origin",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Repayment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("yen", models.BigIntegerField()),
                        ("due_on", models.DateField()),
                        ("terms", models.CharField(max_length=1000)),
                        ("agreed_on", models.DateField()),
                        ("waived_because", models.CharField(blank=True, max_length=1000)),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repayments",
                                to="budget.fund",
                            ),
                        ),
                        (
                            "taker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repayments",
                                to="budget.account",
                            ),
                        ),
                        (
                            "transfer",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repayment",
                                to="budget.transfer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fund", "number"), name="budget_repayment_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("yen__gt", 0)), name="budget_repayment_yen"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("transfer__isnull", True),
                                    ("waived_because", ""),
                                    _connector="OR",
                                ),
                                name="budget_repayment_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdjustmentRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                        ("fictional", models.BooleanField(default=False)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("sort", models.CharField(max_length=10)),
                        ("sorts", models.JSONField(default=list)),
                        ("opens_on", models.DateField()),
                        ("closes_on", models.DateField()),
                        ("meets_on", models.DateField(null=True)),
                        ("state", models.CharField(max_length=10)),
                        ("reserve_yen", models.BigIntegerField(default=0)),
                        ("reason_code", models.CharField(blank=True, default="", max_length=80)),
                        ("reason", models.TextField(blank=True, default="")),
                        ("put_forward_on", models.DateField(null=True)),
                        (
                            "put_forward_by",
                            models.CharField(blank=True, default="", max_length=200),
                        ),
                        ("executed_on", models.DateField(null=True)),
                        (
                            "year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="budget.adjustmentyear",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year__fiscal_year", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"), name="budget_adjustment_round_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                                name="budget_adjustment_round_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reserve_yen__gte", 0)),
                                name="budget_adjustment_round_reserve",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sort", "emergency"), _negated=True),
                                    models.Q(("reason_code", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="budget_adjustment_round_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdjustmentProposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                        ("fictional", models.BooleanField(default=False)),
                        ("sort", models.CharField(max_length=10)),
                        ("case", models.CharField(max_length=1)),
                        ("title_ja", models.CharField(max_length=200)),
                        ("title_en", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "target",
                            models.CharField(blank=True, db_index=True, default="", max_length=121),
                        ),
                        ("programme", models.CharField(max_length=80)),
                        ("project", models.CharField(blank=True, default="", max_length=80)),
                        ("ministry", models.CharField(max_length=80)),
                        ("yen", models.BigIntegerField()),
                        ("least_yen", models.BigIntegerField(default=0)),
                        ("score", models.DecimalField(decimal_places=2, max_digits=4)),
                        ("reason_ja", models.TextField()),
                        ("reason_en", models.TextField(blank=True, default="")),
                        ("progress", models.TextField(blank=True, default="")),
                        ("evidence", models.JSONField(default=list)),
                        ("effect", models.CharField(max_length=80)),
                        ("expected", models.JSONField(default=dict)),
                        ("predecessor", models.CharField(blank=True, default="", max_length=121)),
                        ("outside_frame", models.BooleanField(default=False)),
                        ("multi_year", models.BooleanField(default=False)),
                        ("until", models.PositiveSmallIntegerField(null=True)),
                        ("flexible", models.BooleanField(default=False)),
                        ("state", models.CharField(max_length=10)),
                        ("proposer", models.CharField(max_length=200)),
                        ("proposed_on", models.DateField()),
                        ("submitted_on", models.DateField(null=True)),
                        ("screened_on", models.DateField(null=True)),
                        ("screened_by", models.CharField(blank=True, default="", max_length=200)),
                        ("screening", models.TextField(blank=True, default="")),
                        ("draft_yen", models.BigIntegerField(null=True)),
                        ("published", models.BooleanField(default=False)),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="budget.adjustmentround",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["round", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("yen__gt", 0),
                                    ("least_yen__gte", 0),
                                    ("least_yen__lte", models.F("yen")),
                                ),
                                name="budget_adjustment_proposal_yen",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("draft_yen__isnull", True),
                                    models.Q(
                                        ("draft_yen__gte", 0), ("draft_yen__lte", models.F("yen"))
                                    ),
                                    _connector="OR",
                                ),
                                name="budget_adjustment_proposal_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("score__gte", 0), ("score__lte", 10)),
                                name="budget_adjustment_proposal_score",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdjustmentDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                        ("fictional", models.BooleanField(default=False)),
                        ("sort", models.CharField(max_length=15)),
                        ("decided_on", models.DateField()),
                        ("decided_by", models.CharField(max_length=200)),
                        ("policy", models.CharField(max_length=80)),
                        ("pack_version", models.CharField(max_length=80)),
                        ("stamp", models.CharField(max_length=64)),
                        ("plan", models.CharField(blank=True, default="", max_length=121)),
                        ("frozen", models.JSONField(default=dict)),
                        ("digest", models.CharField(max_length=64)),
                        ("reason", models.TextField(blank=True, default="")),
                        (
                            "decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plan.decision",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="budget.adjustmentround",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AdjustmentAward",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("yen", models.BigIntegerField()),
                        ("engine_yen", models.BigIntegerField(null=True)),
                        ("reason", models.TextField(blank=True, default="")),
                        (
                            "reassigned_from",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reassigned",
                                to="budget.adjustmentaward",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="budget.adjustmentdecision",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="budget.adjustmentproposal",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["decision", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("reassigned_from__isnull", True)),
                                fields=("decision", "proposal"),
                                name="budget_adjustment_award_once",
                            ),
                            models.UniqueConstraint(
                                fields=("decision", "proposal", "reassigned_from"),
                                name="budget_adjustment_reassigned_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("yen__gte", 0)),
                                name="budget_adjustment_award_yen",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdjustmentStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField()),
                        ("group", models.CharField(db_index=True, max_length=80)),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="budget.adjustmentaward",
                            ),
                        ),
                        (
                            "transfer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adjustment_step",
                                to="budget.transfer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["award", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("award", "order"), name="budget_adjustment_step_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AfterCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                        ("fictional", models.BooleanField(default=False)),
                        ("due_on", models.DateField()),
                        ("state", models.CharField(max_length=10)),
                        ("connected", models.CharField(blank=True, default="", max_length=10)),
                        ("connected_to", models.CharField(blank=True, default="", max_length=121)),
                        ("goals_reached", models.BooleanField(null=True)),
                        ("reached", models.JSONField(default=dict)),
                        ("effect", models.CharField(blank=True, default="", max_length=80)),
                        ("evidence", models.JSONField(default=list)),
                        ("finding_ja", models.TextField(blank=True, default="")),
                        ("finding_en", models.TextField(blank=True, default="")),
                        ("finished_on", models.DateField(null=True)),
                        ("finished_by", models.CharField(blank=True, default="", max_length=200)),
                        ("published", models.BooleanField(default=True)),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="budget.adjustmentaward",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("award", "due_on"), name="budget_adjustment_check_once"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
