"""Writes iris.json: scikit-learn's own iris values. Run with scikit-learn 1.2: python3 make-iris.py"""
import json
from pathlib import Path

from sklearn.datasets import load_iris

iris = load_iris()
golden = {
    "featureNames": iris.feature_names,
    "labelNames": iris.target_names.tolist(),
    "features": iris.data.ravel().tolist(),
    "labels": iris.target.tolist(),
}
Path(__file__).with_name("iris.json").write_text(json.dumps(golden) + "\n")
