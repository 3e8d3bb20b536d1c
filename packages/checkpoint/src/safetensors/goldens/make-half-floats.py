"""Bits of float32 for bits of float16, by NumPy. Run: python3 make-half-floats.py > half-floats.json"""
import json

import numpy as np

halves = [0x0000, 0x8000, 0x0001, 0x8001, 0x0002, 0x03FF, 0x0200, 0x0400, 0x0401, 0x3C00, 0xBC00, 0x3555, 0x7BFF, 0xFBFF, 0x7C00, 0xFC00]
singles = np.array(halves, np.uint16).view(np.float16).astype(np.float32).view(np.uint32)
# All finite ones together: sums of whole multiples of the least subnormal are exact.
finite = np.arange(0x7C00, dtype=np.uint16).view(np.float16).astype(np.float64) * 2**24
print(json.dumps({"numpy": np.__version__, "halves": halves, "singles": singles.tolist(), "sumOfPositive": int(finite.sum())}))
