package dev.copydesk.reliability;

import dev.copydesk.local.LocalServers;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays histories until enough are played, the time is up or too many failed. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Tries to make the table say anything but what the newest objects say.",
      "Plays random histories of uploads, overwrites and deletions through the real handler, with",
      "duplicated, reordered, concurrent and interrupted deliveries and faults of every request."
    })
public final class SoakCommand implements Callable<Integer> {

  private static final int MOST_FAILURES = 5;
  private static final long TELL_SECONDS = 30;

  @Option(
      names = "--histories",
      defaultValue = "10000",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private long histories;

  @Option(
      names = "--seconds",
      defaultValue = "3600",
      description = "How long at most (default: ${DEFAULT-VALUE}).")
  private long seconds;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the first history; each stands for itself (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--flaw",
      defaultValue = "NONE",
      description = "A mistake to make on purpose, which must be found: ${COMPLETION-CANDIDATES}.")
  private Flaw flaw;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Simulator simulator = new Simulator(LocalServers.shared(), flaw);
    long start = System.nanoTime();
    long told = 0;
    int failed = 0;
    for (long s = seed; s < seed + histories && elapsed(start) < seconds; s++) {
      List<String> differences = play(simulator, s);
      if (!differences.isEmpty()) {
        tell(out, s, differences);
        failed++;
      }
      if (failed == MOST_FAILURES) {
        break;
      }
      if (elapsed(start) / TELL_SECONDS > told) {
        told = elapsed(start) / TELL_SECONDS;
        out.printf("%d s: %d histories, %d failed%n", elapsed(start), s - seed + 1, failed);
        out.flush();
      }
    }
    simulator.tally().print(out);
    double rate = (double) simulator.tally().histories() / Math.max(1, elapsed(start));
    out.printf(
        Locale.ROOT, "%d failed; %d s, %.1f histories a second%n", failed, elapsed(start), rate);
    out.flush();
    return failed == 0 ? 0 : 1;
  }

  private List<String> play(Simulator simulator, long playing) {
    try {
      return simulator.play(playing);
    } catch (RuntimeException e) {
      throw new IllegalStateException("the simulator failed at " + alone(playing, flaw), e);
    }
  }

  private void tell(PrintWriter out, long failing, List<String> differences) {
    out.printf("history %d failed:%n", failing);
    differences.forEach(difference -> out.println("  " + difference));
    out.println("  alone: " + alone(failing, flaw));
    out.flush();
  }

  /** The command that plays one history alone. */
  static String alone(long seed, Flaw flaw) {
    String option = flaw == Flaw.NONE ? "" : " --flaw " + flaw;
    return "./copydesk soak --histories 1 --seed " + seed + option;
  }

  private static long elapsed(long start) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }
}
