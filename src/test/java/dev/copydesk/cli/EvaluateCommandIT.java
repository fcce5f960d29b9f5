package dev.copydesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluateCommandIT {

  @TempDir private Path folder;

  private CommandLineRun evaluate(String lines, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("labelled.jsonl"), lines);
    return CommandLineRun.of(
        Stream.concat(Stream.of("evaluate", file.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void aLabelledFileIsScored() throws IOException {
    CommandLineRun run =
        evaluate(
            """
            {"id":"a","outletKind":"local paper","region":"Ireland","paragraphs":[{"text":"By Tom Reed","label":"attribution","kind":"credit"},{"text":"Tags: river","label":null}]}
            """);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains(": 1 paragraphs of 1 articles"), run.out());
    assertTrue(run.out().contains("macro"), run.out());
    assertTrue(run.out().contains("1 to 4 words"), run.out());
    assertTrue(run.out().contains("local paper"), run.out());
    assertTrue(run.out().contains("Ireland"), run.out());
    assertTrue(run.out().contains("calibration error (ECE, 10 bins)"), run.out());
  }

  @Test
  void robustnessIsMeasuredWhenAsked() throws IOException {
    String lines =
        """
        {"id":"a","paragraphs":[{"text":"By Tom Reed","label":"attribution","kind":"credit"},{"text":"The “River Path” reopened on Monday.","label":"news_body"}]}
        """;
    CommandLineRun run = evaluate(lines, "--robustness");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("same label, as an HTML page"), run.out());
    assertTrue(run.out().contains("none to try"), run.out());
    assertFalse(evaluate(lines).out().contains("robustness"));
  }

  @Test
  void jsonHasAllFiguresUnderTheirNames() throws IOException {
    CommandLineRun run =
        evaluate(
            """
            {"id":"a","outletKind":"wire","region":"São Tomé","paragraphs":[{"text":"By Tom Reed","label":"attribution","kind":"credit"}]}
            """,
            "--json",
            "--robustness");
    assertEquals(0, run.exitCode(), run.err());
    JsonObject found = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals(1, found.get("paragraphs").getAsInt());
    JsonObject attribution = found.getAsJsonObject("labels").getAsJsonObject("attribution");
    assertEquals(1, attribution.get("support").getAsInt());
    assertEquals(
        attribution.get("recall").getAsDouble(),
        attribution.getAsJsonObject("predicted").get("attribution").getAsDouble());
    assertEquals("labelled.jsonl", found.get("file").getAsString());
    assertEquals(Set.of("wire"), found.getAsJsonObject("byOutletKind").keySet());
    assertEquals(Set.of("São Tomé"), found.getAsJsonObject("byRegion").keySet());
    assertEquals(10, found.getAsJsonArray("bins").size());
    assertTrue(found.getAsJsonObject("robustness").get("appeal found, alone").isJsonNull());
  }

  @Test
  void aBrokenFileIsNamedAndNothingScored() throws IOException {
    CommandLineRun run =
        evaluate("{\"id\":\"a\",\"paragraphs\":[{\"text\":\"x\",\"label\":\"ad\"}]}\n");
    assertEquals(1, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().contains("labelled.jsonl:1: paragraph 0: expected a label"), run.err());
  }
}
