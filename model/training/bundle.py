"""A bundle as the function runs it: tokenizer and int8 graphs on ONNX Runtime."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

# As dev.copydesk.djl.LengthGroups: int8 scales are those of a whole group, so the groups must be the same for the same scores.
GROUP_TOKENS = 2048  # padded tokens of one run of the encoder
WIDEST = 1.4  # the longest row of a group to its shortest
NEGLIGIBLE = 8  # tokens of difference that are always allowed


class Bundle:
    """kind: "" for the deployed graphs of `folder`, ".float" for those before quantisation."""

    def __init__(self, folder, kind="", tokenizer=None):
        folder = Path(folder)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self.tokenizer = Tokenizer.from_file(str(tokenizer or folder / "tokenizer.json"))
        self.encoder = onnxruntime.InferenceSession(str(folder / f"encoder{kind}.onnx"), options)
        self.context = onnxruntime.InferenceSession(str(folder / f"context{kind}.onnx"), options)

    def tokens(self, texts):
        return [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]

    def logits(self, texts):
        """[paragraphs, outputs]"""
        rows = self.tokens(texts)
        vectors = np.zeros((len(rows), self.context.get_inputs()[0].shape[1]), np.float32)
        for group in length_groups(rows):
            vectors[group] = self.encode([rows[i] for i in group])
        return self.context.run(None, {"vectors": vectors})[0]

    def encode(self, rows):
        ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
        mask = np.zeros_like(ids)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
            mask[i, : len(row)] = 1
        return self.encoder.run(None, {"ids": ids, "mask": mask})[0]


def length_groups(rows):
    """Row numbers in groups of like length."""
    groups = []
    for i in sorted(range(len(rows)), key=lambda i: len(rows[i])):
        group, length = groups[-1] if groups else [], len(rows[i])
        shortest = len(rows[group[0]]) if group else 0
        alike = length <= max(shortest * WIDEST, shortest + NEGLIGIBLE)
        if group and alike and (len(group) + 1) * length <= GROUP_TOKENS:
            group.append(i)
        else:
            groups.append([i])
    return groups


def probabilities(logits, temperature):
    scaled = np.asarray(logits, np.float64) / temperature
    exponentials = np.exp(scaled - scaled.max(-1, keepdims=True))
    return exponentials / exponentials.sum(-1, keepdims=True)


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def read_manifest(folder):
    return json.loads((Path(folder) / "manifest.json").read_text())
