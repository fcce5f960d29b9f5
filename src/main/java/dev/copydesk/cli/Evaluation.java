package dev.copydesk.cli;

import dev.copydesk.article.Paragraph;
import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How predictions stand against right labels.
 *
 * @param articles what the bootstrap draws
 */
record Evaluation(List<Graded> articles) {

  static final int BINS = 10;

  /** The scored paragraphs of one article. */
  record Graded(LabelledFile.Outlet outlet, List<Scored> paragraphs) {
    Graded {
      paragraphs = List.copyOf(paragraphs);
    }

    /** The texts are read as an upload's would be: white space collapsed, nothing else changed. */
    static Graded of(LabelledFile.Gold article, ParagraphClassifier classifier) {
      List<String> texts = article.texts().stream().map(Paragraph::normalise).toList();
      List<Prediction> predictions = classifier.classify(texts);
      List<Scored> scored = new ArrayList<>();
      for (int i = 0; i < predictions.size(); i++) {
        Prediction prediction = predictions.get(i);
        int words = texts.get(i).split(" ", -1).length;
        article
            .answers()
            .get(i)
            .map(answer -> new Scored(answer.label(), answer.kind(), prediction, words))
            .ifPresent(scored::add);
      }
      return new Graded(article.outlet(), scored);
    }
  }

  /**
   * One paragraph.
   *
   * @param kind where the right label is attribution and its kind is known
   * @param words how many it has
   */
  record Scored(Label actual, @Nullable Kind kind, Prediction prediction, int words) {

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

  /** Some of the paragraphs, under a name. */
  record Part(String name, Evaluation evaluation) {}

  /** Paragraphs of at least so many words belong to the band, up to the next one's first. */
  private record Band(String name, int fromWords) {}

  private static final List<Band> BANDS =
      List.of(
          new Band("1 to 4 words", 0),
          new Band("5 to 12 words", 5),
          new Band("13 to 30 words", 13),
          new Band("31 to 60 words", 31),
          new Band("over 60 words", 61));

  Evaluation {
    articles = List.copyOf(articles);
  }

  List<Scored> paragraphs() {
    return articles.stream().flatMap(article -> article.paragraphs().stream()).toList();
  }

  /** By the paragraphs' length; bands without paragraphs are left out. */
  List<Part> byLength() {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < BANDS.size(); i++) {
      int from = BANDS.get(i).fromWords();
      int to = i + 1 < BANDS.size() ? BANDS.get(i + 1).fromWords() : Integer.MAX_VALUE;
      Evaluation part = where(scored -> scored.words() >= from && scored.words() < to);
      if (!part.paragraphs().isEmpty()) {
        parts.add(new Part(BANDS.get(i).name(), part));
      }
    }
    return parts;
  }

  private Evaluation where(Predicate<Scored> wanted) {
    return new Evaluation(
        articles.stream()
            .map(a -> new Graded(a.outlet(), a.paragraphs().stream().filter(wanted).toList()))
            .toList());
  }

  /** By the outlets' kind, in the order of its name; articles without one are left out. */
  List<Part> byOutletKind() {
    return by(LabelledFile.Outlet::kind);
  }

  /** By the outlets' region, in the order of its name; articles without one are left out. */
  List<Part> byRegion() {
    return by(LabelledFile.Outlet::region);
  }

  private List<Part> by(Function<LabelledFile.Outlet, String> name) {
    Map<String, List<Graded>> parts = new TreeMap<>();
    for (Graded article : articles) {
      parts.computeIfAbsent(name.apply(article.outlet()), _ -> new ArrayList<>()).add(article);
    }
    parts.remove("");
    return parts.entrySet().stream()
        .map(part -> new Part(part.getKey(), new Evaluation(part.getValue())))
        .toList();
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

  /** Bootstrap over articles: as many of them, drawn with replacement, so many times. */
  Resamples resamples(int samples, long seed) {
    Random random = new Random(seed);
    List<Confusion> drawn = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      List<Scored> paragraphs = new ArrayList<>();
      for (int j = 0; j < articles.size(); j++) {
        paragraphs.addAll(articles.get(random.nextInt(articles.size())).paragraphs());
      }
      drawn.add(Confusion.of(paragraphs));
    }
    return new Resamples(drawn);
  }

  /** What else the articles might have given. */
  record Resamples(List<Confusion> drawn) {

    Interval interval(ToDoubleFunction<Confusion> figure) {
      double[] values = drawn.stream().mapToDouble(figure).sorted().toArray();
      return new Interval(
          values[(int) (values.length * 0.025)], values[(int) (values.length * 0.975)]);
    }
  }

  private static double right(List<Scored> scored) {
    return ratio((double) scored.stream().filter(Scored::right).count(), scored.size());
  }

  static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
