"""Labelled articles: reading, checking, targets of training, views."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from network import OUTPUTS

LABELS = {"news_body": {None}, "attribution": {"statement", "credit"}, "solicitation": {None}}
BODY, STATEMENT = OUTPUTS.index("news_body"), OUTPUTS.index("attribution/statement")


class BadInput(Exception):
    """A file that must not be trained on; the message names file, line and fault."""


@dataclass
class Article:
    """texts, targets and weights are of one length, in reading order."""

    id: str
    texts: list
    targets: list  # index into OUTPUTS, or None where the paragraph is not scored
    shares: list = field(default_factory=list)  # of the words on the source's side, 0 to 1, or None
    weights: list = field(default_factory=list)  # 1, less where the label is in doubt


def read_labelled(path):
    """Every article of a labelled file; nothing if one line of it is at fault."""
    articles, seen = [], set()
    for where, record in records(path):
        articles.append(labelled(record, where, seen))
    if not articles:
        raise BadInput(f"{path}: expected labelled articles, found none")
    return articles


def records(path):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            try:
                record = json.loads(line)
            except json.JSONDecodeError as fault:
                raise BadInput(f"{where}: expected one JSON object a line, found {fault}") from fault
            if not isinstance(record, dict):
                raise BadInput(f"{where}: expected one JSON object a line, found {type(record).__name__}")
            yield where, record


def labelled(record, where, seen):
    article = unlabelled(record, where, seen)
    for place, paragraph in enumerate(record["paragraphs"]):
        at = f"{where}: paragraph {place} of {article.id}"
        article.targets.append(target(paragraph, at))
        article.shares.append(share(paragraph, at))
        article.weights.append(0.5 if paragraph.get("unsure") else 1.0)
    return article


def unlabelled(record, where, seen):
    identity, paragraphs = record.get("id"), record.get("paragraphs")
    if not isinstance(identity, str) or not identity or identity in seen:
        raise BadInput(f'{where}: expected an "id" of its own, found {identity!r}')
    seen.add(identity)
    if not isinstance(paragraphs, list) or not paragraphs:
        raise BadInput(f"{where}: expected paragraphs, found none in {identity}")
    texts = []
    for place, paragraph in enumerate(paragraphs):
        text = paragraph.get("text") if isinstance(paragraph, dict) else None
        if not isinstance(text, str) or not text.strip():
            raise BadInput(f'{where}: paragraph {place} of {identity}: expected "text", found {text!r}')
        if text in texts:
            raise BadInput(f"{where}: paragraph {place} of {identity}: expected a text of its own, found that of paragraph {texts.index(text)}")
        texts.append(text)
    return Article(identity, texts, [])


def target(paragraph, at):
    label, kind = paragraph.get("label"), paragraph.get("kind")
    if label is None:
        return None
    if label not in LABELS:
        raise BadInput(f"{at}: expected a label of {sorted(LABELS)}, found {label!r}")
    if kind not in LABELS[label]:
        raise BadInput(f"{at}: expected a kind of {sorted(map(str, LABELS[label]))} with {label}, found {kind!r}")
    return OUTPUTS.index(f"{label}/{kind}" if kind else label)


def share(paragraph, at):
    value = paragraph.get("share")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise BadInput(f'{at}: expected a "share" of 0 to 1, found {value!r}')
    return float(value)


def read_readings(path):
    """{article id: codes}, as `readings.py` describes them."""
    readings = {}
    for where, record in records(path):
        identity, codes = record.get("id"), record.get("codes")
        if not isinstance(identity, str) or identity in readings or not isinstance(codes, str):
            raise BadInput(f'{where}: expected an "id" of its own and "codes", found {identity!r}')
        readings[identity] = [parse_code(code, where) for code in codes.split()]
    return readings


def parse_code(code, where):
    """(target, share, weight) of one code of a reader."""
    weight = 0.5 if code.endswith("?") else 1.0
    bare = code.removesuffix("?")
    if bare == "-":
        return None, None, weight
    if bare in ("c", "x"):
        return OUTPUTS.index({"c": "attribution/credit", "x": "solicitation"}[bare]), None, weight
    if len(bare) == 2 and bare[0] in "bs" and bare[1].isdigit():
        return {"b": BODY, "s": STATEMENT}[bare[0]], int(bare[1]) / 9, weight
    raise BadInput(f"{where}: expected a code such as b0, s9, c, x or -, found {code!r}")


def with_reading(article, codes, where):
    """An unlabelled article with a reader's labels; a labelled one with both readers' where they differ."""
    if len(codes) != len(article.texts):
        raise BadInput(f"{where}: expected {len(article.texts)} codes for {article.id}, found {len(codes)}")
    if not article.targets:
        article.targets, article.shares, article.weights = map(list, zip(*codes))
        return [distribution(t, s) for t, s in zip(article.targets, article.shares)]
    mixed = []
    for i, (second, second_share, _) in enumerate(codes):
        first = article.targets[i]
        if first == second:
            mixed.append(distribution(first, second_share))
        elif first is None or second is None:
            mixed.append(distribution(first, article.shares[i]))
        else:
            one, two = distribution(first, article.shares[i]), distribution(second, second_share)
            mixed.append([0.6 * a + 0.4 * b for a, b in zip(one, two)])
    return mixed


def distribution(target, share):
    """What the network should say: between statement and news body, the nearer the words stand to an even split, the less sure."""
    if target is None:
        return None
    row = [0.0] * len(OUTPUTS)
    if share is None or target not in (BODY, STATEMENT):
        row[target] = 1.0
        return row
    statement = min(0.4, 0.02 + 0.8 * share) if target == BODY else max(0.6, 0.98 - 0.8 * (1 - share))
    row[STATEMENT], row[BODY] = statement, 1 - statement
    return row


class View(NamedTuple):
    """What one step learns of an article: four lists of one length."""

    rows: list  # of token ids
    targets: list  # a distribution over OUTPUTS each, or None
    weights: list
    numbers: list  # of the paragraphs among a teacher's answers; None where it has not read them, or has among other neighbours


def view(item, others, rng):
    """One training view of a prepared article: furniture kept or dropped, now and then cut, thinned, or with another's appeal or a list of links inside."""
    chosen = list(zip(item["rows"], item["targets"], item["weights"], item["numbers"]))
    if rng.random() < 0.5:
        chosen = [part for part in chosen if part[1] is not None] or chosen
    if rng.random() < 0.25 and len(chosen) > 8:
        start = rng.randrange(len(chosen) - 4)
        chosen = chosen[start : start + rng.randint(4, len(chosen))]
    elif rng.random() < 0.15:
        start = rng.choice([0, rng.randrange(len(chosen))])  # articles of few paragraphs are rare, but people upload them
        chosen = chosen[start : start + rng.randint(1, 6)]
    if rng.random() < 0.2:
        chosen = [part for part in chosen if rng.random() > 0.15] or chosen
    if rng.random() < 0.15:
        appeal = run_of_solicitation(rng.choice(others.soliciting))
        at = rng.randint(0, len(chosen))
        chosen = chosen[:at] + appeal + chosen[at:]
    if rng.random() < 0.15:
        at = len(chosen) if rng.random() < 0.7 else rng.randint(1, len(chosen))
        chosen = chosen[:at] + links(others, rng) + chosen[at:]
    return View(*map(list, zip(*chosen)))


class Others:
    """Training articles that others' views borrow from."""

    def __init__(self, training):
        self.soliciting = [item for item in training if len(run_of_solicitation(item)) >= 3] or training
        self.openings = [opening for opening in map(opening_of, training) if opening]
        runs = [run_of_solicitation(item)[:1] for item in self.soliciting]
        self.headings = [part for run in runs for part in run if len(part[0]) <= 10]


def opening_of(item):
    """(headline, first paragraph, credits) of an article that opens with a headline; None of one that does not."""
    body, credit = OUTPUTS.index("news_body"), OUTPUTS.index("attribution/credit")
    told = [row for row, target in zip(item["rows"], item["targets"]) if target and target[body] > 0.6]
    credits = [row for row, target in zip(item["rows"][:8], item["targets"]) if target and target[credit] > 0.9 and len(row) <= 24]
    if len(told) < 2 or told[0] != item["rows"][0] or not 6 <= len(told[0]) <= 32:
        return None
    return told[0], told[1], credits


def links(others, rng):
    """What a page that invites to other stories shows of them: headlines, with their first paragraphs and credits or without."""
    teasers, credits = rng.random() < 0.5, rng.random() < 0.5
    invitation = [1.0 if output == "solicitation" else 0.0 for output in OUTPUTS]
    listed = [rng.choice(others.headings)] if others.headings and rng.random() < 0.6 else []
    for headline, paragraph, made_by in rng.sample(others.openings, min(len(others.openings), rng.randint(3, 12))):
        rows = [headline, *([paragraph] if teasers else []), *(made_by[:2] if credits else [])]
        listed += [(row, invitation, 1.0, None) for row in rows]
    return listed


def run_of_solicitation(item):
    """The longest run of solicitations in an article, up to twelve of them; empty if it has none. What a teacher said of them among their neighbours holds only there."""
    soliciting = OUTPUTS.index("solicitation")
    best, run = [], []
    for part in zip(item["rows"], item["targets"], item["weights"], [None] * len(item["rows"])):
        run = [*run, part] if part[1] and part[1][soliciting] > 0.9 else []
        best = run if len(run) > len(best) else best
    return best[-12:]


def corpus_files(folder_or_file):
    """The labelled files of a setting: a file itself, or every .jsonl of a folder."""
    path = Path(folder_or_file)
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
