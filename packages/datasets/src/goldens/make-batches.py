"""Writes batches.json: one epoch of the notebook's shuffle_batch. Run with NumPy 1.24: python3 make-batches.py"""
import json
from pathlib import Path

import numpy as np

cases = []
for seed, n, batch_size in [(42, 150, 50), (0, 10, 3), (7, 23, 5), (1, 9, 9), (3, 11, 1)]:
    batches = np.array_split(np.random.RandomState(seed).permutation(n), n // batch_size)
    cases.append({"seed": seed, "n": n, "batchSize": batch_size, "batches": [b.tolist() for b in batches]})
Path(__file__).with_name("batches.json").write_text(json.dumps(cases) + "\n")
