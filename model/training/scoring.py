"""Scores over the three labels; the two kinds of attribution count as one."""

from collections import Counter

from network import OUTPUTS

LABELS = tuple(dict.fromkeys(output.split("/")[0] for output in OUTPUTS))


def label_of(target):
    """The label of an output's index; None stays None."""
    return None if target is None else OUTPUTS[target].split("/")[0]


def label_scores(probabilities, outputs):
    scores = {}
    for output, p in zip(outputs, probabilities):
        label = output.split("/")[0]
        scores[label] = scores.get(label, 0.0) + p
    return scores


def macro_f1(pairs, outputs):
    """pairs: (index of the right output, probabilities of all outputs)."""
    return scores_of([(label_of(index), label_scores(p, outputs)) for index, p in pairs])["macroF1"]


def scores_of(pairs):
    """pairs: (right label, {label: score}) -> macro-F1 and each label's F1."""
    right, predicted, actual = Counter(), Counter(), Counter()
    for label, scores in pairs:
        said = max(scores, key=scores.get)
        actual[label] += 1
        predicted[said] += 1
        right[label] += label == said
    f1 = {label: 2 * right[label] / max(1, predicted[label] + actual[label]) for label in LABELS}
    return {"macroF1": round(sum(f1.values()) / len(LABELS), 4), "labels": {label: {"f1": round(value, 4)} for label, value in f1.items()}}
