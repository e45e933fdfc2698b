"""DuckDB and Polars over the same rows: groups split by shares, in whole yen.

Called by the benchmark `cube`. Both group by programme first and split the groups, which is much
less work than splitting rows. Answers are dense arrays in the order of the sides.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from math import prod
from typing import Any

import numpy as np

from bench.instances.awardyears import PROJECTS, WIDTHS, Shares

THREADS = min(2, os.cpu_count() or 1)


@dataclass(slots=True)
class Peers:
    """Both engines with the rows loaded."""

    connection: Any
    frame: Any
    shares: Any = None

    @property
    def named(self) -> str:
        """Which they are."""
        return f"duckdb {version('duckdb')}, polars {version('polars')}, {THREADS} threads"

    def share(self, shares: Shares) -> None:
        """Take these shares from now on."""
        import polars as pl

        names = ("year", "programme", "project", "top", "bottom")
        columns = dict(zip(names, shares, strict=True))
        small = [pl.col(name).cast(pl.Int8) for name in names[:3]]
        self.shares = pl.DataFrame(columns).with_columns(small)
        self.connection.register("given", self.shares.to_arrow())
        self.connection.execute("CREATE OR REPLACE TABLE share AS SELECT * FROM given")

    def change(self, at: Any, after: Any, yen: Any) -> None:
        """Rows `at` as they are from now on."""
        import pyarrow as pa

        columns = {"at": at, "programme": after["programme"].astype(np.int8), "yen": yen}
        self.connection.register("change", pa.table(columns))
        self.connection.execute(
            "UPDATE fact SET programme = change.programme, yen = change.yen "
            "FROM change WHERE fact.rowid = change.at"
        )

    def duckdb(self, sides: tuple[str, ...]) -> Any:
        """The view as DuckDB computes it."""
        if "project" not in sides:
            words = f"SELECT {', '.join(sides)}, sum(yen)::BIGINT yen FROM fact GROUP BY ALL"
            return _dense(self.connection.execute(words).fetchnumpy(), sides)
        group = ", ".join(["year", "programme", *_others(sides)])
        words = f"""
            WITH whole AS (SELECT {group}, sum(yen)::BIGINT yen FROM fact GROUP BY ALL),
            parts AS (
              SELECT {group}, project, bottom, (yen // bottom) * top
                + ((yen % bottom) * top) // bottom part, ((yen % bottom) * top) % bottom rest
              FROM whole JOIN share USING (year, programme)),
            ranked AS (
              SELECT *, row_number() OVER (PARTITION BY {group} ORDER BY rest DESC, project) place,
                sum(rest) OVER (PARTITION BY {group}) // bottom extra
              FROM parts WHERE bottom > 1)
            SELECT {", ".join(sides)}, sum(yen)::BIGINT yen FROM (
              SELECT {", ".join(_kept(sides))}, project, part + (place <= extra)::BIGINT yen
              FROM ranked
              UNION ALL
              SELECT {", ".join(_kept(sides))}, project, part FROM parts WHERE bottom = 1)
            GROUP BY ALL"""
        return _dense(self.connection.execute(words).fetchnumpy(), sides)

    def polars(self, sides: tuple[str, ...]) -> Any:
        """The view as Polars computes it."""
        import polars as pl

        if "project" not in sides:
            found = self.frame.lazy().group_by(*sides).agg(pl.col("yen").sum()).collect()
            return _dense({name: found[name].to_numpy() for name in found.columns}, sides)
        group = ["year", "programme", *_others(sides)]
        yen, top, bottom = pl.col("yen"), pl.col("top"), pl.col("bottom")
        rest = (yen % bottom) * top
        parts = (
            self.frame.lazy()
            .group_by(group)
            .agg(yen.sum())
            .join(self.shares.lazy(), on=["year", "programme"])
            .with_columns(part=(yen // bottom) * top + rest // bottom, rest=rest % bottom)
        )
        split = (
            parts.filter(bottom > 1)
            .sort("project")
            .with_columns(
                place=(-pl.col("rest")).rank("ordinal").over(group),
                over=pl.col("rest").sum().over(group) // bottom,
            )
            .with_columns(part=pl.col("part") + (pl.col("place") <= pl.col("over")).cast(pl.Int64))
        )
        both = pl.concat([one.select(*sides, "part") for one in (split, parts.filter(bottom == 1))])
        found = both.group_by(*sides).agg(yen=pl.col("part").sum()).collect()
        return _dense({name: found[name].to_numpy() for name in found.columns}, sides)


@contextmanager
def opened(places: dict[str, Any], yen: Any) -> Iterator[Peers]:
    """Both engines over the rows."""
    import duckdb
    import polars as pl
    import pyarrow as pa

    table = pa.table({**places, "yen": yen})
    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}")
    connection.register("given", table)
    connection.execute("CREATE TABLE fact AS SELECT * FROM given")
    connection.unregister("given")
    try:
        yield Peers(connection, pl.from_arrow(table))
    finally:
        connection.close()


def _others(sides: tuple[str, ...]) -> list[str]:
    return [name for name in sides if name not in ("year", "programme", "project")]


def _kept(sides: tuple[str, ...]) -> list[str]:
    return [name for name in sides if name != "project"]


def _dense(found: Any, sides: tuple[str, ...]) -> Any:
    shape = tuple({**WIDTHS, "project": PROJECTS + 1}[name] for name in sides)
    at = np.ravel_multi_index([found[name].astype(np.int64) for name in sides], shape)
    out = np.zeros(prod(shape), dtype=np.int64)
    out[at] = found["yen"]
    return out.reshape(shape)
