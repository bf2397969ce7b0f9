package dev.slipway.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks at once, or holds them until a test lets them go: a step that takes long, a process
 * that dies before it begins.
 */
final class Tasks implements Executor {
  private final Queue<Runnable> held = new ArrayDeque<>();
  private boolean holding;
  private int left = -1;

  @Override
  public void execute(Runnable task) {
    if (left == 0) {
      holding = true;
    }
    left--;
    if (holding) {
      held.add(task);
    } else {
      task.run();
    }
  }

  /** From now on nothing ends. */
  void hang() {
    holding = true;
  }

  /** So many tasks run, and what comes after them hangs. */
  void hangAfter(int tasks) {
    left = tasks;
  }

  /** Everything that hung ends now, and what follows runs at once. */
  void goOn() {
    holding = false;
    List<Runnable> tasks = new ArrayList<>(held);
    held.clear();
    tasks.forEach(Runnable::run);
  }

  /** What follows runs at once; what hangs goes on hanging. */
  void onlyNewOnesGoOn() {
    holding = false;
  }

  /** The process died: what was begun never happens. */
  void die() {
    held.clear();
  }

  int hanging() {
    return held.size();
  }
}
