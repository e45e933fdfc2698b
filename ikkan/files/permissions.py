"""Who attaches files, withdraws them, has them checked again, and erases their content.

An action looks further: who attaches must see the record by the role itself, and who withdraws
must have attached the file or be of the offices.
"""

from __future__ import annotations

from ikkan.audit.policy import allow
from ikkan.files.rules import ATTACHERS

allow("can_attach", *ATTACHERS)
allow("can_withdraw", *ATTACHERS)
allow("can_release", "funder_staff")
allow("can_purge", "funder_staff")
