"""Classifiers as Keras lays them out, with h5py, and what training them on with Keras's rules makes of them: NumPy in float64.

    python3 make-keras-classifiers.py > keras-classifiers.json

Keras computes a cross-entropy of a softmax or sigmoid from the logits beneath (keras/src/backend/tensorflow/nn.py,
_get_logits); its SGD is w - rate * gradient; its loss is the batch's mean.
"""
import base64
import io
import json
import zipfile
import h5py
import numpy as np

rate, steps = 0.5, 25
random = np.random.RandomState(3)
labels = np.arange(45) % 3
features = (random.randn(3, 4)[labels] + 0.6 * random.randn(45, 4)).astype(np.float32)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def forward(values, last):
    (k1, b1), (k2, b2) = values
    h = np.maximum(features.astype(np.float64) @ k1 + b1, 0)
    z = h @ k2 + b2
    return h, softmax(z) if last == "softmax" else 1 / (1 + np.exp(-z))


def scores(values, last, targets):
    _, p = forward(values, last)
    if last == "softmax":
        rows = np.arange(len(p))
        return -np.mean(np.log(p[rows, labels])), np.mean(p.argmax(axis=1) == labels)
    return -np.mean(targets * np.log(p) + (1 - targets) * np.log(1 - p)), np.mean((p > 0.5) == targets)


def train(values, last, targets):
    for _ in range(steps):
        (k1, b1), (k2, b2) = values
        h, p = forward(values, last)
        dz = (p - targets) / len(p)
        dh = dz @ k2.T * (h > 0)
        x = features.astype(np.float64)
        values = [(k1 - rate * x.T @ dh, b1 - rate * dh.sum(0)), (k2 - rate * h.T @ dz, b2 - rate * dz.sum(0))]
    return values


def layers(names, units, last, shape_key):
    activations = ["relu", "linear" if last == "logits" else last]
    dense = [
        {"class_name": "Dense", "config": {"name": name, "units": n, "activation": a, "use_bias": True, "trainable": True}}
        for name, n, a in zip(names, units, activations)
    ]
    return [{"class_name": "InputLayer", "config": {"name": "input", shape_key: [None, 4], "dtype": "float32"}}, *dense]


def as_h5(values, names, units, last, loss):
    file = io.BytesIO()
    with h5py.File(file, "w") as f:
        model = {"class_name": "Sequential", "config": {"name": "s", "layers": layers(names, units, last, "batch_input_shape")}}
        f.attrs["model_config"] = json.dumps(model)
        f.attrs["keras_version"], f.attrs["backend"] = "2.15.0", "tensorflow"
        optimizer = {"class_name": "SGD", "config": {"name": "SGD", "learning_rate": rate}}
        f.attrs["training_config"] = json.dumps({"loss": loss, "metrics": ["accuracy"], "optimizer_config": optimizer})
        weights = f.create_group("model_weights")
        weights.attrs["layer_names"] = np.array(names, "S")
        for name, (kernel, bias) in zip(names, values):
            g = weights.create_group(name)
            g.attrs["weight_names"] = np.array([f"{name}/kernel:0", f"{name}/bias:0"], "S")
            inner = g.create_group(name)
            inner["kernel:0"], inner["bias:0"] = kernel.astype("f4"), bias.astype("f4")
    return file.getvalue()


def as_keras(values, names, units, last, loss):
    weights = io.BytesIO()
    with h5py.File(weights, "w") as f:
        f.create_group("vars")
        for i, (kernel, bias) in enumerate(values):
            g = f.create_group(f"layers/dense{'' if i == 0 else f'_{i}'}/vars")
            g["0"], g["1"] = kernel.astype("f4"), bias.astype("f4")
    config = {
        "module": "keras", "class_name": "Sequential", "registered_name": "Sequential",
        "config": {"name": "s", "layers": layers(names, units, last, "batch_shape"), "build_input_shape": [None, 4]},
        "compile_config": {"optimizer": "sgd", "loss": loss, "metrics": ["accuracy"]},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as z:
        z.writestr("metadata.json", json.dumps({"keras_version": "3.5.0"}))
        z.writestr("config.json", json.dumps(config))
        z.writestr("model.weights.h5", weights.getvalue())
    return file.getvalue()


def loss_class(name, **config):
    return {"module": "keras.losses", "class_name": name, "config": config, "registered_name": None}


cases = []
for last, outputs, loss, write in [
    ("softmax", 3, "sparse_categorical_crossentropy", as_h5),
    ("softmax", 3, loss_class("SparseCategoricalCrossentropy", from_logits=False, ignore_class=None), as_keras),
    ("logits", 3, loss_class("SparseCategoricalCrossentropy", from_logits=True, reduction="sum_over_batch_size"), as_keras),
    ("logits", 3, {"class_name": "SparseCategoricalCrossentropy", "config": {"reduction": "auto", "from_logits": True}}, as_h5),
    ("sigmoid", 1, "binary_crossentropy", as_keras),
    ("sigmoid", 1, {"class_name": "BinaryCrossentropy", "config": {"from_logits": False, "label_smoothing": 0.0, "axis": -1}}, as_h5),
]:
    units = [6, outputs]
    sizes = [(4, 6), (6, outputs)]
    values = [((random.randn(*s) / 2).astype("f4").astype("f8"), np.zeros(s[1])) for s in sizes]
    of = "sigmoid" if last == "sigmoid" else "softmax"
    targets = np.eye(3)[labels] if of == "softmax" else (labels == 1).astype(float)[:, None]
    after = train(values, of, targets)
    cases.append({
        "last": last,
        "loss": loss,
        "file": base64.b64encode(write(values, ["hidden", "outputs"], units, last, loss)).decode(),
        "before": scores(values, of, targets),
        "after": scores(after, of, targets),
        "values": {f"{n}/{w}": v.ravel().tolist() for n, vs in zip(["hidden", "outputs"], after) for w, v in zip(["kernel", "bias"], vs)},
    })
print(json.dumps({"rate": rate, "steps": steps, "features": features.tolist(), "labels": labels.tolist(), "cases": cases}))
