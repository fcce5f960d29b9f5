package dev.copydesk.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Serving gives what training's own scripts gave for the same articles, tokens included. */
final class TrainingSkewIT {

  private static final Path ANSWERS = Path.of("model/evaluation/answers.json");

  /**
   * Of one score; int8 rounds otherwise in other releases of ONNX Runtime, on other processors and
   * in other groups of paragraphs.
   */
  private static final double TOLERANCE = 0.15;

  /** Of all scores in the mean: a skew moves many of them, rounding hardly any. */
  private static final double MEAN_TOLERANCE = 0.01;

  /**
   * What Python gave for one article.
   *
   * @param scores by a label's wire name
   */
  private record Answer(
      String id, List<String> texts, List<List<Long>> tokens, List<Map<String, Double>> scores) {}

  private static Answer[] answers() throws IOException {
    return new Gson().fromJson(Files.readString(ANSWERS), Answer[].class);
  }

  @Test
  void javaAndPythonMakeTheSameTokens() throws IOException {
    Answer[] answers = answers();
    assertTrue(answers.length >= 5, "expected several articles");
    for (Answer answer : answers) {
      List<List<Long>> tokens =
          Arrays.stream(Bundles.shared().tokens(answer.texts()))
              .map(row -> Arrays.stream(row).boxed().toList())
              .toList();
      assertEquals(answer.tokens(), tokens, answer.id());
    }
  }

  @Test
  void javaAndPythonGiveTheSameLabels() throws IOException {
    List<Double> differences = new ArrayList<>();
    for (Answer answer : answers()) {
      List<Prediction> predictions = Bundles.shared().classify(answer.texts());
      for (int i = 0; i < predictions.size(); i++) {
        String where = answer.id() + ", paragraph " + i;
        differences.addAll(differences(answer.scores().get(i), predictions.get(i), where));
      }
    }
    double mean = differences.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    assertEquals(0, mean, MEAN_TOLERANCE, "mean of " + differences.size() + " differences");
  }

  private static List<Double> differences(
      Map<String, Double> expected, Prediction found, String where) {
    List<Double> differences = new ArrayList<>();
    for (Label label : Label.values()) {
      double score = expected.getOrDefault(label.wireName(), -1.0);
      assertEquals(score, found.scores().of(label), TOLERANCE, where);
      differences.add(Math.abs(score - found.scores().of(label)));
    }
    double best = Collections.max(expected.values());
    if (isClear(expected.values(), best)) {
      assertEquals(best, expected.get(found.label().wireName()), "label of " + where);
    }
    return differences;
  }

  /** No other score within the tolerance: there a label may differ without any fault. */
  private static boolean isClear(Collection<Double> scores, double best) {
    return scores.stream().filter(score -> score > best - 2 * TOLERANCE).count() == 1;
  }
}
