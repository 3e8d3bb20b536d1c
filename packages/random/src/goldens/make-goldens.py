"""Writes numpy.json: what numpy.random.RandomState gives, as lists of calls to replay from a seed.

Run with NumPy 1.24: python3 make-goldens.py
"""
import json
from pathlib import Path

import numpy as np

SEEDS = [0, 1, 42, 12345, 2**31, 2**32 - 1]
P = [0.1, 0.0, 0.3, 0.15, 0.05, 0.4]

ALONE = [
    ("random", 700),  # more than one twist of the state
    ("rand", 5),
    ("randn", 7),  # an odd number: the second of the last pair is held
    ("uniform", -1, 1, 5),
    ("uniform", 2.5, 1e9, 3),
    ("normal", 0, 1, 6),
    ("normal", -3.25, 1e-3, 5),
    ("permutation", 0),
    ("permutation", 1),
    ("permutation", 10),
    ("permutation", 150),
    ("shuffle", list(range(17))),
    ("randint", 1, None, 4),
    ("randint", 10, None, 20),
    ("randint", 0, 2**31 - 1, 10),
    ("randint", 1, 2**31 - 1, 3),
    ("randint", -5, 6, 20),
    ("randint", 0, 2**32, 5),  # every 32-bit word
    ("randint", 0, 2**32 + 1, 5),  # the first range that takes 64-bit draws
    ("randint", 0, 2**40, 5),
    ("randint", -(2**52), 2**52 - 7, 5),
    ("randint", 0, 2**53 - 1, 5),
    ("choice", 9, 12, True, None),
    ("choice", 9, 5, False, None),
    ("choice", 6, 12, True, P),
    ("choice", 6, 5, False, P),
    ("choice", ["a", "b", "c"], 4, True, None),
]

MIXED = [
    ("permutation", 10),
    ("randint", 0, 2**31 - 1, None),
    ("rand", 2),
    ("randn", 3),
    ("uniform", -1, 1, 2),
    ("normal", 1, 2, None),
    ("choice", 5, None, True, None),
    ("randn", None),
    ("choice", 6, 3, False, P),
    ("random", None),
    ("randint", 0, 2**45, None),
    ("randn", 2),
    ("shuffle", list(range(8))),
    ("normal", 0, 1, None),
]


def perform(state, name, *args):
    if name == "random":
        return state.random_sample(*args)
    if name in ("rand", "randn"):
        return getattr(state, name)(*([] if args[0] is None else args))
    if name == "shuffle":
        items = list(args[0])
        state.shuffle(items)
        return items
    return getattr(state, name)(*args)


def plain(value):
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def replay(state, calls):
    return [{"method": name, "args": args, "result": plain(perform(state, name, *args))} for name, *args in calls]


def tail(state):
    _, key, position, has_gauss, gauss = state.get_state()
    return {
        "position": position,
        "gauss": gauss if has_gauss else None,
        "first": int(key[0]),
        "last": int(key[-1]),
        "sum": int(key.sum(dtype=np.uint64)),
    }


golden = {"alone": [], "mixed": [], "long": []}
for seed in SEEDS:
    few = ALONE if seed in (0, 42) else ALONE[1:]
    golden["alone"].append({"seed": seed, "calls": [replay(np.random.RandomState(seed), [call])[0] for call in few]})
    state = np.random.RandomState(seed)
    calls = replay(state, MIXED * 2)
    golden["mixed"].append({"seed": seed, "calls": calls, "state": tail(state)})
    draws = np.random.RandomState(seed).permutation(55000)
    golden["long"].append({"seed": seed, "head": draws[:5].tolist(), "tail": draws[-5:].tolist()})

state = np.random.RandomState(7)
state.randn(3)
_, key, position, has_gauss, gauss = state.get_state()
golden["handed over"] = {
    "key": key.tolist(),
    "position": position,
    "gauss": gauss,
    "calls": replay(state, [("randn", 2), ("permutation", 6)]),
}

target = Path(__file__).with_name("numpy.json")
target.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
