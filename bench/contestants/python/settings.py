"""What a contestant is asked to be, by its command line."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--layers", default="784-300-100-10")
parser.add_argument("--batch", type=int, default=50)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--dense", action="store_true")
parser.add_argument("--predict", action="store_true")
parser.add_argument("--once", action="store_true")
settings = parser.parse_args()
settings.layers = [int(size) for size in settings.layers.split("-")]
