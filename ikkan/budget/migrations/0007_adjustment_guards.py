from django.db import migrations
from django.db.migrations.operations.base import Operation

from ikkan.audit.triggers import refuse_change

SQLITE = (
    """CREATE TRIGGER budget_adjustmentaward_burdens AFTER INSERT ON budget_adjustmentaward
    WHEN NEW.reassigned_from_id IS NULL BEGIN
      UPDATE budget_adjustmentyear SET decided_yen = decided_yen + NEW.yen WHERE id = (
        SELECT r.year_id FROM budget_adjustmentround r
        JOIN budget_adjustmentdecision d ON d.round_id = r.id WHERE d.id = NEW.decision_id);
    END""",
    """CREATE TRIGGER budget_adjustmentaward_moves BEFORE INSERT ON budget_adjustmentaward
    WHEN NEW.reassigned_from_id IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'more is reassigned than was decided') WHERE NEW.yen + (
        SELECT COALESCE(SUM(a.yen), 0) FROM budget_adjustmentaward a
        WHERE a.reassigned_from_id = NEW.reassigned_from_id
      ) > (SELECT p.yen FROM budget_adjustmentaward p WHERE p.id = NEW.reassigned_from_id);
    END""",
)
POSTGRESQL = (
    """CREATE FUNCTION budget_adjustmentaward_burden() RETURNS trigger AS $$
    DECLARE had bigint; moved bigint;
    BEGIN
      IF NEW.reassigned_from_id IS NULL THEN
        UPDATE budget_adjustmentyear SET decided_yen = decided_yen + NEW.yen WHERE id = (
          SELECT r.year_id FROM budget_adjustmentround r
          JOIN budget_adjustmentdecision d ON d.round_id = r.id WHERE d.id = NEW.decision_id);
      ELSE
        SELECT p.yen INTO had FROM budget_adjustmentaward p
        WHERE p.id = NEW.reassigned_from_id FOR UPDATE;
        SELECT COALESCE(SUM(a.yen), 0) INTO moved FROM budget_adjustmentaward a
        WHERE a.reassigned_from_id = NEW.reassigned_from_id;
        IF moved > had THEN
          RAISE EXCEPTION 'more is reassigned than was decided' USING ERRCODE = '23514';
        END IF;
      END IF;
      RETURN NEW;
    END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER budget_adjustmentaward_burdens AFTER INSERT ON budget_adjustmentaward
    FOR EACH ROW EXECUTE FUNCTION budget_adjustmentaward_burden()""",
)
SQLITE_BACK = (
    "DROP TRIGGER budget_adjustmentaward_burdens",
    "DROP TRIGGER budget_adjustmentaward_moves",
)
POSTGRESQL_BACK = ("DROP FUNCTION budget_adjustmentaward_burden() CASCADE",)


class BurdensThePot(Operation):
    """What is decided adds up in its year, whose CHECK refuses more than the pot."""

    reversible = True

    def state_forwards(self, app_label, state):
        """Models do not change."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Put the triggers."""
        sqlite = schema_editor.connection.vendor == "sqlite"
        for statement in SQLITE if sqlite else POSTGRESQL:
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Take the triggers away."""
        sqlite = schema_editor.connection.vendor == "sqlite"
        for statement in SQLITE_BACK if sqlite else POSTGRESQL_BACK:
            schema_editor.execute(statement, params=None)

    def describe(self):
        """What `migrate --plan` says."""
        return "Keep the sum of what is decided within the pot of the adjustment fund"


class Migration(migrations.Migration):
    """Decided amounts only grow and never exceed the pot, however a row is written."""

    dependencies = [("budget", "0006_going_well")]

    operations = [
        BurdensThePot(),
        *refuse_change("budget_adjustmentaward"),
        *refuse_change("budget_adjustmentstep"),
        *refuse_change("budget_adjustmentdecision"),
    ]
