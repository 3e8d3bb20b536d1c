"""Cross-entropies of probabilities as Keras 3 computes them (keras/src/backend/numpy/nn.py): clipped to 1e-7 … 1 - 1e-7,
those of several classes first divided by their sum; and their gradients, by central differences in float64.

    python3 make-clipped-goldens.py > clipped.json
"""
import json
import numpy as np

eps = 1e-7


def binary(y, p):
    p = np.clip(p, eps, 1 - eps)
    return np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


def categorical(y, p):
    p = np.clip(p / np.sum(p, axis=-1, keepdims=True), eps, 1 - eps)
    return np.mean(-np.sum(y * np.log(p), axis=-1))


def gradient(loss, y, p, h=1e-6):
    g = np.zeros_like(p)
    for i in np.ndindex(*p.shape):
        change = np.zeros_like(p)
        change[i] = h
        g[i] = (loss(y, p + change) - loss(y, p - change)) / (2 * h)
    return g


random = np.random.RandomState(7)
cases = []
for rows, classes in [(1, 1), (5, 1), (4, 3)]:
    p = random.uniform(0.05, 0.95, (rows, classes))
    y = random.randint(0, 2, (rows, classes)).astype(float)
    cases.append(("sigmoidCrossEntropy", p, y, binary))
for rows, classes in [(1, 2), (4, 3), (6, 10)]:
    p = random.dirichlet(np.ones(classes), rows)
    hot = np.eye(classes)[random.randint(0, classes, rows)]
    cases.append(("softmaxCrossEntropy", p, hot, categorical))
    cases.append(("softmaxCrossEntropy", random.uniform(0.05, 0.95, (rows, classes)), random.dirichlet(np.ones(classes), rows), categorical))
    cases.append(("sparseSoftmaxCrossEntropy", p, hot, categorical))
print(json.dumps([
    {
        "type": name,
        "outputs": p.tolist(),
        "labels": (np.argmax(y, axis=-1) if name.startswith("sparse") else y).tolist(),
        "loss": loss(y, p),
        "gradient": gradient(loss, y, p).tolist(),
    }
    for name, p, y, loss in cases
]))
