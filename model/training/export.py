"""Step 5: the student as two ONNX graphs in int8, with tokenizer and labels, in work/bundle."""

import argparse
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional as F

from fitting import load_prepared, scored_logits
from network import OUTPUTS, WIDTH, load_saved

OPSET = 17


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


torch.onnx.register_custom_op_symbolic("aten::gelu", lambda g, x, approximate: g.op("com.microsoft::FastGelu", x).setType(x.type()), OPSET)


class Vectors(nn.Module):
    """The vector of each paragraph, of an encoder that reads it by itself in every layer."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, ids, mask):
        share = mask.float() / mask.float().sum(1, keepdim=True)
        return (self.encoder(ids, mask) * share[:, :, None]).sum(1)


def main():
    options = parse_options()
    work = Path(options.work)
    bundle = work / "bundle"
    bundle.mkdir(parents=True, exist_ok=True)
    network = load_saved(work / f"{options.network}.pt")
    if not options.levelled:
        level(network, load_prepared(work)[1])
    write_graphs(network, work)
    for name in ("encoder", "context"):
        # reduce_range: 7-bit weights, since 8-bit ones overflow in AVX2 without VNNI
        quantize_dynamic(
            work / f"{name}.float.onnx", bundle / f"{name}.onnx", op_types_to_quantize=["MatMul", "Gemm"],
            per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        )
        join_products(bundle / f"{name}.onnx")
    shutil.copy(work / "tokenizer.json", bundle / "tokenizer.json")
    (bundle / "labels.txt").write_text("".join(f"{output}\n" for output in OUTPUTS))
    print("exported", ", ".join(f"{file.name} {file.stat().st_size / 1e6:.1f} MB" for file in sorted(bundle.iterdir())))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work")
    parser.add_argument("--network", default="student", help="student or teacher (default: student)")
    parser.add_argument("--levelled", action="store_true", help="the network's outputs are levelled already, as those of a restored one are")
    return parser.parse_args()


def level(network, held):
    """Shifts the outputs so that over the held-out articles each is as likely as it is frequent.

    Targets near an even split make statements seem likelier than they are: a report with a tag hung on is commoner than a statement with a few words of the outlet's.
    """
    pairs = scored_logits(network, held)
    right, logits = torch.tensor([gold for gold, _ in pairs]), torch.stack([row for _, row in pairs])
    scale, shift = torch.ones(1, requires_grad=True), torch.zeros(len(OUTPUTS), requires_grad=True)
    optimizer = torch.optim.LBFGS([scale, shift], max_iter=200)

    def loss():
        optimizer.zero_grad()
        value = F.cross_entropy(logits * scale + shift, right) + shift.pow(2).sum() / len(right)  # a few articles shift little
        value.backward()
        return value

    optimizer.step(loss)
    with torch.no_grad():
        shift = (shift - shift.mean()) / scale
        network.context.leave.bias += shift
    print("levelled by", ", ".join(f"{output} {by:+.2f}" for output, by in zip(OUTPUTS, shift.tolist())))


def fold(block):
    """Takes out the biases of key and value: softmax takes no notice of the one, and the other is the same for every mean of values, so that the mix's bias can hold it."""
    with torch.no_grad():
        block.mix.bias += block.mix.weight @ block.value.bias
    block.key.bias = block.value.bias = None


def write_graphs(network, work):
    encoder, context = network.encoder, network.context
    if encoder.alone < len(encoder.blocks):
        raise SystemExit("expected a network that reads each paragraph by itself in every layer, found one that reads it among its neighbours: it can teach, but not be deployed")
    encoder.words = ByteEmbedding(encoder.words)
    for block in (*encoder.blocks, *context.blocks):
        fold(block)
    ids = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        Vectors(encoder), (ids, torch.ones_like(ids)), work / "encoder.float.onnx", dynamo=False, opset_version=OPSET,
        input_names=["ids", "mask"], output_names=["vectors"],
        dynamic_axes={"ids": {0: "paragraphs", 1: "tokens"}, "mask": {0: "paragraphs", 1: "tokens"}, "vectors": {0: "paragraphs"}},
    )
    torch.onnx.export(
        context, (torch.randn(5, WIDTH),), work / "context.float.onnx", dynamo=False, opset_version=OPSET,
        input_names=["vectors"], output_names=["logits"],
        dynamic_axes={"vectors": {0: "paragraphs"}, "logits": {0: "paragraphs"}},
    )


def join_products(file):
    """One operator of the runtime for each product in int8 with its scales and its bias; left to itself it adds the biases one by one, in a tenth of the time."""
    model = onnx.load(file)
    graph = model.graph
    weights = {part.name for part in graph.initializer}
    makers = {name: node for node in graph.node for name in node.output}
    users = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    for node in [node for node in graph.node if node.op_type == "MatMulInteger"]:
        (cast,) = users[node.output[0]]
        (scaled,) = users[cast.output[0]]
        scales = makers[next(name for name in scaled.input if name != cast.output[0])]
        last, bias = scaled, []
        following = users[scaled.output[0]]
        if len(following) == 1 and following[0].op_type == "Add" and weights & set(following[0].input):
            last, bias = following[0], [name for name in following[0].input if name in weights]
        quantised, weight, zero, weight_zero = node.input
        place = list(graph.node).index(last)
        joined = onnx.helper.make_node(
            "MatMulIntegerToFloat", [quantised, weight, *scales.input, zero, weight_zero, *bias], [last.output[0]], node.name, domain="com.microsoft"
        )
        graph.node.insert(place, joined)
        for part in filter(None, (node, cast, scales, scaled, last if bias else None)):
            graph.node.remove(part)
    if "com.microsoft" not in [part.domain for part in model.opset_import]:
        model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    onnx.checker.check_model(model)
    onnx.save(model, file)


if __name__ == "__main__":
    main()
