from django.db import migrations

from ikkan.audit.triggers import Allow, refuse_change

COUNTED = Allow(("version", "updated_at"), 'NEW."version" = OLD."version" + 1')


class Migration(migrations.Migration):
    """Postings never change; of a transfer only the row version counts up, once it is corrected."""

    dependencies = [("budget", "0001_initial"), ("audit", "0001_initial")]

    operations = [
        *refuse_change("budget_transfer", COUNTED),
        *refuse_change("budget_posting"),
    ]
