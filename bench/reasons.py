"""Why a figure is not what it must be, as profiling found it: row -> one sentence."""

REASONS: dict[str, str] = {}
