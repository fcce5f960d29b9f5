"""Scores over the three labels; the two kinds of attribution count as one."""


def label_scores(probabilities, outputs):
    scores = {}
    for output, p in zip(outputs, probabilities):
        label = output.split("/")[0]
        scores[label] = scores.get(label, 0.0) + p
    return scores


def macro_f1(pairs, outputs):
    """pairs: (index of the right output, probabilities of all outputs)."""
    labels = list(dict.fromkeys(output.split("/")[0] for output in outputs))
    counts = {label: [0, 0, 0] for label in labels}  # right, predicted, actual
    for index, probabilities in pairs:
        scores = label_scores(probabilities, outputs)
        predicted, actual = max(scores, key=scores.get), outputs[index].split("/")[0]
        counts[predicted][1] += 1
        counts[actual][2] += 1
        counts[predicted][0] += predicted == actual
    return sum(2 * right / max(1, predicted + actual) for right, predicted, actual in counts.values()) / len(labels)
