import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("budget", "0006_going_well"),
        ("portfolio", "0003_only_grow"),
    ]

    operations = [
        migrations.CreateModel(
            name="SteeringScenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                ("fictional", models.BooleanField(default=False)),
                ("name_ja", models.CharField(max_length=200)),
                ("name_en", models.CharField(blank=True, default="", max_length=200)),
                ("note", models.TextField(blank=True, default="")),
                ("years", models.PositiveSmallIntegerField()),
                ("runs", models.PositiveIntegerField()),
                ("seed", models.PositiveIntegerField()),
                ("engine", models.CharField(max_length=80)),
                ("stamp", models.CharField(max_length=64)),
                ("payload", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("papers", models.JSONField(default=list)),
                ("made_on", models.DateField()),
                ("made_by", models.CharField(max_length=64)),
                ("state", models.CharField(default="saved", max_length=10)),
                ("ended_on", models.DateField(null=True)),
                ("end_reason", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", True), ("state", "saved")),
                            models.Q(("ended_on__isnull", False), ("state", "withdrawn")),
                            _connector="OR",
                        ),
                        name="portfolio_steering_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StudioPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                ("fictional", models.BooleanField(default=False)),
                ("name_ja", models.CharField(max_length=200)),
                ("name_en", models.CharField(blank=True, default="", max_length=200)),
                ("sort", models.CharField(max_length=10)),
                ("model_code", models.CharField(max_length=40)),
                ("model_edition", models.CharField(max_length=40)),
                ("seed", models.PositiveIntegerField()),
                ("scenarios", models.PositiveIntegerField()),
                ("yen", models.BigIntegerField()),
                ("value", models.FloatField()),
                ("bound", models.FloatField()),
                ("gap", models.FloatField()),
                ("best", models.FloatField()),
                ("stamp", models.CharField(max_length=64)),
                ("engine", models.CharField(max_length=80)),
                ("payload", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("reason", models.TextField(blank=True, default="")),
                ("made_on", models.DateField()),
                ("made_by", models.CharField(max_length=64)),
                ("state", models.CharField(default="saved", max_length=10)),
                ("ended_on", models.DateField(null=True)),
                ("end_reason", models.TextField(blank=True, default="")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="budget.adjustmentround",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sort__in", ("engine", "human"))),
                        name="portfolio_studio_sort",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", True), ("state", "saved")),
                            models.Q(
                                ("ended_on__isnull", False), ("state__in", ("decided", "withdrawn"))
                            ),
                            _connector="OR",
                        ),
                        name="portfolio_studio_state",
                    ),
                ],
            },
        ),
    ]
