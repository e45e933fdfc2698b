"""Forecast of a pipeline: phases fitted to dated histories, simulated with honest intervals.

Decides: what is public here. Called by: portfolio, the command line, benchmarks. Kernels are
imported when they are called; this import is light. Model card: docs/models/forecast.md.
"""

from ikkan.forecast.calibrating import Calibration, Design, calibrate
from ikkan.forecast.faults import Fault, ForecastError
from ikkan.forecast.fit import fit
from ikkan.forecast.history import History, Stay
from ikkan.forecast.outlook import Band, Outlook
from ikkan.forecast.pipeline import Counts, Pipeline, Prior
from ikkan.forecast.reaching import scenarios, success
from ikkan.forecast.simulating import simulate
from ikkan.forecast.starting import Budget, Cohorts, Projects

__all__ = [
    "Band",
    "Budget",
    "Calibration",
    "Cohorts",
    "Counts",
    "Design",
    "Fault",
    "ForecastError",
    "History",
    "Outlook",
    "Pipeline",
    "Prior",
    "Projects",
    "Stay",
    "calibrate",
    "fit",
    "scenarios",
    "simulate",
    "success",
]
