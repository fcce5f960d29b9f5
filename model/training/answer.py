"""Step 3: the teacher's answers, kept in work/answers.pt: its vector of each paragraph and its context layers, which together give what it says of any view of an article."""

import argparse
import itertools
from pathlib import Path

import torch

from bundle import sha256
from fitting import all_prepared, save
from network import ContextLabeller, device_precision, load_saved
from states import KeptStates

CHUNK = 50  # articles


class Answers:
    """What a teacher says of any view of the articles that it has read, without its encoder.

    begins: {article id: number of its first paragraph}; rows: [paragraphs] lists of token ids; vectors: half floats [paragraphs, width].
    """

    def __init__(self, path):
        kept = torch.load(path, weights_only=True)
        self.teacher, self.begins, self.vectors = kept["teacher"], kept["begins"], kept["vectors"]
        self.rows = [row.tolist() for row in kept["ids"].split(kept["lengths"].tolist())]
        self.context = ContextLabeller(width=self.vectors.shape[1])
        self.context.load_state_dict(kept["context"])
        self.context.eval()

    def numbers(self, item):
        """Of a prepared article's paragraphs; None for each if the teacher has not read it as it is."""
        rows, begin = item["rows"], self.begins.get(item["id"])
        if begin is None or self.rows[begin : begin + len(rows)] != rows:
            return [None] * len(rows)
        return list(range(begin, begin + len(rows)))

    def of(self, numbers):
        """Probabilities [paragraphs, OUTPUTS] of one view."""
        with torch.no_grad():
            return torch.softmax(self.context(self.vectors[numbers].float()), -1)


def main():
    options = parse_options()
    items = answered(options.work)
    teacher = sha256(teacher_in(options.work))
    kept = read_answers(options.work)
    if kept and kept.teacher == teacher and all(None not in kept.numbers(item) for item in items):
        print(f"{answers_in(options.work)} is there already", flush=True)
        return
    network = teacher_of(options.work)
    with torch.no_grad(), device_precision():
        vectors = read_all(network, [item["rows"] for item in items])
    rows = [row for item in items for row in item["rows"]]
    begins = itertools.accumulate((len(item["rows"]) for item in items), initial=0)
    save(
        {
            "teacher": teacher,
            "begins": {item["id"]: begin for item, begin in zip(items, begins)},
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


def read_all(teacher, articles):
    """[paragraphs, width]"""
    parts = []
    for at in range(0, len(articles), CHUNK):
        windows = [window for rows in articles[at : at + CHUNK] for window in teacher.windows(rows)]
        parts += [part.float() for part in teacher.read(windows)]
        print(f"  read {min(len(articles), at + CHUNK)}/{len(articles)} articles", flush=True)
    return torch.cat(parts)


def answered(work):
    return [item for item in all_prepared(work) if not item["held"]]


def read_answers(work):
    """None if no teacher has answered yet."""
    return Answers(answers_in(work)) if answers_in(work).exists() else None


if __name__ == "__main__":
    main()
