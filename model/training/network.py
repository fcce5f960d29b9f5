"""The network: a token encoder for each paragraph and context layers over the article's paragraph vectors.

alone:     token ids [P, T]                       -> token states [P, T, width], each paragraph read by itself
together:  token states of windows of neighbours  -> paragraph vectors [P, width]
context:   paragraph vectors [P, width]           -> logits [P, OUTPUTS], one row a paragraph, in reading order
"""

import contextlib
import functools
import itertools
import math
import re
import time
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

OUTPUTS = ("news_body", "attribution/statement", "attribution/credit", "solicitation")
MAX_TOKENS = 192  # of a paragraph, [CLS] and [SEP] included; longer ones are cut at the end
WINDOW = 320  # tokens of neighbouring paragraphs that are read together
BESIDE = -1.5  # added to attention to the tokens of other paragraphs, before training
WIDTH = 384  # of the network that is deployed
HEADS = 12
CONTEXT_WIDTH = 256
FARTHEST = 24  # paragraphs; beyond this distance all positions share one bias
BUCKETS = 32  # of distances between tokens, where an encoder weighs them
PLACES = 16  # from the article's first paragraph, and from its last; the rest share one


def device_precision():
    """bfloat16 where it is the faster of the two: some processors that multiply it in hardware are slower at it than in float32."""
    return torch.autocast("cpu", torch.bfloat16) if seconds_of(torch.bfloat16) < seconds_of(torch.float32) else contextlib.nullcontext()


@functools.cache
def seconds_of(kind, tries=5):
    """The shortest time of a product of matrices as large as a layer's."""
    states, weights = torch.ones(512, WIDTH, dtype=kind), torch.ones(WIDTH, 4 * WIDTH, dtype=kind)
    times = []
    for _ in range(tries):
        began = time.perf_counter()
        states @ weights
        times.append(time.perf_counter() - began)
    return min(times)


class Block(nn.Module):
    """One post-norm transformer layer; `bias` is added to the attention scores."""

    def __init__(self, width, heads, inner, dropout, attention_dropout=0.0):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.mix = nn.Linear(width, width)
        self.norm_mix = nn.LayerNorm(width, eps=1e-12)
        self.widen = nn.Linear(width, inner)
        self.narrow = nn.Linear(inner, width)
        self.norm_narrow = nn.LayerNorm(width, eps=1e-12)
        self.dropout = dropout
        self.attention_dropout = attention_dropout

    def split(self, x):
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def attend(self, x, bias):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = (q / math.sqrt(q.shape[-1])) @ k.transpose(-1, -2) + bias
        weights = F.dropout(torch.softmax(scores, -1), self.attention_dropout, self.training)
        return self.mix((weights @ v).transpose(1, 2).reshape(x.shape))

    def forward(self, x, bias):
        x = self.norm_mix(x + F.dropout(self.attend(x, bias), self.dropout, self.training))
        inner = self.narrow(F.gelu(self.widen(x), approximate="tanh"))  # which the runtime computes in two thirds of the time
        return self.norm_narrow(x + F.dropout(inner, self.dropout, self.training))


class ParagraphEncoder(nn.Module):
    """A BERT-shaped encoder whose token vectors are averaged into one vector a paragraph; with `distances`, of MPNet's shape.

    Its lowest `alone` layers read each paragraph by itself, the others a window of neighbouring paragraphs.
    """

    def __init__(self, vocabulary, layers, dropout=0.0, width=WIDTH, distances=False, alone=None):
        super().__init__()
        self.words = nn.Embedding(vocabulary, width).requires_grad_(False)  # rare words keep what pretraining taught them
        self.positions = nn.Embedding(MAX_TOKENS, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.blocks = nn.ModuleList(Block(width, HEADS, 4 * width, dropout) for _ in range(layers))
        self.distances = nn.Embedding(BUCKETS, HEADS) if distances else None
        self.alone = layers if alone is None else alone
        self.beside = nn.Parameter(torch.full((layers - self.alone, 2, HEADS), BESIDE))  # of tokens of the paragraphs before, and of those after
        self.dropout = dropout
        self.width = width

    def freeze(self, layers):
        """Leaves the embeddings and the lowest layers as they are."""
        for part in (self.positions, self.norm, self.distances, *self.blocks[:layers]) if layers else ():
            if part is not None:
                part.requires_grad_(False)

    def forward(self, ids, mask):
        return self.run(self.embed(ids), mask, self.blocks[: self.alone])

    def embed(self, ids):
        x = self.words(ids) + self.positions(torch.arange(ids.shape[1], device=ids.device))
        return F.dropout(self.norm(x), self.dropout, self.training)

    def run(self, x, mask, blocks):
        bias = self.bias(mask)
        for block in blocks:
            x = block(x, bias)
        return x

    def bias(self, mask):
        bias = ((1 - mask.to(self.norm.weight.dtype)) * -10000.0)[:, None, None, :]
        if self.distances is not None:
            bias = bias + self.distances(buckets(mask.shape[1])).permute(2, 0, 1)
        return bias

    def together(self, x, paragraphs):
        """x: token states [windows, tokens, width]; paragraphs [windows, tokens]: the number of each token's paragraph, from 0, or -1 where there is none.

        Returns [paragraphs, width].
        """
        kind = self.norm.weight.dtype
        there = self.bias(paragraphs >= 0)
        before = paragraphs[:, None, :] < paragraphs[:, :, None]
        after = paragraphs[:, None, :] > paragraphs[:, :, None]
        beside = torch.stack([before, after], 1).to(kind)
        for block, strengths in zip(self.blocks[self.alone :], self.beside):
            x = block(x, there + torch.einsum("kh,wkij->whij", strengths, beside))
        theirs = (torch.arange(paragraphs.max() + 1)[:, None] == paragraphs.flatten()[None]).to(kind)
        return theirs.to(x.dtype) @ x.flatten(0, 1) / theirs.sum(1, keepdim=True)


def buckets(tokens, farthest=128):
    """[tokens, tokens]: half of BUCKETS for each direction; of these, half for one distance each, the others ever wider (as in T5 and MPNet)."""
    at = torch.arange(tokens)
    apart = at[None, :] - at[:, None]
    half, single = BUCKETS // 2, BUCKETS // 4
    wide = single + (torch.log(apart.abs().clamp(min=1) / single) / math.log(farthest / single) * (half - single)).long()
    return torch.where(apart > 0, half, 0) + torch.where(apart.abs() < single, apart.abs(), wide.clamp(max=half - 1))


class ContextLabeller(nn.Module):
    """Transformer layers over the paragraphs of one article, with relative positions and the place from its first and its last."""

    def __init__(self, layers=2, heads=8, dropout=0.1, width=WIDTH):
        super().__init__()
        self.enter = nn.Linear(width, CONTEXT_WIDTH)
        self.first = nn.Embedding(PLACES, CONTEXT_WIDTH)
        self.last = nn.Embedding(PLACES, CONTEXT_WIDTH)
        self.norm = nn.LayerNorm(CONTEXT_WIDTH)
        self.blocks = nn.ModuleList(Block(CONTEXT_WIDTH, heads, 2 * CONTEXT_WIDTH, dropout, dropout) for _ in range(layers))
        self.distance = nn.ModuleList(nn.Embedding(2 * FARTHEST + 1, heads) for _ in range(layers))
        self.leave = nn.Linear(CONTEXT_WIDTH + width, len(OUTPUTS))
        self.dropout = dropout
        for table in (self.first, self.last, *self.distance):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, vectors):
        count = vectors.shape[0]
        at = torch.arange(count, device=vectors.device)
        place = self.first(at.clamp(max=PLACES - 1)) + self.last((count - 1 - at).clamp(max=PLACES - 1))
        x = self.norm(self.enter(vectors) + place)[None]
        apart = (at[None, :] - at[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        for block, distance in zip(self.blocks, self.distance):
            x = block(x, distance(apart).permute(2, 0, 1)[None])
        joined = torch.cat([x[0], vectors], -1)
        return self.leave(F.dropout(joined, self.dropout, self.training))


class Network(nn.Module):
    """window: tokens of neighbouring paragraphs that the encoder's layers above `alone` read together."""

    def __init__(self, vocabulary, layers=6, dropout=0.0, width=WIDTH, distances=False, alone=None, window=WINDOW):
        super().__init__()
        self.encoder = ParagraphEncoder(vocabulary, layers, dropout, width, distances, alone)
        self.context = ContextLabeller(width=width)
        self.shape = {
            "vocabulary": vocabulary, "layers": layers, "width": width, "distances": distances,
            "alone": self.encoder.alone, "window": window,
        }
        self.window = window
        self.kept = None  # the states of layers that are not trained

    def forward(self, articles):
        """articles: lists of token-id lists -> one tensor of logits for all paragraphs of all articles, in order."""
        return torch.cat([self.context(torch.cat(self.read(self.windows(rows)))) for rows in articles])

    def windows(self, rows):
        """An article's rows as windows, lists of rows; in training cut anew each time, so that no paragraph always stands at an edge."""
        first = int(torch.randint(self.window // 3, self.window + 1, ())) if self.training else self.window
        return [[rows[i] for i in window] for window in windows_of(rows, self.window, first)]

    def read(self, windows, budget=900):
        """windows: lists of rows -> the vectors [rows, width] of each; in groups of like length, since larger ones spend more on padding than they gain."""
        rows = [row for window in windows for row in window]
        states = [None] * len(rows)
        for group in groups_of(rows, budget):
            for i, state in zip(group, self.alone([rows[i] for i in group])):
                states[i] = state[: len(rows[i])]
        states = iter(states)
        parts = [[next(states) for _ in window] for window in windows]
        vectors = [None] * len(windows)
        for group in groups_of([torch.cat(part) for part in parts], budget):
            sizes = [len(parts[i]) for i in group]
            given = self.encoder.together(*side_by_side([parts[i] for i in group]))
            for i, vector in zip(group, given.split(sizes)):
                vectors[i] = vector
        return vectors

    def alone(self, rows):
        """Token states [rows, longest row, width] after the layers that read each row by itself; from the kept states on, if there are any."""
        if self.kept:
            x, mask = self.kept.of(rows)
            return self.encoder.run(x, mask, self.encoder.blocks[self.kept.layers : self.encoder.alone])
        return self.encoder(*padded(rows))


def windows_of(rows, window, first=None):
    """Numbers of rows in runs of at most `window` tokens, the first of at most `first`."""
    runs, used = [], math.inf
    for i, row in enumerate(rows):
        if used + len(row) > (window if len(runs) > 1 else first or window):
            runs.append([])
            used = 0
        runs[-1].append(i)
        used += len(row)
    return runs


def side_by_side(windows):
    """windows: lists of the token states of their paragraphs -> (states [windows, tokens, width], paragraphs [windows, tokens]), as `together` takes them."""
    sizes = [torch.tensor([len(part) for part in parts]) for parts in windows]
    begins = itertools.accumulate((len(parts) for parts in windows), initial=0)
    numbers = [torch.arange(begin, begin + len(size)).repeat_interleave(size) for begin, size in zip(begins, sizes)]
    states = [torch.cat(parts) for parts in windows]
    pad = nn.utils.rnn.pad_sequence
    return pad(states, batch_first=True), pad(numbers, batch_first=True, padding_value=-1)


def groups_of(rows, budget):
    """Numbers of the rows in groups of like length, at most `budget` padded tokens each."""
    order, groups, at = sorted(range(len(rows)), key=lambda i: -len(rows[i])), [], 0
    while at < len(order):
        size = max(1, budget // len(rows[order[at]]))
        groups.append(order[at : at + size])
        at += size
    return groups


def padded(rows):
    longest = max(len(row) for row in rows)
    ids = torch.tensor([list(row) + [0] * (longest - len(row)) for row in rows])
    mask = torch.tensor([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in rows])
    return ids, mask


def load_saved(path, dropout=0.0):
    """A network as `fitting.save_network` left it, ready to answer, or to be trained on."""
    saved = torch.load(path, weights_only=True)
    network = Network(**saved["shape"], dropout=dropout)
    network.load_state_dict(saved["weights"])
    return network.eval()


BERT_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "norm_mix": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "norm_narrow": "output.LayerNorm",
}
MPNET_NAMES = BERT_NAMES | {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "mix": "attention.attn.o",
    "norm_mix": "attention.LayerNorm",
}
MPNET_LATER = {0: 1, 101: 0, 102: 2}  # BERT's [PAD], [CLS] and [SEP]; MPNet's vocabulary has BERT's other tokens four places later


def pretrained(file, kept, layers, dropout=0.0, take=None, alone=None, window=WINDOW):
    """A network whose encoder has the weights of a BERT or MPNet checkpoint, safetensors or ONNX.

    kept: BERT's ids of the tokens that stay; take: numbers of the layers to take, from 0 (default: the lowest `layers`).
    """
    weights = onnx_weights(file) if str(file).endswith(".onnx") else load_file(file)
    weights = {k.removeprefix("bert."): v.float() for k, v in weights.items()}
    words, positions = weights["embeddings.word_embeddings.weight"], weights["embeddings.position_embeddings.weight"]
    distances = weights.get("encoder.relative_attention_bias.weight")
    network = Network(len(kept), layers, dropout, words.shape[1], distances is not None, alone, window)
    encoder, names = network.encoder, BERT_NAMES if distances is None else MPNET_NAMES
    with torch.no_grad():
        if distances is None:
            encoder.words.weight.copy_(words[torch.tensor(kept)])
            encoder.positions.weight.copy_(positions[:MAX_TOKENS] + weights["embeddings.token_type_embeddings.weight"][0])
        else:
            encoder.words.weight.copy_(words[torch.tensor([MPNET_LATER.get(i, i + 4) for i in kept])])
            encoder.positions.weight.copy_(positions[2 : 2 + MAX_TOKENS])
            encoder.distances.weight.copy_(distances)
        fill(encoder.norm, weights, "embeddings.LayerNorm")
        for i, block in zip(take or range(layers), encoder.blocks):
            for part, name in names.items():
                fill(getattr(block, part), weights, f"encoder.layer.{i}.{name}")
    return network


def deployed(folder, dropout=0.0):
    """The network of a bundle, whose weights in int8 stand for what they were rounded to."""
    weights = {}
    for part in ("encoder", "context"):
        for name, value in onnx_weights(Path(folder) / f"{part}.onnx").items():
            weights[f"{part}.{name.removeprefix('encoder.')}"] = value
    weights["encoder.words.weight"] = weights["encoder.words.rows"].float() * weights["encoder.words.scale"]
    layers = len({name.split(".")[2] for name in weights if name.startswith("encoder.blocks")})
    network = Network(len(weights["encoder.words.weight"]), layers, dropout)
    own = network.state_dict()
    taken_out = {name: torch.zeros_like(value) for name, value in own.items() if name.endswith((".key.bias", ".value.bias"))}
    found = {name: value for name, value in weights.items() if name in own}
    network.load_state_dict({"encoder.beside": own["encoder.beside"]} | taken_out | found)
    return network.eval()


def onnx_weights(file):
    """An exported graph's weights under their first names: a matrix that a MatMul multiplies by lies there transposed, and nameless; in int8 with a scale a column."""
    graph = onnx.load(file).graph
    weights = {part.name: torch.tensor(numpy_helper.to_array(part)) for part in graph.initializer}
    for node in graph.node:
        name = re.sub("/(MatMul|Gemm_MatMul)(_quant)?$", "", node.name.strip("/")).replace("/", ".")
        if node.op_type == "MatMul" and node.input[1] in weights:
            weights[f"{name}.weight"] = weights[node.input[1]].T.contiguous()
        elif node.op_type in ("MatMulInteger", "MatMulIntegerToFloat"):
            scale = weights[node.input[1].replace("_quantized", "_scale")]
            weights[f"{name}.weight"] = (weights[node.input[1]].float() * scale).T.contiguous()
    return weights


def fill(part, weights, name):
    part.weight.copy_(weights[name + ".weight"])
    part.bias.copy_(weights[name + ".bias"])
