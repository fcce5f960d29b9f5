"""Step 3: the teacher's answers, kept in work/answers.pt: its vector of each paragraph and its context layers, which together give what it says of any view of an article."""

import argparse
from pathlib import Path

import torch

from bundle import sha256
from fitting import all_prepared, save
from network import ContextLabeller, device_precision, load_saved
from states import KeptStates

CHUNK = 2000  # paragraphs


class Answers:
    """What a teacher says of any paragraphs that it has read, in any order, without its encoder.

    rows: [paragraphs] lists of token ids; vectors: half floats [paragraphs, width].
    """

    def __init__(self, path):
        kept = torch.load(path, weights_only=True)
        self.teacher, self.vectors = kept["teacher"], kept["vectors"]
        self.rows = [row.tolist() for row in kept["ids"].split(kept["lengths"].tolist())]
        self.places = {tuple(row): i for i, row in enumerate(self.rows)}
        self.context = ContextLabeller(width=self.vectors.shape[1])
        self.context.load_state_dict(kept["context"])
        self.context.eval()

    def of(self, rows):
        """Probabilities [rows, OUTPUTS] of one view; None if the teacher has not read all of it."""
        places = [self.places.get(tuple(row)) for row in rows]
        if None in places:
            return None
        with torch.no_grad():
            return torch.softmax(self.context(self.vectors[places].float()), -1)


def main():
    options = parse_options()
    rows = distinct_rows(answered(options.work))
    teacher = sha256(teacher_in(options.work))
    kept = read_answers(options.work)
    if kept and kept.teacher == teacher and kept.rows == rows:
        print(f"{answers_in(options.work)} is there already", flush=True)
        return
    network = teacher_of(options.work)
    with torch.no_grad(), device_precision():
        vectors = read_all(network, rows)
    save(
        {
            "teacher": teacher,
            "ids": torch.tensor([token for row in rows for token in row], dtype=torch.int32),
            "lengths": torch.tensor([len(row) for row in rows]),
            "vectors": vectors.half(),
            "context": network.context.state_dict(),
        },
        answers_in(options.work),
    )


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work")
    return parser.parse_args()


def answers_in(work):
    return Path(work) / "answers.pt"


def teacher_in(work):
    return Path(work) / "teacher.pt"


def teacher_of(work):
    """The teacher, which begins where its training began: at the kept states of the layers that were not trained."""
    teacher = load_saved(teacher_in(work))
    frozen = torch.load(teacher_in(work), weights_only=True)["frozen"]
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


def answered(work):
    return [item for item in all_prepared(work) if not item["held"]]


def distinct_rows(items):
    return [list(row) for row in dict.fromkeys(tuple(row) for item in items for row in item["rows"])]


def read_answers(work):
    """None if no teacher has answered yet."""
    return Answers(answers_in(work)) if answers_in(work).exists() else None


if __name__ == "__main__":
    main()
