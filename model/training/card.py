"""Writes the figures of model/evaluation into the model card, between its two marks."""

import json
import re
from pathlib import Path

from scoring import LABELS

CARD = Path(__file__).parent.parent / "README.md"
EVALUATION = CARD.parent / "evaluation"
MARKS = re.compile(r"(<!-- figures -->\n).*(<!-- /figures -->)", re.DOTALL)
TITLES = {"test": "our own test split", "dev": "real articles of outlets that training never saw"}


def main():
    manifest = json.loads((CARD.parent / "bundle" / "manifest.json").read_text())
    measured = {name: read(name) for name in TITLES if (EVALUATION / f"{name}.json").exists()}
    for name in [name for name, figures in measured.items() if figures["version"] != manifest["version"]]:
        print(f"left out: {name}.json, which is of the bundle {measured.pop(name)['version']}")
    parts = [head(manifest), *(section(name, figures, read(f"{name}-comparison")) for name, figures in measured.items())]
    text = CARD.read_text(encoding="utf-8")
    if not MARKS.search(text):
        raise SystemExit(f"card: expected <!-- figures --> and <!-- /figures --> in {CARD}, found none")
    CARD.write_text(MARKS.sub(lambda marks: marks[1] + "\n".join(parts) + "\n" + marks[2], text), encoding="utf-8")


def read(name):
    return json.loads((EVALUATION / f"{name}.json").read_text(encoding="utf-8"))


def head(manifest):
    calibration = manifest["calibration"]
    return (
        f"Bundle `{manifest['version']}`: temperature {manifest['temperature']}, fitted on {calibration['paragraphs']:,} paragraphs of "
        f"{calibration['articles']} {calibration['on']}; `needsReview` below a confidence of {manifest['reviewBelow']}.\n"
    )


def section(name, m, comparison):
    low, high = m["macroF1Interval"]
    lines = [
        f"### On {TITLES[name]}",
        "",
        f"{m['articles']} articles, {m['paragraphs']:,} paragraphs. Macro-F1 **{m['macroF1']:.3f}** "
        f"(95 % of resamples over articles: {low:.3f} to {high:.3f}), accuracy {m['accuracy']:.3f}, kind right of {m['kindAccuracy']:.1%} of attributions found, "
        f"calibration error (ECE, 10 bins) {m['ece']:.3f}. "
        f"{m['shareAboveReview']:.1%} of paragraphs are not sent to review, {m['rightAboveReview']:.1%} of them are right.",
        "",
        *table(["label", "precision", "recall", "F1", "95 % of resamples", "paragraphs"], [label_row(label, m["labels"][label]) for label in LABELS]),
        "",
        *compared({**comparison, "**this model as deployed (int8)**": m}),
        *breakdown("length", m["byLength"]),
        *breakdown("kind of outlet", m["byOutletKind"]),
        *breakdown("region", m["byRegion"]),
        *table(["robustness", ""], [[what, "none to try" if v is None else f"{v:.3f}"] for what, v in m["robustness"].items()]),
        "",
        f"![Reliability on {TITLES[name]}](evaluation/{name}-reliability.png) ![Confusion on {TITLES[name]}](evaluation/{name}-confusion.png)",
        "",
    ]
    return "\n".join(lines)


def label_row(label, v):
    low, high = v["f1Interval"]
    return [f"`{label}`", f"{v['precision']:.3f}", f"{v['recall']:.3f}", f"{v['f1']:.3f}", f"{low:.3f} to {high:.3f}", f"{v['support']:,}"]


def compared(models):
    cells = [[name, f"{v['macroF1']:.3f}", *(f"{v['labels'][label]['f1']:.3f}" for label in LABELS)] for name, v in models.items()]
    return [*table(["", "macro-F1", *(f"F1 `{label}`" for label in LABELS)], cells), ""]


def breakdown(title, groups):
    rows = [[name, f"{v['paragraphs']:,}", f"{v['accuracy']:.3f}", f"{v['macroF1']:.3f}"] for name, v in groups.items()]
    return [*table([title, "paragraphs", "accuracy", "macro-F1"], rows), ""] if rows else []


def table(heads, rows):
    return [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *(f"| {' | '.join(row)} |" for row in rows)]


if __name__ == "__main__":
    main()
