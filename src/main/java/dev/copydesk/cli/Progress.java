package dev.copydesk.cli;

import java.io.PrintWriter;

/** Tells on standard error how far long work has come. */
final class Progress {

  private static final int STEP = 20;

  private final PrintWriter err;
  private final int all;
  private final String prefix;
  private int done;

  Progress(PrintWriter err, int all) {
    this(err, all, "");
  }

  /**
   * @param prefix of each line, such as "fetching: "; may be empty
   */
  Progress(PrintWriter err, int all, String prefix) {
    this.err = err;
    this.all = all;
    this.prefix = prefix;
  }

  void step() {
    done++;
    if (done % STEP == 0) {
      err.printf("%s%d of %d articles%n", prefix, done, all);
      err.flush();
    }
  }
}
