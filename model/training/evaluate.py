"""Step 7, after `copydesk evaluate --json`: what the model card sets beside its figures: baselines, the network before quantisation, pictures.

Writes NAME-comparison.json, NAME-reliability.png, NAME-confusion.png and answers.json (what a Java test holds the bundle against).
"""

import argparse
import json
import re
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from articles import BadInput, read_labelled
from baselines import bag_of_words, keyword_rules, majority
from bundle import Bundle, probabilities, read_manifest
from network import OUTPUTS
from scoring import LABELS, label_of, label_scores, scores_of


def main():
    options = parse_options()
    out = Path(options.out)
    deployed = read_figures(out / f"{options.name}.json", options)
    manifest = read_manifest(options.bundle)
    articles = read_labelled(options.measured)
    comparison = {}
    if options.train:
        training = [a for path in options.train for a in read_labelled(path)]
        comparison = {
            "majority": scores_of(majority(training, articles)),
            "keyword rules": scores_of(keyword_rules(articles)),
            "bag of words with neighbours": scores_of(bag_of_words(training, articles)),
        }
    if options.float:
        floating = Model(Bundle(options.float, ".float", Path(options.bundle) / "tokenizer.json"), manifest["temperature"])
        comparison["this model in float32"] = scores_of([pair for a in articles for pair in grade(floating, a.texts, a.targets)])
    (out / f"{options.name}-comparison.json").write_text(json.dumps(comparison, indent=2) + "\n")
    reliability_plot(deployed["bins"], out / f"{options.name}-reliability.png")
    confusion_plot(deployed["labels"], out / f"{options.name}-confusion.png")
    if options.answers:
        model = Model(Bundle(options.bundle), manifest["temperature"])
        (out / "answers.json").write_text(json.dumps(sample_answers(model, articles), indent=1, ensure_ascii=False) + "\n")


def read_figures(path, options):
    """What `copydesk evaluate --json` said of just this bundle and this file."""
    figures = json.loads(path.read_text(encoding="utf-8"))
    wanted = {"version": read_manifest(options.bundle)["version"], "file": Path(options.measured).name}
    found = {name: figures.get(name) for name in wanted}
    if found != wanted:
        raise BadInput(f"{path}: expected figures of {wanted}, found those of {found}")
    return figures


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measured", help="the labelled file that is measured on")
    parser.add_argument("--name", default="test", help="of the figures in OUT, which `copydesk evaluate` has written, and of the files that join them (default: test)")
    parser.add_argument("--bundle", default="../bundle")
    parser.add_argument("--float", help="folder with the graphs before quantisation, to compare")
    parser.add_argument("--train", nargs="*", help="labelled files that the baselines are trained on")
    parser.add_argument("--answers", action="store_true", help="also write answers.json, for the test of Java against Python")
    parser.add_argument("--out", default="../evaluation")
    return parser.parse_args()


class Model:
    """Label scores of paragraphs, as the function gives them."""

    def __init__(self, bundle, temperature):
        self.bundle, self.temperature = bundle, temperature

    def scores(self, texts):
        rows = probabilities(self.bundle.logits([re.sub(r"\s+", " ", text).strip() for text in texts]), self.temperature)
        return [label_scores(row.tolist(), OUTPUTS) for row in rows]


def grade(model, texts, targets):
    """(right label, scores) of every scored paragraph."""
    return [(label_of(t), s) for t, s in zip(targets, model.scores(texts)) if t is not None]


def sample_answers(model, articles, count=6):
    """Texts, tokens and scores of some articles: the Java side must give the same."""
    return [
        {"id": a.id, "texts": a.texts, "tokens": model.bundle.tokens(a.texts), "scores": [{label: round(s[label], 6) for label in LABELS} for s in model.scores(a.texts)]}
        for a in articles[:count]
    ]


def reliability_plot(bins, path):
    found = [(number, b) for number, b in enumerate(bins) if b["paragraphs"]]
    figure, (top, bottom) = plt.subplots(2, 1, figsize=(5, 6), height_ratios=[3, 1], sharex=True)
    top.plot([0.3, 1], [0.3, 1], color="0.7", linestyle="--", label="perfect")
    top.plot([b["confidence"] for _, b in found], [b["accuracy"] for _, b in found], marker="o", label="model")
    top.set(ylabel="share right", ylim=(0, 1.02), title="Reliability")
    top.legend(loc="lower right")
    bottom.bar([number / 10 + 0.05 for number, _ in found], [b["paragraphs"] for _, b in found], width=0.09)
    bottom.set(xlabel="confidence", ylabel="paragraphs", xlim=(0.3, 1.01))
    figure.tight_layout()
    figure.savefig(path, dpi=90)
    plt.close(figure)


def confusion_plot(labels, path):
    counts = np.array([[labels[actual]["predicted"][label] for label in LABELS] for actual in LABELS])
    figure, axes = plt.subplots(figsize=(5.4, 4.2))
    axes.imshow(counts / counts.sum(1, keepdims=True).clip(1), cmap="Blues", vmin=0, vmax=1)
    for (i, j), count in np.ndenumerate(counts):
        share = count / max(1, counts[i].sum())
        axes.text(j, i, f"{count}\n{share:.1%}", ha="center", va="center", color="white" if share > 0.5 else "black")
    axes.set_xticks(range(3), LABELS)
    axes.set_yticks(range(3), LABELS)
    axes.set(xlabel="model", ylabel="right", title="Confusion")
    figure.tight_layout()
    figure.savefig(path, dpi=90)
    plt.close(figure)


if __name__ == "__main__":
    try:
        main()
    except (BadInput, OSError) as fault:
        raise SystemExit(f"evaluate: {fault}")
