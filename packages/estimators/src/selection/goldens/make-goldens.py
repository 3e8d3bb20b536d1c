"""Writes scikit-learn.json: cross-validated scores of scikit-learn's Perceptron on iris.

Run with scikit-learn 1.2.1: python3 make-goldens.py
"""
import json
import warnings
from itertools import product
from pathlib import Path

from sklearn.datasets import load_iris
from sklearn.linear_model import Perceptron
from sklearn.model_selection import KFold, ShuffleSplit, StratifiedKFold, StratifiedShuffleSplit, cross_val_score

warnings.simplefilter("ignore")
X, y = load_iris(return_X_y=True)
splitters = [
    ("KFold", KFold, {"n_splits": 5, "shuffle": True}),
    ("StratifiedKFold", StratifiedKFold, {"n_splits": 4, "shuffle": True}),
    ("ShuffleSplit", ShuffleSplit, {"n_splits": 3, "test_size": 0.2}),
    ("StratifiedShuffleSplit", StratifiedShuffleSplit, {"n_splits": 3, "test_size": 40}),
]
cases = []
for seed, scoring, words in product([0, 42], [None, "balanced_accuracy"], [False, True]):
    labels = load_iris().target_names[y] if words else y
    for folds in [2, 3, 5, 10]:
        scores = cross_val_score(Perceptron(random_state=seed), X, labels, cv=folds, scoring=scoring)
        cases.append({"seed": seed, "scoring": scoring, "words": words, "cv": folds, "scores": scores.tolist()})
    for name, make, options in splitters:
        cv = make(**options, random_state=seed)
        scores = cross_val_score(Perceptron(random_state=seed), X, labels, cv=cv, scoring=scoring)
        cases.append({"seed": seed, "scoring": scoring, "words": words, "cv": name, "scores": scores.tolist()})
Path(__file__).with_name("scikit-learn.json").write_text(json.dumps({"cases": cases}) + "\n")
print(len(cases))
