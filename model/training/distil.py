"""Step 4: the student that is deployed. It first learns to give the teacher's paragraph vectors, then is fitted to labels and the teacher's answers."""

import argparse
import random
from pathlib import Path

import torch

from answer import answered, read_answers, teacher_of
from fitting import Plan, fit, load_prepared, rank, save, together
from network import Network, load_saved

LAYERS = 3


def main():
    options = parse_options()
    work = Path(options.work)
    if not options.start and not imitation(work).exists():
        torch.manual_seed(options.seed)
        teacher = teacher_of(work)
        student = cut(teacher)
        imitate(student.encoder, teacher, distinct_rows(answered(work)), options)
        save({"layers": LAYERS, "vocabulary": student.encoder.words.num_embeddings, "weights": student.state_dict()}, imitation(work))
    together(options.workers, fit_student, options)


def fit_student(options):
    torch.manual_seed(options.seed + rank())
    work = Path(options.work)
    student = load_saved(options.start or imitation(work), options.dropout)
    plan = Plan(
        options.epochs, options.batch, options.seed, encoder_rate=options.encoder_rate, context_rate=options.context_rate,
        read_share=options.read_share, learned=options.learned,
    )
    data = load_prepared(work, read_answers(work), options.answer_share)
    averaged = fit(student, plan, data, work / "student.checkpoint.pt")
    if rank() == 0:
        save({"layers": LAYERS, "vocabulary": student.encoder.words.num_embeddings, "weights": averaged.state_dict()}, work / "student.pt")


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work")
    parser.add_argument("--start", help="a student to go on from, such as an earlier student.pt")
    parser.add_argument("--imitation-steps", type=int, default=3600)
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


def cut(teacher):
    """A student of every so manieth of the teacher's layers, and all its context layers."""
    every = len(teacher.encoder.blocks) // LAYERS
    student = Network(teacher.encoder.words.num_embeddings, LAYERS)
    student.encoder.load_state_dict(teacher.encoder.state_dict(), strict=False)
    for mine, theirs in zip(student.encoder.blocks, teacher.encoder.blocks[every - 1 :: every]):
        mine.load_state_dict(theirs.state_dict())
    student.context.load_state_dict(teacher.context.state_dict())
    return student


def distinct_rows(items):
    return [list(row) for row in dict.fromkeys(tuple(row) for item in items for row in item["rows"])]


def imitate(encoder, teacher, rows, options):
    """Mean squared error to the teacher's vectors, over groups of paragraphs of like length."""
    groups = groups_of(rows, options)
    optimizer = torch.optim.AdamW([p for p in encoder.parameters() if p.requires_grad], lr=options.imitation_rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 40, max(0.05, 1 - s / len(groups))))
    total = 0.0
    encoder.train()
    for step, group in enumerate(groups, 1):
        group = [rows[i] for i in group]
        with torch.no_grad():
            answers = teacher.encode(group)
        width = max(len(row) for row in group)
        ids = torch.tensor([row + [0] * (width - len(row)) for row in group])
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in group])
        loss = (encoder(ids, mask) - answers).pow(2).mean() / answers.var()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 50 == 0:
            print(f"  imitation step {step}/{len(groups)} loss {total / 50:.4f}", flush=True)
            total = 0.0


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
