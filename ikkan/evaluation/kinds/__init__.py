"""Every kind of record of the context evaluation, gathered from its parts."""

from ikkan.evaluation.kinds import actuals

__all__ = ["actuals"]
