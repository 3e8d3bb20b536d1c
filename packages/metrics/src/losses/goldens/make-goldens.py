"""Writes numpy.json: losses and their gradients in float64, from the textbook formulas.

Run with NumPy 1.24: python3 make-goldens.py
"""
import json
from pathlib import Path

import numpy as np

random = np.random.RandomState(0)


def as_float32(values):
    """What a float32 tensor holds of these numbers."""
    return np.asarray(values, np.float32).astype(np.float64)


def softmax_cross_entropy(z, y):
    top = z.max(axis=1, keepdims=True)
    log_sum = top + np.log(np.exp(z - top).sum(axis=1, keepdims=True))
    total = y.sum(axis=1, keepdims=True)
    return (y * (log_sum - z)).sum(axis=1), np.exp(z - log_sum) * total - y


def columns_mean(losses, gradient):
    return losses.mean(axis=1), gradient / losses.shape[1]


def sigmoid_cross_entropy(z, y):
    losses = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
    return columns_mean(losses, np.exp(-np.logaddexp(0, -z)) - y)


def mean_squared_error(z, y):
    return columns_mean((z - y) ** 2, 2 * (z - y))


def mean_absolute_error(z, y):
    return columns_mean(abs(z - y), np.sign(z - y))


def huber(z, y, delta):
    e = z - y
    losses = np.where(abs(e) <= delta, e**2 / 2, delta * abs(e) - delta**2 / 2)
    return columns_mean(losses, np.where(abs(e) <= delta, e, delta * np.sign(e)))


def hinge(z, y):
    sign = 2 * y - 1
    return columns_mean(np.maximum(0, 1 - sign * z), np.where(sign * z < 1, -sign, 0))


def case(config, rule, z, y, labels=None):
    w = as_float32(random.uniform(0, 2, len(z)))
    w[0] = 0
    losses, gradient = rule(z, y)
    return {
        "config": config,
        "outputs": z.tolist(),
        "labels": (y if labels is None else labels).tolist(),
        "weights": w.tolist(),
        "mean": losses.mean(),
        "meanGradient": (gradient / len(z)).tolist(),
        "weightedMean": (w * losses).sum() / len(z),
        "weightedSum": (w * losses).sum(),
        "weightedSumGradient": (gradient * w[:, None]).tolist(),
    }


cases = []
for rows, columns, scale in [(6, 4, 2), (5, 1, 1), (7, 10, 30), (4, 3, 1e4)]:
    z = as_float32(random.normal(size=(rows, columns)) * scale)
    bits = random.randint(0, 2, (rows, columns)).astype(float)
    numbers = as_float32(random.normal(size=(rows, columns)) * scale)
    classes = random.randint(0, columns, rows)
    soft = as_float32(random.dirichlet(np.ones(columns), rows))
    one_hot = np.eye(columns)[classes]
    name = lambda type, **options: {"type": type, "reduction": "mean", **options}
    cases.append(case(name("sparseSoftmaxCrossEntropy"), softmax_cross_entropy, z, one_hot, classes))
    cases.append(case(name("softmaxCrossEntropy"), softmax_cross_entropy, z, soft))
    cases.append(case(name("sigmoidCrossEntropy"), sigmoid_cross_entropy, z, bits))
    cases.append(case(name("meanSquaredError"), mean_squared_error, z, numbers))
    cases.append(case(name("meanAbsoluteError"), mean_absolute_error, z, numbers))
    cases.append(case(name("huber", delta=0.75), lambda z, y: huber(z, y, 0.75), z, numbers))
    cases.append(case(name("hinge"), hinge, z, bits))

Path(__file__).with_name("numpy.json").write_text(json.dumps(cases) + "\n")
