package dev.copydesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.copydesk.labelling.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The model card's figures are those of the bundle that is shipped. */
final class DeployedModelIT {

  private static final Path TEST_SPLIT = Path.of("model/corpus/test.jsonl");
  private static final Path METRICS = Path.of("model/evaluation/test.json");

  /** A few paragraphs near an even split may fall the other way on another processor. */
  private static final double TOLERANCE = 0.005;

  @Test
  void theOwnTestSplitScoresAsCommitted() throws IOException {
    JsonObject committed = JsonParser.parseString(Files.readString(METRICS)).getAsJsonObject();
    CommandLineRun run =
        CommandLineRun.of("evaluate", TEST_SPLIT.toString(), "--json", "--robustness");
    assertEquals(0, run.exitCode(), run.err());
    JsonObject found = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals(committed.get("version"), found.get("version"));
    assertEquals(number(committed, "macroF1"), number(found, "macroF1"), TOLERANCE);
    assertEquals(number(committed, "ece"), number(found, "ece"), 2 * TOLERANCE);
    for (Label label : Label.values()) {
      assertEquals(
          number(committed, "labels", label.wireName(), "f1"),
          number(found, "labels", label.wireName(), "f1"),
          2 * TOLERANCE,
          label.wireName());
    }
    assertRobustAsCommitted(
        committed.getAsJsonObject("robustness"), found.getAsJsonObject("robustness"));
  }

  private static void assertRobustAsCommitted(JsonObject committed, JsonObject found) {
    assertEquals(committed.keySet(), found.keySet());
    for (String row : found.keySet()) {
      assertEquals(number(committed, row), number(found, row), 4 * TOLERANCE, row);
      if (row.startsWith("same label")) {
        assertTrue(number(found, row) > 0.99, row + ": form must not flip labels");
      }
    }
  }

  private static double number(JsonObject object, String... path) {
    JsonObject inner = object;
    for (int i = 0; i < path.length - 1; i++) {
      inner = inner.getAsJsonObject(path[i]);
    }
    return inner.get(path[path.length - 1]).getAsDouble();
  }
}
