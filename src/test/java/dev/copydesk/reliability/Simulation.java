package dev.copydesk.reliability;

import com.google.gson.JsonObject;
import dev.copydesk.local.EventRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One history: what newsrooms do, how Lambda delivers it, what goes wrong. As Lambda does, it tries
 * a failed event twice more and then puts it aside; at the end, what was put aside is replayed.
 */
final class Simulation {

  /** Of one event, by Lambda's asynchronous invocation. */
  static final int ATTEMPTS = 3;

  /** In the event's text, a record that nobody can read. */
  static final String NO_RECORD = "{}";

  private static final ThreadLocal<@Nullable Simulation> CURRENT = new ThreadLocal<>();

  /**
   * How a history goes.
   *
   * @param handlers events in work at once
   * @param width of the handlers on the move; with 1 the seed decides the order of all steps
   */
  record Shape(int newsrooms, int changes, int handlers, int width) {

    static Shape of(Random random) {
      int handlers = 2 + random.nextInt(15);
      int width = random.nextInt(8) == 0 ? handlers : 1;
      return new Shape(1 + random.nextInt(3), 1 + random.nextInt(8), handlers, width);
    }
  }

  private final Random random;
  private final Shape shape;
  private final Stepper stepper;
  private final Tally tally;
  private final List<Newsroom> newsrooms;
  private final Consumer<String> handler;
  private final List<String> putAside = Collections.synchronizedList(new ArrayList<>());
  private final List<Runnable> muchLater = Collections.synchronizedList(new ArrayList<>());
  private volatile FaultPlan plan;

  /**
   * @param handler takes an event as the function does
   */
  Simulation(
      Random random,
      Shape shape,
      FaultPlan plan,
      Tally tally,
      List<Newsroom> newsrooms,
      Consumer<String> handler) {
    this.random = random;
    this.shape = shape;
    this.plan = plan;
    this.tally = tally;
    this.newsrooms = List.copyOf(newsrooms);
    this.handler = handler;
    this.stepper = new Stepper(random, shape.handlers() + 1, shape.width());
  }

  /** The simulation that the calling thread is part of. */
  static Simulation current() {
    Simulation current = CURRENT.get();
    if (current == null) {
      throw new IllegalStateException("expected to be called by a handler of a simulation");
    }
    return current;
  }

  Fault fault(Call call) {
    Fault fault = plan.next(call);
    tally.count(call, fault);
    return fault;
  }

  /** A request that arrives when its sender has given up on it, perhaps long after. */
  void later(Runnable request) {
    if (random.nextBoolean()) {
      add(request);
    } else {
      muchLater.add(request);
    }
  }

  /** Told of what the table itself refuses. */
  void refused(String answer) {
    tally.refused(answer);
  }

  private void add(Runnable work) {
    stepper.add(
        () -> {
          CURRENT.set(this);
          work.run();
        });
  }

  /**
   * Lets everything happen; afterwards the table should say what the newsrooms know.
   *
   * @return the events that failed to the end
   */
  List<String> run() {
    add(this::publish);
    stepper.run();
    replay();
    plan = FaultPlan.none();
    replay();
    muchLater.forEach(this::add);
    stepper.run();
    return List.copyOf(putAside);
  }

  private void publish() {
    List<JsonObject> records = new ArrayList<>();
    for (int i = 0; i < shape.changes(); i++) {
      records.add(newsrooms.get(random.nextInt(newsrooms.size())).change());
      if (random.nextInt(5) > 0) {
        deliver(records);
      }
      Stepper.step();
    }
    deliver(records);
  }

  /** At least once; now and then together with a record that nobody can read. */
  private void deliver(List<JsonObject> records) {
    if (records.isEmpty()) {
      return;
    }
    if (random.nextInt(20) == 0) {
      records.add(new JsonObject()); // NO_RECORD
    }
    Collections.shuffle(records, random);
    String event = EventRecords.message(records.toArray(JsonObject[]::new));
    records.clear();
    for (int copies = random.nextInt(3); copies >= 0; copies--) {
      add(() -> attempt(event, 1));
    }
  }

  private void attempt(String event, int number) {
    tally.invoked();
    try {
      handler.accept(event);
    } catch (RuntimeException | Fault.Killed e) {
      tally.failed();
      if (number < ATTEMPTS) {
        add(() -> attempt(event, number + 1));
      } else {
        tally.putAside();
        putAside.add(event);
      }
    }
  }

  private void replay() {
    List<String> events = List.copyOf(putAside);
    putAside.clear();
    events.forEach(event -> add(() -> attempt(event, 1)));
    stepper.run();
  }
}
