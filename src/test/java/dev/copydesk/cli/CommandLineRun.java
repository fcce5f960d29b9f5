package dev.copydesk.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * One run of the command line in this process. It is made after the standard streams are replaced,
 * since picocli's help takes them as it finds them then.
 *
 * @param out standard output
 * @param err standard error
 */
public record CommandLineRun(int exitCode, String out, String err) {

  public static CommandLineRun of(String... arguments) {
    return of(Copydesk::commandLine, "", arguments);
  }

  static CommandLineRun withInput(String input, String... arguments) {
    return of(Copydesk::commandLine, input, arguments);
  }

  public static CommandLineRun of(
      Supplier<CommandLine> commandLine, String input, String... arguments) {
    StringWriter err = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    InputStream inputBefore = System.in;
    try (PrintStream replacement = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintWriter printer = new PrintWriter(out, true, StandardCharsets.UTF_8)) {
      System.setOut(replacement);
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      int code =
          commandLine.get().setOut(printer).setErr(new PrintWriter(err, true)).execute(arguments);
      printer.flush();
      return new CommandLineRun(code, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
      System.setIn(inputBefore);
    }
  }
}
