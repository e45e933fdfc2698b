from django.db import migrations

from ikkan.audit.triggers import Allow, refuse_change

COUNTED = Allow(("version", "updated_at"), 'NEW."version" = OLD."version" + 1')


def say_programmes(apps, editor):
    """Accounts opened before belong to the programme of the account above them."""
    rows_of = apps.get_model("budget", "Account")._base_manager
    rows = rows_of.filter(layer="programme", owner__startswith="programme:")
    level = []
    for one in rows.iterator():
        rows_of.filter(pk=one.pk).update(programme=one.owner.removeprefix("programme:"))
        level.append((one.pk, one.owner.removeprefix("programme:")))
    while level:
        below = []
        for parent, programme in level:
            for pk in rows_of.filter(parent_id=parent).values_list("pk", flat=True):
                rows_of.filter(pk=pk).update(programme=programme)
                below.append((pk, programme))
        level = below


class Migration(migrations.Migration):
    """Tables of the ledger get their guards again, which a rebuilt table of SQLite loses."""

    dependencies = [("budget", "0003_command_tower"), ("audit", "0001_initial")]

    operations = [
        migrations.RunPython(say_programmes, migrations.RunPython.noop, elidable=True),
        *refuse_change("budget_transfer", COUNTED),
        *refuse_change("budget_posting"),
    ]
