package dev.copydesk.cli;

import dev.copydesk.labelling.Label;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts of paragraphs by right and predicted label. */
final class Confusion {

  /** Of one label, each in [0, 1]; 0 where undefined. */
  record LabelScore(double precision, double recall, double f1, int support) {}

  private final Map<Label, Map<Label, Integer>> counts = new EnumMap<>(Label.class);

  private Confusion() {}

  static Confusion of(List<Evaluation.Scored> paragraphs) {
    Confusion confusion = new Confusion();
    paragraphs.forEach(p -> confusion.add(p.actual(), p.prediction().label()));
    return confusion;
  }

  private void add(Label actual, Label predicted) {
    counts
        .computeIfAbsent(actual, _ -> new EnumMap<>(Label.class))
        .merge(predicted, 1, Integer::sum);
  }

  int count(Label actual, Label predicted) {
    return counts.getOrDefault(actual, Map.of()).getOrDefault(predicted, 0);
  }

  LabelScore score(Label label) {
    int right = count(label, label);
    int actual = Arrays.stream(Label.values()).mapToInt(other -> count(label, other)).sum();
    int predicted = Arrays.stream(Label.values()).mapToInt(other -> count(other, label)).sum();
    return new LabelScore(
        Evaluation.ratio(right, predicted),
        Evaluation.ratio(right, actual),
        Evaluation.ratio(2.0 * right, predicted + actual),
        actual);
  }

  /** Mean of the three labels' F1. */
  double macroF1() {
    return Arrays.stream(Label.values())
        .mapToDouble(label -> score(label).f1())
        .average()
        .orElseThrow();
  }
}
