package dev.copydesk.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HandlersBenchCommandTest {

  @ParameterizedTest
  @CsvSource({"--articles,0", "--handlers,0", "--duplicates,1.5", "--overwrites,-0.1", "--pace,-1"})
  void whatCannotBeMeasuredIsRefused(String option, String value) {
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setErr(new PrintWriter(err))
            .execute("bench-handlers", option + "=" + value);
    assertEquals(2, code);
    assertTrue(err.toString().startsWith("expected " + option), err::toString);
  }
}
