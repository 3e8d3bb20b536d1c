# What TensorFlow 1's binary head reports, computed by its published formulas on whole arrays; and scikit-learn's exact
# areas beside them. Run in this folder.
import json

import numpy as np
from sklearn import metrics

EPSILON = 1e-6
N = 200
thresholds = np.array([-1e-7] + [(i + 1) / (N - 1) for i in range(N - 2)] + [1 + 1e-7])


def counts(labels, probabilities, weights):
    above = probabilities[None, :] > thresholds[:, None]
    positive = labels[None, :] == 1
    tp = ((above & positive) * weights).sum(1)
    fp = ((above & ~positive) * weights).sum(1)
    fn = ((~above & positive) * weights).sum(1)
    tn = ((~above & ~positive) * weights).sum(1)
    return tp, fp, fn, tn


def roc(labels, probabilities, weights):
    tp, fp, fn, tn = counts(labels, probabilities, weights)
    x, y = fp / (fp + tn + EPSILON), (tp + EPSILON) / (tp + fn + EPSILON)
    return float(((x[:-1] - x[1:]) * (y[:-1] + y[1:]) / 2).sum())


def careful_precision_recall(labels, probabilities, weights):
    tp, fp, fn, _ = counts(labels, probabilities, weights)
    p = tp + fp
    with np.errstate(divide="ignore", invalid="ignore"):
        dtp, dp = tp[:-1] - tp[1:], p[:-1] - p[1:]
        slope = np.where(dp > 0, dtp / dp, 0)
        intercept = tp[1:] - slope * p[1:]
        ratio = np.where((p[:-1] > 0) & (p[1:] > 0), p[:-1] / p[1:], 1)
        total = tp[1:] + fn[1:]
        return float(np.where(total > 0, slope * (dtp + intercept * np.log(ratio)) / total, 0).sum())


random = np.random.RandomState(1)
cases = []
for size, weighted in [(40, False), (300, False), (300, True)]:
    labels = random.randint(0, 2, size)
    logits = np.float32(random.randn(size) + labels)
    weights = np.float32(random.uniform(0.1, 2, size)) if weighted else np.ones(size, np.float32)
    probabilities = 1 / (1 + np.exp(-np.float64(logits)))
    predicted = (logits > 0).astype(int)
    w = np.float64(weights)
    losses = np.logaddexp(0, np.where(labels == 1, -1, 1) * np.float64(logits))
    cases.append({
        "labels": labels.tolist(),
        "logits": logits.tolist(),
        "weights": weights.tolist() if weighted else None,
        "scores": {
            "accuracy": metrics.accuracy_score(labels, predicted, sample_weight=w),
            "accuracyBaseline": float(max(np.average(labels, weights=w), 1 - np.average(labels, weights=w))),
            "auc": roc(labels, probabilities, w),
            "aucPrecisionRecall": careful_precision_recall(labels, probabilities, w),
            "averageLoss": float(np.average(losses, weights=w)),
            "labelMean": float(np.average(labels, weights=w)),
            "loss": float((losses * w).sum()),
            "precision": metrics.precision_score(labels, predicted, sample_weight=w),
            "predictionMean": float(np.average(probabilities, weights=w)),
            "recall": metrics.recall_score(labels, predicted, sample_weight=w),
        },
        "exactAuc": metrics.roc_auc_score(labels, logits, sample_weight=w),
    })
with open("binary-scores.json", "w") as file:
    json.dump(cases, file)
    file.write("\n")
