"""One file for each row of the table, or for rows that share what was filled for them.

Each has ``async def measure(stage: Stage) -> list[Figure]`` and runs in a process of its own.
"""

ROWS = (
    "http",
    "carry_out",
    "constant_cost",
    "peers",
    "rebuild",
    "live_views",
    "streams",
    "organisations",
    "idle",
    "snapshot",
    "neighbourhood_vote",
    "views_at_size",
)
