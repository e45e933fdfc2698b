from django.db import migrations

from ikkan.audit.triggers import Allow, refuse_change


class Migration(migrations.Migration):
    """The thread and the amounts of requests only grow; an entry is closed once."""

    dependencies = [("budget", "0004_ledger_guards")]

    operations = [
        *refuse_change("budget_message", Allow.closing("closed_at")),
        *refuse_change("budget_amount"),
    ]
