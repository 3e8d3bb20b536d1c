"""Writes scipy.json: the activations in float64, at float32 numbers.

Run with NumPy 1.24 and SciPy 1.10: python3 make-goldens.py
"""
import json
from pathlib import Path

import numpy as np
from scipy import special

x = np.float64(np.float32([-100, -20, -8, -3.5, -2, -1, -0.5, -0.1, -1e-3, 0, 1e-3, 0.1, 0.5, 1, 2, 3.5, 8, 20, 100]))

alpha, scale = 1.6732632423543772, 1.0507009873554805
negative = np.expm1(np.minimum(x, 0))

VALUES = {
    "elu": np.where(x > 0, x, negative),
    "gelu": x * special.ndtr(x),
    "leakyRelu": np.where(x > 0, x, 0.2 * x),
    "linear": x,
    "relu": np.maximum(x, 0),
    "selu": scale * np.where(x > 0, x, alpha * negative),
    "sigmoid": special.expit(x),
    "softmax": special.softmax(x),
    "softplus": np.logaddexp(0, x),
    "swish": x * special.expit(x),
    "tanh": np.tanh(x),
}
OPTIONS = [
    [{"type": "leakyRelu", "alpha": 0.01}, np.where(x > 0, x, 0.01 * x)],
    [{"type": "gelu", "approximate": True}, 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))],
]

goldens = {"x": list(x), "cases": [[spec, list(values)] for spec, values in [*VALUES.items(), *OPTIONS]]}
Path(__file__).with_name("scipy.json").write_text(json.dumps(goldens) + "\n")
