"""Why a file is not read, said to the clerk who offers it."""


class PbRefused(Exception):
    """The first thing that is wrong with the file; nothing of the file is used."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason
