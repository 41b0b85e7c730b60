"""Gives birth to workers at once: `python -m tests.upkeep.faults.nursery`, then a command of manage.py a line.

A real worker takes seconds of imports to start; here they are done, and each child is a fork that runs the very
command. Answers the number of its process on a line.
"""

import os
import signal
import sys

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    import config.urls  # noqa: F401 (what every child would import)

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            call_command(*line.split())
            os._exit(0)
        print(pid, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
