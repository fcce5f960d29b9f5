package dev.copydesk.lambda;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.LabelledParagraph;
import dev.copydesk.labelling.Outcome;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.labelling.RemovedArticle;
import dev.copydesk.labelling.ResultStore.Replacement;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Figures of what the function did, one line an article in CloudWatch's embedded metric format
 * ("Specification: Embedded metric format", CloudWatch User Guide), which CloudWatch reads out of
 * the log. Numbers and names only, never an article's address or text. Thread-safe.
 */
final class Metrics {

  static final String NAMESPACE = "Copydesk";
  static final String FUNCTION = "FunctionName";
  static final String REASON = "Reason";

  static final String ARTICLES = "Articles";
  static final String REJECTED = "Rejected";
  static final String REMOVED = "Removed";
  static final String SUPERSEDED = "Superseded";
  static final String PARAGRAPHS = "Paragraphs";
  static final String NEEDS_REVIEW = "NeedsReview";
  static final String MILLIS_PER_PARAGRAPH = "MillisPerParagraph";
  static final String COLD_START = "ColdStart";

  private static final String COUNT = "Count";
  private static final String MILLISECONDS = "Milliseconds";

  private final PrintStream out;
  private final String function;
  private final Clock clock;
  private final AtomicBoolean cold = new AtomicBoolean(true);

  /**
   * @param out where a line is a line of the log
   * @param function the value of the dimension {@value #FUNCTION}
   */
  Metrics(PrintStream out, String function, Clock clock) {
    this.out = out;
    this.function = function;
    this.clock = clock;
  }

  /** Writes nothing, at the same cost. */
  static Metrics silent() {
    return new Metrics(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        "",
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  /** Paragraphs of a label: {@code SolicitationParagraphs}. */
  static String paragraphs(Label label) {
    return switch (label) {
      case NEWS_BODY -> "NewsBodyParagraphs";
      case ATTRIBUTION -> "AttributionParagraphs";
      case SOLICITATION -> "SolicitationParagraphs";
    };
  }

  /** Tells of an event, before its articles; the first since the start or a restore is cold. */
  void event() {
    if (cold.getAndSet(false)) {
      out.println(new Line(clock.instant()).add(COLD_START, COUNT, 1).json());
    }
  }

  /** Tells how an article ended. */
  void outcome(Outcome outcome) {
    Line line = new Line(outcome.result().at());
    if (outcome.replacement() == Replacement.SUPERSEDED) {
      line.add(SUPERSEDED, COUNT, 1);
    } else {
      switch (outcome.result()) {
        case LabelledArticle labelled -> labelled(line, labelled);
        case RejectedArticle rejected -> {
          line.add(ARTICLES, COUNT, 1);
          line.addBy(REASON, rejected.rejection().reason().wireName(), REJECTED);
        }
        case RemovedArticle _ -> line.add(REMOVED, COUNT, 1);
      }
    }
    out.println(line.json());
  }

  private static void labelled(Line line, LabelledArticle article) {
    int paragraphs = article.paragraphs().size();
    line.add(ARTICLES, COUNT, 1).add(PARAGRAPHS, COUNT, paragraphs);
    for (Label label : Label.values()) {
      line.add(paragraphs(label), COUNT, article.count(label));
    }
    long unsure = article.paragraphs().stream().filter(LabelledParagraph::needsReview).count();
    line.add(NEEDS_REVIEW, COUNT, unsure);
    line.add(MILLIS_PER_PARAGRAPH, MILLISECONDS, (double) article.run().tookMillis() / paragraphs);
  }

  /** One record of the format: its values, and beside them what they are. */
  private final class Line {

    private final JsonObject line = new JsonObject();
    private final JsonArray directives = new JsonArray();
    private final JsonArray metrics = new JsonArray();

    Line(Instant at) {
      JsonObject about = new JsonObject();
      about.addProperty("Timestamp", at.toEpochMilli());
      about.add("CloudWatchMetrics", directives);
      line.add("_aws", about);
      line.addProperty(FUNCTION, function);
      directives.add(directive(metrics, List.of(List.of(FUNCTION))));
    }

    Line add(String metric, String unit, Number value) {
      metrics.add(definition(metric, unit));
      line.addProperty(metric, value);
      return this;
    }

    /** A count of one, in all and by a further dimension. */
    void addBy(String dimension, String is, String metric) {
      JsonArray only = new JsonArray();
      only.add(definition(metric, COUNT));
      directives.add(directive(only, List.of(List.of(FUNCTION), List.of(FUNCTION, dimension))));
      line.addProperty(dimension, is);
      line.addProperty(metric, 1);
    }

    private static JsonObject definition(String metric, String unit) {
      JsonObject definition = new JsonObject();
      definition.addProperty("Name", metric);
      definition.addProperty("Unit", unit);
      return definition;
    }

    private static JsonObject directive(JsonArray metrics, List<List<String>> dimensions) {
      JsonObject directive = new JsonObject();
      directive.addProperty("Namespace", NAMESPACE);
      JsonArray sets = new JsonArray();
      for (List<String> names : dimensions) {
        JsonArray set = new JsonArray();
        names.forEach(set::add);
        sets.add(set);
      }
      directive.add("Dimensions", sets);
      directive.add("Metrics", metrics);
      return directive;
    }

    String json() {
      return line.toString();
    }
  }

  /** Every metric's name, as dashboards and alarms ask for it. */
  static List<String> names() {
    List<String> names =
        new ArrayList<>(
            List.of(
                ARTICLES,
                REJECTED,
                REMOVED,
                SUPERSEDED,
                PARAGRAPHS,
                NEEDS_REVIEW,
                MILLIS_PER_PARAGRAPH,
                COLD_START));
    for (Label label : Label.values()) {
      names.add(paragraphs(label));
    }
    return names;
  }
}
