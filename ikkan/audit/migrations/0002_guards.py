"""The journal only grows: triggers on entries, payloads (erasure aside), leaves and seals."""

from django.db import migrations

from ikkan.audit.triggers import Allow, refuse_change

ERASURE = Allow(
    ("body", "salt"), 'OLD."body" IS NOT NULL AND NEW."body" IS NULL AND NEW."salt" = \'\''
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        *refuse_change("audit_journalentry"),
        *refuse_change("audit_journalpayload", ERASURE),
        *refuse_change("audit_sealedleaf"),
        *refuse_change("audit_seal"),
    ]
