"""Step 3: what the teachers, one or more networks, answer about every article that trains the student; kept in work/answers.*.jsonl."""

import argparse
import json
import time
from pathlib import Path

import torch
from torch import distributed

from fitting import all_prepared, rank, together, workers
from network import load_saved


def main():
    options = parse_options()
    together(options.workers, answer, options)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work")
    parser.add_argument("--teacher", action="append", help="a network file; several are averaged (default: work/teacher.pt)")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    return parser.parse_args()


def answer(options):
    """Goes on where an earlier start was stopped."""
    work = Path(options.work)
    done = read_answers(work)
    if workers() > 1:
        distributed.barrier()  # before anyone writes
    todo = [i for i in all_prepared(work) if not i["held"] and i["id"] not in done][rank() :: workers()]
    teachers = [load_saved(path) for path in options.teacher or [work / "teacher.pt"]]
    began = time.time()
    with open(work / f"answers.{rank()}.jsonl", "a", encoding="utf-8") as out, torch.no_grad():
        out.write("\n")
        for count, item in enumerate(todo, 1):
            means = torch.stack([torch.softmax(teacher([item["rows"]]).float(), -1) for teacher in teachers]).mean(0)
            out.write(json.dumps({"id": item["id"], "answers": [[round(p, 4) for p in row] for row in means.tolist()]}) + "\n")
            if count % 25 == 0:
                print(f"  answered {count}/{len(todo)}, {(time.time() - began) / count * (len(todo) - count):.0f} s left", flush=True)


def read_answers(work):
    """{article id: [paragraphs, OUTPUTS]}; empty if no teacher has answered yet."""
    answers = {}
    for file in sorted(Path(work).glob("answers.*.jsonl")):
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                if line.endswith("]]}\n"):  # not the half of one that a stopped start left
                    record = json.loads(line)
                    answers[record["id"]] = record["answers"]
    return answers


if __name__ == "__main__":
    main()
