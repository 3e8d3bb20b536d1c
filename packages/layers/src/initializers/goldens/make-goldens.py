"""Writes numpy.json: what the initializers' formulas give on numpy.random.RandomState, in float32.

Run with NumPy 1.24: python3 make-goldens.py
"""
import json
from pathlib import Path

import numpy as np

SEEDS = [0, 42, 2**32 - 1]
SHAPES = [[4, 3], [3, 5], [1, 1], [784, 2]]


def truncated(rng, standard_deviation, size):
    values = []
    while len(values) < size:
        z = rng.randn()
        if abs(z) < 2:
            values.append(standard_deviation * z)
    return np.array(values)


def uniform(variance):
    def fill(rng, shape):
        limit = np.sqrt(3 * variance(*shape))
        return rng.uniform(-limit, limit, shape)

    return fill


def normal(variance):
    return lambda rng, shape: truncated(rng, np.sqrt(variance(*shape)) / 0.87962566103423978, np.prod(shape))


def orthogonal(rng, shape):
    rows, columns = max(shape), min(shape)
    q, r = np.linalg.qr(rng.randn(rows, columns))
    q = q * np.sign(np.diag(r))
    return 1.5 * (q.T if shape[0] < shape[1] else q)


def glorot(fan_in, fan_out):
    return 2 / (fan_in + fan_out)


def he(fan_in, _):
    return 2 / fan_in


def lecun(fan_in, _):
    return 1 / fan_in


RULES = [
    ({"type": "zeros"}, lambda rng, shape: np.zeros(shape)),
    ({"type": "ones"}, lambda rng, shape: np.ones(shape)),
    ({"type": "constant", "value": 0.1}, lambda rng, shape: np.full(shape, 0.1)),
    ({"type": "randomNormal", "mean": 3, "standardDeviation": 2}, lambda rng, shape: rng.normal(3, 2, shape)),
    ({"type": "randomUniform", "low": -1, "high": 4}, lambda rng, shape: rng.uniform(-1, 4, shape)),
    ({"type": "truncatedNormal", "mean": -1, "standardDeviation": 0.5}, lambda rng, shape: -1 + truncated(rng, 0.5, np.prod(shape))),
    ({"type": "glorotUniform"}, uniform(glorot)),
    ({"type": "heUniform"}, uniform(he)),
    ({"type": "lecunUniform"}, uniform(lecun)),
    ({"type": "glorotNormal"}, normal(glorot)),
    ({"type": "heNormal"}, normal(he)),
    ({"type": "lecunNormal"}, normal(lecun)),
    ({"type": "heFanAverage"}, lambda rng, shape: truncated(rng, 2 / np.sqrt(sum(shape)), np.prod(shape))),
    ({"type": "orthogonal", "gain": 1.5}, orthogonal),
]


def case(config, rule, seed, shape):
    values = np.float32(rule(np.random.RandomState(seed), shape)).ravel()
    kept = [*values[:8], *values[-2:]] if values.size > 20 else values
    return {"config": config, "seed": seed, "shape": shape, "values": [float(value) for value in kept]}


cases = [case(config, rule, seed, shape) for config, rule in RULES for seed in SEEDS for shape in SHAPES]
Path(__file__).with_name("numpy.json").write_text(json.dumps(cases) + "\n")
