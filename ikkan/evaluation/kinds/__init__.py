"""Every kind of record of the context evaluation, gathered from its parts."""

from ikkan.evaluation.following import kinds as following
from ikkan.evaluation.kinds import actuals

__all__ = ["actuals", "following"]
