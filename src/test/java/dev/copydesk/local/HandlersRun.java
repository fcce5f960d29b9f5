package dev.copydesk.local;

import java.time.Duration;
import java.util.List;

/**
 * What came of a backlog's events, given to handlers at once.
 *
 * @param events that there were, each counted once however often it was given
 * @param millis of an invocation
 * @param read milliseconds of a GET; likewise {@code write} of a transaction
 * @param refusals by the table, of what was not newer
 * @param conflicts of two writes of an article at once
 * @param retries of requests by the SDK
 * @param failures of invocations
 * @param putAside why events failed to the end
 */
record HandlersRun(
    int handlers,
    int events,
    Cost cost,
    Spread millis,
    Spread read,
    Spread write,
    long refusals,
    long conflicts,
    long retries,
    long failures,
    List<String> putAside) {

  /**
   * Seconds since some time.
   *
   * @param cpu processor time of this process: the handlers with their engines, compiler and
   *     collector; likewise {@code servers} of the local servers
   */
  record Cost(double wall, double cpu, double servers) {

    static Cost now(LocalServers servers) {
      Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
      return new Cost(System.nanoTime() / 1e9, seconds(own), seconds(servers.cpu()));
    }

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }

    Cost since(Cost before) {
      return new Cost(wall - before.wall, cpu - before.cpu, servers - before.servers);
    }
  }

  HandlersRun {
    putAside = List.copyOf(putAside);
  }

  double eventsPerSecond() {
    return events / cost.wall();
  }

  double cpuMillisPerEvent() {
    return cost.cpu() / events * 1e3;
  }
}
