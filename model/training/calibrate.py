"""Step 6: the temperature and the review threshold, through the deployed graphs; the manifest; model/bundle."""

import argparse
import json
import shutil
from pathlib import Path

import hashlib

import numpy as np

from articles import BadInput, corpus_files, read_labelled
from bundle import Bundle, probabilities, sha256
from network import MAX_TOKENS, OUTPUTS
from prepare import held_out
from scoring import label_of, label_scores, scores_of

ROUNDING = 0.001  # of the paragraphs above the threshold, which on another processor may fall below it or be wrong
FILES = ("encoder.onnx", "context.onnx", "tokenizer.json", "labels.txt")


def main():
    options = parse_options()
    work = Path(options.work)
    staged = work / "bundle"
    bundle = Bundle(staged)
    if options.unseen:
        articles = read_labelled(options.unseen)
    else:
        labelled = [a for path in options.labelled for file in corpus_files(path) for a in read_labelled(file)]
        articles = [a for a in labelled if held_out(a.id)] or labelled
    targets, logits = answers(bundle, articles)
    temperature = fit_temperature(targets, logits)
    graded = [(label_of(target), label_scores(row.tolist(), OUTPUTS)) for target, row in zip(targets, probabilities(logits, temperature))]
    review_below, above, right = review_threshold(graded)
    answering = {
        "maxTokens": MAX_TOKENS,
        "temperature": round(temperature, 4),
        "reviewBelow": review_below,
        "files": {name: sha256(staged / name) for name in FILES},
    }
    manifest = {
        "version": hashlib.sha256(json.dumps(answering, sort_keys=True).encode()).hexdigest()[:12],
        **answering,
        "corpus": json.loads((work / "prepared.facts.json").read_text())["corpus"],
        "calibration": {
            "on": "articles of outlets that training never saw" if options.unseen else "held-out articles",
            "articles": len(articles),
            "paragraphs": len(targets),
            **scores_of(graded),
            "shareAboveReview": above,
            "rightAboveReview": right,
        },
    }
    (staged / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    Path(options.bundle).mkdir(parents=True, exist_ok=True)
    for name in (*FILES, "manifest.json"):
        shutil.copy(staged / name, Path(options.bundle) / name)
    print(json.dumps(manifest, indent=2))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", help="the labelled files; their held-out articles set temperature and threshold unless --unseen does")
    parser.add_argument("--unseen", help="a labelled file of outlets that training never saw, on which scores are less sure than on held-out articles: calibrated on instead")
    parser.add_argument("--work", default="work")
    parser.add_argument("--bundle", default="../bundle", help="where the finished bundle goes")
    return parser.parse_args()


def answers(bundle, articles):
    """(indices of the right outputs, logits) of every scored paragraph."""
    targets, rows = [], []
    for article in articles:
        logits = bundle.logits(article.texts)
        scored = [i for i, target in enumerate(article.targets) if target is not None]
        targets += [article.targets[i] for i in scored]
        rows += [logits[i] for i in scored]
    return np.array(targets), np.array(rows)


def fit_temperature(targets, logits):
    def loss(temperature):
        return -np.log(probabilities(logits, temperature)[np.arange(len(targets)), targets]).mean()

    return float(min((0.3 + 0.01 * i for i in range(300)), key=loss))


def review_threshold(graded, wanted=0.98 + ROUNDING):
    """The least confidence above which the wanted share is right, the share of paragraphs above it, and how many of them are right."""
    sure = [(max(scores.values()), max(scores, key=scores.get) == label) for label, scores in graded]
    for threshold in [0.5 + 0.005 * i for i in range(100)]:
        above = [right for confidence, right in sure if confidence >= threshold]
        if above and sum(above) / len(above) >= wanted:
            return round(threshold, 3), round(len(above) / len(sure), 4), round(sum(above) / len(above), 4)
    return 1.0, 0.0, 1.0


if __name__ == "__main__":
    try:
        main()
    except (BadInput, OSError) as fault:
        raise SystemExit(f"calibrate: {fault}")
