"""Writes keras.json: files, deflated, as Keras 3, 2.13 and 2.x lay them out (saving_lib.py, legacy_h5_format.py), made with h5py.

python3 make-goldens.py > keras.json
"""

import base64
import io
import json
import sys
import zipfile
import zlib

import h5py
import numpy as np

random = np.random.RandomState(1)


def weights(*shape):
    return random.uniform(0.1, 1, shape).astype("float32")


# By layer, in Keras's order: kernel, bias; gamma, beta, moving_mean, moving_variance.
VALUES = {
    "hidden": [weights(4, 3), weights(3)],
    "norm": [weights(3), weights(3), weights(3), weights(3)],
    "middle": [weights(3, 3)],
    "out": [weights(3, 2), weights(2)],
}
OWN = {
    "hidden": ["kernel", "bias"],
    "norm": ["gamma", "beta", "moving_mean", "moving_variance"],
    "middle": ["kernel"],
    "out": ["kernel", "bias"],
}
CLASSES = [
    ("flat", "Flatten", "flatten"),
    ("hidden", "Dense", "dense"),
    ("norm", "BatchNormalization", "batch_normalization"),
    ("drop", "Dropout", "dropout"),
    ("middle", "Dense", "dense_1"),
    ("leaky", "LeakyReLU", "leaky_re_lu"),
    ("out", "Dense", "dense_2"),
]


def new_object(module, name, config):
    return {"module": module, "class_name": name, "config": config, "registered_name": None}


def initializer(name):
    return new_object("keras.initializers", name, {})


def new_config():
    policy = new_object("keras", "DTypePolicy", {"name": "float32"})
    base = lambda name: {"name": name, "trainable": True, "dtype": policy}
    dense = lambda name, units, activation, bias: {
        **base(name),
        "units": units,
        "activation": activation,
        "use_bias": bias,
        "kernel_initializer": initializer("GlorotUniform"),
        "bias_initializer": initializer("Zeros"),
        "kernel_regularizer": None,
        "bias_regularizer": None,
        "kernel_constraint": None,
        "bias_constraint": None,
        "quantization_config": None,
    }
    layers = [
        new_object(
            "keras.layers",
            "InputLayer",
            {
                "batch_shape": [None, 2, 2],
                "dtype": "float32",
                "sparse": False,
                "ragged": False,
                "name": "input_layer",
                "optional": False,
            },
        ),
        new_object("keras.layers", "Flatten", {**base("flat"), "data_format": "channels_last"}),
        new_object("keras.layers", "Dense", dense("hidden", 3, "silu", True)),
        new_object(
            "keras.layers",
            "BatchNormalization",
            {
                **base("norm"),
                "axis": -1,
                "momentum": 0.9,
                "epsilon": 0.01,
                "center": True,
                "scale": True,
                "beta_initializer": initializer("Zeros"),
                "synchronized": False,
            },
        ),
        new_object("keras.layers", "Dropout", {**base("drop"), "rate": 0.25, "seed": None, "noise_shape": None}),
        new_object("keras.layers", "Dense", dense("middle", 3, "leaky_relu", False)),
        new_object("keras.layers", "LeakyReLU", {**base("leaky"), "negative_slope": 0.1}),
        new_object("keras.layers", "Dense", dense("out", 2, "softmax", True)),
    ]
    config = {**base("sequential"), "layers": layers, "build_input_shape": [None, 2, 2]}
    return {
        **new_object("keras", "Sequential", config),
        "build_config": {"input_shape": [None, 2, 2]},
        "compile_config": {"optimizer": new_object("keras.optimizers", "Adam", {"learning_rate": 0.001})},
    }


def old_config():
    layers = []
    for item in new_config()["config"]["layers"]:
        config = {**item["config"], "dtype": "float32"}
        if "batch_shape" in config:
            config["batch_input_shape"] = config.pop("batch_shape")
        if "negative_slope" in config:
            config["alpha"] = config.pop("negative_slope")
        if "axis" in config:
            config["axis"] = [1]
        if config.get("activation") == "silu":
            config["activation"] = "swish"
        layers.append({"class_name": item["class_name"], "config": config})
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": layers}}


def old_node(before):
    return [[[before, 0, 0, {}]]]


def new_node(before, kwargs):
    history = {"shape": [None, 3], "dtype": "float32", "keras_history": [before, 0, 0]}
    return [{"args": [{"class_name": "__keras_tensor__", "config": history}], "kwargs": kwargs}]


def functional(model, name, node, nested_ends):
    """The model as one of the Functional API; its layers are listed last to first, for their order is that of the nodes."""
    layers, before = [], None
    for item in model["config"]["layers"]:
        own = item["config"]["name"]
        layers.append({**item, "name": own, "inbound_nodes": node(before, item["class_name"]) if before else []})
        before = own
    ends = [[layers[0]["name"], 0, 0], [before, 0, 0]]
    inputs, outputs = [[end] for end in ends] if nested_ends else ends
    config = {"name": "model", "trainable": True, "layers": layers[::-1], "input_layers": inputs, "output_layers": outputs}
    return {**model, "class_name": name, "config": config}


def functional_keras3():
    recorded = {"Dropout": {"training": False}, "BatchNormalization": {"mask": None}}
    node = lambda before, layer: new_node(before, recorded.get(layer, {}))
    return functional(new_config(), "Functional", node, False)


def functional_keras2_13():
    return functional(new_config(), "Functional", lambda before, _: old_node(before), True)


def functional_keras2():
    return functional(old_config(), "Model", lambda before, _: old_node(before), True)


def file_of(write):
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        write(file)
    return buffer.getvalue()


def as_float16(group, name, value):
    group[name] = value.astype("float16")


def as_bfloat16(group, name, value):
    """As h5py writes it, two bytes of no known kind, and Keras says beside it what they are; cut, not rounded."""
    halves = (value.view("uint32") >> 16).astype("<u2").view("V2")
    group.create_dataset(name, data=halves).attrs["dtype"] = "bfloat16"


def as_float32(group, name, value):
    group[name] = value


def new_weights(root, put=as_float32):
    def write(file):
        file.create_group("vars")
        for name, _, group in CLASSES:
            own = file.create_group(f"{root}{group}").create_group("vars")
            for i, value in enumerate(VALUES.get(name, [])):
                put(own, str(i), value)
        file.create_group(f"{root}dropout/seed_generator").create_group("vars")["0"] = np.array([1, 2], "uint32")
        own = file.create_group("optimizer").create_group("vars")
        own["0"] = np.int64(7)
        own["1"] = np.float32(0.001)
        file.create_group("complex")["0"] = np.zeros(3, "complex64")

    return write


def old_weights(file, fixed, order=1):
    texts = lambda list: np.array([text.encode() for text in list], "S") if fixed else [text.encode() for text in list]
    names = [name for name, _, _ in CLASSES][::order]
    if fixed:  # as long lists are written
        file.attrs["layer_names0"] = texts(names[:4])
        file.attrs["layer_names1"] = texts(names[4:])
    else:
        file.attrs["layer_names"] = texts(names)
    file.attrs["backend"] = b"tensorflow"
    file.attrs["keras_version"] = b"2.11.0"
    for name in sorted(names):
        group = file.create_group(name)
        own = [f"{name}/{weight}:0" for weight in OWN.get(name, [])]
        group.attrs["weight_names"] = texts(own) if own else []
        for weight, value in zip(own, VALUES.get(name, [])):
            group.create_dataset(weight, data=value)
    file.create_group("top_level_model_weights").attrs["weight_names"] = []


def old_model(config, order=1):
    def write(file):
        file.attrs["model_config"] = json.dumps(config).encode()
        file.attrs["keras_version"] = b"2.11.0"
        old_weights(file.create_group("model_weights"), False, order)

    return write


def archive(weights, config):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zip:
        for name, value in [("metadata.json", {"keras_version": "3.8.0"}), ("config.json", config)]:
            with zip.open(name, "w") as file:
                file.write(json.dumps(value).encode())
        zip.writestr("model.weights.h5", weights)
    return buffer.getvalue()


new_file = file_of(new_weights("layers/"))
old_root = file_of(new_weights("_layer_checkpoint_dependencies/"))
files = {
    "model.keras": archive(new_file, new_config()),
    "keras2.13.keras": archive(old_root, new_config()),
    "windows.keras": archive(file_of(new_weights("layers\\")), new_config()),
    "model.h5": file_of(old_model(old_config())),
    "functional.keras": archive(new_file, functional_keras3()),
    "functional-keras2.13.keras": archive(old_root, functional_keras2_13()),
    "functional.h5": file_of(old_model(functional_keras2())),
    "functional-by-name.h5": file_of(old_model(functional_keras2(), -1)),
    "model.weights.h5": new_file,
    "float16.weights.h5": file_of(new_weights("layers/", as_float16)),
    "bfloat16.weights.h5": file_of(new_weights("layers/", as_bfloat16)),
    "old.weights.h5": file_of(lambda file: old_weights(file, True)),
}
ours = {"moving_mean": "movingMean", "moving_variance": "movingVariance"}


def named_values(convert):
    return {
        f"{layer}/{ours.get(own, own)}": convert(value).tolist()
        for layer in VALUES
        for own, value in zip(OWN[layer], VALUES[layer])
    }


json.dump(
    {
        "files": {name: base64.b64encode(zlib.compress(file, 9)).decode() for name, file in files.items()},
        "values": named_values(lambda value: value),
        "float16": named_values(lambda value: value.astype("float16").astype("float32")),
        "bfloat16": named_values(lambda value: (value.view("uint32") & 0xFFFF0000).view("float32")),
    },
    sys.stdout,
    indent=1,
)
sys.stdout.write("\n")
