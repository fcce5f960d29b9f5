package dev.copydesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CopydeskTest {

  private static void assertWrongUse(String message, String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void wrongUseIsNamedAndEndsWithTwo() {
    assertWrongUse("expected a command");
    assertWrongUse("Unmatched argument", "tabulate");
    assertWrongUse("Missing required parameter", "classify");
    assertWrongUse(
        "expected a label of news_body, attribution, solicitation, found advert",
        "classify",
        "--only",
        "advert",
        "-");
    assertWrongUse("Invalid value for option '--format'", "classify", "--format", "xml", "-");
    assertWrongUse("mutually exclusive", "query", "--review", "--rejected");
    assertWrongUse("Missing required argument", "query");
    assertWrongUse("Invalid value for option '--day'", "query", "--review", "--day", "yesterday");
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : new String[] {"classify", "query", "evaluate"}) {
      CommandLineRun run = CommandLineRun.of(command, "--help");
      assertEquals(0, run.exitCode());
      assertTrue(run.out().startsWith("Usage: copydesk " + command), run.out());
    }
  }
}
