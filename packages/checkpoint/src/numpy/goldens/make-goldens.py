"""Files that NumPy wrote, in base64, and the numbers in them. Run: python3 make-goldens.py > numpy.json"""
import base64
import io
import json
import tempfile
import zipfile

import numpy as np
from numpy.lib import format as npy


def text(data):
    return base64.b64encode(data).decode()


def saved(array, version=None):
    file = io.BytesIO()
    if version is None:
        np.save(file, array)
    else:
        npy.write_array(file, array, version=version)
    return text(file.getvalue())


dtypes = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"]
shapes = [(), (0,), (5,), (2, 3), (2, 3, 4), (0, 7), (1,) * 32, (12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)]


def numbers(dtype, shape):
    return (np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape) * 37 - 3).astype(dtype)


def case(array, file):
    """The numbers in C order, as little-endian bytes."""
    plain = np.ascontiguousarray(array).reshape(-1)
    plain = plain.astype(np.float32) if plain.dtype.kind == "f" and plain.dtype.itemsize == 2 else plain
    plain = plain.astype(plain.dtype.newbyteorder("<"))
    return {"dtype": plain.dtype.name, "shape": array.shape, "data": text(plain.tobytes()), "file": file}


plain = [case(a, saved(a)) for a in [numbers(d, (2, 3)) for d in dtypes] + [numbers("float32", s) for s in shapes]]
read = []
for dtype in [">f4", ">f8", ">i2", ">u4", ">i8", "<f2", ">f2", "|b1"]:
    array = numbers(dtype, (2, 3, 4))
    read += [case(array, saved(array)), case(array, saved(np.asfortranarray(array)))]
read.append(case(numbers("<f8", (3, 5)), saved(numbers("<f8", (3, 5)), (2, 0))))
read.append(case(numbers("<i4", (3, 5)), saved(np.asfortranarray(numbers("<i4", (3, 5))), (3, 0))))

objects = np.array([{}, 1], dtype=object)
refused = {
    "objects": saved(objects),
    "text": saved(np.array(["a", "bc"])),
    "bytes": saved(np.array([b"a"])),
    "complex": saved(np.array([1j])),
    "dates": saved(np.array(["2026-01-01"], "M8[D]")),
    "long double": saved(np.array([1], np.longdouble)),
    "records": saved(np.array([(1, 2.0, [1, 2])], [("a", "<i4"), ("b\u00e9", "<f4"), ("c", "<f8", (2,))])),
}

arrays = {"hidden1/kernel": numbers("float32", (2, 3)), "global_step": np.int64(44000), "\u00e9": np.zeros(500), "__proto__": np.arange(3)}
archives = {}
for name, save in [("stored", np.savez), ("deflated", np.savez_compressed)]:
    file = io.BytesIO()
    save(file, **arrays)
    archives[name] = text(file.getvalue())
file = io.BytesIO()
with zipfile.ZipFile(file, "w") as archive:
    archive.writestr("notes.txt", "not an array")
    archive.writestr("words.npy", base64.b64decode(refused["text"]))
    archive.writestr("x.npy", base64.b64decode(saved(np.arange(3, dtype=np.float32))))
    archive.comment = b"a comment"
archives["mixed"] = text(file.getvalue())
contents = {name: {**case(np.asarray(a), ""), "file": saved(np.asarray(a))} for name, a in arrays.items()}
print(json.dumps({"numpy": np.__version__, "plain": plain, "read": read, "refused": refused, "archives": archives, "contents": contents}))
