"""Step 3: what the teacher answers about every article that trains the student, in work/answers.jsonl, and its vector of each paragraph, in work/vectors.pt."""

import argparse
import json
from pathlib import Path

import torch

from fitting import all_prepared, save
from network import device_precision, load_saved
from states import KeptStates

CHUNK = 2000  # paragraphs


def main():
    options = parse_options()
    items = answered(options.work)
    if {item["id"] for item in items} <= read_answers(options.work).keys():
        print(f"{answers_in(options.work)} is there already", flush=True)
        return
    teacher, rows = teacher_of(options.work), distinct_rows(items)
    with torch.no_grad(), device_precision():
        vectors = read_all(teacher, rows)
        write_answers(teacher.context, items, dict(zip(map(tuple, rows), vectors)), answers_in(options.work))
    save(vectors.half(), vectors_in(options.work))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work")
    return parser.parse_args()


def answers_in(work):
    return Path(work) / "answers.jsonl"


def vectors_in(work):
    return Path(work) / "vectors.pt"


def teacher_of(work):
    """The teacher, which begins where its training began: at the kept states of the layers that were not trained."""
    teacher = load_saved(Path(work) / "teacher.pt")
    frozen = torch.load(Path(work) / "teacher.pt", weights_only=True)["frozen"]
    if frozen:
        teacher.kept = KeptStates(teacher.encoder, frozen, [row for item in all_prepared(work) for row in item["rows"]], work)
    return teacher


def read_all(teacher, rows):
    """[rows, width]"""
    parts = []
    for at in range(0, len(rows), CHUNK):
        parts.append(teacher.encode(rows[at : at + CHUNK]).float())
        print(f"  read {min(len(rows), at + CHUNK)}/{len(rows)} paragraphs", flush=True)
    return torch.cat(parts)


def write_answers(context, items, vectors, path):
    temporary = path.with_suffix(".tmp")
    with open(temporary, "w", encoding="utf-8") as out:
        for item in items:
            answers = torch.softmax(context(torch.stack([vectors[tuple(row)] for row in item["rows"]])).float(), -1)
            out.write(json.dumps({"id": item["id"], "answers": [[round(p, 4) for p in row] for row in answers.tolist()]}) + "\n")
    temporary.replace(path)


def answered(work):
    return [item for item in all_prepared(work) if not item["held"]]


def distinct_rows(items):
    return [list(row) for row in dict.fromkeys(tuple(row) for item in items for row in item["rows"])]


def read_answers(work):
    """{article id: [paragraphs, OUTPUTS]}; empty if no teacher has answered yet."""
    if not answers_in(work).exists():
        return {}
    with open(answers_in(work), encoding="utf-8") as lines:
        return {record["id"]: record["answers"] for record in map(json.loads, lines)}


if __name__ == "__main__":
    main()
