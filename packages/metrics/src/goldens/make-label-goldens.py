"""Writes scores by scikit-learn: of labels and predicted labels, label-scores.json; of labels and how high each was
scored, ranked-scores.json.

Run with scikit-learn 1.2.1: python3 make-label-goldens.py
"""
import json
import math
import warnings
from itertools import product
from pathlib import Path

import numpy as np
from sklearn import metrics as m

warnings.simplefilter("ignore")
random = np.random.RandomState(7)


def plain(value):
    """Arrays as lists, NaN and infinities as words, since JSON has none."""
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (np.generic,)):
        return plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def attempt(run):
    try:
        return plain(run())
    except (ValueError, NotImplementedError, ZeroDivisionError):
        return "refused"


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def weights_for(count):
    weights = np.round(random.uniform(0, 2, count), 3)
    weights[::6] = 0
    return weights


def predictions(names, count, share_right, true_of=None, pred_of=None):
    """Labels of `true_of` and predictions of `pred_of` (by default of all), of which some are right."""
    names = np.array(names)
    true = random.choice(names if true_of is None else np.array(true_of), count)
    pred = random.choice(names if pred_of is None else np.array(pred_of), count)
    right = random.uniform(size=count) < share_right
    if pred_of is None:
        pred = np.where(right, true, pred)
    return {"yTrue": true, "yPred": pred, "weights": weights_for(count)}


labelled = [
    predictions([0, 1], 40, 0.5),
    predictions([0, 1], 8, 0.5),
    predictions([0, 1], 16, 0.2),
    predictions([-1, 1], 30, 0.3),
    predictions([0, 1, 2], 50, 0.5),
    predictions([0, 1, 2, 3], 64, 0.4),
    predictions(list(range(10)), 200, 0.7),
    predictions(list(range(9)), 60, 0.3),
    predictions([3, -2, 17], 32, 0.4),
    predictions(["cat", "dog", "emu"], 40, 0.5),
    predictions(["no", "yes"], 24, 0.5),
    predictions(["\U0001f600", "\uffee", "a rather long name"], 24, 0.5),
    predictions([0, 1, 2, 3, 4], 30, 0, true_of=[0, 1, 2], pred_of=[1, 2, 3]),
    predictions([0, 1, 2], 12, 0, true_of=[0], pred_of=[1, 2]),  # no prediction is right
    predictions([0, 1], 9, 0, true_of=[1], pred_of=[0, 1]),
    predictions([0, 1, 2], 9, 0, true_of=[0, 1, 2], pred_of=[1]),
    predictions([1], 5, 1),
    predictions([0], 6, 1),
    predictions(["a"], 4, 1),
    predictions(list(range(140)), 400, 0.6),
]
for data in labelled[:3]:  # weights in eighths, whose shares lie halfway between two decimals now and then
    labelled.append({**data, "weights": np.round(data["weights"] * 8) / 8})

label_cases = []


def label_case(index, function, options, weighted):
    """`options` in scikit-learn's spelling."""
    data = labelled[index]
    more = {"sample_weight": data["weights"]} if weighted else {}
    run = lambda: function(data["yTrue"], data["yPred"], **options, **more)
    label_cases.append(
        {
            "data": index,
            "name": function.__name__,
            "options": {camel(key): plain(value) for key, value in options.items()},
            "weighted": weighted,
            "result": attempt(run),
        }
    )


for index, weighted in product(range(len(labelled)), [False, True]):
    data = labelled[index]
    met = np.unique(np.concatenate([data["yTrue"], data["yPred"]]))
    absent = "zebra" if met.dtype.kind == "U" else 99
    some = np.array(list(reversed(met[:2])))
    chosen = [met, some, np.array([*met, absent])]
    call = lambda function, **options: label_case(index, function, options, weighted)
    if len(met) > 100:  # for the order of sums; its matrices would fill the file
        call(m.classification_report, zero_division=0, digits=6)
        continue
    call(m.accuracy_score)
    call(m.balanced_accuracy_score)
    call(m.balanced_accuracy_score, adjusted=True)
    call(m.matthews_corrcoef)
    for weights in [None, "linear", "quadratic"]:
        options = {} if weights is None else {"weights": weights}
        call(m.cohen_kappa_score, **options)
        call(m.cohen_kappa_score, labels=chosen[2], **options)
    for normalize in [None, "true", "pred", "all"]:
        options = {} if normalize is None else {"normalize": normalize}
        call(m.confusion_matrix, **options)
        call(m.confusion_matrix, labels=some, **options)
    call(m.confusion_matrix, labels=chosen[2])
    call(m.confusion_matrix, labels=np.array([absent]))
    for function, zero in product([m.precision_score, m.recall_score, m.f1_score], [0, 1]):
        for average in ["macro", "micro", "weighted", "binary", None]:
            call(function, average=average, zero_division=zero)
            if average != "binary" and zero == 0:
                for labels in chosen[1:]:
                    call(function, average=average, zero_division=zero, labels=labels)
        call(function, average="binary", zero_division=zero, pos_label=met[0])
    for zero in [0, 1]:
        call(m.classification_report, zero_division=zero)
    for labels in chosen:
        call(m.classification_report, labels=labels, zero_division=0)
    for digits in [0, 1, 3]:
        call(m.classification_report, digits=digits, zero_division=0)
    call(m.classification_report, target_names=[f"the class {i}" for i in range(len(met))], zero_division=0)
    call(m.classification_report, target_names=["é" * 20] + ["x"] * (len(met) - 1), zero_division=1, digits=5)
    call(m.classification_report, target_names=["one too many"] * (len(met) + 1), zero_division=0)


def scored(names, count, decimals, skew=0.5, of=None):
    """Labels, scores rounded to so many decimals (so that there are ties) and, of each class, probabilities."""
    names = np.array(names)
    true = random.choice(names if of is None else np.array(of), count)
    codes = np.searchsorted(np.sort(names), true)
    z = random.normal(size=(count, len(names)))
    z[np.arange(count), codes] += skew
    e = np.exp(z)
    probabilities = np.round(e / e.sum(axis=1, keepdims=True), decimals)
    probabilities[:, -1] = 1 - probabilities[:, :-1].sum(axis=1)
    probabilities = np.clip(probabilities, 0, 1)
    return {
        "yTrue": true,
        "names": np.sort(names),
        "scores": np.round(z[:, -1], decimals),
        "probabilities": probabilities,
        "weights": weights_for(count),
    }


ranked = [
    scored([0, 1], 40, 1),
    scored([0, 1], 40, 0, 1.5),
    scored([0, 1], 90, 8),
    scored([-1, 1], 30, 1),
    scored(["no", "yes"], 30, 1),
    scored([0, 1], 12, 2, 5),  # all right
    scored([0, 1], 10, 1, of=[0]),
    scored([0, 1], 10, 1, of=[1]),
    scored([0, 1, 2], 40, 1),
    scored([0, 1, 2], 60, 6, 1),
    scored([0, 1, 2, 3, 4], 80, 1),
    scored([5, -3, 8], 30, 2),
    scored(["cat", "dog", "emu", "fox"], 50, 1),
    scored([0, 1, 2, 3], 30, 1, of=[0, 1, 3]),
    scored([0, 1, 2], 12, 1, of=[1]),
    scored(list(range(10)), 120, 2, 2),
    scored([1, 2], 30, 1),
]
ranked_cases = []


def ranked_case(index, function, scores, options, weighted, labels=None):
    """`scores` is `scores`, `probabilities` or `predicted`; `labels` stands for the labels as rows of 0 and 1."""
    data = ranked[index]
    more = {"sample_weight": data["weights"]} if weighted else {}
    true = data["yTrue"] if labels is None else (data["yTrue"][:, None] == data["names"]).astype(int)
    ranked_cases.append(
        {
            "data": index,
            "name": function.__name__,
            "scores": scores,
            "indicators": labels is not None,
            "options": {camel(key): plain(value) for key, value in options.items()},
            "weighted": weighted,
            "result": attempt(lambda: function(true, data[scores], **options, **more)),
        }
    )


for index, weighted in product(range(len(ranked)), [False, True]):
    data = ranked[index]
    call = lambda function, scores, **options: ranked_case(index, function, scores, options, weighted)
    names = data["names"]
    many = len(names) > 2
    if not many:
        for max_fpr in [None, 0.05, 0.3, 0.9, 1]:
            call(m.roc_auc_score, "scores", **({} if max_fpr is None else {"max_fpr": max_fpr}))
        for drop in [True, False]:
            call(m.roc_curve, "scores", drop_intermediate=drop, pos_label=names[1])
        call(m.roc_curve, "scores")
        call(m.roc_curve, "scores", pos_label=names[0])
        call(m.precision_recall_curve, "scores")
        call(m.precision_recall_curve, "scores", pos_label=names[1])
        call(m.average_precision_score, "scores", pos_label=names[1])
        call(m.average_precision_score, "scores", pos_label=names[0])
        call(m.average_precision_score, "scores")
        call(m.average_precision_score, "scores", pos_label="maybe" if isinstance(names[0], str) else 9)
        for k in [1, 2]:
            call(m.top_k_accuracy_score, "scores", k=k)
        call(m.log_loss, "probabilities")
    else:
        # Of a single class there is no pair: scikit-learn gives NaN for the mean of none, or fails.
        kinds = [{}, {"multi_class": "ovr"}] + ([{"multi_class": "ovo"}] if len(np.unique(data["yTrue"])) > 1 else [])
        for one, labels in product(kinds, [{}, {"labels": names}]):
            for average in ["macro", "weighted", "micro", None]:
                call(m.roc_auc_score, "probabilities", average=average, **one, **labels)
        for k, labels, normalize in product([1, 2, 3], [{}, {"labels": names}], [True, False]):
            call(m.top_k_accuracy_score, "probabilities", k=k, normalize=normalize, **labels)
        call(m.log_loss, "probabilities")
    call(m.log_loss, "probabilities", labels=names)
    call(m.log_loss, "probabilities", labels=names, normalize=False)
    call(m.log_loss, "probabilities", labels=names, eps=0.01)
    if many:
        for function, average in product([m.roc_auc_score, m.average_precision_score], ["macro", "weighted", "micro", None]):
            ranked_case(index, function, "probabilities", {"average": average}, weighted, "indicators")

for name, data, cases in [("label-scores", labelled, label_cases), ("ranked-scores", ranked, ranked_cases)]:
    text = json.dumps({"data": plain(data), "cases": cases}, ensure_ascii=False, separators=(",", ":"))
    Path(__file__).with_name(f"{name}.json").write_text(text + "\n")
