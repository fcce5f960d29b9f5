package dev.copydesk.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "copydesk",
    mixinStandardHelpOptions = true,
    version = "copydesk 0.1.0",
    description =
        "Labels every paragraph of news articles as news body, attribution or solicitation.",
    subcommands = {ClassifyCommand.class, QueryCommand.class, EvaluateCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done",
      "1:some input was rejected, or a part failed; each is named",
      "2:wrong use"
    })
public final class Copydesk implements Runnable {

  /** Some input was rejected, each named on standard error, or a part of the machinery failed. */
  static final int REJECTED = 1;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The commands that need no server; more can be added. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Copydesk());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (e, command, _) -> {
          command.getErr().println("copydesk: " + reasons(e));
          return REJECTED;
        });
    return commandLine;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }

  private static String reasons(Throwable e) {
    StringBuilder reasons = new StringBuilder(Terminal.line(String.valueOf(e.getMessage())));
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      reasons.append("\n  because: ").append(Terminal.line(String.valueOf(cause.getMessage())));
    }
    return reasons.toString();
  }

  /** Prints what went wrong with one input; the others go on. */
  static void complain(PrintWriter err, String input, String why) {
    err.println("copydesk: " + Terminal.line(input) + ": " + Terminal.line(why));
    err.flush();
  }
}
