"""Writes fingerprints.json: Fingerprint64 by Google's own FarmHash (C++, in the npm package farmhash 5.0.1), of texts of
every length to 200 bytes and of some beyond ASCII.

    python3 make-fingerprints.py    (needs npm and node, and installs farmhash in a folder that it deletes)
"""

import json
import pathlib
import subprocess
import tempfile

texts = ["".join(chr(97 + (i * 7 + length) % 26) for i in range(length)) for length in range(201)]
texts += ["é", "日本語", "😀", "naïve café, straße, Ωμέγα", "ß" * 64, "101", "-1", "0", " a"]

node = """
const { fingerprint64 } = require('farmhash');
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map((text) => [text, String(fingerprint64(text))])));
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["npm", "install", "--silent", "farmhash@5.0.1"], cwd=folder, check=True)
    run = subprocess.run(["node", "-e", node], cwd=folder, check=True, input=json.dumps(texts).encode(), capture_output=True)

cases = json.loads(run.stdout)
lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
pathlib.Path(__file__).with_name("fingerprints.json").write_text(f"[\n{lines}\n]\n")
