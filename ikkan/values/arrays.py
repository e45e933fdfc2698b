"""Arrays that one engine hands to another: rows of weights, stored by row.

Decides: what a sparse matrix is here, and that a wrong one is refused when it is made.
Called by: optimize, portfolio, the command line. Source: design §2 (engines know each other not).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ikkan.values.errors import InputError
from ikkan.values.text import Text

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
SHOWN: Final = 20


class ArrayError(InputError):
    """Arrays that make no matrix; the text names the row."""


@dataclass(frozen=True, slots=True)
class Csr:
    """Row r holds ``columns[starts[r]:starts[r + 1]]``, strictly rising, with its `weights`.

    Shapes: starts (rows + 1,), columns and weights (stored,); columns lie in [0, width). Raises
    ArrayError where that is not so or a weight is not finite.
    """

    starts: Indices
    columns: npt.NDArray[Any]
    weights: Floats
    width: int

    def __post_init__(self) -> None:
        starts, columns, weights = self.starts, self.columns, self.weights
        shaped = starts.ndim == columns.ndim == weights.ndim == 1 and len(starts) > 0
        if not shaped or starts[0] != 0 or starts[-1] != len(columns):
            raise ArrayError("arrays.shape", _SHAPE)
        if len(columns) != len(weights) or bool((np.diff(starts) < 0).any()):
            raise ArrayError("arrays.shape", _SHAPE)
        if not len(columns):
            return
        rows = self.rows()
        wrong = (columns < 0) | (columns >= self.width) | ~np.isfinite(weights)
        wrong[1:] |= (np.diff(columns) <= 0) & (rows[1:] == rows[:-1])
        if wrong.any():
            named = ", ".join(str(row) for row in np.unique(rows[wrong])[:SHOWN])
            raise ArrayError("arrays.rows", _ROWS.format(rows=named, width=self.width))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def rows(self) -> Indices:
        """The row of every stored weight, shape (stored,)."""
        return np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.starts))

    def row(self, number: int) -> tuple[npt.NDArray[Any], Floats]:
        """Columns and weights of one row."""
        at = slice(int(self.starts[number]), int(self.starts[number + 1]))
        return self.columns[at], self.weights[at]

    def only(self, chosen: Sequence[int] | Indices) -> Csr:
        """These rows in this order."""
        kept = np.asarray(chosen, dtype=np.int64)
        lengths = np.diff(self.starts)[kept]
        starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        at = np.repeat(self.starts[:-1][kept] - starts[:-1], lengths) + np.arange(starts[-1])
        return Csr(starts, self.columns[at], self.weights[at], self.width)


def empty(rows: int, width: int = 0) -> Csr:
    """Rows that hold nothing: texts nobody wrote."""
    nothing = np.zeros(0, dtype=np.int64)
    return Csr(np.zeros(rows + 1, dtype=np.int64), nothing, nothing.astype(np.float64), width)


_SHAPE: Final = Text(
    "行列の配列の長さが合いません（starts・columns・weights を確かめてください）。",
    "The arrays of a matrix do not fit together; check starts, columns and weights.",
)
_ROWS: Final = Text(
    "行列の行{rows}に、範囲外（0以上{width}未満でない）・重複・順序違いの列か、"
    "有限でない重みがあります。",
    "Rows {rows} of a matrix hold a column outside [0, {width}), a column twice or out of order, "
    "or a weight that is not finite.",
)
