"""Who may open accounts and move money: ministries above a programme, the funder from there on."""

from __future__ import annotations

from ikkan.audit.policy import allow
from ikkan.values.text import Text

allow("can_open_account", "ministry_officer", "funder_staff")
allow("can_transfer", "ministry_officer", "funder_staff")
allow(
    "can_move_above_programme",
    "ministry_officer",
    description=Text(
        "国庫・府省・機構の口座を開き、その間で資金を動かす",
        "Open accounts of treasury, ministries and agencies and move money between them",
    ),
)
allow(
    "can_move_from_agency",
    "funder_staff",
    description=Text(
        "事業から下の口座を開き、機構から下へ資金を動かす",
        "Open accounts from the programme down and move money from the agency down",
    ),
)
