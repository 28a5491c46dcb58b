"""Why a figure is not what it must be, as profiling found it: row -> one sentence."""

REASONS: dict[str, str] = {
    "p95 of a ballot at carry_out, 32 callers": (
        "A ballot waits for two calls of the database, each behind one other group of 16, while "
        "Python and PostgreSQL share two cores: 8 ms in a quiet round, more where either has to "
        "wait for its core."
    ),
    "appends while a snapshot has been held for 60 s, 32 callers": (
        "The log updates no row, and alone it keeps 0.8 of its speed; the rest is the work of the "
        "views beside it, whose checkpoints and turnout are updated with each page and leave "
        "versions behind that nobody may remove."
    ),
}
