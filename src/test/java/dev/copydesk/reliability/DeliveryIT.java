package dev.copydesk.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.local.LocalServers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short run of what {@code make soak} does for long; docs/reliability.md says what it shows. */
final class DeliveryIT {

  private static final int HISTORIES = 200;

  /** Of which one must show a flaw; most show in the first few. */
  private static final int ENOUGH = 100;

  /** Flaws that random histories seldom show, each with the fault that it is about. */
  private static final Map<Flaw, Supplier<FaultPlan>> RARE =
      Map.of(
          Flaw.CONFLICT_TAKEN_FOR_NEWER,
          () -> FaultPlan.one(Call.WRITE_RESULT, 0, Fault.CONFLICT),
          Flaw.HALF_TAKEN_FOR_WHOLE,
          () -> FaultPlan.one(Call.READ_OBJECT, 0, Fault.BODY_ENDS_EARLY));

  private static Simulator simulator(Flaw flaw) {
    return new Simulator(LocalServers.shared(), flaw);
  }

  @Test
  void theTableSaysWhatTheNewestObjectsSay() {
    Simulator simulator = simulator(Flaw.NONE);
    for (long seed = 1; seed <= HISTORIES; seed++) {
      assertEquals(List.of(), simulator.play(seed), SoakCommand.alone(seed, Flaw.NONE));
    }
  }

  /** One upload after the other by one handler at a time, so that the call is always there. */
  @TestFactory
  Stream<DynamicTest> everyFaultOfEveryCallIsOvercome() {
    Simulator simulator = simulator(Flaw.NONE);
    return Stream.of(Call.values())
        .flatMap(call -> Fault.of(call).stream().map(fault -> test(simulator, call, fault)));
  }

  private static DynamicTest test(Simulator simulator, Call call, Fault fault) {
    return DynamicTest.dynamicTest(
        call + " " + fault,
        () -> {
          for (int number = 0; number < 2; number++) {
            Simulation.Shape shape = new Simulation.Shape(1, 3, 2, 1);
            FaultPlan plan = FaultPlan.one(call, number, fault);
            assertEquals(List.of(), simulator.play(new Random(number), shape, plan));
          }
          assertTrue(simulator.tally().faults(call, fault) > 0, "the fault never came");
        });
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aFlawWouldBeFound(Flaw flaw) {
    Simulator simulator = simulator(flaw);
    assertTrue(
        LongStream.rangeClosed(1, ENOUGH).anyMatch(seed -> shows(simulator, flaw, seed)),
        () -> flaw + " was not found in " + ENOUGH + " histories");
  }

  private static boolean shows(Simulator simulator, Flaw flaw, long seed) {
    Supplier<FaultPlan> plan = RARE.get(flaw);
    List<String> differences =
        plan == null
            ? simulator.play(seed)
            : simulator.play(new Random(seed), new Simulation.Shape(1, 1, 2, 1), plan.get());
    return !differences.isEmpty();
  }

  /** So that the command which a failure prints shows that failure. */
  @Test
  void theSameSeedGoesTheSameWay() {
    long seed =
        LongStream.rangeClosed(1, 100)
            .filter(s -> Simulation.Shape.of(new Random(s)).width() == 1)
            .findFirst()
            .orElseThrow();
    assertEquals(way(seed), way(seed));
  }

  private static String way(long seed) {
    Simulator simulator = simulator(Flaw.NONE);
    simulator.play(seed);
    return simulator.tally().toString();
  }
}
