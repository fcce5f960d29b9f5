"""Step 7: what the model card reports: scores with bootstrap, baselines, calibration, robustness, int8 against float, pictures.

Writes metrics.json, answers.json (what a Java test holds the bundle against), reliability.png and confusion.png.
"""

import argparse
import json
import random
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
from scoring import LABELS, expected_calibration_error, label_of, label_scores, scores_of

RESAMPLES = 1000


def main():
    options = parse_options()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    manifest = read_manifest(options.bundle)
    model = Model(Bundle(options.bundle), manifest["temperature"])
    articles = read_labelled(options.measured)
    graded = [grade(model, article.texts, article.targets) for article in articles]
    metrics = {
        "version": manifest["version"],
        "measured": {"file": Path(options.measured).name, "articles": len(articles), "paragraphs": sum(map(len, graded))},
        **scores_of(flat(graded)),
        "interval": interval(graded),
        "ece": round(expected_calibration_error(flat(graded)), 4),
        "reviewBelow": manifest["reviewBelow"],
        **review(flat(graded), manifest["reviewBelow"]),
        "byLength": by_length(articles, model),
        "byOutletKind": by_group([a.outlet_kind for a in articles], graded),
        "byRegion": by_group([a.region for a in articles], graded),
        "robustness": robustness(model, articles),
    }
    if options.train:
        training = [a for path in options.train for a in read_labelled(path)]
        metrics["baselines"] = {
            "majority": scores_of(majority(training, articles)),
            "keyword rules": scores_of(keyword_rules(articles)),
            "bag of words with neighbours": scores_of(bag_of_words(training, articles)),
        }
    if options.float:
        floating = Model(Bundle(options.float, ".float", Path(options.bundle) / "tokenizer.json"), manifest["temperature"])
        metrics["float"] = scores_of(flat([grade(floating, a.texts, a.targets) for a in articles]))
    (out / f"{options.name}.json").write_text(json.dumps(metrics, indent=2) + "\n")
    reliability_plot(flat(graded), out / f"{options.name}-reliability.png")
    confusion_plot(flat(graded), out / f"{options.name}-confusion.png")
    if options.answers:
        (out / "answers.json").write_text(json.dumps(sample_answers(model, articles), indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(metrics, indent=2))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measured", help="the labelled file that is measured on")
    parser.add_argument("--name", default="test", help="of the files written (default: test)")
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

    def labels(self, texts):
        return [max(scores, key=scores.get) for scores in self.scores(texts)]


def grade(model, texts, targets):
    """(right label, scores) of every scored paragraph."""
    return [(label_of(t), s) for t, s in zip(targets, model.scores(texts)) if t is not None]


def flat(parts):
    return [pair for part in parts for pair in part]


def interval(graded):
    rng = random.Random(20261125)
    values = sorted(scores_of(flat(rng.choices(graded, k=len(graded))))["macroF1"] for _ in range(RESAMPLES))
    return [values[int(RESAMPLES * 0.025)], values[int(RESAMPLES * 0.975)]]


def review(pairs, threshold):
    above = [label == max(s, key=s.get) for label, s in pairs if max(s.values()) >= threshold]
    return {"shareAboveReview": round(len(above) / len(pairs), 4), "rightAboveReview": round(float(np.mean(above)) if above else 0.0, 4)}


def by_length(articles, model):
    bands = {"1 to 4 words": (1, 5), "5 to 12": (5, 13), "13 to 30": (13, 31), "31 to 60": (31, 61), "over 60": (61, 10**6)}
    found = {name: [] for name in bands}
    for article in articles:
        for text, target, scores in zip(article.texts, article.targets, model.scores(article.texts)):
            band = next(name for name, (low, high) in bands.items() if low <= max(1, len(text.split())) < high)
            if target is not None:
                found[band].append((label_of(target), scores))
    return {name: {"paragraphs": len(pairs), **scores_of(pairs)} for name, pairs in found.items() if pairs}


def by_group(names, graded):
    groups = {}
    for name, pairs in zip(names, graded):
        groups.setdefault(name, []).extend(pairs)
    return {name: {"paragraphs": len(pairs), **scores_of(pairs)} for name, pairs in sorted(groups.items()) if name}


def robustness(model, articles):
    """Share of paragraphs whose label stays the same, or macro-F1 where the neighbours change."""
    typography = {
        "straight quotes": lambda t: t.translate(str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''")),
        "curly quotes": curly,
        "hyphens for dashes": lambda t: re.sub("[\u2013\u2014]", "-", t),
        "no-break spaces": lambda t: t.replace(" ", "\u00a0"),
        "upper case": str.upper,
    }
    plain = [model.labels(a.texts) for a in articles]
    table = {}
    for name, change in typography.items():
        same = [x == y for a, labels in zip(articles, plain) for x, y in zip(model.labels([change(t) for t in a.texts]), labels)]
        table[f"same label, {name}"] = round(float(np.mean(same)), 4)
    alone = [pair for a in articles for text, target in zip(a.texts, a.targets) for pair in grade(model, [text], [target])]
    table["macro-F1, each paragraph alone"] = scores_of(alone)["macroF1"]
    rng = random.Random(7)
    cuts = [(a, rng.randrange(len(a.texts))) for a in articles]
    table["macro-F1, cut at a random paragraph"] = scores_of([p for a, at in cuts for p in grade(model, a.texts[: at + 1], a.targets[: at + 1])])["macroF1"]
    appeals = [run for run in map(longest_appeal, articles) if len(run) >= 4]
    hosts = [a for a in articles if "solicitation" not in map(label_of, a.targets)] or articles
    places = {"alone": lambda host, run: (run, 0), "at the beginning": lambda host, run: (run + host, 0),
              "in the middle": lambda host, run: (host[: len(host) // 2] + run + host[len(host) // 2 :], len(host) // 2),
              "at the end": lambda host, run: (host + run, len(host))}
    for name, place in places.items():
        found = []
        for n, run in enumerate(appeals):
            texts, at = place(hosts[n % len(hosts)].texts, run)
            found += [label == "solicitation" for label in model.labels(texts)[at : at + len(run)]]
        table[f"appeal found, {name}"] = round(float(np.mean(found)), 4) if found else None
    long = articles[0].texts * (500 // len(articles[0].texts) + 1)
    table["paragraphs labelled of an article of 500"] = len(model.labels(long[:500]))
    return table


def curly(text):
    text = re.sub(r'(^|[\s(\[])"', "\\1\u201c", text).replace('"', "\u201d")
    return re.sub(r"(^|[\s(\[])'", "\\1\u2018", text).replace("'", "\u2019")


def longest_appeal(article):
    best, run = [], []
    for text, target in zip(article.texts, article.targets):
        run = [*run, text] if label_of(target) == "solicitation" else []
        best = run if len(run) > len(best) else best
    return best


def sample_answers(model, articles, count=6):
    """Texts, tokens and scores of some articles: the Java side must give the same."""
    return [
        {"id": a.id, "texts": a.texts, "tokens": model.bundle.tokens(a.texts), "scores": [{label: round(s[label], 6) for label in LABELS} for s in model.scores(a.texts)]}
        for a in articles[:count]
    ]


def reliability_plot(pairs, path):
    confidence = np.array([max(s.values()) for _, s in pairs])
    right = np.array([label == max(s, key=s.get) for label, s in pairs])
    bins = np.minimum((confidence * 10).astype(int), 9)
    figure, (top, bottom) = plt.subplots(2, 1, figsize=(5, 6), height_ratios=[3, 1], sharex=True)
    at = [b for b in range(10) if (bins == b).any()]
    top.plot([0.3, 1], [0.3, 1], color="0.7", linestyle="--", label="perfect")
    top.plot([confidence[bins == b].mean() for b in at], [right[bins == b].mean() for b in at], marker="o", label="model")
    top.set(ylabel="share right", ylim=(0, 1.02), title="Reliability")
    top.legend(loc="lower right")
    bottom.bar([b / 10 + 0.05 for b in at], [(bins == b).sum() for b in at], width=0.09)
    bottom.set(xlabel="confidence", ylabel="paragraphs", xlim=(0.3, 1.01))
    figure.tight_layout()
    figure.savefig(path, dpi=90)
    plt.close(figure)


def confusion_plot(pairs, path):
    counts = np.array([[sum(label == a and max(s, key=s.get) == p for label, s in pairs) for p in LABELS] for a in LABELS])
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
