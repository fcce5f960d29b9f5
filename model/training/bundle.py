"""A bundle as the function runs it: tokenizer and int8 graphs on ONNX Runtime."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

GROUP_TOKENS = 2048  # padded tokens of one run of the encoder


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
        group = []
        for i in [*sorted(range(len(rows)), key=lambda i: len(rows[i])), None]:
            if group and (i is None or len(rows[i]) * (len(group) + 1) > GROUP_TOKENS):
                vectors[group] = self.encode([rows[j] for j in group])
                group = []
            group.append(i)
        return self.context.run(None, {"vectors": vectors})[0]

    def encode(self, rows):
        ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
        mask = np.zeros_like(ids)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
            mask[i, : len(row)] = 1
        return self.encoder.run(None, {"ids": ids, "mask": mask})[0]


def probabilities(logits, temperature):
    scaled = np.asarray(logits, np.float64) / temperature
    exponentials = np.exp(scaled - scaled.max(-1, keepdims=True))
    return exponentials / exponentials.sum(-1, keepdims=True)


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def read_manifest(folder):
    return json.loads((Path(folder) / "manifest.json").read_text())
