package dev.copydesk.cli;

import java.io.PrintWriter;

/** Tells on standard error how far long work has come. */
final class Progress {

  private static final int STEP = 20;

  private final PrintWriter err;
  private final int all;
  private int done;

  Progress(PrintWriter err, int all) {
    this.err = err;
    this.all = all;
  }

  void step() {
    done++;
    if (done % STEP == 0) {
      err.printf("%d of %d articles%n", done, all);
      err.flush();
    }
  }
}
