package dev.copydesk.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks from step to step, in an order that a seed decides. Of all that is begun, {@code
 * width} tasks move at a time: with one, the same seed gives the same order of steps again; with
 * more, they truly run side by side.
 */
final class Stepper {

  private static final ThreadLocal<Task> CURRENT = new ThreadLocal<>();

  private final Random random;
  private final int most;
  private final int width;
  private final List<Task> waiting = new ArrayList<>();
  private final List<Task> parked = new ArrayList<>();
  private int begun;
  private int moving;

  /**
   * @param most tasks begun and not ended at any time
   * @param width of them on the move
   */
  Stepper(Random random, int most, int width) {
    this.random = random;
    this.most = most;
    this.width = width;
  }

  /** A task for later; it may be added by another. */
  synchronized void add(Runnable work) {
    waiting.add(new Task(work));
    notifyAll();
  }

  /** Where a task lets others go first; of no effect outside of tasks. */
  static void step() {
    Task task = CURRENT.get();
    if (task != null) {
      task.park();
    }
  }

  /** Runs until no task is left. */
  void run() {
    for (Task task = next(); task != null; task = next()) {
      task.move();
    }
  }

  private synchronized @Nullable Task next() {
    try {
      while (moving == width || (choices() == 0 && moving > 0)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between steps", e);
    }
    int choices = choices();
    if (choices == 0) {
      return null;
    }
    moving++;
    int choice = random.nextInt(choices);
    if (choice < parked.size()) {
      return parked.remove(choice);
    }
    begun++;
    return waiting.remove(choice - parked.size());
  }

  private int choices() {
    return parked.size() + (begun < most ? waiting.size() : 0);
  }

  private synchronized void rest(Task task) {
    moving--;
    parked.add(task);
    notifyAll();
  }

  private synchronized void end() {
    moving--;
    begun--;
    notifyAll();
  }

  private final class Task {
    private final Semaphore go = new Semaphore(0);
    private final Thread thread;

    Task(Runnable work) {
      this.thread =
          Thread.ofVirtual()
              .unstarted(
                  () -> {
                    CURRENT.set(this);
                    try {
                      work.run();
                    } finally {
                      end();
                    }
                  });
    }

    void move() {
      if (thread.getState() == Thread.State.NEW) {
        thread.start();
      } else {
        go.release();
      }
    }

    void park() {
      rest(this);
      go.acquireUninterruptibly();
    }
  }
}
