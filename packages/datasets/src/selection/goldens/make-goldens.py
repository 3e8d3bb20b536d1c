"""Writes scikit-learn.json: which indices scikit-learn's splitters give, as digests over many sizes and seeds.

Run with scikit-learn 1.2.1: python3 make-goldens.py
"""
import hashlib
import json
import warnings
from itertools import product
from pathlib import Path

import numpy as np
from sklearn import model_selection as ms

warnings.simplefilter("ignore")
seeds = [0, 1, 2, 7, 42, 123, 2**31, 2**32 - 1]


def digest(splits):
    """Of all splits: `0 2,1;3,4` is a training part, a test part, and the next split."""
    text = ";".join(",".join(" ".join(map(str, part)) for part in split) for split in splits)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def labels_of(kind, count):
    """The same rule as in the test."""
    i = np.arange(count)
    return {
        "even": i % 2,
        "three": (i * i) % 3 + 5,
        "seven": (i * 5 + i // 3) % 7 - 3,
        "rare": np.where(i % 9 == 4, 1, 0),
        "words": np.array(["b", "a", "\U0001f600", "\uffee"])[(i * i + i // 2) % 4],
    }[kind]


def attempt(run):
    try:
        return digest(run())
    except ValueError:
        return None


def case(name, kind, count, options, seeds=(None,)):
    """The same splits from each of the seeds, and the digest of each; without a seed, where there are none."""
    y = labels_of(kind, count)
    splitters = [
        getattr(ms, name)(**options, **({} if seed is None else {"random_state": seed})) for seed in seeds
    ]
    digests = [attempt(lambda: list(splitter.split(np.zeros(count), y))) for splitter in splitters]
    return {"name": name, "labels": kind, "count": count, "options": options, "seeds": seeds, "digests": digests}


def train_test_case(kind, count, options, seeds=(None,)):
    y = None if kind is None else labels_of(kind, count)
    digests = [
        attempt(lambda: [ms.train_test_split(np.arange(count), stratify=y, random_state=seed, **options)])
        for seed in seeds
    ]
    return {"labels": kind, "count": count, "options": options, "seeds": seeds, "digests": digests}


sizes = [
    {},
    {"test_size": 0.25},
    {"test_size": 7},
    {"train_size": 0.6},
    {"train_size": 10},
    {"test_size": 0.3, "train_size": 0.33},
    {"test_size": 5, "train_size": 0.5},
    {"test_size": 0.7, "train_size": 0.7},
    {"test_size": 1000},
    {"train_size": 0.001},
]
kinds = ["even", "three", "seven", "rare", "words"]
counts = [4, 12, 25, 100, 301]
cases = []
for count, kind in product(counts, kinds):
    for n in (2, 3, 5, 10):
        cases.append(case("StratifiedKFold", kind, count, {"n_splits": n}))
        cases.append(case("StratifiedKFold", kind, count, {"n_splits": n, "shuffle": True}, seeds))
    for size in sizes:
        cases.append(case("StratifiedShuffleSplit", kind, count, {**size, "n_splits": 3}, seeds[:6]))
for count in [*counts, 1000]:
    for n in (2, 3, 5, 10):
        cases.append(case("KFold", "even", count, {"n_splits": n}))
        cases.append(case("KFold", "even", count, {"n_splits": n, "shuffle": True}, seeds))
    for size in sizes:
        cases.append(case("ShuffleSplit", "even", count, {**size, "n_splits": 3}, seeds))

train_test = [
    train_test_case(kind, count, size, seeds[:5])
    for count, size, kind in product(counts, sizes, [None, "even", "seven", "words"])
] + [train_test_case(None, count, {**size, "shuffle": False}) for count, size in product(counts, sizes)]

# One RandomState that several splitters share, in turns.
random = np.random.RandomState(42)
y = labels_of("seven", 60)
X = np.zeros(60)
shared = []
for splitter in [
    ms.KFold(3, shuffle=True, random_state=random),
    ms.StratifiedKFold(4, shuffle=True, random_state=random),
    ms.ShuffleSplit(2, random_state=random),
    ms.StratifiedShuffleSplit(2, test_size=0.5, random_state=random),
]:
    shared.append(digest(list(splitter.split(X, y))))
    shared.append(digest(list(splitter.split(X, y))))
shared.append(digest([ms.train_test_split(np.arange(60), stratify=y, random_state=random)]))

Path(__file__).with_name("scikit-learn.json").write_text(
    json.dumps({"cases": cases, "trainTest": train_test, "shared": shared, "next": int(random.randint(1000000))})
    + "\n"
)
