package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.Outcome;
import dev.copydesk.labelling.ResultStore.Replacement;
import dev.copydesk.labelling.Results;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each line as CloudWatch's specification of the embedded metric format wants it. */
final class MetricsTest {

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Metrics metrics =
      new Metrics(
          new PrintStream(log, true, StandardCharsets.UTF_8),
          "labeller",
          Clock.fixed(Results.AT, ZoneOffset.UTC));

  private List<JsonObject> lines() {
    return log.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private JsonObject line(ArticleResult result) {
    metrics.outcome(new Outcome(result, Replacement.STORED));
    return lines().getLast();
  }

  /** The names that the line declares as metrics; each must be a member of it, and a number. */
  private static Set<String> declared(JsonObject line) {
    Set<String> names = new TreeSet<>();
    for (JsonElement directive : line.getAsJsonObject("_aws").getAsJsonArray("CloudWatchMetrics")) {
      assertEquals("Copydesk", directive.getAsJsonObject().get("Namespace").getAsString());
      for (JsonElement set : directive.getAsJsonObject().getAsJsonArray("Dimensions")) {
        set.getAsJsonArray().forEach(d -> assertTrue(line.has(d.getAsString()), line.toString()));
      }
      for (JsonElement metric : directive.getAsJsonObject().getAsJsonArray("Metrics")) {
        String name = metric.getAsJsonObject().get("Name").getAsString();
        assertTrue(line.getAsJsonPrimitive(name).isNumber(), line.toString());
        names.add(name);
      }
    }
    return names;
  }

  @Test
  void aLabelledArticleIsCountedWithItsParagraphs() {
    JsonObject line =
        line(
            Results.labelled(
                Results.ref("a.txt", "01"), "Bridge closed", "By Tom Reed", "Give now", "Why?"));
    assertEquals(
        Set.of(
            "Articles",
            "Paragraphs",
            "NewsBodyParagraphs",
            "AttributionParagraphs",
            "SolicitationParagraphs",
            "NeedsReview",
            "MillisPerParagraph"),
        declared(line));
    assertEquals("labeller", line.get("FunctionName").getAsString());
    assertEquals(4, line.get("Paragraphs").getAsInt());
    assertEquals(2, line.get("NewsBodyParagraphs").getAsInt());
    assertEquals(1, line.get("NeedsReview").getAsInt());
    assertEquals(38 / 4.0, line.get("MillisPerParagraph").getAsDouble());
    assertEquals(
        Results.AT.toEpochMilli(), line.getAsJsonObject("_aws").get("Timestamp").getAsLong());
    assertFalse(line.toString().contains("Bridge"), "text of the article");
    assertFalse(line.toString().contains("a.txt"), "address of the article");
  }

  @Test
  void aRejectedArticleIsCountedInAllAndByItsReason() {
    JsonObject line = line(Results.rejected(Results.ref("a.txt", "01")));
    assertEquals(Set.of("Articles", "Rejected"), declared(line));
    assertEquals("empty", line.get("Reason").getAsString());
    assertTrue(
        line.toString().contains("[[\"FunctionName\"],[\"FunctionName\",\"Reason\"]]"),
        line.toString());
  }

  @Test
  void whatChangedNothingIsNoArticle() {
    metrics.outcome(new Outcome(Results.rejected(Results.ref("a", "01")), Replacement.SUPERSEDED));
    assertEquals(Set.of("Superseded"), declared(lines().getLast()));
    assertEquals(Set.of("Removed"), declared(line(Results.removed(Results.ref("a", "02")))));
  }

  @Test
  void onlyTheFirstEventIsAColdStart() {
    metrics.event();
    metrics.event();
    assertEquals(1, lines().size());
    assertEquals(Set.of("ColdStart"), declared(lines().getFirst()));
  }
}
