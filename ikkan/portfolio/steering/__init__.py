"""The steering workshop: what moved money, another gate or a new call would do to indicators."""
