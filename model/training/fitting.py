"""Fitting a network to prepared articles, with checkpoints; used by the teacher's step and the student's."""

import copy
import json
import math
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import distributed
from torch.nn import functional as F

from articles import Others, view
from network import OUTPUTS, device_precision
from scoring import macro_f1

SMOOTHING = 0.04
APART = 20  # steps that two workers go on by themselves before their weights are averaged


@dataclass
class Plan:
    """rates: peak learning rates of encoder and context layers; read_share: of the merely read articles, taken each epoch.

    learned: share of a step's windows that teach the encoder, those at whose paragraphs' vectors the loss pulled hardest when last seen;
    the others are only read, which costs a third. answer_share: of the teacher's answers in the targets; the labels have the rest.
    """

    epochs: int
    batch: int
    seed: int
    encoder_rate: float
    context_rate: float
    read_share: float = 0.6
    learned: float = 1.0
    answer_share: float = 0.0


def load_prepared(work, answers=None):
    """(training, holding). `answers`: the teacher's, which stand for the labels of articles that nobody read; without them such articles are left out."""
    items = all_prepared(work)
    training, holding = [i for i in items if not i["held"]], [i for i in items if i["held"]]
    for item in training:
        item["numbers"] = answers.numbers(item) if answers else [None] * len(item["rows"])
        if item.get("unread") and None not in item["numbers"]:
            item["targets"], item["read"] = answers.of(item["numbers"]).tolist(), True
    training = [i for i in training if any(i["targets"])]
    if not training or not holding:
        raise SystemExit(f"expected articles to train on and to hold out, found {len(training)} and {len(holding)}")
    return training, holding


def all_prepared(work):
    with open(Path(work) / "prepared.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def mixed(part, answers, share):
    """A view whose targets have `share` of what the teacher says of this view; as it is if the teacher has not read all of it."""
    if not answers or None in part.numbers:
        return part
    given = answers.of(part.numbers).tolist()
    return part._replace(targets=[t and [(1 - share) * x + share * y for x, y in zip(t, a)] for t, a in zip(part.targets, given)])


def fit(network, plan, data, checkpoint, answers=None):
    """Trains on data = (training, holding); returns the averaged weights' network. Takes up again from `checkpoint`.

    answers: a teacher's, of which plan.answer_share goes into what is learned.

    Several workers share an epoch's articles and average their weights every APART steps; each keeps a checkpoint of its own.
    """
    training, holding = data
    checkpoint = Path(f"{checkpoint}.{rank()}") if rank() else Path(checkpoint)
    others = Others(training)
    steps = plan.epochs * len(steps_of(plan, 0, training))
    groups = [
        {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": plan.encoder_rate},
        {"params": network.context.parameters(), "lr": plan.context_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.05 * steps + 1), max(0.02, 1 - s / max(1, steps))))
    averaged = copy.deepcopy(network)
    state = {"network": network, "averaged": averaged, "optimizer": optimizer, "schedule": schedule}
    pulls = {}
    for epoch in range(resume(checkpoint, state), plan.epochs):
        began = time.time()
        loss = one_epoch(plan, epoch, (training, others, pulls, answers), state)
        keep(epoch + 1, state, checkpoint)
        if rank() == 0:
            score = evaluate(averaged, holding)
            print(f"epoch {epoch + 1}/{plan.epochs} loss {loss:.4f} held-out macro-F1 {score:.4f} {time.time() - began:.0f} s", flush=True)
    return averaged


def together(count, work, options):
    """Runs work(options) in `count` processes of one thread each, or here if that is one."""
    if count == 1:
        work(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        torch.multiprocessing.spawn(join, (count, f"file://{folder}/meeting", work, options), count)


def join(number, count, meeting, work, options):
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=meeting, rank=number, world_size=count)
    work(options)
    distributed.destroy_process_group()


def rank():
    return distributed.get_rank() if distributed.is_initialized() else 0


def workers():
    return distributed.get_world_size() if distributed.is_initialized() else 1


def steps_of(plan, epoch, training):
    """This worker's articles of an epoch, in batches; every worker has as many."""
    rng = random.Random(plan.seed * 1000 + epoch)
    items = [i for i in training if not i.get("read") or rng.random() < plan.read_share]
    rng.shuffle(items)
    size = plan.batch * workers()
    return [items[at + rank() : at + size : workers()] for at in range(0, max(1, len(items) - workers() + 1), size)]


def one_epoch(plan, epoch, data, state):
    training, others, pulls, answers = data
    network = state["network"].train()
    rng = random.Random(plan.seed * 7919 + epoch + 104729 * rank())
    batches = steps_of(plan, epoch, training)
    total, began = 0.0, time.time()
    for steps, items in enumerate(batches, 1):
        views = [mixed(view(item, others, rng), answers, plan.answer_share) for item in items]
        state["optimizer"].zero_grad()
        with device_precision():
            loss = learn(network, views, pulls, plan.learned)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        state["optimizer"].step()
        state["schedule"].step()
        if steps % APART == 0 or steps == len(batches):
            agree(network)
        follow(state["averaged"], network, min(0.995, (steps + epoch * 100) / (steps + 10 + epoch * 100)))
        total += loss
        if steps % 25 == 0:
            left = (time.time() - began) / steps * (len(batches) - steps)
            print(f"  epoch {epoch + 1} step {steps}/{len(batches)} loss {total / steps:.4f}, {left:.0f} s left", flush=True)
    return total / len(batches)


def learn(network, views, pulls, share):
    """One step's gradients; returns the loss. `pulls` keeps the length of the loss's gradient at each paragraph's vector."""
    windows = [window for view in views for window in network.windows(view.rows)]
    taught = hardest(windows, pulls, share)
    others = sorted(set(range(len(windows))) - set(taught))
    vectors = [None] * len(windows)
    with torch.no_grad():
        for i, part in zip(others, network.read([windows[i] for i in others])):
            vectors[i] = part.float()
    learned = network.read([windows[i] for i in taught])
    for i, part in zip(taught, learned):
        vectors[i] = part.detach().float()
    joined = torch.cat(vectors).requires_grad_()
    logits = torch.cat([network.context(part) for part in joined.split([len(view.rows) for view in views])])
    loss = loss_of(logits.float(), views)
    loss.backward()
    gradients = joined.grad.split([len(window) for window in windows])
    torch.autograd.backward(learned, [gradients[i].to(part.dtype) for i, part in zip(taught, learned)])
    for row, pull in zip((row for view in views for row in view.rows), joined.grad.norm(dim=1).tolist()):
        pulls[id(row)] = pull
    return loss.item()


def hardest(windows, pulls, share):
    """Numbers of the windows with the strongest pull a token, those never seen before all; `share` of all."""
    strength = [sum(pulls.get(id(row), math.inf) for row in window) / sum(map(len, window)) for window in windows]
    return sorted(range(len(windows)), key=lambda i: -strength[i])[: math.ceil(share * len(windows))]


def agree(network):
    """Averages the weights over the workers."""
    if workers() == 1:
        return
    with torch.no_grad():
        weights = [p for p in network.parameters() if p.requires_grad]
        joined = torch.cat([p.flatten() for p in weights])
        distributed.all_reduce(joined)
        joined /= workers()
        for p, part in zip(weights, joined.split([p.numel() for p in weights])):
            p.copy_(part.view_as(p))


def loss_of(logits, views):
    """Cross-entropy against distributions; a doubtful paragraph weighs less, furniture nothing."""
    rows = [(t, w) for view in views for t, w in zip(view.targets, view.weights)]
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
    with torch.no_grad(), device_precision():
        for item in items:
            logits = network([item["rows"]]).float()
            pairs += [(gold, row) for gold, row in zip(item["gold"], logits) if gold is not None]
    return pairs


def resume(checkpoint, state):
    """How many epochs or steps `keep` says are done; 0 without a checkpoint."""
    if not Path(checkpoint).exists():
        return 0
    saved = torch.load(checkpoint, weights_only=True)
    for name, part in state.items():
        part.load_state_dict(saved[name])
    print(f"taking up after {saved['done']}", flush=True)
    return saved["done"]


def keep(done, state, checkpoint):
    save({"done": done, **{name: part.state_dict() for name, part in state.items()}}, checkpoint)


def save_network(network, path, frozen=0):
    """frozen: lowest layers that training left as they were."""
    save({"shape": network.shape, "weights": network.state_dict(), "frozen": frozen}, path)


def save(values, path):
    """Never leaves half a file behind."""
    temporary = Path(f"{path}.tmp")
    torch.save(values, temporary)
    temporary.replace(path)
