package dev.copydesk.reliability;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides what happens to each call, in the order in which they are made. Thread-safe. */
interface FaultPlan {

  Fault next(Call call);

  static FaultPlan none() {
    return _ -> Fault.NONE;
  }

  /**
   * @param share of the calls that something happens to, in [0, 1]
   */
  static FaultPlan random(Random random, double share) {
    return call -> {
      if (random.nextDouble() >= share) {
        return Fault.NONE;
      }
      List<Fault> faults = Fault.of(call);
      return faults.get(random.nextInt(faults.size()));
    };
  }

  /** The fault at the call of that number, counted from 0, if it is of that kind; else none. */
  static FaultPlan one(Call call, int number, Fault fault) {
    AtomicInteger calls = new AtomicInteger();
    return made -> made == call && calls.getAndIncrement() == number ? fault : Fault.NONE;
  }
}
