"""Step 4: the student that is deployed. It first learns to give the teacher's paragraph vectors, then is fitted to labels and the teachers' answers.

The teacher's vectors are kept in work/answers.npz.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch

from answer import read_answers
from fitting import Plan, fit, load_prepared, rank, save, together
from network import Network, load_saved

LAYERS = (0, 2, 5)  # the teacher's that the student starts from: of four choices the nearest after 50 steps


def main():
    options = parse_options()
    work = Path(options.work)
    if not options.start:
        torch.manual_seed(options.seed)
        imitate(start(work).encoder, load_prepared(work)[0], options, work)
    together(options.workers, fit_student, options)


def fit_student(options):
    torch.manual_seed(options.seed + rank())
    work = Path(options.work)
    if options.start:
        student = load_saved(options.start, options.dropout)
    else:
        student = start(work, options.dropout)
        student.encoder.load_state_dict(torch.load(imitation(work), weights_only=True))
    plan = Plan(
        options.epochs, options.batch, options.seed, encoder_rate=options.encoder_rate, context_rate=3e-4,
        read_share=options.read_share, learned=options.learned,
    )
    data = load_prepared(work, read_answers(work), options.answer_share)
    averaged = fit(student, plan, data, work / "student.checkpoint.pt")
    if rank() == 0:
        save({"layers": len(LAYERS), "vocabulary": student.encoder.words.num_embeddings, "weights": averaged.state_dict()}, work / "student.pt")


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work")
    parser.add_argument("--start", help="a student to go on from, such as an earlier student.pt")
    parser.add_argument("--imitation-steps", type=int, default=600)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=3, help="articles a step and worker")
    parser.add_argument("--read-share", type=float, default=0.5, help="of the merely read articles, taken each epoch")
    parser.add_argument("--learned", type=float, default=0.6, help="share of a step's paragraphs that teach the encoder, the hardest")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    parser.add_argument("--answer-share", type=float, default=0.5, help="of the teachers' answers in what is learned; the labels have the rest")
    parser.add_argument("--encoder-rate", type=float, default=1e-4, help="peak learning rate of the encoder")
    parser.add_argument("--dropout", type=float, default=0.1, help="in the encoder")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def imitation(work):
    return work / "imitation.checkpoint.pt"


def start(work, dropout=0.0):
    """A student with some of the teacher's layers."""
    saved = torch.load(work / "teacher.pt", weights_only=True)
    student = Network(saved["vocabulary"], len(LAYERS), dropout)
    weights = {name: value for name, value in saved["weights"].items() if not name.startswith("encoder.blocks.")}
    for mine, theirs in enumerate(LAYERS):
        prefix = f"encoder.blocks.{theirs}."
        for name, value in saved["weights"].items():
            if name.startswith(prefix):
                weights[f"encoder.blocks.{mine}.{name.removeprefix(prefix)}"] = value
    student.load_state_dict(weights)
    return student


def distinct_rows(items):
    return [list(row) for row in dict.fromkeys(tuple(row) for item in items for row in item["rows"])]


def kept_answers(work, rows):
    """The teacher's vector of every row, [rows, WIDTH]; computed once and kept."""
    path = work / "answers.npz"
    if path.exists():
        kept = np.load(path)["vectors"]
        if len(kept) == len(rows):
            return torch.from_numpy(kept).float()
    saved = torch.load(work / "teacher.pt", weights_only=True)
    teacher = Network(saved["vocabulary"], saved["layers"])
    teacher.load_state_dict(saved["weights"])
    teacher.eval()
    vectors, began = [], time.time()
    with torch.no_grad():
        for at in range(0, len(rows), 1000):
            vectors.append(teacher.encode(rows[at : at + 1000]))
            print(f"  teacher's answers {min(len(rows), at + 1000)}/{len(rows)}, {time.time() - began:.0f} s", flush=True)
    vectors = torch.cat(vectors)
    np.savez(path, vectors=vectors.half().numpy())
    return vectors


def imitate(encoder, training, options, work):
    """Mean squared error to the teacher's vectors, over groups of paragraphs of like length."""
    if imitation(work).exists():
        return
    rows = distinct_rows(training)
    answers = kept_answers(work, rows)
    groups = groups_of(rows, options)
    optimizer = torch.optim.AdamW([p for p in encoder.parameters() if p.requires_grad], lr=2e-4, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 40, max(0.05, 1 - s / len(groups))))
    scale, total = answers.std(), 0.0
    encoder.train()
    for step, group in enumerate(groups, 1):
        width = max(len(rows[i]) for i in group)
        ids = torch.tensor([rows[i] + [0] * (width - len(rows[i])) for i in group])
        mask = torch.tensor([[1] * len(rows[i]) + [0] * (width - len(rows[i])) for i in group])
        vectors = encoder(ids, mask)
        loss = ((vectors - answers[group]) / scale).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 50 == 0:
            print(f"  imitation step {step}/{len(groups)} loss {total / 50:.4f}", flush=True)
            total = 0.0
    save(encoder.state_dict(), imitation(work))


def groups_of(rows, options, budget=2500):
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
    return groups[: options.imitation_steps]


if __name__ == "__main__":
    main()
