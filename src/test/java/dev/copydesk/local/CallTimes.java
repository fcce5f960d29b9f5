package dev.copydesk.local;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** How long the calls of AWS clients take, and how many of their requests are repeated. */
final class CallTimes implements MetricPublisher {

  private final Map<String, Queue<Double>> millis = new ConcurrentHashMap<>();
  private final LongAdder retries = new LongAdder();

  @Override
  public void publish(MetricCollection call) {
    call.metricValues(CoreMetric.RETRY_COUNT).forEach(retries::add);
    for (String operation : call.metricValues(CoreMetric.OPERATION_NAME)) {
      for (Duration duration : call.metricValues(CoreMetric.API_CALL_DURATION)) {
        millis
            .computeIfAbsent(operation, _ -> new ConcurrentLinkedQueue<>())
            .add(duration.toNanos() / 1e6);
      }
    }
  }

  /**
   * Milliseconds of each call so far.
   *
   * @param operation as the SDK names it: {@code GetObject}
   */
  Spread of(String operation) {
    return Spread.of(millis.getOrDefault(operation, new ConcurrentLinkedQueue<>()));
  }

  long retries() {
    return retries.sum();
  }

  @Override
  public void close() {}
}
