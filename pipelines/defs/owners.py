"""Names the assets of all stages share."""

OWNERS = ["team:figures"]
