"""Run a command several times and print time and peak memory of each run as JSON.

Usage: launch.py RUNS COMMAND [ARGUMENT…]

A process of its own, and as small as can be: Linux counts the memory of the
process that starts another towards the peak of the one that is started, so a
benchmark that holds a dictionary must not start it itself.
"""

import os
import sys
import time


def run(command: "list[str]") -> "tuple[float, float, float, int]":
    """One run: seconds, seconds of processor, peak resident MB (10⁶ bytes), exit status."""
    quiet = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, dict(os.environ), file_actions=quiet)
    _, status, usage = os.wait4(process, 0)
    taken = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    busy = usage.ru_utime + usage.ru_stime
    return taken, busy, usage.ru_maxrss * unit / 1e6, os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    # `json` is left out on purpose: lists of numbers print as JSON by themselves.
    print([list(run(sys.argv[2:])) for _ in range(int(sys.argv[1]))])
