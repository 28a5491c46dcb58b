"""Other logs with the same promise, asked to do the same: read, then append unless it moved."""
