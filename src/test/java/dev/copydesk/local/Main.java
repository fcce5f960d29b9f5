package dev.copydesk.local;

import dev.copydesk.cli.Copydesk;
import dev.copydesk.reliability.SoakCommand;
import picocli.CommandLine;

/** The command line with the commands that need the local cloud. */
final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return Copydesk.commandLine()
        .addSubcommand(new DemoCommand())
        .addSubcommand(new LocalCommand())
        .addSubcommand(new BenchCommand())
        .addSubcommand(new StartBenchCommand())
        .addSubcommand(new HandlersBenchCommand())
        .addSubcommand(new SoakCommand());
  }
}
