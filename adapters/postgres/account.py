"""The account that PostgreSQL runs as."""

import os
import pwd
import shlex
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

ELSEWHERE = "set ZETEL_DATABASE_URL to a PostgreSQL 15 or newer"


class CannotStart(Exception):
    """PostgreSQL can't run here; the message is for the operator and names the way out."""


class Account(NamedTuple):
    uid: int
    gid: int
    name: str

    def launch(self, *command: str | Path, **options: Any) -> subprocess.Popen[bytes]:
        """Start a program as this account, out of reach of our terminal's Ctrl-C.

        It sees none of our settings and secrets. Its working folder is one that every
        account can enter, because PostgreSQL doesn't start in one that it can't.
        """
        if os.geteuid() == 0:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.Popen(  # noqa: S603 every caller names its program in full
            command,
            stdin=subprocess.DEVNULL,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
            **options,
        )

    def says(self, *command: str | Path) -> tuple[bool, str]:
        """Whether the program ended well, and all that it printed."""
        with self.launch(*command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as program:
            printed, _ = program.communicate()
        return program.returncode == 0, os.fsdecode(printed).strip()


def account_for(folder: Path) -> Account:
    """Who runs the PostgreSQL in this folder: we, or instead of root somebody with fewer rights.

    PostgreSQL refuses to run as root, and refuses a folder that another account owns.
    """
    owner = folder.stat().st_uid if folder.exists() else None
    account = _instead_of_root(owner) if os.geteuid() == 0 else _ourselves()
    if owner not in (None, account.uid):
        fix = shlex.join(["chown", "-R", account.name, str(folder)])
        raise CannotStart(
            f"{folder} belongs to {_known(owner).name} and PostgreSQL runs as {account.name}; "
            f"fix, as root: {fix}"
        )
    return account


def _ourselves() -> Account:
    return _known(os.geteuid())._replace(gid=os.getegid())


def _instead_of_root(owner: int | None) -> Account:
    if owner:
        return _known(owner)
    for name in ("postgres", "nobody"):
        try:
            known = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(known.pw_uid, known.pw_gid, name)
    raise CannotStart(
        "PostgreSQL does not run as root, and there is no account postgres or nobody here; "
        f"start Zetel as an ordinary account, or {ELSEWHERE}"
    )


def _known(uid: int) -> Account:
    try:
        known = pwd.getpwuid(uid)
    except KeyError:
        return Account(uid, uid, str(uid))
    return Account(uid, known.pw_gid, known.pw_name)
