"""From the National Police Agency's prose statistics to an audited DuckDB warehouse."""
