"""The lake of frozen tables, the measures over it, and the only door to Ibis and DuckDB."""
