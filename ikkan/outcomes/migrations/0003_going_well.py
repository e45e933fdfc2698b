from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0002_no_gap"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="outcome",
            name="outcomes_sort",
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "sort__in",
                        (
                            "paper",
                            "patent",
                            "licence",
                            "trial",
                            "approval",
                            "listing",
                            "guideline",
                            "poc",
                            "prize",
                            "other",
                        ),
                    )
                ),
                name="outcomes_sort",
            ),
        ),
    ]
