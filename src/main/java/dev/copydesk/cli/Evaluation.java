package dev.copydesk.cli;

import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How predictions stand against right labels.
 *
 * @param articles the scored paragraphs, by article: articles are what the bootstrap draws
 */
record Evaluation(List<List<Scored>> articles) {

  static final int BINS = 10;

  /**
   * One paragraph.
   *
   * @param kind where the right label is attribution and its kind is known
   */
  record Scored(Label actual, @Nullable Kind kind, Prediction prediction) {

    boolean right() {
      return actual == prediction.label();
    }
  }

  /**
   * The predictions whose confidence lies in one bin.
   *
   * @param confidence mean of theirs
   * @param accuracy share of right ones
   */
  record Bin(int count, double confidence, double accuracy) {}

  /** The middle 95 % of a figure over resampled articles. */
  record Interval(double low, double high) {}

  Evaluation {
    articles = articles.stream().map(List::copyOf).toList();
  }

  List<Scored> paragraphs() {
    return articles.stream().flatMap(List::stream).toList();
  }

  Confusion confusion() {
    return Confusion.of(paragraphs());
  }

  double macroF1() {
    return confusion().macroF1();
  }

  double accuracy() {
    List<Scored> all = paragraphs();
    return right(all);
  }

  /** Share of right kinds where label and prediction are both attribution and the kind is known. */
  double kindAccuracy() {
    List<Scored> known =
        paragraphs().stream()
            .filter(s -> s.kind() != null && s.prediction().kind().isPresent())
            .toList();
    long right = known.stream().filter(s -> s.prediction().kindIfAttribution() == s.kind()).count();
    return ratio((double) right, known.size());
  }

  /** Predictions by confidence in ten bins of equal width over [0, 1]. */
  List<Bin> bins() {
    List<List<Scored>> parts = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      parts.add(new ArrayList<>());
    }
    for (Scored scored : paragraphs()) {
      int bin = (int) (scored.prediction().confidence() * BINS);
      parts.get(Math.min(BINS - 1, bin)).add(scored);
    }
    return parts.stream().map(Evaluation::bin).toList();
  }

  private static Bin bin(List<Scored> part) {
    double confidence =
        part.stream().mapToDouble(s -> s.prediction().confidence()).average().orElse(0);
    return new Bin(part.size(), confidence, right(part));
  }

  /**
   * Expected calibration error: the bins' gaps between confidence and accuracy, weighted by count.
   */
  double calibrationError() {
    int all = paragraphs().size();
    return bins().stream()
        .mapToDouble(b -> ratio(b.count(), all) * Math.abs(b.confidence() - b.accuracy()))
        .sum();
  }

  /** Share of predictions with at least this confidence. */
  double shareFrom(double confidence) {
    List<Scored> all = paragraphs();
    return ratio(from(confidence).size(), all.size());
  }

  /** Share of right ones among the predictions with at least this confidence. */
  double accuracyFrom(double confidence) {
    List<Scored> sure = from(confidence);
    return right(sure);
  }

  private List<Scored> from(double confidence) {
    return paragraphs().stream().filter(s -> s.prediction().confidence() >= confidence).toList();
  }

  /** Bootstrap over articles of the macro-F1. */
  Interval macroF1Interval(int samples, long seed) {
    Random random = new Random(seed);
    double[] values = new double[samples];
    for (int i = 0; i < samples; i++) {
      List<Scored> drawn = new ArrayList<>();
      for (int j = 0; j < articles.size(); j++) {
        drawn.addAll(articles.get(random.nextInt(articles.size())));
      }
      values[i] = Confusion.of(drawn).macroF1();
    }
    Arrays.sort(values);
    return new Interval(values[(int) (samples * 0.025)], values[(int) (samples * 0.975)]);
  }

  private static double right(List<Scored> scored) {
    return ratio((double) scored.stream().filter(Scored::right).count(), scored.size());
  }

  static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
