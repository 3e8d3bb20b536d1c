# How NumPy prints float32 numbers, and C's %g doubles. Run in this folder.
import json

import numpy as np

random = np.random.RandomState(0)
values = [0, 1, 114.95188, 0.104513876, 13.229605, 1e-4, 9.99e-5, 9.5e-05, 1e16, 9.9e15, 123456789, 0.1, 3.4e38, 1e-45]
values += [-2.5, 1 / 3, 16777216, 0.9796, 100.0, 2.0e-10, 999999.5, 394.756]
values += list(random.randn(40)) + list(np.exp(random.randn(60) * 20))
goldens = {
    "float32": [[float(v), str(v)] for v in np.float32(values)],
    "g": [[float(v), "%g" % v] for v in values],
}
with open("format-number.json", "w") as file:
    json.dump(goldens, file, indent=1)
    file.write("\n")
