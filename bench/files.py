"""A thousand subscribers are more open files than an ordinary shell allows."""

import resource

WANTED = 8_192


def allow_many() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(WANTED, most), most))
