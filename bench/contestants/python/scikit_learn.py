"""scikit-learn's MLPClassifier, by partial_fit over several batches at once."""

import itertools
import warnings

from serve import repeat, serve, withdraw
from settings import settings

try:
    import sklearn
    from sklearn.neural_network import MLPClassifier
except ImportError as error:
    withdraw(error)

from blas import blas_versions
from training_data import training_data

warnings.filterwarnings("ignore")  # that the optimization has not converged
BATCHES = 1 if settings.once else 10

features, labels = training_data()
classes = range(settings.layers[-1])
model = MLPClassifier(
    settings.layers[1:-1],
    solver="sgd",
    learning_rate_init=0.01,
    momentum=0,
    alpha=0,
    batch_size=settings.batch,
    random_state=42,
)


def training():
    size = BATCHES * settings.batch
    starts = itertools.cycle(range(0, len(features) - size + 1, size))

    def step():
        start = next(starts)
        model.partial_fit(features[start : start + size], labels[start : start + size], classes)

    return repeat(step, BATCHES)


def prediction():
    model.partial_fit(features[: settings.batch], labels[: settings.batch], classes)
    return repeat(lambda: model.predict_proba(features))


serve(
    prediction() if settings.predict else training(),
    [f"scikit-learn {sklearn.__version__}", *blas_versions()],
    [] if settings.predict else [f"by `partial_fit`, {BATCHES} batches a call"],
)
