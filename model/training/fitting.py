"""Fitting a network to prepared articles, with checkpoints; used by the teacher's step and the student's."""

import copy
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional as F

from articles import batches, run_of_solicitation, view
from network import OUTPUTS, device_precision
from scoring import macro_f1

SMOOTHING = 0.04


@dataclass
class Plan:
    """rates: peak learning rates of encoder and context layers; read_share: of the merely read articles, taken each epoch."""

    epochs: int
    batch: int
    seed: int
    encoder_rate: float
    context_rate: float
    read_share: float = 0.6


def load_prepared(work):
    with open(Path(work) / "prepared.jsonl", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    training, holding = [i for i in items if not i["held"]], [i for i in items if i["held"]]
    if not training or not holding:
        raise SystemExit(f"expected articles to train on and to hold out, found {len(training)} and {len(holding)}")
    return training, holding


def fit(network, plan, data, checkpoint):
    """Trains on data = (training, holding); returns the averaged weights' network. Takes up again from `checkpoint`."""
    training, holding = data
    donors = [item for item in training if len(run_of_solicitation(item)) >= 3] or training
    steps = plan.epochs * batches(len(epoch_items(plan, 0, training)), plan.batch)
    groups = [
        {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": plan.encoder_rate},
        {"params": network.context.parameters(), "lr": plan.context_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.05 * steps + 1), max(0.02, 1 - s / max(1, steps))))
    averaged = copy.deepcopy(network)
    state = {"network": network, "averaged": averaged, "optimizer": optimizer, "schedule": schedule}
    for epoch in range(resume(checkpoint, state), plan.epochs):
        began = time.time()
        loss = one_epoch(plan, epoch, (training, donors), state)
        score = evaluate(averaged, holding)
        print(f"epoch {epoch + 1}/{plan.epochs} loss {loss:.4f} held-out macro-F1 {score:.4f} {time.time() - began:.0f} s", flush=True)
        save({"epoch": epoch + 1, **{name: part.state_dict() for name, part in state.items()}}, checkpoint)
    return averaged


def epoch_items(plan, epoch, training):
    rng = random.Random(plan.seed * 1000 + epoch)
    items = [i for i in training if not i.get("read") or rng.random() < plan.read_share]
    rng.shuffle(items)
    return items


def one_epoch(plan, epoch, data, state):
    training, donors = data
    network = state["network"].train()
    rng = random.Random(plan.seed * 7919 + epoch)
    items = epoch_items(plan, epoch, training)
    total, steps, began = 0.0, 0, time.time()
    for at in range(0, len(items), plan.batch):
        views = [view(item, donors, rng) for item in items[at : at + plan.batch]]
        with device_precision():
            logits = network([rows for rows, _, _ in views])
        loss = loss_of(logits.float(), views)
        state["optimizer"].zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        state["optimizer"].step()
        state["schedule"].step()
        follow(state["averaged"], network, min(0.995, (steps + 1 + epoch * 100) / (steps + 11 + epoch * 100)))
        total, steps = total + loss.item(), steps + 1
        if steps % 25 == 0:
            left = (time.time() - began) / steps * (batches(len(items), plan.batch) - steps)
            print(f"  epoch {epoch + 1} step {steps}/{batches(len(items), plan.batch)} loss {total / steps:.4f}, {left:.0f} s left", flush=True)
    return total / max(1, steps)


def loss_of(logits, views):
    """Cross-entropy against distributions; a doubtful paragraph weighs less, furniture nothing."""
    rows = [(t, w) for _, targets, weights in views for t, w in zip(targets, weights)]
    targets = torch.tensor([t or [0.0] * len(OUTPUTS) for t, _ in rows])
    weights = torch.tensor([w if t else 0.0 for t, w in rows])
    smooth = targets * (1 - SMOOTHING) + SMOOTHING / len(OUTPUTS)
    losses = -(smooth * F.log_softmax(logits, -1)).sum(-1)
    return (losses * weights).sum() / weights.sum().clamp(min=1.0)


def follow(averaged, network, decay):
    with torch.no_grad():
        for mean, value in zip(averaged.parameters(), network.parameters()):
            mean.lerp_(value, 1 - decay)


def evaluate(network, items):
    return macro_f1([(gold, torch.softmax(row, -1).tolist()) for gold, row in scored_logits(network, items)], OUTPUTS)


def scored_logits(network, items):
    """(index of the right output, logits) of every scored paragraph."""
    network.eval()
    pairs = []
    with torch.no_grad():
        for item in items:
            logits = network([item["rows"]]).float()
            pairs += [(gold, row) for gold, row in zip(item["gold"], logits) if gold is not None]
    return pairs


def resume(checkpoint, state):
    if not Path(checkpoint).exists():
        return 0
    saved = torch.load(checkpoint, weights_only=True)
    for name, part in state.items():
        part.load_state_dict(saved[name])
    print(f"taking up after epoch {saved['epoch']}", flush=True)
    return saved["epoch"]


def save(values, path):
    """Never leaves half a file behind."""
    temporary = Path(f"{path}.tmp")
    torch.save(values, temporary)
    temporary.replace(path)
