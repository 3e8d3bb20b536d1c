"""What scikit-learn's Perceptron gives. Run: python3 make-perceptron.py > perceptron.json

Made with scikit-learn 1.2.1 and NumPy 1.24.2.
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn.datasets import load_digits, load_iris
from sklearn.linear_model import Perceptron

warnings.simplefilter("ignore")

iris, digits = load_iris(), load_digits()
rng = np.random.RandomState(0)
blobs = np.round(rng.randn(60, 3) * [1, 10, 100] + np.outer(np.arange(60) % 4, [1, -5, 20]), 3)
datasets = {
    "petals": (iris.data[:, 2:], (iris.target == 0).astype(int).tolist()),
    "sepals": (iris.data[:, :2], np.where(iris.target == 1, "versicolor", "another").tolist()),
    "iris": (iris.data, iris.target_names[iris.target].tolist()),
    "digits": (digits.data[:120], digits.target[:120].tolist()),
    "blobs": (blobs, (np.arange(60) % 4 * 10 - 15).tolist()),
}
seeds = [0, 1, 7, 42, 2**32 - 1]
variations = (
    [{"random_state": seed} for seed in seeds]
    + [
        {"shuffle": False},
        {"fit_intercept": False, "random_state": 3},
        {"eta0": 0.1, "random_state": 5},
        {"eta0": 3.7, "tol": None, "max_iter": 9},
        {"tol": None, "max_iter": 20, "random_state": 42},
        {"tol": 0.5, "n_iter_no_change": 1},
        {"tol": 0, "n_iter_no_change": 12, "max_iter": 60},
        {"max_iter": 1},
        {"max_iter": 3, "random_state": 42},
    ]
    + [
        {"penalty": penalty, "alpha": alpha, "random_state": seed, "max_iter": 40, **more}
        for penalty in ["l2", "l1", "elasticnet"]
        for alpha in [0.0001, 0.01, 0.2]
        for seed, more in [(0, {}), (42, {"l1_ratio": 0.6, "eta0": 0.3})]
    ]
    + [{"penalty": "l2", "alpha": 2.0, "max_iter": 4}, {"penalty": "elasticnet", "l1_ratio": 1, "alpha": 0.01}]
)


def outcome(model):
    return {
        "classes": model.classes_.tolist(),
        "coef": model.coef_.tolist(),
        "intercept": model.intercept_.tolist(),
        "nIter": int(model.n_iter_),
        "t": float(model.t_),
    }


def case(name, params):
    X, y = datasets[name]
    model = Perceptron(**params).fit(X, y)
    return {
        "dataset": name,
        "params": params,
        **outcome(model),
        "score": model.score(X, y),
        "predictions": model.predict(X[::7]).tolist(),
        "decisions": model.decision_function(X[::7]).tolist(),
    }


def partial(name, params):
    """Three chunks, the first again, then a fit, then the last chunk once more."""
    X, y = datasets[name]
    model = Perceptron(**params)
    thirds = np.array_split(np.arange(len(y)), 3)
    steps = []
    for chunk in [*thirds, thirds[0]]:
        model.partial_fit(X[chunk], np.array(y)[chunk], classes=np.unique(y))
        steps.append(outcome(model))
    model.fit(X, y)
    steps.append(outcome(model))
    model.partial_fit(X[thirds[2]], np.array(y)[thirds[2]])
    steps.append(outcome(model))
    return {"dataset": name, "params": params, "chunks": [chunk.tolist() for chunk in thirds], "steps": steps}


def stream(name):
    """One RandomState, drawn from by three fits."""
    X, y = datasets[name]
    random = np.random.RandomState(42)
    fits = [outcome(Perceptron(random_state=random).fit(X, y)) for _ in range(3)]
    return {"dataset": name, "fits": fits, "next": int(random.randint(1000000))}


def scaled():
    """Bytes with a scale, as pictures are stored."""
    X, y = datasets["digits"]
    return outcome(Perceptron(random_state=42).fit(X * (1 / 255), y))


print(
    json.dumps(
        {
            "sklearn": sklearn.__version__,
            "datasets": {name: {"features": X.tolist(), "labels": y} for name, (X, y) in datasets.items()},
            "cases": [
                case(name, params)
                for name in datasets
                for params in (variations[::3] if name == "digits" else variations)  # its weights are many
            ],
            "partial": [partial(name, params) for name in datasets for params in [{}, {"random_state": 42, "penalty": "elasticnet"}]],
            "streams": [stream(name) for name in datasets],
            "scaledDigits": scaled(),
        }
    )
)
