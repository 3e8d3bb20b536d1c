"""Writes scikit-learn.json: scores by scikit-learn of random outputs and labels, with weights and without.

Run with scikit-learn 1.2.1: python3 make-goldens.py
"""
import json
import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics as m

warnings.simplefilter("error")
random = np.random.RandomState(0)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def classification(rows, columns, met, label_noise):
    """Outputs `[rows, columns]`; only the classes in `met` are labelled or predicted."""
    classes = max(2, columns)
    z = np.round(random.normal(size=(rows, columns)) * 2, 4)
    if columns > 1:
        z[:, [c for c in range(columns) if c not in met]] -= 20
        predicted = z.argmax(axis=1)
        probabilities = softmax(z)
    else:
        predicted = (z[:, 0] > 0).astype(int)
        probabilities = softmax(np.c_[np.zeros(rows), z])
    noise = random.choice(met, rows)
    labels = np.where(random.uniform(size=rows) < label_noise, noise, predicted)
    weights = np.round(random.uniform(0, 2, rows), 3)
    weights[::7] = 0

    def scores(sample_weight):
        options = {"sample_weight": sample_weight, "zero_division": 0}
        result = {
            "accuracy": m.accuracy_score(labels, predicted, sample_weight=sample_weight),
            "logLoss": m.log_loss(labels, probabilities, labels=range(classes), sample_weight=sample_weight),
            "confusionMatrix": m.confusion_matrix(
                labels, predicted, labels=range(classes), sample_weight=sample_weight
            ).astype(float).tolist(),
        }
        result["topK"] = [
            (k, m.top_k_accuracy_score(labels, z, k=k, labels=range(classes), sample_weight=sample_weight))
            for k in (2, 3)
            if k < columns
        ]
        for name, score in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
            result[name] = {
                average: score(labels, predicted, average=average, **options)
                for average in ["macro", "micro", "weighted"] + (["binary"] if classes == 2 else [])
            }
            result[name]["none"] = score(labels, predicted, average=None, labels=range(classes), **options).tolist()
        return result

    return {
        "outputs": z.tolist(),
        "labels": labels.tolist(),
        "weights": weights.tolist(),
        "unweighted": scores(None),
        "weighted": scores(weights),
    }


def regression(rows, columns, offset):
    labels = np.round(random.normal(size=(rows, columns)) * 3 + offset, 4)
    outputs = np.round(labels + random.normal(size=(rows, columns)), 4)
    if columns == 3:
        labels[:, 1] = 0.5  # a column that does not vary; of which even the rounded mean is exact
        labels[:, 2] = outputs[:, 2] = 7.0  # and one that is exact besides
    weights = np.round(random.uniform(0, 2, rows), 3)
    weights[0] = 0
    scores = lambda w: {
        "meanSquaredError": m.mean_squared_error(labels, outputs, sample_weight=w),
        "rootMeanSquaredError": m.mean_squared_error(labels, outputs, sample_weight=w, squared=False),
        "meanAbsoluteError": m.mean_absolute_error(labels, outputs, sample_weight=w),
        "r2Score": m.r2_score(labels, outputs, sample_weight=w),
    }
    return {
        "outputs": outputs.tolist(),
        "labels": labels.tolist(),
        "weights": weights.tolist(),
        "unweighted": scores(None),
        "weighted": scores(weights),
    }


goldens = {
    "classification": [
        classification(40, 10, list(range(10)), 0.4),
        classification(30, 5, [0, 1, 3], 0.5),  # two classes are never met
        classification(25, 3, [0, 2], 0.9),
        classification(30, 2, [0, 1], 0.4),
        classification(30, 1, [0, 1], 0.3),
        classification(12, 4, [2], 0),  # one class only
    ],
    "regression": [regression(20, 1, 0), regression(15, 2, 1e6), regression(12, 3, 0), regression(2, 1, 5)],
}
Path(__file__).with_name("scikit-learn.json").write_text(json.dumps(goldens) + "\n")
