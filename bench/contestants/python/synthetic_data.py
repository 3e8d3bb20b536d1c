"""The numbers of synthetic-data.ts, which draws as NumPy does."""

import numpy as np

from settings import settings

PREDICTED_ROWS = 10_000
TRAINING_ROWS = 5000


def synthetic_data():
    batches = 1 if settings.once else TRAINING_ROWS // settings.batch
    rows = PREDICTED_ROWS if settings.predict else batches * settings.batch
    columns = settings.layers[0]
    random = np.random.RandomState(42)
    low, high = (1025, 1280) if settings.dense else (0, 1280)
    pixels = np.maximum(0, random.randint(low, high, size=(rows, columns)) - 1024)
    labels = random.randint(0, settings.layers[-1], size=rows)
    return (pixels / 255).astype(np.float32), labels
