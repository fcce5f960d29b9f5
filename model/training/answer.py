"""Step 3: what the teacher answers about every article that trains the student, in work/answers.jsonl; its states of every token are kept beside them."""

import argparse
import json
from pathlib import Path

import torch

from fitting import all_prepared, rank, together
from network import load_saved
from states import KeptStates


def main():
    options = parse_options()
    if {item["id"] for item in answered(options.work)} <= read_answers(options.work).keys():
        print(f"{answers_in(options.work)} is there already", flush=True)
        return
    together(options.workers, answer, options)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    return parser.parse_args()


def answers_in(work):
    return Path(work) / "answers.jsonl"


def answer(options):
    items = answered(options.work)
    teacher = teacher_of(options.work)
    if rank() > 0:
        return
    temporary = answers_in(options.work).with_suffix(".tmp")
    with open(temporary, "w", encoding="utf-8") as out, torch.no_grad():
        for count, item in enumerate(items, 1):
            answers = torch.softmax(teacher([item["rows"]]).float(), -1)
            out.write(json.dumps({"id": item["id"], "answers": [[round(p, 4) for p in row] for row in answers.tolist()]}) + "\n")
            if count % 200 == 0:
                print(f"  answered {count}/{len(items)}", flush=True)
    temporary.replace(answers_in(options.work))


def answered(work):
    return [item for item in all_prepared(work) if not item["held"]]


def teacher_of(work):
    """The teacher, all of whose layers are kept: it reads each row of the answered articles only once."""
    teacher = load_saved(Path(work) / "teacher.pt")
    rows = [row for item in answered(work) for row in item["rows"]]
    teacher.kept = KeptStates(teacher.encoder, len(teacher.encoder.blocks), rows, work)
    return teacher


def read_answers(work):
    """{article id: [paragraphs, OUTPUTS]}; empty if no teacher has answered yet."""
    if not answers_in(work).exists():
        return {}
    with open(answers_in(work), encoding="utf-8") as lines:
        return {record["id"]: record["answers"] for record in map(json.loads, lines)}


if __name__ == "__main__":
    main()
