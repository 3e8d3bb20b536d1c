"""Writes scikit-learn.json: what scikit-learn's scalers and encoders learn and give.

Run with scikit-learn 1.2.1: python3 make-goldens.py
"""
import json
import warnings
from itertools import product
from pathlib import Path

import numpy as np
from sklearn import preprocessing as p

warnings.simplefilter("ignore")
random = np.random.RandomState(3)


def plain(value):
    """Arrays as lists, NaN as null."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    return None if isinstance(value, float) and np.isnan(value) else value


def attempt(run):
    try:
        return plain(run())
    except ValueError:
        return "refused"


def features(rows, columns, offset=0.0, missing=0.0, constant=False):
    X = np.round(random.normal(size=(rows, columns)) * 10.0 ** np.arange(-1, columns - 1) + offset, 4)
    X[random.uniform(size=X.shape) < missing] = np.nan
    if constant:
        X[:, 0] = 0.1  # whose mean is not exact
        X[:, -1] = 0
    return X


tables = [
    features(30, 3),
    features(25, 4, offset=100),
    features(40, 3, missing=0.2),
    features(40, 3, missing=0.2, constant=True),
    features(20, 3, constant=True),
    features(1, 2),
    features(150, 1),
    np.c_[features(12, 2), np.full(12, np.nan)],  # a column without a number
    np.full((7, 2), 1e8) + np.array([[0.0, 1e-9]]),
]

standard, min_max = [], []
for index, with_mean, with_std, weighted, parts in product(
    range(len(tables)), [True, False], [True, False], [False, True], [1, 3]
):
    X = tables[index]
    if parts > len(X) or (parts > 1 and np.isnan(X).all(axis=0).any()):
        continue
    weights = np.round(random.uniform(0.1, 2, len(X)), 3) if weighted else None
    scaler = p.StandardScaler(with_mean=with_mean, with_std=with_std)
    pieces = np.array_split(np.arange(len(X)), parts)
    for piece in pieces:
        scaler.partial_fit(X[piece], sample_weight=None if weights is None else weights[piece])
    other = np.round(random.normal(size=(3, X.shape[1])), 3)
    standard.append(
        {
            "table": index,
            "options": {"withMean": with_mean, "withStd": with_std},
            "weights": plain(weights),
            "pieces": plain(pieces),
            "mean": plain(scaler.mean_),
            "var": plain(scaler.var_),
            "scale": plain(scaler.scale_),
            "nSamplesSeen": plain(np.broadcast_to(scaler.n_samples_seen_, X.shape[1])),
            "other": plain(other),
            "transformed": plain(scaler.transform(other)),
            "inverse": plain(scaler.inverse_transform(other)),
        }
    )
for index, feature_range, clip, parts in product(
    range(len(tables)), [(0, 1), (-1, 1), (2.5, 7)], [False, True], [1, 3]
):
    X = tables[index]
    if parts > len(X) or (parts > 1 and np.isnan(X).all(axis=0).any()):
        continue
    scaler = p.MinMaxScaler(feature_range=feature_range, clip=clip)
    pieces = np.array_split(np.arange(len(X)), parts)
    for piece in pieces:
        scaler.partial_fit(X[piece])
    other = np.round(random.normal(size=(3, X.shape[1])), 3)
    min_max.append(
        {
            "table": index,
            "options": {"featureRange": feature_range, "clip": clip},
            "pieces": plain(pieces),
            "dataMin": plain(scaler.data_min_),
            "dataMax": plain(scaler.data_max_),
            "dataRange": plain(scaler.data_range_),
            "scale": plain(scaler.scale_),
            "min": plain(scaler.min_),
            "nSamplesSeen": int(scaler.n_samples_seen_),
            "other": plain(other),
            "transformed": plain(scaler.transform(other)),
            "inverse": plain(scaler.inverse_transform(other)),
        }
    )

rows_of = lambda *columns: [list(row) for row in zip(*columns)]
words, more_words, one_word = ["b", "a", "\U0001f600", "a"], ["yes", "no", "no", "yes"], ["x"] * 4
numbers, negatives = [3, 1, 2, 3], [0, -5, 0, -5]
one_hot = []
for columns, drop, unknown, categories in product(
    [[words], [words, more_words], [numbers, negatives], [one_word, words], [negatives, negatives, numbers]],
    [None, "first", "if_binary", "last"],
    ["error", "ignore"],
    ["auto", "given", "short"],
):
    rows = rows_of(*columns)
    given = [sorted({*column, "zz" if isinstance(column[0], str) else 99}) for column in columns]
    short = [sorted(set(column))[:1] for column in columns]
    dropped = [sorted(set(column))[-1] for column in columns] if drop == "last" else drop
    array = lambda table: np.array(table, dtype=object if isinstance(columns[0][0], str) else int)
    try:
        encoder = p.OneHotEncoder(
            drop=np.array(dropped, dtype=object) if drop == "last" else dropped,
            handle_unknown=unknown,
            categories={"auto": "auto", "given": given, "short": short}[categories],
            sparse_output=False,
        ).fit(array(rows))
    except ValueError:
        encoder = None
    strange = [[{"str": "new", "int": 77}[type(value).__name__] for value in rows[0]], rows[1]]
    zeros = encoder and np.zeros((2, encoder.transform(array(rows[:1])).shape[1])) if categories != "short" else None
    one_hot.append(
        {
            "rows": rows,
            "options": {
                "drop": "ifBinary" if drop == "if_binary" else dropped,
                "handleUnknown": unknown,
                "categories": {"auto": "auto", "given": given, "short": short}[categories],
            },
            "categories": plain([own.tolist() for own in encoder.categories_]) if encoder else "refused",
            "names": encoder.get_feature_names_out().tolist() if encoder else None,
            "transformed": attempt(lambda: encoder.transform(array(rows))) if encoder else None,
            "strange": strange,
            "strangeTransformed": attempt(lambda: encoder.transform(array(strange))) if encoder else None,
            # Where all is dropped, scikit-learn refuses its own matrix without columns.
            "inverse": attempt(lambda: encoder.inverse_transform(encoder.transform(array(rows))))
            if encoder and len(encoder.get_feature_names_out()) > 0
            else None,
            "zeros": plain(zeros),
            "zerosInverse": attempt(lambda: encoder.inverse_transform(zeros)) if zeros is not None else None,
        }
    )

labels = []
for column in [words, more_words, numbers, negatives, one_word, [10, 2, 33, 2, -1], ["10", "2", "33", "B", "a", ""]]:
    encoder = p.LabelEncoder().fit(column)
    labels.append({"labels": column, "classes": plain(encoder.classes_), "codes": plain(encoder.transform(column))})

Path(__file__).with_name("scikit-learn.json").write_text(
    json.dumps(
        {"tables": plain(tables), "standard": standard, "minMax": min_max, "oneHot": one_hot, "labels": labels},
        separators=(",", ":"),
    )
    + "\n"
)
print(len(standard), len(min_max), len(one_hot), len(labels))
