from django.db import migrations

from ikkan.audit.triggers import refuse_change


class Migration(migrations.Migration):
    """Evidence, opinions heard, steps, readings, openings and plans only grow."""

    dependencies = [("portfolio", "0002_no_gap")]

    operations = [
        *refuse_change("portfolio_opinion"),
        *refuse_change("portfolio_evidence"),
        *refuse_change("portfolio_supportentry"),
        *refuse_change("portfolio_sharingstep"),
        *refuse_change("portfolio_topicreading"),
        *refuse_change("portfolio_roomopening"),
        *refuse_change("portfolio_issuestep"),
        *refuse_change("portfolio_heardopinion"),
        *refuse_change("portfolio_matchingplan"),
    ]
