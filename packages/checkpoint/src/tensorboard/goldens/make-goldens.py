"""Event files made of Google's protobuf and of crcmod's CRC-32C, in base64, and what is in them.
Debian: apt-get install python3-protobuf python3-crcmod. Run: /usr/bin/python3 make-goldens.py > tensorboard.json"""
import base64
import json
import struct

from crcmod.predefined import mkCrcFun
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

crc32c = mkCrcFun("crc-32c")
F = descriptor_pb2.FieldDescriptorProto

# What event.proto and summary.proto of TensorFlow say of these messages.
file = descriptor_pb2.FileDescriptorProto(name="event.proto", package="t", syntax="proto3")


def message(name, *fields, oneof=None):
    described = file.message_type.add(name=name)
    if oneof:
        described.oneof_decl.add(name=oneof)
    for field, number, kind, *more in fields:
        added = described.field.add(name=field, number=number, type=kind, label=F.LABEL_OPTIONAL)
        if oneof and number > 2 or name == "Value" and number == 2:
            added.oneof_index = 0
        if more:
            added.type_name = more[0]
        if more[1:]:
            added.label = F.LABEL_REPEATED


message("HistogramProto", ("min", 1, F.TYPE_DOUBLE), ("max", 2, F.TYPE_DOUBLE))
message("Value", ("tag", 1, F.TYPE_STRING), ("simple_value", 2, F.TYPE_FLOAT),
        ("histo", 5, F.TYPE_MESSAGE, ".t.HistogramProto"), oneof="value")
message("Summary", ("value", 1, F.TYPE_MESSAGE, ".t.Value", True))
message("SessionLog", ("status", 1, F.TYPE_INT32))
message("Event", ("wall_time", 1, F.TYPE_DOUBLE), ("step", 2, F.TYPE_INT64), ("file_version", 3, F.TYPE_STRING),
        ("graph_def", 4, F.TYPE_BYTES), ("summary", 5, F.TYPE_MESSAGE, ".t.Summary"),
        ("session_log", 7, F.TYPE_MESSAGE, ".t.SessionLog"), oneof="what")
pool = descriptor_pool.DescriptorPool()
pool.Add(file)
Event = message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("t.Event"))


def masked(data):
    crc = crc32c(data)
    return struct.pack("<I", (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF)


def record(event):
    payload = event.SerializeToString()
    length = struct.pack("<Q", len(payload))
    return length + masked(length) + payload + masked(payload)


def written(events):
    return base64.b64encode(b"".join(map(record, events))).decode()


def scalars(time, step, **values):
    listed = [{"tag": tag, "simple_value": value} for tag, value in values.items()]
    return Event(wall_time=time, step=step, summary={"value": listed})


time = 1529485234.5
version = Event(wall_time=time, file_version="brain.Event:2")
start = Event(wall_time=time, step=1, session_log={"status": 1})
steps = [
    (1, {"loss": 123.5}),
    (101, {"loss": 0.1, "global_step/sec": 394.756}),
    (2 ** 40, {"größe": 0.0, "": -1e-40}),
    (0, {"zero": float("inf"), "one": 1.0}),
]
plain = [scalars(time, step, **values) for step, values in steps if "" not in values]
histogram = {"tag": "weights", "histo": {"min": -1, "max": 1}}
others = [
    Event(wall_time=time, graph_def=b"\0\1\2"),
    Event(wall_time=time, step=7, summary={"value": [histogram, {"tag": "after", "simple_value": 2}]}),
]
print(json.dumps({
    "written": {"wallTime": time, "file": written([version, start, *plain])},
    "read": {
        "file": written([version, start, *others, *(scalars(time, step, **values) for step, values in steps)]),
        "scalars": [["after", 2.0, 7]] + [
            [tag, struct.unpack("<f", struct.pack("<f", value))[0] if value < 1e39 else "Infinity", step]
            for step, values in steps for tag, value in values.items()
        ],
    },
    "records": written([scalars(time, 1, loss=1.0)]),
}, ensure_ascii=False, indent=1, allow_nan=False))
