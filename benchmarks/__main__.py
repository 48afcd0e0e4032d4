"""``make bench``: all measurements, or those named: counting, scoring, score-worker, memory."""

import os
import platform
import sys

from benchmarks import counting, memory, score_worker, scoring

MEASUREMENTS = {
    "counting": counting.main,
    "scoring": scoring.main,
    "score-worker": score_worker.main,
    "memory": memory.main,
}


def main() -> int:
    """Run the named measurements, or all; 2 for an unknown name."""
    names = sys.argv[1:] or list(MEASUREMENTS)
    if unknown := [name for name in names if name not in MEASUREMENTS]:
        print(f"benchmarks: no measurement {unknown[0]!r}; there are {', '.join(MEASUREMENTS)}")
        return 2
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name in names:
        MEASUREMENTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
