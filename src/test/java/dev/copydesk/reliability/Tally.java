package dev.copydesk.reliability;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How much happened in all histories together. Thread-safe. */
final class Tally {

  private record Kind(Call call, Fault fault) {}

  private final Map<Kind, Long> calls = new ConcurrentHashMap<>();
  private final LongAdder histories = new LongAdder();
  private final LongAdder invocations = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder putAside = new LongAdder();
  private final LongAdder conditions = new LongAdder();
  private final LongAdder conflicts = new LongAdder();

  void count(Call call, Fault fault) {
    calls.merge(new Kind(call, fault), 1L, Long::sum);
  }

  void history() {
    histories.increment();
  }

  void invoked() {
    invocations.increment();
  }

  void failed() {
    failures.increment();
  }

  void putAside() {
    putAside.increment();
  }

  /** Counts by the reason that the server's answer names. */
  void refused(String answer) {
    if (answer.contains("ConditionalCheckFailed")) {
      conditions.increment();
    } else if (answer.contains("TransactionConflict")) {
      conflicts.increment();
    }
  }

  long histories() {
    return histories.sum();
  }

  long faults(Call call, Fault fault) {
    return calls.getOrDefault(new Kind(call, fault), 0L);
  }

  void print(PrintWriter out) {
    out.println(this);
    out.flush();
  }

  @Override
  public String toString() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.printf(
        Locale.ROOT,
        "%d histories: %d invocations, %d of them failed, %d events put aside and replayed%n",
        histories.sum(),
        invocations.sum(),
        failures.sum(),
        putAside.sum());
    out.printf(
        Locale.ROOT,
        "the table refused %d writes as not newer and %d for a conflict of its own%n",
        conditions.sum(),
        conflicts.sum());
    for (Call call : Call.values()) {
      out.println(line(call));
    }
    return text.toString().strip();
  }

  private String line(Call call) {
    return Arrays.stream(Fault.values())
        .filter(fault -> faults(call, fault) > 0)
        .map(fault -> lower(fault) + " " + faults(call, fault))
        .collect(Collectors.joining(", ", lower(call) + ": ", ""));
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
