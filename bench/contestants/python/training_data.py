"""The numbers of training-data.ts: the first images of MNIST, or what NumPy draws."""

import gzip
from pathlib import Path

import numpy as np

from settings import settings

PREDICTED_ROWS = 10_000
TRAINING_ROWS = 5000
HEADER_BYTES = 16
IMAGES = Path(__file__).parents[3] / "packages/mnist/data/train-images-idx3-ubyte.gz"


def training_data():
    batches = 1 if settings.once else TRAINING_ROWS // settings.batch
    rows = PREDICTED_ROWS if settings.predict else batches * settings.batch
    columns = settings.layers[0]
    random = np.random.RandomState(42)
    if columns == 784 and not settings.dense and not settings.once:
        with gzip.open(IMAGES) as file:
            file.read(HEADER_BYTES)
            pixels = np.frombuffer(file.read(rows * columns), np.uint8).reshape(rows, columns)
    else:
        pixels = random.randint(1, 256, size=(rows, columns))
    labels = random.randint(0, settings.layers[-1], size=rows)
    return (pixels / 255).astype(np.float32), labels
