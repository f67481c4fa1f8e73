"""The stages as Dagster assets, checks, a job, a sensor and a schedule: wiring only."""
