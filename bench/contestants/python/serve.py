"""The contestants' side of the protocol, as in serve.ts."""

import json
import os
import sys
import time

from settings import settings


def repeat(step, steps_each=1):
    """Takes steps, at least one, until the time is over."""

    def run(milliseconds):
        start = time.perf_counter()
        steps = 0
        while True:
            step()
            steps += steps_each
            seconds = time.perf_counter() - start
            if seconds * 1000 >= milliseconds:
                return {"steps": steps, "seconds": seconds}

    return run


def serve(run, versions, notes=()):
    if settings.once:
        run(0)
        return
    python = f"Python {sys.version.split()[0]}"
    say({"about": {"versions": [python, *versions], "notes": list(notes)}})
    for line in sys.stdin:
        before = time.process_time()
        measurement = run(float(line))
        say({"cpuSeconds": time.process_time() - before, **measurement})


def withdraw(reason):
    """Ends, saying why this contestant cannot compete here."""
    say({"unavailable": str(reason)})
    sys.stdout.flush()
    os._exit(0)


def say(answer):
    print(json.dumps(answer), flush=True)
