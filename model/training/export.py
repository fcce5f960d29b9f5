"""Writes the deployed bundle from a trained network: two ONNX graphs in int8, tokenizer, labels, manifest."""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from articles import held_out, read_articles, tokenise
from network import MAX_TOKENS, OUTPUTS, Network
from scoring import label_scores, macro_f1


class ByteEmbedding(nn.Module):
    """An embedding in int8 with one scale a row: unlike a scale for the whole table, it costs no accuracy."""

    def __init__(self, embedding):
        super().__init__()
        weight = embedding.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids):
        return self.rows[ids].to(torch.float32) * self.scale[ids]


def main():
    options = parse_options()
    work, bundle = Path(options.work), Path(options.bundle)
    saved = torch.load(work / "network.pt", weights_only=True)
    network = Network(saved["vocabulary"], saved["layers"])
    network.load_state_dict(saved["weights"])
    network.eval()
    articles = [a for path in options.corpus for a in read_articles(path) if held_out(a)]
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    pairs = logits_of(network, tokenizer, articles)
    temperature = fit_temperature(pairs)
    review_below, above, right = review_threshold(pairs, temperature)
    write_graphs(network, work, bundle)
    shutil.copy(work / "tokenizer.json", bundle / "tokenizer.json")
    (bundle / "labels.txt").write_text("".join(f"{output}\n" for output in OUTPUTS))
    files = {name: sha256(bundle / name) for name in ("encoder.onnx", "context.onnx", "tokenizer.json", "labels.txt")}
    held = {"articles": len(articles), "paragraphs": len(pairs), "macroF1": round(score(pairs), 4),
            "shareAboveReview": round(above, 4), "rightAboveReview": round(right, 4)}
    version = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:12]
    manifest = {"version": version, "maxTokens": MAX_TOKENS, "temperature": round(temperature, 4),
                "reviewBelow": review_below, "files": files, "heldOut": held}
    (bundle / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(json.dumps(manifest, indent=2))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="+", help="the files trained on; their held-out articles set the temperature")
    parser.add_argument("--work", default="work")
    parser.add_argument("--bundle", default="../bundle")
    return parser.parse_args()


def logits_of(network, tokenizer, articles):
    """(index of the right output, logits) of every scored paragraph."""
    pairs = []
    with torch.no_grad():
        for article in articles:
            logits = network([tokenise(tokenizer, article)])
            pairs += [(t, row) for t, row in zip(article.targets, logits) if t is not None]
    return pairs


def score(pairs):
    return macro_f1([(t, torch.softmax(row, -1).tolist()) for t, row in pairs], OUTPUTS)


def fit_temperature(pairs):
    targets, logits = torch.tensor([t for t, _ in pairs]), torch.stack([row for _, row in pairs])
    candidates = [0.3 + 0.02 * i for i in range(120)]
    return min(candidates, key=lambda t: nn.functional.cross_entropy(logits / t, targets).item())


def review_threshold(pairs, temperature, wanted=0.98):
    """The least confidence above which the wanted share is right, with the share above it."""
    graded = []
    for target, row in pairs:
        scores = label_scores(torch.softmax(row / temperature, -1).tolist(), OUTPUTS)
        best = max(scores, key=scores.get)
        graded.append((scores[best], best == OUTPUTS[target].split("/")[0]))
    for threshold in [0.5 + 0.005 * i for i in range(100)]:
        above = [right for confidence, right in graded if confidence >= threshold]
        if above and sum(above) / len(above) >= wanted:
            return round(threshold, 3), len(above) / len(graded), sum(above) / len(above)
    return 1.0, 0.0, 1.0


def write_graphs(network, work, bundle):
    bundle.mkdir(parents=True, exist_ok=True)
    encoder, context = network.encoder, network.context
    encoder.words = ByteEmbedding(encoder.words)
    ids = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        encoder, (ids, torch.ones_like(ids)), work / "encoder.float.onnx", dynamo=False, opset_version=17,
        input_names=["ids", "mask"], output_names=["vectors"],
        dynamic_axes={"ids": {0: "paragraphs", 1: "tokens"}, "mask": {0: "paragraphs", 1: "tokens"}, "vectors": {0: "paragraphs"}},
    )
    torch.onnx.export(
        context, (torch.randn(5, 384),), work / "context.float.onnx", dynamo=False, opset_version=17,
        input_names=["vectors"], output_names=["logits"],
        dynamic_axes={"vectors": {0: "paragraphs"}, "logits": {0: "paragraphs"}},
    )
    for name in ("encoder", "context"):
        # reduce_range: 7-bit weights, since 8-bit ones overflow in AVX2 without VNNI
        quantize_dynamic(work / f"{name}.float.onnx", bundle / f"{name}.onnx", op_types_to_quantize=["MatMul", "Gemm"],
                         per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        onnx.checker.check_model(str(bundle / f"{name}.onnx"))


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
