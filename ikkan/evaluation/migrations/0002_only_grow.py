from django.db import migrations

from ikkan.audit.triggers import Allow, refuse_change

SUPERSEDED = Allow(
    ("superseded_at", "updated_at"),
    'OLD."superseded_at" IS NULL AND NEW."superseded_at" IS NOT NULL',
)


class Migration(migrations.Migration):
    """An actual value is superseded once, never changed or deleted; what it counted never."""

    dependencies = [("evaluation", "0001_initial"), ("audit", "0001_initial")]

    operations = [
        *refuse_change("evaluation_actual", SUPERSEDED),
        *refuse_change("evaluation_actualoutcome"),
    ]
