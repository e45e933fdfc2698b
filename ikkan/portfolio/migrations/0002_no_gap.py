import django.db.models.deletion
from django.db import migrations, models

from ikkan.records.creating import CreateTogether


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0003_no_gap"),
        ("calls", "0003_no_gap"),
        ("outcomes", "0002_no_gap"),
        ("parties", "0003_no_gap"),
        ("plan", "0004_command_tower"),
        ("portfolio", "0001_initial"),
        ("review", "0001_no_gap"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Carrier",
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
                        ("ref", models.CharField(max_length=81)),
                        ("sort", models.CharField(max_length=20)),
                        ("valid_from", models.DateField(null=True)),
                        ("valid_to", models.DateField(null=True)),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="carriers",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("seed", "ref"), name="portfolio_carrier_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sort__in", ("theme", "external", "trial", "company"))
                                ),
                                name="portfolio_carrier_sort",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from__isnull", True),
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="portfolio_carrier_days",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseLending",
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
                        ("account", models.CharField(db_index=True, max_length=64)),
                        ("person", models.CharField(max_length=80)),
                        ("lent_on", models.DateField()),
                        ("until", models.DateField()),
                        ("reason", models.TextField()),
                        ("lent_by", models.CharField(max_length=64)),
                        (
                            "handover",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lendings",
                                to="portfolio.handover",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("lent_on"))),
                                name="portfolio_lending_days",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Certification",
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
                        ("basis", models.CharField(max_length=400)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        (
                            "investor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certifications",
                                to="parties.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CrossCase",
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
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("text", models.TextField()),
                        ("opened_on", models.DateField()),
                        ("due_on", models.DateField(null=True)),
                        ("state", models.CharField(default="open", max_length=10)),
                        ("outcome", models.TextField(blank=True, default="")),
                        ("closed_on", models.DateField(null=True)),
                        ("about", models.JSONField(default=list)),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Deal",
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
                        ("sort", models.CharField(max_length=12)),
                        ("signed_on", models.DateField()),
                        ("parties", models.TextField(blank=True, default="")),
                        ("terms", models.TextField(blank=True, default="")),
                        ("published", models.BooleanField(default=False)),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deals",
                                to="parties.organisation",
                            ),
                        ),
                        (
                            "outcome",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deal",
                                to="outcomes.outcome",
                            ),
                        ),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deals",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("seed", "company", "sort", "signed_on"),
                                name="portfolio_deal_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sort__in", ("licence", "assignment", "joint", "investment"))
                                ),
                                name="portfolio_deal_sort",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome__isnull", True),
                                    models.Q(("sort", "investment"), _negated=True),
                                    _connector="OR",
                                ),
                                name="portfolio_deal_counted",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DesignProposal",
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
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("text_ja", models.TextField()),
                        ("text_en", models.TextField(blank=True, default="")),
                        ("grounds", models.TextField()),
                        ("body", models.CharField(max_length=80)),
                        (
                            "addressed",
                            models.CharField(blank=True, db_index=True, default="", max_length=80),
                        ),
                        ("sent", models.BooleanField(default=False)),
                        ("programmes", models.JSONField(default=list)),
                        ("signals", models.JSONField(default=list)),
                        ("written_by", models.CharField(max_length=80)),
                        ("drafted_on", models.DateField()),
                        ("sent_on", models.DateField(null=True)),
                        ("state", models.CharField(default="draft", max_length=10)),
                        ("answer", models.CharField(blank=True, default="", max_length=10)),
                        ("reason", models.TextField(blank=True, default="")),
                        ("answered_on", models.DateField(null=True)),
                        ("follow_due", models.DateField(null=True)),
                        ("outcome", models.TextField(blank=True, default="")),
                        ("became", models.JSONField(default=list)),
                        ("closed_on", models.DateField(null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="EmergencyProgramme",
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
                        ("programme", models.CharField(db_index=True, max_length=40)),
                        ("begins_on", models.DateField()),
                        ("ends_on", models.DateField(null=True)),
                        ("reason", models.TextField()),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("begins_on")),
                                    _connector="OR",
                                ),
                                name="portfolio_emergency_days",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                        ("place", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(blank=True, default="")),
                        ("ref", models.CharField(blank=True, default="", max_length=200)),
                        ("file", models.CharField(blank=True, default="", max_length=80)),
                        ("given_on", models.DateField()),
                        ("given_by", models.CharField(max_length=64)),
                        (
                            "gate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="portfolio.gate",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    models.Q(("ref", ""), _negated=True),
                                    models.Q(("file", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="portfolio_evidence_said",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExitPlan",
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
                        ("route", models.CharField(max_length=20)),
                        ("partner", models.CharField(max_length=20)),
                        ("conditions", models.TextField()),
                        ("planned_on", models.DateField()),
                        ("product_type", models.CharField(blank=True, default="", max_length=80)),
                        (
                            "regulatory_path",
                            models.CharField(blank=True, default="", max_length=80),
                        ),
                        (
                            "seed",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exit_plan",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "route__in",
                                        (
                                            "licence",
                                            "assignment",
                                            "joint_development",
                                            "startup",
                                            "own",
                                            "clinical_use",
                                        ),
                                    )
                                ),
                                name="portfolio_exit_route",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GateAward",
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
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joint_gates",
                                to="awards.award",
                            ),
                        ),
                        (
                            "gate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joined",
                                to="portfolio.gate",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("gate", "award"), name="portfolio_gate_award_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GateMoney",
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
                        ("fate", models.CharField(max_length=10)),
                        ("from_year", models.PositiveSmallIntegerField()),
                        ("remaining_yen", models.BigIntegerField()),
                        ("balance_yen", models.BigIntegerField()),
                        ("settled_on", models.DateField(null=True)),
                        ("settled_yen", models.BigIntegerField(default=0)),
                        ("transfers", models.JSONField(default=list)),
                        (
                            "gate",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="money",
                                to="portfolio.gate",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("fate__in", ("stop", "return", "keep"))),
                                name="portfolio_gate_money_fate",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndustryNote",
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
                        ("sort", models.CharField(max_length=20)),
                        ("name", models.CharField(max_length=300)),
                        ("holder", models.CharField(blank=True, default="", max_length=300)),
                        ("stage", models.CharField(blank=True, default="", max_length=200)),
                        ("standing", models.CharField(blank=True, default="", max_length=10)),
                        ("text", models.TextField()),
                        ("origin", models.CharField(max_length=400)),
                        ("noted_on", models.DateField()),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="industry_notes",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "sort__in",
                                        (
                                            "competitor",
                                            "market",
                                            "earlier_licence",
                                            "data_plan",
                                            "ip_plan",
                                            "review",
                                        ),
                                    )
                                ),
                                name="portfolio_note_sort",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Interest",
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
                        ("modalities", models.JSONField(default=list)),
                        ("domains", models.JSONField(default=list)),
                        ("phases", models.JSONField(default=list)),
                        ("text", models.TextField()),
                        ("state", models.CharField(default="stated", max_length=10)),
                        ("stated_on", models.DateField()),
                        ("ended_on", models.DateField(null=True)),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interests",
                                to="parties.organisation",
                            ),
                        ),
                        (
                            "seed",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interests",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on__isnull", True), ("state", "stated")),
                                    models.Q(("ended_on__isnull", False), ("state", "withdrawn")),
                                    _connector="OR",
                                ),
                                name="portfolio_interest_ended",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Introduction",
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
                        ("about_seed", models.TextField()),
                        ("about_company", models.TextField()),
                        ("reason", models.TextField()),
                        ("state", models.CharField(default="proposed", max_length=12)),
                        ("proposed_on", models.DateField()),
                        ("company_on", models.DateField(null=True)),
                        ("researcher_on", models.DateField(null=True)),
                        ("outcome", models.TextField(blank=True, default="")),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="introductions",
                                to="parties.organisation",
                            ),
                        ),
                        (
                            "people",
                            models.ManyToManyField(
                                related_name="introductions", to="parties.person"
                            ),
                        ),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="introductions",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "introduced"), _negated=True),
                                    models.Q(
                                        ("company_on__isnull", False),
                                        ("researcher_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="portfolio_introduction_consents",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ("proposed", "asked", "introduced"))
                                ),
                                fields=("seed", "company"),
                                name="portfolio_introduction_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Investment",
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
                        ("invested_on", models.DateField()),
                        ("yen", models.BigIntegerField()),
                        ("evidence", models.TextField()),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="investments_had",
                                to="parties.organisation",
                            ),
                        ),
                        (
                            "investor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="investments_made",
                                to="parties.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("yen__gt", 0)), name="portfolio_investment_yen"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Issue",
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
                        ("project", models.CharField(db_index=True, max_length=80)),
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("text", models.TextField()),
                        ("severity", models.CharField(max_length=10)),
                        ("raised_on", models.DateField()),
                        ("first_due", models.DateField()),
                        ("due_on", models.DateField(db_index=True)),
                        ("state", models.CharField(default="open", max_length=10)),
                        ("closed_on", models.DateField(null=True)),
                        ("about", models.JSONField(default=list)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_on__isnull", True),
                                        ("state__in", ("open", "planned")),
                                    ),
                                    models.Q(
                                        ("closed_on__isnull", False),
                                        ("state__in", ("resolved", "accepted")),
                                    ),
                                    _connector="OR",
                                ),
                                name="portfolio_issue_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatchingRound",
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
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("day", models.DateField()),
                        ("horizon", models.PositiveSmallIntegerField(default=18)),
                        ("state", models.CharField(max_length=40)),
                        ("machine", models.JSONField()),
                        ("weights", models.JSONField()),
                        ("floor", models.FloatField()),
                        ("seed", models.PositiveIntegerField(default=0)),
                        ("engine", models.CharField(blank=True, default="", max_length=80)),
                        ("frozen", models.BinaryField(null=True)),
                        ("closed_on", models.DateField(null=True)),
                    ],
                    options={
                        "ordering": ["-day", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
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
                        ("title_ja", models.CharField(max_length=300)),
                        ("title_en", models.CharField(blank=True, default="", max_length=300)),
                        ("planned_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("done_on", models.DateField(null=True)),
                        ("evidence", models.TextField(blank=True, default="")),
                        ("evidence_ref", models.CharField(blank=True, default="", max_length=121)),
                        ("moves", models.JSONField(default=list)),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="milestones",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on__isnull", True),
                                    models.Q(("evidence", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="portfolio_milestone_done",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficerAdvice",
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
                        ("domain", models.CharField(db_index=True, max_length=80)),
                        ("written_by", models.CharField(max_length=80)),
                        ("to", models.CharField(max_length=12)),
                        (
                            "project",
                            models.CharField(blank=True, db_index=True, default="", max_length=80),
                        ),
                        ("about", models.JSONField(default=list)),
                        ("text_ja", models.TextField()),
                        ("text_en", models.TextField(blank=True, default="")),
                        ("given_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("state", models.CharField(default="given", max_length=10)),
                        ("answer", models.CharField(blank=True, default="", max_length=10)),
                        ("reason", models.TextField(blank=True, default="")),
                        ("answered_on", models.DateField(null=True)),
                        ("follow_due", models.DateField(null=True)),
                        ("outcome", models.TextField(blank=True, default="")),
                        ("closed_on", models.DateField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                        (
                            "giver",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plan.seat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("state__in", ("given", "withdrawn"))),
                                    models.Q(
                                        ("state__in", ("answered", "done")),
                                        models.Q(("answer", ""), _negated=True),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="portfolio_officer_advice_answered",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficerMeeting",
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
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("held_on", models.DateField()),
                        ("place", models.CharField(blank=True, default="", max_length=200)),
                        ("projects", models.JSONField(default=list)),
                        ("agenda", models.JSONField(default=list)),
                        ("state", models.CharField(default="planned", max_length=10)),
                        ("minutes", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Pairing",
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
                        ("programme", models.CharField(max_length=80)),
                        ("terms", models.TextField(blank=True, default="")),
                        ("state", models.CharField(max_length=40)),
                        ("machine", models.JSONField()),
                        ("offered_on", models.DateField()),
                        ("promised_on", models.DateField(null=True)),
                        ("ended_on", models.DateField(null=True)),
                        ("reason", models.TextField(blank=True, default="")),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pairings",
                                to="awards.award",
                            ),
                        ),
                        (
                            "gate",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="portfolio.gate",
                            ),
                        ),
                        (
                            "handover",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pairing",
                                to="portfolio.handover",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("award", "programme"), name="portfolio_pairing_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhaseMove",
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
                        ("from_phase", models.CharField(blank=True, default="", max_length=80)),
                        ("to_phase", models.CharField(max_length=80)),
                        ("exception", models.TextField(blank=True, default="")),
                        ("moved_on", models.DateField()),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="phase_moves",
                                to="awards.award",
                            ),
                        ),
                        (
                            "gate",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moves",
                                to="portfolio.gate",
                            ),
                        ),
                        (
                            "seed",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Product",
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
                        ("name_ja", models.TextField()),
                        ("name_en", models.TextField(blank=True, default="")),
                        ("sort", models.CharField(max_length=20)),
                        ("filed", models.CharField(blank=True, default="", max_length=10)),
                        ("approved", models.CharField(blank=True, default="", max_length=10)),
                        ("listed", models.CharField(blank=True, default="", max_length=10)),
                        ("evidence", models.TextField(blank=True, default="")),
                        ("recorded_on", models.DateField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.organisation",
                            ),
                        ),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="products",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "sort__in",
                                        ("drug", "diagnostic", "device", "regenerative", "other"),
                                    )
                                ),
                                name="portfolio_product_sort",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Profile",
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
                        ("made_on", models.DateField()),
                        ("reason", models.TextField(blank=True, default="")),
                        ("attributes", models.JSONField(default=list)),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="profiles",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("seed", "number"), name="portfolio_profile_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeDesign",
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
                        ("programme", models.CharField(db_index=True, max_length=80)),
                        ("edition", models.PositiveSmallIntegerField()),
                        ("body", models.CharField(max_length=80)),
                        ("aim", models.TextField(blank=True, default="")),
                        ("route", models.TextField(blank=True, default="")),
                        ("product", models.TextField(blank=True, default="")),
                        ("licensing", models.TextField(blank=True, default="")),
                        ("successors", models.JSONField(default=list)),
                        ("gates", models.JSONField(default=list)),
                        ("gate_plan", models.TextField(blank=True, default="")),
                        ("state", models.CharField(default="draft", max_length=10)),
                        ("adopted", models.BooleanField(default=False)),
                        ("drafted_on", models.DateField()),
                        ("adopted_on", models.DateField(null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "edition"), name="portfolio_design_edition"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("programme",),
                                name="portfolio_design_one_draft",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeLink",
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
                        ("frm", models.CharField(max_length=80)),
                        ("to", models.CharField(max_length=80)),
                        ("funding", models.CharField(max_length=20)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        ("basis", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("frm", "to", "funding", "valid_from"),
                                name="portfolio_programme_link_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("frm", models.F("to")), _negated=True),
                                name="portfolio_programme_link_other",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadinessItem",
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
                        ("item", models.CharField(max_length=80)),
                        ("state", models.CharField(default="open", max_length=12)),
                        ("evidence", models.TextField(blank=True, default="")),
                        ("evidence_ref", models.CharField(blank=True, default="", max_length=121)),
                        ("due_on", models.DateField(null=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readiness",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("seed", "item"), name="portfolio_readiness_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("open", "working", "evidenced", "not_needed"))
                                ),
                                name="portfolio_readiness_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Relation",
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
                        ("ref", models.CharField(max_length=81)),
                        ("sort", models.CharField(max_length=10)),
                        ("reason", models.TextField()),
                        ("made_on", models.DateField()),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relations",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("seed", "ref", "sort"), name="portfolio_relation_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sort__in", ("related", "reverse"))),
                                name="portfolio_relation_sort",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoomDocument",
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
                        ("title_ja", models.CharField(max_length=300)),
                        ("title_en", models.CharField(blank=True, default="", max_length=300)),
                        ("about", models.TextField(blank=True, default="")),
                        ("item", models.CharField(blank=True, default="", max_length=40)),
                        ("dated_on", models.DateField()),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="room",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ScanSource",
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
                        ("sort", models.CharField(max_length=20)),
                        ("key", models.CharField(blank=True, default="", max_length=80)),
                        ("name_ja", models.CharField(max_length=400)),
                        ("name_en", models.CharField(blank=True, default="", max_length=400)),
                        ("holder", models.CharField(blank=True, default="", max_length=400)),
                        ("address", models.CharField(blank=True, default="", max_length=400)),
                        ("terms", models.TextField(blank=True, default="")),
                        ("published", models.BooleanField(default=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "sort__in",
                                        [
                                            "literature",
                                            "patents",
                                            "trials",
                                            "grants",
                                            "medical_community",
                                            "patients",
                                            "international",
                                            "database",
                                        ],
                                    )
                                ),
                                name="portfolio_source_sort",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("key", ""), _negated=True),
                                fields=("key",),
                                name="portfolio_source_key",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeedLink",
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
                        ("sort", models.CharField(max_length=10)),
                        ("made_on", models.DateField()),
                        ("reason", models.TextField()),
                        (
                            "earlier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later_links",
                                to="portfolio.seed",
                            ),
                        ),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="earlier_links",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("seed", "earlier"), name="portfolio_seed_link_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seed", models.F("earlier")), _negated=True),
                                name="portfolio_seed_link_other",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sort__in", ("rename", "merge", "split"))),
                                name="portfolio_seed_link_sort",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeedNote",
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
                        ("fiscal_year", models.PositiveSmallIntegerField()),
                        ("text_ja", models.TextField()),
                        ("text_en", models.TextField(blank=True, default="")),
                        ("noted_on", models.DateField()),
                        ("evidence", models.TextField(blank=True, default="")),
                        (
                            "seed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fiscal_year", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Steward",
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
                        ("account", models.CharField(max_length=40)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stewardships",
                                to="parties.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True)),
                                fields=("person",),
                                name="portfolio_steward_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Support",
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
                        ("category", models.CharField(max_length=20)),
                        ("scheme", models.CharField(blank=True, default="", max_length=80)),
                        ("wanted", models.TextField()),
                        ("asked_on", models.DateField()),
                        ("state", models.CharField(default="asked", max_length=10)),
                        ("outcome", models.TextField(blank=True, default="")),
                        ("ended_on", models.DateField(null=True)),
                        (
                            "award",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supports",
                                to="awards.award",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supports_given",
                                to="parties.organisation",
                            ),
                        ),
                        (
                            "seed",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supports",
                                to="portfolio.seed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("asked", "running", "ended", "declined"))
                                ),
                                name="portfolio_support_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("award__isnull", True), ("seed__isnull", False)),
                                    models.Q(("award__isnull", False), ("seed__isnull", True)),
                                    _connector="OR",
                                ),
                                name="portfolio_support_of_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Topic",
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
                        ("sort", models.CharField(max_length=20)),
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("modality", models.CharField(blank=True, default="", max_length=40)),
                        ("groups", models.JSONField(default=list)),
                        ("watched", models.BooleanField(default=False)),
                        ("level", models.CharField(default="quiet", max_length=10)),
                        ("read_on", models.DateField(null=True)),
                        ("review_on", models.DateField(null=True)),
                        ("published", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sort__in", ["technology", "pathogen", "modality", "disease"])
                                ),
                                name="portfolio_topic_sort",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["quiet", "rising", "act"])),
                                name="portfolio_topic_level",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionItem",
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
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("about", models.JSONField(default=list)),
                        ("set_on", models.DateField()),
                        ("first_due", models.DateField()),
                        ("due_on", models.DateField(db_index=True)),
                        ("state", models.CharField(default="open", max_length=10)),
                        ("note", models.TextField(blank=True, default="")),
                        ("closed_on", models.DateField(null=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="portfolio.officermeeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Alert",
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
                        ("state", models.CharField(max_length=10)),
                        ("from_on", models.DateField()),
                        ("notice_days", models.PositiveSmallIntegerField(null=True)),
                        ("reason", models.TextField()),
                        ("basis", models.CharField(blank=True, default="", max_length=400)),
                        ("switched_by", models.CharField(max_length=64)),
                        (
                            "topic",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="portfolio.topic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["peacetime", "emergency"])),
                                name="portfolio_alert_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactNote",
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
                        ("community", models.CharField(max_length=400)),
                        ("met_on", models.DateField()),
                        ("said", models.TextField()),
                        ("following", models.TextField(blank=True, default="")),
                        ("due_on", models.DateField(null=True)),
                        ("done_on", models.DateField(null=True)),
                        ("noted_by", models.CharField(max_length=64)),
                        (
                            "source",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="portfolio.scansource",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CrossSide",
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
                        ("project", models.CharField(db_index=True, max_length=80)),
                        ("position", models.CharField(blank=True, default="", max_length=10)),
                        ("said", models.TextField(blank=True, default="")),
                        ("said_on", models.DateField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sides",
                                to="portfolio.crosscase",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "project"), name="portfolio_cross_side_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EligibilityCheck",
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
                        ("subject", models.CharField(db_index=True, max_length=121)),
                        ("programme", models.CharField(max_length=80)),
                        ("checked_on", models.DateField()),
                        ("verdict", models.CharField(max_length=10)),
                        ("said_ja", models.TextField()),
                        ("said_en", models.TextField()),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="eligibility_checks",
                                to="parties.organisation",
                            ),
                        ),
                        (
                            "investment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="portfolio.investment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("verdict__in", ("eligible", "refused"))),
                                name="portfolio_eligibility_verdict",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verdict", "refused"),
                                    ("investment__isnull", False),
                                    _connector="OR",
                                ),
                                name="portfolio_eligibility_shown",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Explainer",
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
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("text_ja", models.TextField()),
                        ("text_en", models.TextField(blank=True, default="")),
                        ("written_on", models.DateField()),
                        ("review_on", models.DateField(null=True)),
                        ("published", models.BooleanField(default=False)),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="explainers",
                                to="portfolio.topic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published", False),
                                    models.Q(
                                        models.Q(("text_en", ""), _negated=True),
                                        models.Q(("title_en", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="portfolio_explainer_languages",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HeardOpinion",
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
                        ("capacity", models.CharField(max_length=12)),
                        (
                            "about",
                            models.CharField(blank=True, db_index=True, default="", max_length=130),
                        ),
                        ("text", models.TextField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="heard",
                                to="portfolio.officermeeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="InterestHandler",
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
                        ("account", models.CharField(max_length=40)),
                        (
                            "interest",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handlers",
                                to="portfolio.interest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("interest", "account"),
                                name="portfolio_interest_handler_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntroductionHandler",
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
                        ("account", models.CharField(max_length=40)),
                        (
                            "introduction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handlers",
                                to="portfolio.introduction",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("introduction", "account"),
                                name="portfolio_introduction_handler_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssueProgramme",
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
                        ("code", models.CharField(db_index=True, max_length=80)),
                        (
                            "issue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="programmes",
                                to="portfolio.issue",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("issue", "code"), name="portfolio_issue_programme"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssueStep",
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
                        ("made_on", models.DateField()),
                        ("made_by", models.CharField(max_length=80)),
                        ("before", models.CharField(blank=True, default="", max_length=10)),
                        ("after", models.CharField(max_length=10)),
                        ("note", models.TextField()),
                        ("due_on", models.DateField()),
                        (
                            "issue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="portfolio.issue",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="MatchingPlan",
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
                        ("number", models.PositiveIntegerField()),
                        ("made_on", models.DateField()),
                        ("made_by", models.CharField(max_length=64)),
                        ("edit", models.JSONField(default=dict)),
                        ("reason", models.TextField(blank=True, default="")),
                        ("limits", models.JSONField(default=dict)),
                        ("value", models.FloatField()),
                        ("bound", models.FloatField()),
                        ("gap", models.FloatField()),
                        ("seconds", models.FloatField()),
                        ("matched", models.PositiveIntegerField()),
                        ("unmatched", models.PositiveIntegerField()),
                        ("result", models.BinaryField()),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="portfolio.matchinground",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["round", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "number"), name="portfolio_plan_number"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatchingSlot",
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
                        ("code", models.CharField(max_length=80)),
                        ("programme", models.CharField(max_length=80)),
                        ("places", models.PositiveIntegerField()),
                        ("yen", models.BigIntegerField(default=0)),
                        ("reason", models.TextField()),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slots",
                                to="portfolio.matchinground",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "code"), name="portfolio_slot_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("places__gt", 0)), name="portfolio_slot_places"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingParticipant",
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
                        ("capacity", models.CharField(max_length=12)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.person",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participants",
                                to="portfolio.officermeeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "person"), name="portfolio_meets_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
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
                        ("question", models.TextField()),
                        ("sent_on", models.DateField()),
                        ("state", models.CharField(default="sent", max_length=10)),
                        ("answer", models.TextField(blank=True, default="")),
                        ("answered_on", models.DateField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="parties.organisation",
                            ),
                        ),
                        (
                            "support",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="portfolio.support",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on__isnull", True), ("state", "sent")),
                                    models.Q(
                                        ("answered_on__isnull", False),
                                        ("state", "answered"),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="portfolio_referral_answered",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoomGrant",
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
                        ("consent", models.TextField()),
                        ("granted_on", models.DateField()),
                        ("valid_to", models.DateField()),
                        ("revoked_on", models.DateField(null=True)),
                        (
                            "documents",
                            models.ManyToManyField(
                                related_name="grants", to="portfolio.roomdocument"
                            ),
                        ),
                        (
                            "introduction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="portfolio.introduction",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Sharing",
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
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("purpose", models.TextField()),
                        ("asked_on", models.DateField()),
                        ("state", models.CharField(default="asked", max_length=10)),
                        ("answered_on", models.DateField(null=True)),
                        ("conditions", models.TextField(blank=True, default="")),
                        ("reason", models.TextField(blank=True, default="")),
                        (
                            "award",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sharings",
                                to="awards.award",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sharings",
                                to="parties.organisation",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sharings_provided",
                                to="parties.organisation",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sharings",
                                to="portfolio.topic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sort__in", ["material", "data"])),
                                name="portfolio_sharing_sort",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["asked", "granted", "declined", "provided", "closed"],
                                    )
                                ),
                                name="portfolio_sharing_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signal",
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
                        ("key", models.CharField(max_length=200)),
                        ("title_ja", models.TextField(blank=True, default="")),
                        ("title_en", models.TextField(blank=True, default="")),
                        ("text", models.TextField(blank=True, default="")),
                        ("happened_on", models.DateField(null=True)),
                        ("year", models.PositiveSmallIntegerField(db_index=True, null=True)),
                        ("link", models.CharField(blank=True, default="", max_length=400)),
                        ("provenance", models.CharField(max_length=400)),
                        ("numbers", models.TextField(blank=True, default="")),
                        ("facts", models.JSONField(default=dict)),
                        ("words", models.TextField(blank=True, default="")),
                        ("published", models.BooleanField(default=False)),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signals",
                                to="portfolio.scansource",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "key"), name="portfolio_signal_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupportEntry",
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
                        ("sort", models.CharField(max_length=15)),
                        ("held_on", models.DateField()),
                        ("present", models.CharField(blank=True, max_length=400)),
                        ("text", models.TextField()),
                        (
                            "support",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="portfolio.support",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["held_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TopicReading",
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
                        ("read_on", models.DateField()),
                        ("read_by", models.CharField(max_length=64)),
                        ("level", models.CharField(max_length=10)),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="portfolio.topic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-read_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Dossier",
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
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("summary", models.TextField()),
                        ("benefits", models.TextField(blank=True, default="")),
                        ("size", models.TextField(blank=True, default="")),
                        ("evidence", models.TextField(blank=True, default="")),
                        ("missing", models.TextField(blank=True, default="")),
                        ("alternatives", models.TextField(blank=True, default="")),
                        ("cited", models.JSONField(default=list)),
                        ("edition", models.PositiveSmallIntegerField(default=1)),
                        ("state", models.CharField(default="draft", max_length=10)),
                        ("approved_on", models.DateField(null=True)),
                        ("approved_by", models.CharField(blank=True, default="", max_length=64)),
                        ("published", models.BooleanField(default=False)),
                        (
                            "follows",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="portfolio.dossier",
                            ),
                        ),
                        (
                            "signals",
                            models.ManyToManyField(related_name="dossiers", to="portfolio.signal"),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="portfolio.topic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "approved", "superseded"])
                                ),
                                name="portfolio_dossier_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    ("approved_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="portfolio_dossier_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published", False),
                                    models.Q(("state", "draft"), _negated=True),
                                    _connector="OR",
                                ),
                                name="portfolio_dossier_published",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoomOpening",
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
                        ("opened_by", models.CharField(max_length=40)),
                        ("opened_on", models.DateField()),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="openings",
                                to="portfolio.roomdocument",
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="openings",
                                to="portfolio.roomgrant",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SharingStep",
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
                        ("on_day", models.DateField()),
                        ("state", models.CharField(max_length=10)),
                        ("text", models.TextField(blank=True, default="")),
                        ("by", models.CharField(max_length=64)),
                        (
                            "sharing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="portfolio.sharing",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on_day", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ShortList",
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
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("criteria", models.JSONField(default=list)),
                        ("edition", models.PositiveSmallIntegerField(default=1)),
                        ("state", models.CharField(default="draft", max_length=10)),
                        ("reason", models.TextField(blank=True, default="")),
                        ("approved_on", models.DateField(null=True)),
                        ("approved_by", models.CharField(blank=True, default="", max_length=64)),
                        ("published", models.BooleanField(default=False)),
                        (
                            "follows",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="portfolio.shortlist",
                            ),
                        ),
                        (
                            "items",
                            models.ManyToManyField(related_name="lists", to="portfolio.dossier"),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "approved", "superseded"])
                                ),
                                name="portfolio_list_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    ("approved_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="portfolio_list_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published", False),
                                    models.Q(("state", "draft"), _negated=True),
                                    _connector="OR",
                                ),
                                name="portfolio_list_published",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Strategy",
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
                        ("sort", models.CharField(max_length=20)),
                        ("title_ja", models.CharField(max_length=400)),
                        ("title_en", models.CharField(blank=True, default="", max_length=400)),
                        ("stage", models.CharField(max_length=10)),
                        ("phase", models.CharField(blank=True, default="", max_length=40)),
                        ("text", models.TextField()),
                        ("state", models.CharField(default="draft", max_length=10)),
                        ("reason", models.TextField(blank=True, default="")),
                        ("decided_on", models.DateField(null=True)),
                        ("decided_by", models.CharField(blank=True, default="", max_length=64)),
                        ("published", models.BooleanField(default=False)),
                        (
                            "awards",
                            models.ManyToManyField(related_name="strategies", to="awards.award"),
                        ),
                        (
                            "dossiers",
                            models.ManyToManyField(
                                related_name="strategies", to="portfolio.dossier"
                            ),
                        ),
                        (
                            "follows",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="portfolio.strategy",
                            ),
                        ),
                        (
                            "signals",
                            models.ManyToManyField(
                                related_name="strategies", to="portfolio.signal"
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="strategies",
                                to="portfolio.topic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "decided", "superseded"])
                                ),
                                name="portfolio_strategy_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on__isnull", True), ("state", "draft")),
                                    models.Q(
                                        models.Q(("state", "draft"), _negated=True),
                                        ("decided_on__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="portfolio_strategy_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published", False),
                                    models.Q(("state", "draft"), _negated=True),
                                    _connector="OR",
                                ),
                                name="portfolio_strategy_published",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assessment",
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
                        ("subject", models.CharField(db_index=True, max_length=81)),
                        ("made_by", models.CharField(max_length=64)),
                        ("made_on", models.DateField()),
                        ("scores", models.JSONField(default=list)),
                        ("text", models.TextField(blank=True, default="")),
                        (
                            "shortlist",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="portfolio.shortlist",
                            ),
                        ),
                        (
                            "signals",
                            models.ManyToManyField(
                                related_name="assessments", to="portfolio.signal"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                fields=["shortlist", "subject"], name="portfolio_assessment_of"
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RemoveConstraint(
            model_name="seed",
            name="portfolio_seed_state",
        ),
        migrations.AddField(
            model_name="gate",
            name="subject",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gates",
                to="review.subject",
            ),
        ),
        migrations.AddField(
            model_name="gate",
            name="to_modality",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="gate",
            name="to_programme",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AddField(
            model_name="handover",
            name="call",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handovers",
                to="calls.call",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="differs",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="handover",
            name="frozen",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="handover",
            name="link",
            field=models.CharField(default="plain", max_length=12),
        ),
        migrations.AddField(
            model_name="handover",
            name="route",
            field=models.CharField(default="call", max_length=20),
        ),
        migrations.AddField(
            model_name="seed",
            name="domains",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="seed",
            name="phase",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AddField(
            model_name="seed",
            name="phase_set",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="handover",
            name="to_programme",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddConstraint(
            model_name="seed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("active", "succeeded", "stalled", "ended", "continued"))
                ),
                name="portfolio_seed_state",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handovers",
                to="portfolio.matchinground",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("route", "licence"), ("call__isnull", True), ("to_programme", "")),
                    models.Q(
                        models.Q(("route", "licence"), _negated=True),
                        models.Q(("to_programme", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="portfolio_handover_destination",
            ),
        ),
    ]
