from django.db import migrations

from ikkan.audit.triggers import Allow, refuse_change


class Migration(migrations.Migration):
    """Rows are closed once, never changed or deleted; versions are never changed at all."""

    dependencies = [("plan", "0001_initial"), ("audit", "0001_initial")]

    operations = [
        *refuse_change("plan_figure", Allow.closing("superseded_at")),
        *refuse_change("plan_entry", Allow.closing("superseded_at")),
        *refuse_change("plan_packversion"),
    ]
