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
cloud = np.round(rng.randn(400, 2), 2)
datasets = {
    "petals": (iris.data[:, 2:], (iris.target == 0).astype(int).tolist()),
    "sepals": (iris.data[:, :2], np.where(iris.target == 1, "versicolor", "another").tolist()),
    "iris": (iris.data, iris.target_names[iris.target].tolist()),
    "digits": (digits.data[:120], digits.target[:120].tolist()),
    "blobs": (blobs, (np.arange(60) % 4 * 10 - 15).tolist()),
    "cloud": (cloud, (cloud @ [1.0, -0.5] + rng.randn(400) > 0.3).tolist()),
}
weights = {
    name: {
        "decimal": np.round(rng.uniform(0, 3, len(y)), 3).tolist(),
        "counts": rng.randint(0, 4, len(y)).tolist(),
        "signed": np.round(rng.normal(1, 0.7, len(y)), 2).tolist(),
    }
    for name, (_, y) in datasets.items()
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


def class_weight(name, kind):
    """In full, in part, or by rule."""
    classes = np.unique(datasets[name][1]).tolist()
    given = {label: round(0.4 + 0.7 * i, 2) for i, label in enumerate(classes)}
    return {"full": given, "part": {classes[1]: 2.5}, "empty": {}, "balanced": "balanced", None: None}[kind]


# Each: parameters, with the kind of class_weight; then what fit is given.
more = (
    [({"early_stopping": True, "random_state": seed, **rest}, None) for seed in [0, 1, 42] for rest in [
        {},
        {"validation_fraction": 0.25, "tol": 0, "max_iter": 50},
        {"validation_fraction": 0.5, "tol": 0.05, "n_iter_no_change": 2},
        {"penalty": "l2", "alpha": 0.05, "validation_fraction": 0.4, "max_iter": 30},
    ]]
    + [
        ({"early_stopping": True, "tol": None, "max_iter": 7, "shuffle": False}, None),
        ({"early_stopping": True, "penalty": "elasticnet", "alpha": 0.01, "eta0": 0.3, "max_iter": 25}, "decimal"),
        ({"early_stopping": True, "validation_fraction": 0.5, "tol": 0, "max_iter": 40, "fit_intercept": False}, "decimal"),
        ({"early_stopping": True, "validation_fraction": 0.45, "tol": 0.01, "class_weight": "balanced"}, "counts"),
    ]
    + [({"class_weight": kind, "random_state": seed, "max_iter": 60}, None) for kind in ["balanced", "full", "part", "empty"] for seed in [0, 7]]
    + [({"random_state": seed, "max_iter": 60}, kind) for kind in ["decimal", "counts", "signed"] for seed in [0, 7]]
    + [
        ({"class_weight": "balanced", "penalty": "l1", "alpha": 0.001, "max_iter": 30}, "decimal"),
        ({"class_weight": "full", "penalty": "l2", "alpha": 0.01, "eta0": 0.1, "max_iter": 30}, "signed"),
    ]
)

# Each: parameters; then calls, one after the other: the method, with the rows and weights that it is given.
histories = [
    ({"warm_start": True, "max_iter": 3}, ["fit", "fit", "fit"]),
    ({"warm_start": True, "max_iter": 4, "penalty": "elasticnet", "random_state": 42}, ["fit", "fit decimal", "fit init", "fit coef"]),
    ({"warm_start": True, "early_stopping": True, "max_iter": 6, "validation_fraction": 0.3}, ["fit", "fit intercept", "fit counts"]),
    ({"max_iter": 5, "random_state": 7}, ["fit init", "fit coef", "fit intercept", "fit"]),
    ({"warm_start": True, "random_state": "stream", "max_iter": 2}, ["fit", "fit", "partial_fit", "fit"]),
    ({"early_stopping": True, "random_state": "stream", "validation_fraction": 0.3}, ["fit", "fit decimal", "fit"]),
    ({"random_state": 1}, ["partial_fit decimal", "partial_fit counts", "partial_fit", "fit signed", "partial_fit signed"]),
    ({"class_weight": "full", "penalty": "l1", "alpha": 0.001}, ["partial_fit", "partial_fit decimal", "partial_fit"]),
    ({"class_weight": "part", "eta0": 0.5, "shuffle": False}, ["partial_fit", "fit", "partial_fit"]),
    ({"class_weight": "balanced", "max_iter": 5}, ["fit", "partial_fit counts"]),
    ({"early_stopping": True, "max_iter": 5, "validation_fraction": 0.4}, ["fit", "partial_fit", "partial_fit decimal"]),
]


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


def written(params):
    """Parameters for JSON, with class weights by label as pairs."""
    weight = params.get("class_weight")
    return {**params, "class_weight": list(map(list, weight.items()))} if isinstance(weight, dict) else params


def weighted(name, params, kind):
    X, y = datasets[name]
    params = {**params, "class_weight": class_weight(name, params.get("class_weight"))} if "class_weight" in params else params
    given = None if kind is None else np.array(weights[name][kind], dtype=float)
    model = Perceptron(**params).fit(X, y, sample_weight=given)
    return {
        "dataset": name,
        "params": written(params),
        "weights": kind,
        **outcome(model),
        "score": model.score(X, y),
        "weightedScore": model.score(X, y, np.array(weights[name]["decimal"])),
    }


def history(name, params, calls):
    X, y = datasets[name][0], np.array(datasets[name][1])
    classes = np.unique(y)
    init = np.random.RandomState(5)
    coef = np.round(init.randn(1 if len(classes) == 2 else len(classes), X.shape[1]), 2)
    intercept = np.round(init.randn(len(coef)), 2)
    params = {**params}
    if "class_weight" in params:
        params["class_weight"] = class_weight(name, params["class_weight"])
    given = {**params, "random_state": np.random.RandomState(3)} if params.get("random_state") == "stream" else params
    model = Perceptron(**given)
    steps = []
    for i, call in enumerate(calls):
        method, kind = (call + " ").split(" ")[:2]
        rows = np.arange(len(y)) if method == "fit" else np.arange(i % 3, len(y), 3)
        more = {"sample_weight": np.array(weights[name][kind], dtype=float)[rows]} if kind in weights[name] else {}
        if kind in ["init", "coef"]:
            more["coef_init"] = coef.copy()
        if kind in ["init", "intercept"]:
            more["intercept_init"] = intercept.copy()
        if method == "partial_fit":
            more["classes"] = classes
        getattr(model, method)(X[rows], y[rows], **more)
        steps.append({"method": method, "kind": kind, "start": i % 3, **outcome(model)})
    return {
        "dataset": name,
        "params": written(params),
        "coefInit": coef.tolist(),
        "interceptInit": intercept.tolist(),
        "steps": steps,
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
            "weights": weights,
            "weighted": [
                weighted(name, params, kind)
                for name in datasets
                for params, kind in (more[::3] if name == "digits" else more)
            ],
            "histories": [
                history(name, params, calls)
                for name in datasets
                for params, calls in (histories[1::4] if name == "digits" else histories)
            ],
            "partial": [partial(name, params) for name in datasets for params in [{}, {"random_state": 42, "penalty": "elasticnet"}]],
            "streams": [stream(name) for name in datasets],
            "scaledDigits": scaled(),
        }
    )
)
