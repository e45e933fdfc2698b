import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0002_command_tower"),
    ]

    operations = [
        migrations.CreateModel(
            name="Declaration",
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
                ("declared_on", models.DateField()),
                ("valid_to", models.DateField()),
                ("statement", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="parties.person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("declared_on"))),
                        name="parties_declaration_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_on", models.DateField()),
                ("subject", models.CharField(max_length=200)),
                ("days_to_start", models.PositiveIntegerField(null=True)),
                ("single_review", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, default="")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="parties.network",
                    ),
                ),
                (
                    "ready",
                    models.ManyToManyField(related_name="ready_reports", to="parties.facility"),
                ),
            ],
            options={
                "ordering": ["told_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("places", models.PositiveIntegerField()),
                ("free", models.PositiveIntegerField()),
                ("told_on", models.DateField()),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="parties.facility",
                    ),
                ),
            ],
            options={
                "ordering": ["begins_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("facility", "begins_on", "ends_on"), name="parties_opening_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__gte", models.F("begins_on")),
                            ("free__lte", models.F("places")),
                        ),
                        name="parties_opening_sound",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="facility",
            name="booking_url",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="facility",
            name="capacity",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="facility",
            name="capacity_unit",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="facility",
            name="emergency_product",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="facility",
            name="normal_product",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="facility",
            name="site_type",
            field=models.CharField(blank=True, default="", max_length=24),
        ),
        migrations.AddField(
            model_name="facility",
            name="switch_days",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="tie",
            name="sort",
            field=models.CharField(
                choices=[
                    ("family", "family"),
                    ("coauthor", "coauthor"),
                    ("advisor", "advisor"),
                    ("employment", "employment"),
                    ("shareholding", "shareholding"),
                    ("competitor", "competitor"),
                    ("other", "other"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("switch_days__isnull", True),
                    models.Q(("emergency_product", ""), _negated=True),
                    _connector="OR",
                ),
                name="parties_facility_dual_use",
            ),
        ),
    ]
