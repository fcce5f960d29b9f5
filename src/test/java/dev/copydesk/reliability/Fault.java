package dev.copydesk.reliability;

import java.util.EnumSet;
import java.util.List;

/** What may happen to one call of the handler. */
enum Fault {
  NONE,
  /** The process ends before the call. */
  KILLED_BEFORE,
  /** The call is done; the process ends before it knows. */
  KILLED_AFTER,
  /** Never sent. */
  REFUSED,
  /** Sent and done; the connection breaks before the answer. */
  ANSWER_LOST,
  /** Sent, not done, not answered. */
  TIMED_OUT,
  /** The caller has given up on it when it is done. */
  DONE_LATE,
  THROTTLED,
  /** A server error (5xx), or an exception of the model. */
  FAILED,
  /** A server error for what was done. */
  FAILED_THOUGH_DONE,
  /** Another transaction has the items. */
  CONFLICT,
  /** The connection breaks in the middle of the object. */
  BODY_BREAKS,
  /** The object's bytes end in the middle, as if they were all. */
  BODY_ENDS_EARLY;

  /** What may go wrong with the call. */
  static List<Fault> of(Call call) {
    EnumSet<Fault> faults = EnumSet.range(KILLED_BEFORE, BODY_ENDS_EARLY);
    switch (call) {
      case READ_OBJECT -> faults.removeAll(EnumSet.of(DONE_LATE, CONFLICT));
      case CLASSIFY -> faults.retainAll(EnumSet.of(KILLED_BEFORE, KILLED_AFTER, FAILED));
      case WRITE_RESULT -> faults.removeAll(EnumSet.of(BODY_BREAKS, BODY_ENDS_EARLY));
    }
    return List.copyOf(faults);
  }

  /** The end of the process that runs the handler; nothing of it is to catch this. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }
}
