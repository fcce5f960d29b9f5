package dev.copydesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    CommandLineRun run = CommandLineRun.of("evaluate", TEST_SPLIT.toString());
    assertEquals(0, run.exitCode(), run.err());
    String version = committed.get("version").getAsString();
    assertEquals("model " + version + ":", run.out().substring(0, 7 + version.length()));
    assertEquals(committed.get("macroF1").getAsDouble(), figure(run, "macro", 1), TOLERANCE);
    JsonObject labels = committed.getAsJsonObject("labels");
    for (Label label : Label.values()) {
      double f1 = labels.getAsJsonObject(label.wireName()).get("f1").getAsDouble();
      assertEquals(f1, figure(run, label.wireName(), 3), 2 * TOLERANCE, label.wireName());
    }
  }

  private static double figure(CommandLineRun run, String row, int column) {
    return run.out()
        .lines()
        .map(line -> line.trim().split(" +", -1))
        .filter(cells -> cells[0].equals(row))
        .mapToDouble(cells -> Double.parseDouble(cells[column]))
        .findFirst()
        .orElseThrow();
  }
}
