package dev.copydesk.local;

import dev.copydesk.cli.Copydesk;

/** The command line with the commands that need the local cloud. */
final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    int code =
        Copydesk.commandLine()
            .addSubcommand(new DemoCommand())
            .addSubcommand(new LocalCommand())
            .execute(arguments);
    System.exit(code);
  }
}
