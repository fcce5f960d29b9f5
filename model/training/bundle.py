"""A bundle as the function runs it: tokenizer and int8 graphs on ONNX Runtime."""

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

# As dev.copydesk.djl.LengthGroups: int8 scales are those of a whole group, so the groups must be the same for the same scores.
GROUP_TOKENS = 2048  # padded tokens of one run of the encoder
RUN = 20  # what one more run costs, in tokens


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
    """Row numbers in groups of like length, such that padding and runs together cost least; the shortest rows first."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    cost, begins = [0], [0]  # of the first rows, by their number: the least cost, and where the last group begins
    for end in range(1, len(rows) + 1):
        longest, best = len(rows[order[end - 1]]), (math.inf, 0)
        for begin in range(end - 1, -1, -1):
            tokens = (end - begin) * longest
            if tokens > GROUP_TOKENS and begin < end - 1:
                break
            if cost[begin] + tokens + RUN < best[0]:
                best = cost[begin] + tokens + RUN, begin
        cost.append(best[0])
        begins.append(best[1])
    groups, end = [], len(rows)
    while end:
        groups.append(order[begins[end] : end])
        end = begins[end]
    return groups[::-1]


def probabilities(logits, temperature):
    scaled = np.asarray(logits, np.float64) / temperature
    exponentials = np.exp(scaled - scaled.max(-1, keepdims=True))
    return exponentials / exponentials.sum(-1, keepdims=True)


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def read_manifest(folder):
    return json.loads((Path(folder) / "manifest.json").read_text())
