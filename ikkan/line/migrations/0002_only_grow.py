from django.db import migrations

from ikkan.audit.triggers import Allow, refuse_change


class Migration(migrations.Migration):
    """Edges are closed once, never changed or deleted."""

    dependencies = [("line", "0001_initial"), ("audit", "0001_initial")]

    operations = [*refuse_change("line_edge", Allow.closing("superseded_at"))]
