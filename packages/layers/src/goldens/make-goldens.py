"""Writes batch-normalization.json: three training steps' outputs and moving averages, then an evaluation, in float64.

Run with NumPy 1.24: python3 make-goldens.py
"""
import json
from pathlib import Path

import numpy as np


def case(shape, momentum, epsilon):
    rng = np.random.RandomState(1)
    features = shape[-1]
    gamma, beta = rng.uniform(0.5, 2, features), rng.randn(features)
    mean, variance = np.zeros(features), np.ones(features)
    axes = tuple(range(len(shape) - 1))
    steps = []
    for _ in range(3):
        x = np.float64(np.float32(rng.normal(3, 2, shape)))
        batch_mean, batch_variance = x.mean(axes), x.var(axes)
        evaluated = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
        trained = gamma * (x - batch_mean) / np.sqrt(batch_variance + epsilon) + beta
        mean = mean * momentum + batch_mean * (1 - momentum)
        variance = variance * momentum + batch_variance * (1 - momentum)
        arrays = {"x": x, "evaluated": evaluated, "trained": trained, "mean": mean, "variance": variance}
        steps.append({name: array.ravel().tolist() for name, array in arrays.items()})
    return {
        "shape": shape,
        "momentum": momentum,
        "epsilon": epsilon,
        "gamma": gamma.tolist(),
        "beta": beta.tolist(),
        "steps": steps,
    }


cases = [case([6, 4], 0.99, 1e-3), case([3, 2, 2, 3], 0.9, 1e-5)]
Path(__file__).with_name("batch-normalization.json").write_text(json.dumps(cases) + "\n")
