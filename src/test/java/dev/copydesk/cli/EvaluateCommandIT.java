package dev.copydesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluateCommandIT {

  @TempDir private Path folder;

  private CommandLineRun evaluate(String lines) throws IOException {
    Path file = Files.writeString(folder.resolve("labelled.jsonl"), lines);
    return CommandLineRun.of("evaluate", file.toString());
  }

  @Test
  void aLabelledFileIsScored() throws IOException {
    CommandLineRun run =
        evaluate(
            """
            {"id":"a","outletKind":"local paper","paragraphs":[{"text":"By Tom Reed","label":"attribution","kind":"credit"},{"text":"Tags: river","label":null}]}
            """);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains(": 1 paragraphs of 1 articles"), run.out());
    assertTrue(run.out().contains("macro"), run.out());
    assertTrue(run.out().contains("1 to 4 words"), run.out());
    assertTrue(run.out().contains("local paper"), run.out());
    assertTrue(run.out().contains("calibration error (ECE, 10 bins)"), run.out());
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
