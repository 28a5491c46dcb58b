"""``zetel``, or ``python -m api``."""

from api.commands.zetel import zetel

zetel(prog_name="zetel")
