"""Scores over the three labels; the two kinds of attribution count as one."""

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
    """pairs: (right label, {label: score}) -> macro-F1, accuracy and each label's precision, recall, F1."""
    counts = {label: [0, 0, 0] for label in LABELS}  # right, predicted, actual
    for actual, scores in pairs:
        predicted = max(scores, key=scores.get)
        counts[predicted][1] += 1
        counts[actual][2] += 1
        counts[predicted][0] += predicted == actual
    labels = {
        label: {
            "precision": round(right / max(1, predicted), 4),
            "recall": round(right / max(1, actual), 4),
            "f1": round(2 * right / max(1, predicted + actual), 4),
            "support": actual,
        }
        for label, (right, predicted, actual) in counts.items()
    }
    macro = sum(2 * right / max(1, predicted + actual) for right, predicted, actual in counts.values()) / len(LABELS)
    accuracy = sum(right for right, _, _ in counts.values()) / max(1, len(pairs))
    return {"macroF1": round(macro, 4), "accuracy": round(accuracy, 4), "labels": labels}


def expected_calibration_error(pairs, bins=10):
    parts = [[] for _ in range(bins)]
    for label, scores in pairs:
        confidence = max(scores.values())
        parts[min(bins - 1, int(confidence * bins))].append((confidence, label == max(scores, key=scores.get)))
    gaps = [abs(sum(c for c, _ in part) - sum(r for _, r in part)) for part in parts]
    return sum(gaps) / max(1, len(pairs))
