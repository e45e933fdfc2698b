from django.db import migrations

from ikkan.audit.triggers import refuse_change


class Migration(migrations.Migration):
    """Opinions on a case only grow."""

    dependencies = [("review", "0001_no_gap")]

    operations = [*refuse_change("review_opinion")]
