from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0003_no_gap"),
    ]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="sort",
            field=models.CharField(
                choices=[
                    ("university", "University"),
                    ("institute", "Institute"),
                    ("hospital", "Hospital"),
                    ("company", "Company"),
                    ("investor", "Investor"),
                    ("public_fund", "Public Fund"),
                    ("ministry", "Ministry"),
                    ("agency", "Agency"),
                    ("other", "Other"),
                ],
                max_length=12,
            ),
        ),
    ]
